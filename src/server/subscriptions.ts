import { createSourceEventStream, execute, getOperationAST, Kind, visit, type DocumentNode, type ExecutionArgs, type ExecutionResult, type OperationDefinitionNode } from 'graphql'
import type { StreamItem } from '../events/stream.js'
import type { Caller } from '../graph/access.js'
import { costsOf, createContext, type GraphContext, type GraphLog, type GraphServices } from '../graph/context.js'
import { formatError, toGraphQLError } from '../graph/errors.js'
import type { Admit } from './admission.js'
import type { PreparedDocument } from './documents.js'
import type { Metrics } from './metrics.js'
import { SharedResults } from './shared-results.js'

/** What a subscriber is sent for one event. */
export interface SubscriptionMessage {
  /** The GraphQL result, as JSON. */
  json: string
  /** Where a subscriber that has seen it resumes. */
  cursor: string
}

/** What running subscriptions needs. */
export interface SubscriptionOptions {
  services: GraphServices
  admit: Admit
  metrics: Pick<Metrics, 'subscriberJoined'>
  logger: GraphLog
}

/** An operation whose document came through the door, ready to ask for admission. */
export interface PreparedArgs extends ExecutionArgs {
  prepared: PreparedDocument
}

/** Runs subscriptions, whatever carries them. */
export interface Subscriptions {
  /** Opens one, or answers why it cannot be: with errors that are not formatted yet. Ending the stream ends the subscription. */
  open(args: PreparedArgs, transport: string): Promise<AsyncGenerator<SubscriptionMessage> | ExecutionResult>
}

/** Makes the subscriptions of a server. */
export function createSubscriptions({ services, admit, metrics, logger }: SubscriptionOptions): Subscriptions {
  const shared = new SharedResults()

  /** Runs one event with a context of its own: its own deadline, and nothing remembered from the last. */
  async function render(args: ExecutionArgs, item: StreamItem): Promise<string> {
    const { caller, requestId, cost } = args.contextValue as GraphContext
    // Others may share it: it must not end when this caller goes, and must not know who it is beyond its rights.
    const contextValue = { ...createContext(services, { caller: rightsOf(caller), requestId, logger }), cost }
    const result = withCosts(await execute({ ...args, rootValue: item, contextValue }), contextValue)
    return JSON.stringify(formatted(result, { requestId, logger, onError: services.onError }))
  }

  return {
    async open(args, transport) {
      const refused = await refusalOf(args, admit)
      if (refused) return refused
      const source = await createSourceEventStream(args)
      if (!(Symbol.asyncIterator in source)) return source
      const group = groupOf(args)
      return mapEach(
        source as AsyncGenerator<StreamItem, void>,
        async (item) => {
          const cursor = item.type === 'gap' ? item.gap.cursor : item.event.cursor
          // A gap is the subscriber's own.
          const json = await (item.type === 'gap' ? render(args, item) : shared.take(group, cursor, () => render(args, item)))
          return { json, cursor }
        },
        metrics.subscriberJoined(transport),
      )
    },
  }
}

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

const withCosts = (result: ExecutionResult, context: GraphContext): ExecutionResult => {
  const costs = costsOf(context)
  return Object.keys(costs).length ? { ...result, extensions: { ...result.extensions, ...costs } } : result
}

/** A result as it leaves: its errors in the contract's codes. */
export function formatted(result: ExecutionResult, scene: Parameters<typeof formatError>[1]): ExecutionResult {
  return result.errors ? { ...result, errors: result.errors.map((error) => formatError(error, scene)) as never } : result
}

/** What of a caller decides what it is shown; who shares a result is the same in all of it. */
function rightsOf({ role, authenticated, appUserId }: Caller): Caller {
  return { name: '', role, authenticated, ...(appUserId !== undefined && { appUserId }) }
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
 * Maps a stream. Ending the result ends the stream, also while it waits for its next item, and `ended` is told
 * once, whichever way it ends.
 */
function mapEach<T, R>(source: AsyncGenerator<T, void>, map: (item: T) => Promise<R>, ended: () => void): AsyncGenerator<R> {
  let over = false
  const end = <V>(value: V): V => {
    if (!over) ended()
    over = true
    return value
  }
  const fail = (error: unknown) => {
    throw end(error)
  }
  const mapped: AsyncGenerator<R> = {
    async next() {
      const item = await source.next().catch(fail)
      return item.done ? end({ done: true, value: undefined }) : { done: false, value: await map(item.value) }
    },
    async return() {
      await source.return(undefined)
      return end({ done: true, value: undefined })
    },
    async throw(error) {
      await source.throw(error).catch(fail)
      return end({ done: true, value: undefined })
    },
    [Symbol.asyncIterator]: () => mapped,
  }
  return mapped
}
