import type { AssetFiles, NewFile, UploadOutcome } from '../../domain/asset-files.js'
import { limits } from '../../domain/limits.js'
import type { VendorClient } from '../client.js'
import { FILE_ROLES } from './mapping/words.js'
import { fileOperations as operations } from './operations/assets.js'
import { uploadTarget } from './upload-target.js'
import { wordFor } from '../words.js'

/** Bytes of a file of 4.2.1, and of one in parts (4.2.4; errata, section 8). */
const MAX_SIZE = 5_368_709_120
const MAX_LARGE_SIZE = 536_870_912_000
const MAX_PARTS = 100

/** The words of 4.2.3, which cancels with two l where pages of slides do with one. */
const OUTCOMES: Record<string, UploadOutcome> = { CREATED: 'CREATED', FAILED: 'FAILED', CANCELLED: 'CANCELED' }

/** Uploading the files of a Huawei account's assets (section 4.2). */
export function createAssetFiles({ call }: Pick<VendorClient, 'call'>): AssetFiles {
  return {
    async create(file, context) {
      limits.pattern('md5', file.md5, /^[A-Za-z0-9+/]{21}[AQgw]==$/, 'the 16 bytes of the MD5 in Base64, 24 characters such as 1B2M2Y8AsgTpgAmY7PhCfg==')
      limits.range('sizeBytes', file.sizeBytes, 1, MAX_SIZE)
      const body = { ...toFile(file), file_md5: file.md5, file_size: file.sizeBytes }
      const { file_id, upload_url } = await call(operations.createFile, { body }, context)
      return { nativeId: file_id, targets: [uploadTarget(upload_url, [{ name: 'Content-MD5', value: file.md5 }])] }
    },
    async createLarge(file, context) {
      limits.range('sizeBytes', file.sizeBytes, 1, MAX_LARGE_SIZE)
      limits.range('parts', file.parts, 1, MAX_PARTS)
      const body = { ...toFile(file), file_size: file.sizeBytes, file_multipart_count: file.parts }
      const { file_id, upload_urls } = await call(operations.createLargeFile, { body }, context)
      return { nativeId: file_id, targets: upload_urls.map((url) => uploadTarget(url)) }
    },
    async complete(id, { outcome, analyze }, context) {
      const body = { state: wordFor('state', OUTCOMES, outcome), auto_meta_analysis: analyze }
      await call(operations.confirmFileUpload, { params: { file_id: id }, body }, context)
    },
    async delete(id, context) {
      await call(operations.deleteFile, { params: { file_id: id } }, context)
    },
  }
}

function toFile({ asset, name, role, type }: Pick<NewFile, 'asset' | 'name' | 'role' | 'type'>) {
  limits.length('name', name, 1, 256)
  limits.length('type', type, 1, 64)
  return { file_name: name, file_type: type, asset_id: asset, asset_file_category: wordFor('role', FILE_ROLES, role) }
}
