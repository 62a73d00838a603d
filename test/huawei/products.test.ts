import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { startApp, type TestApp } from '../support/app.js'
import { idOf, mutate, requests } from './support.js'

let app: TestApp
let huawei: HuaweiSandbox
beforeAll(async () => {
  app = await startApp()
  huawei = app.app.sandboxes.huawei!
})
afterEach(() => {
  huawei.faults.clear()
  huawei.journal.clear()
})
afterAll(() => app.dispose())

const asset = (type: string, index = 0) => huawei.world.assets.filter((it) => it.type === type && it.state === 'ACTIVED')[index]!
const assetId = (type: string, index = 0) => idOf('Asset', 'huawei', asset(type, index).id)

const PRODUCT = 'product { id nativeId name description tags state cover { id } media { asset { id name } kind order mainUrl } texts { title text } createdAt updatedAt }'
interface Product {
  id: string
  nativeId: string
  name: string
  media: { asset: { id: string }; kind: string; order: number | null; mainUrl: string | null }[]
  texts: { title: string | null; text: string | null }[]
  state: string
}
type Answer = { product: Product | null }

/** Everything that can be said of a product. */
const whole = () => ({
  name: 'Tea',
  description: 'Green tea from the mountains',
  tags: ['tea', '茶'],
  coverId: assetId('IMAGE'),
  texts: [{ title: 'Why', text: 'It is good.' }],
  media: [
    { assetId: assetId('IMAGE'), kind: 'IMAGE', order: 1 },
    { assetId: assetId('VIDEO'), order: 2 },
  ],
})
/** The same, as Huawei writes it. */
const wholeOnWire = () => ({
  name: 'Tea',
  description: 'Green tea from the mountains',
  tags: ['tea', '茶'],
  cover: { asset_id: asset('IMAGE').id },
  text_list: [{ title: 'Why', text: 'It is good.' }],
  asset_list: [{ asset_id: asset('IMAGE').id, asset_type: 'IMAGE', order: 1 }, { asset_id: asset('VIDEO').id, order: 2 }],
})

const create = async (input: object = { name: 'A thing' }): Promise<string> => {
  const { product, userErrors } = await mutate<{ product: { id: string } }>(app, 'createProduct', input, 'product { id }')
  expect(userErrors).toEqual([])
  huawei.journal.clear()
  return product.id
}

describe('creating a product', () => {
  it('sends all that is said of it, and it can be read back', async () => {
    const { product, userErrors } = await mutate<Answer>(app, 'createProduct', { ...whole(), activate: true }, PRODUCT)
    expect(userErrors).toEqual([])
    expect(requests(huawei, 'createProduct').map(({ body }) => body)).toEqual([{ ...wholeOnWire(), auto_active: true }])
    expect(product).toMatchObject({
      name: 'Tea',
      description: 'Green tea from the mountains',
      tags: ['tea', '茶'],
      state: 'ACTIVE',
      cover: { id: assetId('IMAGE') },
      texts: [{ title: 'Why', text: 'It is good.' }],
      media: [
        { asset: { id: assetId('IMAGE'), name: asset('IMAGE').name }, kind: 'IMAGE', order: 1 },
        { asset: { id: assetId('VIDEO') }, kind: 'VIDEO', order: 2 },
      ],
    })
    expect(product?.media[0]?.mainUrl).toMatch(/^http/)
  })

  it('sends nothing that is not said', async () => {
    await mutate<Answer>(app, 'createProduct', { name: 'Bare' }, 'product { id }')
    expect(requests(huawei, 'createProduct')[0]?.body).toEqual({ name: 'Bare' })
  })

  it('asks for its assets in one call, cover and media together', async () => {
    await mutate<Answer>(app, 'createProduct', whole(), 'product { cover { name } media { asset { name coverUrl } } }')
    expect(huawei.journal.count('listAssetSummary')).toBe(1)
  })

  it.each<[string, object, string]>([
    ['an empty name', { name: '' }, 'input.name'],
    ['a name of 257 characters', { name: '茶'.repeat(257) }, 'input.name'],
    ['a description of 1,025 characters', { name: 'x', description: 'd'.repeat(1025) }, 'input.description'],
    ['51 tags', { name: 'x', tags: Array.from({ length: 51 }, (_, i) => `t${i}`) }, 'input.tags'],
    ['a tag of 18 bytes in six characters', { name: 'x', tags: ['ok', '茶'.repeat(6)] }, 'input.tags.1'],
  ])('refuses %s before a call is spent', async (_, input, field) => {
    const { product, userErrors } = await mutate<Answer>(app, 'createProduct', input, 'product { id }')
    expect(product).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field }])
    expect(huawei.journal.entries()).toEqual([])
  })

  it('refuses media of another kind, out of order, of another account or of another type before a call is spent', async () => {
    const refused = async (item: object) => {
      const { userErrors } = await mutate<Answer>(app, 'createProduct', { name: 'x', media: [item] }, 'product { id }')
      return userErrors.map(({ code, field }) => `${code} ${field}`)
    }
    expect(await refused({ assetId: assetId('IMAGE'), kind: 'SLIDES' })).toEqual(['BAD_USER_INPUT input.media.0.kind'])
    expect(await refused({ assetId: assetId('IMAGE'), order: 301 })).toEqual(['BAD_USER_INPUT input.media.0.order'])
    expect(await refused({ assetId: idOf('Asset', 'elsewhere', 'a') })).toEqual(['BAD_USER_INPUT input.media.0.assetId'])
    expect(await refused({ assetId: idOf('LiveRoom', 'huawei', 'a') })).toEqual(['BAD_USER_INPUT input.media.0.assetId'])
    expect(huawei.journal.entries()).toEqual([])
  })

  it('is not repeated when its answer is lost', async () => {
    huawei.faults.add({ operation: 'createProduct', status: 503, times: 1 })
    const { userErrors } = await mutate<Answer>(app, 'createProduct', { name: 'x' }, 'product { id }')
    expect(userErrors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE', hint: expect.stringMatching(/look before asking again/) as string }])
    expect(huawei.journal.count('createProduct')).toBe(1)
  })

  it('goes to the account that is named, and says which there are', async () => {
    const { userErrors } = await mutate<Answer>(app, 'createProduct', { name: 'x', account: 'nowhere' }, 'product { id }')
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    const { userErrors: lacking } = await mutate<Answer>(app, 'createProduct', { name: 'x', account: 'xingyun' }, 'product { id }')
    expect(lacking).toMatchObject([{ code: 'UNSUPPORTED' }])
  })
})

describe('changing a product', () => {
  it('sends all that is said of it', async () => {
    const id = await create()
    const { product, userErrors } = await mutate<Answer>(app, 'updateProduct', { id, ...whole(), state: 'INACTIVE' }, PRODUCT)
    expect(userErrors).toEqual([])
    expect(requests(huawei, 'updateProduct').map(({ body }) => body)).toEqual([{ ...wholeOnWire(), state: 'UNACTIVED' }])
    expect(product).toMatchObject({ id, name: 'Tea', state: 'INACTIVE' })
  })

  it('refuses a state that only the vendor gives', async () => {
    const { userErrors } = await mutate<Answer>(app, 'updateProduct', { id: idOf('Product', 'huawei', 'p'), name: 'x', state: 'BLOCKED' }, 'product { id }')
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'input.state' }])
    expect(huawei.journal.entries()).toEqual([])
  })

  it('twice in one operation shows each time what was written', async () => {
    const id = await create()
    const { body } = await app.query<Record<'one' | 'two', Answer>>(
      `mutation ($id: ID!) { one: updateProduct(input: { id: $id, name: "One" }) { product { name } } two: updateProduct(input: { id: $id, name: "Two" }) { product { name } } }`,
      { id },
    )
    expect([body.data?.one.product?.name, body.data?.two.product?.name]).toEqual(['One', 'Two'])
  })

  it('is repeated after a 503', async () => {
    const id = await create()
    huawei.faults.add({ operation: 'updateProduct', status: 503, times: 1 })
    const { userErrors } = await mutate<Answer>(app, 'updateProduct', { id, name: 'Again' }, 'product { name }')
    expect(userErrors).toEqual([])
    expect(requests(huawei, 'updateProduct').map(({ status }) => status)).toEqual([503, 200])
  })
})

describe('the media and texts of a product', () => {
  it('are tied and taken away', async () => {
    const id = await create()
    const linked = await mutate<Answer>(app, 'linkProductAsset', { id, media: { assetId: assetId('AUDIO'), kind: 'AUDIO', order: 3 }, text: { title: 'T', text: 'Said' } }, PRODUCT)
    expect(linked.product).toMatchObject({ media: [{ asset: { id: assetId('AUDIO') }, kind: 'AUDIO', order: 3 }], texts: [{ title: 'T', text: 'Said' }] })
    const gone = await mutate<Answer>(app, 'unlinkProductAsset', { id, media: { assetId: assetId('AUDIO') }, text: { title: 'T' } }, PRODUCT)
    expect(gone.product).toMatchObject({ media: [], texts: [] })
    expect(requests(huawei, 'setProductAsset').map(({ body }) => body)).toEqual([
      { action: 'LINK', asset_item: { asset_id: asset('AUDIO').id, asset_type: 'AUDIO', order: 3 }, text_item: { title: 'T', text: 'Said' } },
      { action: 'UNLINK', asset_item: { asset_id: asset('AUDIO').id }, text_item: { title: 'T' } },
    ])
  })

  it('are refused when there are none', async () => {
    for (const name of ['linkProductAsset', 'unlinkProductAsset']) {
      const { userErrors } = await mutate<Answer>(app, name, { id: idOf('Product', 'huawei', 'p') }, 'product { id }')
      expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'input' }])
    }
    expect(huawei.journal.entries()).toEqual([])
  })

  it("are refused by the vendor in the vendor's words", async () => {
    const id = await create()
    const { product, userErrors } = await mutate<Answer>(app, 'linkProductAsset', { id, media: { assetId: idOf('Asset', 'huawei', 'none') } }, 'product { id }')
    expect(product).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'VENDOR_REJECTED', vendorCode: expect.stringMatching(/^MSS\.\d+$/) as string }])
  })
})

describe('a deleted product', () => {
  it('keeps its id in the answer and is NOT_FOUND afterwards, alone and as a node', async () => {
    const id = await create()
    const { product, userErrors } = await mutate<{ product: { id: string } }>(app, 'deleteProduct', { id }, 'product { id }')
    expect({ product, userErrors }).toEqual({ product: { id }, userErrors: [] })
    const { body } = await app.query('query ($id: ID!) { product(id: $id) { name } node(id: $id) { id } }', { id })
    expect(body.data).toEqual({ product: null, node: null })
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND', 'NOT_FOUND'])
  })

  it('that never was is the caller’s error', async () => {
    const { userErrors } = await mutate<Answer>(app, 'deleteProduct', { id: idOf('Product', 'huawei', 'none') }, 'product { id }')
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    const wrong = await mutate<Answer>(app, 'deleteProduct', { id: idOf('Asset', 'huawei', 'none') }, 'product { id }')
    expect(wrong.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'input.id' }])
  })
})

interface List {
  products: { nodes: Product[]; totalCount: number; pageInfo: { endCursor: string; hasNextPage: boolean }; unavailable: { code: string; account: { slug: string } }[] }
}
const list = async (variables: object) => {
  const document = `query ($first: Int, $after: String, $filter: ProductFilter) { products(first: $first, after: $after, filter: $filter) {
    nodes { id name state createdAt } totalCount pageInfo { endCursor hasNextPage } unavailable { code account { slug } } } }`
  const { body } = await app.query<List>(document, variables)
  expect(body.errors).toBeUndefined()
  return body.data!.products
}

describe('the list of products', () => {
  it('asks in the words of the vendor, newest first', async () => {
    const filter = { statuses: ['ACTIVE', 'BLOCKED'], search: 'tea', tag: 'hot', createdAfter: '2026-01-01T00:00:00.5Z', createdBefore: '2026-02-01T00:00:00.5Z' }
    await list({ first: 7, filter })
    expect(requests(huawei, 'listProducts')[0]?.query).toEqual({
      offset: '0', limit: '8', sort_key: 'create_time', sort_dir: 'desc', state: 'ACTIVED,BLOCK', name: 'tea', tag: 'hot', create_since: '2026-01-01T00:00:01Z', create_until: '2026-02-01T00:00:00Z',
    })
  })

  it('is walked page by page, each product once', async () => {
    const all = await list({ first: 100 })
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await list({ first: 3, after })
      seen.push(...page.nodes.map(({ id }) => id))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined
    } while (after)
    expect(seen).toEqual(all.nodes.map(({ id }) => id))
    expect(all.totalCount).toBe(seen.length)
  })

  it('brings each product whole: no detail call follows', async () => {
    await app.query('{ products(first: 5) { nodes { name description tags state texts { title } media { kind order mainUrl } createdAt updatedAt } } }')
    expect(huawei.journal.count('showProduct')).toBe(0)
  })

  it('names the account that is down, and is empty without a call for a state that the vendor does not have', async () => {
    huawei.faults.add({ operation: 'listProducts', drop: true })
    expect((await list({})).unavailable).toMatchObject([{ code: 'VENDOR_UNAVAILABLE', account: { slug: 'huawei' } }])
    huawei.faults.clear()
    huawei.journal.clear()
    expect((await list({ filter: { statuses: ['UNKNOWN'] } })).nodes).toEqual([])
    expect(huawei.journal.entries()).toEqual([])
  })
})
