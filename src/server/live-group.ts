import type { LoggedEvent } from '../domain/events.js'
import type { Present } from '../events/stream.js'
import { Subscriber, type SubscriberCapacity } from '../events/subscriber.js'
import type { SubscriptionMessage } from './subscription-message.js'

/** Takes messages, in order. Answers with a promise when it has to wait before it can take more. */
export type Receive = (messages: readonly SubscriptionMessage[]) => Promise<void> | undefined

/** Whom a group tells. */
export interface Recipient {
  receive: Receive
  /** It is told no more by the group, but was told everything up to that position: it has to read the log. */
  parted(passed: number): void
  /** It is told no more, since an event could not be executed or received. */
  failed(error: unknown): void
}

/** One of a group. */
export interface LiveMember {
  /** It is told nothing more, of its leaving neither. */
  leave(): void
}

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

  /** Carries a stream on, behind the position up to which its recipient was told everything. */
  join(passed: number, recipient: Recipient): LiveMember {
    const member = new Member(passed, recipient, this.capacity, this.#onLeave)
    this.#members.add(member)
    return member
  }

  readonly #onLeave = (member: Member): void => {
    this.#members.delete(member)
    if (this.#members.size === 0) this.#end()
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
    const messages = ready.map(({ message }) => message)
    for (const member of this.#members) member.tell(ready, messages)
  }
}

/** There are many, most of which wait. */
class Member implements LiveMember {
  #waiting = false
  #left = false
  /** It has to read the log as soon as it can take something: before, there is nothing that it could be told. */
  #parting = false
  /** What it is to be told once it can take more. */
  #held: { told: Told[]; characters: number } | undefined

  constructor(
    /** The position up to which it was told everything. */
    private passed: number,
    private readonly recipient: Recipient,
    private readonly capacity: SubscriberCapacity,
    private readonly onLeave: (member: Member) => void,
  ) {}

  /** `messages` are those of all that is told: made once, since most members are told all of it at once. */
  tell(all: readonly Told[], messages: readonly SubscriptionMessage[]): void {
    if (!this.#waiting && all[0]!.position > this.passed) return this.#hand(all, messages)
    // Who has come just now may have had the first of them from the log.
    const news = all.filter(({ position }) => position > this.passed)
    if (news.length === 0) return
    if (!this.#waiting) return this.#hand(news)
    const held = (this.#held ??= { told: [], characters: 0 })
    for (const it of news) {
      held.told.push(it)
      held.characters += it.message.json.length
    }
    if (held.told.length > this.capacity.events || held.characters > this.capacity.characters) this.part()
  }

  #hand(news: readonly Told[], messages: readonly SubscriptionMessage[] = news.map(({ message }) => message)): void {
    this.passed = news.at(-1)!.position
    const taken = this.recipient.receive(messages)
    if (!taken) return
    this.#waiting = true
    taken.then(
      () => this.#goOn(),
      (error: unknown) => this.fail(error),
    )
  }

  #goOn(): void {
    this.#waiting = false
    if (this.#parting) return this.recipient.parted(this.passed)
    const held = this.#held
    this.#held = undefined
    if (held) this.#hand(held.told)
  }

  part(): void {
    this.leave()
    this.#parting = true
    if (!this.#waiting) this.recipient.parted(this.passed)
  }

  fail(error: unknown): void {
    this.leave()
    this.recipient.failed(error)
  }

  leave(): void {
    if (this.#left) return
    this.#left = true
    this.#held = undefined
    this.onLeave(this)
  }
}
