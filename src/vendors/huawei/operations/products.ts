import type { Operation } from '../../operation.js'
import { wirePage } from '../wire.js'
import { wireCreatedProduct, wireProduct } from '../wire-products.js'

/** The operations over products (section 6.3). Table 1-2 has no rate for them. */
export const productOperations = {
  createProduct: {
    name: 'createProduct',
    section: '6.3.1',
    method: 'POST',
    path: '/v1/{project_id}/products',
    retry: 'CREATE',
    success: 200,
    answer: wireCreatedProduct,
  },
  listProducts: {
    name: 'listProducts',
    section: '6.3.2',
    method: 'GET',
    path: '/v1/{project_id}/products',
    retry: 'READ',
    reusable: true,
    success: 200,
    answer: wirePage('products', wireProduct),
  },
  updateProduct: {
    name: 'updateProduct',
    section: '6.3.3',
    method: 'PUT',
    path: '/v1/{project_id}/products/{product_id}',
    retry: 'IDEMPOTENT',
    success: 200,
  },
  showProduct: {
    name: 'showProduct',
    section: '6.3.4',
    method: 'GET',
    path: '/v1/{project_id}/products/{product_id}',
    retry: 'READ',
    reusable: true,
    success: 200,
    answer: wireProduct,
  },
  deleteProduct: {
    name: 'deleteProduct',
    section: '6.3.5',
    method: 'DELETE',
    path: '/v1/{project_id}/products/{product_id}',
    retry: 'IDEMPOTENT',
    success: 200,
  },
  // Whether tying the same asset twice ties it once is not documented.
  setProductAsset: {
    name: 'setProductAsset',
    section: '6.3.6',
    method: 'POST',
    path: '/v1/{project_id}/products/{product_id}/assets',
    retry: 'CREATE',
    success: 200,
  },
} as const satisfies Record<string, Operation>
