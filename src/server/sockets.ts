import type { IncomingHttpHeaders, IncomingMessage, Server as HttpServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { CloseCode, handleProtocols, type Server as Protocol } from 'graphql-ws'
import { WebSocketServer, type WebSocket } from 'ws'
import type { ConnectionLimits } from '../domain/connection-limits.js'
import type { GraphLog } from '../graph/context.js'
import { textFrames } from './text-frames.js'

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

/** What the protocol may do with a connection beside answering on it. */
export interface SocketExtra {
  /** Closes the socket; codes below 4000 belong to WebSocket itself. */
  close: (code: number, reason: string) => void
  /** Sends a text. Resolves when the client may be sent more: at once, unless much is on its way to it already. */
  send: (text: string) => Promise<void>
  /** Sends texts, each in parts of UTF-8. Answers with a promise when the client has to take something before it may be sent more. */
  sendTexts: (texts: readonly (readonly Buffer[])[]) => Promise<void> | undefined
  /** Of the request that became the socket. */
  headers: IncomingHttpHeaders
}

/** What sockets need. */
export interface SocketOptions {
  /** graphql-ws' core, which knows no transport. */
  protocol: Protocol<SocketExtra>
  logger: GraphLog
  connections: Pick<ConnectionLimits, 'messageBytes'>
  /** Why a request may not become a socket; nothing when it may. */
  refuse: (request: IncomingMessage) => string | undefined
}

/**
 * Carries `graphql-transport-ws` over the WebSockets at `/graphql`. It does what graphql-ws' own binding does, except that
 * what a client gets wrong is noted in the log, where that one writes stacks to stderr.
 */
export function attachSockets(server: HttpServer, { protocol, logger, connections, refuse }: SocketOptions): { stop(): Promise<void> } {
  const limits = { maxPayload: connections.messageBytes, maxFragments: MAX_PIECES, maxBufferedChunks: MAX_PIECES, closeTimeout: CLOSE_TIMEOUT }
  const sockets = new WebSocketServer({ noServer: true, ...limits, handleProtocols, perMessageDeflate: false })

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    if (request.url?.split('?', 1)[0] !== '/graphql') return refuseUpgrade(socket, '404 Not Found', 'Sockets are at /graphql.')
    const why = refuse(request)
    if (why === undefined) return sockets.handleUpgrade(request, socket, head, (upgraded) => serve(upgraded, socket, request))
    logger.warn({ why }, 'a socket was refused')
    refuseUpgrade(socket, '403 Forbidden', why)
  }
  server.on('upgrade', upgrade)

  function serve(socket: WebSocket, connection: Duplex, { headers }: IncomingMessage) {
    const close = (code: number, reason: string) => socket.close(code, reason)
    // Messages too large, frames that are none, text that is not UTF-8: ws has closed the socket already.
    socket.on('error', (error) => logger.debug({ err: error }, 'a client broke the WebSocket protocol'))
    const send = (text: string): Promise<void> =>
      new Promise((resolve) => {
        // A client that has gone needs no answer, and the streams behind it are ended by the socket's close.
        if (socket.readyState !== socket.OPEN) return resolve()
        if (socket.bufferedAmount < MAX_BUFFERED) {
          socket.send(text)
          resolve()
        } else socket.send(text, () => taken(resolve))
      })
    const taken = (then: () => void) => {
      if (socket.isPaused && socket.bufferedAmount < MAX_BUFFERED) socket.resume()
      then()
    }
    // Past ws, which writes the head of a frame and its text apart, and each frame by itself: most of what a message to many
    // costs is the system's calls. Nothing is compressed, so ws itself writes at once and whole frames, and the two cannot
    // get into each other.
    const sendTexts: SocketExtra['sendTexts'] = (texts) => {
      if (socket.readyState !== socket.OPEN) return
      const frames = textFrames(texts)
      if (connection.writableLength >= MAX_BUFFERED) return new Promise((resolve) => connection.write(frames, () => taken(resolve)))
      connection.write(frames)
    }
    const stopPings = keepAlive(socket)
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        close,
        send,
        onMessage: (take) =>
          socket.on('message', (data, isBinary) => {
            if (socket.bufferedAmount > MAX_UNREAD) socket.pause()
            if (isBinary) return close(CloseCode.BadRequest, 'Invalid message received')
            take(String(data as Buffer)).catch((error: unknown) => {
              if (error instanceof Error && error.message.startsWith(SERVERS_WORDS)) return close(CloseCode.BadRequest, 'Invalid message received')
              logger.error({ err: error }, 'a message of a socket could not be handled')
              close(CloseCode.InternalServerError, 'Internal server error')
            })
          }),
      },
      { close, send, sendTexts, headers },
    )
    socket.once('close', (code, reason) => {
      stopPings()
      Promise.resolve(closed(code, String(reason))).catch((error: unknown) => logger.error({ err: error }, 'a socket could not be closed in good order'))
    })
  }

  return {
    async stop() {
      server.off('upgrade', upgrade)
      const gone = [...sockets.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve)))
      // 1001 "going away": clients take it as a reason to connect again. Who does not answer in time is cut off.
      for (const socket of sockets.clients) socket.close(1001, 'Going away')
      await Promise.all(gone)
      sockets.close()
    },
  }
}

function refuseUpgrade(socket: Duplex, status: string, why: string): void {
  const body = JSON.stringify({ error: why })
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}

/** A cable that was pulled closes no socket: who does not answer a ping until the next is cut off. */
function keepAlive(socket: WebSocket): () => void {
  let alive = true
  socket.on('pong', () => (alive = true))
  const timer = setInterval(() => {
    if (!alive) return socket.terminate()
    alive = false
    socket.ping()
  }, KEEP_ALIVE)
  return () => clearInterval(timer)
}
