import type { ProductState } from '../../domain/products.js'

/** Product `state` (errata, section 4). */
export const PRODUCT_STATES: Record<string, ProductState> = {
  ACTIVED: 'ACTIVE',
  UNACTIVED: 'INACTIVE',
  BLOCK: 'BLOCKED',
  DELETED: 'DELETED',
}
