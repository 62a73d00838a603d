import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { assetId, assetOf, freeRoom, goLive, operationsBehind } from './live.js'
import { idOf, mutate, requests } from './support.js'

let app: TestApp
let huawei: HuaweiSandbox
beforeAll(async () => {
  app = await startApp({ SANDBOX_SPEED: '20' })
  huawei = app.app.sandboxes.huawei!
})
afterEach(() => {
  huawei.faults.clear()
  huawei.journal.clear()
})
afterAll(() => app.dispose())

const roomId = (index: number) => idOf('LiveRoom', 'huawei', freeRoom(huawei, index).id)

interface Session {
  id: string
  nativeId: string
  state: string
}
type Started = { session: Session | null; warnings: string[] }

describe('starting a session', () => {
  it('sends all that is said', async () => {
    const voice = assetOf(huawei, 'VOICE_MODEL')
    const { userErrors } = await mutate<Started>(
      app,
      'startLive',
      {
        id: roomId(0),
        orientation: 'LANDSCAPE',
        video: { codec: 'VP8', clipMode: 'CROP', cropX: 10, cropY: 20, superResolution: true, subtitles: true, subtitleStyle: { x: 1, y: 2, font: 'fzyouh', fontSize: 30 } },
        playPolicy: { repeatCount: 2, autoPlay: true, mode: 'TEXT', shuffle: 'SCENES', separateCapture: false },
        outputs: [{ url: 'rtmp://push.example/live', streamKey: 'hidden' }],
        interactionCallbackUrl: 'https://replies.example/?token=t',
        rtcEvents: ['REPLY_FINISHED'],
        coStreamer: { voice: { assetId: assetId(voice) }, streamerAction: 'SILENT' },
      },
      'session { id }',
    )
    expect(userErrors).toEqual([])
    expect(requests(huawei, 'startSmartLive')[0]?.body).toMatchObject({
      view_mode: 'LANDSCAPE',
      video_config: {
        codec: 'VP8', bitrate: 5000, width: 1920, height: 1080, frame_rate: '25', clip_mode: 'CROP', dx: 10, dy: 20, is_enable_super_resolution: true, is_subtitle_enable: true,
        subtitle_config: { dx: 1, dy: 2, font_name: 'fzyouh', font_size: 30 },
      },
      play_policy: { repeat_count: 2, auto_play_script: true, play_mode: 'TEXT', random_play_mode: 'SCENE', need_independent_capture_client: false },
      output_urls: ['rtmp://push.example/live'],
      interaction_callback_url: 'https://replies.example/?token=t',
      rtc_callback_config: { rtc_callback_event_type: ['REPLY_COMMAND_FINISH'] },
      co_streamer_config: { voice_config: { voice_asset_id: voice }, streamer_action: 'SILENCE' },
      live_event_callback_config: { live_event_type_callback_url: `${app.url}/callbacks/huawei/live`, auth_type: 'MSS_A_HEAD' },
    })
  })

  it("leaves the caller's own receiver of callbacks as it is", async () => {
    await mutate<Started>(app, 'startLive', { id: roomId(1), callback: { url: 'https://elsewhere.example/', auth: 'NONE', events: ['LIVE_PROGRESS'] } }, 'session { id }')
    expect(requests(huawei, 'startSmartLive')[0]?.body).toEqual({
      live_event_callback_config: { live_event_type_callback_url: 'https://elsewhere.example/', auth_type: 'NONE', callback_event_type: ['SHOOT_SCRIPT_SWITCH'] },
    })
  })

  it('tells what the answer tells, with the warnings of the vendor, and asks only for what it does not', async () => {
    const start = (selection: string, index: number) =>
      app.query<{ startLive: Started }>(`mutation ($id: ID!) { startLive(input: { id: $id }) { session { ${selection} } warnings userErrors { message } } }`, { id: roomId(index) })
    const one = await start('nativeId state reportUrl rtcRoom { appId nativeId users { kind nativeId signature expiresAt } } callback { events }', 2)
    const { session, warnings } = one.body.data!.startLive
    expect(session).toMatchObject({
      state: 'WAITING',
      reportUrl: expect.stringContaining('live-event-report') as string,
      rtcRoom: { users: [{ kind: 'END_USER', signature: expect.stringMatching(/.+/) as string, expiresAt: expect.stringMatching(/^20/) as string }, { kind: 'PLAYER' }] },
      callback: { events: ['LIVE_PROGRESS', 'RTMP_STATE_CHANGED', 'REPLY_FINISHED'] },
    })
    expect(warnings.length).toBeGreaterThan(0)
    expect(warnings).not.toContain('UNKNOWN')
    expect(operationsBehind(app, one)).toEqual(['startSmartLive'])
    expect(operationsBehind(app, await start('createdAt vendorState', 3))).toEqual(['startSmartLive', 'showSmartLive'])
  })

  it.each<[string, object, string]>([
    ['two outputs', { outputs: [{ url: 'rtmp://a/' }, { url: 'rtmp://b/' }] }, 'input.outputs'],
    ['an unknown orientation', { orientation: 'UNKNOWN' }, 'input.orientation'],
    ['a low bitrate', { video: { bitrate: 999 } }, 'input.video.bitrate'],
    ['a long address for replies', { interactionCallbackUrl: 'u'.repeat(2049) }, 'input.interactionCallbackUrl'],
    ['a voice of another account', { coStreamer: { voice: { assetId: idOf('Asset', 'elsewhere', 'v') } } }, 'input.coStreamer.voice.assetId'],
    ['an avatar beside the room', { avatarId: idOf('Asset', 'huawei', 'a') }, 'input.avatarId'],
    ['an account beside the room', { account: 'huawei' }, 'input.account'],
    ['a room of no account', { id: null, account: 'huawei' }, 'input.id'],
    ['an avatar without a room', { id: null, avatarId: idOf('Asset', 'huawei', 'a') }, 'input.id'],
    ['a protocol', { protocol: 'TRTC' }, 'input.protocol'],
    ['a user', { userId: 'me' }, 'input.userId'],
    ['a script of its own', { script: { version: '0.0.1' } }, 'input.script'],
    ['an RTC room', { rtcRoom: { appId: '1', roomId: '2' } }, 'input.rtcRoom'],
  ])('refuses %s before a call is spent', async (_, more, field) => {
    const { session, userErrors } = await mutate<Started>(app, 'startLive', { id: roomId(4), ...more }, 'session { id } warnings')
    expect(session).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field }])
    expect(requests(huawei, 'startSmartLive')).toEqual([])
  })
})

const SESSION = `id nativeId roomName state vendorState createdAt updatedAt startedAt endedAt durationSeconds streamDurationSeconds coverUrl reportUrl interactionRecordsUrl blockReason rtcEvents
  rtcRoom { appId nativeId users { kind } } callback { auth events } coStreamer { streamerAction } failure { message vendorCode } room { id }`

describe('a live session', () => {
  it('can be read whole', async () => {
    const live = await goLive(app, freeRoom(huawei, 5).id, { rtcEvents: ['REPLY_FINISHED'], coStreamer: { streamerAction: 'SILENT' } })
    const { body } = await app.query<{ liveSession: Record<string, unknown> }>(`query ($id: ID!) { liveSession(id: $id) { ${SESSION} } }`, { id: live.id })
    expect(body.errors).toBeUndefined()
    expect(body.data?.liveSession).toMatchObject({
      nativeId: live.session,
      roomName: freeRoom(huawei, 5).name,
      state: 'LIVE',
      vendorState: 'PROCESSING',
      startedAt: expect.any(String) as string,
      endedAt: null,
      rtcEvents: ['REPLY_FINISHED'],
      callback: { auth: 'SIGNED_HEADERS' },
      coStreamer: { streamerAction: 'SILENT' },
      room: { id: idOf('LiveRoom', 'huawei', live.room) },
    })
    await mutate(app, 'stopLive', { id: live.id }, 'session { id }')
    const { body: after } = await app.query<{ liveSession: Record<string, unknown> }>(`query ($id: ID!) { liveSession(id: $id) { state endedAt durationSeconds } }`, { id: live.id })
    expect(after.data?.liveSession).toMatchObject({ state: 'ENDED', endedAt: expect.any(String) as string, durationSeconds: expect.any(Number) as number })
  })

  it('that was blocked says why', async () => {
    const live = await goLive(app, freeRoom(huawei, 6).id)
    huawei.failLive(live.session, { error_code: 'MSS.20010035', error_msg: 'No resources' })
    const { body } = await app.query(`query ($id: ID!) { liveSession(id: $id) { state failure { message vendorCode } } }`, { id: live.id })
    expect(body.data).toEqual({ liveSession: { state: 'FAILED', failure: { message: 'No resources', vendorCode: 'MSS.20010035' } } })
  })
})

interface List {
  nodes: (Session & { room: { id: string } })[]
  totalCount: number
  pageInfo: { endCursor: string; hasNextPage: boolean }
  unavailable: { code: string; account: { slug: string } }[]
}
const PAGE = 'nodes { id nativeId state room { id } } totalCount pageInfo { endCursor hasNextPage } unavailable { code account { slug } }'
const listAll = async (variables: object) => {
  const { body } = await app.query<{ liveSessions: List }>(`query ($first: Int, $after: String, $filter: LiveSessionFilter) { liveSessions(first: $first, after: $after, filter: $filter) { ${PAGE} } }`, variables)
  expect(body.errors).toBeUndefined()
  return body.data!.liveSessions
}

describe('the list of all sessions', () => {
  it('asks in the words of the vendor, newest first', async () => {
    await listAll({ first: 5, filter: { statuses: ['LIVE', 'ENDED', 'BLOCKED'], search: 'tea', createdAfter: '2026-01-01T00:00:00Z', createdBefore: '2026-02-01T00:00:00Z' } })
    expect(requests(huawei, 'listSmartLiveJobs')[0]?.query).toEqual({
      offset: '0', limit: '6', state: 'PROCESSING,SUCCEED,BLOCKED', sort_key: 'create_time', sort_dir: 'desc', create_since: '2026-01-01T00:00:00Z', create_until: '2026-02-01T00:00:00Z', room_name: 'tea',
    })
  })

  it('is walked page by page, each session once, whole without a detail call', async () => {
    const all = await listAll({ first: 100 })
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await listAll({ first: 4, after })
      seen.push(...page.nodes.map(({ id }) => id))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined
    } while (after && seen.length < 20)
    expect(seen).toEqual(all.nodes.slice(0, seen.length).map(({ id }) => id))
    const answer = await app.query(`{ liveSessions(first: 5, filter: { vendors: [HUAWEI] }) { nodes { ${SESSION} } } }`)
    expect(answer.body.errors).toBeUndefined()
    expect(operationsBehind(app, answer)).toEqual(['listSmartLiveJobs'])
  })

  it('leads back to each session, by its id', async () => {
    const { nodes } = await listAll({ first: 3 })
    const { body } = await app.query<{ nodes: { id: string }[] }>('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: nodes.map(({ id }) => id) })
    expect(body.data?.nodes.map(({ id }) => id)).toEqual(nodes.map(({ id }) => id))
  })

  it('names the account that is down, and is empty without a call for a state that the vendor does not have', async () => {
    huawei.faults.add({ operation: 'listSmartLiveJobs', drop: true })
    expect((await listAll({})).unavailable).toMatchObject([{ code: 'VENDOR_UNAVAILABLE', account: { slug: 'huawei' } }])
    huawei.faults.clear()
    huawei.journal.clear()
    expect((await listAll({ filter: { statuses: ['TAKEN_OVER'] } })).nodes).toEqual([])
    expect(requests(huawei, 'listSmartLiveJobs')).toEqual([])
  })
})

describe("a room's sessions", () => {
  it('are those of the room, with its filters', async () => {
    const live = await goLive(app, freeRoom(huawei, 7).id)
    const document = `query ($id: ID!, $filter: RoomSessionFilter) { liveRoom(id: $id) { sessions(first: 3, filter: $filter) { ${PAGE} } } }`
    const filter = { statuses: ['LIVE', 'WAITING'], createdAfter: '2020-01-01T00:00:00Z', createdBefore: '2099-01-01T00:00:00Z' }
    const { body } = await app.query<{ liveRoom: { sessions: List } }>(document, { id: idOf('LiveRoom', 'huawei', live.room), filter })
    expect(body.errors).toBeUndefined()
    expect(body.data?.liveRoom.sessions).toMatchObject({ nodes: [{ id: live.id, room: { id: idOf('LiveRoom', 'huawei', live.room) } }], totalCount: 1, unavailable: [] })
    expect(requests(huawei, 'listSmartLive')[0]?.query).toEqual({
      offset: '0', limit: '4', state: 'PROCESSING,WAITING', sort_key: 'create_time', sort_dir: 'desc', create_since: '2020-01-01T00:00:00Z', create_until: '2099-01-01T00:00:00Z',
    })
  })

  it('can be asked of a list of rooms', async () => {
    const { body } = await app.query<{ liveRooms: { nodes: { sessions: { totalCount: number } }[] } }>('{ liveRooms(first: 4, filter: { vendors: [HUAWEI] }) { nodes { sessions(first: 1) { totalCount nodes { state } } } } }')
    expect(body.errors).toBeUndefined()
    expect(huawei.journal.count('listSmartLive', ({ kind }) => kind === 'request')).toBe(4)
  })
})

describe('secrets of a session', () => {
  it('are shown to operators, and kept from viewers', async () => {
    const guarded = await startApp({ API_KEYS: [apiKey('v', 'viewer', 'v-key'), apiKey('o', 'operator', 'o-key')].join(',') })
    try {
      const as = (key: string) => ({ authorization: `Bearer ${key}` })
      const room = idOf('LiveRoom', 'huawei', freeRoom(guarded.app.sandboxes.huawei!).id)
      const { body: made } = await guarded.query<{ startLive: { session: { id: string } } }>('mutation ($id: ID!) { startLive(input: { id: $id }) { session { id } } }', { id: room }, as('o-key'))
      const read = async (key: string) => {
        const document = 'query ($id: ID!) { liveSession(id: $id) { reportUrl rtcRoom { users { kind signature } } callback { key } } }'
        const { body } = await guarded.query(document, { id: made.data!.startLive.session.id }, as(key))
        return body.errors?.map(({ extensions, path }) => `${extensions.code} ${path?.slice(1).join('.')}`).sort() ?? []
      }
      expect(await read('o-key')).toEqual(['FORBIDDEN callback.key'])
      expect(await read('v-key')).toEqual(['callback.key', 'reportUrl', 'rtcRoom.users.0.signature', 'rtcRoom.users.1.signature'].map((field) => `FORBIDDEN ${field}`))
    } finally {
      await guarded.dispose()
    }
  })
})
