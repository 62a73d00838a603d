import { isFinalStatus } from '../domain/jobs.js'
import { statusOfTraining } from '../domain/transitions.js'

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

/** Milliseconds between polls of a training that has just come under observation. */
const YOUNG_TRAINING = 1000
/** The part of a training's age that may pass between polls: news is late by a tenth of what there was to wait for. */
const SHARE_OF_AGE = 0.1
/** The longest wait while the vendor is at work. */
const MOST_AT_WORK = 10 * 60_000
/** While the caller is asked for something: what is done here is looked at anyhow, so only what is done elsewhere is late. */
const MOST_WAITING_FOR_CALLER = 30 * 60_000
/** After an end that may not be the last word. */
const MOST_ENDED = 6 * 60 * 60_000

/** What decides when a job is asked about next. */
export interface Pace {
  /** The state that the last poll found, as the probe names it. */
  state: string | null
  /** Milliseconds since the job was first watched. */
  ageMs: number
  /** Polls in a row that failed. */
  failures: number
}

/** Milliseconds until the next poll of a live session; doubles with every failure, up to a minute. */
export function nextLivePollIn({ state, ageMs, failures }: Pace): number {
  const usual = state === 'LIVE' || state === 'PAUSED' || state === 'TAKEN_OVER' ? (ageMs > LONG_AFTER ? LONG_ON_AIR : ON_AIR) : BEFORE_AIR
  return Math.min(MOST, usual * 2 ** Math.min(failures, 10))
}

/** Milliseconds until the next poll of a video; doubles with every failure, up to a minute. */
export function nextVideoPollIn({ ageMs, failures }: Pace): number {
  return Math.min(MOST, (ageMs > LONG_VIDEO_AFTER ? LONG_VIDEO : VIDEO) * 2 ** Math.min(failures, 10))
}

/** Milliseconds until the next poll of a training, which may take minutes or days; doubles with every failure, up to the longest wait of its state. */
export function nextTrainingPollIn({ state, ageMs, failures }: Pace): number {
  const status = state === null ? 'UNKNOWN' : statusOfTraining(state)
  const most = isFinalStatus(status) ? MOST_ENDED : status === 'NEEDS_ACTION' ? MOST_WAITING_FOR_CALLER : MOST_AT_WORK
  return Math.min(most, Math.max(YOUNG_TRAINING, ageMs * SHARE_OF_AGE) * 2 ** Math.min(failures, 10))
}
