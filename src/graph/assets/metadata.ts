import { createUnionType, Field, Int, ObjectType } from 'type-graphql'
import type * as domain from '../../domain/asset-metadata.js'
import type { AssetFile as FileData } from '../../domain/assets.js'
import type { Failure as FailureData } from '../../domain/failure.js'
import { Failure } from '../failure.js'
import { JobStatus } from '../job-status.js'
import type { AvatarDriver as Driver } from '../../domain/video-draft.js'
import { AvatarDriver } from '../videos/video-words.js'
import { AssetFile } from './asset-file.js'
import { AssetUsage, AvatarLook } from './avatar-look.js'
import { AnimationMetadata, AudioFields, Avatar2DFields, ImageFields, MaterialMetadata, ModelComponent, SceneMetadata, VideoFields, VoiceFields } from './metadata-fields.js'
import { ModelingKind } from './metadata-words.js'

/** The asset that metadata is about, as far as its metadata mentions it. */
interface Owner {
  account: string
  /** Native id of the asset. */
  key: string
  files: readonly FileData[]
}

/** A file that metadata mentions by its id; one that the asset does not list has an id only. */
const fileOf = ({ account, key, files }: Owner, id: string | null): AssetFile | null =>
  id === null ? null : new AssetFile(account, { asset: key, file: id }, files.find(({ nativeId }) => nativeId === id))

/** Of an avatar made from video of a person, in the graph. */
@ObjectType({ description: 'What is known of an avatar made from video of a person.' })
export class Avatar2DMetadata extends Avatar2DFields {
  @Field(() => AvatarLook, { nullable: true, description: 'How it looks, where the vendor tells (Tencent, 1211/62126).' })
  look?: AvatarLook

  @Field(() => AssetUsage, { nullable: true, description: 'How much it was used, and until when it can be, where the vendor tells (Tencent).' })
  usage?: AssetUsage
}

/** Of a modelled avatar, in the graph. */
@ObjectType({ description: 'What is known of a modelled avatar.' })
export class Avatar3DMetadata {
  constructor(
    private readonly facts: domain.Avatar3DMetadata,
    private readonly owner: Owner,
  ) {}

  @Field(() => String, { nullable: true, description: "The vendor's id of its style, such as `system_male_001`." })
  styleId(): string | null {
    return this.facts.styleId
  }

  @Field(() => ModelingKind, { nullable: true, description: 'How it was made.' })
  modelingKind(): string | null {
    return this.facts.modelingKind
  }

  @Field(() => String, { nullable: true, description: "The vendor's id of the task that made it." })
  modelingJobId(): string | null {
    return this.facts.modelingJobId
  }

  @Field(() => AssetFile, { nullable: true, description: 'The file from which its whole model was made; where that is the main file, the whole model is up to date.' })
  wholeModelBaseFile(): AssetFile | null {
    return fileOf(this.owner, this.facts.wholeModelBaseFile)
  }

  @Field(() => AssetFile, { nullable: true, description: 'The file to load; the main file where there is none.' })
  loadedModelFile(): AssetFile | null {
    return fileOf(this.owner, this.facts.loadedModelFile)
  }

  @Field(() => [ModelComponent], { nullable: true, description: 'Its replaceable parts.' })
  components(): ModelComponent[] | null {
    return this.facts.components
  }

  @Field(() => AvatarLook, { nullable: true, description: 'How it looks, where the vendor tells (Tencent, 1211/62126).' })
  look(): AvatarLook | undefined {
    return this.facts.look
  }

  @Field(() => AssetUsage, { nullable: true, description: 'How much it was used, and until when it can be, where the vendor tells (Tencent).' })
  usage(): AssetUsage | undefined {
    return this.facts.usage
  }
}

/** What a voice understands, in the graph. */
@ObjectType({ description: 'What a voice understands beyond plain text; null where the vendor does not tell.' })
export class VoiceCapabilities {
  @Field(() => Boolean, { nullable: true, description: 'English phonetic symbols.' })
  englishPhonemes!: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'The pronunciation of words that have several.' })
  phonemes!: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'Pauses of a given length.' })
  breakTime!: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'Pauses of a given strength: rhythm.' })
  breakStrength!: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'The speed of the whole.' })
  speed!: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'The speed of parts.' })
  prosody!: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'How a text is read (`say-as`).' })
  sayAs!: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'What is said in the place of a text (`sub`).' })
  substitution!: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'Words that are read in one go.' })
  words!: boolean | null
}

/** Of a voice, in the graph. */
@ObjectType({ description: 'What is known of a voice.' })
export class VoiceMetadata extends VoiceFields {
  @Field(() => String, { nullable: true, description: "The vendor's own word for the language." })
  vendorLanguage!: string | null

  @Field(() => VoiceCapabilities, { nullable: true, description: 'What it understands beyond plain text.' })
  capabilities!: VoiceCapabilities | null

  @Field(() => [String], { nullable: true, description: "The languages of a voice that may speak several, in the vendor's words (Tencent 1211/62129): one of them is given as a voice's `language`." })
  vendorLanguages?: string[]

  @Field(() => [String], { nullable: true, description: "The emotions that it has, in the vendor's words (Tencent 1211/62129): one of them is given as a voice's `emotion`." })
  emotions?: string[]

  @Field(() => [AvatarDriver], { nullable: true, description: 'What it can be used with (Tencent 1211/62129).' })
  drivers?: Driver[]

  @Field(() => AssetUsage, { nullable: true, description: 'How much it was used, and until when it can be, where the vendor tells (Tencent).' })
  usage?: AssetUsage
}

/** A page of slides, in the graph. */
@ObjectType({ description: 'A page of a slide deck.' })
export class SlidePage {
  constructor(
    private readonly page: domain.SlidePage,
    private readonly owner: Owner,
  ) {}

  @Field(() => Int, { nullable: true, description: 'Its number, from 1.' })
  number(): number | null {
    return this.page.number
  }

  @Field(() => AssetFile, { nullable: true, description: 'The picture that shows the page.' })
  image(): AssetFile | null {
    return fileOf(this.owner, this.page.imageFile)
  }

  @Field(() => String, { nullable: true, description: "The speaker's notes." })
  notes(): string | null {
    return this.page.notes
  }
}

/** Of a slide deck, in the graph. */
@ObjectType({ description: 'What is known of a slide deck.' })
export class SlidesMetadata {
  constructor(
    private readonly facts: domain.SlidesMetadata,
    private readonly owner: Owner,
  ) {}

  @Field(() => Boolean, { nullable: true, description: 'Whether the vendor takes it apart into pages.' })
  autoAnalysis(): boolean | null {
    return this.facts.autoAnalysis
  }

  @Field(() => JobStatus, { nullable: true, description: 'How far the vendor is with taking it apart.' })
  analysisStatus(): string | null {
    return this.facts.analysisStatus
  }

  @Field(() => String, { nullable: true, description: "The vendor's own word for that status." })
  vendorAnalysisStatus(): string | null {
    return this.facts.vendorAnalysisStatus
  }

  @Field(() => Int, { nullable: true, description: 'How many pages there are.' })
  pageCount(): number | null {
    return this.facts.pageCount
  }

  @Field(() => [SlidePage], { nullable: true, description: 'The pages of the deck, with a picture and notes each.' })
  pages(): SlidePage[] | null {
    return this.facts.pages && this.facts.pages.map((page) => new SlidePage(page, this.owner))
  }

  @Field(() => Failure, { nullable: true, description: 'Why it could not be taken apart.' })
  failure(): Failure | null {
    return this.facts.failure && new Failure(this.facts.failure)
  }
}

/** Of a picture, in the graph. */
@ObjectType({ description: 'What is known of a picture.' })
export class ImageMetadata extends ImageFields {
  @Field(() => Failure, { nullable: true, description: 'Why the vendor could not look into it.' })
  failure!: Failure | null
}

/** Of a sound, in the graph. */
@ObjectType({ description: 'What is known of a sound recording or a piece of music.' })
export class AudioMetadata extends AudioFields {
  @Field(() => Failure, { nullable: true, description: 'Why the vendor could not look into it.' })
  failure!: Failure | null
}

/** Of a video, in the graph. */
@ObjectType({ description: 'What is known of a video.' })
export class VideoMetadata extends VideoFields {
  @Field(() => JobStatus, { nullable: true, description: 'How far the vendor is with transcoding it.' })
  transcodingStatus!: string | null

  @Field(() => String, { nullable: true, description: "The vendor's own word for that status." })
  vendorTranscodingStatus!: string | null

  @Field(() => Failure, { nullable: true, description: 'Why the vendor could not look into it.' })
  failure!: Failure | null
}

/** Any metadata, as an object of its class. */
export type ShownMetadata =
  | Avatar2DMetadata
  | Avatar3DMetadata
  | VoiceMetadata
  | SlidesMetadata
  | AnimationMetadata
  | SceneMetadata
  | MaterialMetadata
  | ImageMetadata
  | VideoMetadata
  | AudioMetadata

/** Facts whose fields are the graph's own, as an object of their class. */
const plain = (type: new () => ShownMetadata) => (facts: object) => Object.assign(new type(), facts)
/** The same for facts with a failure. */
const fallible = (type: new () => ShownMetadata) => (facts: { failure: FailureData | null }) => Object.assign(new type(), facts, { failure: facts.failure && new Failure(facts.failure) })

const SHOW: { [K in domain.MetadataKind]: (facts: domain.MetadataByKind[K], owner: Owner) => ShownMetadata } = {
  avatar2D: plain(Avatar2DMetadata),
  avatar3D: (facts, owner) => new Avatar3DMetadata(facts, owner),
  voice: plain(VoiceMetadata),
  slides: (facts, owner) => new SlidesMetadata(facts, owner),
  animation: plain(AnimationMetadata),
  scene: plain(SceneMetadata),
  material: plain(MaterialMetadata),
  image: fallible(ImageMetadata),
  video: fallible(VideoMetadata),
  audio: fallible(AudioMetadata),
}

/** The metadata of an asset, as the graph shows it. */
export function showMetadata<K extends domain.MetadataKind>({ kind, facts }: { kind: K; facts: domain.MetadataByKind[K] }, owner: Owner): ShownMetadata {
  return SHOW[kind](facts, owner)
}

/** Metadata of any kind, as a GraphQL union. */
export const AssetMetadata = createUnionType({
  name: 'AssetMetadata',
  description: 'What is known of the content of an asset, by what the asset is.',
  types: () => [Avatar2DMetadata, Avatar3DMetadata, VoiceMetadata, SlidesMetadata, AnimationMetadata, SceneMetadata, MaterialMetadata, ImageMetadata, VideoMetadata, AudioMetadata] as const,
})
