import { setTimeout as wait } from 'node:timers/promises'
import { Agent, request } from 'undici'
import type { Journal } from './journal.js'
import type { Settled } from './options.js'

const ANSWER_WITHIN_MS = 5000
const MOST_WAITING = 1000
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** Where the events of a task are to be sent, and how each attempt proves its origin. */
export interface CallbackTarget {
  url: string
  /** The URL and headers of one attempt, and fields to add to its body, signed for the moment `now` (milliseconds since 1970). */
  sign: (now: number) => { url: string; headers: Record<string, string>; fields?: Record<string, unknown> }
}

/** What is posted: the body as it goes out, and its copy for the journal. */
export interface Notice {
  /** For the journal's `operation`. */
  type: string
  body: unknown
  shown: unknown
}

/** Whether a simulator calls an address back: https, or http on loopback. */
export function isCallbackUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))
}

/** A target whose callbacks carry no proof of their origin. */
export function unsigned(url: string): CallbackTarget {
  return { url, sign: () => ({ url, headers: {} }) }
}

/** Opens the way out for callbacks; one for each simulator. */
export class Deliveries {
  readonly #options: Settled
  readonly #journal: Journal
  readonly #waits: readonly number[]
  readonly #taken: (status: number) => boolean
  readonly #agent = new Agent({ connections: 16, headersTimeout: ANSWER_WITHIN_MS, bodyTimeout: ANSWER_WITHIN_MS, connectTimeout: ANSWER_WITHIN_MS })
  readonly #closing = new AbortController()

  /** `waits`: milliseconds at speed 1 before each further attempt; a vendor that tries once has none. `taken`: the statuses of success, 2xx unless told otherwise. */
  constructor(options: Settled, journal: Journal, waits: readonly number[], taken = (status: number) => status >= 200 && status < 300) {
    this.#options = options
    this.#journal = journal
    this.#waits = waits
    this.#taken = taken
  }

  /**
   * A queue that delivers a task's events one after the other. What is not taken is tried again, signed anew, as often
   * as the vendor does; then the event is given up and the next one follows. A thousand may wait.
   */
  queue(jobId: string, target: CallbackTarget): (event: Notice) => void {
    const waiting: Notice[] = []
    let busy = false
    const drain = async (): Promise<void> => {
      busy = true
      for (let event = waiting.shift(); event && !this.#closing.signal.aborted; event = waiting.shift()) await this.#deliver(jobId, target, event)
      busy = false
    }
    return (event) => {
      waiting.push(event)
      const dropped = waiting.length > MOST_WAITING ? waiting.shift() : undefined
      if (dropped) this.#note(jobId, target, dropped, 0, null, 'dropped')
      if (!busy) void drain()
    }
  }

  /** Breaks off what is being delivered and forgets what waits. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#agent.destroy()
  }

  async #deliver(jobId: string, target: CallbackTarget, event: Notice): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const status = await this.#attempt(target, event.body)
      if (this.#closing.signal.aborted) return
      const pause = this.#waits[attempt - 1]
      const delivered = status !== null && this.#taken(status)
      const failure = pause === undefined ? 'abandoned' : status === null ? 'unreachable' : 'refused'
      this.#note(jobId, target, event, attempt, status, delivered ? 'delivered' : failure)
      if (delivered || pause === undefined) return
      await wait(pause / this.#options.speed, undefined, { signal: this.#closing.signal }).catch(() => undefined)
      if (this.#closing.signal.aborted) return
    }
  }

  /** The receiver's status, or null when there was no answer. */
  async #attempt(target: CallbackTarget, content: unknown): Promise<number | null> {
    const { url, headers, fields } = target.sign(this.#options.now())
    const body = JSON.stringify(fields ? { ...(content as object), ...fields } : content)
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

  #note(jobId: string, target: CallbackTarget, event: Notice, attempt: number, status: number | null, outcome: 'delivered' | 'refused' | 'unreachable' | 'abandoned' | 'dropped'): void {
    const entry = {
      kind: 'callback' as const, time: this.#options.now(), operation: event.type, section: null, url: withoutQuery(target.url),
      body: event.shown, jobId, attempt, status, outcome,
    }
    this.#journal.add(entry)
    this.#options.log(entry)
  }
}

/** A callback URL often carries an authentication string, usually in its query: not for the journal. */
function withoutQuery(url: string): string {
  return url.split('?', 1)[0] ?? ''
}
