import { Ctx, Directive, Field, Int, ObjectType } from 'type-graphql'
import type { CallContext } from '../../domain/port.js'
import type { TrainingCommands } from '../../domain/training/ability.js'
import { isWhole, parseTrainingKey, trainingKey, type TrainingDetails, type TrainingJob as TrainingData, type TrainingRef, type TrainingRound as RoundData } from '../../domain/training/job.js'
import { Asset } from '../assets/asset.js'
import { accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { VendorEntity } from '../entity.js'
import { Failure } from '../failure.js'
import { JobStatus } from '../job-status.js'
import { DateTime } from '../scalars.js'
import { AvatarTraining } from './avatar-training.js'
import { trainingsOf } from './training-access.js'
import { TrainingComment, TrainingLogEntry, TrainingReview, TrainingRound, TrainingUpload, UploadedPart } from './training-record.js'
import { RequiredAction, TrainingKind, TrainingStage } from './training-words.js'
import { VoiceTraining } from './voice-training.js'

type Question<T> = (id: string, call: CallContext) => Promise<T>

/** A training, in the graph. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: VendorEntity, description: 'The training of an avatar or a voice. It may take days, and wait for the caller in between: `requiredAction` says for what.' })
export class TrainingJob extends VendorEntity {
  constructor(
    account: string,
    private readonly training: TrainingRef,
    private readonly known?: TrainingData,
  ) {
    super({ type: 'TrainingJob', account, key: trainingKey(training) })
  }

  /** The training behind the key of a global id; BAD_USER_INPUT for a key that is none. */
  static ofKey(account: string, key: string): TrainingJob {
    return new TrainingJob(account, parseTrainingKey(key))
  }

  /** Everything the vendor tells of it. */
  async details(context: GraphContext): Promise<TrainingDetails> {
    if (this.known && isWhole(this.known)) return this.known
    return context.loaders(this.ref.account).trainingJob.load(this.ref.key)
  }

  private async summary(context: GraphContext): Promise<TrainingData> {
    return this.known ?? this.details(context)
  }

  /** Asks for something that vendors tell of the trainings of some kinds only; null for the others. */
  private async ask<T>(context: GraphContext, question: (trainings: TrainingCommands) => Question<T> | undefined): Promise<T | null> {
    const { kind, job } = this.training
    const ask = question(trainingsOf(accountOf(context.services, this.ref.account), kind))
    return ask ? context.loaders(this.ref.account).during(() => ask(job, context.call)) : null
  }

  override nativeId(): string {
    return this.training.job
  }

  @Field(() => TrainingKind, { description: 'What it makes.' })
  kind(): string {
    return this.training.kind
  }

  @Field(() => String, { nullable: true, description: 'The name that the trained avatar or voice gets.' })
  async name(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).name
  }

  @Field(() => JobStatus, { nullable: true, description: 'Where it is in its life.' })
  async status(@Ctx() context: GraphContext): Promise<string> {
    return (await this.summary(context)).status
  }

  @Field(() => TrainingStage, { nullable: true, description: 'How far it has come; null where the vendor uses a word that is not known.' })
  async stage(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).stage
  }

  @Field(() => String, { nullable: true, description: "The vendor's own word for its state." })
  async vendorStatus(@Ctx() context: GraphContext): Promise<string> {
    return (await this.summary(context)).vendorStatus
  }

  @Field(() => RequiredAction, { nullable: true, description: 'What the caller has to do before it can go on; null while the vendor is at it, and in the end.' })
  async requiredAction(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).requiredAction
  }

  @Field(() => [String], { nullable: true, description: 'Films to judge the result by: signed addresses (Huawei 7.3 `verify_video_download_url`, Tencent 1211/62061 `TrainResult`).' })
  async demoVideoUrls(@Ctx() context: GraphContext): Promise<string[]> {
    return (await this.details(context)).demoVideoUrls
  }

  @Field(() => Asset, { nullable: true, description: 'The trained avatar or voice, once there is one.' })
  async asset(@Ctx() context: GraphContext): Promise<Asset | null> {
    const { asset } = await this.summary(context)
    return asset === null ? null : new Asset(this.ref.account, asset)
  }

  @Field(() => [Asset], { nullable: true, description: 'All that was made, the avatar or voice among it: Tencent may make several, such as an avatar with its voice.' })
  async assets(@Ctx() context: GraphContext): Promise<Asset[]> {
    return (await this.details(context)).assets.map((asset) => new Asset(this.ref.account, asset))
  }

  @Field(() => [TrainingRound], { nullable: true, description: 'Earlier results that were turned down, oldest first (Tencent 1211/62061 `TrainRecord`, told while a result waits for its judgement); empty elsewhere.' })
  async trainingRounds(@Ctx() context: GraphContext): Promise<RoundData[]> {
    return (await this.details(context)).trainingRounds
  }

  @Field(() => String, { nullable: true, description: 'Why the vendor refuses to work a result over that was turned down (Tencent 1211/62061 `RejectReason`): judge it again as it is.' })
  async refusalReason(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).refusalReason
  }

  @Field(() => Failure, { nullable: true, description: "Why it failed, or was turned down by a review. Huawei tells it of avatars in the log, so that their details are asked." })
  async failure(@Ctx() context: GraphContext): Promise<Failure | null> {
    const { failure } = await this.details(context)
    return failure && new Failure(failure)
  }

  @Field(() => [String], { nullable: true, description: 'Words to find the training by.' })
  async tags(@Ctx() context: GraphContext): Promise<string[]> {
    return (await this.summary(context)).tags
  }

  @Field(() => String, { nullable: true, description: 'Its cover picture: a signed address, 24 hours at Huawei (7.2, 7.3).' })
  async coverUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).coverUrl
  }

  @Field(() => String, { nullable: true, description: 'The third-party user on whose behalf it was created (Huawei `X-App-UserId`); Tencent keeps none.' })
  async appUserId(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).appUserId
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was created; at Tencent, which does not tell, when it became known here. Of voices Huawei gives a number without its unit: it is read as milliseconds from 100,000,000,000 on, else as seconds; null where it can be neither.',
  })
  async createdAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.summary(context)).createdAt
  }

  @Field(() => DateTime, { nullable: true, description: 'When its creator last changed it (avatars), or its state last changed (voices, read as `createdAt`).' })
  async updatedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.summary(context)).updatedAt
  }

  @Field(() => AvatarTraining, { nullable: true, description: 'What concerns the training of an avatar alone; null for a voice.' })
  async avatar(@Ctx() context: GraphContext): Promise<AvatarTraining | null> {
    const { avatar } = await this.summary(context)
    return avatar && new AvatarTraining(avatar, async (asked) => (await this.details(asked)).avatar)
  }

  @Field(() => VoiceTraining, { nullable: true, description: 'What concerns the training of a voice alone; null for an avatar.' })
  async voice(@Ctx() context: GraphContext): Promise<VoiceTraining | null> {
    const { voice } = await this.summary(context)
    return voice && new VoiceTraining(voice)
  }

  @Field(() => [TrainingLogEntry], { nullable: true, description: 'What was done to it, oldest first; null where the vendor keeps no log (Huawei: voices).' })
  async operationLog(@Ctx() context: GraphContext): Promise<TrainingLogEntry[] | null> {
    return (await this.details(context)).operationLog?.map((entry) => new TrainingLogEntry(entry)) ?? null
  }

  @Field(() => [TrainingComment], { nullable: true, description: 'What was said about it, oldest first; null where nothing can be said (Huawei: voices).' })
  async comments(@Ctx() context: GraphContext): Promise<TrainingComment[] | null> {
    return (await this.details(context)).comments?.map((comment) => new TrainingComment(comment)) ?? null
  }

  @Field(() => [TrainingUpload], {
    nullable: true,
    description:
      'Where its files go now (Huawei 8.8): operators only; FORBIDDEN for others. Null for avatars at Huawei: createAvatarTraining and updateAvatarTraining tell their addresses, once.',
  })
  async uploads(@Ctx() context: GraphContext): Promise<TrainingUpload[] | null> {
    const uploads = await this.ask(context, (trainings) => trainings.uploads)
    return uploads?.map((upload) => new TrainingUpload(upload)) ?? null
  }

  @Field(() => [UploadedPart], { nullable: true, description: 'The parts of its video that have arrived (Huawei 7.6, GET_MULTIPART_UPLOADED); null for voices at Huawei.' })
  uploadedParts(@Ctx() context: GraphContext): Promise<UploadedPart[] | null> {
    return this.ask(context, (trainings) => trainings.uploadedParts)
  }

  @Field(() => TrainingReview, { nullable: true, description: 'What the reviews found, file by file (Huawei 8.9); null for avatars at Huawei, whose `operationLog` tells.' })
  review(@Ctx() context: GraphContext): Promise<TrainingReview | null> {
    return this.ask(context, (trainings) => trainings.review)
  }

  @Field(() => [Int], { nullable: true, description: 'The sentences that were found to agree with their text, from 0 (Huawei 8.11); null for avatars.' })
  confirmedSegments(@Ctx() context: GraphContext): Promise<number[] | null> {
    return this.ask(context, (trainings) => trainings.confirmedSegments)
  }
}
