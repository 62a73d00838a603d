import { setTimeout as delay } from 'node:timers/promises'
import { decodeCursor } from '../../src/events/cursor.js'
import type { Random } from '../../src/sandbox/random.js'
import { openEventStream } from '../support/event-stream.js'
import { idOf } from '../support/huawei.js'
import { subscribeTo } from '../support/subscription.js'
import { whatOf, type Reader } from './checker.js'

const DOCUMENT = `subscription ($after: String, $snapshot: Boolean! = false, $filter: EventSubscriptionFilter) {
  events(after: $after, snapshot: $snapshot, filter: $filter) {
    __typename
    ... on Event { id cursor occurredAt receivedAt source account { slug } }
    ... on LiveEvent { session { id nativeId } room { id } }
    ... on LiveProgress { sceneName sequenceNo paragraphTitle }
    ... on RtmpStateChanged { outputUrl state previousState }
    ... on UnrecognizedEvent { kind content }
    ... on StreamGap { cursor reason missedFrom missedTo }
  }
}`

const TYPES: Record<string, string> = { LiveProgress: 'LIVE_PROGRESS', RtmpStateChanged: 'RTMP_STATE_CHANGED', UnrecognizedEvent: 'UNRECOGNIZED' }

/** How a reader behaves. */
export interface Plan {
  name: string
  transport: 'websocket' | 'sse'
  /** `live` begins with what comes next, `head` behind a cursor that a query gave, `snapshot` with the states of things. */
  begin: 'live' | 'head' | 'snapshot'
  /** `steady` reads; `slow` stops reading for a while, again and again; `leaving` leaves and comes back; `late` leaves after a few and comes back when it is told to. */
  manner: 'steady' | 'slow' | 'leaving' | 'late'
  kinds?: string[]
  session?: string
}

interface Message {
  __typename: string
  id: string
  cursor: string
  reason: string
  missedFrom: string
  missedTo: string | null
}

/** One connection to one replica. */
interface Visit {
  /** The next result; rejects when there will be none. */
  next(): Promise<{ data?: { events: Message } | null; errors?: unknown }>
  pause(): void
  resume(): void
  close(): void
}

/** A subscriber that goes on, however often it is cut off, with the cursor of what it last got. */
export class ReaderClient {
  readonly record: Reader
  /** Connections that ended without its wish. */
  drops = 0
  /** Connections that were made after the first. */
  reconnects = 0
  /** Results that were errors. */
  readonly errors: unknown[] = []
  #cursor: string | undefined
  #visit: Visit | undefined
  #stopping = new AbortController()
  #running: Promise<void> | undefined
  #wasCalled = false
  #called: () => void = () => {}

  /** `head` is the cursor that a query gave before. Which replica comes next is chance. */
  constructor(
    private readonly plan: Plan,
    private readonly urls: readonly string[],
    private readonly random: Random,
    head: string,
  ) {
    const { name, kinds, session, begin } = plan
    if (begin === 'head') this.#cursor = head
    this.record = { name, kinds, session, begin: begin === 'snapshot' ? begin : decodeCursor(head).position, items: [] }
  }

  start(): void {
    this.#running = this.#run()
  }

  /** Has a late reader come back. */
  call(): void {
    this.#wasCalled = true
    this.#called()
  }

  /** The position that it has reached. */
  get reached(): number {
    return this.#cursor === undefined ? 0 : decodeCursor(this.#cursor).position
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#visit?.close()
    await this.#running
  }

  async #run(): Promise<void> {
    const { random } = this
    for (let visits = 0; !this.#stopping.signal.aborted; visits += 1) {
      if (visits > 0) this.reconnects += 1
      try {
        this.#visit = await this.#open(random.pick(this.urls))
        await this.#read(this.#visit)
      } catch {
        if (!this.#stopping.signal.aborted) this.drops += 1
      }
      this.#visit?.close()
      if (this.record.items.length > 0) this.record.firstVisit ??= this.record.items.length
      await this.#pause(random.integer(50, 500))
    }
  }

  async #open(url: string): Promise<Visit> {
    const { transport, kinds, session, begin } = this.plan
    const filter = { ...(kinds && { types: kinds.map((kind) => TYPES[kind]) }), ...(session && { subjectId: idOf('LiveSession', `room-1/${session}`) }) }
    const variables = { filter, after: this.#cursor, snapshot: begin === 'snapshot' && this.#cursor === undefined }
    if (transport === 'websocket') {
      const subscription = subscribeTo(`${url.replace('http', 'ws')}/graphql`, { query: DOCUMENT, variables })
      return { next: () => subscription.next() as never, pause: () => subscription.pause(), resume: () => subscription.resume(), close: () => subscription.dispose() }
    }
    // A client of server-sent events says where it was by the id of the last event, and its request as it was at first.
    const again: Record<string, string> = this.#cursor === undefined ? {} : { 'last-event-id': this.#cursor }
    const stream = await openEventStream(url, { query: DOCUMENT, variables: { ...variables, after: undefined } }, again)
    return { next: () => stream.result(), pause: () => {}, resume: () => {}, close: () => stream.dispose() }
  }

  async #read(visit: Visit): Promise<void> {
    const { random, plan } = this
    for (let left = random.integer(10, 120); ; left -= 1) {
      const { data, errors } = await visit.next()
      if (this.#stopping.signal.aborted) return
      if (!data?.events) {
        this.errors.push(errors)
        return
      }
      this.#take(data.events)
      if (left > 0) continue
      left = random.integer(30, 300)
      if (plan.manner === 'leaving') return
      if (plan.manner === 'slow') {
        visit.pause()
        await this.#pause(random.integer(500, 5_000))
        visit.resume()
      }
      if (plan.manner === 'late' && !this.#wasCalled) {
        visit.close()
        await new Promise<void>((resolve) => (this.#called = resolve))
        return
      }
    }
  }

  #take(message: Message): void {
    this.#cursor = message.cursor
    this.record.items.push(
      message.__typename === 'StreamGap'
        ? { type: 'gap', reason: message.reason, from: decodeCursor(message.missedFrom).position, to: message.missedTo === null ? null : decodeCursor(message.missedTo).position }
        : { type: 'event', id: message.id, position: decodeCursor(message.cursor).position, what: whatOf(message as never), at: performance.now() },
    )
  }

  #pause(milliseconds: number): Promise<unknown> {
    return delay(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => {})
  }
}
