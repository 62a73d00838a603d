import type { DataSource } from 'typeorm'
import type { EventLog } from './log.js'

/** What keeping statistics needs. */
export interface StatisticsOptions {
  log: Pick<EventLog, 'onAnnounced'>
  dataSource: DataSource
  /** Told of failures; it is tried again when the log has doubled. */
  onError?: (error: unknown) => void
}

/** Events below which whatever the database does is soon done. */
const FEW = 1_000

/**
 * Has PostgreSQL look at what the log consists of whenever that has doubled, and with the first event after a start. A
 * server's autovacuum does it, too; the embedded database has none, and some servers' is off. Without statistics a part of
 * the log is taken for a small one, and all of it is sorted to tell of its newest twenty events. Returns how to stop; a look
 * under way is waited for.
 */
export function keepStatistics({ log, dataSource, onError }: StatisticsOptions): () => Promise<void> {
  let next = FEW
  let work: Promise<unknown> = Promise.resolve()
  const stop = log.onAnnounced((events) => {
    const { position } = events.at(-1)!
    if (position < next) return
    next = position * 2
    work = dataSource.query('ANALYZE events, subject_states').catch((error: unknown) => onError?.(error))
  })
  return async () => {
    stop()
    await work
  }
}
