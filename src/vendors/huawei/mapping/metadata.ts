import type {
  Avatar2DMetadata,
  Avatar3DMetadata,
  AnimationMetadata,
  AssetMetadata,
  AudioMetadata,
  Component,
  ImageMetadata,
  MaterialComponentKind,
  MaterialMetadata,
  MetadataByKind,
  MetadataDraft,
  MetadataKind,
  SceneComponent,
  SceneMetadata,
  SlidePage,
  SlidesMetadata,
  VideoMetadata,
  VoiceCapabilities,
  VoiceMetadata,
} from '../../../domain/asset-metadata.js'
import type { AssetKind } from '../../../domain/assets.js'
import type { JsonObject } from '../../../domain/json.js'
import { fault, flag, keyed, list, nested, number, readOnly, readShape, required, row, text, texts, word, writeShape, type Shape } from './fields.js'
import * as tables from './metadata-words.js'
import type { Words } from './words.js'

/** What is optional, Huawei tells nothing of. */
type Told<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] }

const AVATAR_2D: Shape<Told<Avatar2DMetadata>> = {
  actionEditable: row('is_action_editable', flag(false)),
  realBackground: row('is_real_background', flag()),
  supportsLive: row('support_live', flag()),
  modelVersion: row('model_version', word('model_version', tables.MODEL_VERSIONS, 'V2')),
  resolution: row('model_resolution', word('model_resolution', tables.RESOLUTIONS, 'FULL_HD')),
  deviceNames: row('device_names', texts),
}

const COMPONENT: Shape<Component> = {
  name: required('component_name', text),
  kind: required('component_type', text),
  description: row('component_desc', text),
}

const AVATAR_3D: Shape<Told<Avatar3DMetadata>> = {
  styleId: row('style_id', text),
  modelingKind: row('modeling_type', word('modeling_type', tables.MODELING_TYPES)),
  modelingJobId: row('modeling_job_id', text),
  wholeModelBaseFile: row('model_properties.whole_model_base_file_id', text),
  loadedModelFile: row('model_properties.load_model_file_id', text),
  components: row('components', list(COMPONENT)),
}

const CAPABILITIES: Shape<VoiceCapabilities> = {
  englishPhonemes: row('is_support_phoneme_en', flag()),
  phonemes: row('is_support_phoneme', flag()),
  breakTime: row('is_support_break_time', flag()),
  breakStrength: row('is_support_break_strength', flag()),
  speed: row('is_support_speed', flag()),
  prosody: row('is_support_prosody', flag()),
  sayAs: row('is_support_ssml_say_as', flag()),
  substitution: row('is_support_ssml_sub', flag()),
  words: row('is_support_word', flag()),
}

const VOICE: Shape<Told<VoiceMetadata>> = {
  order: row('order', number),
  modelKind: row('model_type', word('model_type', tables.VOICE_TYPES)),
  gender: row('sex', word('sex', tables.SEXES, 'UNKNOWN')),
  language: row('language', word('language', tables.LANGUAGES, 'UNKNOWN')),
  vendorLanguage: readOnly('language', text),
  speedRatio: row('speed_ratio', number),
  volumeRatio: row('volume_ratio', number),
  realtime: row('is_realtime_voice', flag(true)),
  provider: row('external_voice_meta.provider', word('provider', tables.PROVIDERS)),
  // "The timbre capability set can be queried but cannot be configured" (table 4-9).
  capabilities: readOnly('voice_capability', nested(CAPABILITIES)),
}

const PAGE: Shape<SlidePage> = { number: row('page_no', number), imageFile: row('file_id', text), notes: row('page_content', text) }

const SLIDES: Shape<SlidesMetadata> = {
  autoAnalysis: row('auto_analysis', flag()),
  analysisStatus: readOnly('ppt_analysis_status', word('ppt_analysis_status', tables.ANALYSIS_STATUSES)),
  vendorAnalysisStatus: readOnly('ppt_analysis_status', text),
  pageCount: row('page_count', number),
  pages: row('pages', list(PAGE)),
  failure: readOnly('error_info', fault),
}

const ANIMATION: Shape<AnimationMetadata> = {
  styleId: row('style_id', text),
  durationSeconds: row('duration', number),
  autoAnalysis: row('auto_analysis', flag()),
  voiceDelaySeconds: row('voice_delay', number),
  place: row('animation_insert_restriction', word('animation_insert_restriction', tables.INSERT_RESTRICTIONS)),
}

const SCENE_COMPONENT: Shape<SceneComponent> = {
  index: row('index', number),
  name: required('component_name', text),
  kind: required('component_type', word('scene component_type', tables.SCENE_COMPONENTS)),
  description: row('component_desc', text),
}

const SCENE: Shape<SceneMetadata> = { components: row('components', list(SCENE_COMPONENT)), defaults: row('default_configs', keyed(SCENE_COMPONENT)) }

const MATERIAL_COMPONENT: Shape<Component<MaterialComponentKind>> = {
  ...COMPONENT,
  kind: required('component_type', word('material component_type', tables.MATERIAL_COMPONENTS)),
}

const MATERIAL: Shape<MaterialMetadata> = {
  components: row('components', list(MATERIAL_COMPONENT)),
}

const orientation = row('mode', word('mode', tables.MODES))

const IMAGE: Shape<ImageMetadata> = {
  codec: row('codec', text),
  width: row('width', number),
  height: row('height', number),
  size: row('size', number),
  orientation,
  failure: readOnly('error_info', fault),
}

const AUDIO: Shape<AudioMetadata> = {
  durationSeconds: row('duration', number),
  audioCodec: row('audio_codec', text),
  audioBitrate: row('audio_bit_rate', number),
  audioChannels: row('audio_channels', number),
  sampleRate: row('sample', number),
  failure: readOnly('error_info', fault),
}

const VIDEO: Shape<VideoMetadata> = {
  ...AUDIO,
  videoCodec: row('video_codec', text),
  width: row('width', number),
  height: row('height', number),
  frameRate: row('frame_rate', text),
  videoBitrate: row('video_bit_rate', number),
  orientation,
  transcodingStatus: readOnly('video_transcoding_status', word('video_transcoding_status', tables.TRANSCODING_STATUSES)),
  vendorTranscodingStatus: readOnly('video_transcoding_status', text),
}

/** AssetExtraMeta (table 4-35): where each kind of metadata stands in it, and what it consists of. */
const KINDS: { readonly [K in MetadataKind]: { wire: string; shape: Shape<Told<MetadataByKind[K]>> } } = {
  avatar2D: { wire: 'human_model_2d_meta', shape: AVATAR_2D },
  avatar3D: { wire: 'human_model_meta', shape: AVATAR_3D },
  voice: { wire: 'voice_model_meta', shape: VOICE },
  slides: { wire: 'ppt_meta', shape: SLIDES },
  animation: { wire: 'animation_meta', shape: ANIMATION },
  scene: { wire: 'scene_meta', shape: SCENE },
  material: { wire: 'material_meta', shape: MATERIAL },
  image: { wire: 'image_meta', shape: IMAGE },
  video: { wire: 'video_meta', shape: VIDEO },
  audio: { wire: 'audio_meta', shape: AUDIO },
}
const METADATA_KINDS = Object.keys(KINDS) as MetadataKind[]

/** Which metadata an asset of a kind has first of all, should the vendor send several. */
const USUAL: Partial<Record<AssetKind, MetadataKind>> = {
  AVATAR_2D: 'avatar2D',
  AVATAR_3D: 'avatar3D',
  VOICE: 'voice',
  SLIDES: 'slides',
  ANIMATION: 'animation',
  SCENE: 'scene',
  MATERIAL: 'material',
  IMAGE: 'image',
  VIDEO: 'video',
  MUSIC: 'audio',
  AUDIO: 'audio',
}

/** What AssetExtraMeta tells of an asset; null when it tells nothing. */
export function readMetadata(meta: JsonObject | null | undefined, asset: AssetKind, words: Words): AssetMetadata | null {
  const usual = USUAL[asset]
  const kind = meta && [...(usual ? [usual] : []), ...METADATA_KINDS].find((it) => meta[KINDS[it].wire])
  return kind ? readKind(kind, meta, words) : null
}

function readKind<K extends MetadataKind>(kind: K, meta: JsonObject, words: Words): AssetMetadata {
  const { wire, shape } = KINDS[kind]
  return { kind, facts: readShape(shape, meta[wire], words) as object } as AssetMetadata
}

/** AssetExtraMeta for what a caller gives; undefined when it gives nothing. */
export function writeMetadata(draft: MetadataDraft | undefined, field: string): JsonObject | undefined {
  if (!draft) return undefined
  const written = METADATA_KINDS.flatMap((kind) => (draft[kind] ? [[KINDS[kind].wire, writeKind(kind, draft, field)]] : []))
  return written.length > 0 ? (Object.fromEntries(written) as JsonObject) : undefined
}

function writeKind<K extends MetadataKind>(kind: K, draft: MetadataDraft, field: string): JsonObject {
  const { shape } = KINDS[kind]
  return writeShape(shape, draft[kind] as Partial<MetadataByKind[K]>, `${field}.${kind}`)
}
