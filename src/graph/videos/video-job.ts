import { Ctx, Directive, Field, Float, Int, ObjectType } from 'type-graphql'
import type { VideoSettings as VideoData } from '../../domain/production.js'
import type { VideoJobDetails, VideoJobSummary } from '../../domain/videos.js'
import { Asset } from '../assets/asset.js'
import type { GraphContext } from '../context.js'
import { VendorEntity } from '../entity.js'
import { Failure } from '../failure.js'
import { JobStatus } from '../job-status.js'
import { BackgroundMusic } from '../production/background.js'
import { VideoSettings } from '../production/video-settings.js'
import { VoiceSettings } from '../production/voice.js'
import { DateTime } from '../scalars.js'
import { VideoScene } from './video-scene.js'
import { VideoScript } from './video-script.js'
import { VideoJobKind } from './video-words.js'

/** A video in the making, in the graph. What a list brought is used; only fields beyond it ask for the job's details. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: VendorEntity, description: 'The making of a video. `videoJobChanged` tells when its status changes.' })
export class VideoJob extends VendorEntity {
  constructor(
    account: string,
    key: string,
    private readonly known?: VideoJobSummary,
  ) {
    super({ type: 'VideoJob', account, key })
  }

  /** What the detail call tells, with what the video is made from (Huawei 5.3.2). */
  details(context: GraphContext): Promise<VideoJobDetails> {
    return context.loaders(this.ref.account).videoJob.load(this.ref.key)
  }

  private async summary(context: GraphContext): Promise<VideoJobSummary> {
    return this.known ?? this.details(context)
  }

  private asset(id: string | null | undefined): Asset | null {
    return id == null ? null : new Asset(this.ref.account, id)
  }

  @Field(() => VideoJobKind, { nullable: true, description: 'What the video is made of.' })
  async kind(@Ctx() context: GraphContext): Promise<string> {
    return (await this.summary(context)).kind
  }

  @Field(() => JobStatus, { nullable: true, description: 'Where it is in its life.' })
  async status(@Ctx() context: GraphContext): Promise<string> {
    return (await this.summary(context)).status
  }

  @Field(() => String, { nullable: true, description: "The vendor's own word for the status." })
  async vendorStatus(@Ctx() context: GraphContext): Promise<string> {
    return (await this.summary(context)).vendorStatus
  }

  @Field(() => String, { nullable: true, description: 'The name of the video.' })
  async name(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).output?.name ?? null
  }

  @Field(() => Asset, { nullable: true, description: 'The video as an asset, as soon as there is one.' })
  async output(@Ctx() context: GraphContext): Promise<Asset | null> {
    return this.asset((await this.summary(context)).output?.asset)
  }

  @Field(() => String, {
    nullable: true,
    description: 'Where the finished video can be fetched: signed and short-lived (seven days at Tencent, 1211/62088). Where the vendor tells it with the asset only (Huawei), the details of the asset are asked.',
  })
  async outputUrl(@Ctx() context: GraphContext): Promise<string | null> {
    const { outputUrl, output, status } = await this.summary(context)
    if (outputUrl !== null || status !== 'SUCCEEDED' || !output?.asset) return outputUrl
    const { files } = await context.loaders(this.ref.account).assetDetails.load(output.asset)
    return files.find((file) => file.role === 'MAIN')?.downloadUrl ?? null
  }

  @Field(() => String, { nullable: true, description: 'Where the subtitles can be fetched as a file (Tencent 1211/62088: SRT), where the vendor makes one (Huawei does not: its subtitles are in the picture).' })
  async subtitlesUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).subtitlesUrl
  }

  @Field(() => String, { nullable: true, description: 'The cover picture: signed and short-lived.' })
  async coverUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).output?.coverUrl ?? null
  }

  @Field(() => String, { nullable: true, description: 'A preview: signed and short-lived; not for videos of 2D avatars.' })
  async previewUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).output?.previewUrl ?? null
  }

  @Field(() => Float, { nullable: true, description: 'Length of the video.' })
  async durationSeconds(@Ctx() context: GraphContext): Promise<number | null> {
    return (await this.summary(context)).durationSeconds
  }

  @Field(() => Int, { nullable: true, description: 'How many jobs are made before this one, while it waits and where the vendor tells (Tencent getprogress, 1211/62088).' })
  async queueLength(@Ctx() context: GraphContext): Promise<number | null> {
    return (await this.summary(context)).queueLength
  }

  @Field(() => Failure, { nullable: true, description: 'Why it failed.' })
  async failure(@Ctx() context: GraphContext): Promise<Failure | null> {
    const { failure } = await this.summary(context)
    return failure && new Failure(failure)
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was ordered.' })
  async createdAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.summary(context)).createdAt
  }

  @Field(() => DateTime, { nullable: true, description: 'When it last changed.' })
  async updatedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.summary(context)).updatedAt
  }

  @Field(() => DateTime, { nullable: true, description: 'When the work on it began.' })
  async startedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.summary(context)).startedAt
  }

  @Field(() => DateTime, { nullable: true, description: 'When the work on it ended.' })
  async endedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.summary(context)).endedAt
  }

  @Field(() => VideoScript, { nullable: true, description: 'The script that the video is made from.' })
  async script(@Ctx() context: GraphContext): Promise<VideoScript | null> {
    const { script } = await this.details(context)
    return script === null ? null : new VideoScript(this.ref.account, script)
  }

  @Field(() => Asset, { nullable: true, description: 'The avatar that acts.' })
  async avatar(@Ctx() context: GraphContext): Promise<Asset | null> {
    return this.asset((await this.details(context)).avatar)
  }

  @Field(() => VoiceSettings, { nullable: true, description: 'Who speaks, and how.' })
  async voice(@Ctx() context: GraphContext): Promise<VoiceSettings | null> {
    const { voice } = await this.details(context)
    return voice && new VoiceSettings(this.ref.account, voice)
  }

  @Field(() => VideoSettings, { nullable: true, description: 'How the video looks and is encoded.' })
  async video(@Ctx() context: GraphContext): Promise<VideoData | null> {
    return (await this.details(context)).video
  }

  @Field(() => BackgroundMusic, { nullable: true, description: 'Music under everything.' })
  async music(@Ctx() context: GraphContext): Promise<BackgroundMusic | null> {
    const { music } = await this.details(context)
    return music && new BackgroundMusic(this.ref.account, music)
  }

  @Field(() => [VideoScene], { nullable: true, description: 'The scenes, in order.' })
  async scenes(@Ctx() context: GraphContext): Promise<VideoScene[]> {
    return (await this.details(context)).scenes.map((scene) => new VideoScene(this.ref.account, scene))
  }
}
