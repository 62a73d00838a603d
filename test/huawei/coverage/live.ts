import { freeRoom, goLive, type OnAir } from '../live.js'
import { idOf, mutate } from '../support.js'
import { settings, SETTINGS_SENT } from './rooms.js'
import { inList, mutation, NEWEST_FIRST, row, secondPage, told, word, type Ask, type Row } from './row.js'
import type { Stage } from './stage.js'

const sessions = new WeakMap<Stage, Promise<OnAir>>()
/** The one session that is on air from the first ask for it on. */
function onAir(stage: Stage): Promise<OnAir> {
  const session = sessions.get(stage) ?? goLive(stage.app, freeRoom(stage.huawei).id, {}, stage.huawei)
  sessions.set(stage, session)
  return session
}
const anotherOnAir = ({ app, huawei }: Stage) => goLive(app, freeRoom(huawei, 1).id, {}, huawei)

/** A command, and what `params` carries on the wire. */
const command = (name: string, input: object, word: string, params: object): Ask => ({
  document: mutation(name, 'commandId'),
  variables: async (stage) => ({ input: { id: (await onAir(stage)).id, skipReview: true, ...input } }),
  sends: { command: word, params, 'review_config.no_need_review': true },
  reads: { command_id: `${name}.commandId` },
})
/** A command that reads, and the JSON that `result` carries. */
const reading = (field: string, command: string, selection: string, result: object, [place, value]: [string, unknown]): Ask => ({
  document: `query ($id: ID!) { liveSession(id: $id) { ${field} { ${selection} } } }`,
  variables: async (stage) => ({ id: (await onAir(stage)).id }),
  sends: { command },
  answer: { result: JSON.stringify(result) },
  reads: { result: word(`liveSession.${field}.${place}`, JSON.stringify(result), value) },
})

const SESSION = `nativeId room { nativeId } roomName state vendorState durationSeconds startedAt endedAt createdAt updatedAt failure { message } rtcRoom { nativeId }
  reportUrl callback { url } rtcEvents streamDurationSeconds blockReason coverUrl coStreamer { streamerAction } interactionRecordsUrl`
const details = {
  state: 'FAILED',
  duration: 12.5,
  start_time: '2026-01-02T03:04:05Z',
  end_time: '2026-01-02T03:05:05Z',
  lastupdate_time: '2026-01-02T03:06:05Z',
  error_info: { error_code: 'MSS.20010035', error_msg: 'It broke' },
  rtc_room_info: { app_id: 'app', room_id: 'rtc-1' },
  live_event_report_url: 'https://reports.example/a',
  live_event_callback_config: { live_event_type_callback_url: 'https://callbacks.example/live' },
  rtc_callback_config: { rtc_callback_event_type: ['REPLY_COMMAND_FINISH'] },
  stream_duration: 11.5,
  block_reason: 'Not nice',
  cover_url: 'https://covers.example/a.png',
  co_streamer_config: { streamer_action: 'VOLUME_DOWN' },
  live_job_log: { interaction_records_url: 'https://records.example/a' },
}
const shown = (place: string) => ({
  job_id: `${place}.nativeId`,
  room_id: `${place}.room.nativeId`,
  room_name: `${place}.roomName`,
  state: word(`${place}.state`, 'FAILED', 'FAILED'),
  duration: `${place}.durationSeconds`,
  start_time: `${place}.startedAt`,
  end_time: `${place}.endedAt`,
  create_time: `${place}.createdAt`,
  lastupdate_time: `${place}.updatedAt`,
  'error_info.error_msg': `${place}.failure.message`,
  'rtc_room_info.room_id': `${place}.rtcRoom.nativeId`,
  live_event_report_url: `${place}.reportUrl`,
  'live_event_callback_config.live_event_type_callback_url': `${place}.callback.url`,
  'rtc_callback_config.rtc_callback_event_type': word(`${place}.rtcEvents`, ['REPLY_COMMAND_FINISH'], ['REPLY_FINISHED']),
  stream_duration: `${place}.streamDurationSeconds`,
  block_reason: `${place}.blockReason`,
  cover_url: `${place}.coverUrl`,
  'co_streamer_config.streamer_action': word(`${place}.coStreamer.streamerAction`, 'VOLUME_DOWN', 'QUIETER'),
  'live_job_log.interaction_records_url': `${place}.interactionRecordsUrl`,
})

const narrowed = { statuses: ['LIVE', 'WAITING'], createdAfter: '2024-01-02T03:04:05Z', createdBefore: '2027-01-02T03:04:05Z' }
const NARROWED = { state: 'PROCESSING,WAITING', create_since: '2024-01-02T03:04:05Z', create_until: '2027-01-02T03:04:05Z' }

/** A room of the world that had two sessions or more, and the cursor of the second. */
async function busyRoom({ app }: Stage): Promise<{ id: string; after: string }> {
  const { body } = await app.query<{ liveSessions: { nodes: { room: { id: string } }[] } }>('{ liveSessions(first: 100, filter: { accounts: ["huawei"] }) { nodes { room { id } } } }')
  const rooms = body.data!.liveSessions.nodes.map(({ room }) => room.id)
  const id = rooms.find((room, index) => rooms.indexOf(room) < index)!
  const second = await app.query<{ liveRoom: { sessions: { pageInfo: { endCursor: string } } } }>('query ($id: ID!) { liveRoom(id: $id) { sessions(first: 2) { pageInfo { endCursor } } } }', { id })
  return { id, after: second.body.data!.liveRoom.sessions.pageInfo.endCursor }
}

/** Section 6.2. */
export const liveRows: Row[] = [
  row('startSmartLive', {
    document: mutation('startLive', 'session { nativeId rtcRoom { nativeId } reportUrl callback { url } } warnings'),
    variables: (stage) => ({ input: { id: idOf('LiveRoom', 'huawei', freeRoom(stage.huawei, 2).id), interactionCallbackUrl: 'https://callbacks.example/interaction', ...settings(stage) } }),
    sends: { ...SETTINGS_SENT, interaction_callback_url: 'https://callbacks.example/interaction' },
    answer: { rtc_room_info: { room_id: 'rtc-1' }, live_warning_info: [{ warning_type: 'TOO_SHORT_SCRIPT_TIME' }] },
    reads: {
      job_id: 'startLive.session.nativeId',
      'rtc_room_info.room_id': 'startLive.session.rtcRoom.nativeId',
      live_event_report_url: 'startLive.session.reportUrl',
      'live_event_callback_config.live_event_type_callback_url': 'startLive.session.callback.url',
      'live_warning_info.0.warning_type': word('startLive.warnings.0', 'TOO_SHORT_SCRIPT_TIME', 'SCRIPT_TOO_SHORT'),
    },
  }),
  {
    operation: 'listSmartLive',
    asks: [
      {
        document: 'query ($id: ID!, $filter: RoomSessionFilter) { liveRoom(id: $id) { sessions(first: 5, filter: $filter) { nodes { id } } } }',
        variables: async (stage) => ({ id: (await busyRoom(stage)).id, filter: narrowed }),
        sends: NARROWED,
      },
      {
        document: 'query ($id: ID!, $after: String) { liveRoom(id: $id) { sessions(first: 2, after: $after) { nodes { id } } } }',
        variables: busyRoom,
        sends: { offset: '1', limit: '3' },
      },
      {
        document: `query ($id: ID!) { liveRoom(id: $id) { sessions(first: 2) { totalCount nodes { ${SESSION} } } } }`,
        variables: busyRoom,
        answer: { smart_live_jobs: [details] },
        reads: { count: 'liveRoom.sessions.totalCount', ...inList('smart_live_jobs', shown('liveRoom.sessions.nodes.0')) },
      },
    ],
    ours: NEWEST_FIRST,
  },
  row('showSmartLive', {
    document: `query ($id: ID!) { liveSession(id: $id) { ${SESSION} } }`,
    variables: async (stage) => ({ id: (await onAir(stage)).id }),
    answer: details,
    reads: shown('liveSession'),
  }),
  row('stopSmartLive', { document: mutation('stopLive', 'session { id }'), variables: async (stage) => ({ input: { id: (await anotherOnAir(stage)).id } }) }),
  {
    operation: 'executeSmartLiveCommand',
    asks: [
      command('speakInLive', { text: 'Hello', timing: 'NEXT', role: 'CO_STREAMER', ruleIndex: 'r' }, 'INSERT_PLAY_SCRIPT', { text_config: { text: 'Hello' }, play_type: 'INSERT', play_role: 'CO_STREAMER', rule_index: 'r' }),
      command('playAudioInLive', { url: 'https://sounds.example/a.mp3', timing: 'NOW', role: 'STREAMER', ruleIndex: 'r' }, 'INSERT_PLAY_AUDIO', { audio_url: 'https://sounds.example/a.mp3', play_type: 'PLAY_NOW', play_role: 'STREAMER', rule_index: 'r' }),
      command('rewriteLiveScripts', { scenes: [{ name: 'More', backgrounds: [{ color: '#000000' }], paragraphs: [{ text: 'Later' }] }] }, 'REWRITE_PLAY_SCRIPT', {
        scene_scripts: [{ script_name: 'More', background_config: [{ background_type: 'COLOR', background_color_config: '#000000' }], shoot_scripts: [{ sequence_no: 1, text_config: { text: 'Later' } }] }],
      }),
      command('rewriteLiveInteractionRules', { rules: [{ index: 'r', event: 'COMMENT', trigger: { texts: ['Hi'] } }] }, 'REWRITE_INTERACTION_RULES', {
        interaction_rules: [{ rule_index: 'r', enabled: true, event_type: 1, trigger: { reply_mode: 'SYSTEM_REPLY', reply_texts: ['Hi'] } }],
      }),
      command('showLiveLayer', { layer: { anything: { goes: 1 } } }, 'SHOW_LAYER', { anything: { goes: 1 } }),
      command('refreshLiveOutputs', { outputs: [{ url: 'rtmp://other.example/live', streamKey: 'k' }] }, 'REFRESH_OUTPUT_URL', { output_urls: ['rtmp://other.example/live'], stream_keys: ['k'] }),
      reading('playingScripts', 'GET_CURRENT_PLAYING_SCRIPTS', 'name', { scene_scripts: [{ script_name: 'Welcome' }] }, ['0.name', 'Welcome']),
      reading('roomConfig', 'GET_LIVE_JOB_CONFIG_INFO', 'name', { room_name: 'Tea hour' }, ['name', 'Tea hour']),
    ],
    unread: { command: 'the command that was sent, said back' },
  },
  {
    operation: 'listSmartLiveJobs',
    asks: [
      {
        document: 'query ($filter: LiveSessionFilter) { liveSessions(first: 5, filter: $filter) { nodes { id } } }',
        variables: { filter: { accounts: ['huawei'], search: 'tea', ...narrowed } },
        sends: { ...NARROWED, room_name: 'tea' },
      },
      secondPage('liveSessions'),
      {
        document: `{ liveSessions(first: 2, filter: { accounts: ["huawei"] }) { totalCount nodes { ${SESSION} } } }`,
        answer: { smart_live_jobs: [details] },
        reads: { count: 'liveSessions.totalCount', ...inList('smart_live_jobs', shown('liveSessions.nodes.0')) },
      },
    ],
    ours: NEWEST_FIRST,
  },
  row('liveEventReport', {
    document: mutation('reportLiveEvents', 'reportUrl'),
    variables: async (stage) => {
      const { id } = await onAir(stage)
      const { reportUrl } = await mutate<{ reportUrl: string }>(stage.app, 'reportLiveEvents', { id, events: [{ viewers: 1 }], refreshUrl: true }, 'reportUrl')
      const key = new URL(reportUrl).searchParams
      return { input: { id, events: [{ at: '2026-11-21T10:00:00.123Z', viewers: 5 }], skipReview: true, refreshUrl: true, key: { value: key.get('auth_key'), expiresAt: new Date(Number(key.get('expires_time'))) } } }
    },
    sends: {
      auth_key: told('input.key.value'),
      expires_time: told('input.key.expiresAt', (date) => String((date as Date).getTime())),
      refresh_url: 'true',
      total: 1,
      events: [{ timestamp: Date.parse('2026-11-21T10:00:00.123Z'), type: 6, content: '{"numberOfViewers":5}' }],
      'review_config.no_need_review': true,
    },
    reads: { live_event_report_url: 'reportLiveEvents.reportUrl' },
  }),
]
