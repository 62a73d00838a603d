import { createClient, type VendorClient } from '../client.js'
import { parseJson } from '../operation.js'
import { readAnswer } from './mapping.js'
import { operations } from './operations.js'
import type { XingyunSettings } from './settings.js'
import { signWithAppKey } from './signature.js'

/** Opens the client of a Xingyun account. */
export function createXingyunClient(settings: XingyunSettings): VendorClient {
  const { slug, endpoint, rateLimiter, reuse, now = Date.now } = settings
  return createClient(
    {
      vendor: 'XINGYUN',
      account: slug,
      endpoint,
      authorize: () => Promise.resolve((request) => ({ headers: signWithAppKey(request, settings, now()) })),
      readAnswer: (answer, operation) => readAnswer(answer, () => parseJson(answer, 'XINGYUN', operation), operation),
    },
    { rateLimiter, reuse, operations: Object.values(operations) },
  )
}
