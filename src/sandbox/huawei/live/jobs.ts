import { randomUUID } from 'node:crypto'
import { Random } from '../../random.js'
import type { Settled } from '../../options.js'
import { CREDENTIALS } from '../credentials.js'
import type { Deliveries } from '../deliveries.js'
import { ERRORS, refusal } from '../errors.js'
import type { Media } from '../media.js'
import { vendorTime } from '../world/times.js'
import type { StoredRoom } from '../world/rooms.js'
import { planCallbacks, type CallbackPlan } from './callbacks.js'
import type { PastJob } from './history.js'
import type { StartBody } from './request.js'
import { LiveSession, type JobState } from './session.js'

const MOST_RUNNING = 50
const MOST_REMEMBERED = 1000
const DAY_MS = 24 * 3600 * 1000

/** A live task as the lists see it: one that runs, one that ran, or one of the world's past. */
export interface Job {
  id: string
  roomId: string
  roomName: string
  createdAt: number
  state: () => JobState
  startedAt: () => number | null
  endedAt: () => number | null
  /** The task as 6.2.2, 6.2.3 and 6.2.6 show it (SmartLiveJob). */
  show: () => Record<string, unknown>
  /** Missing for tasks of the past. */
  session?: LiveSession
}

/** All live tasks of the tenant: starts them, remembers them. */
export class LiveJobs {
  readonly #options: Settled
  readonly #deliveries: Deliveries
  readonly #media: Media
  readonly #random: Random
  /** In order of creation. */
  #jobs: Job[]

  constructor(options: Settled, deliveries: Deliveries, media: Media, past: readonly PastJob[]) {
    this.#options = options
    this.#deliveries = deliveries
    this.#media = media
    this.#random = new Random(options.seed + 2)
    this.#jobs = past.map((job) => pastJob(job, media))
  }

  /** Newest first. */
  all(): Job[] {
    return this.#jobs.toReversed()
  }

  /** Newest first. */
  ofRoom(roomId: string): Job[] {
    return this.all().filter((job) => job.roomId === roomId)
  }

  find(roomId: string, jobId: string): Job | undefined {
    return this.#jobs.find((job) => job.id === jobId && job.roomId === roomId)
  }

  /** 6.2.1. Refuses a room that is not enabled or has a task running, and more than fifty tasks at once. */
  start(room: StoredRoom, body: StartBody): { job: Job; callbacks: CallbackPlan } {
    const { detail } = room
    if (detail.room_state !== 'ENABLE') throw refusal(ERRORS.roomUnavailable, `the room is ${detail.room_state}`)
    const running = this.#jobs.filter((job) => job.session && !job.session.over)
    if (running.some((job) => job.roomId === room.id)) throw refusal(ERRORS.roomBusy, 'a task is running in this room')
    if (running.length >= MOST_RUNNING) throw refusal(ERRORS.noLiveQuota, `${MOST_RUNNING} tasks are running`)
    const callbacks = planCallbacks(body.live_event_callback_config, this.#options.callbackUrl, this.#deliveries)
    const urls = body.output_urls ?? detail.output_urls
    const keys = body.stream_keys ?? (body.output_urls ? [] : detail.stream_keys)
    const random = new Random(this.#random.integer(1, 2 ** 31))
    let emit: ReturnType<CallbackPlan['open']> = () => undefined
    const session = new LiveSession(
      { room, scenes: detail.scene_scripts, policy: { ...detail.play_policy, ...body.play_policy }, outputs: urls.map((url, index) => ({ url, streamKey: keys[index] ?? '' })) },
      { now: this.#options.now, speed: this.#options.speed, random, emit: (event) => emit(event) },
    )
    emit = callbacks.open(session.id)
    const job = this.#runningJob(session, body, callbacks)
    this.#remember(job)
    void session.run()
    return { job, callbacks }
  }

  /** Ends a running session with a failure, as a vendor's worker that breaks down would. False when there is none of this id. */
  fail(jobId: string, error: { error_code: string; error_msg: string }): boolean {
    const session = this.#jobs.find((job) => job.id === jobId)?.session
    if (!session || session.over) return false
    session.finish('FAILED', error)
    return true
  }

  /** Silences every session. */
  close(): void {
    for (const job of this.#jobs) job.session?.abandon()
  }

  #remember(job: Job): void {
    this.#jobs.push(job)
    if (this.#jobs.length <= MOST_REMEMBERED) return
    const oldest = this.#jobs.findIndex((other) => !other.session || other.session.over)
    this.#jobs.splice(oldest, 1)
  }

  #runningJob(session: LiveSession, body: StartBody, callbacks: CallbackPlan): Job {
    const { room } = session.plan
    const rtc = rtcRoom(session)
    const jobUrl = `${this.#media.base}/v1/${CREDENTIALS.projectId}/smart-live-rooms/${room.id}/smart-live-jobs/${session.id}`
    const reportUrl = `${jobUrl}/live-event-report?expires_time=${session.createdAt + DAY_MS}&auth_key=${randomUUID()}`
    return {
      id: session.id, roomId: room.id, roomName: room.name, createdAt: session.createdAt, session,
      state: () => session.state,
      startedAt: () => session.startedAt,
      endedAt: () => session.endedAt,
      show: () => ({
        ...common({ ...session, room }, this.#options.now()),
        ...(session.error ? { error_info: session.error } : {}),
        rtc_room_info: rtc,
        live_event_report_url: reportUrl,
        ...(callbacks.shown ? { live_event_callback_config: callbacks.shown } : {}),
        rtc_callback_config: body.rtc_callback_config ?? room.detail.rtc_callback_config,
        cover_url: this.#media.url(room.cover),
        co_streamer_config: body.co_streamer_config ?? room.detail.co_streamer_config,
      }),
    }
  }
}

function pastJob(past: PastJob, media: Media): Job {
  return {
    id: past.id, roomId: past.room.id, roomName: past.room.name, createdAt: past.createdAt,
    state: () => past.state,
    startedAt: () => past.startedAt,
    endedAt: () => past.endedAt,
    show: () => ({
      ...common({ ...past, updatedAt: past.endedAt }, past.endedAt),
      ...(past.error ? { error_info: past.error } : {}),
      ...(past.blockReason ? { block_reason: past.blockReason } : {}),
      cover_url: media.url(past.room.cover),
    }),
  }
}

/** The fields that every task shows; durations of a running one are those at `now`. */
function common(job: Pick<LiveSession, 'id' | 'state' | 'createdAt' | 'startedAt' | 'endedAt' | 'updatedAt'> & { room: StoredRoom }, now: number): Record<string, unknown> {
  const { id, room, state, createdAt, startedAt, endedAt, updatedAt } = job
  const seconds = startedAt === null ? 0 : Math.max(0, (endedAt ?? now) - startedAt) / 1000
  return {
    job_id: id,
    room_id: room.id,
    room_name: room.name,
    state,
    duration: seconds,
    stream_duration: seconds,
    ...(startedAt === null ? {} : { start_time: vendorTime(startedAt) }),
    ...(endedAt === null ? {} : { end_time: vendorTime(endedAt) }),
    create_time: vendorTime(createdAt),
    lastupdate_time: vendorTime(updatedAt),
  }
}

function rtcRoom(session: LiveSession): Record<string, unknown> {
  const ctime = Math.floor((session.createdAt + DAY_MS) / 1000)
  return {
    app_id: 'sandbox0rtc0app0id00000000000000',
    room_id: session.id,
    users: ['END_USER', 'PLAYER'].map((type) => ({ user_type: type, user_id: `${type.toLowerCase()}_${session.id.slice(0, 8)}`, signature: randomUUID().replaceAll('-', ''), ctime })),
  }
}
