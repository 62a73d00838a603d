import { createClient, type VendorClient } from '../client.js'
import { parseJson, type Operation } from '../operation.js'
import { refusesToken } from './mapping/error-codes.js'
import { readAnswer } from './mapping/errors.js'
import type { Operations } from './operations.js'
import type { SenseTimeSettings } from './settings.js'
import { createTokenSource } from './token.js'

/** Opens the client of a SenseTime account. */
export function createSenseTimeClient(settings: SenseTimeSettings, operations: Operations): VendorClient {
  const { slug, endpoint, rateLimiter, reuse } = settings
  return createClient(
    (line) => {
      const tokens = createTokenSource(settings, operations, line.beside())
      return {
        vendor: 'SENSETIME',
        account: slug,
        endpoint,
        async authorize(call) {
          const token = await tokens.current(call)
          return () => ({ headers: { authorization: `Bearer ${token}` } })
        },
        expired: ({ details }) => refusesToken(details.vendorCode),
        renew(refused) {
          tokens.drop((refused.authorization ?? '').replace(/^Bearer /, ''))
          return true
        },
        readAnswer: (answer, operation) => readAnswer(answer, () => parseJson(answer, 'SENSETIME', operation), operation),
      }
    },
    { rateLimiter, reuse, operations: Object.values(operations).filter((operation): operation is Operation => operation !== undefined) },
  )
}
