import type { LoggedEvent } from '../domain/events.js'
import type { Present } from '../events/stream.js'
import { Subscriber } from '../events/subscriber.js'
import type { SubscriptionMessage } from './subscription-message.js'

/** Takes a message. Answers with a promise when it has to wait before it can take the next one. */
export type Receive = (message: SubscriptionMessage) => Promise<void> | undefined

/** What is held for the group while it executes, and for a member that cannot take more: what is beyond is read from the log. */
const CAPACITY = { events: 256, characters: 1024 * 1024 }

/**
 * Those who are shown the same of every event, while they are in the present: one of them is told by all. Each event is
 * matched, executed and serialised once, and handed to each in the same turn.
 */
export class LiveGroup {
  readonly #members = new Set<Member>()
  readonly #events: Subscriber
  readonly #over = new AbortController()

  constructor(
    { relay, filter }: Present,
    private readonly render: (event: LoggedEvent) => Promise<SubscriptionMessage>,
    /** Told when the last member has left: from then on nobody may join. */
    private readonly ended: () => void,
  ) {
    this.#events = new Subscriber(relay, filter, CAPACITY)
    void this.#run()
  }

  /** Carries a stream on. Resolves, with the position up to which it was told everything, when it has to read the log or has ended. */
  join({ passed, signal }: Present, receive: Receive): Promise<number> {
    return new Promise((resolve, reject) => {
      const leave = () => member.leave()
      const member = new Member(passed, receive, () => {
        this.#members.delete(member)
        signal.removeEventListener('abort', leave)
        if (this.#members.size === 0) this.#end()
      }, resolve, reject)
      this.#members.add(member)
      signal.addEventListener('abort', leave)
      if (signal.aborted) leave()
    })
  }

  #end(): void {
    this.#events.detach()
    this.#over.abort()
    this.ended()
  }

  async #run(): Promise<void> {
    const { signal } = this.#over
    while (!signal.aborted) {
      if (this.#events.overflowed) {
        for (const member of this.#members) member.part()
        return
      }
      const event = this.#events.take()
      if (!event) {
        await this.#events.wait(signal)
        continue
      }
      try {
        const message = await this.render(event)
        for (const member of this.#members) member.tell(event.position, message)
      } catch (error) {
        for (const member of this.#members) member.fail(error)
      }
    }
  }
}

class Member {
  #waiting = false
  #left = false
  #held: { position: number; message: SubscriptionMessage }[] = []
  #characters = 0

  constructor(
    /** The position up to which it was told everything. */
    private passed: number,
    private readonly receive: Receive,
    private readonly onLeave: () => void,
    private readonly resolve: (passed: number) => void,
    private readonly reject: (error: unknown) => void,
  ) {}

  tell(position: number, message: SubscriptionMessage): void {
    if (position <= this.passed) return
    if (!this.#waiting) return this.#hand(position, message)
    this.#held.push({ position, message })
    this.#characters += message.json.length
    if (this.#held.length > CAPACITY.events || this.#characters > CAPACITY.characters) this.part()
  }

  #hand(position: number, message: SubscriptionMessage): void {
    this.passed = position
    const taken = this.receive(message)
    if (!taken) return
    this.#waiting = true
    taken.then(() => this.#goOn(), (error: unknown) => this.fail(error))
  }

  #goOn(): void {
    this.#waiting = false
    if (this.#left) return this.resolve(this.passed)
    for (let next; !this.#waiting && (next = this.#held.shift()); ) {
      this.#characters -= next.message.json.length
      this.#hand(next.position, next.message)
    }
  }

  /** Has to read the log: once it can take something, since before there is nothing that it could be told. */
  part(): void {
    this.#forget()
    if (!this.#waiting) this.resolve(this.passed)
  }

  /** Its stream has ended. */
  leave(): void {
    this.#forget()
    this.resolve(this.passed)
  }

  fail(error: unknown): void {
    this.#forget()
    this.reject(error)
  }

  #forget(): void {
    if (this.#left) return
    this.#left = true
    this.#held = []
    this.onLeave()
  }
}
