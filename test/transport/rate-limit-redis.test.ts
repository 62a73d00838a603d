import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createClient } from 'redis'
import { openRedisRateLimiter, type RedisRateLimiter } from '../../src/transport/rate-limit-redis.js'
import type { RedisOptions } from '../../src/transport/redis.js'
import { realRedis, startRedis, type TestRedis } from '../support/redis.js'
import { until } from '../support/until.js'

const opened: RedisRateLimiter[] = []
const open = async (options: RedisOptions) => {
  const limiter = await openRedisRateLimiter(options)
  opened.push(limiter)
  return limiter
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((limiter) => limiter.close()))
})

const soon = () => Date.now() + 20_000

/** The most calls that any window of `windowMs` holds. */
const mostWithin = (times: number[], windowMs: number) => Math.max(0, ...times.map((start) => times.filter((time) => time >= start && time < start + windowMs).length))

describe('replicas on one Redis', () => {
  let redis: TestRedis | undefined
  beforeAll(async () => {
    redis = await realRedis()
  })
  afterAll(async () => {
    if (!redis) return
    const client = createClient({ url: redis.url })
    await client.connect()
    for await (const keys of client.scanIterator({ MATCH: `${redis.prefix}*` })) if (keys.length) await client.del(keys)
    await client.close()
  })

  test('together never exceed the rate in any second', async (ctx) => {
    const shared = redis ?? ctx.skip()
    const replicas = await Promise.all([1, 2, 3].map(() => open(shared)))
    const times: number[] = []
    await Promise.all(Array.from({ length: 45 }, (_, n) => replicas[n % 3]!.acquire('busy', 20, soon()).then(() => times.push(performance.now()))))
    expect(times).toHaveLength(45)
    expect(mostWithin(times, 1_000)).toBeLessThanOrEqual(20)
    // What one process alone would take, not three times as long.
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(4_000)
  })

  test('take their turns in one queue, and tell how long they waited', async (ctx) => {
    const shared = redis ?? ctx.skip()
    const [one, other] = [await open(shared), await open(shared)]
    expect(await one.acquire('queue', 4, soon())).toBe(0)
    expect(await other.acquire('queue', 4, soon())).toBeGreaterThan(200)
  })

  test('tell a caller at once whose deadline would pass, and take no slot for it', async (ctx) => {
    const shared = redis ?? ctx.skip()
    const [one, other] = [await open(shared), await open(shared)]
    await one.acquire('late', 1, soon())
    const started = performance.now()
    await expect(other.acquire('late', 1, Date.now() + 300)).rejects.toMatchObject({ code: 'VENDOR_RATE_LIMITED', details: { retryable: true } })
    expect(performance.now() - started).toBeLessThan(250)
    expect(await other.acquire('late', 1, soon())).toBeLessThanOrEqual(1_250)
  })

  test('show the one queue that they share, and take no turn by looking', async (ctx) => {
    const shared = redis ?? ctx.skip()
    const [one, other] = [await open(shared), await open(shared)]
    expect(await other.look('seen', 2)).toEqual({ available: 1, queued: 0, waitMs: 0 })
    const calls = Array.from({ length: 4 }, () => one.acquire('seen', 2, soon()))
    await calls[0]
    await until(async () => (await other.look('seen', 2)).queued === 3, 'the other replica sees three waiting')
    const seen = await other.look('seen', 2)
    expect(seen).toMatchObject({ available: 0 })
    // One turn each 625 ms.
    expect(seen.waitMs).toBeGreaterThan(1_250)
    expect(seen.waitMs).toBeLessThanOrEqual(2_500)
    await Promise.all(calls)
  })

  test('keep operations and accounts apart', async (ctx) => {
    const shared = redis ?? ctx.skip()
    const limiter = await open(shared)
    await limiter.acquire('a', 1, soon())
    expect(await limiter.acquire('b', 1, soon())).toBe(0)
  })

  test('stop waiting for a caller that goes', async (ctx) => {
    const limiter = await open(redis ?? ctx.skip())
    await limiter.acquire('gone', 1, soon())
    const caller = new AbortController()
    const waiting = limiter.acquire('gone', 1, soon(), caller.signal)
    caller.abort(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
  })
})

describe('while Redis is away', () => {
  test('each replica keeps the rate by itself, says so once, and shares again when Redis is back', async (ctx) => {
    const redis = (await startRedis()) ?? ctx.skip()
    try {
      const away: Error[] = []
      const limiter = await open({ url: redis.url, onAway: (error) => away.push(error) })
      const other = await open({ url: redis.url })
      await limiter.acquire('a', 1, soon())
      await redis.stop()
      await until(() => away.length > 0, 'the loss of Redis is told')
      // Its own count goes on: no burst because the common one is gone.
      expect(await limiter.acquire('a', 1, soon())).toBeGreaterThan(500)
      expect(await limiter.acquire('b', 4, soon())).toBe(0)
      expect(away).toHaveLength(1)

      await redis.start()
      let lane = 0
      const shared = async () => {
        await limiter.acquire(`lane ${(lane += 1)}`, 1, soon())
        return other.acquire(`lane ${lane}`, 1, Date.now() + 100).then(() => false, () => true)
      }
      await until(shared, 'one replica finds the turn taken by the other')
      expect(away).toHaveLength(1)
    } finally {
      await redis.dispose()
    }
  })

  test('calls that were waiting for their turn get it, at the rate', async (ctx) => {
    const redis = (await startRedis()) ?? ctx.skip()
    try {
      const limiter = await open({ url: redis.url })
      const times: number[] = []
      const calls = Array.from({ length: 40 }, () => limiter.acquire('busy', 20, soon()).then(() => times.push(performance.now())))
      await Promise.all(calls.slice(0, 10))
      await redis.stop()
      const more = Array.from({ length: 10 }, () => limiter.acquire('busy', 20, soon()).then(() => times.push(performance.now())))
      await Promise.all([...calls, ...more])
      expect(times).toHaveLength(50)
      expect(mostWithin(times, 1_000)).toBeLessThanOrEqual(20)
    } finally {
      await redis.dispose()
    }
  })

  test('opening does not wait for it longer than it is told, and everything works', async () => {
    const away: Error[] = []
    const limiter = await open({ url: 'redis://127.0.0.1:9', patience: 200, onAway: (error) => away.push(error) })
    expect(await limiter.acquire('a', 20, soon())).toBe(0)
    expect(away).toHaveLength(1)
  })
})
