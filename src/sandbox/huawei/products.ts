import type { Answer, Call } from '../call.js'
import type { StoredAsset } from './assets/asset.js'
import { readBody } from './body.js'
import type { Context } from './context.js'
import { ERRORS, refusal } from './errors.js'
import { isMarked, newId } from '../ids.js'
import { CREATE_BODY, SET_BODY, UPDATE_BODY, type AssetItem, type ProductBody } from './products/request.js'
import { contains, page, PAGING, readQuery, SORTING } from './query.js'
import type { StoredProduct } from './world/products.js'
import { vendorTime, wholeSeconds } from './world/times.js'

const MOST_ITEMS = 300
const LINKABLE = ['IMAGE', 'VIDEO', 'AUDIO'] as const
const STATES = ['ACTIVED', 'UNACTIVED', 'BLOCK', 'DELETED'] as const
const LIST_QUERY = {
  ...PAGING, ...SORTING, create_since: { kind: 'time' }, create_until: { kind: 'time' }, name: { kind: 'text', max: 256 }, tag: { kind: 'text', max: 256 }, state: { kind: 'list', max: 128, of: STATES },
} as const

/** 6.3.1: UNACTIVED, unless `auto_active` is set. */
export function createProduct({ world, options }: Context, call: Call): Answer {
  const { auto_active: active = false, ...body } = readBody(CREATE_BODY, call)
  const now = options.now()
  const product: StoredProduct = { id: newId(), name: body.name, description: '', tags: [], texts: [], assets: [], state: active ? 'ACTIVED' : 'UNACTIVED', createdAt: now, updatedAt: now }
  apply(product, body, world.assetsById)
  world.products.add(product)
  return { status: 200, body: { product_id: product.id } }
}

/** 6.3.2: newest first unless sorted. */
export function listProducts(context: Context, call: Call): Answer {
  const query = readQuery(LIST_QUERY, call.query)
  const { name, tag, state, create_since: since, create_until: until } = query
  const found = context.world.products.all.filter((product) => (name === undefined || contains(product.name, name))
    && (tag === undefined || product.tags.some((own) => contains(own, tag)))
    && (!state || state.includes(product.state))
    && (since === undefined || wholeSeconds(product.createdAt) >= since) && (until === undefined || wholeSeconds(product.createdAt) <= until))
  const sorted = query.sort_dir !== undefined || query.sort_key !== undefined
  if (sorted && query.sort_dir !== 'desc') found.reverse()
  return { status: 200, body: { count: found.length, products: page(found, query).map((product) => shown(context, product)) } }
}

/** 6.3.3: no body in the answer. What the body names is replaced; a frozen product is refused. */
export function updateProduct({ world, options }: Context, call: Call): Answer {
  const product = productOf(world.products.byId, call)
  const body = readBody(UPDATE_BODY, call)
  if (product.state === 'BLOCK') throw refusal(ERRORS.assetState, 'the product is frozen')
  apply(product, body, world.assetsById)
  product.state = body.state ?? product.state
  product.updatedAt = options.now()
  return { status: 200 }
}

/** 6.3.4. */
export function showProduct(context: Context, call: Call): Answer {
  return { status: 200, body: shown(context, productOf(context.world.products.byId, call)) }
}

/** 6.3.5: no body in the answer. */
export function deleteProduct({ world }: Context, call: Call): Answer {
  world.products.remove(productOf(world.products.byId, call))
  return { status: 200 }
}

/** 6.3.6: links an asset or a text to a product (when no action is given), or takes it away; no body in the answer. */
export function setProductAsset({ world, options }: Context, call: Call): Answer {
  const product = productOf(world.products.byId, call)
  const { asset_item: asset, text_item: text, action = 'LINK' } = readBody(SET_BODY, call)
  if (action === 'UNLINK') {
    if (asset) product.assets = product.assets.filter((item) => item.asset_id !== asset.asset_id)
    if (text) product.texts = product.texts.filter((item) => item.title !== text.title)
    if (product.coverAssetId === asset?.asset_id) product.coverAssetId = undefined
  } else {
    if (asset) product.assets = checkedAssets([...product.assets, asset], world.assetsById, ERRORS.linkedUnavailable)
    if (text) product.texts = [...product.texts, text]
  }
  product.updatedAt = options.now()
  return { status: 200 }
}

function apply(product: StoredProduct, body: ProductBody, assets: ReadonlyMap<string, StoredAsset>): void {
  if (isMarked(body.name) || isMarked(body.description)) throw refusal(ERRORS.sensitiveProduct, 'the text holds the marker that fails reviews')
  if ((body.text_list?.length ?? 0) > MOST_ITEMS || (body.asset_list?.length ?? 0) > MOST_ITEMS) throw refusal(ERRORS.productTooLong, `at most ${MOST_ITEMS} texts and assets`)
  const linked = body.asset_list ? checkedAssets(body.asset_list, assets, ERRORS.listedUnavailable) : product.assets
  const cover = body.cover?.asset_id
  if (cover !== undefined && !linked.some((item) => item.asset_id === cover)) throw refusal(ERRORS.coverNotListed, 'cover.asset_id is not in asset_list')
  product.assets = linked
  product.name = body.name
  product.description = body.description ?? product.description
  product.tags = body.tags ?? product.tags
  product.texts = body.text_list ?? product.texts
  product.coverAssetId = cover ?? product.coverAssetId
}

/** The items with their types, by order; items without an order keep their place behind. Throws for an asset that is missing, not in use, of another type, or there twice. */
function checkedAssets(items: readonly AssetItem[], assets: ReadonlyMap<string, StoredAsset>, unavailable: typeof ERRORS.listedUnavailable | typeof ERRORS.linkedUnavailable): AssetItem[] {
  if (new Set(items.map((item) => item.asset_id)).size < items.length) throw refusal(ERRORS.listedTwice, 'an asset is listed twice')
  const typed = items.map((item) => {
    const asset = assets.get(item.asset_id)
    if (asset?.state !== 'ACTIVED') throw refusal(unavailable, `the asset ${item.asset_id} is not ACTIVED`)
    const type = LINKABLE.find((linkable) => linkable === asset.type)
    if (!type || (item.asset_type ?? type) !== type) throw refusal(ERRORS.listedMismatch, `the asset ${item.asset_id} is a ${asset.type}`)
    return { ...item, asset_type: type }
  })
  const place = (item: AssetItem): number => item.order === undefined || item.order === 0 ? MOST_ITEMS + 1 : item.order
  return typed.sort((one, other) => place(one) - place(other))
}

/** ProductDetailInfo, table 6-349. */
function shown({ world, media }: Context, product: StoredProduct): Record<string, unknown> {
  const pictures = (asset: StoredAsset | undefined): Record<string, unknown> => {
    const { cover_url, thumbnail_url } = asset?.summary() ?? {}
    return cover_url === undefined ? {} : { cover_url, thumbnail_url }
  }
  const coverId = product.coverAssetId ?? product.assets.find((item) => item.asset_type === 'IMAGE')?.asset_id
  return {
    product_id: product.id,
    name: product.name,
    description: product.description,
    tags: product.tags,
    ...(coverId === undefined ? {} : { cover: { asset_id: coverId, ...pictures(world.assetsById.get(coverId)) } }),
    text_list: product.texts,
    asset_list: product.assets.map((item) => {
      const asset = world.assetsById.get(item.asset_id)
      const main = asset?.file('MAIN')
      return { ...item, ...(asset ? { asset_name: asset.name, asset_state: asset.state } : {}), ...pictures(asset), ...(main ? { main_url: media.url(main.path) } : {}) }
    }),
    create_time: vendorTime(product.createdAt),
    update_time: vendorTime(product.updatedAt),
    state: product.state,
  }
}

function productOf(products: ReadonlyMap<string, StoredProduct>, call: Call): StoredProduct {
  const product = products.get(call.params['product_id'] ?? '')
  if (!product) throw refusal(ERRORS.productNotFound, 'there is no product of this id')
  return product
}
