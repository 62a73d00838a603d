import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import type { JournalEntry } from '../../src/sandbox/journal.js'
import { callHuawei, type Reply } from './client.js'
import { startReceiver, type Receiver } from './receiver.js'

interface Job { job_id: string; room_id: string; state: string; duration: number; start_time?: string; end_time?: string; create_time: string; live_event_callback_config?: object; error_info?: object }
interface Started { job_id: string; rtc_room_info: { app_id: string; users: object[] }; live_event_report_url: string; live_event_callback_config: object; live_warning_info: { warning_type: string }[] }

const ALL = ['SHOOT_SCRIPT_SWITCH', 'RTMP_STREAM_STATE_CHANGE', 'REPLY_COMMAND_FINISH']

let sandbox: HuaweiSandbox
let receiver: Receiver
beforeEach(async () => {
  sandbox = await startHuaweiSandbox({ speed: 100, throttle: false })
  receiver = await startReceiver()
})
afterEach(async () => {
  await sandbox.close()
  await receiver.close()
})

const room = (index = 0): string => sandbox.world.rooms.filter((candidate) => candidate.detail.room_state === 'ENABLE')[index]?.id ?? ''
const callbacks = (types: string[] = ALL): object => ({ live_event_callback_config: { live_event_type_callback_url: receiver.url, auth_type: 'NONE', callback_event_type: types } })
const start = (roomId: string, body: object = {}): Promise<Reply> => callHuawei(sandbox, `/smart-live-rooms/${roomId}/smart-live-jobs`, { method: 'POST', body })
const started = async (roomId: string, body?: object): Promise<Started> => {
  const reply = await start(roomId, body)
  expect(reply.status, reply.text).toBe(202)
  return reply.json as Started
}
const show = async (roomId: string, jobId: string): Promise<Job> => (await callHuawei(sandbox, `/smart-live-rooms/${roomId}/smart-live-jobs/${jobId}`)).json as Job
const stop = (roomId: string, jobId: string): Promise<Reply> => callHuawei(sandbox, `/smart-live-rooms/${roomId}/smart-live-jobs/${jobId}/stop`, { method: 'POST' })
const list = async (path: string): Promise<{ count: number; smart_live_jobs: Job[] }> => (await callHuawei(sandbox, path)).json as { count: number; smart_live_jobs: Job[] }

describe('starting (6.2.1)', () => {
  test('answers 202 with the task, its RTC room and its report address, and never with the callback key', async () => {
    const config = { live_event_type_callback_url: receiver.url, auth_type: 'MSS_A_HEAD', key: 'a-secret-of-ours', callback_event_type: ALL }
    const reply = await start(room(), { live_event_callback_config: config })
    const body = reply.json as Started
    expect(reply.status).toBe(202)
    expect(body.job_id).toMatch(/^[0-9a-f]{32}$/)
    expect(body.rtc_room_info.users.length).toBeGreaterThan(0)
    expect(body.live_event_report_url).toContain(`${body.job_id}/live-event-report`)
    expect(body.live_event_callback_config).toEqual({ live_event_type_callback_url: receiver.url, auth_type: 'MSS_A_HEAD', callback_event_type: ALL })
    expect(reply.text + JSON.stringify(await show(room(), body.job_id)) + JSON.stringify(sandbox.journal.entries())).not.toContain('a-secret-of-ours')
  })

  test('ids of tasks are new in every process, whatever the seed', async () => {
    const other = await startHuaweiSandbox()
    const { job_id: one } = await started(room())
    const reply = await callHuawei(other, `/smart-live-rooms/${room()}/smart-live-jobs`, { method: 'POST', body: {} })
    expect((reply.json as Started).job_id).not.toBe(one)
    await other.close()
  })

  test('is refused in a disabled, blocked, busy or unknown room', async () => {
    const inState = (state: string): string => sandbox.world.rooms.find((candidate) => candidate.detail.room_state === state)?.id ?? ''
    expect(await start(inState('DISABLE'))).toMatchObject({ status: 500, json: { error_code: 'MSS.20010069' } })
    expect(await start(inState('BLOCKED'))).toMatchObject({ status: 500, json: { error_code: 'MSS.20010069' } })
    await started(room())
    expect(await start(room())).toMatchObject({ status: 500, json: { error_code: 'MSS.20010036' } })
    expect(await start('nowhere')).toMatchObject({ status: 404, json: { error_code: 'MSS.00000002' } })
  })

  test.each([
    ['a callback over plain http to elsewhere', { live_event_callback_config: { live_event_type_callback_url: 'http://example.com/cb' } }, 'MSS.20010093'],
    ['a callback to no URL', { live_event_callback_config: { live_event_type_callback_url: 'here' } }, 'MSS.20010093'],
    ['a signature without a key', { live_event_callback_config: { live_event_type_callback_url: 'https://example.com/cb', auth_type: 'MSS_A' } }, 'MSS.00000003'],
    ['a key that is too long', { live_event_callback_config: { key: 'k'.repeat(33) } }, 'MSS.00000003'],
    ['the document\'s misprint None', { live_event_callback_config: { auth_type: 'None' } }, 'MSS.00000003'],
    ['an unknown event type', { live_event_callback_config: { callback_event_type: ['ANY'] } }, 'MSS.00000003'],
    ['two outputs', { output_urls: ['rtmp://a', 'rtmp://b'] }, 'MSS.00000003'],
    ['too many repeats', { play_policy: { repeat_count: 101 } }, 'MSS.00000003'],
    ['a video without a codec', { video_config: { bitrate: 4000, width: 1080, height: 1920 } }, 'MSS.00000003'],
  ])('%s is refused with 400', async (_name, body, code) => {
    expect(await start(room(), body)).toMatchObject({ status: 400, json: { error_code: code } })
    expect((await list('/smart-live-jobs?state=WAITING,PROCESSING')).count).toBe(0)
  })
})

describe('a session', () => {
  test('connects, walks through every paragraph in order, ends its output and succeeds', async () => {
    const roomId = room()
    const { job_id: jobId } = await started(roomId, { ...callbacks(), play_policy: { repeat_count: 1 } })
    await receiver.until((delivery) => delivery.message['state'] === 'END')
    const detail = sandbox.world.roomsById.get(roomId)?.detail
    const once = detail?.scene_scripts.flatMap((scene) => scene.shoot_scripts.map((item) => ({
      room_id: roomId, job_id: jobId, scene_script_name: scene.script_name, shoot_script_sequence_no: String(item.sequence_no), shoot_script_title: item.title,
    }))) ?? []
    const of = (type: string): Record<string, string>[] => receiver.received.filter((delivery) => delivery.body.event_type === type).map((delivery) => delivery.message)
    expect(of('SHOOT_SCRIPT_SWITCH')).toEqual([...once, ...once])
    const states = of('RTMP_STREAM_STATE_CHANGE')
    expect(states[0]).toEqual({ room_id: roomId, job_id: jobId, output_url: detail?.output_urls[0], stream_key: detail?.stream_keys[0], state: 'CONNECTING' })
    expect(states.map((message) => message['state']).join(' ')).toMatch(/^CONNECTING CONNECTED( DISCONNECTED RECONNECTING CONNECTED)* END$/)
    expect(of('REPLY_COMMAND_FINISH')).toHaveLength(Math.floor(2 * once.length / 3))
    expect(of('REPLY_COMMAND_FINISH')[0]).toEqual({ room_id: roomId, job_id: jobId, reply_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string })
    expect(await show(roomId, jobId)).toMatchObject({ state: 'SUCCEED', room_id: roomId, end_time: expect.any(String) as string })
  })

  test('loses and finds its connection once in a while, the same way for the same seed', async () => {
    const statesOf = async (): Promise<string[]> => {
      const seeded = await startHuaweiSandbox({ speed: 1000, seed: 3 })
      const sink = await startReceiver()
      await callHuawei(seeded, `/smart-live-rooms/${seeded.world.rooms[0]?.id}/smart-live-jobs`, {
        method: 'POST', body: { play_policy: { repeat_count: 9 }, live_event_callback_config: { live_event_type_callback_url: sink.url, callback_event_type: ['RTMP_STREAM_STATE_CHANGE'] } },
      })
      await sink.until((delivery) => delivery.message['state'] === 'END')
      await Promise.all([seeded.close(), sink.close()])
      return sink.received.map((delivery) => delivery.message['state'] ?? '')
    }
    const states = await statesOf()
    expect(states).toContain('RECONNECTING')
    expect(await statesOf()).toEqual(states)
  })

  test('goes on until it is stopped, then cannot be stopped again', async () => {
    const roomId = room(1)
    const { job_id: jobId } = await started(roomId, { ...callbacks(), play_policy: { repeat_count: -1 } })
    await receiver.until((delivery) => delivery.body.event_type === 'SHOOT_SCRIPT_SWITCH')
    expect(await show(roomId, jobId)).toMatchObject({ state: 'PROCESSING', start_time: expect.any(String) as string })
    expect(await stop(roomId, jobId)).toMatchObject({ status: 200, text: '' })
    await receiver.until((delivery) => delivery.message['state'] === 'END')
    const ended = await show(roomId, jobId)
    expect(ended).toMatchObject({ state: 'SUCCEED', end_time: expect.any(String) as string })
    expect(ended.duration).toBeGreaterThan(0)
    expect(await stop(roomId, jobId)).toMatchObject({ status: 400, json: { error_code: 'MSS.20010066' } })
    expect((await start(roomId)).status).toBe(202)
  })

  test('can be stopped while it waits', async () => {
    const slow = await startHuaweiSandbox({ speed: 0.001 })
    const path = `/smart-live-rooms/${slow.world.rooms[0]?.id}/smart-live-jobs`
    const { job_id: jobId } = (await callHuawei(slow, path, { method: 'POST' })).json as Started
    expect((await callHuawei(slow, `${path}/${jobId}`)).json).toMatchObject({ state: 'WAITING', duration: 0 })
    expect((await callHuawei(slow, `${path}/${jobId}/stop`, { method: 'POST' })).status).toBe(200)
    expect((await callHuawei(slow, `${path}/${jobId}`)).json).toMatchObject({ state: 'SUCCEED', duration: 0 })
    await slow.close()
  })

  test('can be made to fail', async () => {
    const roomId = room()
    const { job_id: jobId } = await started(roomId)
    expect(sandbox.failLive(jobId)).toBe(true)
    expect(await show(roomId, jobId)).toMatchObject({ state: 'FAILED', error_info: { error_code: 'MSS.20010035' } })
    expect(sandbox.failLive(jobId)).toBe(false)
  })

  test('without automatic play connects and says nothing', async () => {
    const { job_id: jobId } = await started(room(), { ...callbacks(), play_policy: { auto_play_script: false } })
    await receiver.until((delivery) => delivery.message['state'] === 'CONNECTED')
    await stop(room(), jobId)
    await receiver.until((delivery) => delivery.message['state'] === 'END')
    expect(receiver.received.map((delivery) => delivery.message['state'])).toEqual(['CONNECTING', 'CONNECTED', 'END'])
  })

  test('of the request\'s own output goes there', async () => {
    await started(room(), { ...callbacks(), output_urls: ['rtmp://push.example.com/mine'], stream_keys: ['mine'] })
    expect((await receiver.next()).message).toMatchObject({ output_url: 'rtmp://push.example.com/mine', stream_key: 'mine', state: 'CONNECTING' })
  })

  test('calls back only about what was subscribed', async () => {
    const { job_id: jobId } = await started(room(), { ...callbacks(['REPLY_COMMAND_FINISH']), play_policy: { repeat_count: 0 } })
    await receiver.until(() => true)
    await expect.poll(async () => (await show(room(), jobId)).state).toBe('SUCCEED')
    expect(new Set(receiver.received.map((delivery) => delivery.body.event_type))).toEqual(new Set(['REPLY_COMMAND_FINISH']))
  })
})

describe('listing tasks (6.2.2, 6.2.6)', () => {
  test('shows the newest first unless sorted, of a room or of all, and pages', async () => {
    const { job_id: first } = await started(room(0))
    const { job_id: second } = await started(room(1))
    const all = await list('/smart-live-jobs?limit=100')
    expect(all.smart_live_jobs.slice(0, 2).map((job) => job.job_id)).toEqual([second, first])
    expect(all.count).toBeGreaterThan(10)
    const ascending = await list('/smart-live-jobs?limit=100&sort_key=create_time&sort_dir=asc')
    expect(ascending.smart_live_jobs.map((job) => job.job_id)).toEqual(all.smart_live_jobs.map((job) => job.job_id).toReversed())
    expect((await list('/smart-live-jobs?limit=1&offset=1')).smart_live_jobs.map((job) => job.job_id)).toEqual([first])
    const ofRoom = await list(`/smart-live-rooms/${room(0)}/smart-live-jobs`)
    expect(ofRoom.smart_live_jobs[0]?.job_id).toBe(first)
    expect(new Set(ofRoom.smart_live_jobs.map((job) => job.room_id))).toEqual(new Set([room(0)]))
  })

  test('filters by state, creation time and room name', async () => {
    const { job_id: jobId } = await started(room(0), { play_policy: { repeat_count: -1 } })
    const running = await list('/smart-live-jobs?state=WAITING,PROCESSING')
    expect(running.smart_live_jobs.map((job) => job.job_id)).toEqual([jobId])
    const createdAt = running.smart_live_jobs[0]?.create_time ?? ''
    expect((await list(`/smart-live-jobs?create_since=${createdAt}&create_until=${createdAt}`)).smart_live_jobs.map((job) => job.job_id)).toEqual([jobId])
    expect((await list('/smart-live-jobs?create_until=2000-01-01T00:00:00Z')).count).toBe(0)
    const name = sandbox.world.roomsById.get(room(0))?.name ?? ''
    expect((await list(`/smart-live-jobs?room_name=${encodeURIComponent(name)}`)).smart_live_jobs.map((job) => job.job_id)).toContain(jobId)
    expect(await callHuawei(sandbox, '/smart-live-jobs?state=CREATING,PUBLISHED')).toMatchObject({ status: 400 })
  })

  test('the rooms\' list tells of the last task', async () => {
    const { job_id: jobId } = await started(room(0))
    const statusOf = async (): Promise<unknown> => ((await callHuawei(sandbox, '/smart-live-rooms?limit=100')).json as { smart_live_rooms: Record<string, unknown>[] })
      .smart_live_rooms.find((found) => found['room_id'] === room(0))?.['last_job_status']
    expect(['WAITING', 'PROCESSING']).toContain(await statusOf())
    await stop(room(0), jobId)
    expect(await statusOf()).toBe('SUCCEED')
  })

  test('a task is found only in its own room', async () => {
    const { job_id: jobId } = await started(room(0))
    expect(await callHuawei(sandbox, `/smart-live-rooms/${room(1)}/smart-live-jobs/${jobId}`)).toMatchObject({ status: 404 })
    expect(await stop(room(0), 'unknown')).toMatchObject({ status: 404 })
  })
})

test('closing silences sessions and callbacks at once', async () => {
  await started(room(), callbacks())
  await receiver.next()
  await sandbox.close()
  const [seen, told] = [receiver.received.length, sandbox.journal.entries().length]
  await expect(start(room())).rejects.toThrow()
  expect([receiver.received.length, sandbox.journal.entries().length]).toEqual([seen, told])
})

test('callbacks are journalled with their outcome and without stream keys', async () => {
  await started(room(), callbacks())
  const isCallback = (entry: JournalEntry): boolean => entry.kind === 'callback'
  expect(await sandbox.journal.until(isCallback)).toMatchObject({ operation: 'RTMP_STREAM_STATE_CHANGE', url: receiver.url, attempt: 1, status: 200, outcome: 'delivered', body: { message: { stream_key: '[redacted]' } } })
})
