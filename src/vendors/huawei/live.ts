import type { LiveSession, LiveSessionRef, StartLiveOptions } from '../../domain/live.js'
import type { LiveBroadcasts } from '../../domain/port.js'
import type { HuaweiClient } from './client.js'
import { failure, time, url, viewModeOf, type Words } from './mapping/words.js'
import { operations } from './operations.js'
import { liveCallbackUrl, type HuaweiSettings } from './settings.js'
import type { WireLiveJob } from './wire.js'

/** Running live sessions of a Huawei account (sections 6.2.1, 6.2.3 and 6.2.4). */
export function createLive({ call }: Pick<HuaweiClient, 'call'>, words: Words, settings: HuaweiSettings): LiveBroadcasts {
  return {
    async start(room, options, context) {
      const body = { ...toBody(options), live_event_callback_config: callbackConfig(settings) }
      const { job_id } = await call(operations.startSmartLive, { params: { room_id: room }, body }, context)
      return started(room, job_id, words)
    },
    async stop({ room, session }, context) {
      await call(operations.stopSmartLive, { params: { room_id: room, job_id: session } }, context)
    },
    async get(ref, context) {
      const job = await call(operations.showSmartLive, { params: { room_id: ref.room, job_id: ref.session } }, context)
      return toSession(job, ref, words)
    },
  }
}

function toBody({ outputs, orientation }: StartLiveOptions) {
  const keyed = outputs?.some((output) => output.streamKey !== null)
  return {
    output_urls: outputs?.map((output) => output.url),
    // One key a URL, by position.
    stream_keys: keyed ? outputs?.map((output) => output.streamKey ?? '') : undefined,
    view_mode: orientation && viewModeOf(orientation),
  }
}

/** Structure LiveEventCallBackConfig: every event there is, signed in headers with the newest key. */
function callbackConfig(settings: HuaweiSettings) {
  const callbackUrl = liveCallbackUrl(settings)
  const [key] = settings.callbackKeys
  if (callbackUrl === undefined || key === undefined) return undefined
  return {
    live_event_type_callback_url: callbackUrl,
    auth_type: 'MSS_A_HEAD',
    key,
    callback_event_type: ['SHOOT_SCRIPT_SWITCH', 'RTMP_STREAM_STATE_CHANGE', 'REPLY_COMMAND_FINISH'],
  }
}

/** What is known of a session that has just been started: the answer tells its id only. */
function started(room: string, session: string, words: Words): LiveSession {
  return toSession({ state: 'WAITING' }, { room, session }, words)
}

function toSession(job: Partial<WireLiveJob>, { room, session }: LiveSessionRef, words: Words): LiveSession {
  return {
    nativeId: session,
    room,
    roomName: job.room_name ?? null,
    state: words.liveState(job.state),
    vendorState: job.state ?? '',
    startedAt: time(job.start_time),
    endedAt: time(job.end_time),
    durationSeconds: job.duration ?? null,
    coverUrl: url(job.cover_url),
    failure: failure(job.error_info, job.block_reason),
  }
}
