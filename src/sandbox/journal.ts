/** A request that reached a simulator. `operation` and `section` are null when no documented operation fits. */
export interface RequestEntry {
  kind: 'request'
  /** 1, 2, 3 … in order of completion, over requests and callbacks of one simulator. */
  sequence: number
  /** When it arrived, in milliseconds since 1970 by the simulator's clock. */
  time: number
  method: string
  path: string
  operation: string | null
  section: string | null
  query: Record<string, string | string[]>
  /** Request headers; credentials are replaced by `[redacted]`. */
  headers: Record<string, string | string[] | undefined>
  /** The parsed JSON body, without secrets; the text when it is not JSON; undefined when there is none. */
  body: unknown
  /** The status answered; null when the connection was dropped instead. */
  status: number | null
  /** Why the simulator refused it, in its own words; null when it was served. */
  refused: string | null
  requestId: string
  /** The names of the faults that were played on it. */
  faults: string[]
}

/** One attempt to deliver a callback, or the end of trying. */
export interface CallbackEntry {
  kind: 'callback'
  sequence: number
  /** When the attempt ended, in milliseconds since 1970 by the simulator's clock. */
  time: number
  /** The event type, e.g. SHOOT_SCRIPT_SWITCH. */
  operation: string
  section: null
  /** Where it went, without its query. */
  url: string
  /** What was sent, without stream keys. */
  body: unknown
  jobId: string
  attempt: number
  /** The receiver's status; null when there was no answer. */
  status: number | null
  /** `refused`: a status that the vendor does not take for success. `unreachable`: no answer. `abandoned`: the last attempt failed. `dropped`: too many were waiting. */
  outcome: 'delivered' | 'refused' | 'unreachable' | 'abandoned' | 'dropped'
}

export type JournalEntry = RequestEntry | CallbackEntry
type Unnumbered<E> = E extends JournalEntry ? Omit<E, 'sequence'> : never
interface Waiter {
  matches: (entry: JournalEntry) => boolean
  resolve: (entry: JournalEntry) => void
  reject: (reason: Error) => void
}

/** What a simulator saw and sent, the newest `capacity` entries (default 10,000). */
export class Journal {
  readonly #capacity: number
  readonly #waiters = new Set<Waiter>()
  #entries: JournalEntry[] = []
  #sequence = 0
  #closed = false

  constructor(capacity = 10_000) {
    this.#capacity = capacity
  }

  /** The entries, oldest first. */
  entries(): JournalEntry[] {
    return this.#entries.slice(-this.#capacity)
  }

  /** How many requests of an operation (its id or its section) there were, or of a callback event type; `where` narrows them. */
  count(operation: string, where: (entry: JournalEntry) => boolean = () => true): number {
    return this.entries().filter((entry) => (entry.operation === operation || entry.section === operation) && where(entry)).length
  }

  /** Forgets all entries; who waits keeps waiting. */
  clear(): void {
    this.#entries = []
  }

  /** The next entry from now on that matches. Rejects when the simulator is closed first. */
  next(matches: (entry: JournalEntry) => boolean): Promise<JournalEntry> {
    const wait = new Promise<JournalEntry>((resolve, reject) => {
      if (this.#closed) reject(new Error('the sandbox is closed: its journal gets no more entries'))
      else this.#waiters.add({ matches, resolve, reject })
    })
    // A test that failed before awaiting this must not fail a second time, as an unhandled rejection.
    wait.catch(() => undefined)
    return wait
  }

  /** The first entry that matches, one that is there already or the next to come. */
  until(matches: (entry: JournalEntry) => boolean): Promise<JournalEntry> {
    const found = this.entries().find(matches)
    return found ? Promise.resolve(found) : this.next(matches)
  }

  /** Adds an entry; called by the simulators only. */
  add(entry: Unnumbered<JournalEntry>): void {
    const numbered: JournalEntry = { ...entry, sequence: ++this.#sequence }
    this.#entries.push(numbered)
    // Cut rarely: shifting on every request would cost more than the request's own work.
    if (this.#entries.length > 2 * this.#capacity) this.#entries = this.#entries.slice(-this.#capacity)
    for (const waiter of this.#waiters) {
      if (!waiter.matches(numbered)) continue
      this.#waiters.delete(waiter)
      waiter.resolve(numbered)
    }
  }

  /** Rejects everyone who waits. */
  close(): void {
    this.#closed = true
    for (const waiter of this.#waiters) waiter.reject(new Error('the sandbox was closed before a matching entry came'))
    this.#waiters.clear()
  }
}

const SECRET_FIELDS = new Set([
  'password', 'key', 'stream_key', 'stream_keys', 'hwSecret', 'auth_key', 'sign', 'urtcToken', 'signature', 'TrtcUserSig', 'TrtcPrivateMapKey', 'CssCustomPushUrl',
  'VideoStorageS3Url', 'SubtitleStorageS3Url', 'AudioStorageS3Url',
])
const SECRET_HEADERS = new Set(['authorization', 'x-auth-token', 'x-token', 'cookie', 'x-hw-mss-secret'])

/** Where a `key` is a word of the vendor's and no secret. */
const HARMLESS_PLACES = new Set(['system_properties'])

/** A copy without passwords, signatures, callback keys, stream keys and signed addresses; the value itself when it holds none. */
export function withoutSecrets(value: unknown, place = ''): unknown {
  if (typeof value !== 'object' || value === null || HARMLESS_PLACES.has(place)) return value
  if (Array.isArray(value)) return value.every((item) => typeof item !== 'object') ? value : value.map((item) => withoutSecrets(item))
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, SECRET_FIELDS.has(name) && inner != null ? '[redacted]' : withoutSecrets(inner, name)]),
  )
}

/** A copy of the headers in which credentials are replaced. */
export function safeHeaders(headers: RequestEntry['headers']): RequestEntry['headers'] {
  const copy = { ...headers }
  for (const name of Object.keys(copy)) if (SECRET_HEADERS.has(name)) copy[name] = '[redacted]'
  return copy
}
