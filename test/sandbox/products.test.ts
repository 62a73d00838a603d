import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { callHuawei, send, type Reply } from './client.js'

let sandbox: HuaweiSandbox
beforeAll(async () => { sandbox = await startHuaweiSandbox({ throttle: false }) })
afterAll(() => sandbox.close())

const usable = (type: string, index = 0): string => sandbox.world.assets.filter((asset) => asset.type === type && asset.state === 'ACTIVED' && asset.source === 'CUSTOMIZATION')[index]?.id ?? ''
const post = (path: string, body?: object): Promise<Reply> => callHuawei(sandbox, path, { method: 'POST', body })
const create = async (body: object = {}): Promise<string> => {
  const reply = await post('/products', { name: 'Lamp', ...body })
  expect(reply.status, reply.text).toBe(200)
  return (reply.json as { product_id: string }).product_id
}
const show = async (id: string): Promise<Record<string, unknown>> => (await callHuawei(sandbox, `/products/${id}`)).json as Record<string, unknown>

describe('a product (6.3)', () => {
  test('is kept with its pictures, in their order, and with their names and addresses', async () => {
    const [one, two] = [usable('IMAGE'), usable('VIDEO')]
    const id = await create({ description: 'd', tags: ['灯'], text_list: [{ title: 't', text: 'x' }], cover: { asset_id: one }, asset_list: [{ asset_id: two }, { asset_id: one, asset_type: 'IMAGE', order: 1 }], auto_active: true })
    const product = await show(id)
    expect(product).toMatchObject({
      product_id: id, name: 'Lamp', description: 'd', tags: ['灯'], state: 'ACTIVED', text_list: [{ title: 't', text: 'x' }], cover: { asset_id: one, cover_url: expect.any(String) as string },
      asset_list: [{ asset_id: one, asset_type: 'IMAGE', asset_name: expect.any(String) as string, asset_state: 'ACTIVED', main_url: expect.any(String) as string }, { asset_id: two, asset_type: 'VIDEO' }],
    })
    expect((await send((product['cover'] as { cover_url: string }).cover_url)).status).toBe(200)
  })

  test('is UNACTIVED at first, changes, and goes away', async () => {
    const id = await create()
    expect((await show(id))['state']).toBe('UNACTIVED')
    expect(await callHuawei(sandbox, `/products/${id}`, { method: 'PUT', body: { name: 'Torch', state: 'ACTIVED' } })).toMatchObject({ status: 200, text: '' })
    expect(await show(id)).toMatchObject({ name: 'Torch', state: 'ACTIVED' })
    expect(await callHuawei(sandbox, `/products/${id}`, { method: 'DELETE' })).toMatchObject({ status: 200, text: '' })
    expect(await callHuawei(sandbox, `/products/${id}`)).toMatchObject({ status: 400, json: { error_code: 'MSS.10001041' } })
  })

  test('is linked with assets and texts, one at a time, and unlinked', async () => {
    const id = await create()
    const set = (body: object): Promise<Reply> => post(`/products/${id}/assets`, body)
    expect(await set({ action: 'LINK', asset_item: { asset_id: usable('AUDIO') } })).toMatchObject({ status: 200, text: '' })
    await set({ text_item: { title: 'a', text: 'b' } })
    expect(await show(id)).toMatchObject({ asset_list: [{ asset_id: usable('AUDIO'), asset_type: 'AUDIO' }], text_list: [{ title: 'a' }] })
    expect(await set({ asset_item: { asset_id: usable('AUDIO') } })).toMatchObject({ status: 400, json: { error_code: 'MSS.10001039' } })
    await set({ action: 'UNLINK', asset_item: { asset_id: usable('AUDIO') }, text_item: { title: 'a' } })
    expect(await show(id)).toMatchObject({ asset_list: [], text_list: [] })
    expect(await set({})).toMatchObject({ status: 400 })
  })

  const refusals: readonly (readonly [name: string, body: () => object, code: string])[] = [
    ['no name', () => ({ name: '' }), 'MSS.00000003'],
    ['a tag of 17 bytes', () => ({ tags: ['x'.repeat(17)] }), 'MSS.00000003'],
    ['51 tags', () => ({ tags: Array.from({ length: 51 }, String) }), 'MSS.00000003'],
    ['an order above 300', () => ({ asset_list: [{ asset_id: 'x', order: 301 }] }), 'MSS.00000003'],
    ['a cover that is not listed', () => ({ cover: { asset_id: usable('IMAGE') } }), 'MSS.10001036'],
    ['an asset that is not there', () => ({ asset_list: [{ asset_id: 'x' }] }), 'MSS.10001037'],
    ['an asset of another type', () => ({ asset_list: [{ asset_id: usable('IMAGE'), asset_type: 'VIDEO' }] }), 'MSS.10001038'],
    ['an asset that is no material', () => ({ asset_list: [{ asset_id: usable('PPT') }] }), 'MSS.10001038'],
    ['a name that a review refuses', () => ({ name: 'sandbox-fail' }), 'MSS.10001035'],
  ]
  test.each(refusals)('is refused with %s', async (_name, body, code) => {
    expect(await post('/products', { name: 'x', ...body() })).toMatchObject({ status: 400, json: { error_code: code } })
  })

  test('is found by name, tag, state and time; the world has ten', async () => {
    const list = async (query: string): Promise<{ count: number; products: { product_id: string; state: string }[] }> => (await callHuawei(sandbox, `/products?limit=100&${query}`)).json as never
    expect((await list('create_until=2026-06-30T23:59:59Z')).count).toBe(10)
    expect(new Set((await list('state=BLOCK,UNACTIVED')).products.map((product) => product.state))).toEqual(new Set(['BLOCK', 'UNACTIVED']))
    const id = await create({ name: 'Compass', tags: ['north'] })
    for (const query of ['name=compass', 'tag=nort']) expect((await list(query)).products.map((product) => product.product_id), query).toEqual([id])
    expect((await list('')).products[0]?.product_id).toBe(id)
    expect((await list('sort_dir=asc')).products.at(-1)?.product_id).toBe(id)
    expect(await callHuawei(sandbox, '/products?state=CREATING')).toMatchObject({ status: 400 })
  })

  test('that is frozen cannot be changed', async () => {
    const frozen = sandbox.world.products.all.find((product) => product.state === 'BLOCK')
    expect(await callHuawei(sandbox, `/products/${frozen?.id}`, { method: 'PUT', body: { name: 'x' } })).toMatchObject({ status: 400, json: { error_code: 'MSS.10001010' } })
  })
})
