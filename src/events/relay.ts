import { setTimeout as delay } from 'node:timers/promises'
import type { LoggedEvent } from '../domain/events.js'
import type { Announcement, Broker } from './broker.js'
import type { EventLog } from './log.js'

/** Someone who follows the relay. Calls must not throw. */
export interface RelayListener {
  /** The next events, in order: none is left out, none comes twice. */
  deliver(events: readonly LoggedEvent[]): void
  /** Events up to this position were removed from the log before this replica had read them. */
  skipped(position: number): void
}

/** A replica's one ordered view of the log as it grows, whichever replica appends. */
export interface Relay {
  /** Of the last event delivered. Whoever attaches is delivered everything later. */
  readonly position: number
  /** How many events are known to exist beyond `position`. */
  readonly lag: number
  /** Effective at once. Returns how to detach. */
  attach(listener: RelayListener): () => void
  close(): Promise<void>
}

/** What a relay runs between. */
export interface RelayOptions {
  log: EventLog
  broker: Broker
  /** Milliseconds between looks at the log's head while the broker is connected; 5,000. */
  checkEvery?: number
  /** The same while it is not; 250. */
  checkEveryDisconnected?: number
  /** Milliseconds that a gap in positions may take to close by itself, as when two replicas' announcements cross; 20. */
  gapPatience?: number
  /** Told when the log could not be read. It is tried again until it can. */
  onError?: (error: unknown) => void
}

const PAGE = 500
/** Events kept that came before their turn; others are read from the log when it is theirs. */
const MAX_EARLY = 2_000
const MAX_BACKOFF = 2_000

/** Starts following the log at its present head. Rejects when the database does not answer. */
export async function openRelay(options: RelayOptions): Promise<Relay> {
  const { head } = await options.log.bounds()
  const relay = new LogTail(options, head)
  await relay.start()
  return relay
}

class LogTail implements Relay {
  #position: number
  /** The last position known to exist. */
  #known: number
  #early = new Map<number, LoggedEvent>()
  #listeners = new Set<RelayListener>()
  #closing = new AbortController()
  #stops: (() => void | Promise<void>)[] = []
  #reading: Promise<void> | undefined
  #headWanted = false
  #checkTimer: NodeJS.Timeout | undefined
  #gapTimer: NodeJS.Timeout | undefined

  constructor(
    private readonly options: RelayOptions,
    head: number,
  ) {
    this.#position = head
    this.#known = head
  }

  get position(): number {
    return this.#position
  }

  get lag(): number {
    return this.#known - this.#position
  }

  async start(): Promise<void> {
    const { log, broker } = this.options
    this.#stops.push(
      log.onAnnounced((events) => {
        const announcement = { from: events[0]!.position, to: events.at(-1)!.position, events }
        broker.publish(log.epoch, announcement)
        this.#announced(announcement)
      }),
    )
    this.#stops.push(
      await broker.subscribe(log.epoch, {
        announced: (announcement) => this.#announced(announcement),
        connection: () => this.#check(),
      }),
    )
    this.#check()
  }

  attach(listener: RelayListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    clearTimeout(this.#checkTimer)
    clearTimeout(this.#gapTimer)
    for (const stop of this.#stops.reverse()) await stop()
    await this.#reading
    this.#listeners.clear()
  }

  #announced({ to, events = [] }: Announcement): void {
    this.#known = Math.max(this.#known, to)
    for (const event of events) {
      if (event.position > this.#position && this.#early.size < MAX_EARLY) this.#early.set(event.position, event)
    }
    this.#deliverReady()
    if (this.lag > 0) this.#gapTimer ??= setTimeout(() => this.#read(), this.options.gapPatience ?? 20).unref()
  }

  /** Looks at the head now, and again after a while: announcements may be lost, and nothing else would tell. */
  #check(): void {
    this.#headWanted = true
    this.#read()
    const { broker, checkEvery = 5_000, checkEveryDisconnected = 250 } = this.options
    clearTimeout(this.#checkTimer)
    if (!this.#closing.signal.aborted) this.#checkTimer = setTimeout(() => this.#check(), broker.connected ? checkEvery : checkEveryDisconnected).unref()
  }

  #read(): void {
    clearTimeout(this.#gapTimer)
    this.#gapTimer = undefined
    if (this.#incomplete) this.#reading ??= this.#catchUp()
  }

  get #incomplete(): boolean {
    return !this.#closing.signal.aborted && (this.#headWanted || this.lag > 0)
  }

  /** Reads the log until nothing is missing, however long the database is away. */
  async #catchUp(): Promise<void> {
    const { signal } = this.#closing
    for (let failures = 0; this.#incomplete; ) {
      try {
        await this.#readOnce()
        failures = 0
      } catch (error) {
        if (signal.aborted) break
        this.options.onError?.(error)
        this.#headWanted = true
        await delay(Math.min(100 * 2 ** failures++, MAX_BACKOFF), undefined, { signal, ref: false }).catch(() => {})
      }
    }
    // In the same turn as the last look at what is missing, or a wish in between would find a reader that has left.
    this.#reading = undefined
  }

  async #readOnce(): Promise<void> {
    const { log } = this.options
    if (this.#headWanted) {
      this.#headWanted = false
      const { head } = await log.bounds()
      this.#known = Math.max(this.#known, head)
    }
    if (this.lag === 0) return
    const after = this.#position
    const events = await log.read({ after, limit: PAGE })
    const first = events[0]
    if (first && first.position > after + 1) this.#skip(first.position - 1)
    if (!first) await this.#nothingThere(after)
    this.#deliver(events.filter(({ position }) => position > this.#position))
    this.#deliverReady()
  }

  /** Positions that were announced and cannot be read: removed since, or never there. */
  async #nothingThere(after: number): Promise<void> {
    const known = this.#known
    const { oldest, head } = await this.options.log.bounds()
    if (oldest > after + 1) this.#skip(oldest - 1)
    else if (head <= after && this.#known === known) this.#known = this.#position
  }

  #skip(position: number): void {
    if (position <= this.#position) return
    this.#position = position
    this.#known = Math.max(this.#known, position)
    for (const listener of [...this.#listeners]) if (this.#listeners.has(listener)) listener.skipped(position)
  }

  #deliverReady(): void {
    const ready: LoggedEvent[] = []
    for (let event; (event = this.#early.get(this.#position + ready.length + 1)); ) ready.push(event)
    this.#deliver(ready)
  }

  #deliver(events: readonly LoggedEvent[]): void {
    const last = events.at(-1)
    if (!last) return
    // First, so that whoever attaches while the others are told starts behind these events.
    this.#position = last.position
    this.#known = Math.max(this.#known, last.position)
    for (const position of this.#early.keys()) if (position <= last.position) this.#early.delete(position)
    for (const listener of [...this.#listeners]) if (this.#listeners.has(listener)) listener.deliver(events)
  }
}
