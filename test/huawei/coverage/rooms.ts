import { assetId, assetOf } from '../live.js'
import { mutate } from '../support.js'
import { inList, mutation, native, row, secondPage, word, type Row } from './row.js'
import type { Stage } from './stage.js'

/** What rooms and sessions are told alike. */
export const settings = ({ huawei }: Stage) => ({
  video: { bitrate: 6000 },
  playPolicy: { repeatCount: -1 },
  outputs: [{ url: 'rtmp://push.example/live', streamKey: 'hidden' }],
  callback: { url: 'https://callbacks.example/live', auth: 'SIGNED_QUERY', key: 'secret', events: ['LIVE_PROGRESS'] },
  rtcEvents: ['REPLY_FINISHED'],
  orientation: 'LANDSCAPE',
  coStreamer: { voice: { assetId: assetId(assetOf(huawei, 'VOICE_MODEL')) }, streamerAction: 'QUIETER' },
})
/** The same on the wire. */
export const SETTINGS_SENT = {
  'video_config.bitrate': 6000,
  'play_policy.repeat_count': -1,
  output_urls: ['rtmp://push.example/live'],
  stream_keys: ['hidden'],
  live_event_callback_config: { live_event_type_callback_url: 'https://callbacks.example/live', auth_type: 'MSS_A', key: 'secret', callback_event_type: ['SHOOT_SCRIPT_SWITCH'] },
  'rtc_callback_config.rtc_callback_event_type': ['REPLY_COMMAND_FINISH'],
  view_mode: 'LANDSCAPE',
  'co_streamer_config.voice_config.voice_asset_id': native('input.coStreamer.voice.assetId'),
  'co_streamer_config.streamer_action': 'VOLUME_DOWN',
}

const whole = (stage: Stage) => ({
  ...settings(stage),
  name: 'Tea hour',
  description: 'Green tea',
  kind: 'TEMPLATE',
  scenes: [{ name: 'Welcome', avatarId: assetId(assetOf(stage.huawei, 'HUMAN_MODEL_2D')), voice: { assetId: assetId(assetOf(stage.huawei, 'VOICE_MODEL')) }, backgrounds: [{ color: '#FFFFFF' }], paragraphs: [{ text: 'Hello' }] }],
  rules: [{ index: 'r', event: 'JOIN', trigger: { texts: ['Hi'] } }],
  backupAvatarIds: [assetId(assetOf(stage.huawei, 'HUMAN_MODEL_2D', 1))],
  skipReview: true,
  sharing: { kind: 'SHARED', projects: ['another'] },
  privateData: 'mine',
})
const SENT = {
  ...SETTINGS_SENT,
  room_name: 'Tea hour',
  room_description: 'Green tea',
  room_type: 'TEMPLATE',
  'scene_scripts.0.script_name': 'Welcome',
  'scene_scripts.0.model_asset_id': native('input.scenes.0.avatarId'),
  'interaction_rules.0.rule_index': 'r',
  'backup_model_asset_ids.0': native('input.backupAvatarIds.0'),
  'review_config.no_need_review': true,
  'shared_config.shared_type': 'SHARED',
  'shared_config.allowed_project_ids': ['another'],
  priv_data: 'mine',
}
const created = async (stage: Stage): Promise<string> =>
  (await mutate<{ liveRoom: { id: string } }>(stage.app, 'createLiveRoom', { account: 'huawei', ...whole(stage) }, 'liveRoom { id }')).liveRoom.id

const SUMMARY = 'nativeId name description kind state orientation privateData coverUrl thumbnailUrl createdAt updatedAt failure { message } sharing { projects } avatars { id }'
const ROOM = `${SUMMARY} skipReview rtcEvents scenes { name avatar { id } } rules { index } playPolicy { repeatCount } video { bitrate }
  outputs { url streamKey } backupAvatars { id } callback { url key } coStreamer { voice { asset { id } } streamerAction }`
const told = {
  room_description: 'Green tea',
  update_time: '2026-11-22T03:04:05Z',
  room_state: 'BLOCKED',
  priv_data: 'mine',
  cover_url: 'https://covers.example/a.png',
  thumbnail: 'https://covers.example/b.png',
  error_info: { error_code: 'MSS.20010035', error_msg: 'It broke' },
  shared_config: { allowed_project_ids: ['another'] },
  live_event_callback_config: { key: 'secret' },
}
const summaryAt = (place: string) => ({
  room_id: `${place}.nativeId`,
  room_name: `${place}.name`,
  room_description: `${place}.description`,
  room_state: word(`${place}.state`, 'BLOCKED', 'BLOCKED'),
  priv_data: `${place}.privateData`,
  cover_url: `${place}.coverUrl`,
  thumbnail: `${place}.thumbnailUrl`,
  create_time: `${place}.createdAt`,
  update_time: `${place}.updatedAt`,
  'error_info.error_msg': `${place}.failure.message`,
  'shared_config.allowed_project_ids': `${place}.sharing.projects`,
})
const shown = (place: string) => ({
  ...summaryAt(place),
  room_type: word(`${place}.kind`, 'TEMPLATE', 'TEMPLATE'),
  view_mode: word(`${place}.orientation`, 'LANDSCAPE', 'LANDSCAPE'),
  'scene_scripts.0.script_name': `${place}.scenes.0.name`,
  'scene_scripts.0.model_asset_id': `${place}.scenes.0.avatar.id`,
  'interaction_rules.0.rule_index': `${place}.rules.0.index`,
  'play_policy.repeat_count': `${place}.playPolicy.repeatCount`,
  'video_config.bitrate': `${place}.video.bitrate`,
  'output_urls.0': `${place}.outputs.0.url`,
  'stream_keys.0': `${place}.outputs.0.streamKey`,
  'backup_model_asset_ids.0': `${place}.backupAvatars.0.id`,
  'live_event_callback_config.live_event_type_callback_url': `${place}.callback.url`,
  'live_event_callback_config.key': `${place}.callback.key`,
  'rtc_callback_config.rtc_callback_event_type': word(`${place}.rtcEvents`, ['REPLY_COMMAND_FINISH'], ['REPLY_FINISHED']),
  'review_config.no_need_review': `${place}.skipReview`,
  'co_streamer_config.voice_config.voice_asset_id': `${place}.coStreamer.voice.asset.id`,
  'co_streamer_config.streamer_action': word(`${place}.coStreamer.streamerAction`, 'VOLUME_DOWN', 'QUIETER'),
})

/** Sections 6.1.1 to 6.1.5. */
export const roomRows: Row[] = [
  row('createSmartLiveRoom', {
    document: mutation('createLiveRoom', 'liveRoom { nativeId }'),
    variables: (stage) => ({ input: { account: 'huawei', ...whole(stage) } }),
    sends: SENT,
    reads: { room_id: 'createLiveRoom.liveRoom.nativeId' },
  }),
  {
    operation: 'listSmartLiveRooms',
    asks: [
      {
        document: 'query ($filter: LiveRoomFilter) { liveRooms(first: 5, filter: $filter) { nodes { id } } }',
        variables: {
          filter: {
            accounts: ['huawei'],
            search: 'tea',
            avatarVoice: 'dh-1',
            avatarName: 'Anna',
            statuses: ['LIVE'],
            neverLive: true,
            lastSessionStartedAfter: '2024-01-02T03:04:05Z',
            lastSessionEndedBefore: '2027-01-02T03:04:05Z',
            kinds: ['TEMPLATE'],
            templates: 'SHARED_WITH_OTHERS',
          },
        },
        sends: {
          room_name: 'tea',
          dh_id: 'dh-1',
          model_name: 'Anna',
          live_state: 'PROCESSING,NULL',
          start_time: '2024-01-02T03:04:05Z',
          end_time: '2027-01-02T03:04:05Z',
          room_type: 'TEMPLATE',
          template_own_type: 'SHARED_TO_OHTERS',
        },
      },
      secondPage('liveRooms'),
      {
        document: `{ liveRooms(first: 2, filter: { accounts: ["huawei"] }) { totalCount nodes { ${SUMMARY} ownerProject lastSessionState lastSessionStartedAt lastSessionEndedAt } } }`,
        answer: { smart_live_rooms: [{ ...told, last_job_status: 'SUCCEED', last_job_start_time: '2026-01-02T03:04:05Z', last_job_end_time: '2026-01-02T04:04:05Z' }] },
        reads: {
          count: 'liveRooms.totalCount',
          ...inList('smart_live_rooms', {
            ...summaryAt('liveRooms.nodes.0'),
            'model_infos.0.model_asset_id': 'liveRooms.nodes.0.avatars.0.id',
            project_id: 'liveRooms.nodes.0.ownerProject',
            last_job_status: word('liveRooms.nodes.0.lastSessionState', 'SUCCEED', 'ENDED'),
            last_job_start_time: 'liveRooms.nodes.0.lastSessionStartedAt',
            last_job_end_time: 'liveRooms.nodes.0.lastSessionEndedAt',
          }),
        },
      },
    ],
  },
  row('showSmartLiveRoom', {
    document: `query ($id: ID!) { liveRoom(id: $id) { ${ROOM} } }`,
    variables: async (stage) => ({ id: await created(stage) }),
    answer: told,
    reads: shown('liveRoom'),
  }),
  row('updateSmartLiveRoom', {
    document: mutation('updateLiveRoom', `liveRoom { ${ROOM} }`),
    variables: async (stage) => ({ input: { id: await created(stage), ...whole(stage) } }),
    sends: SENT,
    answer: told,
    reads: shown('updateLiveRoom.liveRoom'),
  }),
  row('deleteSmartLiveRoom', { document: mutation('deleteLiveRoom', 'liveRoom { id }'), variables: async (stage) => ({ input: { id: await created(stage) } }) }),
]
