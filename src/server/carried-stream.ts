import type { EventStream, Present, StreamItem } from '../events/stream.js'
import type { LiveMember, Receive, Recipient } from './live-group.js'
import type { SubscriptionMessage } from './subscription-message.js'

/** What is told of the items of a stream, and who carries it on in the present. */
export interface Carriage {
  render(item: StreamItem): Promise<SubscriptionMessage>
  join(present: Present, recipient: Recipient): LiveMember
}

const ENDED = { done: true as const, value: undefined }

/**
 * A subscription as those take it who would serialise every message for every subscriber: they are given none, but the end.
 * From the first read on, what is in the log is told item by item, and in the present it is one of a group: there it holds
 * nothing but itself, since most subscribers wait most of the time. Ending it ends the stream, also while that waits for its
 * next item, and `ended` is told once, whichever way it ends.
 */
export class CarriedStream implements AsyncGenerator<never, void, void>, Recipient {
  #member: LiveMember | undefined
  #over = false
  #outcome: Promise<IteratorResult<never, void>> | undefined
  #resolve: ((result: IteratorResult<never, void>) => void) | undefined
  #reject: ((error: unknown) => void) | undefined

  constructor(
    private stream: EventStream,
    private readonly carriage: Carriage,
    readonly receive: Receive,
    private readonly ended: () => void,
  ) {}

  /** Resolves when the subscription has ended; rejects when an item could not be told. */
  next(): Promise<IteratorResult<never, void>> {
    if (this.#over) return Promise.resolve(ENDED)
    return (this.#outcome ??= new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
      void this.#play()
    }))
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

  parted(passed: number): void {
    if (this.#over) return
    this.#member = undefined
    this.stream = this.stream.resume(passed)
    void this.#play()
  }

  failed(error: unknown): void {
    this.#reject?.(error)
    void this.return()
  }

  async #play(): Promise<void> {
    const { stream } = this
    let handedOver = false
    stream.handOver = (present) => {
      handedOver = true
      this.#member = this.carriage.join(present, this)
    }
    try {
      for (let item; !(item = await stream.next()).done && !this.#over; ) await this.receive([await this.carriage.render(item.value)])
      stream.handOver = undefined
      if (!handedOver) this.#finish()
    } catch (error) {
      this.failed(error)
    }
  }

  #finish(): void {
    if (this.#over) return
    this.#over = true
    this.#member?.leave()
    this.ended()
    this.#resolve?.(ENDED)
  }
}
