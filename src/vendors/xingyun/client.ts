import { createCircuit, type Circuit } from '../../transport/breaker.js'
import { createTransport } from '../../transport/http.js'
import { createCaller, parseJson, type Caller } from '../operation.js'
import { readAnswer } from './mapping.js'
import type { XingyunSettings } from './settings.js'
import { signWithAppKey } from './signature.js'

/** Xingyun of one account. */
export interface XingyunClient {
  call: Caller
  /** Whether the vendor is being asked at the moment. */
  circuit: Circuit
  close(): Promise<void>
}

/** Opens the client of an account. */
export function createXingyunClient(settings: XingyunSettings): XingyunClient {
  const { slug, endpoint, rateLimiter, now = Date.now } = settings
  const transport = createTransport()
  const circuit = createCircuit()
  const call = createCaller(
    {
      vendor: 'XINGYUN',
      account: slug,
      endpoint,
      authorize: () => Promise.resolve((request) => ({ headers: signWithAppKey(request, settings, now()) })),
      readAnswer: (answer, operation) => readAnswer(answer, () => parseJson(answer, 'XINGYUN', operation), operation),
    },
    { transport, circuit, rateLimiter },
  )
  return { call, circuit, close: () => transport.close() }
}
