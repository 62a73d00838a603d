import type { CallContext } from '../../domain/port.js'
import { createShared } from '../../transport/shared.js'
import { z } from 'zod'
import type { AccountLine } from '../client.js'
import { createCaller, malformed, parseJson, type Operation, type Protocol } from '../operation.js'
import { readAnswer } from './mapping/errors.js'
import { time } from './mapping/words.js'
import type { HuaweiSettings, IamUser } from './settings.js'
import { wireToken } from './wire.js'

/** The life of a token whose answer does not tell it (errata, section 11). */
const DEFAULT_LIFE_MS = 24 * 60 * 60 * 1_000
/** Which part of its life a token has behind it when the next one is fetched, while it still serves. */
const RENEW_AFTER = 0.9
/** Which part of its life a token has behind it when it is no longer used: on its way it must not run out. */
const RETIRE_AFTER = 0.98

/** The request for a token (API reference 3.2; the answer's header `X-Subject-Token` carries it). */
const obtainToken = {
  name: 'obtainToken',
  section: '3.2',
  method: 'POST',
  path: '/v3/auth/tokens',
  retry: 'READ',
  success: 201,
  answer: z.object({ token: z.string().min(1), expiresAt: z.date().nullable() }),
} as const satisfies Operation

interface Token {
  value: string
  renewAt: number
  retireAt: number
}

/** The token of one IAM user: cached for its life, renewed before it ends, by one request at a time. */
export interface TokenSource {
  /** The token to use now. Throws as a vendor call does when there is none and none can be had. */
  current(call: CallContext): Promise<string>
  /** Forgets a token that the vendor refused; another one, fetched since, is kept. */
  drop(refused: string): void
}

/** Makes the token source of an account. */
export function createTokenSource(settings: HuaweiSettings, user: IamUser, line: AccountLine): TokenSource {
  const now = settings.now ?? Date.now
  const protocol: Protocol = {
    vendor: 'HUAWEI',
    account: settings.slug,
    endpoint: user.iamEndpoint,
    authorize: () => Promise.resolve(() => ({})),
    readAnswer(answer, operation) {
      const body = wireToken.safeParse(readAnswer(answer, () => parseJson(answer, 'HUAWEI', operation), operation))
      const token = answer.headers['x-subject-token']
      if (!token) throw malformed('HUAWEI answered a request for a token without the header X-Subject-Token.')
      return { token, expiresAt: time(body.data?.token?.expires_at) }
    },
  }
  const ask = createCaller(protocol, line.beside())

  let token: Token | undefined
  const renew = createShared({ vendor: 'HUAWEI', account: settings.slug }, async (call) => {
    const asked = now()
    const { token: value, expiresAt } = await ask(obtainToken, { body: requestBody(user, settings.projectId) }, call)
    const life = expiresAt && expiresAt.getTime() > asked ? expiresAt.getTime() - asked : DEFAULT_LIFE_MS
    token = { value, renewAt: asked + life * RENEW_AFTER, retireAt: asked + life * RETIRE_AFTER }
    return token
  })

  return {
    async current(call) {
      if (!token || now() >= token.retireAt) return (await renew(call)).value
      // A renewal that fails is no harm yet: the next call tries again while this token lasts.
      if (now() >= token.renewAt) renew(call).catch(() => undefined)
      return token.value
    },
    drop(refused) {
      if (token?.value === refused) token = undefined
    },
  }
}

const requestBody = ({ domain, user, password }: IamUser, projectId: string) => ({
  auth: {
    identity: { methods: ['password'], password: { user: { name: user, password, domain: { name: domain } } } },
    scope: { project: { id: projectId } },
  },
})
