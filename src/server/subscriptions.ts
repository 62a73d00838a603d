import { createSourceEventStream, execute, getOperationAST, Kind, visit, type DocumentNode, type ExecutionArgs, type ExecutionResult, type OperationDefinitionNode } from 'graphql'
import type { ConnectionLimits } from '../domain/connection-limits.js'
import type { EventStream } from '../events/stream.js'
import { rightsOf } from '../graph/access.js'
import type { GraphContext, GraphLog, GraphServices } from '../graph/context.js'
import { toGraphQLError } from '../graph/errors.js'
import type { Admit } from './admission.js'
import { CarriedStream, type Audience } from './carried-stream.js'
import type { PreparedDocument } from './documents.js'
import type { Metrics } from './metrics.js'
import { tooMany, withCosts } from './results.js'
import { Seats } from './seats.js'
import { SharedResults } from './shared-results.js'
import { SubscriptionGroup } from './subscription-group.js'
import type { SubscriptionMessage } from './subscription-message.js'

/** What running subscriptions needs. */
export interface SubscriptionOptions {
  services: GraphServices
  connections: Pick<ConnectionLimits, 'subscriptionsPerCaller'>
  admit: Admit
  metrics: Pick<Metrics, 'subscribers' | 'refused'>
  logger: GraphLog
}

/** An operation whose document came through the door, ready to ask for admission. */
export interface PreparedArgs extends ExecutionArgs {
  prepared: PreparedDocument
}

/** Runs subscriptions, whatever carries them. */
export interface Subscriptions {
  /**
   * Opens one, or answers why it cannot be: with errors that are not formatted yet. What is opened tells its audience once it
   * has begun. Ending it ends the subscription.
   */
  open(args: PreparedArgs, audience: Audience): Promise<CarriedStream | ExecutionResult>
}

/** Makes the subscriptions of a server. */
export function createSubscriptions({ services, connections, admit, metrics, logger }: SubscriptionOptions): Subscriptions {
  const shared = new SharedResults<SubscriptionMessage>()
  const groups = new Map<string, SubscriptionGroup>()
  const seats = new Seats(connections.subscriptionsPerCaller)

  function left({ transport, holder }: Audience): void {
    metrics.subscribers(transport, -1)
    seats.giveBack(holder)
  }

  function enter(args: ExecutionArgs): SubscriptionGroup {
    const name = groupOf(args)
    let group = groups.get(name)
    if (!group) groups.set(name, (group = new SubscriptionGroup(args, { services, logger, share: (cursor, make) => shared.take(name, cursor, make), left, ended: () => groups.delete(name) })))
    group.enter()
    return group
  }

  return {
    async open(args, audience) {
      const refused = await refusalOf(args, admit)
      if (refused) return withCosts(refused, args.contextValue as GraphContext)
      const { holder } = audience
      if (!seats.take(holder)) {
        metrics.refused('subscriptions')
        return tooMany(`Expected at most ${seats.each} subscriptions of one caller at once, over all its connections; this would be one more. End one first.`)
      }
      const source = await createSourceEventStream(args).catch((error: unknown) => {
        seats.giveBack(holder)
        throw error
      })
      if (!(Symbol.asyncIterator in source)) {
        seats.giveBack(holder)
        return source
      }
      const group = enter(args)
      metrics.subscribers(audience.transport, 1)
      return new CarriedStream(source as EventStream, group, audience)
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
