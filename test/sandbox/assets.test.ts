import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { callHuawei, send, type CallOptions, type Reply } from './client.js'

interface Asset { asset_id: string; asset_name: string; asset_state: string; app_user_id?: string; tags: string[]; system_properties: object[]; fail_type?: string; asset_extra_meta?: Record<string, Record<string, unknown>>; files: { file_id: string; state: string; asset_file_category: string; download_url?: string; file_size: number }[] }

let sandbox: HuaweiSandbox
beforeAll(async () => { sandbox = await startHuaweiSandbox({ throttle: false, speed: 100 }) })
afterAll(() => sandbox.close())

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAoAAAAGCAIAAAB1kpiRAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC', 'base64')
const md5 = (bytes: Buffer): string => createHash('md5').update(bytes).digest('base64')
const post = (path: string, body: unknown, options: CallOptions = {}): Promise<Reply> => callHuawei(sandbox, path, { method: 'POST', body, ...options })
const show = async (id: string): Promise<Asset> => (await callHuawei(sandbox, `/digital-assets/${id}`)).json as Asset
const create = async (body: object = {}, options?: CallOptions): Promise<string> => {
  const reply = await post('/digital-assets', { asset_name: 'A picture', asset_type: 'IMAGE', ...body }, options)
  expect(reply.status, reply.text).toBe(200)
  return (reply.json as { asset_id: string }).asset_id
}
const announce = (assetId: string, bytes = PNG, fields: object = {}): Promise<Reply> =>
  post('/files', { file_name: 'a.png', file_md5: md5(bytes), file_size: bytes.length, file_type: 'png', asset_id: assetId, asset_file_category: 'MAIN', ...fields })
const put = (url: string, bytes: Buffer, headers: Record<string, string> = { 'content-md5': md5(bytes), 'content-type': 'image/png' }): Promise<Reply> => send(url, { method: 'PUT', body: bytes, headers })
const confirm = (fileId: string, state = 'CREATED'): Promise<Reply> => post(`/files/${fileId}/complete`, { state })

/** Creates an asset and uploads its main file; resolves to the ids. */
async function uploaded(fields: object = {}, bytes = PNG): Promise<{ assetId: string; fileId: string }> {
  const assetId = await create(fields)
  const { file_id: fileId, upload_url: url } = (await announce(assetId, bytes)).json as { file_id: string; upload_url: string }
  expect(await put(url, bytes)).toMatchObject({ status: 200 })
  expect(await confirm(fileId)).toMatchObject({ status: 200, text: '' })
  return { assetId, fileId }
}

describe('an upload becomes an asset', () => {
  test('CREATING until its main file is uploaded and confirmed, then ACTIVED with what the picture tells of itself', async () => {
    const assetId = await create({ asset_description: 'blue', tags: ['sea'], asset_order: 7, system_properties: [{ action: 'ADD', key: 'BACKGROUND_IMG', value: 'Yes' }] })
    expect(await show(assetId)).toMatchObject({ asset_state: 'CREATING', asset_description: 'blue', tags: ['sea'], asset_order: 7, files: [], system_properties: [{ key: 'BACKGROUND_IMG', value: 'Yes' }] })
    const { file_id: fileId, upload_url: url } = (await announce(assetId)).json as { file_id: string; upload_url: string }
    expect((await show(assetId)).files).toMatchObject([{ file_id: fileId, state: 'CREATING' }])
    expect(await confirm(fileId)).toMatchObject({ status: 400, json: { error_code: 'MSS.10001016' } })
    const answer = await put(url, PNG)
    expect(answer).toMatchObject({ status: 200, headers: { etag: `"${createHash('md5').update(PNG).digest('hex')}"`, 'access-control-allow-origin': '*' } })
    await confirm(fileId)
    const asset = await show(assetId)
    expect(asset).toMatchObject({ asset_state: 'ACTIVED', asset_extra_meta: { image_meta: { codec: 'png', width: 10, height: 6, mode: 'Horizontal' } }, files: [{ state: 'CREATED', file_size: PNG.length }] })
    const download = await send(asset.files[0]?.download_url ?? '')
    expect(download).toMatchObject({ status: 200, headers: { 'content-type': 'image/png', 'content-length': String(PNG.length) } })
    expect(await confirm(fileId)).toMatchObject({ status: 400 })
    const { asset_list: [summary] } = (await post('/digital-assets/summarys', { asset_ids: [assetId] })).json as { asset_list: Record<string, string>[] }
    expect((await send(summary?.['cover_url'] ?? '')).headers['content-type']).toBe('image/png')
  })

  test('a review refuses a name with the marker', async () => {
    const { assetId } = await uploaded({ asset_name: 'sandbox-fail' })
    expect(await show(assetId)).toMatchObject({ asset_state: 'FAILED', fail_type: 'AUTOMATIC_REVIEW_REJECT', reason: expect.any(String) as string })
  })

  test('a video gets a cover when it is asked for', async () => {
    const { assetId } = await uploaded({ asset_type: 'VIDEO', is_need_generate_cover: true })
    expect((await show(assetId)).files.map((file) => file.asset_file_category)).toEqual(['MAIN', 'COVER'])
    await expect.poll(async () => (await show(assetId)).asset_extra_meta?.['video_meta']?.['video_transcoding_status'], { timeout: 10_000 }).toBe('SUCCEEDED')
  })

  test('slides are taken apart into pages', async () => {
    const { assetId } = await uploaded({ asset_type: 'PPT', asset_extra_meta: { ppt_meta: { auto_analysis: true } } })
    await expect.poll(async () => (await show(assetId)).asset_extra_meta?.['ppt_meta']?.['ppt_analysis_status'], { timeout: 10_000 }).toBe('SUCCEEDED')
    expect((await show(assetId)).files.filter((file) => file.asset_file_category === 'PAGE')).toHaveLength(3)
  })

  test.each(['FAILED', 'CANCELLED'])('a file confirmed as %s makes room for another one', async (state) => {
    const assetId = await create()
    const { file_id: fileId } = (await announce(assetId)).json as { file_id: string }
    expect(await announce(assetId)).toMatchObject({ status: 400, json: { error_code: 'MSS.10001008' } })
    expect(await confirm(fileId, state)).toMatchObject({ status: 200 })
    expect(await show(assetId)).toMatchObject({ asset_state: 'CREATING', files: [{ state }] })
    expect(await announce(assetId)).toMatchObject({ status: 200 })
  })

  test('a large file comes in parts, in any order, and all of them', async () => {
    const assetId = await create({ asset_type: 'VIDEO' })
    const reply = await post('/large-files', { file_name: 'big.mp4', file_type: 'mp4', asset_id: assetId, asset_file_category: 'MAIN', file_multipart_count: 3, file_size: 9 })
    const { file_id: fileId, upload_urls: urls } = reply.json as { file_id: string; upload_urls: string[] }
    expect(urls).toHaveLength(3)
    expect(urls[1]).toContain('partNumber=2')
    await send(urls[2] ?? '', { method: 'PUT', body: 'ghi' })
    await send(urls[0] ?? '', { method: 'PUT', body: 'abc' })
    expect(await confirm(fileId)).toMatchObject({ status: 400, json: { error_code: 'MSS.10001016' } })
    await send(urls[1] ?? '', { method: 'PUT', body: 'def' })
    expect(await confirm(fileId)).toMatchObject({ status: 200 })
    expect((await send((await show(assetId)).files[0]?.download_url ?? '')).text).toBe('abcdefghi')
  })

  test('deleting a file takes it out of the asset and of the store', async () => {
    const { assetId, fileId } = await uploaded()
    expect(await callHuawei(sandbox, `/files/${fileId}`, { method: 'DELETE' })).toMatchObject({ status: 200, text: '' })
    expect(await show(assetId)).toMatchObject({ files: [], asset_state: 'CREATING' })
    expect(await callHuawei(sandbox, `/files/${fileId}`, { method: 'DELETE' })).toMatchObject({ status: 404, json: { error_code: 'MSS.10001004' } })
  })
})

describe('the object store', () => {
  const url = async (): Promise<string> => ((await announce(await create())).json as { upload_url: string }).upload_url

  test.each<[string, Buffer, Record<string, string>, number]>([
    ['without Content-MD5', PNG, {}, 403],
    ['with another Content-MD5', PNG, { 'content-md5': md5(Buffer.from('x')) }, 403],
    ['of other bytes than announced', Buffer.alloc(PNG.length), { 'content-md5': md5(PNG) }, 400],
  ])('refuses an upload %s', async (_name, bytes, headers, status) => {
    expect(await put(await url(), bytes, headers)).toMatchObject({ status, headers: { 'content-type': 'application/xml' } })
  })

  test('refuses an upload of another size, a forged address, and a download address used for an upload', async () => {
    const assetId = await create()
    const short = (await announce(assetId, PNG, { file_size: PNG.length + 1 })).json as { upload_url: string }
    expect(await put(short.upload_url, PNG)).toMatchObject({ status: 400 })
    expect(await put((await url()).replace(/Expires=\d+/, 'Expires=9999999999'), PNG)).toMatchObject({ status: 403 })
    const { assetId: other } = await uploaded()
    expect(await put((await show(other)).files[0]?.download_url ?? '', PNG)).toMatchObject({ status: 403 })
  })

  test('lets a browser of any origin put', async () => {
    const reply = await send(await url(), { method: 'OPTIONS', headers: { origin: 'http://localhost:4000', 'access-control-request-method': 'PUT' } })
    expect(reply).toMatchObject({ status: 204, headers: { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET, PUT' } })
  })

  test('takes uploads for 24 hours and no longer', async () => {
    let now = Date.now()
    const other = await startHuaweiSandbox({ now: () => now })
    const call = (path: string, body: object): Promise<Reply> => callHuawei(other, path, { method: 'POST', body, at: now })
    const { asset_id: assetId } = (await call('/digital-assets', { asset_name: 'x', asset_type: 'IMAGE' })).json as { asset_id: string }
    const { upload_url: address } = (await call('/files', { file_name: 'a', file_md5: md5(PNG), file_size: PNG.length, file_type: 'png', asset_id: assetId, asset_file_category: 'MAIN' })).json as { upload_url: string }
    now += 24 * 3600 * 1000 + 1000
    expect(await put(address, PNG)).toMatchObject({ status: 403, text: expect.stringContaining('expired') as string })
    await other.close()
  })
})

describe('changing an asset (4.1.3)', () => {
  test('answers all of it, changed in what was named and in nothing else', async () => {
    const { assetId } = await uploaded({ tags: ['one'], asset_description: 'first', system_properties: [{ key: 'MATERIAL_IMG', value: 'Yes' }] })
    const before = await show(assetId)
    const reply = await callHuawei(sandbox, `/digital-assets/${assetId}`, { method: 'PUT', body: {
      asset_name: 'Renamed', asset_state: 'UNACTIVED', system_properties: [{ action: 'ADD', key: 'BACKGROUND_IMG', value: 'Yes' }, { action: 'DELETE', key: 'MATERIAL_IMG' }],
    } })
    expect(reply.json).toEqual({ ...before, asset_name: 'Renamed', asset_state: 'UNACTIVED', update_time: expect.any(String) as string, system_properties: [{ key: 'BACKGROUND_IMG', value: 'Yes' }] })
    expect(reply.json).toEqual(await show(assetId))
    expect(sandbox.journal.entries().findLast((entry) => entry.operation === 'updateDigitalAsset')).toMatchObject({ body: { system_properties: [{ key: 'BACKGROUND_IMG' }, { action: 'DELETE' }] } })
  })

  test('sharing makes the tenant the sharer', async () => {
    const { assetId } = await uploaded()
    await callHuawei(sandbox, `/digital-assets/${assetId}`, { method: 'PUT', body: { shared_config: { shared_type: 'SHARED', allowed_project_ids: ['other'] } } })
    const { assets } = (await callHuawei(sandbox, '/digital-assets?role=SHARER&sort_dir=desc&limit=1')).json as { assets: Asset[] }
    expect(assets[0]?.asset_id).toBe(assetId)
  })

  const refusals: readonly (readonly [name: string, body: object, status: number, code: string])[] = [
    ['a state that cannot be written', { asset_state: 'BLOCK' }, 400, 'MSS.10001014'],
    ['a state while it is CREATING', { asset_state: 'ACTIVED' }, 400, 'MSS.10001013'],
    ['another type', { asset_type: 'VIDEO' }, 400, 'MSS.00000003'],
    ['another owner', { asset_owner: 'somebody' }, 401, 'MSS.00020010'],
    ['sharing with everybody', { shared_config: { shared_type: 'PUBLIC' } }, 401, 'MSS.00020010'],
    ['a name that is too long', { asset_name: 'x'.repeat(257) }, 400, 'MSS.00000003'],
    ['too many tags', { tags: Array.from({ length: 51 }, String) }, 400, 'MSS.00000003'],
    ['an order out of range', { asset_order: 32_768 }, 400, 'MSS.00000003'],
    ['the document\'s UNKNOWN for a sex', { asset_extra_meta: { voice_model_meta: { sex: 'UNKNOWN' } } }, 400, 'MSS.00000003'],
    ['an unknown system property', { system_properties: [{ key: 'COLOUR' }] }, 400, 'MSS.00000003'],
  ]
  test.each(refusals)('%s is refused', async (_name, body, status, code) => {
    const assetId = await create()
    expect(await callHuawei(sandbox, `/digital-assets/${assetId}`, { method: 'PUT', body })).toMatchObject({ status, json: { error_code: code } })
  })

  test('an asset of the system, or none at all, is refused', async () => {
    const system = sandbox.world.assets.find((asset) => asset.source === 'SYSTEM')
    expect(await callHuawei(sandbox, `/digital-assets/${system?.id}`, { method: 'PUT', body: {} })).toMatchObject({ status: 401, json: { error_code: 'MSS.00020010' } })
    expect(await callHuawei(sandbox, '/digital-assets/none', { method: 'PUT', body: {} })).toMatchObject({ status: 404, json: { error_code: 'MSS.10001001' } })
  })
})

describe('creating is refused', () => {
  test.each<[string, object, number, string]>([
    ['for a voice', { asset_type: 'VOICE_MODEL' }, 401, 'MSS.00020010'],
    ['for an avatar', { asset_type: 'HUMAN_MODEL_2D' }, 401, 'MSS.00020010'],
    ['with the document\'s misprinted type', { asset_type: 'BUSINESS_CARD_TEMPLATE' }, 400, 'MSS.00000003'],
    ['without a name', { asset_name: undefined }, 400, 'MSS.00000003'],
  ])('%s', async (_name, body, status, code) => {
    expect(await post('/digital-assets', { asset_name: 'x', asset_type: 'IMAGE', ...body })).toMatchObject({ status, json: { error_code: code } })
  })

  test.each<[string, object, string]>([
    ['a category the type does not have', { asset_file_category: 'PAGE' }, 'MSS.10001028'],
    ['an MD5 that is none', { file_md5: 'abc' }, 'MSS.00000003'],
    ['no size', { file_size: 0 }, 'MSS.00000003'],
    ['five gibibytes and a byte', { file_size: 5_368_709_121 }, 'MSS.00000003'],
    ['no name', { file_name: '' }, 'MSS.00000003'],
  ])('of a file: %s', async (_name, fields, code) => {
    expect(await announce(await create(), PNG, fields)).toMatchObject({ status: 400, json: { error_code: code } })
  })

  test('of a large file: a cover, or more than a hundred parts', async () => {
    const body = { file_name: 'a', file_type: 'mp4', asset_id: await create(), asset_file_category: 'MAIN' }
    expect(await post('/large-files', { ...body, asset_file_category: 'COVER' })).toMatchObject({ status: 400 })
    expect(await post('/large-files', { ...body, file_multipart_count: 101 })).toMatchObject({ status: 400 })
    expect((await post('/large-files', body)).json).toMatchObject({ upload_urls: [expect.any(String)] })
  })

  test('of a file for an asset that is not there', async () => {
    expect(await announce('nowhere')).toMatchObject({ status: 404, json: { error_code: 'MSS.10001001' } })
  })
})

describe('the recycle bin', () => {
  const remove = (id: string, query = ''): Promise<Reply> => callHuawei(sandbox, `/digital-assets/${id}${query}`, { method: 'DELETE' })

  test('takes an asset and gives it back', async () => {
    const { assetId } = await uploaded()
    expect(await remove(assetId)).toMatchObject({ status: 200, text: '' })
    expect((await show(assetId)).asset_state).toBe('DELETING')
    expect(await remove(assetId)).toMatchObject({ status: 400, json: { error_code: 'MSS.10001013' } })
    expect(await post(`/digital-assets/${assetId}/restore`, undefined)).toMatchObject({ status: 200, text: '' })
    expect((await show(assetId)).asset_state).toBe('ACTIVED')
    expect(await post(`/digital-assets/${assetId}/restore`, undefined)).toMatchObject({ status: 400, json: { error_code: 'MSS.10001013' } })
  })

  test('is passed over with mode=force', async () => {
    const { assetId } = await uploaded()
    expect(await remove(assetId, '?mode=force')).toMatchObject({ status: 200 })
    expect(await callHuawei(sandbox, `/digital-assets/${assetId}`)).toMatchObject({ status: 404 })
  })
})

describe('batch actions (4.1.7)', () => {
  test.each<[action: string, state: string | null]>([['DELETE', 'DELETING'], ['DELETE_FORCE', null], ['UNACTIVE', 'UNACTIVED'], ['ACTIVE', 'ACTIVED'], ['SHARE', 'ACTIVED'], ['UNSHARE', 'ACTIVED']])('%s tells of each asset how it went', async (action, state) => {
    const { assetId } = await uploaded()
    const reply = await post('/digital-assets/batch-action', { action, asset_ids: [assetId, 'unknown'] })
    expect(reply.json).toEqual({ results: [
      { ret_status: 'SUCCESS', asset_ids: [assetId] },
      { ret_status: 'FAILED', asset_ids: ['unknown'], error_info: { error_code: 'MSS.10001001', error_msg: 'Asset not found' } },
    ] })
    expect(sandbox.world.assetsById.get(assetId)?.state ?? null).toBe(state)
  })

  test('RESTORE works on what is in the bin, and on nothing else', async () => {
    const [{ assetId: one }, { assetId: other }] = [await uploaded(), await uploaded()]
    await post('/digital-assets/batch-action', { action: 'DELETE', asset_ids: [one] })
    expect((await post('/digital-assets/batch-action', { action: 'RESTORE', asset_ids: [one, other] })).json).toMatchObject({ results: [{ ret_status: 'SUCCESS' }, { ret_status: 'FAILED', error_info: { error_code: 'MSS.10001013' } }] })
  })

  test.each([[{ action: 'DELETED', asset_ids: ['x'] }], [{ action: 'DELETE', asset_ids: [] }], [{ action: 'DELETE' }]])('%j is an invalid parameter', async (body) => {
    expect(await post('/digital-assets/batch-action', body)).toMatchObject({ status: 400, json: { error_code: 'MSS.00000003' } })
  })
})

describe('replication to another region (4.1.9, 4.1.10)', () => {
  test('carries an asset with its files to a simulator that never saw it', async () => {
    const other = await startHuaweiSandbox({ seed: 99 })
    const { assetId } = await uploaded({ asset_name: 'Traveller', tags: ['far'] })
    const parcel = (await callHuawei(sandbox, `/digital-assets/${assetId}/replication-info`)).json as { asset_info: string; encryption_info: object }
    expect(parcel).toMatchObject({ asset_id: assetId, encryption_info: { algorithm: 'AES128_GCM', key_id: '1', iv: expect.any(String) as string } })
    expect(parcel.asset_info).not.toContain('Traveller')
    expect(await callHuawei(other, '/digital-assets-by-replication-info', { method: 'POST', body: parcel })).toMatchObject({ status: 200, text: '' })
    const { assets: [copy] } = (await callHuawei(other, '/digital-assets?name=Traveller')).json as { assets: Asset[] }
    expect(copy).toMatchObject({ asset_state: 'ACTIVED', tags: ['far'], files: [{ state: 'CREATED', file_size: PNG.length }] })
    expect((await send(copy?.files[0]?.download_url ?? '')).headers['content-length']).toBe(String(PNG.length))
    const torn = { ...parcel, asset_info: `${parcel.asset_info.slice(0, -6)}AAAAA=` }
    expect(await callHuawei(other, '/digital-assets-by-replication-info', { method: 'POST', body: torn })).toMatchObject({ status: 400, json: { error_code: 'MSS.00000003' } })
    await other.close()
  })

  test('takes only what is ACTIVED', async () => {
    expect(await callHuawei(sandbox, `/digital-assets/${await create()}/replication-info`)).toMatchObject({ status: 400, json: { error_code: 'MSS.10001010' } })
  })
})

describe('third-party users', () => {
  test('come back as app_user_id and do not see each other\'s assets', async () => {
    const assetId = await create({}, { headers: { 'x-app-userid': 'alice' } })
    expect((await show(assetId)).app_user_id).toBe('alice')
    const as = (user: string): Promise<Reply> => callHuawei(sandbox, `/digital-assets/${assetId}`, { headers: { 'x-app-userid': user } })
    expect((await as('alice')).status).toBe(200)
    expect((await as('bob')).status).toBe(404)
  })

  test.each([['Chinese', Buffer.from('小明').toString('latin1')], ['too long', 'x'.repeat(257)]])('a header that is %s is refused', async (_name, header) => {
    expect(await post('/digital-assets', { asset_name: 'x', asset_type: 'IMAGE' }, { headers: { 'x-app-userid': header } })).toMatchObject({ status: 400 })
  })
})
