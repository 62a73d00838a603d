import { setTimeout as delay } from 'node:timers/promises'
import { badInput } from '../domain/errors.js'
import type { EventFilter, LoggedEvent } from '../domain/events.js'
import { decodeCursor, encodeCursor, type LogPlace } from './cursor.js'
import type { EventLog, LogBounds } from './log.js'
import type { Relay } from './relay.js'
import { Subscriber } from './subscriber.js'

/** Why a stream cannot give everything: it was kept too long ago, or the cursor is of another log (or of a later state of it). */
export type GapReason = 'RETENTION' | 'LOG_REPLACED'

/** That events may be missing here; the stream goes on behind the gap. Whether any of them matched is not known. */
export interface StreamGap {
  reason: GapReason
  /** Where a subscriber that has seen this gap resumes. */
  cursor: string
  /** What is missing came after this cursor. */
  missedFrom: string
  /** What is missing came up to this cursor; null when the log does not know. */
  missedTo: string | null
}

/** What a stream yields. */
export type StreamItem = { type: 'event'; event: LoggedEvent } | { type: 'gap'; gap: StreamGap }

/** What a subscriber asks for. */
export interface StreamOptions {
  filter: EventFilter
  /** A cursor: begin with the first event after it. Without it (and `snapshot`), with the next that comes. */
  after?: string
  /** Begin with the last event of each matching subject. Not together with `after`. */
  snapshot?: boolean
}

/** Where a stream has come to the present, for whoever carries it on. */
export interface Present {
  /** Everything up to here has been given; nothing later has been delivered yet. */
  passed: number
  filter: EventFilter
  relay: Relay
  /** The stream again, behind a position up to which everything has been told elsewhere. */
  resume: (passed: number) => EventStream
}

/** Events in order, which whoever reads them may take in hand where they have come to the present. */
export interface EventStream extends AsyncGenerator<StreamItem, void, void> {
  /**
   * Called when the stream has come to the present, and within the same turn of the event loop in which that was so. The
   * stream ends with it, so that nothing is held for those who are carried on. Set it before the first read.
   */
  handOver?: (present: Present) => void
}

/** Where streams come from. */
export interface StreamSource {
  log: EventLog
  relay: Relay
  /** Events held for a stream that is not being read; 256. Beyond them the stream is caught up from the log. */
  maxQueued?: number
  /** Events read from the log at once; 200. */
  pageSize?: number
  /** Told when the log could not be read. It is tried again until the stream ends. */
  onError?: (error: unknown) => void
}

const MAX_BACKOFF = 5_000
/** Characters of content held for a stream that is not being read, in JSON. */
const MAX_CHARACTERS = 1024 * 1024

/**
 * Opens a stream of events: each one that matches, once, in order, from the place asked for and on. It is attached when
 * this returns, before anything is read from it. Throws BAD_USER_INPUT for a cursor that is none. The stream itself
 * never fails: while the database is away it waits. End it by `return()`, also when it was never read.
 */
export function openStream(source: StreamSource, { filter, after, snapshot = false }: StreamOptions): EventStream {
  if (after !== undefined && snapshot) throw badInput('Expected `after` or `snapshot`, got both. Resume with `after`; start afresh with `snapshot`.', { field: 'snapshot' })
  return new Stream(source, filter, { cursor: after === undefined ? undefined : decodeCursor(after), snapshot })
}

/** Where a stream begins: behind a cursor or a position, at what is the state, or, with nothing, with what comes next. */
interface Beginning {
  cursor?: LogPlace
  passed?: number
  snapshot?: boolean
}

const ENDED = { done: true as const, value: undefined }

class Stream implements EventStream {
  handOver?: (present: Present) => void
  /** Until the stream has ended. */
  #replay: Replay | undefined

  constructor(
    private readonly source: StreamSource,
    private readonly filter: EventFilter,
    beginning: Beginning,
  ) {
    this.#replay = new Replay(source, filter, beginning, (passed) => this.#handedOver(passed))
  }

  async next(): Promise<IteratorResult<StreamItem, void>> {
    const result = (await this.#replay?.next()) ?? ENDED
    if (result.done) this.#replay = undefined
    return result
  }

  async return(): Promise<IteratorResult<StreamItem, void>> {
    const replay = this.#replay
    this.#replay = undefined
    await replay?.stop()
    return ENDED
  }

  async throw(error: unknown): Promise<IteratorResult<StreamItem, void>> {
    await this.return()
    throw error
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #handedOver(passed: number): boolean {
    // Nor can a stream of one user's be carried on by what is delivered.
    if (!this.handOver || this.filter.appUserId !== undefined) return false
    const { source, filter } = this
    this.handOver({ passed, filter, relay: source.relay, resume: (from) => new Stream(source, filter, { passed: from }) })
    return true
  }
}

/** Ends a stream from within; never seen outside. */
class Stopped extends Error {}

/** What a stream consists of until it ends or is carried on by another. */
class Replay {
  readonly #subscriber: Subscriber
  readonly #stopping = new AbortController()
  readonly #items: AsyncGenerator<StreamItem, void, void>

  constructor(
    private readonly source: StreamSource,
    private readonly filter: EventFilter,
    beginning: Beginning,
    private readonly handedOver: (passed: number) => boolean,
  ) {
    // Whose an event is only the log can tell: a stream of one user's holds nothing, and is told by what comes that there is something to read.
    const maxQueued = filter.appUserId === undefined ? (source.maxQueued ?? 256) : 0
    this.#subscriber = new Subscriber(source.relay, filter, { events: maxQueued, characters: MAX_CHARACTERS })
    this.#items = this.#run(beginning)
  }

  next(): Promise<IteratorResult<StreamItem, void>> {
    // Of a page that was read before the end, the rest is not given any more.
    return this.#stopping.signal.aborted ? this.#items.return() : this.#items.next()
  }

  /** A generator that waits does not hear of its return, and one that never began has no finally. */
  stop(): Promise<unknown> {
    this.#subscriber.detach()
    this.#stopping.abort()
    return this.#items.return()
  }

  async *#run({ cursor, passed = this.#subscriber.upTo, snapshot }: Beginning): AsyncGenerator<StreamItem, void, void> {
    const subscriber = this.#subscriber
    try {
      if (snapshot) yield* this.#snapshot(subscriber.upTo)
      if (cursor) passed = yield* this.#begin(cursor)
      for (let reached: number | undefined = passed; ; ) {
        reached = yield* this.#live(yield* this.#fromLog(reached, subscriber.upTo))
        if (reached === undefined) return
        this.#throwIfStopped()
        subscriber.restart()
      }
    } catch (error) {
      if (!(error instanceof Stopped)) throw error
    } finally {
      this.#subscriber.detach()
      this.#stopping.abort()
    }
  }

  /** Where to begin for a cursor: behind it, or, when it is not of this log, at what the log still has. */
  async *#begin(cursor: LogPlace): AsyncGenerator<StreamItem, number, void> {
    const { epoch, head, oldest } = await this.#ask((log) => log.bounds())
    if (cursor.epoch === epoch && cursor.position <= head) return cursor.position
    yield { type: 'gap', gap: { reason: 'LOG_REPLACED', cursor: this.#cursor(oldest - 1), missedFrom: encodeCursor(cursor), missedTo: null } }
    return oldest - 1
  }

  async *#snapshot(upTo: number): AsyncGenerator<StreamItem, void, void> {
    const limit = this.#pageSize
    for (let after = 0; ; ) {
      const events = await this.#ask((log) => log.snapshot({ after, upTo, filter: this.filter, limit }))
      for (const event of events) yield { type: 'event', event }
      if (events.length < limit) return
      after = events.at(-1)!.position
    }
  }

  /** Everything later than `passed` up to `upTo`. Resolves to the position that was reached. */
  async *#fromLog(passed: number, upTo: number): AsyncGenerator<StreamItem, number, void> {
    const limit = this.#pageSize
    while (passed < upTo) {
      const { events, bounds } = await this.#ask(async (log) => ({
        events: await log.read({ after: passed, upTo, filter: this.filter, limit }),
        // Afterwards: had the log been pruned while it was read, it shows here.
        bounds: await log.bounds(),
      }))
      const gap = this.#retentionGap(passed, upTo, bounds)
      if (gap) {
        yield { type: 'gap', gap: { reason: 'RETENTION', cursor: this.#cursor(gap), missedFrom: this.#cursor(passed), missedTo: this.#cursor(gap) } }
        passed = gap
        continue
      }
      for (const event of events) yield { type: 'event', event }
      passed = events.length < limit ? upTo : events.at(-1)!.position
    }
    return passed
  }

  /** The last of the positions wanted that the log no longer has; nothing when it has them all. */
  #retentionGap(passed: number, upTo: number, { oldest }: LogBounds): number | undefined {
    return oldest > passed + 1 ? Math.min(oldest - 1, upTo) : undefined
  }

  /** What is delivered, until the subscriber had to drop something; resolves to the position that was reached. Resolves to nothing where another carries the stream on. */
  async *#live(passed: number): AsyncGenerator<StreamItem, number | undefined, void> {
    const subscriber = this.#subscriber
    for (;;) {
      this.#throwIfStopped()
      if (subscriber.overflowed) return passed
      const event = subscriber.take()
      if (!event) {
        passed = Math.max(passed, subscriber.seen)
        if (this.handedOver(passed)) return undefined
        await subscriber.wait(this.#stopping.signal)
      } else if (event.position > passed) {
        passed = event.position
        yield { type: 'event', event }
      }
    }
  }

  /** Asks the log until it answers. */
  async #ask<T>(question: (log: EventLog) => Promise<T>): Promise<T> {
    for (let failures = 0; ; failures += 1) {
      this.#throwIfStopped()
      try {
        const answer = await question(this.source.log)
        this.#throwIfStopped()
        return answer
      } catch (error) {
        this.#throwIfStopped()
        this.source.onError?.(error)
        await delay(Math.min(100 * 2 ** failures, MAX_BACKOFF) * (0.5 + Math.random() / 2), undefined, { signal: this.#stopping.signal, ref: false }).catch(() => {})
      }
    }
  }

  #throwIfStopped(): void {
    if (this.#stopping.signal.aborted) throw new Stopped()
  }

  #cursor(position: number): string {
    return encodeCursor({ epoch: this.source.log.epoch, position })
  }

  get #pageSize(): number {
    return this.source.pageSize ?? 200
  }
}
