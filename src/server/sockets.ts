import type { IncomingHttpHeaders, IncomingMessage, Server as HttpServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { CloseCode, handleProtocols, type Server as Protocol } from 'graphql-ws'
import { WebSocket, WebSocketServer, type RawData } from 'ws'
import type { ConnectionLimits } from '../domain/connection-limits.js'
import type { GraphLog } from '../graph/context.js'
import { Rounds } from './rounds.js'
import { textFrames, type Utf8Text } from './text-frames.js'

/** Bytes on their way to a client beyond which it has to take some before it is sent more; what it is to get then waits in the log. */
const MAX_BUFFERED = 64 * 1024
/** Bytes on their way to a client beyond which it is not listened to any more, until it has taken some: answers to who reads none must not pile up. */
const MAX_UNREAD = 1024 * 1024
/** Pieces that one message may come in: each takes memory beside its bytes. */
const MAX_PIECES = 4096
/** Milliseconds between two signs of life; a client that has not answered one by the next is gone. */
const KEEP_ALIVE = 12_000
/** Milliseconds that clients have to close in good order, and to take the refusal of a socket. */
const CLOSE_TIMEOUT = 1000

/** How graphql-ws speaks of a message that only servers send. */
const SERVERS_WORDS = 'Unexpected message of type'

/** A connection as the operations on it use it. */
export interface GraphQLSocket {
  /** Closes the socket; codes below 4000 belong to WebSocket itself. */
  close(code: number, reason: string): void
  /** Sends a text. Resolves when the client may be sent more: at once, unless much is on its way to it already. */
  send(text: string): Promise<void>
  /** Sends texts, with the same in front and behind each. Answers with a promise when the client has to take something before it may be sent more. */
  sendTexts(before: Buffer, texts: readonly Utf8Text[], after: Buffer): Promise<void> | undefined
}

/** What sockets need. */
export interface SocketOptions<Extra> {
  /** graphql-ws' core, which knows no transport. */
  protocol: Protocol<Extra>
  /** What is kept of a connection beside what graphql-ws keeps; with the headers of its request. */
  extraOf: (socket: GraphQLSocket, headers: IncomingHttpHeaders) => Extra
  logger: GraphLog
  connections: Pick<ConnectionLimits, 'messageBytes'>
  /** Why a request may not become a socket; nothing when it may. */
  refuse: (request: IncomingMessage) => string | undefined
}

/**
 * Carries `graphql-transport-ws` over the WebSockets at `/graphql`. It does what graphql-ws' own binding does, except that
 * what a client gets wrong is noted in the log, where that one writes stacks to stderr.
 */
export function attachSockets<Extra>(server: HttpServer, { protocol, extraOf, logger, connections, refuse }: SocketOptions<Extra>): { stop(): Promise<void> } {
  const limits = { maxPayload: connections.messageBytes, maxFragments: MAX_PIECES, maxBufferedChunks: MAX_PIECES, closeTimeout: CLOSE_TIMEOUT }
  const sockets = new WebSocketServer({ WebSocket: ToldSocket, noServer: true, ...limits, handleProtocols, perMessageDeflate: false, clientTracking: false })
  const living = new Rounds<Connection>(KEEP_ALIVE, (connection) => connection.ping())
  const open = new Set<ToldSocket>()
  const house: House = {
    logger,
    left(connection, socket) {
      living.delete(connection)
      open.delete(socket)
    },
  }

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A function of none of what is at hand here: it lives as long as the socket, and would keep the request as long.
    socket.on('error', destroy)
    if (request.url?.split('?', 1)[0] !== '/graphql') return refuseUpgrade(socket, '404 Not Found', 'Sockets are at /graphql.')
    const why = refuse(request)
    if (why === undefined) return sockets.handleUpgrade(request, socket, head, (upgraded) => serve(upgraded, socket, request.headers))
    logger.warn({ why }, 'a socket was refused')
    refuseUpgrade(socket, '403 Forbidden', why)
  }
  server.on('upgrade', upgrade)

  function serve(socket: ToldSocket, wire: Duplex, headers: IncomingHttpHeaders) {
    // From here on ws listens.
    wire.off('error', destroy)
    const connection = new Connection(socket, wire, house)
    socket.connection = connection
    open.add(socket)
    living.add(connection)
    connection.closed = protocol.opened(connection, extraOf(connection, headers))
  }

  return {
    async stop() {
      server.off('upgrade', upgrade)
      const gone = [...open].map((socket) => new Promise((resolve) => socket.once('close', resolve)))
      // 1001 "going away": clients take it as a reason to connect again. Who does not answer in time is cut off.
      for (const socket of open) socket.close(1001, 'Going away')
      await Promise.all(gone)
      living.stop()
      sockets.close()
    },
  }
}

function destroy(this: Duplex): void {
  this.destroy()
}

/** What connections have in common. */
interface House {
  logger: GraphLog
  left(connection: Connection, socket: ToldSocket): void
}

/** A socket that tells its connection of what happens without listeners, which would take more memory than the connection. */
class ToldSocket extends WebSocket {
  connection?: Connection

  override emit(event: string | symbol, ...told: unknown[]): boolean {
    const { connection } = this
    if (!connection) return super.emit(event, ...told)
    if (event === 'message') return connection.take(told[0] as RawData, told[1] as boolean)
    if (event === 'pong') return connection.answered()
    if (event === 'error') return connection.broke(told[0] as Error)
    if (event === 'close') connection.left(told[0] as number, told[1] as Buffer)
    return super.emit(event, ...told)
  }
}

/** A socket as graphql-ws and what is behind it know it. There are many, most of which wait: what each one holds is counted. */
class Connection implements GraphQLSocket {
  /** A cable that was pulled closes no socket: who does not answer a ping until the next is cut off. */
  #alive = true
  /** Tells graphql-ws that it has closed. */
  closed?: ReturnType<Protocol['opened']>
  /** Tells graphql-ws of a message. */
  #take?: (text: string) => Promise<void>

  constructor(
    private readonly socket: ToldSocket,
    private readonly wire: Duplex,
    private readonly house: House,
  ) {}

  get protocol(): string {
    return this.socket.protocol
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason)
  }

  send(text: string): Promise<void> {
    const { socket } = this
    // A client that has gone needs no answer, and the streams behind it are ended by the socket's close.
    if (socket.readyState !== socket.OPEN) return TAKEN
    if (socket.bufferedAmount >= MAX_BUFFERED) return new Promise((resolve) => socket.send(text, () => this.#taken(resolve)))
    socket.send(text)
    return TAKEN
  }

  /**
   * Past ws, which writes the head of a frame and its text apart, and each frame by itself: most of what a message to many
   * costs is the system's calls. Nothing is compressed, so ws itself writes at once and whole frames, and the two cannot get
   * into each other.
   */
  sendTexts(before: Buffer, texts: readonly Utf8Text[], after: Buffer): Promise<void> | undefined {
    const { socket, wire } = this
    if (socket.readyState !== socket.OPEN) return
    const frames = textFrames(before, texts, after)
    if (wire.writableLength >= MAX_BUFFERED) return new Promise((resolve) => wire.write(frames, () => this.#taken(resolve)))
    wire.write(frames)
  }

  onMessage(take: (text: string) => Promise<void>): void {
    this.#take = take
  }

  /** Each of these is told by the socket, and says that it was heard. */
  take(data: RawData, isBinary: boolean): true {
    const { socket } = this
    if (socket.bufferedAmount > MAX_UNREAD) socket.pause()
    if (isBinary) socket.close(CloseCode.BadRequest, 'Invalid message received')
    else this.#take?.((data as Buffer).toString()).catch((error: unknown) => this.#broken(error))
    return true
  }

  answered(): true {
    this.#alive = true
    return true
  }

  broke(error: Error): true {
    // Messages too large, frames that are none, text that is not UTF-8: ws has closed the socket already.
    this.house.logger.debug({ err: error }, 'a client broke the WebSocket protocol')
    return true
  }

  left(code: number, reason: Buffer): void {
    this.house.left(this, this.socket)
    Promise.resolve(this.closed?.(code, String(reason))).catch((error: unknown) => this.house.logger.error({ err: error }, 'a socket could not be closed in good order'))
  }

  ping(): void {
    if (!this.#alive) return this.socket.terminate()
    this.#alive = false
    this.socket.ping()
  }

  #taken(then: () => void): void {
    const { socket } = this
    if (socket.isPaused && socket.bufferedAmount < MAX_BUFFERED) socket.resume()
    then()
  }

  #broken(error: unknown): void {
    if (error instanceof Error && error.message.startsWith(SERVERS_WORDS)) return this.close(CloseCode.BadRequest, 'Invalid message received')
    this.house.logger.error({ err: error }, 'a message of a socket could not be handled')
    this.close(CloseCode.InternalServerError, 'Internal server error')
  }
}

const TAKEN = Promise.resolve()

function refuseUpgrade(socket: Duplex, status: string, why: string): void {
  const body = JSON.stringify({ error: why })
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}
