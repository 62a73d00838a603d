import { createHmac } from 'node:crypto'
import type { CallbackTarget } from '../deliveries.js'

/** How a callback proves its origin (CallBackConfig of 5.3.1, LiveEventCallBackConfig of 6.2.1). */
export type CallbackAuth = 'NONE' | 'MSS_A' | 'MSS_A_HEAD'
/** Whose callback it is: videos and live tasks name the signature's parameters differently. */
export type CallbackKind = 'live' | 'video'

const NAMES: Record<CallbackKind, { secret: string; time: string }> = {
  live: { secret: 'hwSecret', time: 'hwTime' },
  video: { secret: 'secret', time: 'time_stamp' },
}

/**
 * The URI that a callback's signature covers: host (with its port), path and, sorted by name, the query; no scheme
 * and nothing that the signature itself adds.
 */
export function signedUri(url: string): string {
  const { host, pathname, search } = new URL(url)
  const query = search.slice(1).split('&').filter((pair) => pair !== '')
  query.sort((one, other) => nameOf(one) < nameOf(other) ? -1 : nameOf(one) > nameOf(other) ? 1 : 0)
  return query.length > 0 ? `${host}${pathname}?${query.join('&')}` : `${host}${pathname}`
}

/** The secret of a callback: HMAC-SHA256 over URI and time, lower-case hex. `hexTime` is hexadecimal Unix seconds. */
export function callbackSecret(url: string, hexTime: string, key: string): string {
  return createHmac('sha256', key).update(signedUri(url) + hexTime).digest('hex')
}

/** The URL and headers of one delivery, signed for the moment `now` (milliseconds since 1970). */
export function signCallback(url: string, auth: CallbackAuth, key: string, now: number, kind: CallbackKind = 'live'): { url: string; headers: Record<string, string> } {
  if (auth === 'NONE') return { url, headers: {} }
  const hexTime = Math.floor(now / 1000).toString(16)
  const secret = callbackSecret(url, hexTime, key)
  if (auth === 'MSS_A_HEAD') return { url, headers: { 'x-hw-mss-secret': secret, 'x-hw-mss-time': hexTime } }
  const signed = new URL(url)
  const names = NAMES[kind]
  signed.search += `${signed.search === '' ? '?' : '&'}${names.secret}=${secret}&${names.time}=${hexTime}`
  return { url: signed.href, headers: {} }
}

/** Where a task's callbacks go, and how each is signed. */
export function callbackTarget(url: string, auth: CallbackAuth, key: string, kind: CallbackKind): CallbackTarget {
  return { url, sign: (now) => signCallback(url, auth, key, now, kind) }
}

function nameOf(pair: string): string {
  return pair.split('=', 1)[0] ?? ''
}
