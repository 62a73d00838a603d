import { randomUUID } from 'node:crypto'
import { Random } from '../../random.js'
import type { Context } from '../context.js'
import { ERRORS, refusal } from '../errors.js'
import type { Media } from '../media.js'
import { vendorTime } from '../world/times.js'
import type { StoredRoom } from '../world/rooms.js'
import { planCallbacks, type CallbackPlan } from './callbacks.js'
import type { PastJob } from './history.js'
import { EventReport } from './report.js'
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
  /** Missing for tasks of the past. */
  report?: EventReport
}

/** All live tasks of the tenant: starts them, remembers them. */
export class LiveJobs {
  readonly #context: Context
  readonly #random: Random
  /** In order of creation. */
  #jobs: Job[]

  constructor(context: Context, past: readonly PastJob[]) {
    this.#context = context
    this.#random = new Random(context.options.seed + 2)
    this.#jobs = past.map((job) => pastJob(job, context.media))
  }

  /** Newest first. */
  all(): Job[] {
    return this.#jobs.toReversed()
  }

  /** Newest first. */
  ofRoom(roomId: string): Job[] {
    return this.all().filter((job) => job.roomId === roomId)
  }

  /** Those that are not over. */
  running(): Job[] {
    return this.#jobs.filter((job) => job.session && !job.session.over)
  }

  find(roomId: string, jobId: string): Job | undefined {
    return this.#jobs.find((job) => job.id === jobId && job.roomId === roomId)
  }

  /** 6.2.1. Refuses a room that is not enabled or has a task running, and more than fifty tasks at once. */
  start(room: StoredRoom, body: StartBody): { job: Job; callbacks: CallbackPlan } {
    const { detail } = room
    if (detail.room_state !== 'ENABLE') throw refusal(ERRORS.roomUnavailable, `the room is ${detail.room_state}`)
    const running = this.running()
    if (running.some((job) => job.roomId === room.id)) throw refusal(ERRORS.roomBusy, 'a task is running in this room')
    if (running.length >= MOST_RUNNING) throw refusal(ERRORS.noLiveQuota, `${MOST_RUNNING} tasks are running`)
    const { options, deliveries, world } = this.#context
    const callbacks = planCallbacks(body.live_event_callback_config ?? room.callbacks, options.callbackUrl, deliveries)
    const urls = body.output_urls ?? detail.output_urls
    const keys = body.stream_keys ?? (body.output_urls ? [] : detail.stream_keys)
    const random = new Random(this.#random.integer(1, 2 ** 31))
    let emit: ReturnType<CallbackPlan['open']> = () => undefined
    const session = new LiveSession(
      {
        room,
        scenes: detail.scene_scripts,
        rules: detail.interaction_rules,
        policy: { ...detail.play_policy, ...body.play_policy },
        outputs: urls.map((url, index) => ({ url, streamKey: keys[index] ?? '' })),
      },
      { now: options.now, speed: options.speed, random, emit: (event) => emit(event) },
    )
    emit = callbacks.open(session.id)
    // A temporary room is cleared when its task is complete (section 6.1.1, room_type).
    if (detail.room_type === 'TEMP') session.onEnd = () => world.liveRooms.remove(room)
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
    const { media, options } = this.#context
    const report = new EventReport(session, media, options)
    return {
      id: session.id, roomId: room.id, roomName: room.name, createdAt: session.createdAt, session, report,
      state: () => session.state,
      startedAt: () => session.startedAt,
      endedAt: () => session.endedAt,
      show: () => ({
        ...common({ ...timesOf(session), room }, options.now()),
        ...(session.error ? { error_info: session.error } : {}),
        rtc_room_info: rtc,
        live_event_report_url: report.url(),
        ...(callbacks.shown ? { live_event_callback_config: callbacks.shown } : {}),
        rtc_callback_config: body.rtc_callback_config ?? room.detail.rtc_callback_config,
        cover_url: media.url(room.cover),
        co_streamer_config: body.co_streamer_config ?? room.detail.co_streamer_config,
        ...(report.recorded ? { live_job_log: { interaction_records_url: media.url(report.recordName) } } : {}),
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

function timesOf({ id, state, createdAt, startedAt, endedAt, updatedAt }: LiveSession): Omit<Parameters<typeof common>[0], 'room'> {
  return { id, state, createdAt, startedAt, endedAt, updatedAt }
}

function rtcRoom(session: LiveSession): Record<string, unknown> {
  const ctime = Math.floor((session.createdAt + DAY_MS) / 1000)
  return {
    app_id: 'sandbox0rtc0app0id00000000000000',
    room_id: session.id,
    users: ['END_USER', 'PLAYER'].map((type) => ({ user_type: type, user_id: `${type.toLowerCase()}_${session.id.slice(0, 8)}`, signature: randomUUID().replaceAll('-', ''), ctime })),
  }
}
