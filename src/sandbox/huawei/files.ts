import type { Answer, Call } from '../call.js'
import type { StoredAsset } from './assets/asset.js'
import { ownAsset } from './assets/changes.js'
import { FILE_CATEGORIES, RESERVED_TYPES, USUAL_CATEGORIES } from './assets/types.js'
import { readBody } from './body.js'
import type { Context } from './context.js'
import { ERRORS, refusal } from './errors.js'
import { analyse } from './files/analysis.js'
import { CONFIRM_BODY, FILE_BODY, LARGE_FILE_BODY, type FileBody } from './files/request.js'
import { isMarked, newId } from '../ids.js'
import type { Upload } from './media.js'

/** The tenant's storage, in bytes. */
const STORAGE_QUOTA = 2 * 1024 ** 4
const MOST_CREATING = 100

/** File management (section 4.2): files that are announced, uploaded to the object store and confirmed. */
export class Files {
  readonly #context: Context
  /** The uploads of files that are not confirmed yet, by file id. */
  readonly #uploads = new Map<string, Upload>()

  constructor(context: Context) {
    this.#context = context
  }

  /** 4.2.1: announces a file; its upload address lives for 24 hours. */
  create(call: Call): Answer {
    const body = readBody(FILE_BODY, call)
    const { id, upload } = this.#announce(body, call, { md5: body.file_md5, size: body.file_size })
    return { status: 200, body: { file_id: id, upload_url: upload.urls[0] } }
  }

  /** 4.2.4: announces a file in parts, each with an address of its own. */
  createLarge(call: Call): Answer {
    const body = readBody(LARGE_FILE_BODY, call)
    const { id, upload } = this.#announce(body, call, { parts: body.file_multipart_count ?? 1, ...(body.file_size === undefined ? {} : { size: body.file_size }) })
    return { status: 200, body: { file_id: id, upload_urls: upload.urls } }
  }

  /** 4.2.2: removes a file. An asset that loses its main file waits for a new one. */
  delete(call: Call): Answer {
    const { asset, file } = this.#find(call)
    const { world, media, options } = this.#context
    world.library.removeFile(asset, file.id, options.now())
    media.delete(file.path)
    this.#uploads.delete(file.id)
    if (file.category === 'MAIN' && asset.state === 'ACTIVED') asset.change({ state: 'CREATING' }, options.now())
    return { status: 200 }
  }

  /** 4.2.3: says how the upload went. With CREATED all of it must be in the store; a main file then makes its asset ACTIVED, or FAILED when the review refuses it. */
  confirm(call: Call): Answer {
    const { asset, file } = this.#find(call)
    const { state, auto_meta_analysis: wanted } = readBody(CONFIRM_BODY, call)
    const { world, media, options } = this.#context
    if (file.state !== 'CREATING') throw refusal(ERRORS.invalid, `the file is ${file.state}`)
    if (state === 'CREATED' && this.#uploads.get(file.id)?.finish() !== true) throw refusal(ERRORS.notInStore, 'not all of the file has been uploaded')
    this.#uploads.get(file.id)?.close()
    this.#uploads.delete(file.id)
    const bytes = media.find(file.path)?.bytes
    const size = state === 'CREATED' && bytes ? bytes.length : file.size
    if (state !== 'CREATED') media.delete(file.path)
    world.library.putFile(asset, { ...file, size, state }, options.now())
    if (state === 'CREATED' && file.category === 'MAIN') this.#activate(asset, bytes, wanted ?? true)
    return { status: 200 }
  }

  #announce(body: FileBody, call: Call, terms: { md5?: string; size?: number; parts?: number }): { id: string; upload: Upload } {
    const { world, media, options } = this.#context
    const asset = ownAsset(this.#context, body.asset_id, call)
    this.#checkPlace(asset, body.asset_file_category)
    if (world.library.size + (body.file_size ?? 0) > STORAGE_QUOTA) throw refusal(ERRORS.fileStorageQuota, 'the tenant stores two tebibytes at most')
    const id = newId()
    const path = `${asset.id}/${id}.${body.file_type.replaceAll(/[^\w]/g, '')}`
    const upload = media.upload(path, terms)
    this.#uploads.set(id, upload)
    world.library.putFile(asset, {
      id, path,
      name: body.file_name,
      size: body.file_size ?? 0,
      type: body.file_type,
      category: body.asset_file_category,
      state: 'CREATING',
      ...(body.file_md5 === undefined ? {} : { md5: body.file_md5 }),
    }, options.now())
    return { id, upload }
  }

  /** Throws unless a file of the category can come to the asset now. One main file, one cover. */
  #checkPlace(asset: StoredAsset, category: string): void {
    if (RESERVED_TYPES.has(asset.type)) throw refusal(ERRORS.notAdministrator, `only the administrator uploads files of a ${asset.type}`)
    if (asset.state === 'DELETING' || asset.state === 'DELETED' || asset.state === 'BLOCK') throw refusal(ERRORS.assetState, `the asset is ${asset.state}`)
    const allowed = FILE_CATEGORIES[asset.type] ?? USUAL_CATEGORIES
    if (!allowed.includes(category)) throw refusal(ERRORS.wrongCategory, `asset_file_category: a ${asset.type} takes ${allowed.join(', ')}`)
    const taken = asset.files.filter((file) => file.category === category && (file.state === 'CREATED' || file.state === 'CREATING')).length
    if (category === 'MAIN' && taken > 0) throw refusal(ERRORS.mainFileExists, 'the asset has a main file')
    if (category === 'COVER' && taken > 0) throw refusal(ERRORS.coverFileExists, 'the asset has a cover')
    if (asset.files.filter((file) => file.state === 'CREATING').length >= MOST_CREATING) throw refusal(ERRORS.tooManyCreating, `${MOST_CREATING} files of the asset are being created`)
  }

  #activate(asset: StoredAsset, bytes: Buffer | undefined, wanted: boolean): void {
    const { world, media, options } = this.#context
    const now = options.now()
    if (isMarked(asset.name)) {
      asset.change({ state: 'FAILED', failType: 'AUTOMATIC_REVIEW_REJECT', reason: 'The content did not pass the automatic review.' }, now)
      return
    }
    asset.change({ state: 'ACTIVED', failType: undefined, reason: undefined }, now)
    if (asset.traits.coverWanted && !asset.file('COVER')) {
      const id = newId()
      const path = `${asset.id}/${id}.svg`
      media.put(path, { motif: 'film', caption: asset.name, hue: 210 })
      world.library.putFile(asset, { id, path, name: 'cover.svg', size: 1500, type: 'svg', category: 'COVER', state: 'CREATED' }, now)
    }
    if (wanted) analyse(this.#context, asset, bytes)
  }

  #find(call: Call): { asset: StoredAsset; file: StoredAsset['files'][number] } {
    const found = this.#context.world.library.findFile(call.params['file_id'] ?? '')
    if (!found) throw refusal(ERRORS.fileNotFound, 'there is no file of this id')
    ownAsset(this.#context, found.asset.id, call)
    return found
  }
}
