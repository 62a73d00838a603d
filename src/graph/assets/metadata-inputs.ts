import { Field, ID, InputType, Int } from 'type-graphql'
import type { Avatar3DMetadata, MetadataDraft, SlidePage, SlidesMetadata } from '../../domain/asset-metadata.js'
import { parseAssetFileKey } from '../../domain/asset-files.js'
import { badInput } from '../../domain/errors.js'
import { withoutNulls } from '../connection.js'
import { referenceIn } from '../production/references.js'
import { AnimationMetadata, AudioFields, Avatar2DFields, ImageFields, MaterialMetadata, ModelComponent, SceneMetadata, VideoFields, VoiceFields } from './metadata-fields.js'
import { ModelingKind } from './metadata-words.js'

/** Of an avatar made from video of a person, as a caller gives it. */
@InputType({ description: 'What is known of an avatar made from video of a person.' })
export class Avatar2DMetadataInput extends Avatar2DFields {}

/** Of a modelled avatar, as a caller gives it. */
@InputType({ description: 'What is known of a modelled avatar.' })
export class Avatar3DMetadataInput {
  @Field(() => String, { nullable: true, description: "The vendor's id of its style, such as `system_male_001`." })
  styleId?: string | null

  @Field(() => ModelingKind, { nullable: true, description: 'How it was made.' })
  modelingKind?: Avatar3DMetadata['modelingKind']

  @Field(() => String, { nullable: true, description: "The vendor's id of the task that made it." })
  modelingJobId?: string | null

  @Field(() => ID, { nullable: true, description: 'The id of the file from which its whole model was made.' })
  wholeModelBaseFileId?: string | null

  @Field(() => ID, { nullable: true, description: 'The id of the file to load.' })
  loadedModelFileId?: string | null

  @Field(() => [ModelComponent], { nullable: true, description: 'Its replaceable parts.' })
  components?: ModelComponent[] | null
}

/** Of a voice, as a caller gives it. */
@InputType({ description: 'What is known of a voice.' })
export class VoiceMetadataInput extends VoiceFields {}

/** A page of slides, as a caller gives it. */
@InputType({ description: 'A page of a slide deck.' })
export class SlidePageInput {
  @Field(() => Int, { nullable: true, description: 'Its number, from 1.' })
  number?: number | null

  @Field(() => ID, { nullable: true, description: 'The id of the file that is its picture.' })
  imageId?: string | null

  @Field(() => String, { nullable: true, description: "The speaker's notes." })
  notes?: string | null
}

/** Of a slide deck, as a caller gives it. */
@InputType({ description: 'What is known of a slide deck.' })
export class SlidesMetadataInput {
  @Field(() => Boolean, { nullable: true, description: 'Whether the vendor shall take it apart into pages.' })
  autoAnalysis?: boolean | null

  @Field(() => Int, { nullable: true, description: 'How many pages there are.' })
  pageCount?: number | null

  @Field(() => [SlidePageInput], { nullable: true, description: 'The pages of the deck, with a picture and notes each.' })
  pages?: SlidePageInput[] | null
}

/** Of a picture, as a caller gives it. */
@InputType({ description: 'What is known of a picture; the vendor finds it out by itself, too.' })
export class ImageMetadataInput extends ImageFields {}

/** Of a sound, as a caller gives it. */
@InputType({ description: 'What is known of a sound; the vendor finds it out by itself, too.' })
export class AudioMetadataInput extends AudioFields {}

/** Of a video, as a caller gives it. */
@InputType({ description: 'What is known of a video; the vendor finds it out by itself, too.' })
export class VideoMetadataInput extends VideoFields {}

/** Metadata, as a caller gives it. */
@InputType({ description: 'What is known of the content of an asset: the one field that fits its kind.' })
export class AssetMetadataInput {
  @Field(() => Avatar2DMetadataInput, { nullable: true, description: 'Of an AVATAR_2D.' })
  avatar2D?: Avatar2DMetadataInput | null

  @Field(() => Avatar3DMetadataInput, { nullable: true, description: 'Of an AVATAR_3D.' })
  avatar3D?: Avatar3DMetadataInput | null

  @Field(() => VoiceMetadataInput, { nullable: true, description: 'Of a VOICE.' })
  voice?: VoiceMetadataInput | null

  @Field(() => SlidesMetadataInput, { nullable: true, description: 'Facts of a slide deck, for the kind SLIDES.' })
  slides?: SlidesMetadataInput | null

  @Field(() => AnimationMetadata, { nullable: true, description: 'Of an ANIMATION.' })
  animation?: AnimationMetadata | null

  @Field(() => SceneMetadata, { nullable: true, description: 'Of a SCENE.' })
  scene?: SceneMetadata | null

  @Field(() => MaterialMetadata, { nullable: true, description: 'Of a MATERIAL.' })
  material?: MaterialMetadata | null

  @Field(() => ImageMetadataInput, { nullable: true, description: 'Of an IMAGE.' })
  image?: ImageMetadataInput | null

  @Field(() => VideoMetadataInput, { nullable: true, description: 'Of a VIDEO.' })
  video?: VideoMetadataInput | null

  @Field(() => AudioMetadataInput, { nullable: true, description: 'Of AUDIO or MUSIC.' })
  audio?: AudioMetadataInput | null
}

/** Metadata as an account takes it. Files must be of that account. */
export function metadataDraft(input: AssetMetadataInput | null | undefined, account: string): MetadataDraft | undefined {
  if (!input) return undefined
  const given = Object.keys(withoutNulls(input))
  if (given.length > 1) throw badInput(`metadata: expected the one field that fits the asset's kind, got ${given.join(' and ')}.`, { field: 'metadata' })
  const { avatar3D, slides, ...alike } = input
  return {
    ...withoutNulls(alike),
    ...(avatar3D && { avatar3D: avatar3DDraft(avatar3D, account) }),
    ...(slides && { slides: slidesDraft(slides, account) }),
  } as MetadataDraft
}

function avatar3DDraft({ wholeModelBaseFileId, loadedModelFileId, ...alike }: Avatar3DMetadataInput, account: string): Partial<Avatar3DMetadata> {
  return {
    ...alike,
    wholeModelBaseFile: fileAt(account, wholeModelBaseFileId, 'metadata.avatar3D.wholeModelBaseFileId'),
    loadedModelFile: fileAt(account, loadedModelFileId, 'metadata.avatar3D.loadedModelFileId'),
  } as Partial<Avatar3DMetadata>
}

function slidesDraft({ pages, ...alike }: SlidesMetadataInput, account: string): Partial<SlidesMetadata> {
  const page = ({ number, imageId, notes }: SlidePageInput, index: number): SlidePage => ({
    number: number ?? null,
    imageFile: fileAt(account, imageId, `metadata.slides.pages.${index}.imageId`),
    notes: notes ?? null,
  })
  return { ...alike, ...(pages && { pages: pages.map(page) }) }
}

const fileAt = (account: string, id: string | null | undefined, field: string): string | null => (id == null ? null : parseAssetFileKey(referenceIn(account, 'AssetFile', id, field)).file)
