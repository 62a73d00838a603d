import { z } from 'zod'
import { list, number, text, texts } from '../wire.js'
import { id } from './wire.js'

/** Structure ProductDetailInfo (6.3.2), and the answer of 6.3.4. Names and covers of assets come from their summaries. */
export const wireProduct = z.object({
  product_id: id,
  name: text,
  description: text,
  tags: texts,
  cover: z.object({ asset_id: text }).nullish().catch(null),
  text_list: list(z.object({ title: text, text })),
  asset_list: list(z.object({ asset_id: text, asset_type: text, order: number, main_url: text })),
  create_time: text,
  update_time: text,
  state: text,
})
/** Structure ProductDetailInfo. */
export type WireProduct = z.output<typeof wireProduct>

/** The answer of 6.3.1. */
export const wireCreatedProduct = z.object({ product_id: id })
