import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AvatarGraphError } from '../../src/domain/errors.js'
import { createRateLimiter } from '../../src/transport/rate-limit.js'
import { createManualClock } from './manual-clock.js'

const FAR = Number.MAX_SAFE_INTEGER

/** The most calls that any window of `windowMs` holds. */
function mostWithin(times: number[], windowMs: number): number {
  return Math.max(0, ...times.map((start) => times.filter((time) => time >= start && time < start + windowMs).length))
}

describe('calls waiting for their turn', () => {
  test('a burst of 200 calls at 20 a second puts no more than 20 into any sliding second', async () => {
    const clock = createManualClock()
    const limiter = createRateLimiter(clock)
    const times: number[] = []
    const calls = Array.from({ length: 200 }, () => limiter.acquire('a', 20, FAR).then(() => times.push(clock.now())))
    await clock.runOut()
    await Promise.all(calls)
    expect(times).toHaveLength(200)
    expect(mostWithin(times, 1_000)).toBeLessThanOrEqual(20)
    // The price of that certainty must stay small.
    expect(200 / ((times[199]! - times[0]!) / 1_000)).toBeGreaterThan(14)
  })

  test('no second ever holds more calls than documented, nor when the way there pushes them together by a quarter of a second', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.array(fc.tuple(fc.nat(900), fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 12 }), async (rate, arrivals) => {
        const clock = createManualClock()
        const limiter = createRateLimiter(clock)
        const times: number[] = []
        const calls: Promise<unknown>[] = []
        for (const [pause, count] of arrivals) {
          await clock.advance(pause)
          for (let i = 0; i < count; i += 1) calls.push(limiter.acquire('a', rate, FAR).then(() => times.push(clock.now())))
        }
        await clock.runOut()
        await Promise.all(calls)
        expect(mostWithin(times, 1_250)).toBeLessThanOrEqual(rate)
      }),
      { numRuns: 60 },
    )
  })

  test('the first calls after a pause do not wait', async () => {
    const limiter = createRateLimiter(createManualClock())
    expect(await Promise.all([1, 2].map(() => limiter.acquire('a', 20, FAR)))).toEqual([0, 0])
  })

  test('go in the order they came, and are told how long they waited', async () => {
    const clock = createManualClock()
    const limiter = createRateLimiter(clock)
    const order: number[] = []
    const calls = [1, 2, 3].map((n) => limiter.acquire('a', 1, FAR).then((waited) => order.push(n, waited)))
    await clock.runOut()
    await Promise.all(calls)
    expect(order).toEqual([1, 0, 2, 1_250, 3, 2_500])
  })

  test('do not wait for those of another key', async () => {
    const limiter = createRateLimiter(createManualClock())
    await limiter.acquire('a', 1, FAR)
    expect(await limiter.acquire('b', 1, FAR)).toBe(0)
  })
})

describe('a caller that cannot be served', () => {
  test('is told at once when its turn would come after its deadline, with the seconds', async () => {
    const clock = createManualClock()
    const limiter = createRateLimiter(clock)
    const served = [1, 2, 3].map(() => limiter.acquire('a', 1, FAR))
    const refusal = await limiter.acquire('a', 1, clock.now() + 3_000).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(AvatarGraphError)
    expect(refusal).toMatchObject({ code: 'VENDOR_RATE_LIMITED', details: { retryable: true, hint: expect.stringContaining('4 s') as string } })
    await clock.runOut()
    await Promise.all(served)
  })

  test('takes no turn from others when it goes away', async () => {
    const clock = createManualClock()
    const limiter = createRateLimiter(clock)
    await limiter.acquire('a', 1, FAR)
    const caller = new AbortController()
    const gone = limiter.acquire('a', 1, FAR, caller.signal)
    const patient = limiter.acquire('a', 1, FAR)
    await clock.advance(10)
    caller.abort(new Error('gone'))
    await expect(gone).rejects.toThrow('gone')
    await clock.runOut()
    expect(await patient).toBe(1_250)
  })
})

describe('a look at a lane', () => {
  test('shows what is free, who waits, and how long a call made now would', async () => {
    const clock = createManualClock()
    const limiter = createRateLimiter(clock)
    expect(await limiter.look('a', 20)).toEqual({ available: 2, queued: 0, waitMs: 0 })
    const calls = Array.from({ length: 5 }, () => limiter.acquire('a', 20, FAR))
    await clock.advance(0)
    const { waitMs } = await limiter.look('a', 20)
    expect(await limiter.look('a', 20)).toEqual({ available: 0, queued: 3, waitMs })
    const late = limiter.acquire('a', 20, FAR)
    await clock.runOut()
    expect(Math.abs((await late) - waitMs)).toBeLessThanOrEqual(4)
    await Promise.all(calls)
    await clock.advance(10_000)
    expect(await limiter.look('a', 20)).toEqual({ available: 2, queued: 0, waitMs: 0 })
    expect(await limiter.look('another', 5)).toEqual({ available: 1, queued: 0, waitMs: 0 })
  })
})
