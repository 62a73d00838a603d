import type { IncomingHttpHeaders, Server } from 'node:http'
import { SpanKind } from '@opentelemetry/api'
import { getOperationAST, OperationTypeNode, type ExecutionArgs, type GraphQLFormattedError } from 'graphql'
import { CloseCode, makeServer, MessageType, stringifyMessage } from 'graphql-ws'
import type { FastifyBaseLogger } from 'fastify'
import { AvatarGraphError } from '../domain/errors.js'
import type { Caller } from '../graph/access.js'
import { createContext, type GraphContext } from '../graph/context.js'
import { formatError, toGraphQLError } from '../graph/errors.js'
import { actingFor } from './auth.js'
import type { Audience } from './carried-stream.js'
import type { GraphQLOptions } from './graphql-http.js'
import type { Metrics } from './metrics.js'
import { Rounds } from './rounds.js'
import { identityOf, Seats } from './seats.js'
import { attachSockets, type GraphQLSocket, type SocketOptions } from './sockets.js'
import { isPrepared } from './documents.js'
import type { SubscriptionMessage } from './subscription-message.js'
import { formatted, tooMany } from './results.js'
import { run, type PreparedArgs, type Subscriptions } from './subscriptions.js'

/** The longest that a timer can wait, in milliseconds. */
export const MAX_DELAY = 2 ** 31 - 1

/** What the socket transport needs beside the graph. */
export interface GraphQLSocketOptions extends GraphQLOptions, Pick<SocketOptions<unknown>, 'refuse'> {
  logger: FastifyBaseLogger
  subscriptions: Subscriptions
  metrics: Pick<Metrics, 'refused'>
  newRequestId: () => string
}

/** What ends a message, behind its payload. */
const AFTER = Buffer.from('}')

type ConnectionParams = { authorization?: unknown; appUserId?: unknown }

/** What is kept of a connection: as little as can be, since most of them wait. */
class Connection {
  caller?: Caller
  /** Ends its queries and mutations when it closes; graphql-ws ends its streams. */
  closing?: AbortController
  closed = false
  expiry?: NodeJS.Timeout
  /** Whether it counts among the sockets of its caller. */
  seated = false
  /** Queries and mutations that are being executed, also those whose client wants no answer any more. */
  executing = 0
  /** Whether an operation began since it was last looked whether any does. */
  used = false
  /** Its operations, by their ids: graphql-ws' own. */
  underWay: Record<string, unknown> = {}

  constructor(
    readonly socket: GraphQLSocket,
    /** Of its request; forgotten once it has introduced itself. */
    public headers: IncomingHttpHeaders | undefined,
  ) {}

  /** Aborts when it closes. */
  get signal(): AbortSignal {
    this.closing ??= new AbortController()
    if (this.closed) this.closing.abort()
    return this.closing.signal
  }
}

/** An operation of a socket, and how its messages are sent. */
interface SocketArgs extends PreparedArgs {
  connection: Connection
  audience: Audience
}

/**
 * The client of a subscription, who is told past graphql-ws: messages that are serialised once for all who get the same, in
 * frames of their own, and the end. So graphql-ws waits for nothing, and holds nothing as long as that lasts.
 */
class SocketAudience implements Audience {
  constructor(
    private readonly connection: Connection,
    private readonly id: string,
    private readonly format: (error: Error) => GraphQLFormattedError,
  ) {}

  get transport(): string {
    return 'websocket'
  }

  get holder(): string {
    return identityOf(this.connection.caller!)
  }

  receive(messages: readonly SubscriptionMessage[]): Promise<void> | undefined {
    // Made anew each time: kept, it would take more than the rest of this.
    const before = Buffer.from(`{"id":${JSON.stringify(this.id)},"type":"${MessageType.Next}","payload":`)
    return this.connection.socket.sendTexts(before, messages, AFTER)
  }

  over(error?: Error): void {
    const { id } = this
    const { underWay, socket } = this.connection
    // Who ended it needs not be told.
    if (!(id in underWay)) return
    delete underWay[id]
    void socket.send(stringifyMessage(error === undefined ? { id, type: MessageType.Complete } : { id, type: MessageType.Error, payload: [this.format(error)] }))
  }
}

/** Subscriptions (and queries and mutations) over `graphql-transport-ws` at `WS /graphql`. */
export function attachGraphQL(server: Server, options: GraphQLSocketOptions): { stop(): Promise<void> } {
  const { schema, services, connections, documents, admit, authenticate, logger, metrics, subscriptions, newRequestId, refuse } = options
  const seats = new Seats(connections.socketsPerCaller)
  const format = (error: Error) => formatError(toGraphQLError(error), { logger, services })
  const introduced = new Rounds<Connection>(connections.idleTimeoutMs, (connection) => {
    if (!connection.used && !connection.executing && Object.keys(connection.underWay).length === 0) connection.socket.close(1000, `Expected an operation within ${connections.idleTimeoutMs} ms`)
    connection.used = false
  })

  const strangers = new Rounds<Connection>(connections.initTimeoutMs, (connection) => {
    strangers.delete(connection)
    connection.socket.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout')
  })

  const protocol = makeServer<ConnectionParams, Connection>({
    schema,
    // Not graphql-ws' own wait, which is a timer a socket.
    connectionInitWaitTimeout: 0,
    async onConnect(context) {
      const { connectionParams = {}, extra: connection, subscriptions: underWay } = context
      const { headers = {}, socket } = connection
      strangers.delete(connection)
      // Whoever has introduced itself is known, and its proof needs not be kept as long as it stays.
      Object.assign(context, { connectionParams: undefined })
      connection.headers = undefined
      try {
        connection.caller = await callerOf(connectionParams, headers)
      } catch (error) {
        if (!(error instanceof AvatarGraphError)) throw error
        services.onError(error.code)
        logger.warn({ why: error.message, ...(error.cause !== undefined && { err: error.cause }) }, 'a socket was refused')
        return false
      }
      if (connection.closed) return false
      connection.seated = seats.take(identityOf(connection.caller))
      if (!connection.seated) {
        metrics.refused('sockets')
        // "Try again later": clients take it as a reason to do so.
        socket.close(1013, `Expected at most ${seats.each} sockets of one caller at once`)
        return false
      }
      connection.underWay = underWay
      introduced.add(connection)
      const { expiresAt } = connection.caller
      // 4403 again: graphql-ws' clients take it as a reason to come back, with a new token if they have one.
      if (expiresAt !== undefined) connection.expiry = setTimeout(() => socket.close(CloseCode.Forbidden, 'The token has expired'), Math.min(expiresAt - Date.now(), MAX_DELAY))
      return true
    },
    onClose({ extra: connection }) {
      connection.closed = true
      clearTimeout(connection.expiry)
      strangers.delete(connection)
      introduced.delete(connection)
      if (connection.caller && connection.seated) seats.giveBack(identityOf(connection.caller))
      connection.closing?.abort()
    },
    onSubscribe: ({ extra: connection, subscriptions: underWay }, id, payload): SocketArgs | readonly never[] => {
      connection.used = true
      if (Math.max(Object.keys(underWay).length, connection.executing + 1) > connections.operationsPerSocket) {
        metrics.refused('operations')
        return tooMany(`Expected at most ${connections.operationsPerSocket} operations under way on one socket; this would be one more. End one first.`).errors as readonly never[]
      }
      // Left to graphql-ws, a document that does not parse would close the whole socket.
      const prepared = documents.prepareRequest(payload)
      if (!isPrepared(prepared)) return prepared as readonly never[]
      const { operationName, variables } = payload
      const { document } = prepared
      return { schema, prepared, document, operationName, variableValues: variables, connection, audience: new SocketAudience(connection, id, format) }
    },
    context({ extra: connection }, _id, _payload, { document, operationName }) {
      const { caller } = connection
      if (!caller) throw new AvatarGraphError('UNAUTHENTICATED', 'The connection has not introduced itself.')
      const requestId = newRequestId()
      const span = services.tracing?.begin('WS /graphql', { kind: SpanKind.SERVER, attributes: { 'avatargraph.request_id': requestId } })
      const signal = getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION ? undefined : connection.signal
      return createContext(services, { caller, requestId, logger: logger.child({ requestId }), signal, span })
    },
    execute(args) {
      const { connection } = args as SocketArgs
      connection.executing += 1
      return ended(args, run(args as SocketArgs, admit)).finally(() => (connection.executing -= 1))
    },
    subscribe: (args) => ended(args, subscriptions.open(args as SocketArgs, (args as SocketArgs).audience)),
    onNext: (_context, _id, _payload, { contextValue }, result) => {
      const { requestId, logger: log } = contextValue as GraphContext
      return formatted(result, { logger: log, requestId, services })
    },
    onError: (_context, _id, _payload, errors) => errors.map(format),
  })

  /**
   * Who opened a socket: by its connection parameters, which is all that a browser can set, or by the headers of its request,
   * as routers forward them (Apollo Router sends the header's value a second time as the parameter "token").
   */
  async function callerOf({ authorization, appUserId }: ConnectionParams, headers: IncomingHttpHeaders): Promise<Caller> {
    const given = authorization ?? headers.authorization
    const proved = await authenticate(typeof given === 'string' ? given : undefined)
    return appUserId === undefined ? actingFor(proved, headers['x-app-user-id'], 'header x-app-user-id') : actingFor(proved, appUserId, 'connection parameter appUserId')
  }

  const extraOf = (socket: GraphQLSocket, headers: IncomingHttpHeaders) => {
    const connection = new Connection(socket, headers)
    strangers.add(connection)
    return connection
  }
  const sockets = attachSockets(server, { protocol, extraOf, logger, connections, refuse })
  return {
    async stop() {
      await sockets.stop()
      strangers.stop()
      introduced.stop()
    },
  }
}

/** Ends the span of an operation with it. A subscription's tells how it was opened: what it delivers has spans of its own. */
const ended = <T>({ contextValue }: ExecutionArgs, outcome: Promise<T>): Promise<T> => {
  const { span } = contextValue as GraphContext
  return span ? outcome.finally(() => span.end()) : outcome
}
