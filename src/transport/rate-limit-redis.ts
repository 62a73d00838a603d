import { createClient, defineScript, type CommandParser } from 'redis'
import { systemClock } from './clock.js'
import { createRateLimiter, paceOf, stateOf, tooLate, type RateLimiter } from './rate-limit.js'

/** How to reach Redis. */
export interface RedisRateLimiterOptions {
  url: string
  /** Begins the names of all keys; `avatargraph:` by default. */
  prefix?: string
  /** Milliseconds that opening waits for a Redis that is away; 1,000. Then it goes on without. */
  patience?: number
  /** Told once when Redis goes away, and again only after it was back. Nothing needs to be done. */
  onAway?: (error: Error) => void
}

/** A rate limiter that replicas share. */
export interface RedisRateLimiter extends RateLimiter {
  /** Lets go of Redis; the limiter goes on for this process alone. */
  close(): Promise<void>
}

/** Milliseconds that a call waits for Redis' word before it goes by this process' own count. */
const ANSWER_TIMEOUT = 500
/** Milliseconds for which a Redis that did not answer is not asked again. */
const PAUSE = 1_000
const MAX_BACKOFF = 2_000

/**
 * Takes the next slot of a lane, one step for all replicas and by Redis' own clock, so that theirs may differ. Answers
 * whether the slot was taken and the milliseconds until it; a slot later than the caller can wait is left to others.
 */
const RESERVE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local interval, leeway, patience = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local due = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
local wait = math.max(0, due - leeway - now)
if wait > patience then return {0, math.ceil(wait)} end
local after = due + interval
redis.call('SET', KEYS[1], string.format('%.3f', after), 'PX', math.ceil(after - now) + 1000)
return {1, math.ceil(wait)}
`

/** Milliseconds until the next call of a lane would be due, by Redis' own clock. */
const LOOK = `
local time = redis.call('TIME')
return math.ceil(math.max(0, tonumber(redis.call('GET', KEYS[1]) or 0) - time[1] * 1000 - time[2] / 1000))
`

const look = defineScript({
  SCRIPT: LOOK,
  NUMBER_OF_KEYS: 1,
  IS_READ_ONLY: true,
  parseCommand(parser: CommandParser, key: string) {
    parser.pushKey(key)
  },
  transformReply: (dueInMs: number) => dueInMs,
})

const reserve = defineScript({
  SCRIPT: RESERVE,
  NUMBER_OF_KEYS: 1,
  parseCommand(parser: CommandParser, key: string, ...numbers: number[]) {
    parser.pushKey(key)
    parser.push(...numbers.map(String))
  },
  transformReply: ([taken, wait]: [number, number]) => ({ taken: taken === 1, wait }),
})

/**
 * A limiter over Redis: all replicas on it together keep each documented rate, with the same spacing as one process
 * alone ({@link paceOf}). While Redis is away each replica keeps the rate by itself.
 */
export async function openRedisRateLimiter({ url, prefix = 'avatargraph:', patience = 1_000, onAway = () => {} }: RedisRateLimiterOptions): Promise<RedisRateLimiter> {
  const client = createClient({
    url,
    scripts: { look, reserve },
    disableOfflineQueue: true,
    pingInterval: 10_000,
    socket: { connectTimeout: 5_000, reconnectStrategy: (retries: number) => Math.min(50 * 2 ** retries, MAX_BACKOFF) * (0.5 + Math.random() / 2) },
  })
  let away = false
  let askAgainAt = 0
  let closing = false
  const lost = (error: Error) => {
    if (!away && !closing) onAway(error)
    away = true
  }
  client.on('error', lost)
  client.on('ready', () => (away = false))
  await within(patience, client.connect()).catch(lost)

  /** The next slot of a lane, or nothing when Redis cannot say. */
  async function slotOf(key: string, perSecond: number, deadline: number) {
    if (!client.isReady || Date.now() < askAgainAt) return undefined
    const { intervalMs, leeway } = paceOf(perSecond)
    try {
      const slot = await within(ANSWER_TIMEOUT, client.reserve(`${prefix}rate:${key}`, intervalMs, leeway, deadline - Date.now()))
      away = false
      return slot
    } catch (error) {
      askAgainAt = Date.now() + PAUSE
      lost(error as Error)
      return undefined
    }
  }

  /** What Redis knows of a lane: slots are taken when callers come, so those ahead are callers who wait. */
  async function shared(key: string, perSecond: number) {
    if (!client.isReady || Date.now() < askAgainAt) return undefined
    const pace = paceOf(perSecond)
    const dueInMs = await within(ANSWER_TIMEOUT, client.look(`${prefix}rate:${key}`)).catch(() => undefined)
    return dueInMs === undefined ? undefined : stateOf(dueInMs, Math.max(0, Math.ceil((dueInMs - pace.leeway) / pace.intervalMs) - 1), pace)
  }

  // Behind the common count stands the process' own: it carries on when Redis goes, and spaces what a busy event loop
  // would send off late and all at once.
  const local = createRateLimiter()
  return {
    async acquire(key, perSecond, deadline, signal) {
      const slot = await slotOf(key, perSecond, deadline)
      if (slot && !slot.taken) throw tooLate(slot.wait)
      if (slot && slot.wait > 0) await systemClock.sleep(slot.wait, signal)
      return (slot?.wait ?? 0) + (await local.acquire(key, perSecond, deadline, signal))
    },
    look: async (key, perSecond) => (await shared(key, perSecond)) ?? local.look(key, perSecond),
    async close() {
      closing = true
      if (client.isReady) await within(ANSWER_TIMEOUT, client.close()).catch(() => undefined)
      if (client.isOpen) client.destroy()
    },
  }
}

/** The promise's outcome, or a rejection when it takes longer than that. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis did not answer within ${ms} ms.`)), ms)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
