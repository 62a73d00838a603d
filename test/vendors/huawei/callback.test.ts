import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { CallbackRefusal, type RawCallback } from '../../../src/domain/port.js'
import { CALLBACK_WINDOW_MS } from '../../../src/vendors/callback.js'
import { signedUri, verifyCallback } from '../../../src/vendors/huawei/callback.js'
import vectors from '../../sandbox/vectors.json' with { type: 'json' }

const vector = vectors.huaweiCallback[0]!
const signedAt = parseInt(vector.time, 16) * 1_000
const trust = { account: 'huawei', url: vector.url, keys: [vector.key] }
const inHeaders: RawCallback = {
  kind: 'live',
  query: {},
  headers: { 'x-hw-mss-secret': vector.secret, 'x-hw-mss-time': vector.time },
  body: Buffer.from('{"event_type":"X"}'),
}
const inQuery: RawCallback = { ...inHeaders, headers: {}, query: { hwSecret: vector.secret, hwTime: vector.time } }

/** A callback to the vector's URL, signed as the vector shows. */
function signed(time: string, key = vector.key): RawCallback {
  const uri = 'api.example.com/v1/products?limit=10&live_id=111&offset=0'
  return { ...inHeaders, headers: { 'x-hw-mss-secret': createHmac('sha256', key).update(uri + time).digest('hex'), 'x-hw-mss-time': time } }
}
const verify = (raw: RawCallback, { now = signedAt, ...more }: Partial<typeof trust> & { now?: number } = {}) => verifyCallback(raw, { ...trust, ...more }, now)
function refusalOf(run: () => unknown): CallbackRefusal {
  try {
    run()
  } catch (error) {
    if (error instanceof CallbackRefusal) return error
    throw error
  }
  throw new Error('Expected a refusal.')
}

describe('a well-signed callback', () => {
  test('signs host, path and sorted query, without the scheme', () => {
    expect(signedUri(vector.url) + vector.time).toBe(vector.signed)
    expect(signedUri('http://127.0.0.1:4000/callbacks/huawei/live')).toBe('127.0.0.1:4000/callbacks/huawei/live')
  })

  test('is believed with MSS_A_HEAD and with MSS_A', () => {
    expect(verify(inHeaders)).toMatchObject({ ...inHeaders, signedAt: new Date(signedAt) })
    expect(verify(inQuery)).toMatchObject({ ...inQuery, signedAt: new Date(signedAt) })
  })

  test('is believed under any of the configured keys', () => {
    for (const keys of [[vector.key, 'b', 'c'], ['a', vector.key, 'c'], ['a', 'b', vector.key]]) expect(verify(inHeaders, { keys })).toBeDefined()
  })

  test('is believed up to five minutes of age, and as much of future', () => {
    expect(CALLBACK_WINDOW_MS).toBe(300_000)
    expect(verify(inHeaders, { now: signedAt + 300_000 })).toBeDefined()
    expect(verify(inHeaders, { now: signedAt - 300_000 })).toBeDefined()
  })
})

describe('a callback is UNAUTHENTICATED', () => {
  test.each<[string, () => unknown]>([
    ['without a signature', () => verify({ ...inHeaders, headers: {} })],
    ['without the time', () => verify({ ...inHeaders, headers: { 'x-hw-mss-secret': vector.secret } })],
    ['with an empty signature', () => verify({ ...inHeaders, headers: { ...inHeaders.headers, 'x-hw-mss-secret': '' } })],
    ['with one digit changed', () => verify({ ...inHeaders, headers: { ...inHeaders.headers, 'x-hw-mss-secret': vector.secret.replace(/7$/, '8') } })],
    ['with a digit too few', () => verify({ ...inHeaders, headers: { ...inHeaders.headers, 'x-hw-mss-secret': vector.secret.slice(1) } })],
    ['in upper case, which would be another replay key', () => verify({ ...inHeaders, headers: { ...inHeaders.headers, 'x-hw-mss-secret': vector.secret.toUpperCase() } })],
    ['in Base64', () => verify({ ...inHeaders, headers: { ...inHeaders.headers, 'x-hw-mss-secret': Buffer.from(vector.secret, 'hex').toString('base64') } })],
    ['with another time', () => verify({ ...inHeaders, headers: { ...inHeaders.headers, 'x-hw-mss-time': '66df9309' } })],
    ['with the time in upper case', () => verify({ ...inHeaders, headers: { ...inHeaders.headers, 'x-hw-mss-time': '66DF9308' } })],
    ['under a key that is not configured', () => verify(inHeaders, { keys: ['other'] })],
    ['when no key is configured', () => verify(inHeaders, { keys: [] })],
    ['for another host', () => verify(inHeaders, { url: vector.url.replace('api.', 'apj.') })],
    ['for another path', () => verify(inHeaders, { url: vector.url.replace('/v1/', '/v2/') })],
    ['when this deployment has no public URL', () => verify(inHeaders, { url: undefined })],
    ['when its time is none, however well it is signed', () => verify(signed('now'))],
    ['a moment more than five minutes old', () => verify(inHeaders, { now: signedAt + 300_001 })],
    ['a moment more than five minutes ahead', () => verify(inHeaders, { now: signedAt - 300_001 })],
  ])('%s', (_, run) => {
    const refusal = refusalOf(run)
    expect(refusal.reason).toBe('UNAUTHENTICATED')
    expect(refusal.message).not.toContain(vector.key)
    expect(refusal.message).not.toContain(vector.secret)
  })
})

describe('the replay key', () => {
  const key = (raw: RawCallback, account = 'huawei') => verify(raw, { account }).replayKey

  test('is the same for the same message, however it was carried', () => {
    expect(key({ ...inHeaders, body: Buffer.from(inHeaders.body) })).toBe(key(inHeaders))
    expect(key(inQuery)).toBe(key(inHeaders))
  })

  test('differs by account, kind, time, key and body', () => {
    const later = (parseInt(vector.time, 16) + 1).toString(16)
    const keys = [vector.key, 'other']
    const replayKeys = [
      key(inHeaders),
      key(inHeaders, 'second'),
      key({ ...inQuery, kind: 'video', query: { secret: vector.secret, time_stamp: vector.time } }),
      key(signed(later)),
      verify(signed(vector.time, 'other'), { keys }).replayKey,
      key({ ...inHeaders, body: Buffer.from('{"event_type":"Y"}') }),
    ]
    expect(new Set(replayKeys).size).toBe(replayKeys.length)
  })
})
