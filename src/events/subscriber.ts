import { matches, type EventFilter, type LoggedEvent } from '../domain/events.js'
import type { Relay, RelayListener } from './relay.js'

/** How much a subscriber holds at most. */
export interface SubscriberCapacity {
  events: number
  /** Of the content of all that is held, in JSON. */
  characters: number
}

/** What an event's content takes: reckoned once, however many subscribers hold it. */
const sizes = new WeakMap<LoggedEvent, number>()
function sizeOf(event: LoggedEvent): number {
  let size = sizes.get(event)
  if (size === undefined) sizes.set(event, (size = JSON.stringify(event.content).length))
  return size
}

/**
 * What one stream has been delivered and has not read yet. It holds a bounded number of events of a bounded size; when more come it drops
 * them all, and the stream has to read the log from where it was.
 */
export class Subscriber implements RelayListener {
  /** The relay's position when this began to collect: it holds what matches of everything later. */
  upTo: number
  #queue: LoggedEvent[] = []
  #characters = 0
  #seen: number
  #overflowed = false
  #wake: (() => void) | undefined
  #detach: (() => void) | undefined

  constructor(
    private readonly relay: Relay,
    private readonly filter: EventFilter,
    private readonly capacity: SubscriberCapacity,
  ) {
    this.#detach = relay.attach(this)
    this.upTo = this.#seen = relay.position
  }

  deliver(events: readonly LoggedEvent[]): void {
    if (this.#overflowed) return
    for (const event of events) {
      if (matches(this.filter, event)) {
        this.#queue.push(event)
        this.#characters += sizeOf(event)
      }
      this.#seen = event.position
    }
    if (this.#queue.length > this.capacity.events || this.#characters > this.capacity.characters) this.#overflow()
    else if (this.#queue.length > 0) this.#wake?.()
  }

  skipped(): void {
    this.#overflow()
  }

  #overflow(): void {
    this.#overflowed = true
    this.#queue = []
    this.#characters = 0
    this.#wake?.()
  }

  /** Collects no more, until it is restarted. */
  detach(): void {
    this.#detach?.()
    this.#detach = undefined
  }

  /** Collects anew, from where the relay is now. */
  restart(): void {
    this.#detach ??= this.relay.attach(this)
    this.#overflowed = false
    this.#queue = []
    this.#characters = 0
    this.upTo = this.#seen = this.relay.position
  }

  /** Whether something was dropped since the last start. */
  get overflowed(): boolean {
    return this.#overflowed
  }

  /** The next event, when there is one. */
  take(): LoggedEvent | undefined {
    const event = this.#queue.shift()
    if (event) this.#characters -= sizeOf(event)
    return event
  }

  /** With an empty queue: the position up to which everything was taken or did not match. */
  get seen(): number {
    return this.#seen
  }

  /** Resolves when there is something to take, or to notice, or when the signal aborts. */
  wait(signal: AbortSignal): Promise<void> {
    if (this.#overflowed || this.#queue.length > 0 || signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = () => {
        this.#wake = undefined
        signal.removeEventListener('abort', wake)
        resolve()
      }
      this.#wake = wake
      signal.addEventListener('abort', wake)
    })
  }
}
