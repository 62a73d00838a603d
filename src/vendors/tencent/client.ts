import { createCircuit, type Circuit } from '../../transport/breaker.js'
import { createTransport } from '../../transport/http.js'
import type { CallContext } from '../../domain/port.js'
import { createCaller, parseJson, type Operation } from '../operation.js'
import { readAnswer } from './mapping/errors.js'
import type { TencentSettings } from './settings.js'
import { signWithAppToken } from './signature.js'

/** Tencent Cloud AI Digital Human of one account. */
export interface TencentClient {
  /** Runs a row with its payload; the envelope is put around it and taken off the answer (calling methods, 4). */
  call: <T>(operation: Operation<T>, payload: object, call: CallContext) => Promise<T>
  /** Whether the vendor is being asked at the moment. */
  circuit: Circuit
  close(): Promise<void>
}

/** Opens the client of an account. */
export function createTencentClient(settings: TencentSettings): TencentClient {
  const { slug, endpoint, rateLimiter, now = Date.now } = settings
  const transport = createTransport()
  const circuit = createCircuit()
  const call = createCaller(
    {
      vendor: 'TENCENT',
      account: slug,
      endpoint,
      authorize: () => Promise.resolve(() => ({ query: signWithAppToken(settings, now()) })),
      readAnswer: (answer, operation) => readAnswer(answer, () => parseJson(answer, 'TENCENT', operation), operation),
    },
    { transport, circuit, rateLimiter },
  )
  return { call: (operation, payload, context) => call(operation, { body: { Header: {}, Payload: payload } }, context), circuit, close: () => transport.close() }
}
