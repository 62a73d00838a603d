import type { ProductState as State } from '../../domain/products.js'
import { graphEnum } from '../enums.js'

/** The life of a product, as a GraphQL enum. */
export const ProductState = graphEnum<State>('ProductState', 'Where a product is in its life.', {
  INACTIVE: 'Switched off.',
  ACTIVE: 'Usable.',
  BLOCKED: 'Frozen by the vendor.',
  DELETED: 'Gone.',
  UNKNOWN: 'A state that this version of AvatarGraph has no word for.',
})
