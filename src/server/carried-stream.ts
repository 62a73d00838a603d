import type { EventStream, Present, StreamItem } from '../events/stream.js'
import type { LiveMember, Receive, Recipient } from './live-group.js'
import type { SubscriptionMessage } from './subscription-message.js'

/** What is told of the items of a stream, and who carries it on in the present. */
export interface Carriage {
  render(item: StreamItem): Promise<SubscriptionMessage>
  join(present: Present, recipient: Recipient): LiveMember
  /** The stream of one who was carried, behind the position up to which it was told everything. */
  resume(passed: number): EventStream
  /** Told of each audience that has left. */
  exit(audience: Audience): void
}

/** Whom a subscription tells. */
export interface Audience {
  /** What carries it to its client, as metrics call it. */
  readonly transport: string
  /** The name under which is counted what its caller uses. */
  readonly holder: string
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
  /** Where it is in the log; nothing in the present. */
  #stream: EventStream | undefined
  #member: LiveMember | undefined
  #state: 'NEW' | 'BEGUN' | 'OVER' = 'NEW'

  constructor(
    stream: EventStream,
    private readonly carriage: Carriage,
    private readonly audience: Audience,
  ) {
    this.#stream = stream
  }

  /** Begins to tell; once. */
  begin(): void {
    if (this.#state !== 'NEW') return
    this.#state = 'BEGUN'
    void this.#play(this.#stream!)
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
    await this.#stream?.return()
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
    this.#stream = this.carriage.resume(passed)
    void this.#play(this.#stream)
  }

  failed(error: unknown): void {
    this.#finish(error instanceof Error ? error : new Error(String(error)))
    void this.#stream?.return()
  }

  async #play(stream: EventStream): Promise<void> {
    let handedOver = false
    stream.handOver = (present) => {
      handedOver = true
      this.#stream = undefined
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
    this.carriage.exit(this.audience)
    this.audience.over(error)
  }
}
