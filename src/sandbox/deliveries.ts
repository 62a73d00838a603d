import { setTimeout as wait } from 'node:timers/promises'
import { Agent, request } from 'undici'
import type { Journal } from './journal.js'
import type { Settled } from './options.js'

const ANSWER_WITHIN_MS = 5000
const MOST_WAITING = 1000

/** How persistent a vendor is with its callbacks. */
export interface Persistence {
  /** How often an event is sent in all. */
  attempts: number
  /** The wait in milliseconds of speed 1 after the attempt of this number, counted from 1. */
  waitAfter: (attempt: number) => number
  /** The receiver's statuses that end it. */
  taken: (status: number) => boolean
}

/** One attempt as it goes out. */
export interface Outgoing {
  url: string
  headers: Record<string, string>
  body: string
}

/** Signs a body for the moment `now` (milliseconds since 1970); asked anew for each attempt. */
export type Signer = (body: unknown, now: number) => Outgoing

/** What is posted: the body as it goes out, and its copy for the journal. */
export interface Notice {
  /** For the journal's `operation`. */
  type: string
  body: unknown
  shown: unknown
}

/** Opens the way out for callbacks; one for each simulator. */
export class Deliveries {
  readonly #options: Settled
  readonly #journal: Journal
  readonly #persistence: Persistence
  readonly #agent = new Agent({ connections: 16, headersTimeout: ANSWER_WITHIN_MS, bodyTimeout: ANSWER_WITHIN_MS, connectTimeout: ANSWER_WITHIN_MS })
  readonly #closing = new AbortController()

  constructor(options: Settled, journal: Journal, persistence: Persistence) {
    this.#options = options
    this.#journal = journal
    this.#persistence = persistence
  }

  /**
   * A queue that delivers a job's events one after the other. What is not taken is tried again, signed anew, as often as
   * the vendor does; then the event is given up and the next one follows. A thousand may wait.
   */
  queue(jobId: string, sign: Signer): (event: Notice) => void {
    const waiting: Notice[] = []
    let busy = false
    const drain = async (): Promise<void> => {
      busy = true
      for (let event = waiting.shift(); event && !this.#closing.signal.aborted; event = waiting.shift()) await this.#deliver(jobId, sign, event)
      busy = false
    }
    return (event) => {
      waiting.push(event)
      const dropped = waiting.length > MOST_WAITING ? waiting.shift() : undefined
      if (dropped) this.#note(jobId, sign(dropped.body, this.#options.now()).url, dropped, 0, null, 'dropped')
      if (!busy) void drain()
    }
  }

  /** Breaks off what is being delivered and forgets what waits. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#agent.destroy()
  }

  async #deliver(jobId: string, sign: Signer, event: Notice): Promise<void> {
    const { attempts, waitAfter, taken } = this.#persistence
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const outgoing = sign(event.body, this.#options.now())
      const status = await this.#attempt(outgoing)
      if (this.#closing.signal.aborted) return
      const delivered = status !== null && taken(status)
      const failure = attempt === attempts ? 'abandoned' : status === null ? 'unreachable' : 'refused'
      this.#note(jobId, outgoing.url, event, attempt, status, delivered ? 'delivered' : failure)
      if (delivered || attempt === attempts) return
      await wait(waitAfter(attempt) / this.#options.speed, undefined, { signal: this.#closing.signal }).catch(() => undefined)
      if (this.#closing.signal.aborted) return
    }
  }

  /** The receiver's status, or null when there was no answer. */
  async #attempt({ url, headers, body }: Outgoing): Promise<number | null> {
    try {
      const { statusCode, body: answer } = await request(url, {
        method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body, dispatcher: this.#agent, signal: this.#closing.signal,
      })
      await answer.dump()
      return statusCode
    } catch {
      return null
    }
  }

  #note(jobId: string, url: string, event: Notice, attempt: number, status: number | null, outcome: 'delivered' | 'refused' | 'unreachable' | 'abandoned' | 'dropped'): void {
    const entry = {
      kind: 'callback' as const, time: this.#options.now(), operation: event.type, section: null, url: withoutQuery(url),
      body: event.shown, jobId, attempt, status, outcome,
    }
    this.#journal.add(entry)
    this.#options.log(entry)
  }
}

/** A callback URL often carries a secret in its query (Huawei's "must contain an authentication string", table 6-246): not for the journal. */
function withoutQuery(url: string): string {
  return url.split('?', 1)[0] ?? ''
}
