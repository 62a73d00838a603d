import type { EventLog } from './log.js'

/** What retention needs. */
export interface RetentionOptions {
  log: EventLog
  /** Events older than so many days go. */
  days: number
  /** Milliseconds between two looks; an hour. */
  every?: number
  /** Told of failures; the next look tries again. */
  onError?: (error: unknown) => void
}

const DAY = 24 * 60 * 60 * 1000
const HOUR = 60 * 60 * 1000

/** By the log's own clock: a replica whose clock is weeks ahead would remove everything. */
async function removeOld(log: EventLog, days: number): Promise<void> {
  await log.prune(new Date((await log.now()).getTime() - days * DAY))
}

/** Keeps the log to its age, from now on. Returns how to stop; a removal under way is waited for. */
export function startRetention({ log, days, every = HOUR, onError }: RetentionOptions): () => Promise<void> {
  let work: Promise<unknown> = Promise.resolve()
  const prune = () => {
    work = removeOld(log, days).catch((error: unknown) => onError?.(error))
  }
  prune()
  const timer = setInterval(prune, every).unref()
  return async () => {
    clearInterval(timer)
    await work
  }
}
