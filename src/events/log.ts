import { QueryFailedError, type DataSource, type SelectQueryBuilder } from 'typeorm'
import type { Database } from '../db/data-source.js'
import { EventLogHeadRow, EventRow, SubjectStateRow } from '../db/entities.js'
import type { Disposition, EventDraft, EventFilter, LoggedEvent } from '../domain/events.js'
import { CallbackRefusal } from '../domain/port.js'
import { whereMatches } from './filter.js'
import { GroupCommit } from './group-commit.js'
import { announcedEvent, prepare, toEvent, type AccountSeal, type AppendedRecord, type PreparedDraft } from './records.js'

/** What became of one draft. */
export interface AppendResult {
  disposition: Disposition
  /** The event, when it was announced. */
  event?: LoggedEvent
}

/** What `append_events` made of one draft, or of a seal without one. */
type StoredDraft = Omit<AppendResult, 'disposition'> & Pick<AppendedRecord, 'disposition'>
const isResult = (stored: StoredDraft): stored is AppendResult => stored.disposition !== 'SEALED' && stored.disposition !== 'FORGED'

/** A part of the log. */
export interface ReadOptions {
  /** Events later than this position. */
  after: number
  /** Events not later than this position; to the end when absent. */
  upTo?: number
  filter?: EventFilter
  /** How many at most. */
  limit: number
  /** The last ones of that part, the newest first; otherwise the first ones in the order of their positions. */
  newestFirst?: boolean
}

/** How far the log reaches. */
export interface LogBounds {
  epoch: string
  /** Of the oldest announced event that is kept: everything from there on is. `head + 1` when nothing is kept. */
  oldest: number
  /** Of the last announced event; 0 when there was none. */
  head: number
}

/** A subject with the state that it is known to be in. */
export interface SubjectState {
  subject: string
  state: string
  updatedAt: Date
}

/**
 * The durable log of events: the truth that everything else can be rebuilt from. Reading rejects with the database's
 * error when the database cannot answer.
 */
export interface EventLog {
  /** Changes only with the log itself; part of every cursor. */
  readonly epoch: string
  /**
   * Stores drafts and resolves once they are durable, with a result for each, in order. All of one call become durable
   * together or not at all. Rejects with AvatarGraphError INTERNAL, whose `retryable` says whether the same drafts may
   * be sent again: after a lost connection they may have been stored, and then those with a transition or a replay key
   * are recognised.
   *
   * With a seal, which is stored together with them (and without drafts, too), it rejects with CallbackRefusal
   * UNAUTHENTICATED where that seal came with another body before, in the name of all replicas; nothing is stored then.
   */
  append(drafts: readonly EventDraft[], seal?: AccountSeal): Promise<AppendResult[]>
  /** Announced events in the order of their positions, or against it. */
  read(options: ReadOptions): Promise<LoggedEvent[]>
  /** How many announced events match. */
  count(filter?: EventFilter): Promise<number>
  bounds(): Promise<LogBounds>
  /** The time by the clock that tells when events are received: the database's. */
  now(): Promise<Date>
  /** Of each subject the last event announced up to `upTo`, in the order of their positions. The same options page through it. */
  snapshot(options: ReadOptions & { upTo: number }): Promise<LoggedEvent[]>
  /** The subjects whose name begins so, in the order of their names. */
  states(subjectPrefix: string): Promise<SubjectState[]>
  /** Removes what was received before, and forgets the subjects that nothing is left of, and seals that have had their hour. Resolves to the number of events removed. */
  prune(before: Date): Promise<number>
  /** Calls with the announced events of each of this log's own transactions, once it is durable, in order. Returns how to stop it. */
  onAnnounced(listener: (events: LoggedEvent[]) => void): () => void
  /** Refuses new drafts and waits for those being written. */
  close(): Promise<void>
}

/** What an event log can be told. */
export interface EventLogOptions {
  /** Events in one transaction at most; 256. */
  maxBatch?: number
  /** Events waiting to be written at most; 4,096. */
  maxQueued?: number
  /** Milliseconds that an append waits for its turn; 5,000. */
  maxWait?: number
  /** Called after each transaction with the number of drafts in it and the milliseconds that it took. */
  onCommit?: (drafts: number, durationMs: number) => void
  /** Told when a listener to announced events throws, which it must not. */
  onError?: (error: unknown) => void
}

/** Opens the log in a migrated database. Any number of replicas may append to one database at once. */
export async function openEventLog({ dataSource }: Database, options: EventLogOptions = {}): Promise<EventLog> {
  const { maxBatch = 256, maxQueued = 4_096, maxWait = 5_000, onCommit, onError } = options
  const { epoch } = await dataSource.manager.findOneByOrFail(EventLogHeadRow, { singleton: true })
  const listeners = new Set<(events: LoggedEvent[]) => void>()

  const tell = (listener: (events: LoggedEvent[]) => void, events: LoggedEvent[]) => {
    try {
      listener(events)
    } catch (error) {
      // What is durable stays so: the callers must not hear of a failure.
      onError?.(error)
    }
  }
  const write = async (drafts: PreparedDraft[]): Promise<StoredDraft[]> => {
    const started = performance.now()
    const rows = await dataSource.query<AppendedRecord[]>('SELECT * FROM append_events($1::jsonb)', [`[${drafts.map(({ json }) => json).join(',')}]`])
    onCommit?.(drafts.length, performance.now() - started)
    const results = rows.map((row, index) => ({ disposition: row.disposition, event: announcedEvent(epoch, drafts[index]!, row) }))
    const events = results.flatMap(({ event }) => event ?? [])
    if (events.length > 0) for (const listener of listeners) tell(listener, events)
    return results
  }
  const commits = new GroupCommit<PreparedDraft, StoredDraft>({ write, blamesItem: isDataError, maxBatch, maxQueued, maxWait })

  const announced = ({ after, upTo, filter, limit, newestFirst }: ReadOptions): SelectQueryBuilder<EventRow> => {
    const query = dataSource.createQueryBuilder(EventRow, 'e').where('e.position > :after', { after }).orderBy('e.position', newestFirst ? 'DESC' : 'ASC').limit(limit)
    if (upTo !== undefined) query.andWhere('e.position <= :upTo', { upTo })
    return whereMatches(query, filter)
  }
  const events = async (query: SelectQueryBuilder<EventRow>) => (await query.getMany()).map((row) => toEvent(epoch, { ...row, position: row.position! }))

  return {
    epoch,
    async append(drafts, seal) {
      if (drafts.length === 0 && !seal) return []
      const stored = await commits.add(prepare(drafts, seal))
      if (stored.some(({ disposition }) => disposition === 'FORGED')) throw new CallbackRefusal('UNAUTHENTICATED', FORGED)
      return stored.filter(isResult)
    },
    read: (read) => events(announced(read)),
    count: (filter) => whereMatches(dataSource.createQueryBuilder(EventRow, 'e').where('e.position > 0'), filter).getCount(),
    snapshot: (read) =>
      // By way of the subjects, of which there are few, and not of all their events; as an array, so that it is looked up and not scanned for.
      events(announced(read).andWhere('e.position = ANY (ARRAY(SELECT (SELECT max(l.position) FROM events l WHERE l.subject = s.subject AND l.position <= :upTo) FROM subject_states s WHERE s.position > :after))')),
    bounds: async () => {
      const [row] = await dataSource.query<[{ epoch: string; head: string; oldest: string | null }]>(
        'SELECT epoch, position AS head, (SELECT min(position) FROM events) AS oldest FROM event_log_head',
      )
      return { epoch: row.epoch, head: Number(row.head), oldest: row.oldest === null ? Number(row.head) + 1 : Number(row.oldest) }
    },
    now: async () => {
      const [row] = await dataSource.query<[{ now: Date }]>('SELECT clock_timestamp() AS now')
      return row.now
    },
    states: (prefix) =>
      dataSource
        .createQueryBuilder(SubjectStateRow, 's')
        .where('s.subject LIKE :pattern', { pattern: `${prefix.replace(/[\\%_]/g, '\\$&')}%` })
        .orderBy('s.subject')
        .getMany()
        .then((rows) => rows.map(({ subject, state, updatedAt }) => ({ subject, state, updatedAt }))),
    prune: (before) => prune(dataSource, before),
    onAnnounced: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => commits.close(),
  }
}

const FORGED = 'Expected a signature of its own, got one that came with another body before. Send it again with a new timestamp.'
/** Seals are kept for at least so long: the vendors' clock windows are minutes. */
const SEAL_KEPT = "interval '1 hour'"
const PRUNE_CHUNK = 5_000

/**
 * Only from the old end, so that what is kept has no hole: were the clock set back once, a later event would carry an
 * earlier time than its predecessor. In chunks, so that no statement runs into the timeout.
 */
async function prune(dataSource: DataSource, before: Date): Promise<number> {
  const steps: [sql: string, parameters: unknown[]][] = [
    [
      `DELETE FROM events WHERE id IN (
         SELECT id FROM events WHERE position < coalesce((SELECT min(position) FROM events WHERE position IS NOT NULL AND received_at >= $1), 9223372036854775807)
         ORDER BY position LIMIT $2)`,
      [before, PRUNE_CHUNK],
    ],
    ['DELETE FROM events WHERE id IN (SELECT id FROM events WHERE position IS NULL AND received_at < $1 LIMIT $2)', [before, PRUNE_CHUNK]],
  ]
  let removed = 0
  for (const [sql, parameters] of steps) {
    for (let count = PRUNE_CHUNK; count === PRUNE_CHUNK; removed += count) {
      ;[, count] = await dataSource.query<[unknown[], number]>(sql, parameters)
    }
  }
  await dataSource.query('DELETE FROM subject_states s WHERE updated_at < $1 AND NOT EXISTS (SELECT 1 FROM events e WHERE e.subject = s.subject)', [before])
  await dataSource.query(`DELETE FROM callback_seals WHERE seen_at < now() - ${SEAL_KEPT}`)
  return removed
}

/** Whether PostgreSQL refused the data (classes 22, 23, 54 of its error codes), rather than failed to answer. */
function isDataError(error: unknown): boolean {
  return error instanceof QueryFailedError && /^(22|23|54)/.test((error.driverError as { code?: string }).code ?? '')
}
