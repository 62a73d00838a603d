import type { Answer, Call } from '../call.js'
import { readBody } from './body.js'
import { ERRORS, refusal } from './errors.js'
import type { Job, LiveJobs } from './live/jobs.js'
import { REPORT_BODY } from './live/report.js'
import { START_BODY } from './live/request.js'
import { contains, page, PAGING, readQuery, SORTING } from './query.js'
import { roomOf } from './rooms.js'
import { wholeSeconds } from './world/times.js'
import type { World } from './world.js'

const JOB_STATES = ['WAITING', 'PROCESSING', 'SUCCEED', 'FAILED', 'BLOCKED'] as const
const LIST_QUERY = { ...PAGING, ...SORTING, state: { kind: 'list', max: 128, of: JOB_STATES }, create_since: { kind: 'time' }, create_until: { kind: 'time' } } as const
const LIST_ALL_QUERY = { ...LIST_QUERY, room_name: { kind: 'text', max: 256 } } as const

/** 6.2.1: 202 and the task's id. */
export function startSmartLive(world: World, jobs: LiveJobs, call: Call): Answer {
  const room = roomOf(world, call)
  const body = readBody(START_BODY, call)
  const { job } = jobs.start(room, body)
  const { rtc_room_info: rtc, live_event_report_url: reportUrl, live_event_callback_config: callbacks } = job.show()
  const paragraphs = room.detail.scene_scripts.reduce((sum, scene) => sum + scene.shoot_scripts.length, 0)
  const warnings = [
    ...(paragraphs < 5 ? ['TOO_LESSS_SCRIPT_ITEMS'] : []),
    ...(room.detail.interaction_rules.length < 3 ? ['TOO_LESS_DANMAKU_RULES'] : []),
    ...((body.play_policy?.random_play_mode ?? 'NONE') === 'NONE' ? ['RANDOM_PLAY_CLOSED'] : []),
    ...(room.detail.backup_model_asset_ids.length === 0 ? ['ROTATION_MODEL_CLOSED'] : []),
  ]
  return {
    status: 202,
    body: {
      job_id: job.id,
      rtc_room_info: rtc,
      live_event_report_url: reportUrl,
      live_event_callback_config: callbacks,
      live_warning_info: warnings.map((warning) => ({ warning_type: warning })),
    },
  }
}

/** 6.2.2: the tasks of a room, newest first unless sorted. */
export function listSmartLive(world: World, jobs: LiveJobs, call: Call): Answer {
  return list(jobs.ofRoom(roomOf(world, call).id), readQuery(LIST_QUERY, call.query))
}

/** 6.2.6: the tasks of all rooms, newest first unless sorted. */
export function listSmartLiveJobs(jobs: LiveJobs, call: Call): Answer {
  const query = readQuery(LIST_ALL_QUERY, call.query)
  const { room_name: roomName } = query
  const all = jobs.all()
  return list(roomName === undefined ? all : all.filter((job) => contains(job.roomName, roomName)), query)
}

/** 6.2.3. */
export function showSmartLive(jobs: LiveJobs, call: Call): Answer {
  return { status: 200, body: jobOf(jobs, call).show() }
}

/** 6.2.4: no body in the answer. A task that is over is refused. */
export function stopSmartLive(jobs: LiveJobs, call: Call): Answer {
  const { session } = jobOf(jobs, call)
  if (!session || session.over) throw refusal(ERRORS.jobOver, 'the task is over')
  session.finish('SUCCEED')
  return { status: 200 }
}

const REPORT_QUERY = { auth_key: { kind: 'text', max: 128 }, expires_time: { kind: 'text', max: 16 }, refresh_url: { kind: 'flag' } } as const

/** 6.2.7: what an audience does. Taken with the AK/SK of the tenant or with the key of the report address, in the query or in the headers of later SDKs. */
export function liveEventReport(jobs: LiveJobs, call: Call): Answer {
  const { session, report } = jobOf(jobs, call)
  const query = readQuery(REPORT_QUERY, call.query)
  const [key, expires] = [query.auth_key ?? call.headers['x-mss-auth-key'], query.expires_time ?? call.headers['x-mss-expires-time']]
  if (!session || !report) throw refusal(ERRORS.jobGone, 'the task is over')
  if (key !== undefined) report.check(String(key), Number(expires), query.refresh_url ?? false)
  if (session.state !== 'PROCESSING') throw refusal(ERRORS.jobGone, `the task is ${session.state}`)
  const { total, events = [] } = readBody(REPORT_BODY, call)
  if (events.length !== total) throw refusal(ERRORS.invalid, `total: expected the number of events, ${events.length}`)
  report.take(events)
  return { status: 200, body: query.refresh_url ? { live_event_report_url: report.refreshed() } : {} }
}

function list(newestFirst: Job[], query: { limit?: number; offset?: number; sort_key?: string; sort_dir?: string; state?: string[]; create_since?: number; create_until?: number }): Answer {
  const { state, create_since: since, create_until: until } = query
  const found = newestFirst.filter((job) =>
    (!state || state.includes(job.state())) && (since === undefined || wholeSeconds(job.createdAt) >= since) && (until === undefined || wholeSeconds(job.createdAt) <= until))
  // The document's default direction is asc, but a list that was not asked to be sorted shows the newest first.
  const sorted = query.sort_dir !== undefined || query.sort_key !== undefined
  if (sorted && query.sort_dir !== 'desc') found.reverse()
  return { status: 200, body: { count: found.length, smart_live_jobs: page(found, query).map((job) => job.show()) } }
}

/** The task that the path names. Throws the vendor's 404. */
export function jobOf(jobs: LiveJobs, call: Call): Job {
  const job = jobs.find(call.params['room_id'] ?? '', call.params['job_id'] ?? '')
  if (!job) throw refusal(ERRORS.notFound, 'there is no task of this id in this room')
  return job
}
