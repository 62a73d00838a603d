import type { Clock } from '../../src/transport/clock.js'

/** A clock that stands until it is turned. */
export interface ManualClock extends Clock {
  /** Turns the clock, waking sleepers in order, each at its moment. */
  advance(ms: number): Promise<void>
  /** Turns the clock from sleeper to sleeper until nobody sleeps. */
  runOut(): Promise<void>
}

/** Makes a clock that stands at `start`. */
export function createManualClock(start = 1_700_000_000_000): ManualClock {
  let now = start
  const sleepers = new Set<{ at: number; wake: () => void }>()
  // What the woken do in turn takes some rounds of promise callbacks.
  const settle = async () => {
    for (let round = 0; round < 20; round += 1) await Promise.resolve()
  }
  const wakeUntil = async (end: number) => {
    await settle()
    for (;;) {
      const [next] = [...sleepers].sort((a, b) => a.at - b.at)
      if (!next || next.at > end) return
      now = Math.max(now, next.at)
      sleepers.delete(next)
      next.wake()
      await settle()
    }
  }
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper)
          reject(signal.reason as Error)
        })
      }),
    async advance(ms) {
      const end = now + ms
      await wakeUntil(end)
      now = end
    },
    runOut: () => wakeUntil(Infinity),
  }
}
