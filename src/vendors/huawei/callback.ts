import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { CallbackRefusal, type RawCallback, type VerifiedCallback } from '../../domain/port.js'

/** How old a callback may be, and how far ahead of our clock. */
export const CALLBACK_WINDOW_MS = 5 * 60_000

/** What a callback is checked against. */
export interface CallbackTrust {
  account: string
  /** The URL that was given to the vendor, as it was given; undefined when none was. */
  url: string | undefined
  /** Any of these may have signed. */
  keys: readonly string[]
}

/**
 * Checks a live callback (6.2.1, LiveEventCallBackConfig; errata, section 7): MSS_A carries `hwSecret` and `hwTime` in
 * the query, MSS_A_HEAD `x-hw-mss-secret` and `x-hw-mss-time` in headers. Signed are the configured URL and the time,
 * not the body, which is why the window is short and why the body is part of the replay key. `now` in epoch ms.
 * Throws CallbackRefusal UNAUTHENTICATED.
 */
export function verifyCallback(raw: RawCallback, { account, url, keys }: CallbackTrust, now: number): VerifiedCallback {
  const { secret, time } = credentials(raw)
  if (secret === undefined || time === undefined) {
    throw refused('The callback is not signed: expected the headers x-hw-mss-secret and x-hw-mss-time, or the query parameters hwSecret and hwTime.')
  }
  if (url === undefined) throw refused('The callback cannot be checked: this deployment has no public URL that was given to the vendor.')
  if (!/^[0-9a-f]{1,12}$/i.test(time)) throw refused('The time of the callback is not one: expected Unix seconds in hexadecimal.')
  if (!signedByAny(keys, signedUri(url) + time, secret)) {
    throw refused(`The signature of the callback is wrong for ${url}: expected the HMAC-SHA256 of that URL and the time, under one of ${keys.length} configured keys. Check the key and PUBLIC_URL.`)
  }
  const signedAt = new Date(parseInt(time, 16) * 1_000)
  const age = now - signedAt.getTime()
  if (Math.abs(age) > CALLBACK_WINDOW_MS) {
    const off = `${Math.abs(Math.round(age / 1_000))} s ${age > 0 ? 'ago' : 'ahead'}`
    throw refused(`The callback was signed ${off}, at most ${CALLBACK_WINDOW_MS / 1_000} s are accepted. Check the clocks.`)
  }
  const replayKey = createHash('sha256').update(JSON.stringify([account, raw.kind, time, secret])).update('\n').update(raw.body).digest('hex')
  return { ...raw, signedAt, replayKey } as VerifiedCallback
}

/** What is signed of a URL: host, path and query, the parameters sorted by name, without the scheme. */
export function signedUri(url: string): string {
  const [address = '', query] = url.replace(/^[a-z]+:\/\//i, '').split('?', 2)
  if (query === undefined) return address
  const byName = (a: string, b: string) => (nameOf(a) < nameOf(b) ? -1 : Number(nameOf(a) > nameOf(b)))
  return `${address}?${query.split('&').sort(byName).join('&')}`
}

const nameOf = (pair: string) => pair.split('=', 1)[0] ?? ''

function credentials({ headers, query }: RawCallback): { secret?: string; time?: string } {
  const inHeaders = { secret: headers['x-hw-mss-secret'], time: headers['x-hw-mss-time'] }
  return inHeaders.secret !== undefined || inHeaders.time !== undefined ? inHeaders : { secret: query['hwSecret'], time: query['hwTime'] }
}

/** Always computes all keys, so that the time taken tells nothing of which one came close. */
function signedByAny(keys: readonly string[], signed: string, secret: string): boolean {
  const given = /^[0-9a-f]{64}$/.test(secret) ? Buffer.from(secret, 'hex') : undefined
  const matches = keys.map((key) => {
    const expected = createHmac('sha256', key).update(signed).digest()
    return timingSafeEqual(expected, given ?? Buffer.alloc(expected.length)) && given !== undefined
  })
  return matches.includes(true)
}

const refused = (message: string) => new CallbackRefusal('UNAUTHENTICATED', message)
