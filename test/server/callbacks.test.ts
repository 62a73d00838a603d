import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, sumOf, type TestApp } from '../support/app.js'
import { deliver, rtmpChange, scriptSwitch, signed, type Callback, type Signing } from '../support/callbacks.js'

const PUBLIC_URL = 'https://avatars.example.com/prefix'
const NEW_KEY = 'callback-key-that-is-new'
const OLD_KEY = 'callback-key-that-was'
const STREAM_KEY = 'stream-key-of-the-vendor'
const signing: Signing = { url: `${PUBLIC_URL}/callbacks/huawei/live`, key: NEW_KEY }
/** Nothing that was signed with these may appear in the log. */
const secrets = [NEW_KEY, OLD_KEY, STREAM_KEY, 'secret-access-key']

let app: TestApp
beforeAll(async () => {
  app = await startApp({
    SANDBOX: 'off',
    PUBLIC_URL: `${PUBLIC_URL}/`,
    HUAWEI_ENDPOINT: 'http://127.0.0.1:9',
    HUAWEI_PROJECT_ID: 'project',
    HUAWEI_ACCESS_KEY: 'access-key',
    HUAWEI_SECRET_KEY: 'secret-access-key',
    HUAWEI_CALLBACK_KEYS: `${NEW_KEY},${OLD_KEY}`,
  })
})
afterAll(() => app.dispose())

let paragraph = 0
/** A message that was never sent before. */
const fresh = () => scriptSwitch('session-1', (paragraph += 1))

/** Sends a callback to the route, or to another path of the server. */
function send(callback: Callback, path = '/callbacks/huawei/live') {
  secrets.push(callback.secret)
  return deliver(app.url + path, callback)
}

const logPosition = async () => sumOf(await app.metrics(), 'avatargraph_log_position')
const counted = async (outcome: string) => sumOf(await app.metrics(), 'avatargraph_callbacks_total', { outcome })
const refusals = () => app.logs.filter(({ msg }) => msg === 'a callback was refused')

describe('what is taken', () => {
  test.each(['MSS_A', 'MSS_A_HEAD'] as const)('a callback signed %s is stored before it is answered, and announced', async (auth) => {
    const before = { position: await logPosition(), announced: await counted('announced') }
    const response = await send(signed(fresh(), { ...signing, auth }))
    expect(response.status).toBe(200)
    expect(await logPosition()).toBe(before.position + 1)
    expect(await counted('announced')).toBe(before.announced + 1)
  })

  test('during a rotation of keys both the new and the old one are good', async () => {
    expect((await send(signed(fresh(), signing))).status).toBe(200)
    expect((await send(signed(fresh(), { ...signing, key: OLD_KEY }))).status).toBe(200)
  })

  test('an exact replay is answered 200 and stored once', async () => {
    const callback = signed(fresh(), signing)
    const before = { position: await logPosition(), replayed: await counted('replayed') }
    expect([(await send(callback)).status, (await send(callback)).status, (await send(callback)).status]).toEqual([200, 200, 200])
    expect(await logPosition()).toBe(before.position + 1)
    expect(await counted('replayed')).toBe(before.replayed + 2)
  })

  test('what is said again, signed anew, is answered 200 and not announced again', async () => {
    const body = rtmpChange('session-2', 'CONNECTED', STREAM_KEY)
    const before = await counted('duplicate')
    expect((await send(signed(body, signing))).status).toBe(200)
    expect((await send(signed(body, { ...signing, skew: 1 }))).status).toBe(200)
    expect(await counted('duplicate')).toBe(before + 1)
  })

  test('a well-signed event of a type nobody knows is stored and answered 200', async () => {
    const before = await logPosition()
    expect((await send(signed({ event_type: 'SOMETHING_NEW', message: '{"room_id":"room-1","stream_key":"' + STREAM_KEY + '"}' }, signing))).status).toBe(200)
    expect(await logPosition()).toBe(before + 1)
  })

  test('a clock four minutes off either way is still good', async () => {
    expect((await send(signed(fresh(), { ...signing, skew: -240 }))).status).toBe(200)
    expect((await send(signed(fresh(), { ...signing, skew: 240 }))).status).toBe(200)
  })
})

const without = (callback: Callback, header: string): Callback => ({ ...callback, headers: Object.fromEntries(Object.entries(callback.headers).filter(([name]) => name !== header)) })
const withHeaders = (callback: Callback, headers: Record<string, string>): Callback => ({ ...callback, headers: { ...callback.headers, ...headers } })
const bend = (hex: string) => `${hex.slice(0, -1)}${hex.endsWith('0') ? '1' : '0'}`

describe('what is refused leaves no trace but one line of the log that says why', () => {
  test.each<[string, number, string, RegExp, () => Callback, string?]>([
    ['a signature of yesterday', 401, 'unauthenticated', /signed 864\d\d s ago.*Check the clocks/, () => signed(fresh(), { ...signing, skew: -86_400 })],
    ['a signature six minutes old', 401, 'unauthenticated', /signed 3[67]\d s ago/, () => signed(fresh(), { ...signing, skew: -360 })],
    ['a signature of the future', 401, 'unauthenticated', /signed 3[56]\d s ahead/, () => signed(fresh(), { ...signing, skew: 360 })],
    ['a signature with another key', 401, 'unauthenticated', /Check the key and PUBLIC_URL/, () => signed(fresh(), { ...signing, key: 'a-key-of-somebody-else' })],
    ['a signature over another URL', 401, 'unauthenticated', /wrong for https:\/\/avatars\.example\.com\/prefix/, () => signed(fresh(), { ...signing, url: 'https://avatars.example.com/callbacks/huawei/live' })],
    ['a signature over the address that the request came to', 401, 'unauthenticated', /wrong for/, () => signed(fresh(), { ...signing, url: `${app.url}/callbacks/huawei/live` })],
    ['a signature bent by one character', 401, 'unauthenticated', /is wrong/, () => { const it = signed(fresh(), signing); return withHeaders(it, { 'x-hw-mss-secret': bend(it.secret) }) }],
    ['a signature in capitals', 401, 'unauthenticated', /is wrong/, () => { const it = signed(fresh(), signing); return withHeaders(it, { 'x-hw-mss-secret': `A${it.secret.slice(1).toUpperCase()}` }) }],
    ['a signature of another time', 401, 'unauthenticated', /is wrong/, () => withHeaders(signed(fresh(), signing), { 'x-hw-mss-time': Math.floor(Date.now() / 1000 - 9).toString(16) })],
    ['no signature', 401, 'unauthenticated', /is not signed/, () => without(without(signed(fresh(), signing), 'x-hw-mss-secret'), 'x-hw-mss-time')],
    ['a time without a signature', 401, 'unauthenticated', /is not signed/, () => without(signed(fresh(), signing), 'x-hw-mss-secret')],
    ['a signature without a time', 401, 'unauthenticated', /is not signed/, () => without(signed(fresh(), signing), 'x-hw-mss-time')],
    ['a time that is none', 401, 'unauthenticated', /hexadecimal/, () => withHeaders(signed(fresh(), signing), { 'x-hw-mss-time': 'yesterday' })],
    ['an empty body', 400, 'malformed', /JSON object/, () => signed('', signing)],
    ['what is not JSON', 400, 'malformed', /JSON object in UTF-8/, () => signed('{"event_type":', signing)],
    ['JSON that is no object', 400, 'malformed', /JSON object/, () => signed('[1]', signing)],
    ['an event without its type', 400, 'malformed', /event_type/, () => signed({ message: '{}' }, signing)],
    ['a known event without its session', 400, 'malformed', /job_id/, () => signed({ event_type: 'SHOOT_SCRIPT_SWITCH', message: '{"room_id":"r"}' }, signing)],
    ['a message that carries nothing', 400, 'malformed', /message of SHOOT_SCRIPT_SWITCH/, () => signed({ event_type: 'SHOOT_SCRIPT_SWITCH', message: null }, signing)],
    ['more than 256 KiB', 413, 'too_large', /262144 bytes/, () => signed({ ...fresh(), filler: 'x'.repeat(256 * 1024) }, signing)],
    ['another media type', 415, 'wrong_media_type', /application\/json/, () => withHeaders(signed(fresh(), signing), { 'content-type': 'text/plain' })],
    ['an account that is not there', 404, 'unknown_account', /no account of this name/, () => signed(fresh(), signing), '/callbacks/elsewhere/live'],
    ['a kind that the account does not take', 404, 'unknown_account', /this kind/, () => signed(fresh(), signing), '/callbacks/huawei/tasks'],
    ['a kind that is not there', 404, 'unknown_account', /this kind/, () => signed(fresh(), signing), '/callbacks/huawei/__proto__'],
  ])('%s: %i', async (_what, status, outcome, why, callback, path = '/callbacks/huawei/live') => {
    const before = { position: await logPosition(), lines: refusals().length, counted: await counted(outcome) }
    const response = await send(callback(), path)
    expect(response.status).toBe(status)
    expect(((await response.json()) as { error: string }).error).toMatch(why)
    expect(await logPosition()).toBe(before.position)
    expect(await counted(outcome)).toBe(before.counted + 1)
    expect(refusals().slice(before.lines)).toEqual([expect.objectContaining({ outcome, why: expect.stringMatching(why) as string, requestId: response.headers.get('x-request-id') })])
  })

  test('a body of exactly 256 KiB is not too large', async () => {
    const body = fresh()
    const filler = 256 * 1024 - JSON.stringify({ ...body, filler: '' }).length
    expect((await send(signed({ ...body, filler: 'x'.repeat(filler) }, signing))).status).toBe(200)
  })

  test('strangers\' words become no series of the metrics', async () => {
    await send(signed(fresh(), signing), '/callbacks/made-up-by-a-stranger/live')
    expect([...(await app.metrics()).keys()].filter((sample) => sample.includes('made-up'))).toEqual([])
  })
})

test('what was taken, and nothing else, comes to a subscriber who asks for all of it, once and in order', async () => {
  const first = app.subscribe('subscription { liveProgress { __typename ... on LiveProgress { cursor sequenceNo } } }')
  await app.subscribers(1)
  await send(signed(scriptSwitch('session-3', 1), signing))
  const begin = (await first.next()).data?.['liveProgress']?.['cursor']
  for (const sequenceNo of [2, 3]) await send(signed(scriptSwitch('session-3', sequenceNo), signing))
  await send(signed(scriptSwitch('session-3', 4), { ...signing, key: 'a-key-of-somebody-else' }))
  await send(signed(scriptSwitch('session-3', 5), signing))
  const again = app.subscribe('subscription($after: String) { liveProgress(after: $after) { ... on LiveProgress { sequenceNo } } }', { after: begin })
  const seen = [await again.next(), await again.next(), await again.next()].map(({ data }) => data?.['liveProgress']?.['sequenceNo'])
  expect(seen).toEqual([2, 3, 5])
})

test('no line of the log holds a key, a stream key or what signed a callback', () => {
  expect(app.logs.length).toBeGreaterThan(50)
  const log = JSON.stringify(app.logs)
  for (const secret of secrets) expect(log).not.toContain(secret)
})
