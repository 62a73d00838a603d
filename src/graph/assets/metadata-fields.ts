import { Field, Float, InputType, Int, ObjectType } from 'type-graphql'
import type * as domain from '../../domain/asset-metadata.js'
import type { Orientation as OrientationName } from '../../domain/live.js'
import { Orientation } from '../live/live-words.js'
import { AnimationPlace, AvatarModelVersion, AvatarResolution, MaterialComponentKind, SceneComponentKind, VoiceGender, VoiceLanguage, VoiceModelKind, VoiceProvider } from './metadata-words.js'

/*
 * The fields of metadata that a caller can both read and give: one class stands for the object type and the input type.
 * What the vendor alone sets, and files, which are read as entities and given as ids, is in metadata.ts and metadata-inputs.ts.
 */

/** Of an avatar made from video of a person. */
@InputType()
@ObjectType()
export class Avatar2DFields {
  @Field(() => Boolean, { nullable: true, description: 'Whether its movements can be edited.' })
  actionEditable?: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'Whether it stands in a real scene, which is not replaced.' })
  realBackground?: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'Whether it can act in live sessions.' })
  supportsLive?: boolean | null

  @Field(() => AvatarModelVersion, { nullable: true, description: 'The generation of its model.' })
  modelVersion?: domain.AvatarModelVersion | null

  @Field(() => AvatarResolution, { nullable: true, description: 'The largest picture that it makes.' })
  resolution?: domain.AvatarResolution | null

  @Field(() => [String], { nullable: true, description: 'The devices that it was compiled for.' })
  deviceNames?: string[] | null
}

/** Of a voice. */
@InputType()
@ObjectType()
export class VoiceFields {
  @Field(() => Int, { nullable: true, description: 'Its place among voices.' })
  order?: number | null

  @Field(() => VoiceModelKind, { nullable: true, description: 'How it was made.' })
  modelKind?: domain.VoiceModelKind | null

  @Field(() => VoiceGender, { nullable: true, description: 'What it sounds like.' })
  gender?: domain.VoiceGender | null

  @Field(() => VoiceLanguage, { nullable: true, description: 'What it speaks.' })
  language?: domain.VoiceLanguage | null

  @Field(() => Float, { nullable: true, description: 'The factor on its speed.' })
  speedRatio?: number | null

  @Field(() => Float, { nullable: true, description: 'The factor on its volume.' })
  volumeRatio?: number | null

  @Field(() => Boolean, { nullable: true, description: 'Whether it can speak as it is asked, so in live sessions too; others are for videos only.' })
  realtime?: boolean | null

  @Field(() => VoiceProvider, { nullable: true, description: "Who makes it; null for the vendor's own." })
  provider?: domain.VoiceProvider | null
}

/** Of a movement. */
@InputType('AnimationMetadataInput', { description: 'What is known of a movement of a modelled avatar.' })
@ObjectType('AnimationMetadata', { description: 'What is known of a movement of a modelled avatar.' })
export class AnimationMetadata {
  @Field(() => String, { nullable: true, description: "The vendor's id of the style of avatars that it is for, such as `system_male_001`." })
  styleId?: string | null

  @Field(() => Float, { nullable: true, description: 'How long it takes, in seconds.' })
  durationSeconds?: number | null

  @Field(() => Boolean, { nullable: true, description: 'Whether the vendor analyses it.' })
  autoAnalysis?: boolean | null

  @Field(() => Float, { nullable: true, description: 'When a voice starts, in seconds from its beginning.' })
  voiceDelaySeconds?: number | null

  @Field(() => AnimationPlace, { nullable: true, description: 'Where in a video it may stand; anywhere when null.' })
  place?: domain.AnimationPlace | null
}

/** A replaceable part. */
@InputType('ModelComponentInput', { description: 'A replaceable part of a modelled avatar; name and kind must be given.' })
@ObjectType('ModelComponent', { description: 'A replaceable part of a modelled avatar.' })
export class ModelComponent {
  @Field(() => String, { nullable: true, description: 'What the part is called.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: "The vendor's word for what it is." })
  kind?: string | null

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  description?: string | null
}

/** A part of a scene. */
@InputType('SceneComponentInput', { description: 'A part of a scene that can be operated; name and kind must be given.' })
@ObjectType('SceneComponent', { description: 'A part of a scene that can be operated.' })
export class SceneComponent {
  @Field(() => Int, { nullable: true, description: 'The number by which the vendor tells parts apart.' })
  index?: number | null

  @Field(() => String, { nullable: true, description: 'What the part is called.' })
  name?: string | null

  @Field(() => SceneComponentKind, { nullable: true, description: 'What it is.' })
  kind?: domain.SceneComponentKind | null

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  description?: string | null
}

/** What a scene starts with. */
@InputType('SceneDefaultInput', { description: 'What a scene starts with, such as the place of the camera; name and kind must be given.' })
@ObjectType('SceneDefault', { description: 'What a scene starts with, such as the place of the camera.' })
export class SceneDefault extends SceneComponent {
  @Field(() => String, { description: "The vendor's name of the setting." })
  key!: string
}

/** Of a scene. */
@InputType('SceneMetadataInput', { description: 'What is known of a three-dimensional scene.' })
@ObjectType('SceneMetadata', { description: 'What is known of a three-dimensional scene.' })
export class SceneMetadata {
  @Field(() => [SceneComponent], { nullable: true, description: 'What in it can be operated.' })
  components?: SceneComponent[] | null

  @Field(() => [SceneDefault], { nullable: true, description: 'What it starts with.' })
  defaults?: SceneDefault[] | null
}

/** A part of a material. */
@InputType('MaterialComponentInput', { description: 'A replaceable part of a material; name and kind must be given.' })
@ObjectType('MaterialComponent', { description: 'A replaceable part of a material.' })
export class MaterialComponent {
  @Field(() => String, { nullable: true, description: 'What the part is called.' })
  name?: string | null

  @Field(() => MaterialComponentKind, { nullable: true, description: 'What it dresses.' })
  kind?: domain.MaterialComponentKind | null

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  description?: string | null
}

/** Of a stylised material. */
@InputType('MaterialMetadataInput', { description: 'What is known of a stylised material.' })
@ObjectType('MaterialMetadata', { description: 'What is known of a stylised material.' })
export class MaterialMetadata {
  @Field(() => [MaterialComponent], { nullable: true, description: 'Its replaceable parts.' })
  components?: MaterialComponent[] | null
}

/** Of a picture. */
@InputType()
@ObjectType()
export class ImageFields {
  @Field(() => String, { nullable: true, description: 'How it is encoded, such as `png`.' })
  codec?: string | null

  @Field(() => Int, { nullable: true, description: 'Width in pixels.' })
  width?: number | null

  @Field(() => Int, { nullable: true, description: 'Height in pixels.' })
  height?: number | null

  @Field(() => Float, { nullable: true, description: 'Its size, in a unit that the vendor does not tell.' })
  size?: number | null

  @Field(() => Orientation, { nullable: true, description: 'Which way it lies.' })
  orientation?: OrientationName | null
}

/** Of a sound. */
@InputType()
@ObjectType()
export class AudioFields {
  @Field(() => Float, { nullable: true, description: 'How long it is, in seconds.' })
  durationSeconds?: number | null

  @Field(() => String, { nullable: true, description: 'How the sound is encoded, such as `aac`.' })
  audioCodec?: string | null

  @Field(() => Int, { nullable: true, description: 'The average bitrate of the sound, in kbit/s.' })
  audioBitrate?: number | null

  @Field(() => Int, { nullable: true, description: 'How many channels the sound has.' })
  audioChannels?: number | null

  @Field(() => Int, { nullable: true, description: 'The sampling rate of the sound, in Hz.' })
  sampleRate?: number | null
}

/** Of a video. */
@InputType()
@ObjectType()
export class VideoFields extends AudioFields {
  @Field(() => String, { nullable: true, description: 'How the picture is encoded, such as `h264`.' })
  videoCodec?: string | null

  @Field(() => Int, { nullable: true, description: 'Width in pixels.' })
  width?: number | null

  @Field(() => Int, { nullable: true, description: 'Height in pixels.' })
  height?: number | null

  @Field(() => String, { nullable: true, description: 'Pictures a second, as the vendor writes it.' })
  frameRate?: string | null

  @Field(() => Int, { nullable: true, description: 'The average bitrate of the picture, in kbit/s.' })
  videoBitrate?: number | null

  @Field(() => Orientation, { nullable: true, description: 'Which way it lies.' })
  orientation?: OrientationName | null
}
