import { execute, type ExecutionArgs } from 'graphql'
import type { EventStream, Present, StreamItem } from '../events/stream.js'
import { rightsOf } from '../graph/access.js'
import { createContext, type GraphContext, type GraphLog, type GraphServices } from '../graph/context.js'
import type { Audience, Carriage } from './carried-stream.js'
import { LiveGroup, type LiveMember, type Recipient } from './live-group.js'
import { formatted, withCosts } from './results.js'
import { SubscriptionMessage } from './subscription-message.js'
import { within } from './tracing.js'

/** What a group needs of its server. */
export interface SubscriptionGroupOptions {
  services: GraphServices
  logger: GraphLog
  /** What was made of the event of a cursor, or what `make` makes of it. */
  share: (cursor: string, make: () => Promise<SubscriptionMessage>) => Promise<SubscriptionMessage>
  /** Told of each subscriber that has left. */
  left: (audience: Audience) => void
  /** Told when the last one has. */
  ended: () => void
}

/** Those who are shown the same of an event, wherever they are in the log. What they are shown is executed as the first of them asked for it. */
export class SubscriptionGroup implements Carriage {
  readonly #args: ExecutionArgs
  readonly #who: Pick<GraphContext, 'caller' | 'requestId' | 'cost'>
  #subscribers = 0
  /** Those of them who are in the present. */
  #live: LiveGroup | undefined
  /** The stream of any of those who were: they differ in nothing but where they are. */
  #resume: Present['resume'] | undefined

  constructor(
    { schema, document, operationName, variableValues, contextValue }: ExecutionArgs,
    private readonly options: SubscriptionGroupOptions,
  ) {
    const { caller, requestId, cost } = contextValue as GraphContext
    // The first may go before the others: nothing of it is held but this, and of its caller nothing but its rights.
    this.#args = { schema, document, operationName, variableValues }
    this.#who = { caller: rightsOf(caller), requestId, cost }
  }

  enter(): void {
    this.#subscribers += 1
  }

  exit(audience: Audience): void {
    this.#subscribers -= 1
    if (this.#subscribers === 0) this.options.ended()
    this.options.left(audience)
  }

  render(item: StreamItem): Promise<SubscriptionMessage> {
    // A gap is the subscriber's own.
    return item.type === 'gap' ? this.#execute(item) : this.options.share(item.event.cursor, () => this.#execute(item))
  }

  join(present: Present, recipient: Recipient): LiveMember {
    this.#resume ??= present.resume
    this.#live ??= new LiveGroup(
      present,
      (event) => this.render({ type: 'event', event }),
      () => (this.#live = undefined),
    )
    return this.#live.join(present.passed, recipient)
  }

  resume(passed: number): EventStream {
    if (!this.#resume) throw new Error('Nobody was carried')
    return this.#resume(passed)
  }

  /** Runs one event with a context of its own: its own deadline, nothing remembered from the last, and it does not end when a caller goes. */
  async #execute(item: StreamItem): Promise<SubscriptionMessage> {
    const { services, logger } = this.options
    const { caller, requestId, cost } = this.#who
    const run = async (cursor: string, span?: GraphContext['span']) => {
      const contextValue = { ...createContext(services, { caller, requestId, logger, span }), cost }
      const result = withCosts(await execute({ ...this.#args, rootValue: item, contextValue }), contextValue)
      return new SubscriptionMessage(JSON.stringify(formatted(result, { requestId, logger, services })), cursor)
    }
    if (item.type === 'gap') return run(item.gap.cursor)
    const { id, kind, account, traceparent, cursor } = item.event
    return within(services.tracing, `deliver ${kind}`, traceparent, { 'avatargraph.event_id': id, 'avatargraph.account': account }, (span) => run(cursor, span))
  }
}
