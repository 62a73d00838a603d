import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { CallbackRefusal, type RawCallback } from '../../../src/domain/port.js'
import { verifyCallback } from '../../../src/vendors/sensetime/callback.js'
import { callbackSignature } from '../../../src/vendors/sensetime/signature.js'
import vectors from '../../sandbox/vectors.json' with { type: 'json' }
import { context } from '../calls.js'
import { startSenseTime, type Sandboxed } from './sandboxed.js'

const [vector] = vectors.sensetimeCallback
const { callbackUrl: url, timestamp, authKey, signature } = vector!
const now = Number(timestamp) * 1_000
const trust = { account: 'sensetime', url, keys: [authKey] }

const raw = (more: Partial<Omit<RawCallback, 'body'>> & { body?: unknown } = {}): RawCallback => ({ kind: 'tasks', query: {}, headers: {}, ...more, body: Buffer.from(typeof more.body === 'string' ? more.body : JSON.stringify(more.body ?? {})) })
const inBody = (more: object = {}) => raw({ body: { sessionId: 's1', status: 35, timestamp: Number(timestamp), signature, ...more } })
const verify = (callback: RawCallback, at = now, bent: Partial<typeof trust> = {}) => verifyCallback(callback, { ...trust, ...bent }, at)

test("the signature equals the vendor's own", () => {
  expect(callbackSignature(url, timestamp, authKey)).toBe(signature)
})

describe('a callback is believed', () => {
  test.each<[string, RawCallback]>([
    ['in the body', inBody()],
    ['in the body, the time as text', inBody({ timestamp })],
    ['in headers', raw({ headers: { timestamp, signature }, body: { sessionId: 's1' } })],
    ['in headers, when the body has a timestamp of its own', raw({ headers: { timestamp, signature }, body: { timestamp: 1 } })],
    ['in the query', raw({ query: { timestamp, signature } })],
    ['in headers, when the body is no JSON', raw({ headers: { timestamp, signature }, body: 'x' })],
  ])('when it is signed %s', (_, callback) => {
    expect(verify(callback)).toMatchObject({ signedAt: new Date(now) })
  })

  test('with the new and with the old AuthKey during a switch', () => {
    expect(verify(inBody(), now, { keys: ['New0Key', authKey] })).toMatchObject({ signedAt: new Date(now) })
  })

  test.each([-300_000, 300_000])('when it is %i ms off', (off) => {
    expect(verify(inBody(), now + off)).toMatchObject({ signedAt: new Date(now) })
  })

  test('and bound to its body: the proof is the same with another, and its digest is not', () => {
    const [one, again, other] = [verify(inBody()), verify(inBody()), verify(inBody({ status: 9 }))]
    expect(again).toMatchObject({ seal: one.seal, replayKey: one.replayKey })
    expect(other.seal!.seal).toBe(one.seal!.seal)
    expect(other.seal!.body).not.toBe(one.seal!.body)
    expect(other.replayKey).not.toBe(one.replayKey)
    expect(JSON.stringify(one.seal)).not.toContain(signature)
  })
})

describe('a callback is refused', () => {
  const flipped = signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
  test.each<[string, () => unknown]>([
    ['unsigned', () => verify(raw({ body: { sessionId: 's1' } }))],
    ['with the time alone', () => verify(raw({ body: { timestamp: Number(timestamp) } }))],
    ['with another digit in the signature', () => verify(inBody({ signature: flipped }))],
    ['with the signature in capitals', () => verify(inBody({ signature: signature.toUpperCase() }))],
    ['with half the signature', () => verify(inBody({ signature: signature.slice(0, 17) }))],
    ['with another second', () => verify(inBody({ timestamp: Number(timestamp) + 1 }))],
    ['with the time in milliseconds', () => verify(inBody({ timestamp: now }))],
    ['for another URL', () => verify(inBody(), now, { url: `${url}/` })],
    ['under another AuthKey', () => verify(inBody(), now, { keys: ['abc124'] })],
    ['with no URL known here', () => verify(inBody(), now, { url: undefined as never })],
    ['a second after five minutes', () => verify(inBody(), now + 301_000)],
    ['signed more than five minutes ahead', () => verify(inBody(), now - 301_000)],
  ])('%s', (_, act) => {
    expect(act).toThrow(CallbackRefusal)
    try {
      act()
    } catch (error) {
      expect(error).toMatchObject({ reason: 'UNAUTHENTICATED' })
      expect((error as Error).message).not.toMatch(new RegExp(`${authKey}|${signature}`))
    }
  })
})

describe('what a callback tells', () => {
  let vendor: Sandboxed
  afterEach(() => vendor.close())

  async function told(body: object) {
    vendor = await startSenseTime()
    const { callbacks } = vendor.open({ callbackUrl: url })
    const stamp = Math.floor(Date.now() / 1_000)
    const signed = raw({ body: { ...body, timestamp: stamp, signature: createHash('md5').update(`${url}${stamp}${vendor.sandbox.settings.authKeys[0]}`).digest('hex') } })
    const callback = callbacks.verify(signed, Date.now())
    return { callbacks, callback, drafts: callbacks.decode(callback) }
  }

  test('is stored as it came, without its secrets', async () => {
    const { drafts } = await told({ eventType: 'SOMETHING', taskId: 7, nested: { rtcToken: 'x', note: '{"appKey":"y"}' } })
    expect(drafts).toMatchObject([{ kind: 'UnrecognizedEvent', account: 'sensetime', source: 'CALLBACK', content: { kind: 'SOMETHING', content: { taskId: 7, nested: { rtcToken: '[redacted]', note: { appKey: '[redacted]' } }, signature: '[redacted]' } } }])
    expect(drafts[0]).not.toHaveProperty('session')
  })

  test('has a name also when no field of it is known', async () => {
    expect((await told({ a: 1 })).drafts).toMatchObject([{ content: { kind: 'tasks' } }])
  })

  test.each([[{ sessionId: 's1' }], [{ data: { sessionId: 's1', status: 5 } }], [{ content: '{"sessionId":"s1"}' }]])('is of the session that it names: %j', async (body) => {
    expect((await told(body)).drafts).toMatchObject([{ session: 's1' }])
  })

  test('has a session looked at that is known here, and no other', async () => {
    const { callbacks, callback } = await told({ sessionId: 's1', status: 5 })
    expect(await callbacks.hints!(callback)).toEqual([])
    await vendor.knownJobs.remember({ kind: 'LIVE_SESSION', key: 's1', facts: { status: 32 } }, context())
    expect(await callbacks.hints!(callback)).toEqual([{ kind: 'LIVE_SESSION', key: 's1' }])
  })

  test('is MALFORMED when the body is no JSON object', async () => {
    const { callbacks, callback } = await told({})
    for (const body of ['[]', 'x', '"{}"']) expect(() => callbacks.decode({ ...callback, body: Buffer.from(body) })).toThrow(/expected a JSON object/)
  })

  test('is nothing without an AuthKey: the account then takes no callbacks', async () => {
    vendor = await startSenseTime()
    expect(vendor.open({ authKeys: [] }).callbacks).toBeUndefined()
  })
})
