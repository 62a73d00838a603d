import type { Call } from '../call.js'
import { ERRORS, refusal } from './errors.js'

const CHINESE = /\p{Script=Han}/u

/**
 * The third-party user for whom a call is made (header X-App-UserId, 1-256 characters, none of them Chinese); undefined
 * when it is the tenant itself. Throws the vendor's 400 for a header that is not one.
 */
export function appUserOf(call: Call): string | undefined {
  const header = call.headers['x-app-userid']
  if (header === undefined) return undefined
  // Node reads header bytes as Latin-1; a client that sends Chinese sends UTF-8.
  const user = Buffer.from(String(header), 'latin1').toString('utf8')
  if (user.length < 1 || user.length > 256 || CHINESE.test(user)) throw refusal(ERRORS.invalid, 'X-App-UserId: expected 1 to 256 characters without Chinese')
  return user
}

/** Whether a caller sees something: the tenant sees all, a third-party user what is its own or nobody's. */
export function visibleTo(user: string | undefined, owner: string | undefined): boolean {
  return user === undefined || owner === undefined || owner === user
}
