import { createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import type { EventDraft } from '../../domain/events.js'
import type { LiveState } from '../../domain/live.js'
import type { RawCallback, VerifiedCallback } from '../../domain/port.js'
import { withoutSecrets } from '../../domain/redaction.js'
import { liveTransition } from '../../domain/transitions.js'
import { assertFresh, notProved, notReadable, objectIn, parseBody, signedByAny } from '../callback.js'
import type { TencentSettings } from './settings.js'
import { id } from './wire.js'

const hex = (base64: string) => Buffer.from(base64, 'base64').toString('hex')
const digest = (...parts: (string | Uint8Array)[]) => parts.reduce<ReturnType<typeof createHash>>((hash, part) => hash.update(part).update('\n'), createHash('sha256')).digest('hex')

/**
 * Checks a callback about a live room of the mainland's product (1240/112145): `signature` is the Base64 of
 * HMAC-SHA256(signKey, "reqid=…&timestamp=…"), timestamp in seconds. The body is not signed, so the first one that comes
 * with a signature stands. Throws CallbackRefusal UNAUTHENTICATED.
 */
export function verifyLiveRoomCallback(raw: RawCallback, { slug, liveSignKeys }: TencentSettings, now: number): VerifiedCallback {
  const { reqid, timestamp, signature } = raw.query
  if (!reqid || !timestamp || !signature) throw notProved('The callback is not signed: expected the query parameters reqid, timestamp and signature.')
  if (!/^\d{1,11}$/.test(timestamp)) throw notProved('The timestamp of the callback is not one: expected Unix seconds.')
  const signed = `reqid=${reqid}&timestamp=${timestamp}`
  // A + that was not encoded arrives as a blank, which the vendor warns of.
  const given = hex(signature.replaceAll(' ', '+'))
  if (!signedByAny(liveSignKeys, given, (key) => createHmac('sha256', key).update(signed).digest('hex'))) {
    throw notProved(`The signature of the callback is wrong: expected the HMAC-SHA256 of reqid and timestamp under one of ${liveSignKeys.length} configured live sign keys.`)
  }
  const signedAt = new Date(Number(timestamp) * 1_000)
  assertFresh(signedAt, now)
  const seal = { seal: digest(slug, raw.kind, signed, given), body: digest(raw.body) }
  return { ...raw, signedAt, seal, replayKey: digest(seal.seal, seal.body) } as VerifiedCallback
}

const wireNotice = z.object({ MsgType: z.string().min(1), MsgData: z.unknown() })
const wireLiveRoomStatus = z.object({ LiveRoomId: id, Status: z.union([z.number(), z.string()]).transform(String) })

/**
 * Reads a callback about a live room. A room of that product is one broadcast, so its id names the room and its session.
 * Only LiveRoomStatus is known. Throws CallbackRefusal MALFORMED.
 */
export function decodeLiveRoomCallback(callback: VerifiedCallback, account: string, readState: (word: string) => LiveState): EventDraft[] {
  const body = parseBody(callback.body)
  const { data: notice } = wireNotice.safeParse(body)
  if (!notice) throw notReadable('expected the field MsgType with the name of the message')
  const told = { vendor: 'TENCENT', account, source: 'CALLBACK', occurredAt: callback.signedAt, replayKey: callback.replayKey } as const
  const message = objectIn(notice.MsgData)
  const room = typeof message?.LiveRoomId === 'string' && message.LiveRoomId !== '' ? { room: message.LiveRoomId, session: message.LiveRoomId } : undefined
  if (notice.MsgType !== 'LiveRoomStatus') return [{ ...told, ...room, kind: 'UnrecognizedEvent', content: { kind: notice.MsgType, content: withoutSecrets(body) } }]
  const { data: status } = wireLiveRoomStatus.safeParse(message)
  if (!status || !room) throw notReadable('expected MsgData of LiveRoomStatus to carry LiveRoomId and Status')
  const state = readState(status.Status)
  return [{ ...told, ...room, kind: 'LiveStateChanged', content: { state, vendorState: status.Status }, transition: liveTransition(account, room, state) }]
}
