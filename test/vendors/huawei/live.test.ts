import { afterEach, describe, expect, test } from 'vitest'
import type { RawCallback } from '../../../src/domain/port.js'
import type { RequestEntry } from '../../../src/sandbox/journal.js'
import { operations } from '../../../src/vendors/huawei/operations.js'
import type { HuaweiSettings } from '../../../src/vendors/huawei/settings.js'
import { startServer } from '../../transport/tiny-server.js'
import { context, refusal } from '../calls.js'
import { startHuawei, type Sandboxed } from './sandboxed.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})
async function start(...args: Parameters<typeof startHuawei>): Promise<Sandboxed> {
  const huawei = await startHuawei(...args)
  open.push(huawei)
  return huawei
}
const roomOf = ({ sandbox }: Sandboxed, { state = 'ENABLE', index = 0 } = {}) => sandbox.world.rooms.filter(({ detail }) => detail.room_state === state)[index]!
const requestsOf = ({ sandbox }: Sandboxed, operation: string) => sandbox.journal.entries().filter((entry): entry is RequestEntry => entry.kind === 'request' && entry.operation === operation)

describe('starting a session', () => {
  test('answers with the session, waiting, after one call', async () => {
    const huawei = await start()
    const room = roomOf(huawei)
    const told = context()
    const { session, warnings } = await huawei.account.live.start(room.id, {}, told)
    expect(session).toMatchObject({ nativeId: expect.stringMatching(/.+/) as string, room: room.id, state: 'WAITING' })
    expect(session.rtcRoom?.users.map(({ kind }) => kind)).toEqual(['END_USER', 'PLAYER'])
    expect(session.reportUrl).toMatch(/live-event-report/)
    // What the answer does not tell is not guessed at, so that a field of the graph asks for it.
    expect(Object.keys(session).filter((field) => ['createdAt', 'startedAt', 'vendorState'].includes(field))).toEqual([])
    expect(warnings).not.toContain('UNKNOWN')
    expect(told.calls).toMatchObject([{ operation: 'startSmartLive', outcome: 'OK', status: operations.startSmartLive.success }])
  })

  test('asks to be called back, signed in the headers with the newest key', async () => {
    const huawei = await start({ account: () => ({ callbackBase: () => 'https://graph.example/base/', callbackKeys: ['newest-key', 'older-key'] }) })
    await huawei.account.live.start(roomOf(huawei).id, {}, context())
    expect(requestsOf(huawei, 'startSmartLive')[0]?.body).toEqual({
      live_event_callback_config: {
        live_event_type_callback_url: 'https://graph.example/base/callbacks/huawei/live',
        auth_type: 'MSS_A_HEAD',
        key: '[redacted]',
        callback_event_type: ['SHOOT_SCRIPT_SWITCH', 'RTMP_STREAM_STATE_CHANGE', 'REPLY_COMMAND_FINISH'],
      },
    })
  })

  test.each<[string, Partial<HuaweiSettings>]>([
    ['without a public address', { callbackBase: () => undefined }],
    ['without a key', { callbackBase: () => 'https://graph.example', callbackKeys: [] }],
  ])('asks for no callback %s', async (_, settings) => {
    const huawei = await start({ account: () => settings })
    await huawei.account.live.start(roomOf(huawei).id, {}, context())
    expect(requestsOf(huawei, 'startSmartLive')[0]?.body).toEqual({})
  })

  test('passes on where to push and which way the picture lies', async () => {
    const huawei = await start()
    await huawei.account.live.start(roomOf(huawei).id, { outputs: [{ url: 'rtmp://live.example/app', streamKey: 'stream' }], orientation: 'PORTRAIT' }, context())
    await huawei.account.live.start(roomOf(huawei, { index: 1 }).id, { outputs: [{ url: 'rtmp://live.example/app', streamKey: null }], orientation: 'LANDSCAPE' }, context())
    expect(requestsOf(huawei, 'startSmartLive').map(({ body }) => body)).toEqual([
      { output_urls: ['rtmp://live.example/app'], stream_keys: '[redacted]', view_mode: 'VERTICAL' },
      { output_urls: ['rtmp://live.example/app'], view_mode: 'LANDSCAPE' },
    ])
  })

  test('is never repeated when its answer is lost', async () => {
    const huawei = await start()
    huawei.sandbox.faults.add({ operation: 'startSmartLive', truncate: true })
    expect(await refusal(huawei.account.live.start(roomOf(huawei).id, {}, context()))).toMatchObject({
      code: 'VENDOR_UNAVAILABLE',
      details: { retryable: false, hint: expect.stringContaining('may have been carried out') as string },
    })
    expect(requestsOf(huawei, 'startSmartLive')).toHaveLength(1)
  })

  test('waits and goes on when it was turned away', async () => {
    const huawei = await start()
    huawei.sandbox.faults.add({ operation: 'startSmartLive', throttle: true, times: 1 })
    expect(await huawei.account.live.start(roomOf(huawei).id, {}, context())).toMatchObject({ session: { state: 'WAITING' } })
    expect(requestsOf(huawei, 'startSmartLive')).toHaveLength(2)
  })

  test('in a room that is busy or out of use is the refusal of the vendor', async () => {
    const huawei = await start()
    const room = roomOf(huawei).id
    await huawei.account.live.start(room, {}, context())
    expect(await refusal(huawei.account.live.start(room, {}, context()))).toMatchObject({ code: 'VENDOR_REJECTED', details: { vendorCode: expect.stringMatching(/^MSS\./) as string } })
    expect(await refusal(huawei.account.live.start(roomOf(huawei, { state: 'DISABLE' }).id, {}, context()))).toMatchObject({ code: 'VENDOR_REJECTED' })
    expect(await refusal(huawei.account.live.start('nothing', {}, context()))).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a running session', () => {
  test('can be asked for and stopped', async () => {
    const huawei = await start({ speed: 20 })
    const room = roomOf(huawei)
    const { session: { nativeId } } = await huawei.account.live.start(room.id, {}, context())
    const ref = { room: room.id, session: nativeId }
    expect(await huawei.account.live.get(ref, context())).toMatchObject({ ...{ nativeId, room: room.id, roomName: room.name }, state: expect.stringMatching(/WAITING|LIVE/) as string })
    const told = context()
    await huawei.account.live.stop(ref, told)
    expect(told.calls).toMatchObject([{ operation: 'stopSmartLive', outcome: 'OK', status: 200 }])
    expect(await huawei.account.live.get(ref, context())).toMatchObject({ state: 'ENDED', vendorState: 'SUCCEED', endedAt: expect.any(Date) as Date })
  })

  test('stopping is repeated after a 503', async () => {
    const huawei = await start()
    const room = roomOf(huawei).id
    const { session: { nativeId } } = await huawei.account.live.start(room, {}, context())
    huawei.sandbox.faults.add({ operation: 'stopSmartLive', status: 503, times: 1 })
    await huawei.account.live.stop({ room, session: nativeId }, context())
    expect(requestsOf(huawei, 'stopSmartLive').map(({ status }) => status)).toEqual([503, 200])
  })

  test('that fails says why', async () => {
    const huawei = await start()
    const room = roomOf(huawei).id
    const { session: { nativeId } } = await huawei.account.live.start(room, {}, context())
    huawei.sandbox.failLive(nativeId, { error_code: 'MSS.20010035', error_msg: 'No\nresources' })
    expect(await huawei.account.live.get({ room, session: nativeId }, context())).toMatchObject({
      state: 'FAILED',
      vendorState: 'FAILED',
      failure: { message: 'No resources', vendorCode: 'MSS.20010035' },
    })
  })

  test('that is over cannot be stopped, and the vendor says so', async () => {
    const huawei = await start()
    const room = roomOf(huawei).id
    const { session: { nativeId } } = await huawei.account.live.start(room, {}, context())
    await huawei.account.live.stop({ room, session: nativeId }, context())
    expect(await refusal(huawei.account.live.stop({ room, session: nativeId }, context()))).toMatchObject({ code: 'VENDOR_REJECTED', details: { vendorCode: 'MSS.20010066' } })
  })

  test('of another room, or none, is NOT_FOUND', async () => {
    const huawei = await start()
    const { session: { nativeId } } = await huawei.account.live.start(roomOf(huawei).id, {}, context())
    for (const room of [roomOf(huawei, { index: 1 }).id, '']) expect(await refusal(huawei.account.live.get({ room, session: nativeId }, context()))).toMatchObject({ code: 'NOT_FOUND' })
  })

  test("calls back with events that are believed and read, the simulator's signature against our check", async () => {
    const received: RawCallback[] = []
    let arrived: () => void = () => undefined
    const receiver = await startServer((response, _, { headers, body }) => {
      const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
      received.push({ kind: 'live', query: {}, headers: flat, body: Buffer.from(body) })
      response.writeHead(200).end()
      arrived()
    })
    open.push(receiver)
    const huawei = await start({ speed: 50, account: () => ({ callbackBase: () => receiver.url }) })
    const { callbacks, live } = huawei.account
    const room = roomOf(huawei).id
    const { session: { nativeId } } = await live.start(room, { outputs: [{ url: 'rtmp://live.example/app', streamKey: 'hidden-stream-key' }] }, context())

    const read = () => received.flatMap((raw) => callbacks.decode(callbacks.verify(raw, Date.now())))
    while (new Set(read().map(({ kind }) => kind)).size < 2) await new Promise<void>((resolve) => (arrived = resolve))
    const drafts = read()
    expect(drafts.every((draft) => draft.room === room && draft.session === nativeId && draft.account === 'huawei')).toBe(true)
    expect(new Set(drafts.map(({ kind }) => kind))).toEqual(new Set(['LiveProgress', 'RtmpStateChanged']))
    expect(new Set(drafts.map(({ replayKey }) => replayKey)).size).toBe(drafts.length)
    expect(JSON.stringify(drafts)).not.toContain('hidden-stream-key')
    expect(huawei.unknownWords).toEqual([])
  })
})
