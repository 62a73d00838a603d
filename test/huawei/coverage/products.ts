import { assetId, assetOf } from '../live.js'
import { mutate } from '../support.js'
import { inList, mutation, NEWEST_FIRST, native, row, secondPage, word, type Row } from './row.js'
import type { Stage } from './stage.js'

const whole = ({ huawei }: Stage) => ({
  name: 'Tea',
  description: 'Green tea',
  tags: ['tea', 'green'],
  coverId: assetId(assetOf(huawei, 'IMAGE')),
  texts: [{ title: 'Why', text: 'It is good.' }],
  media: [{ assetId: assetId(assetOf(huawei, 'IMAGE')), kind: 'IMAGE', order: 1 }],
})
const SENT = {
  name: 'Tea',
  description: 'Green tea',
  tags: ['tea', 'green'],
  'cover.asset_id': native('input.coverId'),
  text_list: [{ title: 'Why', text: 'It is good.' }],
  'asset_list.0.asset_id': native('input.media.0.assetId'),
  'asset_list.0.asset_type': 'IMAGE',
  'asset_list.0.order': 1,
}
const created = async (stage: Stage): Promise<string> => (await mutate<{ product: { id: string } }>(stage.app, 'createProduct', { account: 'huawei', ...whole(stage) }, 'product { id }')).product.id

const PRODUCT = 'nativeId name description tags state cover { id } texts { title text } media { asset { id } kind order mainUrl } createdAt updatedAt'
const told = { asset_list: [{ main_url: 'https://pictures.example/a.png' }], state: 'BLOCK', update_time: '2026-11-22T03:04:05Z' }
const shown = (place: string) => ({
  product_id: `${place}.nativeId`,
  name: `${place}.name`,
  description: `${place}.description`,
  tags: `${place}.tags`,
  'cover.asset_id': `${place}.cover.id`,
  text_list: `${place}.texts`,
  'asset_list.0.asset_id': `${place}.media.0.asset.id`,
  'asset_list.0.order': `${place}.media.0.order`,
  'asset_list.0.main_url': `${place}.media.0.mainUrl`,
  create_time: `${place}.createdAt`,
  update_time: `${place}.updatedAt`,
  state: word(`${place}.state`, 'BLOCK', 'BLOCKED'),
})

/** Section 6.3. Names and states of a product's assets are read through the assets. */
export const productRows: Row[] = [
  row('createProduct', {
    document: mutation('createProduct', 'product { nativeId }'),
    variables: (stage) => ({ input: { account: 'huawei', activate: true, ...whole(stage) } }),
    sends: { ...SENT, auto_active: true },
    reads: { product_id: 'createProduct.product.nativeId' },
  }),
  {
    operation: 'listProducts',
    asks: [
      {
        document: 'query ($filter: ProductFilter) { products(first: 5, filter: $filter) { nodes { id } } }',
        variables: { filter: { accounts: ['huawei'], statuses: ['ACTIVE', 'INACTIVE'], search: 'tea', tag: 'green', createdAfter: '2024-01-02T03:04:05Z', createdBefore: '2027-01-02T03:04:05Z' } },
        sends: { state: 'ACTIVED,UNACTIVED', name: 'tea', tag: 'green', create_since: '2024-01-02T03:04:05Z', create_until: '2027-01-02T03:04:05Z' },
      },
      secondPage('products'),
      {
        document: `{ products(first: 2, filter: { accounts: ["huawei"] }) { totalCount nodes { ${PRODUCT} } } }`,
        answer: { products: [told] },
        reads: { count: 'products.totalCount', ...inList('products', shown('products.nodes.0')) },
      },
    ],
    ours: NEWEST_FIRST,
  },
  row('updateProduct', {
    document: mutation('updateProduct', 'product { id }'),
    variables: async (stage) => ({ input: { id: await created(stage), state: 'ACTIVE', ...whole(stage) } }),
    sends: { ...SENT, state: 'ACTIVED' },
  }),
  row('showProduct', {
    document: `query ($id: ID!) { product(id: $id) { ${PRODUCT} } }`,
    variables: async (stage) => ({ id: await created(stage) }),
    answer: told,
    reads: shown('product'),
  }),
  row('deleteProduct', { document: mutation('deleteProduct', 'product { id }'), variables: async (stage) => ({ input: { id: await created(stage) } }) }),
  {
    operation: 'setProductAsset',
    asks: [
      {
        document: mutation('linkProductAsset', 'product { id }'),
        variables: async (stage) => ({ input: { id: await created(stage), media: { assetId: assetId(assetOf(stage.huawei, 'VIDEO')), kind: 'VIDEO', order: 2 }, text: { title: 'How', text: 'With water.' } } }),
        sends: { action: 'LINK', 'asset_item.asset_id': native('input.media.assetId'), 'asset_item.order': 2, text_item: { title: 'How', text: 'With water.' } },
      },
      {
        document: mutation('unlinkProductAsset', 'product { id }'),
        variables: async (stage) => ({ input: { id: await created(stage), media: whole(stage).media[0] } }),
        sends: { action: 'UNLINK', 'asset_item.asset_id': native('input.media.assetId') },
      },
    ],
  },
]
