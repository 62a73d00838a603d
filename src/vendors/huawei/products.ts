import { badInput } from '../../domain/errors.js'
import { honourOnly } from '../../domain/filters.js'
import { limits } from '../../domain/limits.js'
import type { Product, ProductDraft, ProductFilter, ProductLink, ProductMediaDraft, Products, ProductState, ProductText } from '../../domain/products.js'
import type { Query } from '../../transport/url.js'
import type { VendorClient } from '../client.js'
import { filterWords, notAfter, notBefore, time, url, type Words } from './mapping/words.js'
import { productOperations as operations } from './operations/products.js'
import { fetchPage } from './paging.js'
import type { WireProduct } from './wire-products.js'

/** The products of a Huawei account (section 6.3). */
export function createProducts({ call }: Pick<VendorClient, 'call'>, words: Words): Products {
  const set = async (id: string, action: 'LINK' | 'UNLINK', link: ProductLink, context: Parameters<typeof call>[2]) => {
    const body = { ...toLink(link), action }
    await call(operations.setProductAsset, { params: { product_id: id }, body }, context)
  }
  return {
    async list(filter, page, context) {
      const narrowed = toQuery(filter)
      if (!narrowed) return { items: [], hasMore: false, total: 0 }
      const query = { ...narrowed, sort_key: 'create_time', sort_dir: 'desc' }
      const wire = await fetchPage(
        page,
        (offset, limit) => call(operations.listProducts, { query: { ...query, offset, limit } }, context),
        (product) => product.product_id,
      )
      return { ...wire, items: wire.items.map(({ entity, cursor }) => ({ entity: toProduct(entity, words), cursor })) }
    },
    async get(id, context) {
      return toProduct(await call(operations.showProduct, { params: { product_id: id } }, context), words)
    },
    async create(product, { activate }, context) {
      const body = { ...toBody(product), auto_active: activate }
      return (await call(operations.createProduct, { body }, context)).product_id
    },
    async update(id, product, state, context) {
      const body = { ...toBody(product), state: state && writableState(state) }
      await call(operations.updateProduct, { params: { product_id: id }, body }, context)
    },
    async delete(id, context) {
      await call(operations.deleteProduct, { params: { product_id: id } }, context)
    },
    link: (id, link, context) => set(id, 'LINK', link, context),
    unlink: (id, link, context) => set(id, 'UNLINK', link, context),
  }
}

/** The filter in the vendor's parameters; undefined when it asks for states that the vendor does not have. */
function toQuery(filter: ProductFilter): Query | undefined {
  honourOnly('Huawei', filter, ['states', 'search', 'tag', 'createdAfter', 'createdBefore'])
  const { states, search, tag, createdAfter, createdBefore } = filter
  const wireStates = states && filterWords.productStates(states)
  if (wireStates?.length === 0) return undefined
  return { state: wireStates, name: search, tag, create_since: notBefore(createdAfter), create_until: notAfter(createdBefore) }
}

function writableState(state: ProductState): string {
  if (state === 'ACTIVE' || state === 'INACTIVE') return filterWords.productStates([state])[0]!
  throw badInput(`state: expected ACTIVE or INACTIVE, got ${state}, which only the vendor gives.`, { field: 'state' })
}

/** The body of 6.3.1 and 6.3.3, its limits checked (6.3.1; errata, section 8). */
function toBody({ name, description, tags, cover, texts, media }: ProductDraft) {
  limits.length('name', name, 1, 256)
  limits.length('description', description, 0, 1024)
  limits.count('tags', tags, 0, 50)
  for (const [index, tag] of (tags ?? []).entries()) limits.bytes(`tags.${index}`, tag, 16)
  return {
    name,
    description,
    tags,
    cover: cover === undefined ? undefined : { asset_id: cover },
    text_list: texts?.map(toText),
    asset_list: media?.map((item, index) => toMedia(item, `media.${index}`)),
  }
}

function toLink({ media, text }: ProductLink) {
  return { asset_item: media && toMedia(media, 'media'), text_item: text && toText(text) }
}

const toText = ({ title, text }: ProductText) => ({ title: title ?? undefined, text: text ?? undefined })

function toMedia({ asset, kind, order }: ProductMediaDraft, field: string) {
  if (kind && kind !== 'IMAGE' && kind !== 'VIDEO' && kind !== 'AUDIO') {
    throw badInput(`${field}.kind: expected IMAGE, VIDEO or AUDIO, got ${kind}.`, { field: `${field}.kind` })
  }
  limits.range(`${field}.order`, order, 0, 300)
  return { asset_id: asset, asset_type: kind, order }
}

function toProduct(wire: WireProduct, words: Words): Product {
  return {
    nativeId: wire.product_id,
    name: wire.name ?? null,
    description: wire.description ?? null,
    tags: wire.tags ?? [],
    cover: wire.cover?.asset_id || null,
    texts: (wire.text_list ?? []).map(({ title, text }) => ({ title: title ?? null, text: text ?? null })),
    media: (wire.asset_list ?? []).flatMap(({ asset_id, asset_type, order, main_url }) =>
      asset_id ? [{ asset: asset_id, kind: words.assetKind(asset_type), order: order ?? null, mainUrl: url(main_url) }] : [],
    ),
    state: words.productState(wire.state),
    createdAt: time(wire.create_time),
    updatedAt: time(wire.update_time),
  }
}
