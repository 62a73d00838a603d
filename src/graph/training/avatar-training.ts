import { Ctx, Field, ObjectType } from 'type-graphql'
import type { ActionSpan as ActionSpanData, AvatarDetails, AvatarFacts, TimeSpan as TimeSpanData } from '../../domain/training/job.js'
import { AvatarModelVersion, AvatarResolution } from '../assets/metadata-words.js'
import type { GraphContext } from '../context.js'
import { ActionSpanType, AvatarEdition, Matting } from './training-words.js'

/** A part of a video, in the graph. */
@ObjectType({ description: 'A part of a video.' })
export class TimeSpan {
  @Field(() => String, { nullable: true, description: 'Where it begins, as HH:MM:SS.mmm.' })
  start!: string | null

  @Field(() => String, { nullable: true, description: 'Where it ends, as HH:MM:SS.mmm.' })
  end!: string | null
}

/** A part of a video with what the avatar does in it, in the graph. */
@ObjectType({ description: 'A part of a video, with what the avatar does in it.' })
export class ActionSpan extends TimeSpan {
  @Field(() => ActionSpanType, { description: 'What it does.' })
  type!: string
}

const PERSONAL = 'Personal: administrators only; FORBIDDEN for others.'

/** What concerns the training of avatars alone, in the graph. */
@ObjectType({ description: 'What concerns the training of an avatar alone.' })
export class AvatarTraining {
  constructor(
    private readonly facts: AvatarFacts,
    private readonly details: (context: GraphContext) => Promise<AvatarDetails | null>,
  ) {}

  private async detail<K extends keyof AvatarDetails>(context: GraphContext, field: K): Promise<AvatarDetails[K] | null> {
    return (await this.details(context))?.[field] ?? null
  }

  @Field(() => String, { nullable: true, description: 'How the one who created it can be reached.' })
  contact(): string | null {
    return this.facts.contact
  }

  @Field(() => String, { nullable: true, description: 'The batch that it belongs to.' })
  batchName(): string | null {
    return this.facts.batchName
  }

  @Field(() => AvatarEdition, { nullable: true, description: 'What it is made from, and how fine it gets; null where the vendor has no editions (Huawei), or it was started elsewhere.' })
  edition(): string | null {
    return this.facts.edition
  }

  @Field(() => AvatarModelVersion, { description: 'The generation of the model.' })
  modelVersion(): string {
    return this.facts.modelVersion
  }

  @Field(() => Matting, { description: 'How the background is cut away.' })
  matting(): string {
    return this.facts.matting
  }

  @Field(() => AvatarResolution, { description: 'The finest picture that it will give.' })
  resolution(): string {
    return this.facts.resolution
  }

  @Field(() => String, { nullable: true, description: "The vendor's project that the trained avatar belongs to." })
  assetProject(): string | null {
    return this.facts.assetProject
  }

  @Field(() => Boolean, { nullable: true, description: 'Whether the background is to be replaced, which takes a video shot before a green screen.' })
  backgroundReplacement(@Ctx() context: GraphContext): Promise<boolean | null> {
    return this.detail(context, 'backgroundReplacement')
  }

  @Field(() => String, { nullable: true, description: 'The training video: a signed address, 24 hours at Huawei (7.2, 7.3).' })
  trainingVideoUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return this.detail(context, 'trainingVideoUrl')
  }

  @Field(() => String, { nullable: true, description: `The front of the ID card: a signed address. ${PERSONAL}` })
  idCardFrontUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return this.detail(context, 'idCardFrontUrl')
  }

  @Field(() => String, { nullable: true, description: `The back of the ID card: a signed address. ${PERSONAL}` })
  idCardBackUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return this.detail(context, 'idCardBackUrl')
  }

  @Field(() => String, { nullable: true, description: `The letter of authorization: a signed address. ${PERSONAL}` })
  authorizationUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return this.detail(context, 'authorizationUrl')
  }

  @Field(() => Boolean, { nullable: true, description: "Whether the vendor's people have uploaded the mask." })
  maskUploaded(@Ctx() context: GraphContext): Promise<boolean | null> {
    return this.detail(context, 'maskUploaded')
  }

  @Field(() => String, { nullable: true, description: 'The mask: a signed address.' })
  maskUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return this.detail(context, 'maskUrl')
  }

  @Field(() => String, { nullable: true, description: 'The video with its tags: a signed address.' })
  taggedVideoUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return this.detail(context, 'taggedVideoUrl')
  }

  @Field(() => TimeSpan, { nullable: true, description: 'The part of the video that inference uses.' })
  videoSpan(@Ctx() context: GraphContext): Promise<TimeSpanData | null> {
    return this.detail(context, 'videoSpan')
  }

  @Field(() => TimeSpan, { nullable: true, description: 'The part of the video that the correction of eye contact uses.' })
  eyeCorrectionSpan(@Ctx() context: GraphContext): Promise<TimeSpanData | null> {
    return this.detail(context, 'eyeCorrectionSpan')
  }

  @Field(() => [ActionSpan], { nullable: true, description: 'The parts of the video in which the avatar acts or is silent.' })
  actionSpans(@Ctx() context: GraphContext): Promise<ActionSpanData[] | null> {
    return this.detail(context, 'actionSpans')
  }

  @Field(() => [String], { nullable: true, description: 'The models of compilation, in the words of the vendor (Huawei 7.3 `worker_type`).' })
  workerTypes(@Ctx() context: GraphContext): Promise<string[] | null> {
    return this.detail(context, 'workerTypes')
  }
}
