import type { Server } from 'node:http'
import { CloseCode, makeServer } from 'graphql-ws'
import type { FastifyBaseLogger } from 'fastify'
import { AvatarGraphError } from '../domain/errors.js'
import type { Caller } from '../graph/access.js'
import { createContext, type GraphContext } from '../graph/context.js'
import { formatError } from '../graph/errors.js'
import { actingFor } from './auth.js'
import type { GraphQLOptions } from './graphql-http.js'
import { attachSockets, type SocketExtra, type SocketOptions } from './sockets.js'
import { isPrepared } from './documents.js'
import { formatted, run, type PreparedArgs, type SubscriptionMessage, type Subscriptions } from './subscriptions.js'

/** Milliseconds that a client has to introduce itself. */
const INIT_TIMEOUT = 5000
/** The longest that a timer can wait, in milliseconds. */
export const MAX_DELAY = 2 ** 31 - 1

/** What the socket transport needs beside the graph. */
export interface GraphQLSocketOptions extends GraphQLOptions, Pick<SocketOptions, 'refuse'> {
  logger: FastifyBaseLogger
  subscriptions: Subscriptions
  newRequestId: () => string
}

type Connection = SocketExtra & {
  caller?: Caller
  /** Ends every stream of the connection when it closes. */
  closed?: AbortController
  expiry?: NodeJS.Timeout
}

/** An operation of a socket, and how its results are sent. */
interface SocketArgs extends PreparedArgs {
  send: (payload: string) => Promise<void>
}

/** Subscriptions (and queries and mutations) over `graphql-transport-ws` at `WS /graphql`. */
export function attachGraphQL(server: Server, options: GraphQLSocketOptions): { stop(): Promise<void> } {
  const { schema, services, documents, admit, authenticate, logger, subscriptions, newRequestId, refuse } = options

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
    onSubscribe: ({ extra }, id, { query, operationName, variables }): SocketArgs | readonly never[] => {
      // Left to graphql-ws, a document that does not parse would close the whole socket.
      const prepared = documents.prepare(query)
      if (!isPrepared(prepared)) return prepared as readonly never[]
      const frame = `{"id":${JSON.stringify(id)},"type":"next","payload":`
      return { schema, prepared, document: prepared.document, operationName, variableValues: variables, send: (payload) => extra.send(`${frame}${payload}}`) }
    },
    context({ extra: { caller, closed } }) {
      if (!caller) throw new AvatarGraphError('UNAUTHENTICATED', 'The connection has not introduced itself.')
      const requestId = newRequestId()
      return createContext(services, { caller, requestId, logger: logger.child({ requestId }), signal: closed?.signal })
    },
    execute: (args) => run(args as SocketArgs, admit),
    async subscribe(args) {
      const opened = await subscriptions.open(args as SocketArgs, 'websocket')
      return Symbol.asyncIterator in opened ? carried(opened, (args as SocketArgs).send) : opened
    },
    onNext: (_context, _id, _payload, { contextValue }, result) => {
      const { requestId, logger: log } = contextValue as GraphContext
      return formatted(result, { logger: log, requestId, onError: services.onError })
    },
    onError: (_context, _id, _payload, errors) => errors.map((error) => formatError(error, { logger, onError: services.onError })),
  })

  return attachSockets(server, { protocol, logger, refuse })
}

/**
 * A subscription as graphql-ws takes it, which would serialise every message for every subscriber: it is given none, but
 * the end. The messages, serialised once for all who get the same, go past it in frames of their own.
 */
function carried(messages: AsyncGenerator<SubscriptionMessage>, send: SocketArgs['send']): AsyncGenerator<never> {
  let over = false
  const carrier: AsyncGenerator<never> = {
    async next() {
      for await (const { json } of messages) {
        if (over) break
        await send(json)
      }
      return { done: true, value: undefined }
    },
    async return() {
      over = true
      await messages.return(undefined)
      return { done: true, value: undefined }
    },
    throw: (error) => messages.throw(error) as Promise<IteratorResult<never>>,
    [Symbol.asyncIterator]: () => carrier,
  }
  return carrier
}
