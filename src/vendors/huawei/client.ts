import { createClient, type AccountLine, type VendorClient } from '../client.js'
import { parseJson, type Protocol } from '../operation.js'
import { readAnswer } from './mapping/errors.js'
import { HUAWEI_OPERATIONS } from './operations/all.js'
import type { HuaweiSettings } from './settings.js'
import { APP_USER_HEADER, signWithAccessKey } from './signature.js'
import { createTokenSource } from './token.js'

/** Opens the client of an account; the `project_id` of each path is filled in. */
export function createHuaweiClient(settings: HuaweiSettings): VendorClient {
  const { slug, region, endpoint, projectId, rateLimiter, reuse } = settings
  const { call, vitals } = createClient(
    (line) => ({
      vendor: 'HUAWEI',
      account: slug,
      region,
      endpoint,
      headers: ({ appUserId }): Record<string, string> => (appUserId === undefined ? {} : { [APP_USER_HEADER]: appUserId }),
      ...authentication(settings, line),
      readAnswer: (answer, operation) => readAnswer(answer, () => parseJson(answer, 'HUAWEI', operation), operation),
      requestId: ({ headers }) => headers['x-request-id'],
    }),
    { rateLimiter, reuse, operations: HUAWEI_OPERATIONS },
  )
  return { call: (operation, input, context) => call(operation, { ...input, params: { project_id: projectId, ...input.params } }, context), vitals }
}

function authentication(settings: HuaweiSettings, line: AccountLine): Pick<Protocol, 'authorize' | 'renew'> {
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
