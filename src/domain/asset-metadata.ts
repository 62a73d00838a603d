import type { Failure } from './failure.js'
import type { JobStatus } from './jobs.js'
import type { Orientation } from './live.js'
import type { AvatarDriver } from './video-draft.js'

/** The generations of an avatar's model; newer ones are closer to the person. */
export const AVATAR_MODEL_VERSIONS = ['V2', 'V3', 'V3_2', 'V3_3', 'UNKNOWN'] as const
/** One of {@link AVATAR_MODEL_VERSIONS}. */
export type AvatarModelVersion = (typeof AVATAR_MODEL_VERSIONS)[number]

/** The largest picture that an avatar's model makes; smaller ones it makes too. */
export const AVATAR_RESOLUTIONS = ['FULL_HD', 'UHD_4K', 'UNKNOWN'] as const
/** One of {@link AVATAR_RESOLUTIONS}. */
export type AvatarResolution = (typeof AVATAR_RESOLUTIONS)[number]

/** How a three-dimensional avatar was modelled. */
export const MODELING_KINDS = ['UPLOADED', 'FROM_PHOTO', 'CUSTOMIZED', 'UNKNOWN'] as const
/** One of {@link MODELING_KINDS}. */
export type ModelingKind = (typeof MODELING_KINDS)[number]

/** How a voice was made. */
export const VOICE_MODEL_KINDS = ['COMMON', 'CLONE', 'UNKNOWN'] as const
/** One of {@link VOICE_MODEL_KINDS}. */
export type VoiceModelKind = (typeof VOICE_MODEL_KINDS)[number]

/** What a voice sounds like. */
export const VOICE_GENDERS = ['FEMALE', 'MALE', 'UNKNOWN'] as const
/** One of {@link VOICE_GENDERS}. */
export type VoiceGender = (typeof VOICE_GENDERS)[number]

/** Who makes a voice. */
export const VOICE_PROVIDERS = ['HUAWEI_METASTUDIO', 'HUAWEI_EI', 'MOBVOI', 'XIMALAYA', 'AUDIOX', 'SINOVOICE', 'DATABAKER', 'AISPEECH', 'UNKNOWN'] as const
/** One of {@link VOICE_PROVIDERS}. */
export type VoiceProvider = (typeof VOICE_PROVIDERS)[number]

/** The languages and dialects of voices. */
export const VOICE_LANGUAGES = [
  'CHINESE',
  'CANTONESE',
  'GUANGXI_DIALECT',
  'HUBEI_DIALECT',
  'NORTHEASTERN_DIALECT',
  'SHAANXI_DIALECT',
  'SICHUAN_DIALECT',
  'TAIWANESE',
  'ARABIC',
  'DUTCH',
  'ENGLISH',
  'FILIPINO',
  'FINNISH',
  'FRENCH',
  'GERMAN',
  'INDONESIAN',
  'ITALIAN',
  'JAPANESE',
  'KOREAN',
  'MALAY',
  'PORTUGUESE',
  'RUSSIAN',
  'SPANISH',
  'THAI',
  'TURKISH',
  'VIETNAMESE',
  'UNKNOWN',
] as const
/** One of {@link VOICE_LANGUAGES}. */
export type VoiceLanguage = (typeof VOICE_LANGUAGES)[number]

/** Where in a video an animation may stand. */
export const ANIMATION_PLACES = ['ONLY_BEGINNING', 'ONLY_END', 'UNKNOWN'] as const
/** One of {@link ANIMATION_PLACES}. */
export type AnimationPlace = (typeof ANIMATION_PLACES)[number]

/** What a part of a scene is. */
export const SCENE_COMPONENT_KINDS = ['CAMERA', 'PANEL', 'LIGHT', 'UNKNOWN'] as const
/** One of {@link SCENE_COMPONENT_KINDS}. */
export type SceneComponentKind = (typeof SCENE_COMPONENT_KINDS)[number]

/** What a material dresses. */
export const MATERIAL_COMPONENT_KINDS = ['CLOTHES', 'PANTS', 'SHOES', 'HAIR', 'EYELASH', 'EYEBROW', 'UNKNOWN'] as const
/** One of {@link MATERIAL_COMPONENT_KINDS}. */
export type MaterialComponentKind = (typeof MATERIAL_COMPONENT_KINDS)[number]

/** How an avatar looks: one person may have several, in other clothes and poses. */
export interface AvatarLook {
  /** The vendor's id of the person, which all its avatars share. */
  person: string | null
  gender: VoiceGender | null
  clothes: string | null
  pose: string | null
  /** In pixels, as the vendor writes it, such as `1080x1920`. */
  resolution: string | null
  /** The vendor's word for its grade, which decides where in a picture it can be placed. */
  grade: string | null
  /** The factor on its size that it comes with. */
  zoom: number | null
  drivers: AvatarDriver[]
}

/** How much an asset was used, and until when it can be. */
export interface AssetUsage {
  /** Null for ever. */
  expiresAt: Date | null
  /** Videos or recordings made with it. */
  count: number | null
  /** Their length in all. */
  seconds: number | null
}

/** What is known of an avatar made from video of a person. */
export interface Avatar2DMetadata {
  /** Whether its movements can be edited. */
  actionEditable: boolean | null
  /** Whether it stands in a real scene, which is not replaced. */
  realBackground: boolean | null
  supportsLive: boolean | null
  modelVersion: AvatarModelVersion | null
  resolution: AvatarResolution | null
  /** The devices that it was compiled for. */
  deviceNames: string[] | null
  /** Absent where the vendor tells nothing of the kind. */
  look?: AvatarLook
  usage?: AssetUsage
}

/** A replaceable part of a three-dimensional thing. `K` is the vocabulary of its kinds. */
export interface Component<K extends string = string> {
  name: string | null
  kind: K | null
  description: string | null
}

/** What is known of a modelled avatar. Files are native ids. */
export interface Avatar3DMetadata {
  styleId: string | null
  modelingKind: ModelingKind | null
  modelingJobId: string | null
  /** The file from which the whole model was made. */
  wholeModelBaseFile: string | null
  /** The file to load; the main file where there is none. */
  loadedModelFile: string | null
  components: Component[] | null
  /** Absent where the vendor tells nothing of the kind. */
  look?: AvatarLook
  usage?: AssetUsage
}

/** What a voice understands beyond plain text. */
export interface VoiceCapabilities {
  englishPhonemes: boolean | null
  phonemes: boolean | null
  breakTime: boolean | null
  breakStrength: boolean | null
  speed: boolean | null
  prosody: boolean | null
  sayAs: boolean | null
  substitution: boolean | null
  /** Words that are read in one go. */
  words: boolean | null
}

/** What is known of a voice. */
export interface VoiceMetadata {
  order: number | null
  modelKind: VoiceModelKind | null
  gender: VoiceGender | null
  language: VoiceLanguage | null
  /** The vendor's own word for the language, which may be one that we have none for. */
  vendorLanguage: string | null
  /** Factors on speed and volume. */
  speedRatio: number | null
  volumeRatio: number | null
  /** Whether it can speak as it is asked, so in live sessions too; others are for videos only. */
  realtime: boolean | null
  /** Who makes it; null for the vendor's own. */
  provider: VoiceProvider | null
  capabilities: VoiceCapabilities | null
  /** The vendor's words for the languages of a voice that may speak several. Absent where it has but one. */
  vendorLanguages?: string[]
  /** The vendor's words for the emotions that it has. */
  emotions?: string[]
  drivers?: AvatarDriver[]
  usage?: AssetUsage
}

/** One page of slides. */
export interface SlidePage {
  /** From 1. */
  number: number | null
  /** Native id of the picture's file. */
  imageFile: string | null
  /** The speaker's notes. */
  notes: string | null
}

/** What is known of a slide deck. */
export interface SlidesMetadata {
  /** Whether the vendor takes it apart into pages. */
  autoAnalysis: boolean | null
  analysisStatus: JobStatus | null
  vendorAnalysisStatus: string | null
  pageCount: number | null
  pages: SlidePage[] | null
  failure: Failure | null
}

/** What is known of a movement. Times in seconds. */
export interface AnimationMetadata {
  styleId: string | null
  durationSeconds: number | null
  autoAnalysis: boolean | null
  /** When, from its beginning, a voice starts. */
  voiceDelaySeconds: number | null
  place: AnimationPlace | null
}

/** A part of a scene that can be operated. */
export interface SceneComponent extends Component<SceneComponentKind> {
  index: number | null
}

/** What a scene starts with. */
export interface SceneDefault extends SceneComponent {
  /** The vendor's name of the setting. */
  key: string
}

/** What is known of a scene. */
export interface SceneMetadata {
  components: SceneComponent[] | null
  defaults: SceneDefault[] | null
}

/** What is known of a stylised material. */
export interface MaterialMetadata {
  components: Component<MaterialComponentKind>[] | null
}

/** What is known of a picture. */
export interface ImageMetadata {
  codec: string | null
  /** Pixels. */
  width: number | null
  height: number | null
  /** The vendor does not say in which unit. */
  size: number | null
  orientation: Orientation | null
  failure: Failure | null
}

/** What is known of a sound. Bitrates in kbit/s, the sampling rate in Hz. */
export interface AudioMetadata {
  durationSeconds: number | null
  audioCodec: string | null
  audioBitrate: number | null
  audioChannels: number | null
  sampleRate: number | null
  failure: Failure | null
}

/** What is known of a video. */
export interface VideoMetadata extends AudioMetadata {
  videoCodec: string | null
  width: number | null
  height: number | null
  /** Pictures a second, as the vendor writes it. */
  frameRate: string | null
  videoBitrate: number | null
  orientation: Orientation | null
  transcodingStatus: JobStatus | null
  vendorTranscodingStatus: string | null
}

/** What is known of the content of an asset, by what it is. */
export interface MetadataByKind {
  avatar2D: Avatar2DMetadata
  avatar3D: Avatar3DMetadata
  voice: VoiceMetadata
  slides: SlidesMetadata
  animation: AnimationMetadata
  scene: SceneMetadata
  material: MaterialMetadata
  image: ImageMetadata
  video: VideoMetadata
  audio: AudioMetadata
}
/** The kinds of metadata. */
export type MetadataKind = keyof MetadataByKind

/** What is known of the content of an asset. */
export type AssetMetadata = { [K in MetadataKind]: { kind: K; facts: MetadataByKind[K] } }[MetadataKind]

/** Metadata as a caller gives it: what is left out is left to the vendor. */
export type MetadataDraft = { [K in MetadataKind]?: Partial<MetadataByKind[K]> }
