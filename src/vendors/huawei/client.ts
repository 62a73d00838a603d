import { createCircuit, type Circuit } from '../../transport/breaker.js'
import { createTransport } from '../../transport/http.js'
import { createCaller, parseJson, type Caller, type Line, type Protocol } from '../operation.js'
import { readAnswer } from './mapping/errors.js'
import type { HuaweiSettings } from './settings.js'
import { APP_USER_HEADER, signWithAccessKey } from './signature.js'
import { createTokenSource } from './token.js'

/** MetaStudio of one account. */
export interface HuaweiClient {
  /** Runs a row; the path's `project_id` is filled in. */
  call: Caller
  /** Whether the vendor is being asked at the moment. */
  circuit: Circuit
  close(): Promise<void>
}

/** Opens the client of an account. */
export function createHuaweiClient(settings: HuaweiSettings): HuaweiClient {
  const transport = createTransport()
  const circuit = createCircuit()
  const line: Line = { transport, circuit, rateLimiter: settings.rateLimiter }
  const call = createCaller(
    {
      vendor: 'HUAWEI',
      account: settings.slug,
      region: settings.region,
      endpoint: settings.endpoint,
      headers: ({ appUserId }): Record<string, string> => (appUserId === undefined ? {} : { [APP_USER_HEADER]: appUserId }),
      ...authentication(settings, line),
      readAnswer: (answer, operation) => readAnswer(answer, () => parseJson(answer, 'HUAWEI', operation), operation),
      requestId: ({ headers }) => headers['x-request-id'],
    },
    line,
  )
  return {
    call: (operation, input, context) => call(operation, { ...input, params: { project_id: settings.projectId, ...input.params } }, context),
    circuit,
    close: () => transport.close(),
  }
}

function authentication(settings: HuaweiSettings, line: Line): Pick<Protocol, 'authorize' | 'renew'> {
  const { auth, projectId, now = Date.now } = settings
  if ('accessKey' in auth) {
    return { authorize: () => Promise.resolve((request) => ({ headers: signWithAccessKey(request, auth, projectId, now()) })) }
  }
  const tokens = createTokenSource(settings, auth, line)
  return {
    async authorize(call) {
      const token = await tokens.current(call)
      return () => ({ headers: { 'X-Auth-Token': token } })
    },
    renew(refused) {
      tokens.drop(refused['X-Auth-Token'] ?? '')
      return true
    },
  }
}
