import { hash } from 'node:crypto'
import type { Json } from '../../domain/json.js'
import type { HttpRequest } from '../../transport/http.js'

/** The application key pair of Xingyun. */
export interface AppKey {
  appId: string
  appSecret: string
}

/**
 * The headers of a request (KA Search, section 1): `X-TOKEN` is the MD5 of lower-case path with query, lower-case
 * method, the sorted body, the secret and the time, in Unix seconds and valid for 60 s. `now` in epoch ms.
 */
export function signWithAppKey(request: HttpRequest, { appId, appSecret }: AppKey, now: number): Record<string, string> {
  const { pathname, search } = new URL(request.url)
  const timestamp = String(Math.floor(now / 1_000))
  const data = pythonJson(JSON.parse(request.body ?? '{}') as Json)
  const signed = `${(pathname + search).toLowerCase()}${request.method.toLowerCase()}${data}${appSecret}${timestamp}`
  return { 'X-APP-ID': appId, 'X-TIMESTAMP': timestamp, 'X-TOKEN': hash('md5', signed) }
}

/**
 * What Python's `json.dumps(value, sort_keys=True).replace(' ', '')` prints, which is what the vendor signs: keys
 * sorted at every depth by code point, non-ASCII escaped, and every space gone, inside strings too. A whole number
 * counts as an int, because JSON written in JavaScript does not tell 1.0 from 1.
 */
export function pythonJson(value: Json): string {
  return dumps(value).replaceAll(' ', '')
}

function dumps(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(dumps).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).sort(([a], [b]) => compareCodePoints(a, b))
    return `{${pairs.map(([key, inner]) => `${ascii(key)}:${dumps(inner)}`).join(',')}}`
  }
  if (typeof value === 'number') return number(value)
  return typeof value === 'string' ? ascii(value) : String(value)
}

/** A JSON string with everything outside printable ASCII as `\uXXXX`, as `ensure_ascii` does it. */
function ascii(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Python changes to the exponent form below 1e-4, JavaScript only below 1e-6, and Python writes two digits of it. */
function number(value: number): string {
  if (Number.isInteger(value)) return BigInt(value).toString()
  if (Math.abs(value) >= 1e-4) return String(value)
  return value.toExponential().replace(/e-(\d)$/, 'e-0$1')
}

/** Order of code points, as Python has it; JavaScript's own is that of UTF-16 units. */
const compareCodePoints = (a: string, b: string) => Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'))
