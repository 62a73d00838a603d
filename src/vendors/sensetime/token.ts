import { hash } from 'node:crypto'
import { z } from 'zod'
import { AvatarGraphError } from '../../domain/errors.js'
import type { CallContext } from '../../domain/port.js'
import type { Credential } from '../../transport/credentials.js'
import { createShared } from '../../transport/shared.js'
import { createCaller, parseJson, type Line, type Protocol } from '../operation.js'
import { readAnswer } from './mapping/errors.js'
import type { Operations } from './operations.js'
import type { SenseTimeSettings } from './settings.js'
import { signForToken } from './signature.js'
import type { WireToken } from './wire.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** The life of a token (page 8), where its answer does not tell it. */
const DEFAULT_LIFE = 8 * HOUR
/** The age at which the vendor advises to renew a token (page 8). */
const RENEW_AT_AGE = 3.5 * HOUR
/** The least age at which a token can be refreshed (page 8, code 60112161). */
const REFRESHABLE_AT_AGE = 3 * HOUR
/** Which part of its life a token of a shorter life has behind it when it is renewed. */
const RENEW_AFTER = 0.9
/** Which part of its life a token has behind it when it is no longer used: on its way it must not run out. */
const RETIRE_AFTER = 0.98
/** How long a token that serves is left alone after the vendor found its renewal too soon. */
const PAUSE = 15 * MINUTE
const TOO_SOON = '60112161'

/** Times in epoch ms. */
const keptToken = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1).nullable(),
  obtainedAt: z.number(),
  renewAt: z.number(),
  retireAt: z.number(),
  /** When the refresh token ends; null where the vendor did not say. */
  refreshEndsAt: z.number().nullable(),
})
type Token = z.output<typeof keptToken>

/** The token of one account: the same for all replicas that share their credentials, renewed by one of them at a time. */
export interface TokenSource {
  /** The token to use now. Throws as a vendor call does when there is none and none can be had. */
  current(call: CallContext): Promise<string>
  /** Forgets a token that the vendor refused; another one, fetched since, is kept. */
  drop(refused: string): void
}

/**
 * Makes the token source of an account. At most two tokens of an account are valid at once, so a token is fetched by
 * signature only when there is none, and refreshed at the age that the vendor advises, while it still serves.
 */
export function createTokenSource(settings: SenseTimeSettings, operations: Operations, line: Line): TokenSource {
  const { slug, endpoint, appId, credentials, now = Date.now } = settings
  const source = { vendor: 'SENSETIME', account: slug } as const
  // Its answer holds personal data: nothing but the tokens is read of it, and nothing of it is ever logged.
  const askAs = (headers: Record<string, string>) => {
    const protocol: Protocol = { ...source, endpoint, authorize: () => Promise.resolve(() => ({ headers })), readAnswer: (answer, operation) => readAnswer(answer, () => parseJson(answer, 'SENSETIME', operation), operation) }
    return createCaller(protocol, line)
  }
  const name = hash('sha256', JSON.stringify([endpoint, appId]))

  let token: Token | undefined
  let lastRefused: string | undefined

  async function byRefresh({ refreshToken }: Token, call: CallContext): Promise<Token> {
    const asked = now()
    const answer = await askAs({ authorization: `Bearer ${refreshToken}` })(operations.refreshToken, { body: { appId, grantType: 'refreshToken' } }, call)
    return tokenOf({ ...answer, refreshToken: answer.refreshToken ?? refreshToken }, asked)
  }
  async function bySignature(call: CallContext): Promise<Token> {
    const asked = now()
    return tokenOf(await askAs({})(operations.obtainToken, { body: signForToken(settings, asked) }, call), asked)
  }

  async function next(known: Token | undefined, call: CallContext): Promise<Token> {
    if (!known) return bySignature(call)
    try {
      return isRefreshable(known, now()) ? await byRefresh(known, call) : await bySignature(call)
    } catch (error) {
      if (!(error instanceof AvatarGraphError)) throw error
      if (error.details.vendorCode === TOO_SOON) return { ...known, renewAt: now() + PAUSE }
      // A refresh token that is no longer taken has no second chance; what passes is tried again by the next call.
      if (error.code === 'VENDOR_AUTH' && isRefreshable(known, now())) return bySignature(call)
      throw error
    }
  }

  const renew = createShared(source, async (call) => {
    const { value } = await credentials.renew(name, call.deadline, async (kept): Promise<Credential<Token>> => {
      const [known] = [keptToken.safeParse(kept).data, token]
        .filter((it) => it !== undefined && it.accessToken !== lastRefused && now() < it.retireAt)
        .sort((one, other) => (other?.obtainedAt ?? 0) - (one?.obtainedAt ?? 0))
      const settled = known && now() < known.renewAt ? known : await next(known, call)
      return { value: settled, expiresAt: settled.retireAt }
    })
    return (token = value)
  })

  return {
    async current(call) {
      if (!token || now() >= token.retireAt) return (await renew(call)).accessToken
      // A renewal that fails is no harm yet: the next call tries again while this token lasts.
      if (now() >= token.renewAt) renew(call).catch(() => undefined)
      return token.accessToken
    },
    drop(refused) {
      if (token?.accessToken !== refused) return
      lastRefused = refused
      token = undefined
    },
  }
}

function tokenOf({ accessToken, expiresIn, refreshToken, refreshTokenExpiresIn }: WireToken, asked: number): Token {
  const life = expiresIn ? expiresIn * 1_000 : DEFAULT_LIFE
  return {
    accessToken,
    refreshToken: refreshToken ?? null,
    obtainedAt: asked,
    renewAt: asked + Math.min(RENEW_AT_AGE, life * RENEW_AFTER),
    retireAt: asked + life * RETIRE_AFTER,
    refreshEndsAt: refreshTokenExpiresIn == null ? null : asked + refreshTokenExpiresIn * 1_000,
  }
}

const isRefreshable = ({ refreshToken, obtainedAt, refreshEndsAt }: Token, now: number) =>
  refreshToken !== null && now - obtainedAt >= REFRESHABLE_AT_AGE && (refreshEndsAt === null || now < refreshEndsAt)
