import { setMaxListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { Random } from '../../src/sandbox/random.js'
import { deliver, rtmpChange, scriptSwitch, signed, type Callback } from '../support/callbacks.js'
import type { Sent } from './checker.js'
import { CALLBACK_KEY, PUBLIC_URL } from './world.js'

const ROUTE = '/callbacks/huawei/live'
/** Milliseconds that the vendor waits for an answer. */
const PATIENCE = 2_500
/** Tries after which the vendor gives a callback up. */
const TRIES = 6
/** Characters that make an event a large one. */
const LARGE = 4_000
const RTMP_STATES = ['CONNECTING', 'CONNECTED', 'DISCONNECTED']

/** How the answers to all tries came out. */
export interface Answers {
  accepted: number
  /** Answered, but not 200. */
  refused: number
  /** Not answered: refused connections, broken ones, and silence. */
  unanswered: number
  /** Sent again after they were accepted, as if the answer had been lost. */
  repeated: number
}

/** The vendor: live sessions that tell what happens to them, each in its own order, through the front doors of all replicas. */
export interface Writer {
  sent: Sent[]
  answers: Answers
  /** Begins nothing new, and resolves when what was begun has been answered or given up. */
  stop(): Promise<void>
}

/** Starts the sessions. `pace` is the mean of the milliseconds between two events of a session. */
export function startWriter(urls: readonly string[], sessions: readonly string[], seed: number, pace: number): Writer {
  const sent: Sent[] = []
  const answers: Answers = { accepted: 0, refused: 0, unanswered: 0, repeated: 0 }
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal)
  const running = sessions.map((session, index) => new Session(session, urls, new Random(seed * 1_000 + index), pace, sent, answers).run(stopping.signal))
  return {
    sent,
    answers,
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

class Session {
  #number = 0
  #rtmp = 0
  /** The second of the latest RTMP signature: one second would give one signature to two changes to the same state. */
  #signedAt = 0

  constructor(
    private readonly session: string,
    private readonly urls: readonly string[],
    private readonly random: Random,
    private readonly pace: number,
    private readonly sent: Sent[],
    private readonly answers: Answers,
  ) {}

  async run(stopping: AbortSignal): Promise<void> {
    const { random } = this
    await delay(random.integer(0, this.pace))
    while (!stopping.aborted) {
      const dice = random.next()
      await this.#tell(dice < 0.15 ? 'RtmpStateChanged' : dice < 0.3 ? 'UnrecognizedEvent' : 'LiveProgress', stopping)
      await delay(random.integer(0, 2 * this.pace), undefined, { signal: stopping }).catch(() => {})
    }
  }

  async #tell(kind: Sent['kind'], stopping: AbortSignal): Promise<void> {
    const second = Math.floor(Date.now() / 1000)
    if (kind === 'RtmpStateChanged' && second <= this.#signedAt) kind = 'LiveProgress'
    if (kind === 'RtmpStateChanged') this.#signedAt = second
    const { what, body } = this.#event(kind)
    const sent: Sent = { session: this.session, kind, what, firstTry: performance.now(), answered: null, tries: 0 }
    this.sent.push(sent)
    let callback = sign(body)
    for (;;) {
      sent.tries += 1
      const url = this.random.pick(this.urls)
      const status = await post(url, callback)
      if (status === 200) break
      this.answers[status === undefined ? 'unanswered' : 'refused'] += 1
      // Never of an RTMP state: the vendor would tell the next one, and nobody could say what the change was.
      if (kind !== 'RtmpStateChanged' && (sent.tries >= TRIES || stopping.aborted)) return
      // Signed anew only after an answer: of what may still be on its way, a second signature would make a second message.
      if (status !== undefined && kind !== 'UnrecognizedEvent' && this.random.chance(0.5)) callback = sign(body)
      await delay(this.random.integer(100, 800))
    }
    sent.answered = performance.now()
    this.answers.accepted += 1
    if (this.random.chance(0.05)) {
      this.answers.repeated += 1
      await post(this.random.pick(this.urls), callback)
    }
  }

  #event(kind: Sent['kind']): { what: string; body: object } {
    const { session } = this
    if (kind === 'RtmpStateChanged') {
      // It connects once, and comes and goes from then on.
      const what = RTMP_STATES[this.#rtmp === 0 ? 0 : 2 - (this.#rtmp % 2)]!
      this.#rtmp += 1
      return { what, body: rtmpChange(session, what, `key-of-${session}`) }
    }
    this.#number += 1
    const what = `${session} ${this.#number}`
    if (kind === 'UnrecognizedEvent') return { what, body: { event_type: what, message: JSON.stringify({ room_id: 'room-1', job_id: session }) } }
    const { event_type, message } = scriptSwitch(session, this.#number)
    const more = { scene_script_name: what, ...(this.random.chance(0.1) && { shoot_script_title: 'x'.repeat(LARGE) }) }
    return { what, body: { event_type, message: JSON.stringify({ ...(JSON.parse(message) as object), ...more }) } }
  }
}

const sign = (body: object): Callback => signed(body, { url: PUBLIC_URL + ROUTE, key: CALLBACK_KEY })

/** The status of the answer; nothing when there was none. */
async function post(url: string, callback: Callback): Promise<number | undefined> {
  try {
    const response = await deliver(url + ROUTE, callback, AbortSignal.timeout(PATIENCE))
    await response.arrayBuffer()
    return response.status
  } catch {
    return undefined
  }
}
