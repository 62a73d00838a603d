import type { Media } from '../media.js'
import { vendorTime } from '../world/times.js'

/** A file of an asset (AssetFileInfo). */
export interface AssetFile {
  id: string
  name: string
  md5?: string
  size: number
  /** The extension. */
  type: string
  category: string
  state: string
  /** Its name in the object store. */
  path: string
}

/** What of an asset changes in its life. */
export interface AssetTraits {
  name: string
  description: string
  state: string
  tags: readonly string[]
  /** `asset_extra_meta`, by kind. */
  meta: Record<string, Record<string, unknown>>
  properties: readonly { key: string; value: string }[]
  order: number
  failType?: string
  reason?: string
  /** Who shares it, from the tenant's point of view. */
  role: 'SHARER' | 'SHAREE' | null
  /** `shared_config` as it was last set. */
  shared?: Record<string, unknown>
  files: readonly AssetFile[]
  /** Whether a cover is to be drawn once the main file is there (`is_need_generate_cover`). */
  coverWanted?: boolean
}

/** What never changes. */
export interface AssetOrigin {
  id: string
  type: string
  source: 'SYSTEM' | 'CUSTOMIZATION'
  projectId: string
  appUserId?: string
  createdAt: number
  /** Whether a 3D human can move; for a filter of 4.1.2 only. */
  movable?: boolean
  /** The small picture's name in the object store; the cover itself when left out. */
  thumbnail?: string
}

/** An asset of the library. */
export class StoredAsset {
  readonly origin: AssetOrigin
  #traits: AssetTraits
  #updatedAt: number
  readonly #media: Media
  #json: () => Buffer = () => Buffer.alloc(0)
  #summary: () => Record<string, unknown> = () => ({})

  constructor(origin: AssetOrigin, traits: AssetTraits, updatedAt: number, media: Media) {
    this.origin = origin
    this.#traits = traits
    this.#updatedAt = updatedAt
    this.#media = media
    this.#forget()
  }

  get id(): string { return this.origin.id }
  get type(): string { return this.origin.type }
  get source(): 'SYSTEM' | 'CUSTOMIZATION' { return this.origin.source }
  get createdAt(): number { return this.origin.createdAt }
  get movable(): boolean { return this.origin.movable ?? false }
  get name(): string { return this.#traits.name }
  get state(): string { return this.#traits.state }
  get tags(): readonly string[] { return this.#traits.tags }
  get meta(): Record<string, Record<string, unknown>> { return this.#traits.meta }
  get properties(): AssetTraits['properties'] { return this.#traits.properties }
  get role(): AssetTraits['role'] { return this.#traits.role }
  get files(): readonly AssetFile[] { return this.#traits.files }
  get traits(): Readonly<AssetTraits> { return this.#traits }

  /** Changes it at `now` (milliseconds since 1970). */
  change(traits: Partial<AssetTraits>, now: number): void {
    this.#traits = { ...this.#traits, ...traits }
    this.#updatedAt = now
    this.#forget()
  }

  /** The file of a category that is in use; undefined while there is none. */
  file(category: string): AssetFile | undefined {
    return this.files.find((file) => file.category === category && (file.state === 'CREATED' || file.state === 'BLOCK'))
  }

  /** The asset as 4.1.2 and 4.1.5 show it (DigitalAssetInfo); `download_url`s are those of the moment. */
  info(): Record<string, unknown> {
    const { name, description, state, tags, meta, properties, order, failType, reason, files } = this.#traits
    return {
      project_id: this.origin.projectId,
      asset_id: this.id,
      asset_name: name,
      asset_description: description,
      ...(this.origin.appUserId === undefined ? {} : { app_user_id: this.origin.appUserId }),
      create_time: vendorTime(this.createdAt),
      update_time: vendorTime(this.#updatedAt),
      asset_type: this.type,
      asset_state: state,
      ...(failType === undefined ? {} : { fail_type: failType }),
      ...(reason === undefined ? {} : { reason }),
      tags,
      ...(Object.keys(meta).length > 0 ? { asset_extra_meta: meta } : {}),
      system_properties: properties,
      asset_order: order,
      files: files.map((file) => this.#shown(file)),
    }
  }

  /** The same as bytes of JSON, kept ready because lists of many assets are asked for often. */
  infoJson(): Buffer {
    return this.#json()
  }

  /** The asset as 4.1.8 shows it (DigitalAssetSummary: five fields, no state). */
  summary(): Record<string, unknown> {
    return this.#summary()
  }

  #shown(file: AssetFile): Record<string, unknown> {
    const there = file.state === 'CREATED' || file.state === 'FAILED' || file.state === 'BLOCK'
    return {
      file_id: file.id, file_name: file.name, ...(file.md5 === undefined ? {} : { file_md5: file.md5 }), file_size: file.size,
      file_type: file.type, asset_file_category: file.category, state: file.state,
      ...(there ? { download_url: this.#media.url(file.path) } : {}),
    }
  }

  #forget(): void {
    this.#json = this.#media.kept(() => Buffer.from(JSON.stringify(this.info())))
    this.#summary = this.#media.kept(() => {
      const cover = this.file('COVER') ?? (this.type === 'IMAGE' ? this.file('MAIN') : undefined)
      return {
        asset_id: this.id,
        asset_name: this.name,
        asset_type: this.type,
        ...(cover ? { cover_url: this.#media.url(cover.path), thumbnail_url: this.#media.url(this.origin.thumbnail ?? cover.path) } : {}),
      }
    })
  }
}
