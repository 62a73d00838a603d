import type { FileRole } from './assets.js'
import type { UploadTarget } from './files.js'
import type { CallContext } from './port.js'

/** A file that is going to be uploaded. */
export interface NewFile {
  /** Native id of the asset. */
  asset: string
  name: string
  role: FileRole
  /** File-name extension, such as `png`. */
  type: string
  sizeBytes: number
  /** Base64 of the 16-byte MD5 of the content. */
  md5: string
}

/** A file that is going to be uploaded in parts. */
export interface NewLargeFile extends Omit<NewFile, 'sizeBytes' | 'md5'> {
  sizeBytes?: number
  /** How many parts; each gets an address of its own. */
  parts: number
}

/** How an upload ended. */
export const UPLOAD_OUTCOMES = ['CREATED', 'FAILED', 'CANCELED'] as const
/** One of {@link UPLOAD_OUTCOMES}. */
export type UploadOutcome = (typeof UPLOAD_OUTCOMES)[number]

/** A file that was announced, and where its content goes: one target, or one a part in their order. */
export interface FileUpload {
  /** The vendor's own id of the file. */
  nativeId: string
  targets: UploadTarget[]
}

/** Uploading the files of assets. */
export interface AssetFiles {
  /** Never repeated blindly. */
  create(file: NewFile, call: CallContext): Promise<FileUpload>
  /** Never repeated blindly. */
  createLarge(file: NewLargeFile, call: CallContext): Promise<FileUpload>
  /** Tells the vendor how the upload went. `analyze` has it look into the content; its own default when left out. */
  complete(id: string, outcome: { outcome: UploadOutcome; analyze?: boolean }, call: CallContext): Promise<void>
  delete(id: string, call: CallContext): Promise<void>
}

/** How the key of a file's global id names it: through its asset, which is how the vendor finds it. */
export interface AssetFileRef {
  asset: string
  file: string
}

/** The key of a file's global id. */
export const assetFileKey = ({ asset, file }: AssetFileRef): string => `${asset}/${file}`

/** The parts of the key of a file's global id. */
export function parseAssetFileKey(key: string): AssetFileRef {
  const slash = key.indexOf('/')
  return { asset: key.slice(0, Math.max(slash, 0)), file: key.slice(slash + 1) }
}
