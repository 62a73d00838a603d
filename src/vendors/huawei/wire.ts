import { z, type ZodType } from 'zod'
import { isObject } from '../../domain/json.js'
import { list, number, orNothing, text, texts } from '../wire.js'

/*
 * The JSON of MetaStudio's answers. Ids and structure are insisted on; any other field is of the lenient types of
 * `vendors/wire`. Unknown keys are ignored.
 */

/** An id: insisted on. */
export const id = z.string().min(1)
const object = orNothing(isObject)

/** One page of a list operation (errata, section 6: `count` and the array). */
export interface WirePage<T> {
  items: T[]
  /** How many there are in all; null where the answer does not tell. */
  count: number | null
}

/** The answer of a list operation whose array has this key. Only an answer that counts nothing may leave the array out. */
export function wirePage<T extends ZodType>(key: string, item: T) {
  const items = z.array(item).nullish()
  return z.looseObject({ count: number, [key]: items }).transform((page, context): WirePage<z.output<T>> => {
    const count = typeof page.count === 'number' ? page.count : null
    const found = page[key] as z.output<typeof items>
    if (!found && count !== 0) context.addIssue({ code: 'custom', path: [key], message: 'expected an array' })
    return { items: found ?? [], count }
  })
}

/** Structure ErrorResponse inside an answer, or nothing. */
export const errorInfo = z.object({ error_code: text, error_msg: text }).nullish().catch(null)
/** Structure ErrorResponse. */
export type WireErrorInfo = z.output<typeof errorInfo>

/** The body of an error (errata, section 10). The API gateway's has `request_id` too; IAM has a body of its own. */
export const wireError = z.object({ error_code: text, error_msg: text, request_id: text, error: z.object({ message: text }).nullish().catch(null) })

const file = z.object({
  file_id: id,
  file_name: text,
  file_md5: text,
  file_size: number,
  file_type: text,
  asset_file_category: text,
  download_url: text,
  state: text,
  reason: text,
})
/** Structure AssetFileInfo. */
export type WireFile = z.output<typeof file>

/** Structure DigitalAssetInfo (4.1.2), and the answer of 4.1.5. */
export const wireAsset = z.object({
  project_id: text,
  asset_id: id,
  asset_name: text,
  asset_description: text,
  app_user_id: text,
  create_time: text,
  update_time: text,
  asset_type: text,
  asset_state: text,
  fail_type: text,
  reason: text,
  tags: texts,
  asset_extra_meta: object,
  system_properties: list(z.object({ key: id, value: text })),
  files: list(file),
  asset_order: number,
})
/** Structure DigitalAssetInfo. */
export type WireAsset = z.output<typeof wireAsset>

const summary = z.object({ asset_id: id, asset_name: text, asset_type: text, cover_url: text, thumbnail_url: text })
/** Structure DigitalAssetSummary. */
export type WireSummary = z.output<typeof summary>
/** The answer of 4.1.8. */
export const wireSummaries = z.object({ asset_list: z.array(summary) })

/** The body of IAM's answer to a request for a token. */
export const wireToken = z.object({ token: z.object({ expires_at: text }).nullish() })

/** The body of a live event callback (errata, section 7); `message` is a JSON string, in some copies of the document an object. */
export const wireCallback = z.object({ event_type: z.string().min(1), message: z.unknown().optional() })
