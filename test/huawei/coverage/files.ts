import { createAsset, md5, mutate, PNG, send, type Upload } from '../support.js'
import { mutation, native, row, type Row } from './row.js'
import type { Stage } from './stage.js'

/** A file that is announced and uploaded, but not confirmed. */
const uploaded = async ({ app }: Stage): Promise<string> => {
  const assetId = await createAsset(app, { account: 'huawei' })
  const announced = { assetId, name: 'a.png', sizeBytes: PNG.length, md5: md5(PNG) }
  const { file, upload } = await mutate<{ file: { id: string }; upload: Upload }>(app, 'createFileUpload', announced, 'file { id } upload { url method headers { name value } }')
  await send(upload, new Uint8Array(PNG))
  return file.id
}

/** Section 4.2. */
export const fileRows: Row[] = [
  row('createFile', {
    document: mutation('createFileUpload', 'file { nativeId } upload { url }'),
    variables: async ({ app }) => ({ input: { assetId: await createAsset(app, { account: 'huawei' }), name: 'a.png', sizeBytes: 9, md5: md5(PNG), role: 'COVER', type: 'png' } }),
    sends: { asset_id: native('input.assetId'), file_name: 'a.png', file_size: 9, file_md5: md5(PNG), asset_file_category: 'COVER', file_type: 'png' },
    reads: { file_id: 'createFileUpload.file.nativeId', upload_url: 'createFileUpload.upload.url' },
  }),
  row('deleteFile', { document: mutation('deleteFile', 'file { id }'), variables: async (stage) => ({ input: { id: await uploaded(stage) } }) }),
  row('confirmFileUpload', {
    document: mutation('completeFileUpload', 'file { id }'),
    variables: async (stage) => ({ input: { id: await uploaded(stage), state: 'CANCELED', analyze: true } }),
    sends: { state: 'CANCELLED', auto_meta_analysis: true },
  }),
  row('createLargeFile', {
    document: mutation('createLargeFileUpload', 'file { nativeId } uploads { url }'),
    variables: async ({ app }) => ({ input: { assetId: await createAsset(app, { account: 'huawei', kind: 'VIDEO' }), name: 'film.mp4', sizeBytes: 9, role: 'MAIN', type: 'mp4', parts: 2 } }),
    sends: { asset_id: native('input.assetId'), file_name: 'film.mp4', file_size: 9, asset_file_category: 'MAIN', file_type: 'mp4', file_multipart_count: 2 },
    reads: { file_id: 'createLargeFileUpload.file.nativeId', 'upload_urls.0': 'createLargeFileUpload.uploads.0.url', 'upload_urls.1': 'createLargeFileUpload.uploads.1.url' },
  }),
]
