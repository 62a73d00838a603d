import { createSourceEventStream, execute, getOperationAST, GraphQLError, Kind, visit, type DocumentNode, type ExecutionArgs, type ExecutionResult, type OperationDefinitionNode } from 'graphql'
import type { ConnectionLimits } from '../domain/connection-limits.js'
import { AvatarGraphError } from '../domain/errors.js'
import type { EventStream, StreamItem } from '../events/stream.js'
import { rightsOf } from '../graph/access.js'
import { costsOf, createContext, type GraphContext, type GraphLog, type GraphServices } from '../graph/context.js'
import { formatError, toGraphQLError } from '../graph/errors.js'
import type { Admit } from './admission.js'
import type { PreparedDocument } from './documents.js'
import { LiveGroup, type Receive } from './live-group.js'
import type { Metrics } from './metrics.js'
import { identityOf, Seats } from './seats.js'
import { SharedResults } from './shared-results.js'
import { SubscriptionMessage } from './subscription-message.js'
import { within } from './tracing.js'

/** What running subscriptions needs. */
export interface SubscriptionOptions {
  services: GraphServices
  connections: Pick<ConnectionLimits, 'subscriptionsPerCaller'>
  admit: Admit
  metrics: Pick<Metrics, 'subscriberJoined' | 'refused'>
  logger: GraphLog
}

/** An operation whose document came through the door, ready to ask for admission. */
export interface PreparedArgs extends ExecutionArgs {
  prepared: PreparedDocument
}

/** Runs subscriptions, whatever carries them. */
export interface Subscriptions {
  /**
   * Opens one, or answers why it cannot be: with errors that are not formatted yet. What is opened gives nothing but its end;
   * while it is being read, `receive` is handed the messages. Ending it ends the subscription.
   */
  open(args: PreparedArgs, transport: string, receive: Receive): Promise<AsyncGenerator<never> | ExecutionResult>
}

/** Those who are shown the same of an event, wherever they are in the log. */
interface Group {
  readonly name: string
  subscribers: number
  /** Those of them who are in the present. */
  live?: LiveGroup
}

/** Makes the subscriptions of a server. */
export function createSubscriptions({ services, connections, admit, metrics, logger }: SubscriptionOptions): Subscriptions {
  const shared = new SharedResults<SubscriptionMessage>()
  const groups = new Map<string, Group>()
  const seats = new Seats(connections.subscriptionsPerCaller)

  /** Runs one event with a context of its own: its own deadline, and nothing remembered from the last. */
  async function render(args: ExecutionArgs, item: StreamItem): Promise<SubscriptionMessage> {
    const { caller, requestId, cost } = args.contextValue as GraphContext
    // Others may share it: it must not end when this caller goes, and must not know who it is beyond its rights.
    const run = async (span?: GraphContext['span']) => {
      const contextValue = { ...createContext(services, { caller: rightsOf(caller), requestId, logger, span }), cost }
      const result = withCosts(await execute({ ...args, rootValue: item, contextValue }), contextValue)
      return new SubscriptionMessage(JSON.stringify(formatted(result, { requestId, logger, services })), cursorOf(item))
    }
    if (item.type === 'gap') return run()
    const { id, kind, account, traceparent } = item.event
    return within(services.tracing, `deliver ${kind}`, traceparent, { 'avatargraph.event_id': id, 'avatargraph.account': account }, run)
  }

  function enter(name: string): Group {
    let group = groups.get(name)
    if (!group) groups.set(name, (group = { name, subscribers: 0 }))
    group.subscribers += 1
    return group
  }

  function exit(group: Group): void {
    group.subscribers -= 1
    if (group.subscribers === 0) groups.delete(group.name)
  }

  return {
    async open(args, transport, receive) {
      const refused = await refusalOf(args, admit)
      if (refused) return withCosts(refused, args.contextValue as GraphContext)
      const leave = seats.take(identityOf((args.contextValue as GraphContext).caller))
      if (!leave) {
        metrics.refused('subscriptions')
        return tooMany(`Expected at most ${seats.each} subscriptions of one caller at once, over all its connections; this would be one more. End one first.`)
      }
      const source = await createSourceEventStream(args).catch((error: unknown) => {
        leave()
        throw error
      })
      if (!(Symbol.asyncIterator in source)) {
        leave()
        return source
      }
      const stream = source as EventStream
      const group = enter(groupOf(args))
      const left = metrics.subscriberJoined(transport)
      const renderShared = (item: StreamItem) => shared.take(group.name, cursorOf(item), () => render(args, item))
      stream.handOver = (present) => {
        group.live ??= new LiveGroup(present, (event) => renderShared({ type: 'event', event }), () => delete group.live)
        return group.live.join(present, receive)
      }
      return carried(
        stream,
        // A gap is the subscriber's own.
        async (item) => receive([await (item.type === 'gap' ? render(args, item) : renderShared(item))]),
        () => {
          left()
          exit(group)
          leave()
        },
      )
    },
  }
}

const cursorOf = (item: StreamItem): string => (item.type === 'gap' ? item.gap.cursor : item.event.cursor)

/** Runs a query or mutation, if it is let in, with what it cost beside its answer. */
export async function run(args: PreparedArgs, admit: Admit): Promise<ExecutionResult> {
  return withCosts((await refusalOf(args, admit)) ?? (await execute(args)), args.contextValue as GraphContext)
}

/** The answer to an operation that is not let in; none when it is. */
async function refusalOf({ prepared, operationName, variableValues: variables, contextValue }: PreparedArgs, admit: Admit): Promise<ExecutionResult | undefined> {
  try {
    await admit({ prepared, operationName, variables, context: contextValue as GraphContext })
    return undefined
  } catch (error) {
    return { errors: [toGraphQLError(error as Error)] }
  }
}

/** The result with what it cost; the budget stands there too, where HTTP has headers for it. */
const withCosts = (result: ExecutionResult, context: GraphContext): ExecutionResult => {
  const costs = { ...costsOf(context), ...(context.budget && { budget: context.budget }) }
  return Object.keys(costs).length ? { ...result, extensions: { ...result.extensions, ...costs } } : result
}

/** The answer to an operation that its caller may run, but not now: it has too many under way. */
export const tooMany = (message: string): ExecutionResult & { errors: readonly GraphQLError[] } => ({
  errors: [new GraphQLError(message, { originalError: new AvatarGraphError('QUERY_TOO_EXPENSIVE', message, { retryable: true }) })],
})

/** A result as it leaves: its errors in the contract's codes. */
export function formatted(result: ExecutionResult, scene: Parameters<typeof formatError>[1]): ExecutionResult {
  return result.errors ? { ...result, errors: result.errors.map((error) => formatError(error, scene)) as never } : result
}

/** The name of all subscriptions that are shown the same of an event. */
function groupOf({ document, operationName, variableValues, contextValue }: ExecutionArgs): string {
  const operation = getOperationAST(document, operationName)
  const own = operation ? resumingVariables(document, operation) : new Set<string>()
  const variables = Object.entries(variableValues ?? {}).filter(([name]) => !own.has(name))
  return JSON.stringify([rightsOf((contextValue as GraphContext).caller), operationName, variables.sort(([a], [b]) => (a < b ? -1 : 1)), document.loc?.source.body])
}

const RESUMING = ['after', 'snapshot']

/** The variables that only say where a subscription begins: everyone has their own, and no event is shown differently for it. */
function resumingVariables(document: DocumentNode, operation: OperationDefinitionNode): Set<string> {
  const uses = new Map<string, number>()
  visit(document, { Variable: ({ name }) => void uses.set(name.value, (uses.get(name.value) ?? 0) + 1) })
  const fields = operation.selectionSet.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? selection : []))
  const given = fields.flatMap(({ arguments: args = [] }) => args.flatMap(({ name, value }) => (RESUMING.includes(name.value) && value.kind === Kind.VARIABLE ? value.name.value : [])))
  // Once where it is declared and once where it is given.
  return new Set(given.filter((name) => uses.get(name) === 2))
}

/**
 * A subscription as those take it who would serialise every message for every subscriber: they are given none, but the end.
 * Each item is told before the next one is asked for. Ending it ends the stream, also while that waits for its next item, and
 * `ended` is told once, whichever way it ends.
 */
function carried(source: EventStream, tell: (item: StreamItem) => Promise<void>, ended: () => void): AsyncGenerator<never> {
  let over = false
  const end = () => {
    if (!over) ended()
    over = true
    return { done: true as const, value: undefined }
  }
  const carrier: AsyncGenerator<never> = {
    async next() {
      try {
        for (let item; !(item = await source.next()).done && !over; ) await tell(item.value)
      } finally {
        end()
        await source.return()
      }
      return end()
    },
    async return() {
      end()
      await source.return()
      return end()
    },
    async throw(error) {
      end()
      await source.throw(error)
      return end()
    },
    [Symbol.asyncIterator]: () => carrier,
  }
  return carrier
}
