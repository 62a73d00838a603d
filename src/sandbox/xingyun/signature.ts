import { createHash, timingSafeEqual } from 'node:crypto'
import type { Call } from '../call.js'

const CLOCK_WINDOW_S = 60

/**
 * Python's `json.dumps(data, sort_keys=True).replace(' ', '')`, which the document signs: keys sorted at every depth,
 * everything beyond printable ASCII as `\uXXXX`, every space gone, inside strings too. (JavaScript cannot tell 1.0 from 1.)
 */
export function sortedJson(data: unknown): string {
  return JSON.stringify(sortKeys(data))
    .replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll(' ', '')
}

/** X-TOKEN (section 1.1): MD5 over lower(path with query) + lower(method) + data + secret + timestamp, lower-case hex. */
export function xToken(pathWithQuery: string, method: string, data: unknown, secret: string, timestamp: string): string {
  return createHash('md5').update(pathWithQuery.toLowerCase() + method.toLowerCase() + sortedJson(data) + secret + timestamp).digest('hex')
}

/** Why the three headers of a call are not accepted, or null when they are. A call without a body is signed with `{}`. */
export function tokenProblem(call: Call, appId: string, appSecret: string): string | null {
  const { 'x-app-id': id, 'x-timestamp': timestamp, 'x-token': token } = call.headers
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof token !== 'string') return 'X-APP-ID, X-TIMESTAMP and X-TOKEN must each be sent once'
  if (id !== appId) return 'X-APP-ID is unknown'
  if (!/^\d{10}$/.test(timestamp)) return 'X-TIMESTAMP is not Unix time in seconds'
  const age = Math.floor(call.now / 1000) - Number(timestamp)
  if (Math.abs(age) > CLOCK_WINDOW_S) return `X-TIMESTAMP is ${age} s old, ${CLOCK_WINDOW_S} s are allowed`
  const data = bodyData(call.rawBody)
  if (data === undefined) return 'the body is not a JSON object'
  const pathWithQuery = call.search === '' ? call.path : `${call.path}?${call.search}`
  const expected = Buffer.from(xToken(pathWithQuery, call.method, data, appSecret, timestamp))
  const sent = Buffer.from(token)
  return sent.length === expected.length && timingSafeEqual(sent, expected) ? null : 'X-TOKEN does not match'
}

function bodyData(raw: Buffer): object | undefined {
  if (raw.length === 0) return {}
  try {
    const data: unknown = JSON.parse(raw.toString('utf8'))
    return typeof data === 'object' && data !== null && !Array.isArray(data) ? data : undefined
  } catch {
    return undefined
  }
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
  return Object.fromEntries(entries.map(([name, inner]) => [name, sortKeys(inner)]))
}
