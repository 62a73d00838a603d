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
import type { Receive } from './live-group.js'
import { formatted, run, type PreparedArgs, type Subscriptions } from './subscriptions.js'

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

/** What ends a message, behind its payload. */
const AFTER = Buffer.from('}')

type Connection = SocketExtra & {
  caller?: Caller
  /** Ends every stream of the connection when it closes. */
  closed?: AbortController
  expiry?: NodeJS.Timeout
}

/** An operation of a socket, and how its messages are sent. */
interface SocketArgs extends PreparedArgs {
  receive: Receive
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
      const before = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`)
      const receive: Receive = (messages) => extra.sendTexts(messages.map(({ bytes }) => [before, bytes, AFTER]))
      return { schema, prepared, document: prepared.document, operationName, variableValues: variables, receive }
    },
    context({ extra: { caller, closed } }) {
      if (!caller) throw new AvatarGraphError('UNAUTHENTICATED', 'The connection has not introduced itself.')
      const requestId = newRequestId()
      return createContext(services, { caller, requestId, logger: logger.child({ requestId }), signal: closed?.signal })
    },
    execute: (args) => run(args as SocketArgs, admit),
    // The messages, serialised once for all who get the same, go past graphql-ws in frames of their own.
    subscribe: (args) => subscriptions.open(args as SocketArgs, 'websocket', (args as SocketArgs).receive),
    onNext: (_context, _id, _payload, { contextValue }, result) => {
      const { requestId, logger: log } = contextValue as GraphContext
      return formatted(result, { logger: log, requestId, onError: services.onError })
    },
    onError: (_context, _id, _payload, errors) => errors.map((error) => formatError(error, { logger, onError: services.onError })),
  })

  return attachSockets(server, { protocol, logger, refuse })
}
