import type { AssetKind as Kind, AssetState as State, FileRole as Role, FileState as FileStateName } from '../../domain/assets.js'
import { graphEnum } from '../enums.js'

/** What an asset is, as a GraphQL enum. */
export const AssetKind = graphEnum<Kind>('AssetKind', 'What an asset is, in one vocabulary over all vendors.', {
  AVATAR_2D: 'A virtual human made from video of a person (Huawei HUMAN_MODEL_2D, 4.1.2).',
  AVATAR_3D: 'A modelled virtual human (Huawei HUMAN_MODEL, 4.1.2).',
  VOICE: 'A voice (Huawei VOICE_MODEL, 4.1.2).',
  SCENE: 'A three-dimensional scene.',
  ANIMATION: 'A movement of a three-dimensional virtual human.',
  MATERIAL: 'A stylised material, such as clothes or hair.',
  MODEL: 'Another three-dimensional model (Huawei NORMAL_MODEL, 4.1.2).',
  VIDEO: 'A video.',
  IMAGE: 'A picture.',
  SLIDES: 'A slide deck (Huawei PPT, 4.1.2).',
  MUSIC: 'A piece of music.',
  AUDIO: 'A sound recording.',
  BUSINESS_CARD_TEMPLATE: 'A template for business-card videos.',
  FILE: 'Any other file.',
  UNKNOWN: 'Something that this version of AvatarGraph has no word for.',
})

/** The life of an asset, as a GraphQL enum. */
export const AssetState = graphEnum<State>('AssetState', 'Where an asset is in its life.', {
  CREATING: 'Its main file has not been uploaded yet.',
  FAILED: 'The upload of its main file failed, or it was refused.',
  INACTIVE: 'Complete, but switched off: other services cannot use it.',
  ACTIVE: 'Complete and usable.',
  DELETING: 'In the recycle bin: unusable, and restorable.',
  DELETED: 'Gone for good.',
  BLOCKED: 'Frozen by the vendor: it can neither be used nor seen.',
  UNKNOWN: 'A state that this version of AvatarGraph has no word for.',
})

/** What a file is to its asset, as a GraphQL enum. */
export const FileRole = graphEnum<Role>('FileRole', 'What a file is to its asset.', {
  MAIN: 'The content itself.',
  COVER: 'The cover picture.',
  PAGE: 'The picture of one page.',
  SAMPLE: 'A sample: of a voice, or of a movement.',
  OTHER: 'Anything else.',
  WHOLE_MODEL: 'The whole model.',
  USER_MODIFIED_MODEL: 'A model that a user uploaded.',
  UNKNOWN: 'A role that this version of AvatarGraph has no word for.',
})

/** The life of a file, as a GraphQL enum. */
export const FileState = graphEnum<FileStateName>('FileState', 'Where a file is in its life.', {
  CREATING: 'Being uploaded.',
  CREATED: 'Uploaded and approved.',
  FAILED: 'The upload failed.',
  CANCELED: 'The upload was canceled.',
  DELETING: 'Being deleted.',
  DELETED: 'Deleted.',
  UPLOADED: 'Uploaded, not approved yet.',
  IN_REVIEW: 'Uploaded, under review by a person.',
  BLOCKED: 'Frozen.',
  UNKNOWN: 'A state that this version of AvatarGraph has no word for.',
})
