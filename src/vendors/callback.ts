import { timingSafeEqual } from 'node:crypto'
import { isObject, type Json, type JsonObject } from '../domain/json.js'
import { CallbackRefusal, type CallbackKind } from '../domain/port.js'

/** How old a callback may be, and how far ahead of our clock. */
export const CALLBACK_WINDOW_MS = 5 * 60_000

/** Where a vendor calls an account of this deployment back. */
export interface CallbackPlace {
  slug: string
  /** The public base URL of this deployment; undefined while it has none. */
  callbackBase: () => string | undefined
}

/** Where a vendor calls back an account about one kind of thing, or undefined without a public base. */
export function callbackUrl({ slug, callbackBase }: CallbackPlace, kind: CallbackKind): string | undefined {
  const base = callbackBase()
  return base === undefined ? undefined : `${base.replace(/\/+$/, '')}/callbacks/${slug}/${kind}`
}

/** The refusal of a callback whose origin is not proved, with what was expected. */
export const notProved = (message: string) => new CallbackRefusal('UNAUTHENTICATED', message)

/** The refusal of a callback that cannot be read, with what was expected. */
export const notReadable = (what: string) => new CallbackRefusal('MALFORMED', `The callback cannot be read: ${what}.`)

/** Refuses what was signed outside the {@link CALLBACK_WINDOW_MS} around now (epoch ms). */
export function assertFresh(signedAt: Date, now: number): void {
  const age = now - signedAt.getTime()
  if (Math.abs(age) <= CALLBACK_WINDOW_MS) return
  const off = `${Math.abs(Math.round(age / 1_000))} s ${age > 0 ? 'ago' : 'ahead'}`
  throw notProved(`The callback was signed ${off}, at most ${CALLBACK_WINDOW_MS / 1_000} s are accepted. Check the clocks.`)
}

/**
 * Whether a signature, in lower-case hexadecimal, is what one of the keys makes. Always computes all keys, so that the
 * time taken tells nothing of which one came close.
 */
export function signedByAny(keys: readonly string[], signature: string, sign: (key: string) => string): boolean {
  const bytes = HEXADECIMAL.test(signature) ? Buffer.from(signature, 'hex') : undefined
  const matches = keys.map((key) => {
    const expected = Buffer.from(sign(key), 'hex')
    const given = signature.length === expected.length * 2 ? bytes : undefined
    return timingSafeEqual(expected, given ?? Buffer.alloc(expected.length)) && given !== undefined
  })
  return matches.includes(true)
}

const HEXADECIMAL = /^[0-9a-f]*$/
const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** The JSON object that a callback's body is; throws CallbackRefusal MALFORMED. */
export function parseBody(bytes: Uint8Array): JsonObject {
  try {
    const body = JSON.parse(UTF8.decode(bytes)) as Json
    if (isObject(body)) return body
  } catch {
    // Said below without the parser's message, which quotes the text.
  }
  throw notReadable('expected a JSON object in UTF-8')
}

/** The object that a value is, or that it carries as JSON. */
export function objectIn(value: unknown): JsonObject | undefined {
  if (isObject(value)) return value
  if (typeof value !== 'string' || !/^\s*\{/.test(value)) return undefined
  try {
    return JSON.parse(value) as JsonObject
  } catch {
    return undefined
  }
}
