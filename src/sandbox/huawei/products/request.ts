import { z } from 'zod'
import { text } from '../shapes.js'

const TAG_BYTES = 16

/** ProductTextInfo, table 6-338. */
const TEXT_ITEM = z.object({ title: text(256).optional(), text: text(131_072).optional() })
/** ProductMediaInfo, table 6-339. */
const ASSET_ITEM = z.object({ asset_id: text(64).min(1), asset_type: z.enum(['IMAGE', 'VIDEO', 'AUDIO']).optional(), order: z.int().min(0).max(300).optional() })

const COMMON = {
  name: text(256).min(1),
  description: text(1024).optional(),
  tags: z.array(z.string().refine((tag) => Buffer.byteLength(tag) <= TAG_BYTES, `expected at most ${TAG_BYTES} bytes`)).max(50).optional(),
  cover: z.object({ asset_id: text(64).optional() }).optional(),
  text_list: z.array(TEXT_ITEM).optional(),
  asset_list: z.array(ASSET_ITEM).optional(),
}

/** The body of 6.3.1. */
export const CREATE_BODY = z.object({ ...COMMON, auto_active: z.boolean().optional() })
/** The body of 6.3.3. */
export const UPDATE_BODY = z.object({ ...COMMON, state: z.enum(['ACTIVED', 'UNACTIVED']).optional() })
/** The body of 6.3.6. */
export const SET_BODY = z.object({ asset_item: ASSET_ITEM.optional(), text_item: TEXT_ITEM.optional(), action: z.enum(['LINK', 'UNLINK']).optional() })
  .refine((given) => given.asset_item !== undefined || given.text_item !== undefined, { path: ['asset_item'], message: 'expected asset_item or text_item' })

export type TextItem = z.output<typeof TEXT_ITEM>
export type AssetItem = z.output<typeof ASSET_ITEM>
export type ProductBody = z.output<typeof UPDATE_BODY>
