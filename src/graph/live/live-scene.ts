import { Field, ID, Int, ObjectType } from 'type-graphql'
import type { LiveAudio as AudioData, LiveParagraph as ParagraphData, LiveScene as SceneData } from '../../domain/live-rooms.js'
import { Asset } from '../assets/asset.js'
import { Background } from '../production/background.js'
import { Layer } from '../production/layer.js'
import { VoiceSettings } from '../production/voice.js'

/** A recording of a paragraph, in the graph. */
@ObjectType({ description: 'A recording that is played instead of a text.' })
export class LiveAudio {
  constructor(
    private readonly account: string,
    private readonly data: AudioData,
  ) {}

  @Field(() => Asset, { nullable: true, description: "The asset; none for a recording outside the vendor's library." })
  asset(): Asset | null {
    return this.data.asset === null ? null : new Asset(this.account, this.data.asset)
  }

  @Field(() => String, { nullable: true, description: 'Where the recording can be fetched, when it is no asset.' })
  url(): string | null {
    return this.data.url
  }

  @Field(() => String, { nullable: true, description: 'The address of its subtitles.' })
  subtitlesUrl(): string | null {
    return this.data.subtitlesUrl
  }
}

/** One paragraph of a scene, in the graph. */
@ObjectType({ description: 'One paragraph that an avatar speaks.' })
export class LiveParagraph {
  constructor(
    private readonly account: string,
    private readonly data: ParagraphData,
  ) {}

  @Field(() => Int, { nullable: true, description: 'Its number in the scene.' })
  sequenceNo(): number | null {
    return this.data.sequenceNo
  }

  @Field(() => String, { nullable: true, description: 'A title, which comes back as `paragraphTitle` while it is spoken.' })
  title(): string | null {
    return this.data.title
  }

  @Field(() => String, { nullable: true, description: 'What is spoken: plain text or SSML.' })
  text(): string | null {
    return this.data.text
  }

  @Field(() => LiveAudio, { nullable: true, description: 'The recording that is played instead of a text.' })
  audio(): LiveAudio | null {
    return this.data.audio && new LiveAudio(this.account, this.data.audio)
  }
}

/** One scene of a live room's script, in the graph. */
@ObjectType({ description: 'One scene of a live script: who speaks, with which voice, in front of what.' })
export class LiveScene {
  constructor(
    private readonly account: string,
    private readonly data: SceneData,
  ) {}

  @Field(() => ID, { nullable: true, description: "The vendor's own id of the scene." })
  nativeId(): string | null {
    return this.data.nativeId
  }

  @Field(() => String, { nullable: true, description: 'What the scene is called; comes back as `sceneName` while it is played.' })
  name(): string | null {
    return this.data.name
  }

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  description(): string | null {
    return this.data.description
  }

  @Field(() => String, { nullable: true, description: "The vendor's id of a combination of avatar and voice (Huawei 6.1.1 `dh_id`)." })
  avatarVoice(): string | null {
    return this.data.avatarVoice
  }

  @Field(() => Asset, { nullable: true, description: 'The avatar that acts in it.' })
  avatar(): Asset | null {
    return this.data.avatar === null ? null : new Asset(this.account, this.data.avatar)
  }

  @Field(() => VoiceSettings, { nullable: true, description: 'How the avatar speaks.' })
  voice(): VoiceSettings | null {
    return this.data.voice && new VoiceSettings(this.account, this.data.voice)
  }

  @Field(() => [Background], { description: 'What is behind the avatar.' })
  backgrounds(): Background[] {
    return this.data.backgrounds.map((background) => new Background(this.account, background))
  }

  @Field(() => [Layer], { description: 'What lies over each other in the picture.' })
  layers(): Layer[] {
    return this.data.layers.map((layer) => new Layer(this.account, layer))
  }

  @Field(() => [LiveParagraph], { description: 'What is spoken, in order.' })
  paragraphs(): LiveParagraph[] {
    return this.data.paragraphs.map((paragraph) => new LiveParagraph(this.account, paragraph))
  }
}
