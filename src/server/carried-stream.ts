import type { EventStream, Present, StreamItem } from '../events/stream.js'
import type { LiveMember, Receive, Recipient } from './live-group.js'
import type { SubscriptionMessage } from './subscription-message.js'

/** What is told of the items of a stream, and who carries it on in the present. */
export interface Carriage {
  render(item: StreamItem): Promise<SubscriptionMessage>
  join(present: Present, recipient: Recipient): LiveMember
}

/** Whom a subscription tells. */
export interface Audience {
  receive: Receive
  /** Told once, when it is over: since it was ended, or has come to its end, or, with an error, since an item could not be told. */
  over(error?: Error): void
}

const ENDED = { done: true as const, value: undefined }

/**
 * A subscription that tells its audience itself, and so as those take it who would serialise every message for every subscriber:
 * they are given nothing. From its beginning on, what is in the log is told item by item, and in the present it is one of a
 * group: there it holds nothing but itself, since most subscribers wait most of the time. Ending it ends the stream, also while
 * that waits for its next item.
 */
export class CarriedStream implements AsyncGenerator<never, void, void>, Recipient {
  #member: LiveMember | undefined
  #state: 'NEW' | 'BEGUN' | 'OVER' = 'NEW'

  /** `release` gives back what it takes from others as long as it lasts. */
  constructor(
    private stream: EventStream,
    private readonly carriage: Carriage,
    private readonly audience: Audience,
    private readonly release: () => void,
  ) {}

  /** Begins to tell; once. */
  begin(): void {
    if (this.#state !== 'NEW') return
    this.#state = 'BEGUN'
    void this.#play()
  }

  /**
   * Begins, and never resolves: the end is its audience's to know. Whoever waits for a promise that nobody can settle is
   * garbage, and with it all that it would hold while it waits, which is more than the subscription itself.
   */
  next(): Promise<never> {
    this.begin()
    return new Promise(() => {})
  }

  async return(): Promise<IteratorResult<never, void>> {
    this.#finish()
    await this.stream.return()
    return ENDED
  }

  async throw(error: unknown): Promise<IteratorResult<never, void>> {
    await this.return()
    throw error
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  receive(messages: Parameters<Receive>[0]): ReturnType<Receive> {
    return this.audience.receive(messages)
  }

  parted(passed: number): void {
    if (this.#state === 'OVER') return
    this.#member = undefined
    this.stream = this.stream.resume(passed)
    void this.#play()
  }

  failed(error: unknown): void {
    this.#finish(error instanceof Error ? error : new Error(String(error)))
    void this.stream.return()
  }

  async #play(): Promise<void> {
    const { stream } = this
    let handedOver = false
    stream.handOver = (present) => {
      handedOver = true
      this.#member = this.carriage.join(present, this)
    }
    try {
      for (let item; !(item = await stream.next()).done && this.#state !== 'OVER'; ) await this.receive([await this.carriage.render(item.value)])
      stream.handOver = undefined
      if (!handedOver) this.#finish()
    } catch (error) {
      this.failed(error)
    }
  }

  #finish(error?: Error): void {
    if (this.#state === 'OVER') return
    this.#state = 'OVER'
    this.#member?.leave()
    this.release()
    this.audience.over(error)
  }
}
