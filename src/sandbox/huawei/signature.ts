import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Call } from '../call.js'

const AUTHORIZATION = /^SDK-HMAC-SHA256 Access=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/
const SDK_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/
const CLOCK_WINDOW_MS = 15 * 60 * 1000
const MUST_BE_SIGNED = ['host', 'x-sdk-date']

/** The parts of a call that the AK/SK signature covers. */
export type Signed = Pick<Call, 'method' | 'path' | 'query' | 'headers' | 'rawBody'>

/**
 * The signature of Huawei's "API Request Signing Guide" (SDK-HMAC-SHA256), lower-case hex.
 * `signedHeaders` are lower-case names in the order in which the caller lists them.
 */
export function akSkSignature(call: Signed, signedHeaders: readonly string[], secretKey: string): string {
  const header = (name: string): string => [call.headers[name] ?? ''].flat().join(',').trim()
  const canonicalRequest = [
    call.method.toUpperCase(),
    canonicalPath(call.path),
    canonicalQuery(call.query),
    signedHeaders.map((name) => `${name}:${header(name)}\n`).join(''),
    signedHeaders.join(';'),
    createHash('sha256').update(call.rawBody).digest('hex'),
  ].join('\n')
  const stringToSign = ['SDK-HMAC-SHA256', header('x-sdk-date'), createHash('sha256').update(canonicalRequest).digest('hex')].join('\n')
  return createHmac('sha256', secretKey).update(stringToSign).digest('hex')
}

/** Why the AK/SK credentials of a call are not accepted, or null when they are. */
export function akSkProblem(call: Call, accessKey: string, secretKey: string): string | null {
  const [, access, headerList, signature] = AUTHORIZATION.exec(call.headers.authorization ?? '') ?? []
  if (access === undefined || headerList === undefined || signature === undefined) return 'the Authorization header is not of the form SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…'
  if (access !== accessKey) return 'the access key is unknown'
  const signedHeaders = headerList.split(';')
  const unsigned = MUST_BE_SIGNED.filter((name) => !signedHeaders.includes(name))
  if (unsigned.length > 0) return `the signature does not cover ${unsigned.join(' and ')}`
  const date = call.headers['x-sdk-date']
  const parts = typeof date === 'string' ? SDK_DATE.exec(date) : null
  if (!parts) return 'X-Sdk-Date is missing or not of the form YYYYMMDDTHHMMSSZ'
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [number, number, number, number, number, number]
  const age = call.now - Date.UTC(year, month - 1, day, hour, minute, second)
  if (Math.abs(age) > CLOCK_WINDOW_MS) return `X-Sdk-Date is ${Math.round(age / 1000)} s from the vendor's clock, 900 s are allowed`
  const expected = akSkSignature(call, signedHeaders, secretKey)
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature)) ? null : 'the AK/SK signature does not match'
}

function canonicalPath(path: string): string {
  const encoded = path.split('/').map((segment) => encode(safeDecode(segment))).join('/')
  return encoded.endsWith('/') ? encoded : `${encoded}/`
}

function canonicalQuery(query: Call['query']): string {
  return [...query]
    .sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&')
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** RFC 3986: everything but letters, digits and `-_.~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

function safeDecode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
