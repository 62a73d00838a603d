import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTencentSandbox, type TencentSandbox } from '../../src/sandbox/tencent.js'
import { liveCallbackSignature } from '../../src/sandbox/tencent/live-rooms/callback.js'
import { callTencent, type TencentReply } from './client.js'
import { startReceiver, type Receiver } from './receiver.js'

const ReqId = '89ba8c61e9854b62902db33b8daf48c1'
let sandbox: TencentSandbox
let receiver: Receiver
beforeEach(async () => { [sandbox, receiver] = await Promise.all([startTencentSandbox({ speed: 50 }), startReceiver()]) })
afterEach(() => Promise.all([sandbox.close(), receiver.close()]))

const service = (operation: string, payload: object): Promise<TencentReply> => callTencent(sandbox, `liveroom/liveroomservice/${operation}`, { ReqId, ...payload })
const body = (change: object = {}): object => ({
  CycleTimes: 5, VideoStreamReq: { VirtualmanProjectId: sandbox.settings.projectId, Protocol: 'webrtc' }, Scripts: [{ Content: '欢迎来到直播间。' }], CallbackUrl: `${receiver.url}/live?tenant=1`, ...change,
})
const open = async (change: object = {}): Promise<string> => {
  const reply = await service('openliveroom', body(change))
  expect(reply, reply.text).toMatchObject({ code: 0, payload: { ReqId, LiveRoomId: expect.stringMatching(/^lm\d{20}$/) as string } })
  return String(reply.payload['LiveRoomId'])
}
const status = async (id: string): Promise<unknown> => (await service('getliveroom', { LiveRoomId: id })).payload['Status']
const message = (json: Record<string, unknown>): Record<string, unknown> => JSON.parse(String(json['MsgData'])) as Record<string, unknown>

test('a room goes from its stream to its schedule, and tells each state once, signed', async () => {
  const id = await open()
  await receiver.until(({ json }) => message(json)['Status'] === 5)
  expect(receiver.received.map(({ json }) => message(json)['Status'])).toEqual([0, 1, 2, 3, 4, 5])
  for (const { url, json } of receiver.received) {
    const query = new URL(url, receiver.url).searchParams
    expect([query.get('tenant'), json['MsgType'], json['ReqId']]).toEqual(['1', 'LiveRoomStatus', query.get('reqid')])
    expect(query.get('signature')).toBe(liveCallbackSignature(sandbox.settings.liveSignKey, query.get('reqid') ?? '', query.get('timestamp') ?? ''))
  }
  expect(new Set(receiver.received.map(({ json }) => json['ReqId'])).size).toBe(6)
  expect((await service('getliveroom', { LiveRoomId: id })).payload).toEqual({ ReqId, LiveRoomId: id, Status: 5, VideoStreamPlayUrl: `webrtc://liveplay.ivh.qq.com/live/${id}?min_delay_ms=100` })
  expect((await service('closeliveroom', { LiveRoomId: id })).code).toBe(0)
  expect(message((await receiver.until(({ json }) => message(json)['Status'] === 6)).json)).toEqual({ LiveRoomId: id, Status: 6 })
})

test('a callback that is refused is not repeated', async () => {
  const deaf = await startReceiver(() => 500)
  const id = await open({ CallbackUrl: deaf.url })
  await deaf.until(({ json }) => message(json)['Status'] === 5)
  expect(deaf.received.map(({ json }) => message(json)['Status'])).toEqual([0, 1, 2, 3, 4, 5])
  await sandbox.journal.until((entry) => entry.kind === 'callback' && JSON.stringify(entry.body).includes('\\"Status\\":5'))
  expect(sandbox.journal.entries().flatMap((entry) => entry.kind === 'callback' && entry.jobId === id ? [[entry.attempt, entry.outcome]] : [])).toEqual(Array(6).fill([1, 'abandoned']))
  await deaf.close()
})

test.each([
  ['no cycle', { CycleTimes: 0 }, 100001],
  ['500 cycles', { CycleTimes: 500 }, 100001],
  ['two scripts', { Scripts: [{ Content: 'a' }, { Content: 'b' }] }, 100001],
  ['a project and an avatar', { VideoStreamReq: { VirtualmanProjectId: 'a', AssetVirtualmanKey: 'b', Protocol: 'rtmp' } }, 100001],
  ['neither project nor avatar', { VideoStreamReq: { Protocol: 'rtmp' } }, 100001],
  ['an unknown project', { VideoStreamReq: { VirtualmanProjectId: 'none', Protocol: 'rtmp' } }, 100007],
  ['an unknown avatar', { VideoStreamReq: { AssetVirtualmanKey: 'none', Protocol: 'rtmp' } }, 100001],
])('a room with %s is refused', async (_name, change, code) => {
  expect((await service('openliveroom', body(change))).code).toBe(code)
})

test('rooms share the concurrency of sessions', async () => {
  sandbox.world.quotas.concurrency = 1
  await open()
  expect((await service('openliveroom', body())).code).toBe(100008)
  expect((await callTencent(sandbox, 'sessionmanager/sessionmanagerservice/createsession', { ReqId, VirtualmanProjectId: sandbox.settings.projectId, UserId: 'a', Protocol: 'rtmp', DriverType: 1 })).code).toBe(100008)
})

test('the list holds what is not closed, and no field when there is nothing', async () => {
  expect((await service('listliveroomofappkey', { PageIndex: 1, PageSize: 1000 })).payload).toEqual({ ReqId, Total: 0 })
  const [one, two, three] = [await open(), await open(), await open()]
  await service('closeliveroom', { LiveRoomId: two })
  expect((await service('listliveroomofappkey', { PageIndex: 1, PageSize: 1 })).payload).toMatchObject({ Total: 2, LiveRooms: [{ LiveRoomId: three }] })
  expect((await service('listliveroomofappkey', { PageIndex: 2, PageSize: 1 })).payload).toMatchObject({ LiveRooms: [{ LiveRoomId: one }] })
  expect((await service('listliveroomofappkey', { PageIndex: 1, PageSize: 1001 })).code).toBe(100001)
})

test('a text can be put between once there is a stream, and until the room is closed', async () => {
  const id = await open()
  sandbox.moveLiveRoom(id, '1')
  expect((await service('takeover', { LiveRoomId: id, Content: 'now' })).code).toBe(110014)
  sandbox.moveLiveRoom(id, '4')
  expect((await service('takeover', { LiveRoomId: id, Content: 'now' })).code).toBe(0)
  expect(sandbox.liveRooms.byId.get(id)?.takeovers).toEqual(['now'])
  expect((await service('takeover', { LiveRoomId: id, Content: 'a'.repeat(501) })).code).toBe(100001)
  await service('closeliveroom', { LiveRoomId: id })
  expect((await service('takeover', { LiveRoomId: id, Content: 'now' })).code).toBe(110013)
  expect((await service('closeliveroom', { LiveRoomId: id })).code).toBe(110013)
  expect((await service('getliveroom', { LiveRoomId: 'none' })).code).toBe(110018)
})

test('a marked script closes the room', async () => {
  const id = await open({ Scripts: [{ Content: 'sandbox-fail' }] })
  await expect.poll(() => status(id), { timeout: 10_000 }).toBe(6)
})

test('a test can send any callback, signed like the others', async () => {
  sandbox.emitLiveCallback(receiver.url, 'SomethingNew', { a: 1 })
  const { url, json } = await receiver.next()
  const query = new URL(url, receiver.url).searchParams
  expect(json).toEqual({ ReqId: query.get('reqid'), MsgType: 'SomethingNew', MsgData: '{"a":1}' })
  expect(query.get('signature')).toBe(liveCallbackSignature(sandbox.settings.liveSignKey, query.get('reqid') ?? '', query.get('timestamp') ?? ''))
})
