import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Call } from '../call.js'

const CLOCK_WINDOW_S = 5 * 60

/** `a=1&b=2`, sorted by name, in bytes and without any encoding (section 3.2 of "aPaaS API Calling Methods"). */
export function originalText(parameters: Iterable<readonly [name: string, value: string]>): string {
  return [...parameters].sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other))).map(([name, value]) => `${name}=${value}`).join('&')
}

/** Base64 of the HMAC-SHA256 over a text: of the access token over a query, or of the sign key over a live-room callback's. */
export function hmacBase64(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64')
}

/**
 * Why the query of a call is not accepted, or null when it is. Everything in it but `signature` is signed; the body is not.
 * Read as a form, so that a `+` that was not encoded is a space: the "intermittent" failure that the document warns of.
 */
export function queryProblem({ search, now }: Pick<Call, 'search' | 'now'>, appKey: string, accessToken: string): string | null {
  const query = [...new URLSearchParams(search)]
  const once = (name: string): string | undefined => {
    const values = query.filter(([other]) => other === name)
    return values.length === 1 ? values[0]?.[1] : undefined
  }
  const [key, timestamp, signature] = [once('appkey'), once('timestamp'), once('signature')]
  if (key === undefined || timestamp === undefined || signature === undefined) return 'appkey, timestamp and signature must each be in the query once'
  if (key !== appKey) return 'the appkey is unknown'
  if (!/^\d{10}$/.test(timestamp)) return 'timestamp is not Unix time in seconds'
  const age = Math.floor(now / 1000) - Number(timestamp)
  if (Math.abs(age) > CLOCK_WINDOW_S) return `timestamp is ${age} s from the vendor's clock, ${CLOCK_WINDOW_S} s are allowed`
  const expected = Buffer.from(hmacBase64(accessToken, originalText(query.filter(([name]) => name !== 'signature'))))
  const sent = Buffer.from(signature)
  return sent.length === expected.length && timingSafeEqual(sent, expected) ? null : 'the signature does not match'
}
