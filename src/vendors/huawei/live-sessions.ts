import { honourOnly } from '../../domain/filters.js'
import { NOTHING_TOLD, type LiveSession, type LiveSessionFilter, type RtcRoom } from '../../domain/live.js'
import type { Query } from '../../transport/url.js'
import { readCallback, readCoStreamer, readRtcEvents } from './live-settings.js'
import { failure } from './mapping/errors.js'
import { filterWords, notAfter, notBefore, time, url, type Words } from './mapping/words.js'
import type { WireLiveJob, WireRtcRoom } from './wire-live.js'

/** Reads SmartLiveJob: of 6.2.2, 6.2.3 and 6.2.6. The room is the one asked for, or else the one that the answer names. */
export function readSession(job: WireLiveJob, room: string | undefined, words: Words): LiveSession {
  return {
    ...NOTHING_TOLD,
    nativeId: job.job_id,
    room: room ?? job.room_id ?? null,
    roomName: job.room_name ?? null,
    state: words.liveState(job.state),
    vendorState: job.state ?? '',
    startedAt: time(job.start_time),
    endedAt: time(job.end_time),
    durationSeconds: job.duration ?? null,
    streamDurationSeconds: job.stream_duration ?? null,
    coverUrl: url(job.cover_url),
    createdAt: time(job.create_time),
    updatedAt: time(job.lastupdate_time),
    rtcRoom: readRtcRoom(job.rtc_room_info, words),
    reportUrl: url(job.live_event_report_url),
    callback: readCallback(job.live_event_callback_config, words),
    rtcEvents: readRtcEvents(job.rtc_callback_config, words),
    coStreamer: readCoStreamer(job.co_streamer_config, words),
    interactionRecordsUrl: url(job.live_job_log?.interaction_records_url),
    blockReason: job.block_reason || null,
    failure: failure(job.error_info, job.block_reason),
  }
}

/** Reads RTCRoomInfoList; `ctime` is in epoch seconds. */
export function readRtcRoom(wire: WireRtcRoom, words: Words): RtcRoom | null {
  if (!wire) return null
  return {
    appId: wire.app_id || null,
    nativeId: wire.room_id || null,
    users: (wire.users ?? []).map((user) => ({
      kind: words.rtcUser(user.user_type),
      nativeId: user.user_id || null,
      signature: user.signature || null,
      privateMapKey: null,
      expiresAt: user.ctime ? new Date(user.ctime * 1_000) : null,
    })),
  }
}

/** The filter in the parameters of 6.2.2 and 6.2.6, newest first; undefined when it asks for states that the vendor does not have. */
export function sessionQuery(filter: LiveSessionFilter): Query | undefined {
  honourOnly('Huawei', filter, ['states', 'search', 'createdAfter', 'createdBefore'])
  const { states, createdAfter, createdBefore } = filter
  const wireStates = states && filterWords.sessionStates(states)
  if (wireStates?.length === 0) return undefined
  return {
    state: wireStates,
    create_since: notBefore(createdAfter),
    create_until: notAfter(createdBefore),
    sort_key: 'create_time',
    sort_dir: 'desc',
  }
}
