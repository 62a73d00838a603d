import { createHmac, hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { CallbackKind, RawCallback, VerifiedCallback } from '../../domain/port.js'
import { assertFresh, notProved, signedByAny } from '../callback.js'

/** What a callback is checked against. */
export interface CallbackTrust {
  account: string
  /** The URL that was given to the vendor, as it was given; undefined when none was. */
  url: string | undefined
  /** Any of these may have signed. */
  keys: readonly string[]
}

/** What one way of calling back names its signature in the query and in headers. */
interface Naming {
  query: { secret: string; time: string }
  headers?: { secret: string; time: string }
}

/** Live callbacks: LiveEventCallBackConfig (6.2.1), MSS_A and MSS_A_HEAD. Video callbacks: CallBackConfig (5.3.1), MSS_A. */
const NAMINGS: Partial<Record<CallbackKind, Naming>> = {
  live: { query: { secret: 'hwSecret', time: 'hwTime' }, headers: { secret: 'x-hw-mss-secret', time: 'x-hw-mss-time' } },
  video: { query: { secret: 'secret', time: 'time_stamp' } },
}

/**
 * Checks a callback (errata, section 7): the signature comes in the query (MSS_A), of live callbacks also in headers
 * (MSS_A_HEAD). Signed are the configured URL and the time,
 * not the body, which is why the window is short and why the body is part of the replay key. `now` in epoch ms.
 * Throws CallbackRefusal UNAUTHENTICATED.
 */
export function verifyCallback(raw: RawCallback, { account, url, keys }: CallbackTrust, now: number): VerifiedCallback {
  const naming = NAMINGS[raw.kind]
  if (!naming) throw notProved(`Huawei sends no callbacks of the kind ${raw.kind}.`)
  const { secret, time } = credentials(raw, naming)
  if (secret === undefined || time === undefined) {
    const inHeaders = naming.headers ? `the headers ${naming.headers.secret} and ${naming.headers.time}, or ` : ''
    throw notProved(`The callback is not signed: expected ${inHeaders}the query parameters ${naming.query.secret} and ${naming.query.time}.`)
  }
  if (url === undefined) throw notProved('The callback cannot be checked: this deployment has no public URL that was given to the vendor.')
  if (!/^[0-9a-f]{1,12}$/i.test(time)) throw notProved('The time of the callback is not one: expected Unix seconds in hexadecimal.')
  if (!signedByAny(keys, secret, (key) => signatureOf(key, url, time))) {
    throw notProved(`The signature of the callback is wrong for ${url}: expected the HMAC-SHA256 of that URL and the time, under one of ${keys.length} configured keys. Check the key and PUBLIC_URL.`)
  }
  const signedAt = new Date(parseInt(time, 16) * 1_000)
  assertFresh(signedAt, now)
  // JSON, of which nothing needs to be escaped: slugs, kinds and hexadecimal digits.
  const proof = `["${account}","${raw.kind}","${time}","${secret}"]\n`
  const { kind, query, headers, body } = raw
  return { kind, query, headers, body, signedAt, replayKey: hash('sha256', Buffer.concat([Buffer.from(proof), body])) } as VerifiedCallback
}

/** The callbacks of one second to one address have one signature. */
const signatures = new LRUCache<string, string>({ max: 100 })

function signatureOf(key: string, url: string, time: string): string {
  const name = `${time} ${url} ${key}`
  let signature = signatures.get(name)
  if (signature === undefined) signatures.set(name, (signature = createHmac('sha256', key).update(signedUri(url) + time).digest('hex')))
  return signature
}

/** What is signed of a URL: host, path and query, the parameters sorted by name, without the scheme. */
export function signedUri(url: string): string {
  const [address = '', query] = url.replace(/^[a-z]+:\/\//i, '').split('?', 2)
  if (query === undefined) return address
  const byName = (a: string, b: string) => (nameOf(a) < nameOf(b) ? -1 : Number(nameOf(a) > nameOf(b)))
  return `${address}?${query.split('&').sort(byName).join('&')}`
}

const nameOf = (pair: string) => pair.split('=', 1)[0] ?? ''

function credentials({ headers, query }: RawCallback, naming: Naming): { secret?: string; time?: string } {
  const inHeaders = naming.headers && { secret: headers[naming.headers.secret], time: headers[naming.headers.time] }
  if (inHeaders && (inHeaders.secret !== undefined || inHeaders.time !== undefined)) return inHeaders
  return { secret: query[naming.query.secret], time: query[naming.query.time] }
}
