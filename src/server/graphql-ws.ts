import type { Server } from 'node:http'
import { createSourceEventStream, execute, getOperationAST, GraphQLError, parse, validate, type DocumentNode, type ExecutionArgs, type ExecutionResult, type GraphQLSchema } from 'graphql'
import { CloseCode, makeServer } from 'graphql-ws'
import type { FastifyBaseLogger } from 'fastify'
import { AvatarGraphError } from '../domain/errors.js'
import { assertMayRun, type Caller } from '../graph/access.js'
import { createContext, vendorCallsOf, type GraphContext } from '../graph/context.js'
import { formatError } from '../graph/errors.js'
import { actingFor } from './auth.js'
import type { GraphQLOptions } from './graphql-http.js'
import type { Metrics } from './metrics.js'
import { attachSockets, type SocketExtra, type SocketOptions } from './sockets.js'

/** Milliseconds that a client has to introduce itself. */
const INIT_TIMEOUT = 5000
/** The longest that a timer can wait, in milliseconds. */
const MAX_DELAY = 2 ** 31 - 1

/** What the socket transport needs beside the graph. */
export interface GraphQLSocketOptions extends GraphQLOptions, Pick<SocketOptions, 'refuse'> {
  logger: FastifyBaseLogger
  metrics: Metrics
  newRequestId: () => string
}

type Connection = SocketExtra & {
  caller?: Caller
  /** Ends every stream of the connection when it closes. */
  closed?: AbortController
  expiry?: NodeJS.Timeout
}

/** Subscriptions (and queries and mutations) over `graphql-transport-ws` at `WS /graphql`. */
export function attachGraphQL(server: Server, options: GraphQLSocketOptions): { stop(): Promise<void> } {
  const { schema, services, authenticate, logger, metrics, newRequestId, refuse } = options

  const protocol = makeServer<{ authorization?: unknown; appUserId?: unknown }, Connection>({
    schema,
    connectionInitWaitTimeout: INIT_TIMEOUT,
    async onConnect({ connectionParams, extra }) {
      extra.closed = new AbortController()
      const authorization = connectionParams?.authorization
      try {
        const proved = await authenticate(typeof authorization === 'string' ? authorization : undefined)
        extra.caller = actingFor(proved, connectionParams?.appUserId, 'connection parameter appUserId')
      } catch (error) {
        if (!(error instanceof AvatarGraphError)) throw error
        services.onError(error.code)
        logger.warn({ why: error.message, ...(error.cause !== undefined && { err: error.cause }) }, 'a socket was refused')
        return false
      }
      if (extra.closed.signal.aborted) return false
      const { expiresAt } = extra.caller
      // 4403 again: graphql-ws' clients take it as a reason to come back, with a new token if they have one.
      if (expiresAt !== undefined) extra.expiry = setTimeout(() => extra.close(CloseCode.Forbidden, 'The token has expired'), Math.min(expiresAt - Date.now(), MAX_DELAY))
      return true
    },
    onClose({ extra }) {
      clearTimeout(extra.expiry)
      extra.closed?.abort()
    },
    onSubscribe: (_context, _id, { query, operationName, variables }) => {
      const document = readDocument(schema, query)
      return 'kind' in document ? { schema, document, operationName, variableValues: variables } : document
    },
    context({ extra: { caller, closed } }) {
      if (!caller) throw new AvatarGraphError('UNAUTHENTICATED', 'The connection has not introduced itself.')
      const requestId = newRequestId()
      return createContext(services, { caller, requestId, logger: logger.child({ requestId }), signal: closed?.signal })
    },
    execute: run,
    subscribe: subscribeAfresh,
    onNext: (_context, _id, _payload, args, result) => format(result, args.contextValue as GraphContext),
    onError: (_context, _id, _payload, errors) => errors.map((error) => formatError(error, { logger, onError: services.onError })),
  })

  const format = (result: ExecutionResult, { requestId, logger: log }: GraphContext): ExecutionResult =>
    result.errors ? { ...result, errors: result.errors.map((error) => formatError(error, { logger: log, requestId, onError: services.onError })) as never } : result

  /** A query or mutation, with what it cost beside its answer as over HTTP. */
  async function run(args: ExecutionArgs): Promise<ExecutionResult> {
    const result = refusal(args) ?? (await execute(args))
    const vendorCalls = vendorCallsOf(args.contextValue as GraphContext)
    return vendorCalls ? { ...result, extensions: { ...result.extensions, vendorCalls } } : result
  }

  /** One event of a subscription runs with a context of its own: its own deadline, and nothing remembered from the last. */
  async function subscribeAfresh(args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult> {
    const refused = refusal(args)
    if (refused) return refused
    const source = await createSourceEventStream(args)
    if (!(Symbol.asyncIterator in source)) return source
    const { caller, requestId, logger: log, signal } = args.contextValue as GraphContext
    return mapEach(
      source as AsyncGenerator<unknown, void>,
      async (event) => execute({ ...args, rootValue: event, contextValue: createContext(services, { caller, requestId, logger: log, signal }) }),
      metrics.subscriberJoined('websocket'),
    )
  }

  return attachSockets(server, { protocol, logger, refuse })
}

/** The document, or what is wrong with it: left to graphql-ws, one that does not parse would close the whole socket. */
function readDocument(schema: GraphQLSchema, query: string): DocumentNode | readonly GraphQLError[] {
  try {
    const document = parse(query)
    const errors = validate(schema, document)
    return errors.length ? errors : document
  } catch (error) {
    if (error instanceof GraphQLError) return [error]
    throw error
  }
}

/** The answer to an operation that its caller may not run; none when it may. */
function refusal({ document, operationName, contextValue }: ExecutionArgs): ExecutionResult | undefined {
  const operation = getOperationAST(document, operationName)
  if (!operation) return undefined
  try {
    assertMayRun((contextValue as GraphContext).caller, document, operation)
    return undefined
  } catch (error) {
    return { errors: [new GraphQLError((error as Error).message, { originalError: error as Error })] }
  }
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
