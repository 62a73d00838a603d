import type { AssetDetails, AssetKind, AssetProperty } from './assets.js'
import type { MetadataDraft } from './asset-metadata.js'
import type { Failure } from './failure.js'
import type { CallContext } from './port.js'

/** Who may use an asset. */
export const SHARING_SCOPES = ['PRIVATE', 'SHARED', 'PUBLIC'] as const
/** One of {@link SHARING_SCOPES}. */
export type SharingScope = (typeof SHARING_SCOPES)[number]

/** With whom an asset is shared. */
export interface AssetSharing {
  scope?: SharingScope
  /** When the sharing ends; the vendor's default when left out (Huawei: the end of the 30th day). */
  expiresAt?: Date
  /** The vendor's ids of the tenants that may use it. */
  tenants?: string[]
}

/** What an asset may be given when it is made and later. */
export interface AssetTraits {
  description?: string
  tags?: string[]
  /** Place in the vendor's display order. */
  order?: number
  metadata?: MetadataDraft
  setProperties?: AssetProperty[]
  sharing?: AssetSharing
  /** Asks for no review of the content; vendors allow it to few. */
  skipReview?: boolean
}

/** A new asset. */
export interface NewAsset extends AssetTraits {
  name: string
  kind: AssetKind
  /** Has the vendor make a cover picture, where it can (Huawei: of videos). */
  generateCover?: boolean
}

/** What shall be different about an asset; what is left out stays. */
export interface AssetChanges extends AssetTraits {
  name?: string
  kind?: AssetKind
  state?: 'ACTIVE' | 'INACTIVE'
  /** Keys of properties to take away. */
  removeProperties?: string[]
}

/** What can be done to several assets at once. */
export const ASSET_ACTIONS = ['DELETE', 'DELETE_PERMANENTLY', 'RESTORE', 'ACTIVATE', 'DEACTIVATE', 'SHARE', 'UNSHARE'] as const
/** One of {@link ASSET_ACTIONS}. */
export type AssetAction = (typeof ASSET_ACTIONS)[number]

/** An action on several assets. */
export interface AssetActionRequest {
  action: AssetAction
  /** Native ids. */
  assets: readonly string[]
  /** Whatever else the vendor's action takes, in its own notation. */
  parameters?: string
}

/** What became of one asset of an action: without a failure it was done. */
export interface AssetActionResult {
  asset: string
  failure: Failure | null
}

/**
 * An asset on its way from one account of a vendor to another. Only the vendor can read what is inside; it is never
 * logged and never shown.
 */
export interface AssetParcel {
  readonly content: object
}

/** Making and changing the media assets of an account. */
export interface AssetEditing {
  /** Resolves to the native id. The asset is CREATING until its main file is there. Never repeated blindly. */
  create(asset: NewAsset, call: CallContext): Promise<string>
  update(id: string, changes: AssetChanges, call: CallContext): Promise<AssetDetails>
  /** Into the recycle bin, or gone for good. */
  delete(id: string, how: { permanently: boolean }, call: CallContext): Promise<void>
  /** Out of the recycle bin. */
  restore(id: string, call: CallContext): Promise<void>
  /** One result for each asset, in the order asked. */
  act(request: AssetActionRequest, call: CallContext): Promise<AssetActionResult[]>
  /** Absent where assets cannot be copied between accounts. */
  readonly copying?: AssetCopying
}

/** Copying assets between two accounts of the same vendor. */
export interface AssetCopying {
  /** Packs an asset at the account that has it. */
  pack(id: string, call: CallContext): Promise<AssetParcel>
  /** Unpacks it at the account that shall have it. The vendor does not tell the copy's id. Never repeated blindly. */
  unpack(parcel: AssetParcel, call: CallContext): Promise<void>
}
