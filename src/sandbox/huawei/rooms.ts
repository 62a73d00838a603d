import type { Answer, Call } from '../call.js'
import { CREDENTIALS } from './credentials.js'
import { ERRORS, refusal } from './errors.js'
import type { Job, LiveJobs } from './live/jobs.js'
import type { Media } from './media.js'
import { contains, page, PAGING, readQuery } from './query.js'
import type { StoredRoom } from './world/rooms.js'
import { vendorTime } from './world/times.js'
import type { World } from './world.js'

/** The document and the SDK say SUCCESS, although tasks report SUCCEED: both are taken. NULL: never live. */
const LIVE_STATES = ['WAITING', 'PROCESSING', 'SUCCESS', 'SUCCEED', 'FAILED', 'CANCELED', 'BLOCKED', 'NULL'] as const
/** The vendor misspells OTHERS in every SDK; the document's own forms are taken too. */
const OWNERSHIPS: Record<string, StoredRoom['ownership']> = {
  OWNED: 'OWNED', SHARED_TO_OHTERS: 'SHARED_TO_OHTERS', SHARED_FROM_OHTERS: 'SHARED_FROM_OHTERS', PUBLIC: 'PUBLIC',
  Owned: 'OWNED', SHARED_TO_OTHERS: 'SHARED_TO_OHTERS', SHARED_FROM_OTHERS: 'SHARED_FROM_OHTERS', Public: 'PUBLIC',
}

const LIST_QUERY = {
  ...PAGING,
  room_name: { kind: 'text', max: 128 },
  dh_id: { kind: 'text', max: 128 },
  model_name: { kind: 'text', max: 128 },
  live_state: { kind: 'list', max: 128, of: LIVE_STATES },
  start_time: { kind: 'time' },
  end_time: { kind: 'time' },
  room_type: { kind: 'choice', of: ['NORMAL', 'TEMP', 'TEMPLATE'] },
  template_own_type: { kind: 'choice', of: Object.keys(OWNERSHIPS) },
} as const

/** 6.1.2: the rooms, newest first. */
export function listSmartLiveRooms(world: World, jobs: LiveJobs, media: Media, call: Call): Answer {
  const query = readQuery(LIST_QUERY, call.query)
  const { room_name: name, dh_id: dhId, model_name: model, live_state: states, start_time: from, end_time: to, room_type: type, template_own_type: own } = query
  const last = new Map<string, Job>()
  for (const job of jobs.all().reverse()) last.set(job.roomId, job)
  const found = world.rooms.filter((room) => {
    const job = last.get(room.id)
    const [started, ended] = [job?.startedAt() ?? null, job?.endedAt() ?? null]
    return (name === undefined || contains(room.name, name))
      && (type === undefined || room.detail.room_type === type)
      && (own === undefined || room.ownership === OWNERSHIPS[own])
      && (dhId === undefined || room.detail.scene_scripts.some((scene) => scene.dh_id === dhId))
      && (model === undefined || room.models.some((info) => contains(info.asset_name ?? '', model)))
      && (!states || states.some((state) => (state === 'SUCCESS' ? 'SUCCEED' : state) === (job?.state() ?? 'NULL')))
      && (from === undefined || (started !== null && started >= from))
      && (to === undefined || (ended !== null && ended <= to))
  })
  return { status: 200, body: { count: found.length, smart_live_rooms: page(found, query).map((room) => baseInfo(room, last.get(room.id), media)) } }
}

/** 6.1.3. */
export function showSmartLiveRoom(world: World, media: Media, call: Call): Answer {
  return roomAnswer(roomOf(world, call), media)
}

/** All of a room, as 6.1.3 and 6.1.4 answer. */
export function roomAnswer(room: StoredRoom, media: Media): Answer {
  return { status: 200, body: { ...room.detail, ...addresses(room, media) } }
}

/** The room that the path names. Throws the vendor's 404. */
export function roomOf(world: World, call: Call): StoredRoom {
  const room = world.roomsById.get(call.params['room_id'] ?? '')
  if (!room) throw refusal(ERRORS.notFound, 'there is no room of this id')
  return room
}

/** SmartLiveRoomBaseInfo, table 6-43. */
function baseInfo(room: StoredRoom, job: Job | undefined, media: Media): Record<string, unknown> {
  const { room_id, room_name, room_type, room_state, view_mode, error_info, shared_config, room_description, create_time, update_time, priv_data } = room.detail
  const [started, ended] = [job?.startedAt() ?? null, job?.endedAt() ?? null]
  return {
    room_id, project_id: CREDENTIALS.projectId, room_name, room_type, room_state, view_mode, error_info, shared_config, room_description,
    ...addresses(room, media),
    model_infos: room.models,
    create_time, update_time,
    ...(started === null ? {} : { last_job_start_time: vendorTime(started) }),
    ...(ended === null ? {} : { last_job_end_time: vendorTime(ended) }),
    ...(job ? { last_job_status: job.state() } : {}),
    priv_data,
  }
}

function addresses(room: StoredRoom, media: Media): { cover_url: string; thumbnail: string } {
  const url = media.url(room.cover)
  return { cover_url: url, thumbnail: url }
}
