import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CallbackRefusal, type Callbacks, type RawCallback } from '../../../src/domain/port.js'
import { startTencent, type Sandboxed } from './sandboxed.js'

/** The vendor's own example (1240/112145). */
const KEY = 'example_signkey'
const QUERY = { reqid: 'f6d83764e3854dc88bed0f87067e5b7f', timestamp: '1719316714', signature: 'ZdFlMA2f+8el/LNKiWBhB64zF4KVKXHdVbLHWhh3NwU=' }
const NOW = 1_719_316_714_000

let tencent: Sandboxed
let callbacks: Callbacks
beforeEach(async () => {
  tencent = await startTencent({ account: { liveSignKeys: ['a_newer_key', KEY] } })
  callbacks = tencent.account.callbacks!
})
afterEach(() => tencent.close())

const status = (Status: unknown, more: object = {}) => ({ ReqId: QUERY.reqid, MsgType: 'LiveRoomStatus', MsgData: JSON.stringify({ LiveRoomId: 'lm1', Status, VideoStreamPlayUrl: '', ...more }) })
const raw = (body: unknown, query: Record<string, string> = QUERY): RawCallback => ({ kind: 'live', headers: {}, query, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) })
const verify = (callback: RawCallback, now = NOW) => callbacks.verify(callback, now)
const refusedAs = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    expect(error).toBeInstanceOf(CallbackRefusal)
    return (error as CallbackRefusal).reason
  }
  return undefined
}

describe('a callback about a live room', () => {
  test("is believed with the vendor's own signature, under any of the keys, and bound to its body", () => {
    const [one, again, other] = [verify(raw(status(2))), verify(raw(status(2))), verify(raw(status(6)))]
    expect(one.signedAt).toEqual(new Date(NOW))
    expect(again).toMatchObject({ seal: one.seal, replayKey: one.replayKey })
    expect(other.seal!.seal).toBe(one.seal!.seal)
    expect(other.seal!.body).not.toBe(one.seal!.body)
    expect(JSON.stringify(one.seal)).not.toContain(QUERY.signature)
  })

  test('is believed where the + of its signature came as a blank', () => {
    expect(verify(raw(status(2), { ...QUERY, signature: QUERY.signature.replace('+', ' ') })).signedAt).toEqual(new Date(NOW))
  })

  test.each<[string, Record<string, string>]>([
    ['another request id', { ...QUERY, reqid: 'f6d83764e3854dc88bed0f87067e5b7e' }],
    ['another time', { ...QUERY, timestamp: '1719316715' }],
    ['another signature', { ...QUERY, signature: `a${QUERY.signature.slice(1)}` }],
    ['half a signature', { ...QUERY, signature: QUERY.signature.slice(0, 20) }],
    ['no signature', { reqid: QUERY.reqid, timestamp: QUERY.timestamp }],
    ['a time that is none', { ...QUERY, timestamp: 'soon' }],
    ['nothing', {}],
  ])('with %s is refused', (_what, query) => {
    expect(refusedAs(() => verify(raw(status(2), query)))).toBe('UNAUTHENTICATED')
  })

  test('is refused more than five minutes off', () => {
    expect(refusedAs(() => verify(raw(status(2)), NOW + 300_000))).toBeUndefined()
    expect(refusedAs(() => verify(raw(status(2)), NOW + 300_001))).toBe('UNAUTHENTICATED')
    expect(refusedAs(() => verify(raw(status(2)), NOW - 300_001))).toBe('UNAUTHENTICATED')
  })

  test.each([
    [0, 'WAITING'],
    [1, 'PREPARING'],
    [2, 'READY'],
    [3, 'READY'],
    [4, 'LIVE'],
    [5, 'LIVE'],
    [6, 'ENDED'],
  ])('with the status %i tells that the room is %s', (word, state) => {
    expect(callbacks.decode(verify(raw(status(word))))).toMatchObject([
      { kind: 'LiveStateChanged', content: { state, vendorState: String(word) }, vendor: 'TENCENT', account: 'tencent', source: 'CALLBACK', occurredAt: new Date(NOW), room: 'lm1', session: 'lm1', transition: { subject: 'tencent/live/lm1/lm1', state } },
    ])
    expect(tencent.unknownWords).toEqual([])
  })

  test('with a status that is not known is UNKNOWN, and the word is told', () => {
    expect(callbacks.decode(verify(raw(status(9))))).toMatchObject([{ content: { state: 'UNKNOWN', vendorState: '9' } }])
    expect(tencent.unknownWords).toEqual(['live room Status=9'])
  })

  test('of a type that is not known is kept, without its secrets', () => {
    const body = { MsgType: 'LiveRoomScript', MsgData: JSON.stringify({ LiveRoomId: 'lm1', PushKey: 's3cret', Script: 3 }) }
    expect(callbacks.decode(verify(raw(body)))).toMatchObject([{ kind: 'UnrecognizedEvent', room: 'lm1', content: { kind: 'LiveRoomScript', content: { MsgData: { PushKey: '[redacted]', Script: 3 } } } }])
  })

  test.each(['x', '[]', '{}', JSON.stringify({ MsgType: 'LiveRoomStatus' }), JSON.stringify({ MsgType: 'LiveRoomStatus', MsgData: '{"Status":2}' }), JSON.stringify({ MsgType: 'LiveRoomStatus', MsgData: 'x' })])('of the body %s is refused', (body) => {
    expect(refusedAs(() => callbacks.decode(verify(raw(body))))).toBe('MALFORMED')
  })

  test('hints at nothing', async () => {
    expect(await callbacks.hints!(verify(raw(status(2))))).toEqual([])
  })
})

test('without sign keys callbacks about live rooms are not taken', async () => {
  const other = await startTencent()
  expect(other.account.callbacks!.kinds).toEqual(['video'])
  await other.close()
})
