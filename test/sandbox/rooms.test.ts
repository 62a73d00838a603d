import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import type { StoredRoom } from '../../src/sandbox/huawei/world/rooms.js'
import { callHuawei } from './client.js'

interface RoomInfo { room_id: string; model_infos: { model_asset_id: string; asset_name?: string }[]; last_job_status?: string; last_job_start_time?: string; cover_url: string }
interface List { count: number; smart_live_rooms: RoomInfo[] }

let sandbox: HuaweiSandbox
beforeAll(async () => { sandbox = await startHuaweiSandbox({ throttle: false }) })
afterAll(() => sandbox.close())

async function list(query: string): Promise<List> {
  const reply = await callHuawei(sandbox, `/smart-live-rooms?${query}`)
  expect(reply.status, reply.text).toBe(200)
  return reply.json as List
}

describe('listing rooms (6.1.2)', () => {
  test('shows the newest first, with the avatars of their scripts', async () => {
    const { count, smart_live_rooms: rooms } = await list('limit=100')
    expect(count).toBe(24)
    const created = sandbox.world.rooms.map((room) => room.createdAt)
    expect(created).toEqual(created.toSorted((one, other) => other - one))
    expect(rooms.map((room) => room.room_id)).toEqual(sandbox.world.rooms.map((room) => room.id))
    for (const room of rooms) {
      const scripts = sandbox.world.roomsById.get(room.room_id)?.detail.scene_scripts ?? []
      expect(new Set(room.model_infos.map((info) => info.model_asset_id))).toEqual(new Set(scripts.map((scene) => scene.model_asset_id)))
    }
  })

  const filters: readonly (readonly [query: string, keeps: (room: StoredRoom) => boolean])[] = [
    ['room_name=template', (room) => room.name.startsWith('Template')],
    ['room_type=TEMPLATE', (room) => room.detail.room_type === 'TEMPLATE'],
    ['room_type=TEMP', (room) => room.detail.room_type === 'TEMP'],
    ['template_own_type=PUBLIC', (room) => room.ownership === 'PUBLIC'],
    ['template_own_type=SHARED_TO_OHTERS', (room) => room.ownership === 'SHARED_TO_OHTERS'],
    ['template_own_type=SHARED_TO_OTHERS', (room) => room.ownership === 'SHARED_TO_OHTERS'],
  ]
  test.each(filters)('"%s" keeps what it should', async (query, keeps) => {
    const expected = sandbox.world.rooms.filter(keeps).map((room) => room.id)
    expect(expected.length).toBeGreaterThan(0)
    expect((await list(`${query}&limit=100`)).smart_live_rooms.map((room) => room.room_id)).toEqual(expected)
  })

  test('a room is found by its digital human and by the name of its avatar', async () => {
    const room = sandbox.world.rooms.find(({ id }) => id !== sandbox.world.roomWithMissingAsset)
    expect((await list(`dh_id=${room?.detail.scene_scripts[0]?.dh_id}`)).smart_live_rooms.map((found) => found.room_id)).toEqual([room?.id])
    const name = room?.models[0]?.asset_name ?? ''
    const found = await list(`model_name=${encodeURIComponent(name)}&limit=100`)
    expect(found.smart_live_rooms.map((info) => info.room_id)).toContain(room?.id)
    for (const info of found.smart_live_rooms) expect(info.model_infos.map((model) => model.asset_name)).toContain(name)
  })

  test('live_state means the last task, takes SUCCESS and SUCCEED alike, and NULL for rooms that were never live', async () => {
    const states = async (words: string): Promise<(string | undefined)[]> => (await list(`live_state=${words}&limit=100`)).smart_live_rooms.map((room) => room.last_job_status)
    const succeeded = await states('SUCCESS')
    expect(succeeded).toEqual(await states('SUCCEED'))
    expect(new Set(succeeded)).toEqual(new Set(['SUCCEED']))
    const never = await states('NULL')
    expect(new Set(never)).toEqual(new Set([undefined]))
    expect(await states('NULL,SUCCESS')).toHaveLength(never.length + succeeded.length)
  })

  test('start_time and end_time bound the last task', async () => {
    const all = (await list('limit=100')).smart_live_rooms
    const middle = '2026-05-01T00:00:00Z'
    const later = (await list(`start_time=${middle}&limit=100`)).smart_live_rooms
    expect(later.map((room) => room.room_id)).toEqual(all.filter((room) => (room.last_job_start_time ?? '') >= middle).map((room) => room.room_id))
    expect((await list('end_time=2020-01-01T00:00:00Z')).count).toBe(0)
  })

  test.each(['limit=101', 'live_state=ON', 'room_type=BIG', 'template_own_type=MINE', 'start_time=yesterday'])('%s is an invalid parameter', async (query) => {
    expect(await callHuawei(sandbox, `/smart-live-rooms?${query}`)).toMatchObject({ status: 400, json: { error_code: 'MSS.00000003' } })
  })
})

describe('one room (6.1.3)', () => {
  test('has the whole shape of the document, under the names that go over the wire', async () => {
    const [room] = sandbox.world.rooms
    const reply = await callHuawei(sandbox, `/smart-live-rooms/${room?.id}`)
    expect(reply.json).toMatchObject({
      room_id: room?.id, room_name: room?.name, scene_scripts: room?.detail.scene_scripts, output_urls: [expect.stringMatching(/^rtmp:/)], stream_keys: [expect.any(String)],
      video_config: { codec: 'H264', is_subtitle_enable: true }, play_policy: { repeat_count: expect.any(Number) as number }, interaction_rules: [{ event_type: 1 }, { event_type: 2 }],
      cover_url: expect.stringContaining(sandbox.settings.endpoint) as string,
    })
  })

  test('an unknown id is not found', async () => {
    expect(await callHuawei(sandbox, '/smart-live-rooms/nowhere')).toMatchObject({ status: 404, json: { error_code: 'MSS.00000002' } })
  })
})
