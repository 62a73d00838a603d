import { AvatarGraphError } from '../domain/errors.js'
import { reasonOf, systemClock, type Clock } from './clock.js'

/** Lets calls wait for their turn at a vendor's documented rate. */
export interface RateLimiter {
  /**
   * Resolves when the caller may call, with the milliseconds it waited. Callers of one key go in the order they came.
   * Throws VENDOR_RATE_LIMITED at once when the turn would come after `deadline` (epoch ms), and the signal's reason
   * when it aborts. Of one key `perSecond` must always be the same.
   */
  acquire(key: string, perSecond: number, deadline: number, signal?: AbortSignal): Promise<number>
  /** How the calls of a key stand now; takes no turn. */
  look(key: string, perSecond: number): Promise<LaneState>
}

/** How the calls of one key stand. */
export interface LaneState {
  /** Calls that may go at once. */
  available: number
  /** Calls that wait for their turn. */
  queued: number
  /** Milliseconds that a call made now would wait. */
  waitMs: number
}

/** The vendor's second, and by how much the way there may push calls together: the first one of a connection has its handshake before it. */
const WINDOW_MS = 1_000 + 250

/**
 * How calls are spaced (the generic cell rate algorithm): one every `intervalMs`, after a pause up to `burst` at once.
 * Any window of {@link WINDOW_MS} then holds at most `burst + (perSecond + 1 - burst) - 1 = perSecond` calls,
 * wherever it begins, so that a vendor counting a sliding second never counts more. The price is about a fifth of the
 * documented rate; a 429 would cost a whole second.
 */
export function spacing(perSecond: number): { intervalMs: number; burst: number } {
  const burst = Math.max(1, Math.floor(perSecond / 10))
  return { burst, intervalMs: WINDOW_MS / (perSecond + 1 - burst) }
}

/** Where the calls of one key stand. */
interface Lane {
  /** When the next call would be due if calls came evenly; in the past after a pause. */
  due: number
  waiting: number
  /** Settles when the last caller in the queue has had its turn; never rejects. */
  tail: Promise<unknown>
}

/** Beyond so many keys those that are as good as new are forgotten: some are of sessions, which come and go. */
const MOST_LANES = 1_000

function forgetIdle(lanes: Map<string, Lane>, now: number): void {
  for (const [key, { due, waiting }] of lanes) if (waiting === 0 && due <= now) lanes.delete(key)
}

/** A limiter for one process. */
export function createRateLimiter(clock: Clock = systemClock): RateLimiter {
  const lanes = new Map<string, Lane>()

  async function turn(lane: Lane, previous: Promise<unknown>, pace: Pace, deadline: number, signal?: AbortSignal) {
    await previous
    for (;;) {
      if (signal?.aborted) throw reasonOf(signal)
      const wait = lane.due - pace.leeway - clock.now()
      if (wait <= 0) break
      if (lane.due - pace.leeway > deadline) throw tooLate(wait)
      await clock.sleep(Math.ceil(wait), signal)
    }
    // Counted from the moment a call really goes: a busy event loop must not push the next ones onto it.
    lane.due = Math.max(lane.due, clock.now()) + pace.intervalMs
  }

  return {
    async acquire(key, perSecond, deadline, signal) {
      const pace = paceOf(perSecond)
      const asked = clock.now()
      if (!lanes.has(key) && lanes.size >= MOST_LANES) forgetIdle(lanes, asked)
      const lane = lanes.get(key) ?? { due: 0, waiting: 0, tail: Promise.resolve() }
      lanes.set(key, lane)

      const expected = Math.max(lane.due, asked) + lane.waiting * pace.intervalMs - pace.leeway
      if (expected > deadline) throw tooLate(expected - asked)

      lane.waiting += 1
      const mine = turn(lane, lane.tail, pace, deadline, signal).finally(() => (lane.waiting -= 1))
      lane.tail = mine.catch(() => undefined)
      await mine
      return clock.now() - asked
    },
    async look(key, perSecond) {
      const pace = paceOf(perSecond)
      const { due = 0, waiting = 0 } = lanes.get(key) ?? {}
      return stateOf(Math.max(0, due - clock.now()) + waiting * pace.intervalMs, waiting, pace)
    },
  }
}

/** The spacing of one rate, as limiters use it. */
export interface Pace {
  intervalMs: number
  /** How long before it is due a call may go, which is what makes a burst. */
  leeway: number
}

/** The pace of a rate; {@link spacing} says why. */
export function paceOf(perSecond: number): Pace {
  const { intervalMs, burst } = spacing(perSecond)
  return { intervalMs, leeway: (burst - 1) * intervalMs }
}

/** The state of a lane whose next call would be due in so many milliseconds if calls came evenly. */
export function stateOf(dueInMs: number, queued: number, { intervalMs, leeway }: Pace): LaneState {
  const waitMs = Math.max(0, Math.ceil(dueInMs - leeway))
  return { available: waitMs > 0 ? 0 : Math.floor((leeway - dueInMs) / intervalMs) + 1, queued, waitMs }
}

/** That a turn would come after its caller's deadline. */
export function tooLate(waitMs: number): AvatarGraphError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000))
  return new AvatarGraphError('VENDOR_RATE_LIMITED', `The vendor's rate limit leaves no turn before the deadline; the next one is in about ${seconds} s.`, {
    retryable: true,
    hint: `Try again in about ${seconds} s, or ask for fewer entities at once.`,
  })
}
