import type { Fetcher, FetcherParams } from '@graphiql/toolkit'
import { getOperationAST, parse, type ExecutionResult, type GraphQLError, type OperationTypeNode } from 'graphql'
import { createClient, type Client } from 'graphql-ws'
import { authorization } from './credential.js'
import { failure, postToGraph, socketUrl } from './graph.js'

/**
 * GraphiQL's way to the graph: HTTP for queries and mutations, graphql-transport-ws for subscriptions, nothing but this
 * origin. The headers pane goes out with HTTP requests as it is, with the key of the box where the pane has no `authorization`; of it, `authorization` and
 * `x-app-user-id` go out over WebSocket as `connectionParams`, and changed ones get a connection of their own.
 */
export function createPlaygroundFetcher(): Fetcher {
  let current: { introduction: string; client: Client } | undefined
  return (params, options) => {
    const headers = textHeaders(options?.headers)
    const given = authorization()
    if (given !== undefined && !headers.has('authorization')) headers.set('authorization', given)
    const { kind, request } = withItsOwnOperation(params)
    if (kind !== 'subscription') return postToGraph(request, headers)

    const connectionParams = { authorization: headers.get('authorization') ?? undefined, appUserId: headers.get('x-app-user-id') ?? undefined }
    const introduction = JSON.stringify(connectionParams)
    // The old client closes its connection with its last subscription, so one that still runs is not cut.
    if (current === undefined || current.introduction !== introduction) {
      current = { introduction, client: clientFor(connectionParams) }
    }
    return subscription(current.client, request)
  }
}

function clientFor(connectionParams: Record<string, string | undefined>): Client {
  return createClient({
    url: socketUrl(),
    connectionParams,
    // A silent second try would begin at the present and hide what was missed: show the loss, let the person run it again.
    retryAttempts: 0,
  })
}

/** The subscription's results, then, if it did not end by itself, a last one that says why. */
function subscription(client: Client, request: FetcherParams): AsyncIterableIterator<ExecutionResult> {
  const results = client.iterate(request) as AsyncGenerator<ExecutionResult, void>
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => results.next().catch((reason: unknown) => ({ done: false, value: whyItEnded(reason) })),
    // Not a generator around it: its return() would wait for the next result before it unsubscribes.
    return: () => results.return(),
  }
}

function whyItEnded(reason: unknown): ExecutionResult {
  if (Array.isArray(reason)) return { errors: reason as GraphQLError[] }
  if (reason instanceof CloseEvent) {
    return failure(`The connection for subscriptions closed: ${reason.code} ${reason.reason || 'without a reason'}.`)
  }
  return failure(`The subscription failed: ${reason instanceof Error ? reason.message : `no connection at ${socketUrl()}`}.`)
}

/**
 * The request with the operation that its own text holds. Just after a change of tabs GraphiQL still names the operation of
 * the tab before, so the name counts only where the text has it. Text that does not parse goes out as it is: the graph's
 * answer says where it is wrong.
 */
function withItsOwnOperation(params: FetcherParams): { kind: `${OperationTypeNode}` | undefined; request: FetcherParams } {
  let document
  try {
    document = parse(params.query)
  } catch {
    return { kind: undefined, request: params }
  }
  const operation = getOperationAST(document, params.operationName) ?? getOperationAST(document)
  if (!operation) return { kind: undefined, request: params }
  return { kind: operation.operation, request: { ...params, operationName: operation.name?.value } }
}

function textHeaders(typed: Readonly<Record<string, unknown>> = {}): Headers {
  return new Headers(Object.entries(typed).map(([name, value]): [string, string] => [name, String(value)]))
}
