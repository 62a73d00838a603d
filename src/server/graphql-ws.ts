import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { createSourceEventStream, execute, getOperationAST, GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql'
import { useServer, type Extra } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { AvatarGraphError } from '../domain/errors.js'
import { assertMayRun, type Caller } from '../graph/access.js'
import { createContext, type ContextOrigin, type GraphLog } from '../graph/context.js'
import { formatError } from '../graph/errors.js'
import { actingFor } from './auth.js'
import type { GraphQLOptions } from './graphql-http.js'
import type { Metrics } from './metrics.js'

/** Largest message that a client may send, in bytes. */
const MAX_BYTES = 128 * 1024
/** Milliseconds that a client has to introduce itself. */
const INIT_TIMEOUT = 5000
/** Milliseconds that clients have to close in good order when the server goes. */
const CLOSE_TIMEOUT = 1000

/** What the socket transport needs beside the graph. */
export interface SocketOptions extends GraphQLOptions {
  logger: GraphLog
  metrics: Metrics
  newRequestId: () => string
  /** Whether a page of this origin may connect; asked only when the browser names one. */
  originAllowed: (origin: string, request: IncomingMessage) => boolean
}

type Connection = Extra & {
  caller?: Caller
  /** Ends every stream of the connection when it closes. */
  closed?: AbortController
}

/** Subscriptions (and queries and mutations) over `graphql-transport-ws` at `WS /graphql`. */
export function attachSockets(server: Server, { schema, services, authenticate, logger, metrics, newRequestId, originAllowed }: SocketOptions): { stop(): Promise<void> } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BYTES })

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const { origin } = request.headers
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== '/graphql') return socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
    if (origin !== undefined && !originAllowed(origin, request)) return socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    sockets.handleUpgrade(request, socket, head, (accepted) => sockets.emit('connection', accepted, request))
  }
  server.on('upgrade', upgrade)

  const originOf = (extra: Connection): ContextOrigin => {
    if (!extra.caller) throw new AvatarGraphError('UNAUTHENTICATED', 'The connection has not introduced itself.')
    return { caller: extra.caller, requestId: newRequestId(), logger, signal: extra.closed?.signal }
  }

  const disposable = useServer<{ authorization?: unknown; appUserId?: unknown }, Omit<Connection, keyof Extra>>(
    {
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
          logger.warn({ why: error.message }, 'a socket was refused')
          return false
        }
        return true
      },
      onClose: ({ extra }) => extra.closed?.abort(),
      context: ({ extra }) => createContext(services, originOf(extra)),
      execute: (args) => runOperation(args),
      subscribe: (args) => subscribeAfresh(args),
      onNext: (_context, _id, _payload, args, result) => format(result, args.contextValue as ContextOrigin | undefined),
      onError: (_context, _id, _payload, errors) => errors.map((error) => formatError(error, scene)),
    },
    sockets,
  )

  const scene = { logger, onError: services.onError }
  const format = (result: ExecutionResult, context: ContextOrigin | undefined): ExecutionResult =>
    result.errors ? { ...result, errors: result.errors.map((error) => formatError(error, { ...scene, requestId: context?.requestId })) as never } : result

  /** One event of a subscription runs with a context of its own: its own deadline, and nothing remembered from the last. */
  async function subscribeAfresh(args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult> {
    const refused = refusal(args)
    if (refused) return refused
    const source = await createSourceEventStream(args)
    if (!(Symbol.asyncIterator in source)) return source
    const { caller, requestId, logger: log, signal } = args.contextValue as ContextOrigin
    return mapEach(
      source as AsyncGenerator<unknown, void>,
      async (event) => execute({ ...args, rootValue: event, contextValue: createContext(services, { caller, requestId, logger: log, signal }) }),
      metrics.subscriberJoined('websocket'),
    )
  }

  function runOperation(args: ExecutionArgs) {
    return refusal(args) ?? execute(args)
  }

  return {
    async stop() {
      server.off('upgrade', upgrade)
      const timer = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
      }, CLOSE_TIMEOUT)
      // 1001 "going away": clients take it as a reason to connect again.
      await Promise.resolve(disposable.dispose()).finally(() => clearTimeout(timer))
    },
  }
}

/** The answer to an operation that its caller may not run; none when it may. */
function refusal({ document, operationName, contextValue }: ExecutionArgs): ExecutionResult | undefined {
  const operation = getOperationAST(document, operationName)
  if (!operation) return undefined
  try {
    assertMayRun((contextValue as ContextOrigin).caller, document, operation)
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
