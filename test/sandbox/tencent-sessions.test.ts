import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTencentSandbox, type TencentSandbox } from '../../src/sandbox/tencent.js'
import { callTencent, type TencentReply } from './client.js'

const PATIENT = { timeout: 10_000, interval: 5 }
const START = Date.UTC(2026, 6, 1, 8, 0, 0)
const ReqId = 'd7aa08da33dd4a662ad5be508c5b77cf'
let now = START
let sandbox: TencentSandbox
beforeEach(async () => {
  now = START
  sandbox = await startTencentSandbox({ speed: 100, now: () => now })
})
afterEach(() => sandbox.close())

const service = (operation: string, payload: object): Promise<TencentReply> => callTencent(sandbox, `sessionmanager/sessionmanagerservice/${operation}`, { ReqId, ...payload }, { at: now })
const body = (change: object = {}): object => ({ VirtualmanProjectId: sandbox.settings.projectId, UserId: 'someone', Protocol: 'webrtc', DriverType: 1, ...change })
const create = async (change: object = {}): Promise<string> => {
  const reply = await service('createsession', body(change))
  expect(reply, reply.text).toMatchObject({ code: 0, payload: { ReqId, SessionStatus: 3, PlayStreamAddr: '' } })
  return String(reply.payload['SessionId'])
}
const state = async (SessionId: string): Promise<Record<string, unknown>> => (await service('statsession', { SessionId })).payload
const ready = (id: string, status = 1): Promise<void> => expect.poll(async () => (await state(id))['SessionStatus'], { timeout: 10_000, interval: 5 }).toBe(status)
const started = async (change: object = {}): Promise<string> => {
  const id = await create(change)
  await ready(id)
  expect((await service('startsession', { SessionId: id })).payload).toEqual({ ReqId })
  return id
}
const say = (SessionId: string, Text: string, more: object = {}): Promise<TencentReply> => callTencent(sandbox, 'interactdriver/interactdriverservice/command', { ReqId, SessionId, Command: 'SEND_TEXT', Data: { Text, ...more } }, { at: now })
const speaks = (id: string, status: string): Promise<void> => expect.poll(async () => (await state(id))['SpeakStatus'], { timeout: 10_000, interval: 2 }).toBe(status)

describe('a session', () => {
  test('is prepared, ready, started and closed', async () => {
    const id = await create()
    expect(id).toMatch(/^m\d{20}$/)
    await ready(id)
    expect(await state(id)).toEqual({ ReqId, SessionStatus: 1, PlayStreamAddr: `webrtc://liveplay.ivh.qq.com/live/${id}?min_delay_ms=100`, SpeakStatus: 'Initial', IsSessionStarted: false, ErrorCode: 0, ErrorMessage: '' })
    await service('startsession', { SessionId: id })
    expect(await state(id)).toMatchObject({ IsSessionStarted: true })
    expect((await service('closesession', { SessionId: id })).code).toBe(0)
    expect(await state(id)).toMatchObject({ SessionStatus: 2, IsSessionStarted: true, PlayStreamAddr: '', ErrorCode: 0 })
    expect((await service('closesession', { SessionId: id })).code).toBe(110013)
  })

  test('can be made from an avatar, and over each protocol', async () => {
    const asset = { AssetVirtualmanKey: sandbox.settings.virtualmanKey, UserId: 'a', Protocol: 'rtmp', DriverType: 3, SpeechParam: { Speed: 1.2, TimbreKey: 'male_1' }, AnchorParam: { Scale: 1 }, Backgrounds: [{}, {}], Foregrounds: [{}, {}, {}] }
    const { payload, code } = await service('createsessionbyasset', asset)
    expect(code).toBe(0)
    await ready(String(payload['SessionId']))
    expect((await state(String(payload['SessionId'])))['PlayStreamAddr']).toMatch(/^rtmp:\/\/liveplay\.ivh\.qq\.com\/live\/m\d+$/)
    const trtc = await create({ Protocol: 'trtc', UserId: 'b' })
    await ready(trtc)
    expect((await state(trtc))['PlayStreamAddr']).toContain('roomid=')
  })

  test.each([
    ['an unknown project', 'createsession', { VirtualmanProjectId: 'none' }, 100007],
    ['no user', 'createsession', { UserId: undefined }, 100001],
    ['a protocol in capitals', 'createsession', { Protocol: 'RTMP' }, 100001],
    ['a driver type of 2', 'createsession', { DriverType: 2 }, 100001],
    ['a SessionId of its own', 'createsession', { SessionId: 'm1' }, 100001],
    ['a ReqId with dashes', 'createsession', { ReqId: 'd7aa08da-33dd-4a66-2ad5-be508c5b77cf' }, 100001],
    ['an interval of 1 s', 'createsession', { StreamMaxInterval: 1000 }, 100001],
    ['a TRTC application without its signature', 'createsession', { Protocol: 'trtc', ProtocolOption: { TrtcUseExternalApp: true, TrtcAppId: '1' } }, 100001],
    ['a room number that is too large', 'createsession', { Protocol: 'trtc', ProtocolOption: { TrtcRoomId: 4_294_967_295 } }, 100001],
    ['a push address that is not signed', 'createsession', { Protocol: 'rtmp', ProtocolOption: { CssCustomPushUrl: 'rtmp://x.example.com/live/a' } }, 100001],
    ['an unknown avatar', 'createsessionbyasset', { AssetVirtualmanKey: 'none' }, 100001],
    ['six layers', 'createsessionbyasset', { AssetVirtualmanKey: 'own', Backgrounds: [1, 2, 3], Foregrounds: [1, 2, 3] }, 100001],
  ])('with %s is refused', async (_name, operation, change, code) => {
    const payload = body(change) as Record<string, unknown>
    expect((await service(operation, payload['AssetVirtualmanKey'] === 'own' ? { ...payload, AssetVirtualmanKey: sandbox.settings.virtualmanKey } : payload)).code).toBe(code)
  })

  test('of an avatar that has expired is refused', async () => {
    const expired = sandbox.world.images.all.find(({ expiresAt }) => expiresAt < now)
    expect((await service('createsessionbyasset', body({ AssetVirtualmanKey: expired?.id }))).code).toBe(100015)
  })

  test('of the same user takes the place of the earlier one', async () => {
    const earlier = await started()
    const later = await create()
    expect(await state(earlier)).toMatchObject({ SessionStatus: 2, ErrorCode: 110022 })
    expect((await say(earlier, 'hello')).code).toBe(110022)
    expect(await state(later)).toMatchObject({ SessionStatus: expect.any(Number) as number, ErrorCode: 0 })
  })

  test('beyond the concurrency is refused until one is closed', async () => {
    sandbox.world.quotas.concurrency = 2
    const first = await create({ UserId: 'a' })
    await create({ UserId: 'b' })
    expect((await service('createsession', body({ UserId: 'c' }))).code).toBe(100008)
    await service('closesession', { SessionId: first })
    await create({ UserId: 'c' })
    sandbox.world.quotas.concurrency = 0
    expect((await service('createsession', body({ UserId: 'd' }))).code).toBe(100014)
  })

  test('that cannot be created ends in 4, with a code', async () => {
    const id = await create({ UserId: 'sandbox-fail' })
    await ready(id, 4)
    expect(await state(id)).toMatchObject({ ErrorCode: -111004, ErrorMessage: expect.any(String) as string })
    expect((await service('startsession', { SessionId: id })).code).toBe(110014)
  })

  test('is closed after ten minutes without a command', async () => {
    const id = await started()
    now += 600_000
    await say(id, 'still here')
    now += 600_000
    expect(await state(id)).toMatchObject({ SessionStatus: 1 })
    now += 1
    expect(await state(id)).toMatchObject({ SessionStatus: 2, ErrorCode: -111002 })
  })

  test('can be ended by a test, with any code', async () => {
    const id = await started()
    expect([sandbox.endSession(id, -111003), sandbox.endSession(id), sandbox.endSession('none')]).toEqual([true, false, false])
    expect(await state(id)).toMatchObject({ SessionStatus: 2, ErrorCode: -111003 })
  })
})

describe('out of its order', () => {
  let slow: TencentSandbox
  beforeEach(async () => { slow = await startTencentSandbox({ speed: 0.001 }) })
  afterEach(() => slow.close())

  test('starting before it is ready is refused, and so is a text', async () => {
    const { payload } = await callTencent(slow, 'sessionmanager/sessionmanagerservice/createsession', { ReqId, ...body({ VirtualmanProjectId: slow.settings.projectId }) })
    const SessionId = payload['SessionId']
    expect((await callTencent(slow, 'sessionmanager/sessionmanagerservice/startsession', { ReqId, SessionId })).code).toBe(110014)
    expect((await callTencent(slow, 'interactdriver/interactdriverservice/command', { ReqId, SessionId, Command: 'SEND_TEXT', Data: { Text: 'x' } })).code).toBe(110014)
    expect((await callTencent(slow, 'sessionmanager/sessionmanagerservice/closesession', { ReqId, SessionId })).code).toBe(0)
  })

  test('starting twice is refused', async () => {
    expect((await service('startsession', { SessionId: await started() })).code).toBe(110015)
  })

  test('a session that is not there is answered 110018 everywhere', async () => {
    for (const operation of ['statsession', 'startsession', 'closesession']) expect((await service(operation, { SessionId: 'm1' })).code).toBe(110018)
    expect((await say('m1', 'x')).code).toBe(110018)
    expect((await service('gettrtcsign', { SessionId: 'm1', UserId: 'u', RoomId: 1 })).code).toBe(110018)
  })
})

describe('SEND_TEXT', () => {
  test('is said, and SpeakStatus follows it', async () => {
    const id = await started()
    expect((await say(id, 'Hello')).payload).toEqual({ ReqId })
    await speaks(id, 'TextOver')
    expect(sandbox.sessions.byId.get(id)?.mouth.said).toEqual(['Hello'])
  })

  test('needs a session that has been started and is not closed', async () => {
    const id = await create()
    await ready(id)
    expect((await say(id, 'x')).code).toBe(110016)
    await service('closesession', { SessionId: id })
    expect((await say(id, 'x')).code).toBe(110013)
  })

  test('needs more than a second since the last one', async () => {
    const id = await started()
    const codes = [(await say(id, 'one')).code]
    now += 1000
    codes.push((await say(id, 'two')).code)
    now += 1
    codes.push((await say(id, 'three')).code)
    expect(codes).toEqual([0, 100012, 0])
  })

  test('waits for its turn, interrupts when it shall, and falls silent for an empty text', async () => {
    const quiet = await startTencentSandbox({ speed: 10, throttle: false })
    const command = (SessionId: unknown, Data: object): Promise<TencentReply> => callTencent(quiet, 'interactdriver/interactdriverservice/command', { ReqId, SessionId, Command: 'SEND_TEXT', Data })
    const { payload: { SessionId } } = await callTencent(quiet, 'sessionmanager/sessionmanagerservice/createsession', { ReqId, ...body({ VirtualmanProjectId: quiet.settings.projectId }) })
    const ask = async (): Promise<Record<string, unknown>> => (await callTencent(quiet, 'sessionmanager/sessionmanagerservice/statsession', { ReqId, SessionId })).payload
    await expect.poll(async () => (await ask())['SessionStatus'], PATIENT).toBe(1)
    await callTencent(quiet, 'sessionmanager/sessionmanagerservice/startsession', { ReqId, SessionId })
    const said = (): readonly string[] => quiet.sessions.byId.get(String(SessionId))?.mouth.said ?? []
    const long = 'word '.repeat(400)
    await command(SessionId, { Text: long })
    await expect.poll(async () => (await ask())['SpeakStatus'], PATIENT).toBe('TextStart')
    await command(SessionId, { Text: 'waits' })
    expect(said()).toEqual([long])
    await command(SessionId, { Text: 'now', Interrupt: true })
    expect(said()).toEqual([long, 'now'])
    await expect.poll(async () => (await ask())['SpeakStatus'], PATIENT).toBe('TextOver')
    expect(said()).toEqual([long, 'now'])
    await command(SessionId, { Text: long })
    await command(SessionId, { Text: 'next' })
    await command(SessionId, { Text: '' })
    expect(await ask()).toMatchObject({ SpeakStatus: 'TextOver' })
    await command(SessionId, { Text: 'sandbox-fail' })
    await expect.poll(async () => (await ask())['SpeakStatus'], PATIENT).toBe('Error')
    await command(SessionId, { Text: 'one' })
    await command(SessionId, { Text: 'two' })
    await expect.poll(() => said().slice(-2), PATIENT).toEqual(['one', 'two'])
    await quiet.close()
  })

  test.each([
    ['4,001 bytes', { Text: 'a'.repeat(4001) }],
    ['4,002 bytes of Chinese', { Text: '字'.repeat(1334) }],
    ['no text', {}],
    ['an unknown chat command', { Text: 'x', ChatCommand: 'Chat' }],
    ['a visitor of 65 characters', { Text: 'x', CloudAiVisitorBizId: 'v'.repeat(65) }],
  ])('with %s is refused with 100001', async (_name, data) => {
    const id = await started()
    expect((await callTencent(sandbox, 'interactdriver/interactdriverservice/command', { ReqId, SessionId: id, Command: 'SEND_TEXT', Data: data }, { at: now })).code).toBe(100001)
  })

  test('is the only command that goes by HTTP', async () => {
    const id = await started()
    expect((await callTencent(sandbox, 'interactdriver/interactdriverservice/command', { ReqId, SessionId: id, Command: 'SEND_HEARTBEAT', Data: { Text: 'PING' } }, { at: now })).code).toBe(100001)
  })
})

describe('the lists and the room key', () => {
  test('show what is open, by account, project and avatar', async () => {
    const byProject = await started({ UserId: 'a', DriverType: 3 })
    const { payload } = await service('createsessionbyasset', { AssetVirtualmanKey: sandbox.settings.virtualmanKey, UserId: 'b', Protocol: 'rtmp', DriverType: 1 })
    const closed = await create({ UserId: 'c' })
    await service('closesession', { SessionId: closed })
    const listed = async (operation: string, more: object = {}): Promise<Record<string, unknown>[]> => (await service(operation, more)).payload['Sessions'] as Record<string, unknown>[]
    expect(await listed('listsessionofuin')).toMatchObject([{ UserId: 'b', SessionId: payload['SessionId'], DriverType: '1' }, { UserId: 'a', SessionId: byProject, SessionStatus: 1, DriverType: '3', IsSessionStarted: true, PlayStreamAddr: expect.stringContaining('webrtc:') as string }])
    expect((await listed('listsessionofprojectid', { VirtualmanProjectId: sandbox.settings.projectId })).map(({ SessionId: id }) => id)).toEqual([byProject])
    expect((await listed('listsessionofassetvk', { AssetVirtualmanKey: sandbox.settings.virtualmanKey })).map(({ SessionId: id }) => id)).toEqual([payload['SessionId']])
    expect((await service('listsessionofprojectid', {})).code).toBe(100001)
  })

  test('gettrtcsign signs for the platform\'s own rooms alone', async () => {
    const trtc = await started({ Protocol: 'trtc', UserId: 'a' })
    const signed = await service('gettrtcsign', { SessionId: trtc, UserId: 'viewer', RoomId: 7 })
    expect(signed.payload).toEqual({ UserSig: expect.stringMatching(/^.{20,}$/) as string, PrivateMapKey: expect.stringMatching(/^.{20,}$/) as string })
    expect((await service('gettrtcsign', { SessionId: trtc, UserId: 'viewer', RoomId: '7' })).payload).toEqual(signed.payload)
    expect((await service('gettrtcsign', { SessionId: trtc, UserId: 'viewer' })).code).toBe(100001)
    expect((await service('gettrtcsign', { SessionId: await started({ UserId: 'b' }), UserId: 'viewer', StrRoomId: 'r' })).code).toBe(100001)
    const own = await started({ Protocol: 'trtc', UserId: 'c', ProtocolOption: { TrtcUseExternalApp: true, TrtcAppId: '1', TrtcUserSig: 's' } })
    expect((await service('gettrtcsign', { SessionId: own, UserId: 'viewer', RoomId: 7 })).code).toBe(100001)
    expect(JSON.stringify(sandbox.journal.entries())).not.toContain('"TrtcUserSig":"s"')
  })
})
