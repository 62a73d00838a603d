import type {
  AnimationPlace,
  AvatarModelVersion,
  AvatarResolution,
  MaterialComponentKind,
  ModelingKind,
  SceneComponentKind,
  VoiceGender,
  VoiceLanguage,
  VoiceModelKind,
  VoiceProvider,
} from '../../../domain/asset-metadata.js'
import type { JobStatus } from '../../../domain/jobs.js'
import type { Orientation } from '../../../domain/live.js'

/*
 * Words of asset metadata (section 4.1, tables 4-35 to 4-52), corrected as the errata's section 3 says. Of several
 * spellings the first one is the one to send.
 */

/** HumanModel2DAssetMeta `model_version`; training jobs write V3.2 where assets write V3_2. */
export const MODEL_VERSIONS: Record<string, AvatarModelVersion> = { V2: 'V2', V3: 'V3', V3_2: 'V3_2', 'V3.2': 'V3_2', V3_3: 'V3_3', 'V3.3': 'V3_3' }

/** HumanModel2DAssetMeta `model_resolution`. */
export const RESOLUTIONS: Record<string, AvatarResolution> = { '1080P': 'FULL_HD', '4K': 'UHD_4K' }

/** HumanModelAssetMeta `modeling_type`. */
export const MODELING_TYPES: Record<string, ModelingKind> = {
  UPLOADED: 'UPLOADED',
  PICTURE_MODELING: 'FROM_PHOTO',
  CHARACTER_CUSTOMIZATION_MODELING: 'CUSTOMIZED',
}

/** VoiceModelAssetMeta `model_type`. */
export const VOICE_TYPES: Record<string, VoiceModelKind> = { COMMON: 'COMMON', CLONE: 'CLONE' }

/** VoiceModelAssetMeta `sex`. */
export const SEXES: Record<string, VoiceGender> = { FEMALE: 'FEMALE', MALE: 'MALE', UNKNOW: 'UNKNOWN', UNKNOWN: 'UNKNOWN' }

/** ExternalVoiceAssetMeta `provider`; the filter of 4.1.2 knows the vendor's own voices by name too. */
export const PROVIDERS: Record<string, VoiceProvider> = {
  HUAWEI_METASTUDIO: 'HUAWEI_METASTUDIO',
  HUAWEI_EI: 'HUAWEI_EI',
  MOBVOI: 'MOBVOI',
  XIMALAYA: 'XIMALAYA',
  AUDIOX: 'AUDIOX',
  SINOVOICE: 'SINOVOICE',
  DATABAKER: 'DATABAKER',
  DATABACK: 'DATABAKER',
  AISPEECH: 'AISPEECH',
}

/** VoiceModelAssetMeta `language`. */
export const LANGUAGES: Record<string, VoiceLanguage> = {
  CN: 'CHINESE',
  YY: 'CANTONESE',
  GXH: 'GUANGXI_DIALECT',
  HBH: 'HUBEI_DIALECT',
  DBH: 'NORTHEASTERN_DIALECT',
  SXH: 'SHAANXI_DIALECT',
  SCH: 'SICHUAN_DIALECT',
  GT: 'TAIWANESE',
  Arabic: 'ARABIC',
  Dutch: 'DUTCH',
  EN: 'ENGLISH',
  Filipino: 'FILIPINO',
  Finnish: 'FINNISH',
  fr: 'FRENCH',
  GER: 'GERMAN',
  Indonesian: 'INDONESIAN',
  Ita: 'ITALIAN',
  JPN: 'JAPANESE',
  Kr: 'KOREAN',
  Malay: 'MALAY',
  por: 'PORTUGUESE',
  Russian: 'RUSSIAN',
  ESP: 'SPANISH',
  Thai: 'THAI',
  Turkish: 'TURKISH',
  Vietnamese: 'VIETNAMESE',
  UNKNOW: 'UNKNOWN',
  UNKNOWN: 'UNKNOWN',
}

/** PPTAssetMeta `ppt_analysis_status`. */
export const ANALYSIS_STATUSES: Record<string, JobStatus> = {
  INITIALIZE: 'WAITING',
  WAITING: 'WAITING',
  CONVERTING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  CANCELED: 'CANCELED',
}

/** VideoAssetMeta `video_transcoding_status`. */
export const TRANSCODING_STATUSES: Record<string, JobStatus> = { WAITING: 'WAITING', TRANSCODING: 'RUNNING', SUCCEEDED: 'SUCCEEDED', FAILED: 'FAILED' }

/** AnimationAssetMeta `animation_insert_restriction`. */
export const INSERT_RESTRICTIONS: Record<string, AnimationPlace> = { ONLY_BEGINNING: 'ONLY_BEGINNING', ONLY_END: 'ONLY_END' }

/** SceneComponentInfo `component_type`. */
export const SCENE_COMPONENTS: Record<string, SceneComponentKind> = { CAMERA: 'CAMERA', PANEL: 'PANEL', LIGHT: 'LIGHT' }

/** MaterialComponentInfo `component_type`. */
export const MATERIAL_COMPONENTS: Record<string, MaterialComponentKind> = {
  CLOTHES: 'CLOTHES',
  PANTS: 'PANTS',
  SHOES: 'SHOES',
  HAIR: 'HAIR',
  EYELASH: 'EYELASH',
  EYEBROW: 'EYEBROW',
}

/** ImageAssetMeta and VideoAssetMeta `mode`. */
export const MODES: Record<string, Orientation> = { Horizontal: 'LANDSCAPE', Vertical: 'PORTRAIT' }
