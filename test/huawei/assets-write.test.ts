import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { startApp, type TestApp } from '../support/app.js'
import { createAsset, idOf, mutate, requests, uploadAsset, type UserError } from './support.js'

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

const READABLE = 'id name kind state description tags order properties { key value }'
const read = async (id: string, selection = READABLE) => (await app.query<{ asset: Record<string, unknown> | null }>(`query ($id: ID!) { asset(id: $id) { ${selection} } }`, { id })).body

describe('creating an asset', () => {
  it('sends all that is said of it, in the words of the vendor, and it can be read back', async () => {
    const { asset, userErrors } = await mutate<{ asset: { id: string } }>(
      app,
      'createAsset',
      {
        name: 'A film',
        kind: 'VIDEO',
        description: 'About the sea',
        tags: ['sea', '海'],
        order: 7,
        generateCover: true,
        skipReview: false,
        setProperties: [{ key: 'MATERIAL_VIDEO', value: 'Yes' }],
        sharing: { scope: 'SHARED', expiresAt: '2026-05-04T10:00:00.900Z', tenants: ['another-project'] },
        metadata: { video: { durationSeconds: 12, videoCodec: 'h264' } },
      },
      `asset { ${READABLE} }`,
    )
    expect(userErrors).toEqual([])
    expect(requests(huawei, 'createDigitalAsset').map(({ body }) => body)).toEqual([
      {
        asset_name: 'A film',
        asset_type: 'VIDEO',
        asset_description: 'About the sea',
        tags: ['sea', '海'],
        asset_order: 7,
        is_need_generate_cover: true,
        review_config: { no_need_review: false },
        system_properties: [{ action: 'ADD', key: 'MATERIAL_VIDEO', value: 'Yes' }],
        shared_config: { shared_type: 'SHARED', expire_time: '2026-05-04T10:00:00Z', allowed_project_ids: ['another-project'] },
        asset_extra_meta: { video_meta: { duration: 12, video_codec: 'h264' } },
      },
    ])
    expect(asset).toEqual({
      id: asset.id,
      name: 'A film',
      kind: 'VIDEO',
      state: 'CREATING',
      description: 'About the sea',
      tags: ['sea', '海'],
      order: 7,
      properties: [{ key: 'MATERIAL_VIDEO', value: 'Yes' }],
    })
  })

  it('sends nothing that was not said', async () => {
    await createAsset(app, { name: 'B', kind: 'BUSINESS_CARD_TEMPLATE' })
    expect(requests(huawei, 'createDigitalAsset')[0]?.body).toEqual({ asset_name: 'B', asset_type: 'BUSINESS_CARD_TEMPLET' })
  })

  it.each([
    ['an account that lacks it', { account: 'xingyun' }, { code: 'UNSUPPORTED' }],
    ['an account that does not exist', { account: 'nobody' }, { code: 'NOT_FOUND' }],
    ['an empty name', { name: '' }, { code: 'BAD_USER_INPUT', field: 'input.name' }],
    ['a name too long', { name: 'n'.repeat(257) }, { code: 'BAD_USER_INPUT', field: 'input.name' }],
    ['a kind that is none', { kind: 'UNKNOWN' }, { code: 'BAD_USER_INPUT', field: 'input.kind' }],
    ['a description too long', { description: 'd'.repeat(4097) }, { code: 'BAD_USER_INPUT', field: 'input.description' }],
    ['too many tags', { tags: Array.from({ length: 51 }, String) }, { code: 'BAD_USER_INPUT', field: 'input.tags' }],
    ['a tag too long', { tags: ['a', 't'.repeat(129)] }, { code: 'BAD_USER_INPUT', field: 'input.tags.1' }],
    ['an order out of range', { order: 32_768 }, { code: 'BAD_USER_INPUT', field: 'input.order' }],
    ['too many properties', { setProperties: Array.from({ length: 51 }, () => ({ key: 'STYLE_ID' })) }, { code: 'BAD_USER_INPUT', field: 'input.setProperties' }],
    ['a cover of a picture', { generateCover: true }, { code: 'BAD_USER_INPUT', field: 'input.generateCover' }],
  ])('with %s is refused before any call', async (_, input, expected) => {
    const { asset, userErrors } = await mutate(app, 'createAsset', { name: 'A', kind: 'IMAGE', ...input }, 'asset { id }')
    expect(asset).toBeNull()
    expect(userErrors).toMatchObject([expected])
    expect(huawei.journal.entries()).toEqual([])
  })

  it('that the vendor keeps for its administrators is its refusal, with its code', async () => {
    const { asset, userErrors } = await mutate(app, 'createAsset', { name: 'A voice', kind: 'VOICE' }, 'asset { id }')
    expect(asset).toBeNull()
    expect(userErrors).toMatchObject([{ vendorCode: 'MSS.00020010' }])
  })

  it('is asked for once when the vendor is down, and says that it may have happened', async () => {
    huawei.faults.add({ operation: 'createDigitalAsset', status: 503 })
    const { asset, userErrors } = await mutate(app, 'createAsset', { name: 'A', kind: 'IMAGE' }, 'asset { id }')
    expect(asset).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE', hint: expect.stringContaining('may have been carried out') as string }])
    expect(requests(huawei, 'createDigitalAsset')).toHaveLength(1)
  })
})

describe('changing an asset', () => {
  it('leaves what is not said, and answers from the vendor’s own answer', async () => {
    const { asset: id } = await uploadAsset(app, { name: 'Before', tags: ['kept'], setProperties: [{ key: 'BACKGROUND_IMG', value: 'Yes' }, { key: 'STYLE_ID', value: 'a' }] })
    huawei.journal.clear()
    const { asset, userErrors } = await mutate(
      app,
      'updateAsset',
      { id, name: 'After', state: 'INACTIVE', order: 3, setProperties: [{ key: 'STYLE_ID', value: 'b' }], removeProperties: ['BACKGROUND_IMG'] },
      `asset { ${READABLE} }`,
    )
    expect(userErrors).toEqual([])
    expect(asset).toMatchObject({ id, name: 'After', state: 'INACTIVE', order: 3, tags: ['kept'], properties: [{ key: 'STYLE_ID', value: 'b' }] })
    expect(requests(huawei, 'updateDigitalAsset')[0]?.body).toEqual({
      asset_name: 'After',
      asset_state: 'UNACTIVED',
      asset_order: 3,
      system_properties: [{ action: 'ADD', key: 'STYLE_ID', value: 'b' }, { action: 'DELETE', key: 'BACKGROUND_IMG' }],
    })
    expect(huawei.journal.entries()).toHaveLength(1)
  })

  it.each([
    ['a state that only the vendor gives', { state: 'BLOCKED' }, { code: 'BAD_USER_INPUT', field: 'input.state' }],
    ['more properties than one call takes', { setProperties: [{ key: 'A' }], removeProperties: Array.from({ length: 50 }, String) }, { code: 'BAD_USER_INPUT', field: 'input.removeProperties' }],
    ['the id of something else', { id: idOf('LiveRoom', 'huawei', 'x') }, { code: 'BAD_USER_INPUT', field: 'input.id', message: expect.stringContaining('LiveRoom') as string }],
    ['an id of no account', { id: idOf('Asset', 'nobody', 'x') }, { code: 'NOT_FOUND' }],
    ['what is no id', { id: 'x' }, { code: 'BAD_USER_INPUT', field: 'input.id' }],
  ])('to or by %s is refused before any call', async (_, input, expected) => {
    const { asset, userErrors } = await mutate(app, 'updateAsset', { id: idOf('Asset', 'huawei', 'x'), ...input }, 'asset { id }')
    expect(asset).toBeNull()
    expect(userErrors).toMatchObject([expected])
    expect(huawei.journal.entries()).toEqual([])
  })

  it('that does not exist is NOT_FOUND', async () => {
    const { userErrors } = await mutate(app, 'updateAsset', { id: idOf('Asset', 'huawei', 'nothing'), name: 'A' }, 'asset { id }')
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  it('shares it, and stops sharing it', async () => {
    const { asset: id } = await uploadAsset(app)
    const listed = async () => {
      const { body } = await app.query<{ assets: { nodes: { id: string }[] } }>('query ($ids: [ID!]) { assets(filter: { ids: $ids, sharing: SHARED_BY_US }) { nodes { id } } }', { ids: [id] })
      return body.data!.assets.nodes
    }
    await mutate(app, 'updateAsset', { id, sharing: { scope: 'SHARED', tenants: ['p'] } }, 'asset { id }')
    expect(await listed()).toEqual([{ id }])
    await mutate(app, 'updateAsset', { id, sharing: { scope: 'PRIVATE' } }, 'asset { id }')
    expect(await listed()).toEqual([])
    expect(requests(huawei, 'updateDigitalAsset').map(({ body }) => body)).toEqual([{ shared_config: { shared_type: 'SHARED', allowed_project_ids: ['p'] } }, { shared_config: { shared_type: 'PRIVATE' } }])
  })
})

describe('the recycle bin', () => {
  it('takes an asset and gives it back; each answer shows the state of after, also within one operation', async () => {
    const { asset: id } = await uploadAsset(app)
    const { body } = await app.query<Record<string, { asset: { state: string } }>>(
      'mutation ($id: ID!) { gone: deleteAsset(input: { id: $id }) { asset { state } } back: restoreAsset(input: { id: $id }) { asset { state } } }',
      { id },
    )
    expect(body.errors).toBeUndefined()
    expect(body.data).toEqual({ gone: { asset: { state: 'DELETING' } }, back: { asset: { state: 'ACTIVE' } } })
    expect(requests(huawei, 'deleteAsset')[0]?.query).toEqual({})
  })

  it('is passed by when an asset shall be gone for good; its id stays readable', async () => {
    const id = await createAsset(app)
    const { asset, userErrors } = await mutate(app, 'deleteAsset', { id, permanently: true }, 'asset { id nativeId }')
    expect(userErrors).toEqual([])
    expect(asset).toMatchObject({ id })
    expect(requests(huawei, 'deleteAsset')[0]?.query).toEqual({ mode: 'force' })
    expect((await read(id)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
  })

  it('gives nothing back that is not in it', async () => {
    const { asset: id } = await uploadAsset(app)
    const { asset, userErrors } = await mutate(app, 'restoreAsset', { id }, 'asset { id }')
    expect(asset).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'VENDOR_REJECTED' }])
  })
})

interface Result {
  asset: { id: string; state?: string }
  succeeded: boolean
  failure: { message: string; vendorCode: string | null } | null
}
const act = (input: object, selection = 'id state') =>
  mutate<{ results: Result[]; userErrors: UserError[] }>(app, 'applyAssetAction', input, `results { asset { ${selection} } succeeded failure { message vendorCode } }`)

describe('an action on several assets', () => {
  it.each([
    ['DEACTIVATE', 'UNACTIVE', 'INACTIVE'],
    ['ACTIVATE', 'ACTIVE', 'ACTIVE'],
    ['SHARE', 'SHARE', 'ACTIVE'],
    ['UNSHARE', 'UNSHARE', 'ACTIVE'],
    ['DELETE', 'DELETE', 'DELETING'],
  ])('%s is the vendor’s %s, and leaves them %s', async (action, word, state) => {
    const ids = [(await uploadAsset(app)).asset, (await uploadAsset(app)).asset]
    const { results, userErrors } = await act({ ids, action, parameters: '{"a":1}' })
    expect(userErrors).toEqual([])
    expect(results).toEqual(ids.map((id) => ({ asset: { id, state }, succeeded: true, failure: null })))
    expect(requests(huawei, 'batchExecuteAssetAction')[0]?.body).toMatchObject({ action: word, params: '{"a":1}' })
  })

  it('restores and deletes for good, telling for each asset what became of it, in the order asked', async () => {
    const [first, second] = [(await uploadAsset(app)).asset, (await uploadAsset(app)).asset]
    await mutate(app, 'deleteAsset', { id: first }, 'asset { id }')
    const missing = idOf('Asset', 'huawei', 'nothing')
    const restored = await act({ ids: [second, missing, first, second], action: 'RESTORE' }, 'id')
    expect(restored.results).toMatchObject([
      { asset: { id: second }, succeeded: false, failure: { vendorCode: expect.stringContaining('MSS.') as string } },
      { asset: { id: missing }, succeeded: false, failure: { message: expect.any(String) as string } },
      { asset: { id: first }, succeeded: true, failure: null },
    ])
    expect(restored.userErrors).toEqual([])
    await act({ ids: [first], action: 'DELETE_PERMANENTLY' }, 'id')
    expect(requests(huawei, 'batchExecuteAssetAction').at(-1)?.body).toMatchObject({ action: 'DELETE_FORCE' })
    expect((await read(first)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
  })

  it.each([
    ['no assets', { ids: [] }, { code: 'BAD_USER_INPUT', field: 'input.ids' }],
    ['more assets than one call takes', { ids: Array.from({ length: 51 }, (_, index) => idOf('Asset', 'huawei', `a${index}`)) }, { code: 'BAD_USER_INPUT', field: 'input.ids' }],
    ['something that is no asset', { ids: [idOf('Asset', 'huawei', 'a'), idOf('Motion', 'huawei', 'a')] }, { code: 'BAD_USER_INPUT', field: 'input.ids.1' }],
    ['an account that cannot', { ids: [idOf('Asset', 'huawei', 'a'), idOf('Asset', 'xingyun', 'a')] }, { code: 'UNSUPPORTED' }],
    ['parameters too long', { ids: [idOf('Asset', 'huawei', 'a')], parameters: 'p'.repeat(4097) }, { code: 'BAD_USER_INPUT', field: 'input.parameters' }],
  ])('with %s is refused before any call', async (_, input, expected) => {
    const { userErrors } = await act({ action: 'SHARE', ...input }, 'id')
    expect(userErrors).toMatchObject([expected])
    expect(huawei.journal.entries()).toEqual([])
  })

  it('that could not be asked for failed for each asset, and says why as a whole', async () => {
    huawei.faults.add({ operation: 'batchExecuteAssetAction', drop: true })
    const id = idOf('Asset', 'huawei', 'a')
    const { results, userErrors } = await act({ ids: [id], action: 'SHARE' }, 'id')
    expect(results).toMatchObject([{ asset: { id }, succeeded: false, failure: { message: expect.stringContaining('HUAWEI') as string } }])
    expect(userErrors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE' }])
    expect(requests(huawei, 'batchExecuteAssetAction')).toHaveLength(1)
  })
})
