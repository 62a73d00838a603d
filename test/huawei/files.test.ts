import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { startApp, type TestApp } from '../support/app.js'
import { createAsset, idOf, md5, mutate, PNG, requests, send, uploadAsset, type Upload } from './support.js'

let app: TestApp
let huawei: HuaweiSandbox
beforeAll(async () => {
  app = await startApp({ SANDBOX_SPEED: '100' })
  huawei = app.app.sandboxes.huawei!
})
afterEach(() => {
  huawei.faults.clear()
  huawei.journal.clear()
})
afterAll(() => app.dispose())

interface File {
  id: string
  nativeId: string
  state: string
  downloadUrl: string | null
}

const bytes = new Uint8Array(PNG)
const UPLOAD = 'url method headers { name value } expiresAt'
const announce = (assetId: string, input: object = {}) =>
  mutate<{ file: File; upload: Upload }>(app, 'createFileUpload', { assetId, name: 'a.png', sizeBytes: bytes.length, md5: md5(bytes), ...input }, `file { id nativeId state name type role sizeBytes md5 downloadUrl } upload { ${UPLOAD} }`)
const complete = (id: string, input: object = {}) => mutate<{ file: File }>(app, 'completeFileUpload', { id, ...input }, 'file { id state asset { state } }')
const remove = (id: string) => mutate<{ file: File }>(app, 'deleteFile', { id }, 'file { id nativeId asset { state files { id } } }')

describe('a file', () => {
  it('is announced, sent by a browser to where the answer says, and completed: its asset is then usable', async () => {
    const asset = await createAsset(app)
    const { file, upload, userErrors } = await announce(asset)
    expect(userErrors).toEqual([])
    expect(requests(huawei, 'createFile')[0]?.body).toEqual({
      file_name: 'a.png',
      file_type: 'png',
      file_md5: md5(bytes),
      file_size: bytes.length,
      asset_id: requests(huawei, 'createFile').map(({ body }) => (body as { asset_id: string }).asset_id)[0],
      asset_file_category: 'MAIN',
    })
    expect(file).toMatchObject({ state: 'CREATING', name: 'a.png', type: 'png', role: 'MAIN', sizeBytes: bytes.length, md5: md5(bytes), downloadUrl: null })
    expect(upload).toMatchObject({ method: 'PUT', headers: [{ name: 'Content-MD5', value: md5(bytes) }] })
    const hours = (Date.parse(upload.expiresAt!) - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThan(23.9)
    expect(hours).toBeLessThan(24.1)

    expect((await send(upload, bytes)).status).toBe(200)
    const done = await complete(file.id, { analyze: true })
    expect(done).toMatchObject({ userErrors: [], file: { id: file.id, state: 'CREATED', asset: { state: 'ACTIVE' } } })
    expect(requests(huawei, 'confirmFileUpload')[0]?.body).toEqual({ state: 'CREATED', auto_meta_analysis: true })

    const { body } = await app.query<{ node: File }>('query ($id: ID!) { node(id: $id) { __typename ... on AssetFile { nativeId state downloadUrl asset { id } account { slug } } } }', { id: file.id })
    expect(body.data?.node).toMatchObject({ __typename: 'AssetFile', nativeId: file.nativeId, state: 'CREATED', asset: { id: asset }, account: { slug: 'huawei' } })
    expect(Buffer.from(await (await fetch(body.data!.node.downloadUrl!)).arrayBuffer())).toEqual(PNG)
  })

  it('shows after each command of one operation what it has become', async () => {
    const asset = await createAsset(app)
    const { file } = await announce(asset)
    const { body } = await app.query<Record<string, { file: File & { asset: { files: File[] } } }>>(
      `mutation ($id: ID!, $cover: CreateFileUploadInput!) {
        canceled: completeFileUpload(input: { id: $id, state: CANCELED }) { file { state asset { files { state } } } }
        cover: createFileUpload(input: $cover) { file { state asset { files { state } } } }
      }`,
      { id: file.id, cover: { assetId: asset, name: 'cover.png', role: 'COVER', sizeBytes: bytes.length, md5: md5(bytes) } },
    )
    expect(body.data).toEqual({
      canceled: { file: { state: 'CANCELED', asset: { files: [{ state: 'CANCELED' }] } } },
      cover: { file: { state: 'CREATING', asset: { files: [{ state: 'CANCELED' }, { state: 'CREATING' }] } } },
    })
    expect(requests(huawei, 'confirmFileUpload')[0]?.body).toEqual({ state: 'CANCELLED' })
  })

  it('cannot be completed before its content is there: the vendor refuses, with its code', async () => {
    const { file } = await announce(await createAsset(app))
    expect(await complete(file.id)).toMatchObject({ file: null, userErrors: [{ code: 'VENDOR_REJECTED', vendorCode: 'MSS.10001016' }] })
    expect(await complete(file.id, { state: 'FAILED' })).toMatchObject({ userErrors: [], file: { state: 'FAILED' } })
  })

  it('is deleted; its id and its asset stay readable', async () => {
    const { asset, file } = await uploadAsset(app)
    const deleted = await remove(file)
    expect(deleted).toMatchObject({ userErrors: [], file: { id: file, asset: { state: 'CREATING', files: [] } } })
    expect(await remove(file)).toMatchObject({ file: null, userErrors: [{ code: 'NOT_FOUND' }] })
    const { body } = await app.query('query ($file: ID!, $asset: ID!) { node(id: $file) { id } asset(id: $asset) { id } }', { file, asset })
    expect(body).toMatchObject({ data: { node: null, asset: { id: asset } }, errors: [{ path: ['node'], extensions: { code: 'NOT_FOUND' } }] })
  })

  it('is an entity of the federation, resolved through its asset', async () => {
    const { file } = await uploadAsset(app)
    const { body } = await app.query('query ($of: [_Any!]!) { _entities(representations: $of) { ... on AssetFile { id name } } }', { of: [{ __typename: 'AssetFile', id: file }] })
    expect(body.data).toEqual({ _entities: [{ id: file, name: 'a.png' }] })
  })
})

describe('announcing a file', () => {
  it.each([
    ['an MD5 in hexadecimal', { md5: Buffer.from(md5(bytes), 'base64').toString('hex') }, 'input.md5'],
    ['an MD5 that is Base64 of too much', { md5: `${md5(bytes)}==` }, 'input.md5'],
    ['no content', { sizeBytes: 0 }, 'input.sizeBytes'],
    ['half a byte', { sizeBytes: 1.5 }, 'input.sizeBytes'],
    ['more than 5 GiB', { sizeBytes: 5_368_709_121 }, 'input.sizeBytes'],
    ['a name too long', { name: `${'n'.repeat(253)}.png` }, 'input.name'],
    ['neither type nor extension', { name: 'picture' }, 'input.type'],
    ['a type too long', { type: 't'.repeat(65) }, 'input.type'],
    ['a role that is none', { role: 'UNKNOWN' }, 'input.role'],
    ['the id of a room', { assetId: idOf('LiveRoom', 'huawei', 'r') }, 'input.assetId'],
  ])('with %s is refused before any call', async (_, input, field) => {
    expect(await announce(idOf('Asset', 'huawei', 'a'), input)).toMatchObject({ file: null, upload: null, userErrors: [{ code: 'BAD_USER_INPUT', field }] })
    expect(huawei.journal.entries()).toEqual([])
  })

  it('at an account without files is UNSUPPORTED', async () => {
    expect(await announce(idOf('Asset', 'xingyun', 'a'))).toMatchObject({ userErrors: [{ code: 'UNSUPPORTED' }] })
  })

  it('of an asset that does not exist, or that has its main file, is the refusal of the vendor', async () => {
    expect(await announce(idOf('Asset', 'huawei', 'nothing'))).toMatchObject({ file: null, userErrors: [{ code: 'NOT_FOUND' }] })
    const { asset } = await uploadAsset(app)
    expect(await announce(asset)).toMatchObject({ file: null, userErrors: [{ code: 'VENDOR_REJECTED', vendorCode: 'MSS.10001008' }] })
  })

  it('is asked for once when the vendor is down', async () => {
    huawei.faults.add({ operation: 'createFile', drop: true })
    expect(await announce(idOf('Asset', 'huawei', 'a'))).toMatchObject({ userErrors: [{ code: 'VENDOR_UNAVAILABLE', hint: expect.stringContaining('createFile') as string }] })
    expect(requests(huawei, 'createFile')).toHaveLength(1)
  })
})

describe('a file in other commands', () => {
  it.each([
    ['completeFileUpload', 'the id of its asset', idOf('Asset', 'huawei', 'a')],
    ['deleteFile', 'the id of its asset', idOf('Asset', 'huawei', 'a')],
    ['deleteFile', 'what is no id', 'nothing'],
  ])('%s takes no %s', async (name, _, id) => {
    expect(await mutate(app, name, { id }, 'file { id }')).toMatchObject({ file: null, userErrors: [{ code: 'BAD_USER_INPUT', field: 'input.id' }] })
    expect(huawei.journal.entries()).toEqual([])
  })
})

describe('a large file', () => {
  const announceLarge = (assetId: string, input: object = {}) =>
    mutate<{ file: File; uploads: Upload[] }>(app, 'createLargeFileUpload', { assetId, name: 'film.mp4', ...input }, `file { id state } uploads { ${UPLOAD} }`)

  it('goes up in parts, in any order, and is whole when all are there', async () => {
    const asset = await createAsset(app, { kind: 'VIDEO' })
    const { file, uploads, userErrors } = await announceLarge(asset, { parts: 3, sizeBytes: 9 })
    expect(userErrors).toEqual([])
    expect(uploads).toHaveLength(3)
    expect(requests(huawei, 'createLargeFile')[0]?.body).toMatchObject({ file_name: 'film.mp4', file_type: 'mp4', file_size: 9, file_multipart_count: 3, asset_file_category: 'MAIN' })
    const part = (text: string) => new Uint8Array(Buffer.from(text))
    await send(uploads[2]!, part('ghi'))
    await send(uploads[0]!, part('abc'))
    expect(await complete(file.id)).toMatchObject({ userErrors: [{ code: 'VENDOR_REJECTED' }] })
    await send(uploads[1]!, part('def'))
    expect(await complete(file.id)).toMatchObject({ userErrors: [], file: { state: 'CREATED' } })
    const { body } = await app.query<{ node: File }>('query ($id: ID!) { node(id: $id) { ... on AssetFile { downloadUrl } } }', { id: file.id })
    expect(await (await fetch(body.data!.node.downloadUrl!)).text()).toBe('abcdefghi')
  })

  it('is one part of unknown size when nothing is said', async () => {
    const { uploads } = await announceLarge(await createAsset(app, { kind: 'VIDEO' }))
    expect(uploads).toHaveLength(1)
    expect(requests(huawei, 'createLargeFile')[0]?.body).toMatchObject({ file_multipart_count: 1 })
    expect(requests(huawei, 'createLargeFile')[0]?.body).not.toHaveProperty('file_size')
  })

  it.each([
    ['no parts', { parts: 0 }, 'input.parts'],
    ['too many parts', { parts: 101 }, 'input.parts'],
    ['more than 500 GiB', { sizeBytes: 536_870_912_001 }, 'input.sizeBytes'],
  ])('of %s is refused before any call', async (_, input, field) => {
    expect(await announceLarge(idOf('Asset', 'huawei', 'a'), input)).toMatchObject({ file: null, uploads: [], userErrors: [{ code: 'BAD_USER_INPUT', field }] })
    expect(huawei.journal.entries()).toEqual([])
  })
})
