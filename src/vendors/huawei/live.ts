import { badInput } from '../../domain/errors.js'
import type { LiveSession, LiveSessionFilter, StartedSession } from '../../domain/live.js'
import { usesOnly, type StartLiveOptions } from '../../domain/live-start.js'
import { limits } from '../../domain/limits.js'
import type { Page, PageRequest } from '../../domain/page.js'
import type { LiveBroadcasts } from '../../domain/port.js'
import { writeEvents } from './audience-events.js'
import type { VendorClient } from '../client.js'
import { createLiveCommands, readPlayingScenes, readSessionRoom } from './live-commands.js'
import { readRtcRoom, readSession, sessionQuery } from './live-sessions.js'
import { readCallback, writeCallback, writeCoStreamer, writeOutputs, writePlayPolicy, writeRtcEvents } from './live-settings.js'
import { url, VIEW_MODES, type Words } from './mapping/words.js'
import { operations } from './operations.js'
import { liveSessionOperations } from './operations/live-sessions.js'
import { fetchPage } from './paging.js'
import { writeReview, writeVideo } from './production.js'
import { checkVideo } from './production-limits.js'
import { readRtcMessage } from './rtc-messages.js'
import type { HuaweiSettings } from './settings.js'
import type { WirePage } from './wire.js'
import type { WireLiveJob } from './wire-live.js'
import { wordFor } from '../words.js'

/** Running live sessions of a Huawei account (section 6.2). */
export function createLive(client: Pick<VendorClient, 'call'>, words: Words, settings: HuaweiSettings): LiveBroadcasts {
  const { call } = client
  /** One page of 6.2.2 or 6.2.6. */
  const listed = async (
    filter: LiveSessionFilter,
    page: PageRequest,
    room: string | undefined,
    fetch: (query: NonNullable<ReturnType<typeof sessionQuery>>) => Promise<WirePage<WireLiveJob>>,
  ): Promise<Page<LiveSession>> => {
    const query = sessionQuery(filter)
    if (!query) return { items: [], hasMore: false, total: 0 }
    const wire = await fetchPage(page, (offset, limit) => fetch({ ...query, offset, limit }), (job) => job.job_id)
    return { ...wire, items: wire.items.map(({ entity, cursor }) => ({ entity: readSession(entity, room, words), cursor })) }
  }
  return {
    keyedByRoom: true,
    listTellsStates: true,
    async start(room, options, context) {
      if (room === null) throw badInput('Expected the id of a live room: HUAWEI starts sessions in rooms only.', { field: 'id' })
      usesOnly('HUAWEI', options, USED)
      const answer = await call(operations.startSmartLive, { params: { room_id: room }, body: toBody(options, settings) }, context)
      return {
        session: {
          nativeId: answer.job_id,
          room,
          state: 'WAITING',
          rtcRoom: readRtcRoom(answer.rtc_room_info, words) ?? undefined,
          reportUrl: url(answer.live_event_report_url) ?? undefined,
          callback: readCallback(answer.live_event_callback_config, words) ?? undefined,
        },
        warnings: (answer.live_warning_info ?? []).map(({ warning_type }) => words.liveWarning(warning_type)),
      } satisfies StartedSession
    },
    async stop({ room, session }, context) {
      await call(operations.stopSmartLive, { params: { room_id: room, job_id: session } }, context)
    },
    async get({ room, session }, context) {
      return readSession(await call(operations.showSmartLive, { params: { room_id: room, job_id: session } }, context), room, words)
    },
    list: async (filter, page, context) => {
      limits.length('filter.search', filter.search, 0, 256)
      return listed(filter, page, undefined, (query) => call(liveSessionOperations.listSmartLiveJobs, { query: { ...query, room_name: filter.search } }, context))
    },
    listOfRoom: (room, filter, page, context) =>
      listed(filter, page, room, (query) => call(liveSessionOperations.listSmartLive, { params: { room_id: room }, query }, context)),
    commands: createLiveCommands(client),
    playingScenes: (ref, context) => readPlayingScenes(client, ref, context),
    roomConfig: (ref, context) => readSessionRoom(client, words, ref, context),
    async report({ room, session }, events, { refreshUrl, key, skipReview }, context) {
      const query = { auth_key: key?.value, expires_time: key?.expiresAt.getTime(), refresh_url: refreshUrl === undefined ? undefined : String(refreshUrl) }
      const written = writeEvents(events, 'events')
      const body = { total: written.length, events: written, review_config: skipReview === undefined ? undefined : writeReview(skipReview) }
      const answer = await call(liveSessionOperations.liveEventReport, { params: { room_id: room, job_id: session }, query, body }, context)
      return { reportUrl: url(answer.live_event_report_url) }
    },
    readRtcMessage: (ref, message, now) => [readRtcMessage(message, { account: settings.slug, ref, words, now })],
  }
}

/** What 6.2.1 takes. */
const USED = ['outputs', 'orientation', 'video', 'playPolicy', 'interactionCallbackUrl', 'callback', 'rtcEvents', 'coStreamer'] as const

/** The body of 6.2.1, its limits checked first (errata, section 8). */
function toBody(options: StartLiveOptions, settings: HuaweiSettings) {
  const { video, playPolicy, coStreamer } = options
  if (video) checkVideo('video', video, 'LIVE')
  limits.length('interactionCallbackUrl', options.interactionCallbackUrl, 1, 2048)
  return {
    video_config: video && writeVideo(video, 'video'),
    play_policy: playPolicy && writePlayPolicy(playPolicy, 'playPolicy'),
    ...writeOutputs(options.outputs),
    interaction_callback_url: options.interactionCallbackUrl,
    live_event_callback_config: writeCallback(options.callback, 'callback', settings),
    rtc_callback_config: writeRtcEvents(options.rtcEvents, 'rtcEvents'),
    view_mode: wordFor('orientation', VIEW_MODES, options.orientation),
    co_streamer_config: coStreamer && writeCoStreamer(coStreamer, 'coStreamer'),
  }
}
