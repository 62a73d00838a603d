import { setTimeout as wait } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { withoutSecrets, type Journal } from '../journal.js'
import type { Settled } from '../options.js'
import { signCallback, type CallbackAuth, type CallbackKind } from './callback-signature.js'

const ATTEMPTS = 5
const FIRST_WAIT_MS = 500
const ANSWER_WITHIN_MS = 5000
const MOST_WAITING = 1000

/** Where and how the events of a task are to be sent. */
export interface CallbackTarget {
  url: string
  auth: CallbackAuth
  key: string
  kind: CallbackKind
}

/** What is posted: the body as it goes out, and its copy for the journal. */
export interface Notice {
  /** For the journal's `operation`. */
  type: string
  body: unknown
  shown: unknown
}

/** An event of a live task; `message` goes out as a JSON string (section 6.2.1, LiveEventCallBackConfig). */
export interface LiveEvent {
  type: 'SHOOT_SCRIPT_SWITCH' | 'RTMP_STREAM_STATE_CHANGE' | 'REPLY_COMMAND_FINISH'
  message: Record<string, string>
}

/** A live event as it is posted. */
export function liveNotice({ type, message }: LiveEvent): Notice {
  return { type, body: { event_type: type, message: JSON.stringify(message) }, shown: { event_type: type, message: withoutSecrets(message) } }
}

/** Opens the way out for callbacks; one for each simulator. */
export class Deliveries {
  readonly #options: Settled
  readonly #journal: Journal
  readonly #agent = new Agent({ connections: 16, headersTimeout: ANSWER_WITHIN_MS, bodyTimeout: ANSWER_WITHIN_MS, connectTimeout: ANSWER_WITHIN_MS })
  readonly #closing = new AbortController()

  constructor(options: Settled, journal: Journal) {
    this.#options = options
    this.#journal = journal
  }

  /**
   * A queue that delivers a task's events one after the other. Anything but 2xx is tried again, signed anew, up to
   * five times with doubling waits; then the event is given up and the next one follows. A thousand may wait.
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
    const body = JSON.stringify(event.body)
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const status = await this.#attempt(target, body)
      if (this.#closing.signal.aborted) return
      const delivered = status !== null && status >= 200 && status < 300
      const failure = attempt === ATTEMPTS ? 'abandoned' : status === null ? 'unreachable' : 'refused'
      this.#note(jobId, target, event, attempt, status, delivered ? 'delivered' : failure)
      if (delivered || attempt === ATTEMPTS) return
      await wait(FIRST_WAIT_MS * 2 ** (attempt - 1) / this.#options.speed, undefined, { signal: this.#closing.signal }).catch(() => undefined)
      if (this.#closing.signal.aborted) return
    }
  }

  /** The receiver's status, or null when there was no answer. */
  async #attempt(target: CallbackTarget, body: string): Promise<number | null> {
    const { url, headers } = signCallback(target.url, target.auth, target.key, this.#options.now(), target.kind)
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

/** A callback URL "must contain an authentication string" (table 6-246), usually in its query: not for the journal. */
function withoutQuery(url: string): string {
  return url.split('?', 1)[0] ?? ''
}
