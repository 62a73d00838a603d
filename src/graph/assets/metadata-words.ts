import type {
  AnimationPlace as Place,
  AvatarModelVersion as ModelVersion,
  AvatarResolution as Resolution,
  MaterialComponentKind as MaterialKind,
  ModelingKind as Modeling,
  SceneComponentKind as SceneKind,
  VoiceGender as Gender,
  VoiceLanguage as Language,
  VoiceModelKind as VoiceKind,
  VoiceProvider as Provider,
} from '../../domain/asset-metadata.js'
import { graphEnum } from '../enums.js'

const UNKNOWN = 'One that this version of AvatarGraph has no word for.'

/** The generation of an avatar's model, as a GraphQL enum. */
export const AvatarModelVersion = graphEnum<ModelVersion>('AvatarModelVersion', "The generation of an avatar's model: newer ones are closer to the person.", {
  V2: 'The second.',
  V3: 'The third.',
  V3_2: 'The third, revised (V3.2).',
  V3_3: 'The third, revised again (V3.3).',
  UNKNOWN,
})

/** The largest picture of an avatar, as a GraphQL enum. */
export const AvatarResolution = graphEnum<Resolution>('AvatarResolution', "The largest picture that an avatar's model makes.", {
  FULL_HD: '1080P, and 720P.',
  UHD_4K: '4K, and everything below.',
  UNKNOWN,
})

/** How a modelled avatar was made, as a GraphQL enum. */
export const ModelingKind = graphEnum<Modeling>('ModelingKind', 'How a modelled avatar was made.', {
  UPLOADED: 'It was uploaded.',
  FROM_PHOTO: 'From a photo.',
  CUSTOMIZED: 'By choosing its features.',
  UNKNOWN,
})

/** How a voice was made, as a GraphQL enum. */
export const VoiceModelKind = graphEnum<VoiceKind>('VoiceModelKind', 'How a voice was made.', {
  COMMON: 'For general use.',
  CLONE: 'From recordings of a person.',
  UNKNOWN,
})

/** What a voice sounds like, as a GraphQL enum. */
export const VoiceGender = graphEnum<Gender>('VoiceGender', 'What a voice sounds like.', {
  FEMALE: 'Female.',
  MALE: 'Male.',
  UNKNOWN: 'Neutral, or not told.',
})

/** Who makes a voice, as a GraphQL enum. */
export const VoiceProvider = graphEnum<Provider>('VoiceProvider', 'Who makes a voice.', {
  HUAWEI_METASTUDIO: 'Huawei MetaStudio.',
  HUAWEI_EI: 'Huawei Cloud EI.',
  MOBVOI: 'Mobvoi.',
  XIMALAYA: 'Ximalaya.',
  AUDIOX: 'AudioX.',
  SINOVOICE: 'SinoVoice.',
  DATABAKER: 'DataBaker.',
  AISPEECH: 'AISpeech.',
  UNKNOWN,
})

/** The languages of voices, as a GraphQL enum. */
export const VoiceLanguage = graphEnum<Language>('VoiceLanguage', 'The language or dialect of a voice.', {
  CHINESE: 'Mandarin Chinese.',
  CANTONESE: 'Cantonese.',
  GUANGXI_DIALECT: 'The dialect of Guangxi.',
  HUBEI_DIALECT: 'The dialect of Hubei.',
  NORTHEASTERN_DIALECT: 'The dialect of Northeast China.',
  SHAANXI_DIALECT: 'The dialect of Shaanxi.',
  SICHUAN_DIALECT: 'The dialect of Sichuan.',
  TAIWANESE: 'The dialect of Taiwan (Huawei GT, which it calls Cantonese and Taiwan dialect).',
  ARABIC: 'Arabic.',
  DUTCH: 'Dutch.',
  ENGLISH: 'English.',
  FILIPINO: 'Filipino (Tagalog).',
  FINNISH: 'Finnish.',
  FRENCH: 'French.',
  GERMAN: 'German.',
  INDONESIAN: 'Indonesian.',
  ITALIAN: 'Italian.',
  JAPANESE: 'Japanese.',
  KOREAN: 'Korean.',
  MALAY: 'Malay.',
  PORTUGUESE: 'Portuguese.',
  RUSSIAN: 'Russian.',
  SPANISH: 'Spanish.',
  THAI: 'Thai.',
  TURKISH: 'Turkish.',
  VIETNAMESE: 'Vietnamese.',
  UNKNOWN: 'Not told, or one that this version of AvatarGraph has no word for; `vendorLanguage` has the word of the vendor.',
})

/** Where an animation may stand, as a GraphQL enum. */
export const AnimationPlace = graphEnum<Place>('AnimationPlace', 'Where in a video an animation may stand.', {
  ONLY_BEGINNING: 'In the beginning only.',
  ONLY_END: 'In the end only.',
  UNKNOWN,
})

/** What a part of a scene is, as a GraphQL enum. */
export const SceneComponentKind = graphEnum<SceneKind>('SceneComponentKind', 'What a part of a scene is.', {
  CAMERA: 'A camera.',
  PANEL: 'A screen.',
  LIGHT: 'A light.',
  UNKNOWN,
})

/** What a material dresses, as a GraphQL enum. */
export const MaterialComponentKind = graphEnum<MaterialKind>('MaterialComponentKind', 'What a material dresses.', {
  CLOTHES: 'Clothes.',
  PANTS: 'Trousers.',
  SHOES: 'Shoes.',
  HAIR: 'Hair.',
  EYELASH: 'Eyelashes.',
  EYEBROW: 'Eyebrows.',
  UNKNOWN,
})
