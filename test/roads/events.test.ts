import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { startApp, type TestApp } from '../support/app.js'
import { realPostgres } from '../support/postgres.js'
import { realRedis } from '../support/redis.js'

/** A room of the simulated world that can go on air, with several paragraphs. */
const usableRoom = (huawei: HuaweiSandbox, skip = 0) => huawei.world.rooms.filter(({ detail }) => detail.room_state === 'ENABLE' && detail.room_type === 'NORMAL')[skip]?.id ?? ''
const idOf = (type: string, key: string, account = 'huawei') => Buffer.from(`${type}:${account}:${key}`).toString('base64url')

const START = 'mutation ($id: ID!) { startLive(input: { id: $id }) { session { id state room { id } } userErrors { code message } } }'
const STOP = 'mutation ($id: ID!) { stopLive(input: { id: $id }) { session { id } userErrors { code message } } }'
const PROGRESS = 'subscription ($room: ID, $session: ID, $after: String) { liveProgress(roomId: $room, sessionId: $session, after: $after) { __typename ... on LiveProgress { cursor source sceneName sequenceNo paragraphTitle session { id } room { id } } ... on StreamGap { reason } } }'
const RTMP = 'subscription ($room: ID, $snapshot: Boolean! = false) { rtmpStateChanged(roomId: $room, snapshot: $snapshot) { ... on RtmpStateChanged { cursor outputUrl state previousState source } } }'
const REPLY = 'subscription ($room: ID) { replyFinished(roomId: $room) { ... on ReplyFinished { replyId source } } }'
const STATE = 'subscription ($room: ID) { liveStateChanged(roomId: $room) { ... on LiveStateChanged { state previousState source session { id } } } }'

interface Started {
  startLive: { session: { id: string; state: string }; userErrors: unknown[] }
}

const start = async (app: TestApp, room: string) => {
  const { body } = await app.query<Started>(START, { id: idOf('LiveRoom', room) })
  expect(body.data?.startLive.userErrors).toEqual([])
  return body.data?.startLive.session as Started['startLive']['session']
}

describe('roads 2 and 3 over one live session', () => {
  let app: TestApp
  let huawei: HuaweiSandbox
  beforeAll(async () => {
    app = await startApp({ SANDBOX_SPEED: '20' })
    huawei = app.app.sandboxes.huawei as HuaweiSandbox
  })
  afterAll(() => app.dispose())

  it('reach subscribers of the room, from the first word to the end', async () => {
    const room = usableRoom(huawei)
    const variables = { room: idOf('LiveRoom', room) }
    const [progress, rtmp, state, reply, other] = [
      app.subscribe(PROGRESS, variables),
      app.subscribe(RTMP, variables),
      app.subscribe(STATE, variables),
      app.subscribe(REPLY, variables),
      app.subscribe(PROGRESS, { room: idOf('LiveRoom', usableRoom(huawei, 1)) }),
    ]
    await app.subscribers(5)
    const session = await start(app, room)
    expect(session.state).toBe('WAITING')

    expect((await progress.next()).data?.liveProgress).toMatchObject({ source: 'CALLBACK', sequenceNo: 1, session: { id: session.id }, room: { id: variables.room } })
    expect((await rtmp.next()).data?.rtmpStateChanged).toMatchObject({ state: 'CONNECTING', previousState: null, source: 'CALLBACK' })
    expect((await rtmp.next()).data?.rtmpStateChanged).toMatchObject({ state: 'CONNECTED', previousState: 'CONNECTING' })
    expect((await reply.next()).data?.replyFinished).toMatchObject({ source: 'CALLBACK', replyId: expect.any(String) as string })

    const stopped = await app.query(STOP, { id: session.id })
    expect(stopped.body.data).toMatchObject({ stopLive: { session: { id: session.id }, userErrors: [] } })
    for (let last; last !== 'ENDED'; ) last = (await state.next()).data?.liveStateChanged?.state
    let output
    while (output !== 'ENDED') output = (await rtmp.next()).data?.rtmpStateChanged?.state

    // A second session, watched by the other subscriber alone: the first event it gets is of its own room.
    const second = await start(app, usableRoom(huawei, 1))
    expect((await other.next()).data?.liveProgress).toMatchObject({ session: { id: second.id } })
    await app.query(STOP, { id: second.id })
    for (const subscription of [progress, rtmp, state, reply, other]) subscription.dispose()
  })

  it('poll a session to its end, and then no more', async () => {
    const room = usableRoom(huawei, 2)
    const state = app.subscribe(STATE, { room: idOf('LiveRoom', room) })
    await app.subscribers(1)
    const { id } = await start(app, room)
    const seen = [(await state.next()).data?.liveStateChanged]
    await app.query(STOP, { id })
    while (seen.at(-1)?.state !== 'ENDED') seen.push((await state.next()).data?.liveStateChanged)
    expect(seen.every((event) => event?.source === 'POLL')).toBe(true)
    expect(seen.at(-1)).toMatchObject({ session: { id } })
    state.dispose()
    expect((await app.metrics()).get('avatargraph_watched_jobs')).toBe(0)
  })

  it('put our callback address, key and event types into the vendor’s request', async () => {
    const { id } = await start(app, usableRoom(huawei, 3))
    const request = await huawei.journal.until((entry) => entry.operation === 'startSmartLive' && (entry.kind === 'request' ? entry.path : '').includes(usableRoom(huawei, 3)))
    expect(request.body).toMatchObject({
      live_event_callback_config: {
        live_event_type_callback_url: `${app.url}/callbacks/huawei/live`,
        auth_type: 'MSS_A_HEAD',
        callback_event_type: ['SHOOT_SCRIPT_SWITCH', 'RTMP_STREAM_STATE_CHANGE', 'REPLY_COMMAND_FINISH'],
      },
    })
    await app.query(STOP, { id })
  })

  it('replay everything after a cursor, once and in order, then go on live', async () => {
    const room = usableRoom(huawei, 4)
    const whole = app.subscribe(PROGRESS, { room: idOf('LiveRoom', room) })
    await app.subscribers(1)
    const { id } = await start(app, room)
    const events = [await whole.next(), await whole.next(), await whole.next()].map(({ data }) => data?.liveProgress)
    const back = app.subscribe(PROGRESS, { session: id, after: events[0]?.cursor })
    for (let position = 1; position < 6; position += 1) {
      if (position >= events.length) events.push((await whole.next()).data?.liveProgress)
      expect((await back.next()).data?.liveProgress).toEqual(events[position])
    }
    await app.query(STOP, { id })
    whole.dispose()
    back.dispose()
  })

  it('begin with the present state of every output when a snapshot is asked for', async () => {
    const room = usableRoom(huawei, 5)
    const live = app.subscribe(RTMP, { room: idOf('LiveRoom', room) })
    await app.subscribers(1)
    const { id } = await start(app, room)
    let last
    while (last?.state !== 'CONNECTED') last = (await live.next()).data?.rtmpStateChanged
    await app.query(STOP, { id })
    while (last?.state !== 'ENDED') last = (await live.next()).data?.rtmpStateChanged
    const late = app.subscribe(RTMP, { room: idOf('LiveRoom', room), snapshot: true })
    expect((await late.next()).data?.rtmpStateChanged).toEqual(last)
    const shown = await app.query<{ liveSession: { outputs: unknown[] } }>('query ($id: ID!) { liveSession(id: $id) { state vendorState outputs { url state } } }', { id })
    expect(shown.body.data?.liveSession).toEqual({ state: 'ENDED', vendorState: 'SUCCEED', outputs: [{ url: last?.outputUrl, state: 'ENDED' }] })
    live.dispose()
    late.dispose()
  })

  it('cause no vendor call for ids alone', async () => {
    const room = usableRoom(huawei, 6)
    const progress = app.subscribe(PROGRESS, { room: idOf('LiveRoom', room) })
    await app.subscribers(1)
    const { id } = await start(app, room)
    await progress.next()
    const reads = () => huawei.journal.count('showSmartLiveRoom', (entry) => entry.kind === 'request' && entry.path.includes(room))
    expect(reads()).toBe(0)
    await app.query(STOP, { id })
    progress.dispose()
  })

  it('refuse cursors that are none, ids of the wrong type, and a snapshot beside a cursor', async () => {
    for (const [document, variables] of [
      [PROGRESS, { after: 'nonsense' }],
      [PROGRESS, { room: idOf('Asset', 'x') }],
      ['subscription { liveProgress(after: "x", snapshot: true) { __typename } }', {}],
    ] as const) {
      const refused = app.subscribe(document, variables)
      const result = await refused.next()
      expect(result.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT')
      refused.dispose()
    }
  })
})

describe('two replicas on one PostgreSQL and one Redis', () => {
  it('give a subscriber of one what the vendor tells the other, once', async (context) => {
    const [database, redis] = [await realPostgres(), await realRedis()]
    if (!database || !redis) return context.skip()
    const stores = { DATABASE_URL: database.url, REDIS_URL: redis.url, SANDBOX_SPEED: '20' }
    const [one, two] = await Promise.all([startApp(stores), startApp(stores)])
    try {
      const huawei = one.app.sandboxes.huawei as HuaweiSandbox
      const room = usableRoom(huawei)
      const [here, there] = [one.subscribe(PROGRESS, { room: idOf('LiveRoom', room) }), two.subscribe(PROGRESS, { room: idOf('LiveRoom', room) })]
      await Promise.all([one.subscribers(1), two.subscribers(1)])
      const { id } = await start(one, room)
      for (let event = 0; event < 4; event += 1) {
        const first = (await here.next()).data?.liveProgress
        expect(first?.__typename).toBe('LiveProgress')
        expect((await there.next()).data?.liveProgress).toEqual(first)
      }
      await one.query(STOP, { id })
    } finally {
      await Promise.all([one.dispose(), two.dispose()])
      await database.dispose()
    }
  })
})
