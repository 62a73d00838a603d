import { defineScript, type CommandParser } from 'redis'
import type { Budgets } from '../domain/budget.js'
import { BUDGET_WINDOW_MS, budgetOf, createBudgets, spendMs } from './budget.js'
import { systemClock } from './clock.js'
import { createRateLimiter, paceOf, stateOf, tooLate, type RateLimiter } from './rate-limit.js'
import { openRedis, type RedisOptions } from './redis.js'

/** A rate limiter that replicas share. */
export interface RedisRateLimiter extends RateLimiter {
  /** The callers' budgets, over the same Redis. */
  budgets(perMinute: number): Budgets
  /** Lets go of Redis; the limiter goes on for this process alone. */
  close(): Promise<void>
}

/**
 * Takes the next slot of a lane, one step for all replicas and by Redis' own clock, so that theirs may differ. Answers
 * whether the slot was taken, the milliseconds until it, and those until the lane is as good as new; a slot later than the
 * caller can wait is left to others.
 */
const RESERVE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local interval, leeway, patience = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local due = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
local wait = math.max(0, due - leeway - now)
if wait > patience then return {0, math.ceil(wait), math.ceil(due - now)} end
local after = due + interval
redis.call('SET', KEYS[1], string.format('%.3f', after), 'PX', math.ceil(after - now) + 1000)
return {1, math.ceil(wait), math.ceil(after - now)}
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
  transformReply: ([taken, wait, fresh]: [number, number, number]) => ({ taken: taken === 1, wait, fresh }),
})

/**
 * A limiter over Redis: all replicas on it together keep each documented rate, with the same spacing as one process
 * alone ({@link paceOf}). While Redis is away each replica keeps the rate by itself.
 */
export async function openRedisRateLimiter({ prefix = 'avatargraph:', ...options }: RedisOptions): Promise<RedisRateLimiter> {
  const redis = await openRedis({ ...options, scripts: { look, reserve } })

  /** The next slot of a lane, or nothing when Redis cannot say. */
  function slotOf(key: string, perSecond: number, deadline: number) {
    const { intervalMs, leeway } = paceOf(perSecond)
    return redis.ask((client) => client.reserve(`${prefix}rate:${key}`, intervalMs, leeway, deadline - Date.now()))
  }

  /** What Redis knows of a lane: slots are taken when callers come, so those ahead are callers who wait. */
  async function shared(key: string, perSecond: number) {
    const pace = paceOf(perSecond)
    const dueInMs = await redis.ask((client) => client.look(`${prefix}rate:${key}`))
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
    budgets(perMinute) {
      const alone = createBudgets(perMinute)
      return {
        perMinute,
        // Points are slots that are as wide as they are dear, in a lane with a minute's leeway.
        async take(caller, points) {
          const width = spendMs(points, perMinute)
          const slot = await redis.ask((client) => client.reserve(`${prefix}budget:${caller}`, width, BUDGET_WINDOW_MS - width, 0))
          return slot ? budgetOf(perMinute, slot.taken ? 0 : slot.wait, slot.fresh) : alone.take(caller, points)
        },
      }
    },
    close: () => redis.close(),
  }
}
