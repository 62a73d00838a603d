import { hash, timingSafeEqual } from 'node:crypto'
import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import { checkAppUserId } from '../domain/app-user.js'
import { AvatarGraphError, type ErrorDetails } from '../domain/errors.js'
import type { Caller, CallerRole } from '../graph/access.js'

/** Who may call, as configured. */
export interface AuthSettings {
  apiKeys: readonly { name: string; role: CallerRole; sha256: string }[]
  jwt?: { jwksUrl: string; issuer: string; audience: string }
}

/** Finds out who sends a request from its `authorization` text; throws UNAUTHENTICATED or FORBIDDEN. */
export type Authenticate = (authorization: string | undefined) => Promise<Caller>

/** Signatures by public key only: with a shared secret, whoever can check a token could make one; `none` is no signature. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

/** Roles of a token from the mightiest down: of several, the first found here counts. */
const TOKEN_ROLES: readonly CallerRole[] = ['admin', 'operator', 'viewer', 'relay']

/** The claim that binds a token to one third-party user. */
const APP_USER_CLAIM = 'app_user_id'

/** Seconds that a token issuer's clock may differ from ours. */
const CLOCK_TOLERANCE = 30

/** Whoever can reach an open graph; configuration allows that on a loopback address outside production only. */
const ANYONE: Caller = { name: 'anyone on this machine', role: 'admin', authenticated: false }

const unauthenticated = (message: string, details?: ErrorDetails) => new AvatarGraphError('UNAUTHENTICATED', message, details)

/** Makes the authentication of this deployment; with no caller configured, everyone who can reach it is an administrator. */
export function createAuthenticate({ apiKeys, jwt }: AuthSettings): Authenticate {
  if (!apiKeys.length && !jwt) return async () => ANYONE
  const keys = apiKeys.map(({ name, role, sha256 }) => ({ caller: { name, role, authenticated: true }, digest: Buffer.from(sha256, 'hex') }))
  const readToken = jwt && tokenReader(jwt)

  return async (authorization) => {
    const [, credential] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? []
    if (!credential) {
      throw unauthenticated(`Expected the header "Authorization: Bearer …" with an API key${jwt ? ' or a token' : ''} (over WebSocket the same text as connectionParams.authorization), got ${authorization === undefined ? 'none' : 'something else'}.`)
    }
    // All keys are compared, so that the time taken tells nothing about which came close.
    const digest = hash('sha256', credential, 'buffer')
    let found: Caller | undefined
    for (const key of keys) if (timingSafeEqual(key.digest, digest)) found = key.caller
    if (found) return found
    if (readToken && credential.split('.').length === 3) return readToken(credential)
    throw unauthenticated('The API key is not known here. It may have been rotated: ask whoever runs this AvatarGraph for a current one.')
  }
}

/**
 * The caller, acting for the third-party user that it names: by the header `x-app-user-id`, or over WebSocket as
 * `connectionParams.appUserId`; `where` says which. A token that is bound to a user acts for that one alone: FORBIDDEN
 * for another. BAD_USER_INPUT for what cannot be a user's id.
 */
export function actingFor(caller: Caller, given: unknown, where: string): Caller {
  if (given === undefined || given === null) return caller
  const appUserId = checkAppUserId(given, where)
  if (caller.appUserId !== undefined && caller.appUserId !== appUserId) {
    throw new AvatarGraphError('FORBIDDEN', `The ${where} names another user than the token's claim "${APP_USER_CLAIM}", and the token may act for that one alone. Leave the ${where} out.`)
  }
  return { ...caller, appUserId }
}

function tokenReader({ jwksUrl, issuer, audience }: NonNullable<AuthSettings['jwt']>) {
  const keySet = createRemoteJWKSet(new URL(jwksUrl))
  return async (token: string): Promise<Caller> => {
    const { payload } = await jwtVerify(token, keySet, { issuer, audience, algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE, requiredClaims: ['exp'] }).catch(
      (error: unknown) => {
        throw unauthenticated(tokenMessage(error), { cause: error, ...(keysAreAway(error) && { retryable: true }) })
      },
    )
    const claimed = ([] as unknown[]).concat(payload.roles ?? [])
    const role = TOKEN_ROLES.find((known) => claimed.includes(known))
    if (!role) throw new AvatarGraphError('FORBIDDEN', `Expected one of the roles ${TOKEN_ROLES.join(', ')} in the token's claim "roles", found none.`)
    const expiresAt = ((payload.exp ?? 0) + CLOCK_TOLERANCE) * 1000
    const caller = { name: payload.sub ?? 'token without a subject', role, authenticated: true, expiresAt }
    const appUser = payload[APP_USER_CLAIM]
    return appUser === undefined ? caller : { ...caller, appUserId: checkAppUserId(appUser, `token's claim "${APP_USER_CLAIM}"`) }
  }
}

/** What jose says of an answer that is no key set. */
const NO_KEY_SET = ['ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID', 'ERR_JWKS_TIMEOUT']

/** Whether it is not the token's fault: its issuer's keys cannot be had. */
const keysAreAway = (error: unknown) => !(error instanceof errors.JOSEError) || NO_KEY_SET.includes(error.code)

function tokenMessage(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired. Get a new one.'
  if (error instanceof errors.JWTClaimValidationFailed) return `The token was refused: its claim "${error.claim}" is not what is expected here.`
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The token was refused: it is not signed with an asymmetric algorithm.'
  if (keysAreAway(error)) return "The token could not be checked: its issuer's keys cannot be fetched just now. Try again."
  return 'The token was refused: it is not one signed by a key of its issuer.'
}
