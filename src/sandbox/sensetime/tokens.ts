import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Answer, Call } from '../call.js'
import { ACCOUNT_PROBLEMS, CREDENTIALS, describeAccount, type Account } from './account.js'
import { readInput } from './body.js'
import { ERRORS, refusal, success } from './errors.js'
import type { Unconfirmed } from './unconfirmed.js'

const LIFE_MS = 8 * 3600 * 1000
const MOST_VALID = 2
const REFRESH_HOURS = 3

const REQUEST = z.object({ appId: z.string().optional(), timestamp: z.union([z.string(), z.number()]).optional(), sign: z.string().optional(), grantType: z.string().optional() })

/** The `sign` of a token request: MD5 over appId, timestamp and appKey with nothing between, lower-case hex. */
export function tokenSign(appId: string, timestamp: string, appKey: string): string {
  return createHash('md5').update(appId + timestamp + appKey).digest('hex')
}

/** Gives out tokens ("Third-Party System Access Login", "User Token Refresh") and knows them again. */
export class Tokens {
  readonly #account: Account
  readonly #unconfirmed: Unconfirmed
  /** When each access token ends, oldest first; a token that was pushed out is not in it. */
  readonly #access = new Map<string, number>()
  readonly #refresh = new Map<string, { expiresAt: number; usedAt: number }>()

  constructor(account: Account, unconfirmed: Unconfirmed) {
    this.#account = account
    this.#unconfirmed = unconfirmed
  }

  /** A token for a signature. The timestamp may be seconds or milliseconds, a string or a number: clients of both kinds are known. */
  issue(call: Call): Answer {
    const { appId, timestamp: given, sign, grantType } = readInput(REQUEST, call)
    this.#checkApp(appId, grantType, 'sign')
    const timestamp = String(given ?? '')
    if (!/^(\d{10}|\d{13})$/.test(timestamp)) throw refusal(ERRORS.invalid, 'timestamp: expected Unix time in seconds or milliseconds')
    const age = call.now - Number(timestamp) * (timestamp.length === 10 ? 1000 : 1)
    const tolerance = this.#unconfirmed.clockToleranceMs
    if (tolerance !== null && Math.abs(age) > tolerance) throw refusal(ERRORS.badSign, `timestamp: ${age} ms old, ${tolerance} ms are allowed`)
    if (sign !== tokenSign(CREDENTIALS.appId, timestamp, CREDENTIALS.appKey)) throw refusal(ERRORS.badSign, 'the sign does not match')
    this.#checkAccount()
    const refreshToken = this.#newRefreshToken(call.now)
    return success({ ...this.#grant(refreshToken, call.now), ...describeAccount(this.#account) })
  }

  /** A new access token for a refresh token in `Authorization`, no sooner than three hours after the last one. */
  renew(call: Call): Answer {
    const given = bearerOf(call)
    const { appId, grantType } = readInput(REQUEST, call)
    this.#checkApp(appId, grantType, 'refreshToken')
    const known = this.#refresh.get(given)
    if (!known) throw refusal(ERRORS.badToken, 'the refresh token is unknown')
    if (call.now >= known.expiresAt) throw refusal(ERRORS.authorizationExpired, 'the refresh token has expired')
    this.#checkAccount()
    const since = call.now - known.usedAt
    if (since < REFRESH_HOURS * 3600 * 1000) throw refusal(ERRORS.refreshedTooOften, `${Math.floor(since / 1000)} s after the last token`, REFRESH_HOURS)
    known.usedAt = call.now
    if (!this.#unconfirmed.refreshRotates) return success(this.#grant(given, call.now))
    this.#refresh.delete(given)
    return success(this.#grant(this.#newRefreshToken(call.now), call.now))
  }

  /** Throws unless the call carries an access token that is valid now. */
  authorize(call: Call): void {
    const expiresAt = this.#access.get(bearerOf(call))
    if (expiresAt === undefined) throw refusal(ERRORS.badToken, 'the access token is unknown, or two newer ones pushed it out')
    if (call.now >= expiresAt) throw refusal(ERRORS.authorizationExpired, 'the access token has expired')
    this.#checkAccount()
  }

  /** Ends all access tokens at once, as time would; with `refreshTokens` those too. */
  expire({ refreshTokens = false }: { refreshTokens?: boolean } = {}): void {
    for (const token of this.#access.keys()) this.#access.set(token, -Infinity)
    if (refreshTokens) for (const token of this.#refresh.values()) token.expiresAt = -Infinity
  }

  #grant(refreshToken: string, now: number): Record<string, unknown> {
    const accessToken = newToken()
    this.#access.set(accessToken, now + LIFE_MS)
    const [oldest] = this.#access.keys()
    if (this.#access.size > MOST_VALID && oldest !== undefined) this.#access.delete(oldest)
    const left = Math.floor(((this.#refresh.get(refreshToken)?.expiresAt ?? now) - now) / 1000)
    return { accessToken, expiresIn: LIFE_MS / 1000, refreshToken, refreshTokenExpiresIn: left }
  }

  #newRefreshToken(now: number): string {
    const token = newToken()
    this.#refresh.set(token, { expiresAt: now + this.#unconfirmed.refreshTokenLife * 1000, usedAt: now })
    return token
  }

  #checkApp(appId: string | undefined, grantType: string | undefined, expected: string): void {
    if (appId === undefined || appId === '') throw refusal(ERRORS.noAppId, 'there is no appId')
    if (grantType !== expected) throw refusal(ERRORS.grantType, `grantType: expected ${expected}`)
    if (appId !== CREDENTIALS.appId) throw refusal(ERRORS.unknownApp, 'the appId is unknown')
  }

  #checkAccount(): void {
    const { state } = this.#account
    if (state !== 'active') throw refusal(ACCOUNT_PROBLEMS[state], `the account is ${state}`)
  }
}

/** The token of `Authorization: Bearer <token>`. */
function bearerOf({ headers: { authorization } }: Call): string {
  if (authorization === undefined || authorization === '') throw refusal(ERRORS.noAuthorization, 'there is no Authorization')
  const [, token] = /^Bearer (\S+)$/.exec(authorization) ?? []
  if (token === undefined) throw refusal(ERRORS.unparsedAuthorization, 'Authorization: expected Bearer and a token')
  return token
}

function newToken(): string {
  return `sandbox.${randomBytes(48).toString('base64url')}`
}
