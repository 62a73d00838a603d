import { z } from 'zod'
import { list, text, texts } from '../wire.js'
import { errorInfo, id } from './wire.js'

/** The answer of 4.1.1. */
export const wireCreatedAsset = z.object({ asset_id: id })

/** The answer of 4.1.7. */
export const wireActionResults = z.object({ results: list(z.object({ ret_status: text, asset_ids: texts, error_info: errorInfo })) })
/** The answer of 4.1.7. */
export type WireActionResults = z.output<typeof wireActionResults>

/** The answer of 4.1.9 and the body of 4.1.10: opaque, passed on as it is. `key_id` comes as a text or a number (errata, section 4). */
export const wireReplication = z.looseObject({ asset_id: id, asset_info: z.string().min(1), encryption_info: z.looseObject({}) })

/** The answer of 4.2.1. */
export const wireFileUpload = z.object({ file_id: id, upload_url: z.string().min(1) })
/** The answer of 4.2.4. */
export const wireLargeFileUpload = z.object({ file_id: id, upload_urls: z.array(z.string().min(1)).min(1) })
