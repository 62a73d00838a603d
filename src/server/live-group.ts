import type { LoggedEvent } from '../domain/events.js'
import type { Present } from '../events/stream.js'
import { Subscriber, type SubscriberCapacity } from '../events/subscriber.js'
import type { SubscriptionMessage } from './subscription-message.js'

/** Takes messages, in order. Answers with a promise when it has to wait before it can take more. */
export type Receive = (messages: readonly SubscriptionMessage[]) => Promise<void> | undefined

/** What is held for the group while it executes, and for a member that cannot take more: what is beyond is read from the log. */
const CAPACITY: SubscriberCapacity = { events: 256, characters: 1024 * 1024 }

/** A message with the position of its event. */
interface Told {
  position: number
  message: SubscriptionMessage
}

/**
 * Those who are shown the same of every event, while they are in the present: what comes is matched, executed and serialised
 * once for all of them. Events that come together are handed on together, since most of what a message to many costs is the
 * system's call that sends it.
 */
export class LiveGroup {
  readonly #members = new Set<Member>()
  readonly #events: Subscriber
  readonly #over = new AbortController()
  #ready: Told[] = []

  /** `ended` is told when the last member has left: from then on nobody may join. */
  constructor(
    { relay, filter }: Pick<Present, 'relay' | 'filter'>,
    private readonly render: (event: LoggedEvent) => Promise<SubscriptionMessage>,
    private readonly ended: () => void,
    private readonly capacity = CAPACITY,
  ) {
    this.#events = new Subscriber(relay, filter, capacity)
    void this.#run()
  }

  /** Carries a stream on. Resolves, with the position up to which it was told everything, when it has to read the log or has ended; rejects when an event cannot be executed. */
  join({ passed, signal }: Pick<Present, 'passed' | 'signal'>, receive: Receive): Promise<number> {
    return new Promise((resolve, reject) => {
      const leave = () => member.leave()
      const onLeave = () => {
        signal.removeEventListener('abort', leave)
        this.#members.delete(member)
        if (this.#members.size === 0) this.#end()
      }
      const member = new Member(passed, receive, this.capacity, { onLeave, resolve, reject })
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
        this.#handOn()
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
        // As soon as nothing else is ready to go with it.
        if (this.#ready.push({ position: event.position, message }) === 1) setImmediate(() => this.#handOn())
      } catch (error) {
        this.#handOn()
        for (const member of this.#members) member.fail(error)
      }
    }
  }

  #handOn(): void {
    const ready = this.#ready
    if (ready.length === 0) return
    this.#ready = []
    for (const member of this.#members) member.tell(ready)
  }
}

class Member {
  #waiting = false
  #left = false
  #held: Told[] = []
  #characters = 0

  constructor(
    /** The position up to which it was told everything. */
    private passed: number,
    private readonly receive: Receive,
    private readonly capacity: SubscriberCapacity,
    private readonly told: { onLeave: () => void; resolve: (passed: number) => void; reject: (error: unknown) => void },
  ) {}

  tell(all: readonly Told[]): void {
    // Who has come just now may have had the first of them from the log.
    const news = all[0]!.position > this.passed ? all : all.filter(({ position }) => position > this.passed)
    if (news.length === 0) return
    if (!this.#waiting) return this.#hand(news)
    for (const it of news) {
      this.#held.push(it)
      this.#characters += it.message.json.length
    }
    if (this.#held.length > this.capacity.events || this.#characters > this.capacity.characters) this.part()
  }

  #hand(news: readonly Told[]): void {
    this.passed = news.at(-1)!.position
    const taken = this.receive(news.map(({ message }) => message))
    if (!taken) return
    this.#waiting = true
    taken.then(
      () => this.#goOn(),
      (error: unknown) => this.fail(error),
    )
  }

  #goOn(): void {
    this.#waiting = false
    if (this.#left) return this.told.resolve(this.passed)
    const held = this.#held
    this.#held = []
    this.#characters = 0
    if (held.length > 0) this.#hand(held)
  }

  /** Has to read the log: once it can take something, since before there is nothing that it could be told. */
  part(): void {
    this.#forget()
    if (!this.#waiting) this.told.resolve(this.passed)
  }

  /** Its stream has ended. */
  leave(): void {
    this.#forget()
    this.told.resolve(this.passed)
  }

  fail(error: unknown): void {
    this.#forget()
    this.told.reject(error)
  }

  #forget(): void {
    if (this.#left) return
    this.#left = true
    this.#held = []
    this.told.onLeave()
  }
}
