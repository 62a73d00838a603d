import { hash } from 'node:crypto'
import type { EventDraft } from '../../domain/events.js'
import type { Json, JsonObject } from '../../domain/json.js'
import type { Callbacks, RawCallback, VerifiedCallback } from '../../domain/port.js'
import { withoutSecrets } from '../../domain/redaction.js'
import { assertFresh, callbackUrl, notProved, objectIn, parseBody, signedByAny } from '../callback.js'
import type { SenseTimeSettings } from './settings.js'
import { callbackSignature } from './signature.js'

/** The fields of the body that may name the kind of an event; the vendor's own is not published, and this serves to label only. */
const KINDS = ['eventType', 'event_type', 'event', 'type']
const UNNAMED = 'tasks'

/**
 * Trusting and reading SenseTime's callbacks ("HTTP Callback Event Notification"). What the bodies look like is not
 * published: each is stored as it came, without its secrets, and what it says of a session that is known here is only taken
 * as a reason to ask the vendor.
 */
export function createCallbacks(settings: SenseTimeSettings): Callbacks {
  const { slug, knownJobs } = settings
  return {
    kinds: ['tasks'],
    verify: (raw, now) => verifyCallback(raw, { account: slug, url: settings.callbackUrl ?? callbackUrl(settings, 'tasks'), keys: settings.authKeys }, now),
    decode(callback): EventDraft[] {
      const body = parseBody(callback.body)
      const session = sessionIn(body)
      const kind = KINDS.map((name) => body[name]).find((value) => typeof value === 'string' && value !== '')
      return [
        {
          kind: 'UnrecognizedEvent',
          content: { kind: typeof kind === 'string' ? kind.slice(0, 100) : UNNAMED, content: withoutSecrets(body) },
          vendor: 'SENSETIME',
          account: slug,
          source: 'CALLBACK',
          occurredAt: callback.signedAt,
          replayKey: callback.replayKey,
          ...(session !== undefined && { session }),
        },
      ]
    },
    async hints(callback) {
      const key = sessionIn(parseBody(callback.body))
      const known = key === undefined ? undefined : await knownJobs.get({ kind: 'LIVE_SESSION', key })
      return known ? [{ kind: 'LIVE_SESSION', key: known.key }] : []
    },
  }
}

/** What a callback is checked against. */
export interface CallbackTrust {
  account: string
  /** The URL as it is set at the vendor; undefined when that is not known. */
  url: string | undefined
  /** Any of these may have signed. */
  keys: readonly string[]
}

/**
 * Checks a callback ("HTTP Callback Authentication Principle"): the MD5 of the configured URL, the time and the AuthKey. The
 * document speaks of headers in one sentence and of the body in its table, so the two fields are looked for in the body, then
 * in the headers, then in the query. The body is not covered: the proof is bound to the first body that comes with it. As the
 * time is in whole seconds, two events of one second have the same proof; the second one is refused, and taken when the vendor
 * sends it again with a new time. `now` in epoch ms. Throws CallbackRefusal UNAUTHENTICATED.
 */
export function verifyCallback(raw: RawCallback, { account, url, keys }: CallbackTrust, now: number): VerifiedCallback {
  const proof = proofIn(raw)
  if (!proof) throw notProved('The callback is not signed: expected timestamp and signature in the body, in headers or in the query. An AuthKey has to be set at SenseTime.')
  if (url === undefined) throw notProved('The callback cannot be checked: set SENSETIME_CALLBACK_URL to the URL that is set at SenseTime, or PUBLIC_URL.')
  const { timestamp, signature } = proof
  if (!/^\d{10}$/.test(timestamp)) throw notProved('The timestamp of the callback is not one: expected Unix seconds in ten digits.')
  if (!signedByAny(keys, signature, (key) => callbackSignature(url, timestamp, key))) {
    throw notProved(`The signature of the callback is wrong for ${url}: expected the MD5 of that URL, the timestamp and one of ${keys.length} configured AuthKeys. Check the AuthKey and SENSETIME_CALLBACK_URL, which must be the very text that is set at SenseTime.`)
  }
  const signedAt = new Date(Number(timestamp) * 1_000)
  assertFresh(signedAt, now)
  const seal = hash('sha256', JSON.stringify([account, raw.kind, timestamp, signature]))
  const body = hash('sha256', raw.body)
  return { ...raw, signedAt, replayKey: hash('sha256', `${seal}\n${body}`), seal: { seal, body } } as VerifiedCallback
}

/** The first place that has both fields. */
function proofIn({ body, headers, query }: RawCallback): { timestamp: string; signature: string } | undefined {
  for (const place of [objectIn(Buffer.from(body).toString('utf8')), headers, query]) {
    const [timestamp, signature] = [text(place?.timestamp), text(place?.signature)]
    if (timestamp && signature) return { timestamp, signature }
  }
  return undefined
}

/** The session that a body speaks of, named on its top or one level below. */
function sessionIn(body: JsonObject): string | undefined {
  for (const place of [body, ...Object.values(body)]) {
    const found = text(objectIn(place)?.sessionId)
    if (found) return found
  }
  return undefined
}

const text = (value: Json | undefined): string | undefined => (typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined)
