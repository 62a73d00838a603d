import type { CallContext } from '../../domain/port.js'
import { createClient, type VendorClient } from '../client.js'
import { parseJson, type CallInput, type Operation } from '../operation.js'
import { readAnswer } from './mapping/errors.js'
import type { TencentSettings } from './settings.js'
import { signWithAppToken } from './signature.js'

/** Tencent Cloud AI Digital Human of one account. */
export interface TencentClient extends Pick<VendorClient, 'vitals'> {
  /**
   * Runs a row with its payload; the envelope is put around it and taken off the answer (calling methods, 4). `lane` as in
   * {@link CallInput}.
   */
  call: <T>(operation: Operation<T>, payload: object, call: CallContext, lane?: string) => Promise<T>
}

/** Opens the client of an account. */
export function createTencentClient(settings: TencentSettings): TencentClient {
  const { slug, endpoint, rateLimiter, reuse, now = Date.now } = settings
  const { call, vitals } = createClient(
    {
      vendor: 'TENCENT',
      account: slug,
      endpoint,
      authorize: () => Promise.resolve(() => ({ query: signWithAppToken(settings, now()) })),
      readAnswer: (answer, operation) => readAnswer(answer, () => parseJson(answer, 'TENCENT', operation), operation),
    },
    // No rate of any operation is documented but that of texts, which each session has for itself.
    { rateLimiter, reuse, operations: [] },
  )
  return { call: (operation, payload, context, lane) => call(operation, { body: { Header: {}, Payload: payload }, lane } satisfies CallInput, context), vitals }
}
