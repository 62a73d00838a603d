import type { Server } from 'node:http'
import { SpanKind } from '@opentelemetry/api'
import type { ExecutionArgs } from 'graphql'
import { CloseCode, makeServer } from 'graphql-ws'
import type { FastifyBaseLogger } from 'fastify'
import { AvatarGraphError } from '../domain/errors.js'
import type { Caller } from '../graph/access.js'
import { createContext, type GraphContext } from '../graph/context.js'
import { formatError } from '../graph/errors.js'
import { actingFor } from './auth.js'
import type { GraphQLOptions } from './graphql-http.js'
import type { Metrics } from './metrics.js'
import { identityOf, Seats } from './seats.js'
import { attachSockets, type SocketExtra, type SocketOptions } from './sockets.js'
import { isPrepared } from './documents.js'
import type { Receive } from './live-group.js'
import { formatted, run, tooMany, type PreparedArgs, type Subscriptions } from './subscriptions.js'

/** The longest that a timer can wait, in milliseconds. */
export const MAX_DELAY = 2 ** 31 - 1

/** What the socket transport needs beside the graph. */
export interface GraphQLSocketOptions extends GraphQLOptions, Pick<SocketOptions, 'refuse'> {
  logger: FastifyBaseLogger
  subscriptions: Subscriptions
  metrics: Pick<Metrics, 'refused'>
  newRequestId: () => string
}

/** What ends a message, behind its payload. */
const AFTER = Buffer.from('}')

type ConnectionParams = { authorization?: unknown; appUserId?: unknown }

type Connection = SocketExtra & {
  caller?: Caller
  /** Ends every stream of the connection when it closes. */
  closed?: AbortController
  expiry?: NodeJS.Timeout
  /** Tells that this socket of its caller is no more. */
  leave?: () => void
  /** Queries and mutations that are being executed, also those whose client wants no answer any more. */
  executing?: number
  /** Whether an operation began since it was last looked whether any does. */
  used?: boolean
  idle?: NodeJS.Timeout
}

/** An operation of a socket, and how its messages are sent. */
interface SocketArgs extends PreparedArgs {
  connection: Connection
  receive: Receive
}

/** Subscriptions (and queries and mutations) over `graphql-transport-ws` at `WS /graphql`. */
export function attachGraphQL(server: Server, options: GraphQLSocketOptions): { stop(): Promise<void> } {
  const { schema, services, connections, documents, admit, authenticate, logger, metrics, subscriptions, newRequestId, refuse } = options
  const seats = new Seats(connections.socketsPerCaller)

  const protocol = makeServer<ConnectionParams, Connection>({
    schema,
    connectionInitWaitTimeout: connections.initTimeoutMs,
    async onConnect(connection) {
      const { connectionParams, extra } = connection
      extra.closed = new AbortController()
      try {
        extra.caller = await introduced(connectionParams ?? {}, extra.headers)
      } catch (error) {
        if (!(error instanceof AvatarGraphError)) throw error
        services.onError(error.code)
        logger.warn({ why: error.message, ...(error.cause !== undefined && { err: error.cause }) }, 'a socket was refused')
        return false
      }
      if (extra.closed.signal.aborted) return false
      extra.leave = seats.take(identityOf(extra.caller))
      if (!extra.leave) {
        metrics.refused('sockets')
        // "Try again later": clients take it as a reason to do so.
        extra.close(1013, `Expected at most ${seats.each} sockets of one caller at once`)
        return false
      }
      extra.idle = setInterval(() => {
        if (!extra.used && !extra.executing && Object.keys(connection.subscriptions).length === 0) extra.close(1000, `Expected an operation within ${connections.idleTimeoutMs} ms`)
        extra.used = false
      }, connections.idleTimeoutMs)
      const { expiresAt } = extra.caller
      // 4403 again: graphql-ws' clients take it as a reason to come back, with a new token if they have one.
      if (expiresAt !== undefined) extra.expiry = setTimeout(() => extra.close(CloseCode.Forbidden, 'The token has expired'), Math.min(expiresAt - Date.now(), MAX_DELAY))
      return true
    },
    onClose({ extra }) {
      clearTimeout(extra.expiry)
      clearInterval(extra.idle)
      extra.leave?.()
      extra.closed?.abort()
    },
    onSubscribe: ({ extra, subscriptions: underWay }, id, payload): SocketArgs | readonly never[] => {
      extra.used = true
      if (Math.max(Object.keys(underWay).length, (extra.executing ?? 0) + 1) > connections.operationsPerSocket) {
        metrics.refused('operations')
        return tooMany(`Expected at most ${connections.operationsPerSocket} operations under way on one socket; this would be one more. End one first.`).errors as readonly never[]
      }
      // Left to graphql-ws, a document that does not parse would close the whole socket.
      const prepared = documents.prepareRequest(payload)
      if (!isPrepared(prepared)) return prepared as readonly never[]
      const { operationName, variables } = payload
      const before = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`)
      const receive: Receive = (messages) => extra.sendTexts(messages.map(({ bytes }) => [before, bytes, AFTER]))
      return { schema, prepared, document: prepared.document, operationName, variableValues: variables, connection: extra, receive }
    },
    context({ extra: { caller, closed } }) {
      if (!caller) throw new AvatarGraphError('UNAUTHENTICATED', 'The connection has not introduced itself.')
      const requestId = newRequestId()
      const span = services.tracing?.begin('WS /graphql', { kind: SpanKind.SERVER, attributes: { 'avatargraph.request_id': requestId } })
      return createContext(services, { caller, requestId, logger: logger.child({ requestId }), signal: closed?.signal, span })
    },
    execute(args) {
      const { connection } = args as SocketArgs
      connection.executing = (connection.executing ?? 0) + 1
      return ended(args, run(args as SocketArgs, admit)).finally(() => (connection.executing! -= 1))
    },
    // The messages, serialised once for all who get the same, go past graphql-ws in frames of their own.
    subscribe: (args) => ended(args, subscriptions.open(args as SocketArgs, 'websocket', (args as SocketArgs).receive)),
    onNext: (_context, _id, _payload, { contextValue }, result) => {
      const { requestId, logger: log } = contextValue as GraphContext
      return formatted(result, { logger: log, requestId, services })
    },
    onError: (_context, _id, _payload, errors) => errors.map((error) => formatError(error, { logger, services })),
  })

  /**
   * Who opened a socket: by its connection parameters, which is all that a browser can set, or by the headers of its request,
   * as routers forward them (Apollo Router sends the header's value a second time as the parameter "token").
   */
  async function introduced({ authorization, appUserId }: ConnectionParams, headers: SocketExtra['headers']): Promise<Caller> {
    const given = authorization ?? headers.authorization
    const proved = await authenticate(typeof given === 'string' ? given : undefined)
    return appUserId === undefined ? actingFor(proved, headers['x-app-user-id'], 'header x-app-user-id') : actingFor(proved, appUserId, 'connection parameter appUserId')
  }

  return attachSockets(server, { protocol, logger, connections, refuse })
}

/** Ends the span of an operation with it. A subscription's tells how it was opened: what it delivers has spans of its own. */
const ended = <T>({ contextValue }: ExecutionArgs, outcome: Promise<T>): Promise<T> => {
  const { span } = contextValue as GraphContext
  return span ? outcome.finally(() => span.end()) : outcome
}
