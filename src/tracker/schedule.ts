import type { JobKind } from './jobs.js'

/** Milliseconds between polls of a live session that is about to go on air: people are waiting for it. */
const BEFORE_AIR = 1000
/** While it is on air; its callbacks carry the details, the poll only looks for its end. */
const ON_AIR = 5000
/** On air for long: a session that runs for hours need not be asked about every few seconds. */
const LONG_ON_AIR = 15_000
const LONG_AFTER = 10 * 60_000
/** A video takes minutes and its callback tells its end; the poll finds its beginning, and the end of one without a callback. */
const VIDEO = 3000
/** A video that takes long. */
const LONG_VIDEO = 10_000
const LONG_VIDEO_AFTER = 2 * 60_000
/** The longest wait after failures. */
const MOST = 60_000

/** What decides when a job is asked about next. */
export interface Pace {
  kind: JobKind
  /** The state that the last poll found, in the graph's words. */
  state: string | null
  /** Milliseconds since the job was first watched. */
  ageMs: number
  /** Polls in a row that failed. */
  failures: number
}

/** Milliseconds between polls that succeed. */
const USUAL: Record<JobKind, (pace: Pace) => number> = {
  LIVE_SESSION: ({ state, ageMs }) => (state === 'LIVE' || state === 'PAUSED' || state === 'TAKEN_OVER' ? (ageMs > LONG_AFTER ? LONG_ON_AIR : ON_AIR) : BEFORE_AIR),
  VIDEO: ({ ageMs }) => (ageMs > LONG_VIDEO_AFTER ? LONG_VIDEO : VIDEO),
}

/** Milliseconds until the next poll of a job; doubles with every failure, up to a minute. */
export function nextPollIn(pace: Pace): number {
  return Math.min(MOST, USUAL[pace.kind](pace) * 2 ** Math.min(pace.failures, 10))
}
