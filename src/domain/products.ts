import type { AssetKind } from './assets.js'
import type { Page, PageRequest } from './page.js'
import type { CallContext } from './port.js'

/** The life of a product, in one vocabulary over all vendors. */
export const PRODUCT_STATES = ['INACTIVE', 'ACTIVE', 'BLOCKED', 'DELETED', 'UNKNOWN'] as const
/** One of {@link PRODUCT_STATES}. */
export type ProductState = (typeof PRODUCT_STATES)[number]

/** A text that sells a product. */
export interface ProductText {
  title: string | null
  text: string | null
}

/** A picture, film or recording of a product. */
export interface ProductMedia {
  /** Native id of the asset. */
  asset: string
  kind: AssetKind
  /** Place among the product's media; without one, or with 0, they are in the order of their creation. */
  order: number | null
  /** Where the content can be fetched: signed and short-lived. */
  mainUrl: string | null
}

/** Something that is sold in a live room. */
export interface Product {
  nativeId: string
  name: string | null
  description: string | null
  tags: string[]
  /** Native id of the asset that is its cover. */
  cover: string | null
  texts: ProductText[]
  media: ProductMedia[]
  state: ProductState
  createdAt: Date | null
  updatedAt: Date | null
}

/** A picture, film or recording that a caller gives to a product. */
export interface ProductMediaDraft {
  /** Native id of the asset. */
  asset: string
  kind?: AssetKind
  order?: number
}

/** A product as a caller writes it; what is left out is left to the vendor. */
export interface ProductDraft {
  name: string
  description?: string
  tags?: string[]
  /** Native id of the asset that is its cover. */
  cover?: string
  texts?: ProductText[]
  media?: ProductMediaDraft[]
}

/** What is tied to a product, or taken from it. */
export interface ProductLink {
  media?: ProductMediaDraft
  text?: ProductText
}

/** What narrows a list of products. */
export interface ProductFilter {
  states?: ProductState[]
  /** Part of the name. */
  search?: string
  /** Part of a tag. */
  tag?: string
  createdAfter?: Date
  createdBefore?: Date
}

/** The products of an account. */
export interface Products {
  /** Newest first. */
  list(filter: ProductFilter, page: PageRequest, call: CallContext): Promise<Page<Product>>
  get(id: string, call: CallContext): Promise<Product>
  /** Returns the native id. Never repeated blindly. */
  create(product: ProductDraft, options: { activate?: boolean }, call: CallContext): Promise<string>
  update(id: string, product: ProductDraft, state: ProductState | undefined, call: CallContext): Promise<void>
  delete(id: string, call: CallContext): Promise<void>
  link(id: string, link: ProductLink, call: CallContext): Promise<void>
  unlink(id: string, link: ProductLink, call: CallContext): Promise<void>
}
