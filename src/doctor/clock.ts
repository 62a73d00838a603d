import type { Finding, Notes } from './finding.js'
import type { Reached } from './network.js'

/** Seconds that two clocks may differ before it is said: the strictest vendor (Xingyun) takes a signature for 60 s. */
const TOLERANCE = 30

/** Seconds by which this machine's clock is ahead of a time that was told `tookMs` after `sentAt`. */
export const secondsAhead = (sentAt: number, tookMs: number, told: Date): number => Math.round((sentAt + tookMs / 2 - told.getTime()) / 1000)

/** Seconds by which this machine's clock is ahead of the server's that answered; undefined where its answer has no date. */
export function aheadOf(reached: Reached): number | undefined {
  const date = 'status' in reached ? Date.parse(reached.headers.get('date') ?? '') : NaN
  return 'status' in reached && !Number.isNaN(date) ? secondsAhead(reached.sentAt, reached.tookMs, new Date(date)) : undefined
}

/** Whether clocks differ by so much that signatures and expiries go wrong. */
export const isOff = (seconds: number): boolean => Math.abs(seconds) > TOLERANCE

/** What is to be known about the difference between this machine's clock and another one. */
export function clockFinding(notes: Notes, ahead: number, whose: string): Finding {
  if (!isOff(ahead)) return notes.ok('clock', `agrees with ${whose}`)
  return notes.warning('clock', `this machine's clock is ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} ${whose}`, CLOCK_TODO)
}

/** How clocks are put right. */
export const CLOCK_TODO = "Let NTP set this machine's clock: signatures carry the time, and vendors refuse those that are off by one to fifteen minutes."
