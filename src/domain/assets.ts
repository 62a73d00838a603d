import type { JsonObject } from './json.js'

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
  properties: AssetProperty[]
  files: AssetFile[]
  /** The vendor's description of the content (codec, size, voice abilities …), with the vendor's names. */
  metadata: JsonObject | null
}

/** What narrows a list of assets. */
export interface AssetFilter {
  kinds?: AssetKind[]
  states?: AssetState[]
  /** Part of the name. */
  search?: string
  tag?: string
  createdAfter?: Date
  createdBefore?: Date
  /** Assets of the vendor's own library, of the tenant (the default), or both. */
  source?: 'SYSTEM' | 'OWN' | 'ALL'
}
