import { Ctx, Directive, Field, Int, ObjectType } from 'type-graphql'
import type { ScriptAudio as AudioData, SceneControl as Control, VideoScriptDetails, VideoScriptSummary } from '../../domain/scripts.js'
import type { VideoSettings as VideoData } from '../../domain/production.js'
import { AssetKind } from '../assets/asset-words.js'
import { Asset } from '../assets/asset.js'
import type { GraphContext } from '../context.js'
import { VendorEntity } from '../entity.js'
import { Orientation } from '../live/live-words.js'
import { BackgroundMusic } from '../production/background.js'
import { VideoSettings } from '../production/video-settings.js'
import { VoiceSettings } from '../production/voice.js'
import { DateTime } from '../scalars.js'
import { UploadTarget } from '../upload-target.js'
import { VideoScene } from './video-scene.js'
import { SceneControl } from './video-words.js'

/** The recording of a scene, in the graph. */
@ObjectType({ description: 'The recording that a scene of the control AUDIO is spoken with: MP3, WAV or M4A, up to 100 MB.' })
export class ScriptAudio {
  constructor(private readonly data: AudioData) {}

  @Field(() => Int, { nullable: true, description: 'The number of the scene.' })
  sequenceNo(): number | null {
    return this.data.sequenceNo
  }

  @Field(() => UploadTarget, { nullable: true, description: 'Where to send the recording; told by the mutation that creates or changes the script.' })
  upload(): UploadTarget | null {
    return this.data.upload && new UploadTarget(this.data.upload)
  }

  @Field(() => String, { nullable: true, description: 'Where the recording can be fetched: signed and short-lived; told when the script is read.' })
  downloadUrl(): string | null {
    return this.data.downloadUrl
  }
}

/** What an operation may know of a script already: a list's entry, or the uploads that a write was answered with. */
export interface KnownScript {
  summary?: VideoScriptSummary
  audioFiles?: AudioData[]
}

/** A video script, in the graph. What a list or a write brought is used; only fields beyond it ask for the details. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: VendorEntity, description: 'A video script: scenes with an avatar, a voice, backgrounds and layers, from which videos are made.' })
export class VideoScript extends VendorEntity {
  constructor(
    account: string,
    key: string,
    private readonly known: KnownScript = {},
  ) {
    super({ type: 'VideoScript', account, key })
  }

  /** What the detail call tells (Huawei 5.1.3). */
  details(context: GraphContext): Promise<VideoScriptDetails> {
    return context.loaders(this.ref.account).videoScript.load(this.ref.key)
  }

  private async summary(context: GraphContext): Promise<VideoScriptSummary> {
    return this.known.summary ?? this.details(context)
  }

  private asset(id: string | null): Asset | null {
    return id === null ? null : new Asset(this.ref.account, id)
  }

  @Field(() => String, { nullable: true, description: 'What the script is called by its author.' })
  async name(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).name
  }

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  async description(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).description
  }

  @Field(() => Asset, { nullable: true, description: 'The avatar that acts.' })
  async avatar(@Ctx() context: GraphContext): Promise<Asset | null> {
    return this.asset((await this.summary(context)).avatar)
  }

  @Field(() => AssetKind, { nullable: true, description: 'What kind of avatar acts.' })
  async avatarKind(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).avatarKind
  }

  @Field(() => String, { nullable: true, description: 'Its cover picture: signed and short-lived.' })
  async coverUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).coverUrl
  }

  @Field(() => SceneControl, { nullable: true, description: "What the avatar's mouth follows; of a single script that of its first scene." })
  async control(@Ctx() context: GraphContext): Promise<Control | null> {
    return (await this.summary(context)).control
  }

  @Field(() => String, { nullable: true, description: 'What is spoken; of a single script that of its first scene.' })
  async text(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).text
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was created.' })
  async createdAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.summary(context)).createdAt
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was last changed.' })
  async updatedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.summary(context)).updatedAt
  }

  @Field(() => Orientation, { nullable: true, description: 'Which way the picture lies.' })
  async orientation(@Ctx() context: GraphContext): Promise<string> {
    return (await this.details(context)).orientation
  }

  @Field(() => VoiceSettings, { nullable: true, description: 'Who speaks, and how.' })
  async voice(@Ctx() context: GraphContext): Promise<VoiceSettings | null> {
    const { voice } = await this.details(context)
    return voice && new VoiceSettings(this.ref.account, voice)
  }

  @Field(() => VideoSettings, { nullable: true, description: 'How its videos look and are encoded.' })
  async video(@Ctx() context: GraphContext): Promise<VideoData | null> {
    return (await this.details(context)).video
  }

  @Field(() => BackgroundMusic, { nullable: true, description: 'Music under everything.' })
  async music(@Ctx() context: GraphContext): Promise<BackgroundMusic | null> {
    const { music } = await this.details(context)
    return music && new BackgroundMusic(this.ref.account, music)
  }

  @Field(() => Boolean, { nullable: true, description: "Whether the content is exempt from the vendor's review." })
  async skipReview(@Ctx() context: GraphContext): Promise<boolean | null> {
    return (await this.details(context)).skipReview
  }

  @Field(() => Asset, { nullable: true, description: 'The three-dimensional scene that a 3D avatar acts in.' })
  async sceneAsset(@Ctx() context: GraphContext): Promise<Asset | null> {
    return this.asset((await this.details(context)).sceneAsset)
  }

  @Field(() => String, { nullable: true, description: 'What its owner keeps with it.' })
  async privateData(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).privateData
  }

  @Field(() => [VideoScene], { nullable: true, description: 'The scenes, in order.' })
  async scenes(@Ctx() context: GraphContext): Promise<VideoScene[]> {
    return (await this.details(context)).scenes.map((scene) => new VideoScene(this.ref.account, scene))
  }

  @Field(() => [ScriptAudio], { nullable: true, description: 'The recordings of its scenes: where to send them right after a write, where to fetch them else.' })
  async audioFiles(@Ctx() context: GraphContext): Promise<ScriptAudio[]> {
    return (this.known.audioFiles ?? (await this.details(context)).audioFiles).map((file) => new ScriptAudio(file))
  }
}
