import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LiveRoomFilter, LiveRoomSummary } from '../../../src/domain/live-rooms.js'
import { context, refusal } from '../calls.js'
import { startHuawei, type Sandboxed } from './sandboxed.js'

let huawei: Sandboxed
beforeAll(async () => {
  huawei = await startHuawei({ throttle: false })
})
afterAll(() => huawei.close())
beforeEach(() => huawei.sandbox.journal.clear())

async function list(filter: LiveRoomFilter = {}): Promise<LiveRoomSummary[]> {
  const { items } = await huawei.account.liveRooms.list(filter, { size: 100 }, context())
  return items.map(({ entity }) => entity)
}

describe('the list of live rooms', () => {
  test("is the vendor's, in its order, in pages that hold each room once", async () => {
    const world = huawei.sandbox.world.rooms.map(({ id }) => id)
    expect((await list()).map(({ nativeId }) => nativeId)).toEqual(world)
    const seen: string[] = []
    let after: string | undefined
    for (let page = 0; page < world.length; page += 1) {
      const { items, hasMore, total } = await huawei.account.liveRooms.list({}, { size: 7, after }, context())
      expect(total).toBe(world.length)
      seen.push(...items.map(({ entity }) => entity.nativeId))
      after = items.at(-1)?.cursor
      if (!hasMore) break
    }
    expect(seen).toEqual(world)
    expect(huawei.unknownWords).toEqual([])
  })

  test("tells a room's avatars, each once, and its latest session", async () => {
    const rooms = await list()
    for (const { avatars } of rooms) expect(new Set(avatars).size).toBe(avatars.length)
    expect(rooms.some(({ avatars }) => avatars.length > 0)).toBe(true)
    const ended = rooms.find(({ lastSessionState }) => lastSessionState === 'ENDED')!
    expect(ended).toMatchObject({ lastSessionStartedAt: expect.any(Date) as Date, lastSessionEndedAt: expect.any(Date) as Date })
    expect(rooms.find(({ lastSessionState }) => lastSessionState === null)).toMatchObject({ lastSessionStartedAt: null, lastSessionEndedAt: null })
  })

  test('can be narrowed by name, kind, avatar and the state of the latest session', async () => {
    const rooms = await list()
    const ids = (some: LiveRoomSummary[]) => some.map(({ nativeId }) => nativeId)
    const name = rooms[3]!.name!
    expect(ids(await list({ search: name.slice(1) }))).toEqual(ids(rooms.filter((room) => room.name?.toLowerCase().includes(name.slice(1).toLowerCase()))))
    expect(ids(await list({ kinds: ['TEMPLATE'] }))).toEqual(ids(rooms.filter(({ kind }) => kind === 'TEMPLATE')))
    expect(ids(await list({ lastSessionStates: ['ENDED', 'FAILED'] }))).toEqual(ids(rooms.filter(({ lastSessionState }) => lastSessionState === 'ENDED' || lastSessionState === 'FAILED')))
    const model = huawei.sandbox.world.rooms[0]!.models[0]!.asset_name!
    expect(ids(await list({ avatarName: model }))).toContain(huawei.sandbox.world.rooms[0]!.id)
  })

  test.each<[LiveRoomFilter, string]>([
    [{ kinds: ['NORMAL', 'TEMPLATE'] }, 'filter.kinds'],
    [{ kinds: ['UNKNOWN'] }, 'filter.kinds'],
    [{ lastSessionStates: ['BLOCKED'] }, 'filter.statuses'],
  ])('is refused, without a call, where the vendor cannot narrow like that: %j', async (filter, field) => {
    expect(await refusal(list(filter))).toMatchObject({ code: 'UNSUPPORTED', details: { field } })
    expect(huawei.sandbox.journal.entries()).toEqual([])
  })

  test.each<LiveRoomFilter>([{ kinds: [] }, { lastSessionStates: ['PAUSED', 'READY'] }])(
    'is empty, without a call, for what the vendor has no word for: %j',
    async (filter) => {
      expect(await list(filter)).toEqual([])
      expect(huawei.sandbox.journal.entries()).toEqual([])
    },
  )
})

describe('a live room', () => {
  test('has scenes, outputs and stand-ins', async () => {
    const stored = huawei.sandbox.world.rooms.find(({ detail }) => detail.scene_scripts.length > 1 && detail.output_urls.length > 0)!
    const room = await huawei.account.liveRooms.get(stored.id, context())
    expect(room).toMatchObject({ nativeId: stored.id, name: stored.name, backupAvatars: stored.detail.backup_model_asset_ids })
    expect(room.outputs).toEqual(stored.detail.output_urls.map((url, i) => ({ url, streamKey: stored.detail.stream_keys[i] })))
    expect(room.scenes.map(({ name }) => name)).toEqual(stored.detail.scene_scripts.map(({ script_name }) => script_name))
    expect(room.scenes.flatMap(({ paragraphs }) => paragraphs.map(({ sequenceNo }) => sequenceNo))).toEqual(stored.detail.scene_scripts.flatMap(({ shoot_scripts }) => shoot_scripts.map(({ sequence_no }) => sequence_no)))
    expect(new Set(room.avatars)).toEqual(new Set(stored.detail.scene_scripts.map(({ model_asset_id }) => model_asset_id)))
    expect(room.scenes[0]).toMatchObject({ avatar: expect.any(String) as string, voice: { voice: expect.any(String) as string } })
  })

  test('that is out of use says why', async () => {
    const disabled = (await list()).find(({ state }) => state === 'DISABLED')!
    expect(disabled.failure).toMatchObject({ message: expect.any(String) as string, vendorCode: expect.stringMatching(/^MSS\./) as string })
  })

  test('that does not exist is NOT_FOUND', async () => {
    expect(await refusal(huawei.account.liveRooms.get('nothing', context()))).toMatchObject({ code: 'NOT_FOUND', details: { vendor: 'HUAWEI', account: 'huawei' } })
  })
})
