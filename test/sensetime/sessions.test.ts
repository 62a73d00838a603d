import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { mutate } from '../huawei/support.js'
import { startApp, type TestApp } from '../support/app.js'
import { until } from '../support/until.js'
import { deliver, SCRIPT, startSenseTimeApp, type SenseTimeApp } from './support.js'

let app: SenseTimeApp

interface Session {
  id: string
  nativeId: string
  state: string
}
const begin = async (input: object = {}): Promise<Session> => {
  const { session, userErrors } = await mutate<{ session: Session }>(app, 'startLive', { account: 'sensetime', script: SCRIPT, ...input }, 'session { id nativeId state }')
  expect(userErrors).toEqual([])
  return session
}
const WATCH = 'subscription ($id: ID!) { liveStateChanged(sessionId: $id, snapshot: true) { ... on LiveStateChanged { state previousState vendorState source } } }'
const stateOf = async (session: string, wanted: string, where: TestApp = app) => {
  const subscription = where.subscribe(WATCH, { id: session })
  for (;;) {
    const { data } = await subscription.next()
    const message = data!.liveStateChanged!
    if (message.state === wanted) return message
  }
}
const stored = async () => {
  const { body } = await app.query<{ events: { nodes: Record<string, unknown>[] } }>(
    '{ events(first: 100) { nodes { __typename source ... on UnrecognizedEvent { kind content } ... on LiveStateChanged { state session { nativeId } } } } }',
  )
  expect(body.errors).toBeUndefined()
  return body.data!.events.nodes
}
const callbacks = async () => (await stored()).filter(({ __typename }) => __typename === 'UnrecognizedEvent')
const asked = (operation: string) => app.sandbox.journal.count(operation, ({ kind }) => kind === 'request')

describe('a session', () => {
  afterEach(() => app.dispose())

  test('is watched from its creation to its end, and its callbacks are visible as they came', async () => {
    app = await startSenseTimeApp()
    const { id, nativeId, state } = await begin({ userData: 'order 7' })
    expect(state).toBe('PREPARING')
    expect(await stateOf(id, 'READY')).toMatchObject({ vendorState: '35', source: 'POLL' })
    await until(async () => (await callbacks()).length > 0, 'the callback is stored')
    expect((await callbacks())[0]).toMatchObject({ source: 'CALLBACK', kind: 'LIVE_STATUS', content: { sessionId: nativeId, status: 35, userData: 'order 7', signature: '[redacted]' } })

    expect(await mutate(app, 'stopLive', { id }, 'session { id }')).toMatchObject({ userErrors: [] })
    expect(await stateOf(id, 'ENDED')).toMatchObject({ source: 'POLL' })
    const { body } = await app.query('query ($id: ID!) { liveSession(id: $id) { state vendorState room { id } rtcRoom { nativeId users { nativeId } } } liveSessions(filter: { accounts: ["sensetime"] }) { nodes { id state } unavailable { message } } }', { id })
    expect(body).toMatchObject({ data: { liveSession: { state: 'ENDED', room: null, rtcRoom: { users: [{ nativeId: expect.any(String) as string }] } }, liveSessions: { nodes: [{ id, state: 'ENDED' }], unavailable: [] } } })
  })

  test('of a number that is not published is UNKNOWN, with the number beside it, and is counted', async () => {
    app = await startSenseTimeApp()
    const { id, nativeId } = await begin()
    app.sandbox.moveChannel(nativeId, 36)
    expect(await stateOf(id, 'UNKNOWN')).toMatchObject({ vendorState: '36' })
    expect([...(await app.metrics())].find(([sample]) => sample.startsWith('avatargraph_unknown_words_total') && sample.includes('live status'))?.[1]).toBeGreaterThan(0)
  })

  test('goes on air by itself where the path for that is configured', async () => {
    const startLiveChannel = '/guess/start'
    app = await startSenseTimeApp({ SENSETIME_PATHS: JSON.stringify({ startLiveChannel }), SENSETIME_STATUSES: '{"live":{"36":"LIVE"}}' }, { unconfirmed: { paths: { startLiveChannel } } })
    const { id } = await begin()
    expect(await stateOf(id, 'LIVE')).toMatchObject({ previousState: 'READY', vendorState: '36' })
    expect(asked('startLiveChannel')).toBe(1)
  })

  test('that was started elsewhere can be tracked by its id, and is not put on air', async () => {
    const startLiveChannel = '/guess/start'
    app = await startSenseTimeApp({}, { unconfirmed: { paths: { startLiveChannel } } })
    const { nativeId } = await begin()
    const { endpoint, appId, appKey } = app.sandbox.settings
    const other = await startApp({ SENSETIME_ENDPOINT: endpoint, SENSETIME_APP_ID: appId, SENSETIME_APP_KEY: appKey, SENSETIME_PATHS: JSON.stringify({ startLiveChannel }) })
    try {
      const track = (id: string) => mutate<{ job: { id: string; nativeId: string } | null }>(other, 'trackJob', { account: 'sensetime', kind: 'LIVE_SESSION', nativeId: id }, 'job { ... on LiveSession { id nativeId } }')
      expect(await track('nobody')).toMatchObject({ job: null, userErrors: [{ code: 'NOT_FOUND' }] })
      const { job, userErrors } = await track(nativeId)
      expect(userErrors).toEqual([])
      expect(job!.nativeId).toBe(nativeId)
      await stateOf(job!.id, 'READY', other)
      app.sandbox.endChannel(nativeId)
      await stateOf(job!.id, 'ENDED', other)
      expect(asked('startLiveChannel')).toBe(0)
    } finally {
      await other.dispose()
    }
  })
})

describe('a callback', () => {
  afterEach(() => app.dispose())

  test('has the vendor asked, and is not believed', async () => {
    app = await startSenseTimeApp({}, { unconfirmed: { initialiseMs: 600_000 } })
    const { id, nativeId } = await begin()
    await stateOf(id, 'PREPARING')
    const before = asked('listRunningLiveChannels')
    expect(await deliver(app, { sessionId: nativeId, status: 5 })).toBe(200)
    await until(() => asked('listRunningLiveChannels') > before)
    expect((await stored()).filter(({ __typename }) => __typename === 'LiveStateChanged')).toMatchObject([{ state: 'PREPARING' }])
    expect(await callbacks()).toMatchObject([{ kind: 'tasks', content: { sessionId: nativeId, status: 5 } }])
  })

  test.each(['headers', 'query'] as const)('signed in %s is taken, too', async (signatureIn) => {
    app = await startSenseTimeApp({}, { unconfirmed: { signatureIn } })
    app.sandbox.emit({ where: signatureIn })
    await until(async () => (await callbacks()).length === 1, 'the callback is stored')
  })

  test('is taken with the new and the old AuthKey', async () => {
    app = await startSenseTimeApp({ SENSETIME_AUTH_KEYS: 'New0Key,Old0Key' })
    expect(await deliver(app, { n: 1 }, { authKey: 'New0Key' })).toBe(200)
    expect(await deliver(app, { n: 2 }, { authKey: 'Old0Key' })).toBe(200)
    expect(await deliver(app, { n: 3 }, { authKey: 'Older0Key' })).toBe(401)
    expect(await callbacks()).toHaveLength(2)
  })

  test('is checked against the URL that is set at the vendor, where that is another', async () => {
    const url = 'https://gateway.example.com/sensetime'
    app = await startSenseTimeApp({ SENSETIME_CALLBACK_URL: url })
    expect(await deliver(app, { n: 1 }, { url })).toBe(200)
    expect(await deliver(app, { n: 1 })).toBe(401)
  })

  test('finds no route while the account has no AuthKey', async () => {
    app = await startSenseTimeApp({ SENSETIME_AUTH_KEYS: '' })
    expect(await deliver(app, {})).toBe(404)
  })
})

describe('callbacks of one account', () => {
  beforeAll(async () => {
    app = await startSenseTimeApp()
  })
  afterAll(() => app.dispose())

  test('of an unknown shape is stored and visible with its content', async () => {
    expect(app.sandbox.emit({ anything: { at: ['all'] }, apiKey: 'secret' })).toBe(true)
    await until(async () => (await callbacks()).length === 1, 'the callback is stored')
    expect((await callbacks())[0]).toMatchObject({ content: { anything: { at: ['all'] }, apiKey: '[redacted]' } })
  })

  test('that is forged, stale or of another URL leaves no trace', async () => {
    const before = await stored()
    expect(await deliver(app, {}, { authKey: 'Other0Key' })).toBe(401)
    expect(await deliver(app, {}, { skew: -301 })).toBe(401)
    expect(await deliver(app, {}, { skew: 302 })).toBe(401)
    expect(await deliver(app, {}, { url: `${app.callbackUrl}/` })).toBe(401)
    expect((await fetch(app.callbackUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"sessionId":"x"}' })).status).toBe(401)
    expect(await stored()).toEqual(before)
  })

  test('sent again is answered and stored once; the same proof with another body is refused', async () => {
    // A second of its own: two events of one second have the same proof.
    const timestamp = Math.floor(Date.now() / 1000) - 60
    expect(await deliver(app, { n: 1 }, { timestamp })).toBe(200)
    expect(await deliver(app, { n: 1 }, { timestamp })).toBe(200)
    expect(await deliver(app, { n: 2 }, { timestamp })).toBe(401)
    expect(await deliver(app, { n: 2 }, { timestamp: timestamp - 1 })).toBe(200)
    expect((await callbacks()).flatMap(({ content }) => (content as { n?: number }).n ?? []).sort()).toEqual([1, 2])
  })
})
