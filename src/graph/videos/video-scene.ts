import { Field, InputType, Int, ObjectType } from 'type-graphql'
import type { SavedVideoScene, SceneControl as Control, VideoScene as SceneData } from '../../domain/scripts.js'
import { Background, BackgroundInput, backgroundsOf } from '../production/background.js'
import { Layer, LayerInput, layersOf } from '../production/layer.js'
import { SceneControl } from './video-words.js'

/** A scene of a video, in the graph. */
@ObjectType({ description: 'A scene of a video: what is said, in front of what, with which layers.' })
export class VideoScene {
  constructor(
    private readonly account: string,
    private readonly data: SavedVideoScene,
  ) {}

  @Field(() => Int, { nullable: true, description: 'The place of the scene in the script, as the vendor counts.' })
  sequenceNo(): number | null {
    return this.data.sequenceNo
  }

  @Field(() => SceneControl, { nullable: true, description: "What the avatar's mouth follows; TEXT when nothing was said." })
  control(): Control | null {
    return this.data.control
  }

  @Field(() => String, { nullable: true, description: 'What is spoken: plain text or SSML.' })
  text(): string | null {
    return this.data.text
  }

  @Field(() => [Background], { description: 'What is behind the avatar.' })
  backgrounds(): Background[] {
    return this.data.backgrounds.map((background) => new Background(this.account, background))
  }

  @Field(() => [Layer], { description: 'The layers of the picture.' })
  layers(): Layer[] {
    return this.data.layers.map((layer) => new Layer(this.account, layer))
  }

  @Field(() => String, { nullable: true, description: 'A small picture of the scene: signed and short-lived.' })
  thumbnailUrl(): string | null {
    return this.data.thumbnailUrl
  }
}

/** A scene of a video, as a caller gives it. */
@InputType({ description: 'A scene of a video: what is said, in front of what, with which layers. Mostly a text is enough.' })
export class VideoSceneInput {
  @Field(() => Int, { nullable: true, description: 'Its number; its place in the list, from 0, when nothing is said.' })
  sequenceNo?: number | null

  @Field(() => SceneControl, { nullable: true, description: "What the avatar's mouth follows; default TEXT. For AUDIO a script tells where to upload the recording." })
  control?: Control | null

  @Field(() => String, {
    nullable: true,
    description: 'What is spoken: plain text, or SSML in <speak> … </speak>, which is checked before it is sent. Up to 10000 characters are spoken, tags not counted.',
  })
  text?: string | null

  @Field(() => [BackgroundInput], { nullable: true, description: "What is behind the avatar; the avatar's own when nothing is said." })
  backgrounds?: BackgroundInput[] | null

  @Field(() => [LayerInput], { nullable: true, description: 'The layers of the picture.' })
  layers?: LayerInput[] | null
}

/** Reads scenes for an account; `field` is the list's place in the input. */
export const scenesOf = (account: string, scenes: readonly VideoSceneInput[], field: string): SceneData[] =>
  scenes.map(({ sequenceNo, control, text, backgrounds, layers }, index) => ({
    sequenceNo: sequenceNo ?? null,
    control: control ?? null,
    text: text ?? null,
    backgrounds: backgroundsOf(account, backgrounds, `${field}.${index}.backgrounds`),
    layers: layersOf(account, layers, `${field}.${index}.layers`),
  }))
