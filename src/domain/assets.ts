import type { AssetMetadata, AvatarModelVersion, VoiceGender, VoiceLanguage, VoiceProvider } from './asset-metadata.js'

/** What an asset is, in one vocabulary over all vendors. */
export const ASSET_KINDS = [
  'AVATAR_2D',
  'AVATAR_3D',
  'VOICE',
  'SCENE',
  'ANIMATION',
  'MATERIAL',
  'MODEL',
  'VIDEO',
  'IMAGE',
  'SLIDES',
  'MUSIC',
  'AUDIO',
  'BUSINESS_CARD_TEMPLATE',
  'FILE',
  'UNKNOWN',
] as const
/** One of {@link ASSET_KINDS}. */
export type AssetKind = (typeof ASSET_KINDS)[number]

/** The life of an asset, in one vocabulary over all vendors. */
export const ASSET_STATES = ['CREATING', 'FAILED', 'INACTIVE', 'ACTIVE', 'DELETING', 'DELETED', 'BLOCKED', 'UNKNOWN'] as const
/** One of {@link ASSET_STATES}. */
export type AssetState = (typeof ASSET_STATES)[number]

/** What a file is to its asset. */
export const FILE_ROLES = ['MAIN', 'COVER', 'PAGE', 'SAMPLE', 'OTHER', 'WHOLE_MODEL', 'USER_MODIFIED_MODEL', 'UNKNOWN'] as const
/** One of {@link FILE_ROLES}. */
export type FileRole = (typeof FILE_ROLES)[number]

/** The life of a file. */
export const FILE_STATES = ['CREATING', 'CREATED', 'FAILED', 'CANCELED', 'DELETING', 'DELETED', 'UPLOADED', 'IN_REVIEW', 'BLOCKED', 'UNKNOWN'] as const
/** One of {@link FILE_STATES}. */
export type FileState = (typeof FILE_STATES)[number]

/** What a vendor's batched summary call tells of an asset. */
export interface AssetSummary {
  /** The vendor's own id. */
  nativeId: string
  name: string | null
  kind: AssetKind
  /** Absent where the vendor's summary does not carry it. */
  state?: AssetState
  coverUrl: string | null
  thumbnailUrl: string | null
}

/** A file of an asset. */
export interface AssetFile {
  nativeId: string
  name: string | null
  role: FileRole
  state: FileState
  /** File-name extension, such as `png`. */
  type: string | null
  sizeBytes: number | null
  /** Base64 of the 16-byte MD5 of the content. */
  md5: string | null
  /** Signed and short-lived (24 hours at Huawei): fetch it anew rather than keep it. */
  downloadUrl: string | null
  /** Why the file was refused, in the vendor's words. */
  reason: string | null
}

/** A name and value that the vendor's platform attaches to an asset. */
export interface AssetProperty {
  key: string
  value: string | null
}

/** Everything a vendor tells of an asset beyond its summary. */
export interface AssetDetails {
  nativeId: string
  name: string | null
  kind: AssetKind
  state: AssetState
  description: string | null
  createdAt: Date | null
  updatedAt: Date | null
  tags: string[]
  /** Place in the vendor's display order, where it has one. */
  order: number | null
  /** The vendor's word for why creation failed. */
  failureType: string | null
  /** Why the asset is frozen or failed, in the vendor's words. */
  reason: string | null
  /** The third-party user on whose behalf the asset was made. */
  appUserId: string | null
  /** The vendor's id of the tenant that owns it; another one's for shared assets and those of the vendor's library. */
  tenantId: string | null
  properties: AssetProperty[]
  files: AssetFile[]
  /** What the vendor knows of the content (codec, size, abilities of a voice …). */
  readonly metadata: AssetMetadata | null
}

/** What narrows a list of assets. */
export interface AssetFilter {
  kinds?: AssetKind[]
  states?: AssetState[]
  /** Native ids. */
  ids?: string[]
  /** Part of the name. */
  search?: string
  /** Parts of tags; all of them are wanted unless `anyTag`. */
  tags?: string[]
  anyTag?: boolean
  createdAfter?: Date
  createdBefore?: Date
  /** Assets of the vendor's own library, of the tenant (the default, unless ids are given), or both. */
  source?: AssetSource
  sharing?: AssetSharingRole
  /** Each of these properties with its value. */
  properties?: { key: string; value: string }[]
  styleId?: string
  renderEngine?: RenderEngine
  genders?: VoiceGender[]
  languages?: VoiceLanguage[]
  voiceProvider?: VoiceProvider
  realtimeVoice?: boolean
  actionEditable?: boolean
  movable?: boolean
  modelVersion?: AvatarModelVersion
  /** Avatars that were, or were not, compiled for a device. */
  withDevice?: string
  withoutDevice?: string
}

/** Whose assets are listed. */
export const ASSET_SOURCES = ['OWN', 'SYSTEM', 'ALL'] as const
/** One of {@link ASSET_SOURCES}. */
export type AssetSource = (typeof ASSET_SOURCES)[number]

/** Which side of a sharing the account is on. */
export const ASSET_SHARING_ROLES = ['SHARED_BY_US', 'SHARED_WITH_US'] as const
/** One of {@link ASSET_SHARING_ROLES}. */
export type AssetSharingRole = (typeof ASSET_SHARING_ROLES)[number]

/** What draws a three-dimensional asset. */
export const RENDER_ENGINES = ['UNREAL', 'META_ENGINE'] as const
/** One of {@link RENDER_ENGINES}. */
export type RenderEngine = (typeof RENDER_ENGINES)[number]
