import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { TencentSandbox } from '../../src/sandbox/tencent.js'
import { idOf, mutate } from '../huawei/support.js'
import { startApp, type TestApp } from '../support/app.js'
import { until } from '../support/until.js'
import { avatarOf, CHANGES, open, payloads, reached, SESSIONS, upTo } from './live.js'

let app: TestApp
let tencent: TencentSandbox
let room: string
beforeAll(async () => {
  app = await startApp({ SANDBOX_SPEED: '5' })
  tencent = app.app.sandboxes.tencent!
  room = idOf('LiveRoom', 'tencent', tencent.settings.projectId)
})
afterEach(async () => {
  tencent.faults.clear()
  for (const { id, status } of tencent.sessions.all) if (status === 1 || status === 3) await mutate(app, 'stopLive', { id: idOf('LiveSession', 'tencent', id) }, 'session { id }')
  tencent.journal.clear()
})
afterAll(() => app.dispose())

const assetId = (key: string) => idOf('Asset', 'tencent', key)
const stop = (id: string) => mutate(app, 'stopLive', { id }, 'session { id }')
interface Session {
  liveSession: Record<string, unknown>
}
const look = async (id: string, selection: string) => {
  const { body } = await app.query<Session>(`query ($id: ID!) { liveSession(id: $id) { ${selection} } }`, { id })
  expect(body.errors).toBeUndefined()
  return body.data!.liveSession
}

describe('a session of the project', () => {
  it('is prepared, put on air, made to speak and stopped, and subscribers of the room hear of it all', async () => {
    const changes = app.subscribe(CHANGES, { room })
    await app.subscribers(1)
    const session = await open(app, { id: room, userId: 'viewer-1' })
    expect(session.state).toBe('PREPARING')
    const way = await upTo(changes, 'LIVE')
    // How often it is seen in preparation is a matter of chance; session-restart.test.ts sees it for certain.
    expect(way.map(({ state }) => state).filter((state) => state !== 'PREPARING')).toEqual(['READY', 'LIVE'])
    for (const change of way) expect(change).toMatchObject({ session: { id: session.id }, room: { id: room }, source: 'POLL' })
    expect(payloads(tencent, `${SESSIONS}/startsession`)).toMatchObject([{ SessionId: session.nativeId }])

    const said = await mutate<{ commandId: string }>(app, 'speakInLive', { id: session.id, text: 'Good evening.' }, 'commandId')
    expect(said).toMatchObject({ userErrors: [], commandId: expect.stringMatching(/^[0-9a-f]{32}$/) as string })
    expect(tencent.sessions.byId.get(session.nativeId)?.mouth.said).toEqual(['Good evening.'])
    expect(payloads(tencent, 'interactdriverservice/command').at(-1)?.Data).toEqual({ Text: 'Good evening.', ChatCommand: 'NotUseChat' })

    expect(await look(session.id, 'state vendorState playUrl protocol driver userId createdAt failure { code } rtcRoom { appId } room { id name kind }')).toMatchObject({
      state: 'LIVE',
      vendorState: '1 IsSessionStarted',
      playUrl: `rtmp://liveplay.ivh.qq.com/live/${session.nativeId}`,
      protocol: 'RTMP',
      driver: 'TEXT',
      userId: 'viewer-1',
      createdAt: expect.stringMatching(/^20/) as string,
      failure: null,
      rtcRoom: null,
      room: { id: room, name: null, kind: 'NORMAL' },
    })
    await stop(session.id)
    expect((await upTo(changes, 'ENDED')).at(-1)).toMatchObject({ previousState: 'LIVE', session: { id: session.id } })
    expect(await look(session.id, 'state failure { code }')).toEqual({ state: 'ENDED', failure: null })
    changes.dispose()
    await app.subscribers(0)
  })

  it('is asked for with all that is said', async () => {
    await open(app, {
      account: 'tencent',
      protocol: 'WEBRTC',
      driver: 'AUDIO',
      outputs: [{ url: 'rtmp://push.example/live', streamKey: 'stream?txSecret=s&txTime=t' }],
      script: { StreamMaxInterval: 3000, ExtraInfo: { AlphaChannelEnable: true } },
    })
    expect(payloads(tencent, `${SESSIONS}/createsession`)).toEqual([
      {
        ReqId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        UserId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        VirtualmanProjectId: tencent.settings.projectId,
        Protocol: 'webrtc',
        DriverType: 3,
        StreamMaxInterval: 3000,
        ExtraInfo: { AlphaChannelEnable: true },
        ProtocolOption: { CssCustomPushUrl: '[redacted]' },
      },
    ])
    const [session] = tencent.sessions.all
    expect(session?.body.ProtocolOption?.CssCustomPushUrl).toBe('rtmp://push.example/live/stream?txSecret=s&txTime=t')
  })
})

describe('a session by avatar', () => {
  it('has no room, and its avatar, voice and layers', async () => {
    const key = avatarOf(tencent)
    const session = await open(app, {
      avatarId: assetId(key),
      voice: { assetId: assetId(tencent.world.timbres.all[0]!.id), speed: 120, volume: 3 },
      script: { AnchorParam: { Scale: 0.8 }, Backgrounds: [{ Url: 'https://pictures.example/b.png' }] },
    })
    await reached(app, session.id, 'LIVE')
    expect(payloads(tencent, `${SESSIONS}/createsessionbyasset`)).toMatchObject([
      {
        AssetVirtualmanKey: key,
        SpeechParam: { Speed: 1.2, TimbreKey: tencent.world.timbres.all[0]!.id, Volume: 3 },
        AnchorParam: { Scale: 0.8 },
        Backgrounds: [{ Url: 'https://pictures.example/b.png' }],
      },
    ])
    expect(await look(session.id, 'nativeId state room { id }')).toEqual({ nativeId: session.nativeId, state: 'LIVE', room: null })
  })
})

describe('a session that is not started by itself', () => {
  it('is put on air at the next try when the first one failed', async () => {
    tencent.faults.add({ operation: `${SESSIONS}/startsession`, code: -101000, times: 1 })
    const session = await open(app, { id: room })
    await reached(app, session.id, 'LIVE')
    expect(payloads(tencent, `${SESSIONS}/startsession`)).toHaveLength(2)
    expect(app.logs.some(({ msg }) => msg === 'what a job called for failed; it is tried again at the next poll')).toBe(true)
  })
})

describe('the end of a session', () => {
  it('comes when its user opens another one', async () => {
    const first = await open(app, { id: room, userId: 'one and the same' })
    const second = await open(app, { id: room, userId: 'one and the same' })
    await reached(app, first.id, 'ENDED')
    await reached(app, second.id, 'LIVE')
    expect(await look(first.id, 'state vendorState failure { code vendorCode hint }')).toEqual({
      state: 'ENDED',
      vendorState: '2 110022',
      failure: { code: 'VENDOR_REJECTED', vendorCode: '110022', hint: 'Use a user id of its own for each session.' },
    })
  })

  it('is a failure when the vendor loses it', async () => {
    const session = await open(app, { id: room })
    await reached(app, session.id, 'LIVE')
    tencent.endSession(session.nativeId)
    await reached(app, session.id, 'FAILED')
    expect(await look(session.id, 'state failure { code vendorCode message }')).toMatchObject({ state: 'FAILED', failure: { code: 'VENDOR_UNAVAILABLE', vendorCode: '-111002' } })
  })

  it('is a failure when it cannot be prepared', async () => {
    const session = await open(app, { id: room, userId: 'sandbox-fail' })
    await reached(app, session.id, 'FAILED')
    expect(await look(session.id, 'vendorState failure { vendorCode }')).toEqual({ vendorState: '4 -111004', failure: { vendorCode: '-111004' } })
  })

  it.each([[110013], [110022]])('is also told by an error that says so (%i)', async (code) => {
    const session = await open(app, { id: room })
    await reached(app, session.id, 'LIVE')
    tencent.faults.add({ operation: `${SESSIONS}/statsession`, code })
    expect(await look(session.id, 'state vendorState room { id } failure { vendorCode }')).toEqual({ state: 'ENDED', vendorState: String(code), room: { id: room }, failure: { vendorCode: String(code) } })
  })

  it('can be asked for once', async () => {
    const session = await open(app, { id: room })
    await stop(session.id)
    expect(await stop(session.id)).toMatchObject({ userErrors: [{ code: 'VENDOR_REJECTED', vendorCode: '110013' }] })
  })
})

describe('what the vendor refuses', () => {
  it('is told with its meaning: no room for another session', async () => {
    const { concurrency } = tencent.world.quotas
    tencent.world.quotas.concurrency = 1
    await open(app, { id: room })
    const { userErrors } = await mutate(app, 'startLive', { id: room }, 'session { id }')
    expect(userErrors).toMatchObject([{ code: 'VENDOR_REJECTED', vendorCode: '100008', hint: 'Wait for running jobs or sessions to end, or buy more.' }])
    tencent.world.quotas.concurrency = concurrency
  })

  it.each([
    ['an avatar that is not there', { avatarId: 'nobody' }, '100001'],
    ['an avatar that has expired', { avatarId: 'expired' }, '100015'],
  ])('is told: %s', async (_, { avatarId }, vendorCode) => {
    const key = avatarId === 'expired' ? tencent.world.images.all.find(({ expiresAt }) => expiresAt < Date.now())!.id : avatarId
    const { userErrors } = await mutate(app, 'startLive', { avatarId: assetId(key) }, 'session { id }')
    expect(userErrors).toMatchObject([{ code: 'VENDOR_REJECTED', vendorCode }])
  })

  it('is told: a text to a session that is not ready yet', async () => {
    const session = await open(app, { id: room })
    expect(await mutate(app, 'speakInLive', { id: session.id, text: 'Too soon.' }, 'commandId')).toMatchObject({ userErrors: [{ code: 'VENDOR_REJECTED', vendorCode: '110014', hint: 'Wait until the session is READY.' }] })
  })

  it('is told: a session that there is not', async () => {
    const { body } = await app.query('query ($id: ID!) { liveSession(id: $id) { state } }', { id: idOf('LiveSession', 'tencent', 'm0') })
    expect(body.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', vendorCode: '110018' } }])
  })
})

describe('texts', () => {
  it('to one session keep the second that the vendor wants between them, and none is turned away', async () => {
    const [one, other] = [await open(app, { id: room }), await open(app, { id: room })]
    await Promise.all([reached(app, one.id, 'LIVE'), reached(app, other.id, 'LIVE')])
    const speak = (id: string, text: string) => mutate(app, 'speakInLive', { id, text }, 'commandId')
    const answers = await Promise.all([speak(one.id, 'First.'), speak(one.id, 'Second.'), speak(other.id, 'Elsewhere.')])
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([])
    const times = tencent.journal.entries().flatMap((entry) => (entry.kind === 'request' && entry.operation === 'interactdriverservice/command' ? [entry] : []))
    const [a, b] = times.filter(({ body }) => (body as { Payload: { SessionId: string } }).Payload.SessionId === one.nativeId)
    expect(b!.time - a!.time).toBeGreaterThan(1000)
    expect(times.filter(({ time }) => time - a!.time < 1000)).toHaveLength(2)
  })

  it('can be broken off', async () => {
    const session = await open(app, { id: room })
    await reached(app, session.id, 'LIVE')
    await mutate(app, 'speakInLive', { id: session.id, text: 'A long story, which begins with tea and does not come to its end for a long, long time.' }, 'commandId')
    await until(async () => (await look(session.id, 'speaking')).speaking === 'SPEAKING', 'it speaks')
    expect(await mutate(app, 'interruptLive', { id: session.id }, 'commandId')).toMatchObject({ userErrors: [] })
    expect(await look(session.id, 'speaking')).toEqual({ speaking: 'IDLE' })
    expect(payloads(tencent, 'interactdriverservice/command').at(-1)?.Data).toEqual({ Text: '', Interrupt: true })
    await mutate(app, 'speakInLive', { id: session.id, text: 'Now.', timing: 'NOW' }, 'commandId')
    expect(payloads(tencent, 'interactdriverservice/command').at(-1)?.Data).toMatchObject({ Text: 'Now.', Interrupt: true })
  })

  it.each<[string, object, string]>([
    ['none', { text: ' ' }, 'input.text'],
    ['one of more than 4,000 bytes', { text: '茶'.repeat(1334) }, 'input.text'],
    ['one that shall wait', { text: 'Later.', timing: 'APPEND' }, 'input.timing'],
    ['one for a co-streamer', { text: 'We.', role: 'CO_STREAMER' }, 'input.role'],
    ['one without review', { text: 'We.', skipReview: true }, 'input.skipReview'],
  ])('are checked before a call is spent: %s', async (_, input, field) => {
    const { userErrors } = await mutate(app, 'speakInLive', { id: idOf('LiveSession', 'tencent', 'm1'), ...input }, 'commandId')
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field }])
    expect(payloads(tencent, 'interactdriverservice/command')).toEqual([])
  })
})

describe('a start', () => {
  const rtcRoom = { appId: '1400000001', roomId: 'tea', token: 'let-it-in' }
  const layers = [{}, {}, {}]
  it.each<[string, () => object, string]>([
    ['a voice without an avatar', () => ({ id: room, voice: { speed: 100 } }), 'input.voice'],
    ['another room', () => ({ id: idOf('LiveRoom', 'tencent', 'another') }), ''],
    ['a room and an avatar', () => ({ id: room, avatarId: assetId('a') }), 'input.avatarId'],
    ['a voice that is too fast', () => ({ avatarId: assetId('a'), voice: { speed: 151 } }), 'input.voice.speed'],
    ['a pitch', () => ({ avatarId: assetId('a'), voice: { pitch: 100 } }), 'input.voice.pitch'],
    ['an orientation', () => ({ id: room, orientation: 'PORTRAIT' }), 'input.orientation'],
    ['a callback', () => ({ id: room, callback: { url: 'https://a.example/' } }), 'input.callback'],
    ['data of the caller', () => ({ id: room, userData: 'mine' }), 'input.userData'],
    ['an unknown protocol', () => ({ id: room, protocol: 'UNKNOWN' }), 'input.protocol'],
    ['an RTC room over RTMP', () => ({ id: room, protocol: 'RTMP', rtcRoom }), 'input.protocol'],
    ['an RTC room without a token', () => ({ id: room, rtcRoom: { ...rtcRoom, token: null } }), 'input.rtcRoom.token'],
    ['an RTC room of too high a number', () => ({ id: room, rtcRoom: { ...rtcRoom, roomId: '4294967295' } }), 'input.rtcRoom.roomId'],
    ['two users', () => ({ id: room, userId: 'a', rtcRoom: { ...rtcRoom, userId: 'b' } }), 'input.rtcRoom.userId'],
    ['two outputs', () => ({ id: room, outputs: [{ url: 'rtmp://a/' }, { url: 'rtmp://b/' }] }), 'input.outputs'],
    ['an output that is no push address', () => ({ id: room, outputs: [{ url: 'rtmp://push.example/live', streamKey: 'secret-stream' }] }), 'input.outputs.0.url'],
    ['an unknown parameter', () => ({ id: room, script: { SessionId: 'mine' } }), 'input.script.SessionId'],
    ['layers in a project', () => ({ id: room, script: { Backgrounds: [] } }), 'input.script.Backgrounds'],
    ['six layers', () => ({ avatarId: assetId('a'), script: { Backgrounds: layers, Foregrounds: layers } }), 'input.script.Backgrounds'],
    ['too long an interval', () => ({ id: room, script: { StreamMaxInterval: 6001 } }), 'input.script.StreamMaxInterval'],
    ['an interval in words', () => ({ id: room, script: { StreamMaxInterval: 'long' } }), 'input.script.StreamMaxInterval'],
  ])('refuses %s before a call is spent', async (_, input, field) => {
    const { userErrors } = await mutate(app, 'startLive', input(), 'session { id }')
    expect(userErrors).toMatchObject([field ? { code: 'BAD_USER_INPUT', field } : { code: 'NOT_FOUND' }])
    expect(JSON.stringify(userErrors)).not.toMatch(/let-it-in|secret-stream/)
    expect(tencent.journal.entries().filter(({ operation }) => operation?.includes('createsession'))).toEqual([])
  })
})
