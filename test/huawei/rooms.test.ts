import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { assetId, assetOf, freeRoom } from './live.js'
import { idOf, mutate, requests } from './support.js'

let app: TestApp
let huawei: HuaweiSandbox
beforeAll(async () => {
  app = await startApp()
  huawei = app.app.sandboxes.huawei!
})
afterEach(() => {
  huawei.faults.clear()
  huawei.journal.clear()
})
afterAll(() => app.dispose())

const ROOM = `id name description kind state orientation privateData skipReview rtcEvents
  scenes { nativeId name description avatarVoice avatar { id } voice { asset { id } speed pitch volume } backgrounds { kind asset { id } url color }
    layers { kind groupId position { x y order } text { text } } paragraphs { sequenceNo title text audio { asset { id } url subtitlesUrl } } }
  rules { index event groupName group { id } scenes }
  playPolicy { repeatCount autoPlay mode shuffle separateCapture }
  video { codec bitrate width height frameRate clipMode subtitles }
  outputs { url streamKey state } backupAvatars { id } callback { url auth events } sharing { kind state expiresAt projects } coStreamer { voice { asset { id } speed } streamerAction }`

/** Everything that can be said of a room, in our words and as Huawei writes it. */
function whole() {
  const [avatar, other, voice, picture, audio] = [assetOf(huawei, 'HUMAN_MODEL_2D'), assetOf(huawei, 'HUMAN_MODEL_2D', 1), assetOf(huawei, 'VOICE_MODEL'), assetOf(huawei, 'IMAGE'), assetOf(huawei, 'AUDIO')]
  const group = idOf('InteractionRuleGroup', 'huawei', 'group-1')
  return {
    ours: {
      name: 'Tea hour',
      description: 'Green tea',
      kind: 'TEMPLATE',
      orientation: 'LANDSCAPE',
      scenes: [
        {
          name: 'Welcome',
          description: 'At the door',
          avatarVoice: 'dh-1',
          avatarId: assetId(avatar),
          voice: { assetId: assetId(voice), speed: 110, pitch: 90, volume: 150 },
          backgrounds: [{ assetId: assetId(picture), url: 'https://pictures.example/a.png' }, { color: '#FFFFFF' }],
          layers: [{ kind: 'AVATAR', groupId: 'g', position: { x: 1, y: 2, order: 3 } }, { text: { text: '茶' } }],
          paragraphs: [{ title: 'Hello', text: 'Hello everyone' }, { sequenceNo: 5, audio: { assetId: assetId(audio), url: 'https://sounds.example/a.mp3', subtitlesUrl: 'https://sounds.example/a.srt' } }],
        },
      ],
      rules: [{ index: 'r', event: 'JOIN', groupId: group, groupName: 'Greetings', scenes: ['Welcome'] }],
      playPolicy: { repeatCount: -1, autoPlay: false, mode: 'MANUAL', shuffle: 'SCENES_AND_PARAGRAPHS', separateCapture: true },
      video: { bitrate: 6000, subtitles: true },
      outputs: [{ url: 'rtmp://push.example/live', streamKey: 'hidden' }],
      backupAvatarIds: [assetId(other)],
      rtcEvents: ['LIVE_PROGRESS', 'REPLY_FINISHED'],
      skipReview: false,
      sharing: { kind: 'SHARED', state: 'DRAFT', expiresAt: '2027-01-01T00:00:00Z', projects: ['another'] },
      coStreamer: { voice: { assetId: assetId(voice), speed: 120 }, streamerAction: 'QUIETER' },
      privateData: 'mine',
    },
    wire: {
      room_name: 'Tea hour',
      room_description: 'Green tea',
      room_type: 'TEMPLATE',
      view_mode: 'LANDSCAPE',
      scene_scripts: [
        {
          script_name: 'Welcome',
          script_description: 'At the door',
          dh_id: 'dh-1',
          model_asset_id: avatar,
          voice_config: { voice_asset_id: voice, speed: 110, pitch: 90, volume: 150 },
          background_config: [
            { background_type: 'IMAGE', background_config: 'https://pictures.example/a.png', background_asset_id: picture },
            { background_type: 'COLOR', background_color_config: '#FFFFFF' },
          ],
          layer_config: [
            { layer_type: 'HUMAN', group_id: 'g', position: { dx: 1, dy: 2, layer_index: 3 } },
            { layer_type: 'TEXT', text_config: { text_context: Buffer.from('茶').toString('base64') } },
          ],
          shoot_scripts: [
            { sequence_no: 1, title: 'Hello', text_config: { text: 'Hello everyone' } },
            { sequence_no: 5, audio_config: { asset_id: audio, audio_url: 'https://sounds.example/a.mp3', subtitle_url: 'https://sounds.example/a.srt' } },
          ],
        },
      ],
      interaction_rules: [{ rule_index: 'r', enabled: true, event_type: 2, group_id: 'group-1', group_name: 'Greetings', enabled_scenes: ['Welcome'] }],
      play_policy: { repeat_count: -1, auto_play_script: false, play_mode: 'NO_PRESET', random_play_mode: 'SCENE_AND_SCRIPT_ITEM', need_independent_capture_client: true },
      video_config: { codec: 'H264', bitrate: 6000, width: 1920, height: 1080, frame_rate: '25', is_subtitle_enable: true },
      output_urls: ['rtmp://push.example/live'],
      stream_keys: '[redacted]',
      backup_model_asset_ids: [other],
      live_event_callback_config: {
        live_event_type_callback_url: `${app.url}/callbacks/huawei/live`,
        auth_type: 'MSS_A_HEAD',
        key: '[redacted]',
        callback_event_type: ['SHOOT_SCRIPT_SWITCH', 'RTMP_STREAM_STATE_CHANGE', 'REPLY_COMMAND_FINISH'],
      },
      rtc_callback_config: { rtc_callback_event_type: ['LIVE_PROGRESS', 'REPLY_COMMAND_FINISH'] },
      review_config: { no_need_review: false },
      shared_config: { shared_type: 'SHARED', shared_state: 'DRAFT', expire_time: '2027-01-01T00:00:00Z', allowed_project_ids: ['another'] },
      co_streamer_config: { voice_config: { voice_asset_id: voice, speed: 120 }, streamer_action: 'VOLUME_DOWN' },
      priv_data: 'mine',
    },
  }
}

type Room = { id: string; name: string } & Record<string, unknown>
type Answer = { liveRoom: Room | null }

const create = async (input: object = { name: 'A room' }): Promise<string> => {
  const { liveRoom, userErrors } = await mutate<{ liveRoom: Room }>(app, 'createLiveRoom', input, 'liveRoom { id }')
  expect(userErrors).toEqual([])
  huawei.journal.clear()
  return liveRoom.id
}

describe('creating a live room', () => {
  it('sends all that is said of it, our callback with it, and it can be read back', async () => {
    const { ours, wire } = whole()
    const { liveRoom, userErrors } = await mutate<Answer>(app, 'createLiveRoom', ours, `liveRoom { ${ROOM} }`)
    expect(userErrors).toEqual([])
    const [request] = requests(huawei, 'createSmartLiveRoom')
    expect({ ...(request?.body as object), stream_keys: '[redacted]' }).toEqual(wire)
    expect(liveRoom).toMatchObject({
      name: 'Tea hour',
      kind: 'TEMPLATE',
      state: 'ENABLED',
      orientation: 'LANDSCAPE',
      privateData: 'mine',
      skipReview: false,
      rtcEvents: ['LIVE_PROGRESS', 'REPLY_FINISHED'],
      scenes: [
        {
          name: 'Welcome',
          avatarVoice: 'dh-1',
          avatar: { id: ours.scenes[0]!.avatarId },
          voice: { asset: { id: ours.coStreamer.voice.assetId }, speed: 110, pitch: 90, volume: 150 },
          backgrounds: [{ kind: 'IMAGE', url: 'https://pictures.example/a.png' }, { kind: 'COLOR', asset: null, color: '#FFFFFF' }],
          layers: [{ kind: 'AVATAR', groupId: 'g', position: { x: 1, y: 2, order: 3 } }, { kind: 'TEXT', text: { text: '茶' } }],
          paragraphs: [
            { sequenceNo: 1, title: 'Hello', text: 'Hello everyone', audio: null },
            { sequenceNo: 5, text: null, audio: { url: 'https://sounds.example/a.mp3', subtitlesUrl: 'https://sounds.example/a.srt' } },
          ],
        },
      ],
      rules: [{ index: 'r', event: 'JOIN', groupName: 'Greetings', group: { id: ours.rules[0]!.groupId }, scenes: ['Welcome'] }],
      playPolicy: ours.playPolicy,
      video: { codec: 'H264', bitrate: 6000, width: 1920, height: 1080, frameRate: 25, subtitles: true },
      outputs: [{ url: 'rtmp://push.example/live', streamKey: 'hidden', state: 'UNKNOWN' }],
      backupAvatars: [{ id: ours.backupAvatarIds[0] }],
      callback: { url: `${app.url}/callbacks/huawei/live`, auth: 'SIGNED_HEADERS', events: ['LIVE_PROGRESS', 'RTMP_STATE_CHANGED', 'REPLY_FINISHED'] },
      sharing: { kind: 'SHARED', state: 'DRAFT', expiresAt: '2027-01-01T00:00:00.000Z', projects: ['another'] },
      coStreamer: { voice: { asset: { id: ours.coStreamer.voice.assetId }, speed: 120 }, streamerAction: 'QUIETER' },
    })
  })

  it('sends nothing that is not said, but our callback', async () => {
    await create()
    huawei.journal.clear()
    await mutate<Answer>(app, 'createLiveRoom', { name: 'Bare' }, 'liveRoom { id }')
    const [request] = requests(huawei, 'createSmartLiveRoom')
    expect(Object.keys(request?.body as object).sort()).toEqual(['live_event_callback_config', 'room_name'])
  })

  it("leaves the caller's own receiver of callbacks as it is", async () => {
    const callback = { url: 'https://elsewhere.example/hook?token=t', auth: 'SIGNED_QUERY', key: 'own-key', events: ['REPLY_FINISHED'] }
    await mutate<Answer>(app, 'createLiveRoom', { name: 'Own', callback }, 'liveRoom { id }')
    expect(requests(huawei, 'createSmartLiveRoom')[0]?.body).toMatchObject({
      live_event_callback_config: { live_event_type_callback_url: callback.url, auth_type: 'MSS_A', callback_event_type: ['REPLY_COMMAND_FINISH'] },
    })
  })

  it('asks to be told what the caller wants to be told, at our address', async () => {
    await mutate<Answer>(app, 'createLiveRoom', { name: 'Some', callback: { events: ['LIVE_PROGRESS'] } }, 'liveRoom { id }')
    expect(requests(huawei, 'createSmartLiveRoom')[0]?.body).toMatchObject({
      live_event_callback_config: { live_event_type_callback_url: `${app.url}/callbacks/huawei/live`, auth_type: 'MSS_A_HEAD', callback_event_type: ['SHOOT_SCRIPT_SWITCH'] },
    })
  })

  const scene = (more: object) => ({ scenes: [{ name: 's', paragraphs: [{ text: 'a' }], ...more }] })
  it.each<[string, object, string]>([
    ['an empty name', { name: '' }, 'input.name'],
    ['a long description', { description: 'd'.repeat(1025) }, 'input.description'],
    ['much private data', { privateData: 'd'.repeat(8193) }, 'input.privateData'],
    ['an unknown kind', { kind: 'UNKNOWN' }, 'input.kind'],
    ['an unknown orientation', { orientation: 'UNKNOWN' }, 'input.orientation'],
    ['a bitrate that is none of livestreaming', { video: { bitrate: 900 } }, 'input.video.bitrate'],
    ['a second output', { outputs: [{ url: 'rtmp://a/' }, { url: 'rtmp://b/' }] }, 'input.outputs'],
    ['six avatars to stand in', { backupAvatarIds: Array.from({ length: 6 }, (_, i) => idOf('Asset', 'huawei', `a${i}`)) }, 'input.backupAvatarIds'],
    ['a stand-in of another account', { backupAvatarIds: [idOf('Asset', 'elsewhere', 'a')] }, 'input.backupAvatarIds.0'],
    ['101 repetitions', { playPolicy: { repeatCount: 101 } }, 'input.playPolicy.repeatCount'],
    ['a callback key of 33 characters', { callback: { url: 'https://a.example/', key: 'k'.repeat(33) } }, 'input.callback.key'],
    ['a callback address that is none', { callback: { url: 'a.example' } }, 'input.callback.url'],
    ['an RTC event that RTC does not have', { rtcEvents: ['RTMP_STATE_CHANGED'] }, 'input.rtcEvents.0'],
    ['a scene without a name', scene({ name: '' }), 'input.scenes.0.name'],
    ['a fast voice', scene({ voice: { assetId: idOf('Asset', 'huawei', 'v'), speed: 201 } }), 'input.scenes.0.voice.speed'],
    ['an avatar that is none', scene({ avatarId: idOf('Motion', 'huawei', 'm') }), 'input.scenes.0.avatarId'],
    ['a long title', scene({ paragraphs: [{ text: 'a' }, { title: 't'.repeat(257), text: 'a' }] }), 'input.scenes.0.paragraphs.1.title'],
    ['a paragraph of nothing', scene({ paragraphs: [{ title: 't' }] }), 'input.scenes.0.paragraphs.0'],
    ['101 paragraphs', scene({ paragraphs: Array.from({ length: 101 }, () => ({ text: 'a' })) }), 'input.scenes.0.paragraphs'],
    ['broken SSML', scene({ paragraphs: [{ text: '<speak>Hello<break time="5ms"/></speak>' }] }), 'input.scenes.0.paragraphs.0.text'],
    ['10,001 spoken characters', scene({ paragraphs: [{ text: 'a'.repeat(10_001) }] }), 'input.scenes.0.paragraphs.0.text'],
    ['a rule of a low priority', { rules: [{ event: 'LIKE', condition: { priority: -1 } }] }, 'input.rules.0.condition.priority'],
  ])('refuses %s before a call is spent', async (_, more, field) => {
    const { liveRoom, userErrors } = await mutate<Answer>(app, 'createLiveRoom', { name: 'x', ...more }, 'liveRoom { id }')
    expect(liveRoom).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field }])
    expect(huawei.journal.entries()).toEqual([])
  })

  it('is not repeated when its answer is lost', async () => {
    huawei.faults.add({ operation: 'createSmartLiveRoom', drop: true, times: 1 })
    const { userErrors } = await mutate<Answer>(app, 'createLiveRoom', { name: 'x' }, 'liveRoom { id }')
    expect(userErrors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE' }])
    expect(huawei.journal.count('createSmartLiveRoom')).toBe(1)
  })
})

describe('changing a live room', () => {
  it('sends all that is said of it, and answers what the vendor answered, without another call', async () => {
    const id = await create()
    const { ours, wire } = whole()
    const { liveRoom, userErrors } = await mutate<Answer>(app, 'updateLiveRoom', { id, ...ours }, 'liveRoom { id name scenes { name paragraphs { text } } outputs { url } }')
    expect(userErrors).toEqual([])
    const [request] = requests(huawei, 'updateSmartLiveRoom')
    expect({ ...(request?.body as object), stream_keys: '[redacted]' }).toEqual(wire)
    expect(liveRoom).toEqual({ id, name: 'Tea hour', scenes: [{ name: 'Welcome', paragraphs: [{ text: 'Hello everyone' }, { text: null }] }], outputs: [{ url: 'rtmp://push.example/live' }] })
    expect(huawei.journal.entries()).toHaveLength(1)
  })

  it('is repeated after a 503', async () => {
    const id = await create()
    huawei.faults.add({ operation: 'updateSmartLiveRoom', status: 503, times: 1 })
    const { userErrors } = await mutate<Answer>(app, 'updateLiveRoom', { id, name: 'Again' }, 'liveRoom { name }')
    expect(userErrors).toEqual([])
    expect(requests(huawei, 'updateSmartLiveRoom').map(({ status }) => status)).toEqual([503, 200])
  })

  it('that does not exist is NOT_FOUND', async () => {
    const { userErrors } = await mutate<Answer>(app, 'updateLiveRoom', { id: idOf('LiveRoom', 'huawei', 'none'), name: 'x' }, 'liveRoom { id }')
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})

describe('a deleted live room', () => {
  it('keeps its id in the answer and is NOT_FOUND afterwards', async () => {
    const id = await create()
    const { liveRoom, userErrors } = await mutate<Answer>(app, 'deleteLiveRoom', { id }, 'liveRoom { id }')
    expect({ liveRoom, userErrors }).toEqual({ liveRoom: { id }, userErrors: [] })
    const { body } = await app.query('query ($id: ID!) { liveRoom(id: $id) { name } }', { id })
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND'])
  })

  it('is not deleted while it is on air, and the vendor says so', async () => {
    const room = freeRoom(huawei)
    await mutate(app, 'startLive', { id: idOf('LiveRoom', 'huawei', room.id) }, 'session { id }')
    const { userErrors } = await mutate<Answer>(app, 'deleteLiveRoom', { id: idOf('LiveRoom', 'huawei', room.id) }, 'liveRoom { id }')
    expect(userErrors).toMatchObject([{ code: 'VENDOR_REJECTED', vendorCode: expect.stringMatching(/^MSS\./) as string }])
  })
})

describe('the list of live rooms', () => {
  it('asks in the words of the vendor, its spelling of OTHERS with them', async () => {
    const filter = {
      kinds: ['TEMPLATE'], statuses: ['LIVE', 'ENDED'], neverLive: true, search: 'tea', avatarName: 'Anna', avatarVoice: 'dh-1',
      lastSessionStartedAfter: '2026-01-01T00:00:00Z', lastSessionEndedBefore: '2026-02-01T00:00:00Z', templates: 'SHARED_BY_OTHERS', vendors: ['HUAWEI'],
    }
    const { body } = await app.query('query ($filter: LiveRoomFilter) { liveRooms(first: 5, filter: $filter) { nodes { id } unavailable { message } } }', { filter })
    expect(body).toMatchObject({ data: { liveRooms: { unavailable: [] } } })
    expect(requests(huawei, 'listSmartLiveRooms')[0]?.query).toEqual({
      offset: '0', limit: '6', room_type: 'TEMPLATE', live_state: 'PROCESSING,SUCCESS,CANCELED,NULL', room_name: 'tea', model_name: 'Anna', dh_id: 'dh-1',
      start_time: '2026-01-01T00:00:00Z', end_time: '2026-02-01T00:00:00Z', template_own_type: 'SHARED_FROM_OHTERS',
    })
  })

  it('tells what it knows without a detail call', async () => {
    const { body } = await app.query<{ liveRooms: { nodes: { ownerProject: string }[] } }>(
      '{ liveRooms(first: 5, filter: { vendors: [HUAWEI] }) { nodes { name description kind state orientation privateData sharing { kind } ownerProject lastSessionStartedAt lastSessionState failure { message } } } }',
    )
    expect(body.errors).toBeUndefined()
    expect(body.data?.liveRooms.nodes.map(({ ownerProject }) => ownerProject)).toEqual(Array.from({ length: 5 }, () => huawei.settings.projectId))
    expect(huawei.journal.count('showSmartLiveRoom')).toBe(0)
  })

  it('knows every word of the world', async () => {
    const { body } = await app.query<{ liveRooms: object }>('{ liveRooms(first: 100, filter: { vendors: [HUAWEI] }) { nodes { kind state orientation lastSessionState scenes { backgrounds { kind } layers { kind } } rules { event condition { relation tests { match operation } } trigger { mode order role } } playPolicy { mode shuffle } } } }')
    expect(body.errors).toBeUndefined()
    expect(JSON.stringify(body.data)).not.toContain('UNKNOWN')
  })
})

describe('secrets of a live room', () => {
  let guarded: TestApp
  beforeAll(async () => {
    guarded = await startApp({ API_KEYS: [apiKey('v', 'viewer', 'v-key'), apiKey('o', 'operator', 'o-key'), apiKey('a', 'admin', 'a-key')].join(',') })
  })
  afterAll(() => guarded.dispose())

  it.each([
    ['v-key', ['callback.key', 'callback.url', 'outputs.0.streamKey']],
    ['o-key', ['callback.key', 'outputs.0.streamKey']],
    ['a-key', []],
  ])('are kept from those who may not see them: %s', async (key, forbidden) => {
    const as = (it: string) => ({ authorization: `Bearer ${it}` })
    const { body: made } = await guarded.query<{ createLiveRoom: { liveRoom: { id: string } } }>(
      'mutation { createLiveRoom(input: { name: "Secret", outputs: [{ url: "rtmp://a.example/", streamKey: "hidden" }] }) { liveRoom { id } } }',
      {},
      as('a-key'),
    )
    const { body } = await guarded.query('query ($id: ID!) { liveRoom(id: $id) { name callback { url key auth } outputs { url streamKey } } }', { id: made.data!.createLiveRoom.liveRoom.id }, as(key))
    expect(body.errors?.map(({ extensions, path }) => `${extensions.code} ${path?.slice(1).join('.')}`).sort() ?? []).toEqual(forbidden.map((field) => `FORBIDDEN ${field}`))
    expect(body.data).toMatchObject({ liveRoom: { name: 'Secret', callback: { auth: 'SIGNED_HEADERS' } } })
    expect(JSON.stringify(guarded.logs)).not.toContain('hidden')
  })
})
