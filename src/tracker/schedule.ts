import { isFinalStatus, type JobKind } from '../domain/jobs.js'
import { statusOfTraining } from '../domain/transitions.js'

/** Milliseconds between polls of a live session that is about to go on air: people are waiting for it. */
const BEFORE_AIR = 1000
/** One that is still not on air: something is slow, or is never going to be (Tencent's own advice is to ask every 5 s, 1240/90944). */
const LONG_BEFORE_AIR = 5000
const LONG_BEFORE_AIR_AFTER = 2 * 60_000
/** While it is on air; where there are callbacks they carry the details, the poll looks for its end. */
const ON_AIR = 5000
/** On air for long: a session that runs for hours need not be asked about every few seconds. */
const LONG_ON_AIR = 15_000
const LONG_AFTER = 10 * 60_000
/** A video takes minutes and its callback tells its end; the poll finds its beginning, and the end of one without a callback. */
const VIDEO = 3000
/** A video that takes long. */
const LONG_VIDEO = 10_000
const LONG_VIDEO_AFTER = 2 * 60_000
/** The longest wait after failures of what takes minutes. */
const MINUTE = 60_000

/** A training that has just come under observation. */
const YOUNG_TRAINING = 1000
/** The part of a training's age that may pass between polls: news is late by a tenth of what there was to wait for. */
const SHARE_OF_AGE = 0.1
/** The longest wait while the vendor is at work. */
const AT_WORK = 10 * MINUTE
/** While the caller is asked for something: what is done here is looked at anyhow, so only what is done elsewhere is late. */
const WAITING_FOR_CALLER = 30 * MINUTE
/** After an end that may not be the last word. */
const ENDED = 360 * MINUTE

/** What decides when a job is asked about next. */
export interface Pace {
  kind: JobKind
  /** The state that the last poll found, as the probe names it. */
  state: string | null
  /** Milliseconds since the job was first watched. */
  ageMs: number
  /** Polls in a row that failed. */
  failures: number
}

/** Milliseconds between polls: when they succeed, and at most. */
type Interval = readonly [usual: number, most: number]

const ON_AIR_STATES: ReadonlySet<string | null> = new Set(['LIVE', 'PAUSED', 'TAKEN_OVER'])

const INTERVALS: Record<JobKind, (pace: Pace) => Interval> = {
  LIVE_SESSION: ({ state, ageMs }) => [ON_AIR_STATES.has(state) ? (ageMs > LONG_AFTER ? LONG_ON_AIR : ON_AIR) : ageMs > LONG_BEFORE_AIR_AFTER ? LONG_BEFORE_AIR : BEFORE_AIR, MINUTE],
  VIDEO: ({ ageMs }) => [ageMs > LONG_VIDEO_AFTER ? LONG_VIDEO : VIDEO, MINUTE],
  AVATAR_TRAINING: ofTraining,
  VOICE_TRAINING: ofTraining,
}

/** A training takes minutes or days. */
function ofTraining({ state, ageMs }: Pace): Interval {
  const status = state === null ? 'UNKNOWN' : statusOfTraining(state)
  return [Math.max(YOUNG_TRAINING, ageMs * SHARE_OF_AGE), isFinalStatus(status) ? ENDED : status === 'NEEDS_ACTION' ? WAITING_FOR_CALLER : AT_WORK]
}

/** Milliseconds until the next poll of a job; doubles with every failure, up to the longest wait of its kind and state. */
export function nextPollIn(pace: Pace): number {
  const [usual, most] = INTERVALS[pace.kind](pace)
  return Math.min(most, usual * 2 ** Math.min(pace.failures, 10))
}
