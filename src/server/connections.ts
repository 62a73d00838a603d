import { STATUS_CODES, type Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyBaseLogger } from 'fastify'
import type { ConnectionLimits } from '../domain/connection-limits.js'
import { Seats } from './seats.js'

/** Milliseconds that a connection which is one too many has to take its answer. */
const FAREWELL = 1_000
/** Milliseconds between two looks at requests that take too long. */
const CHECK_INTERVAL = 1_000
/** Milliseconds in which refused connections are told of in the log once. */
const LOG_INTERVAL = 1_000

/** What the limits make of Node's HTTP server. */
export const serverOptions = ({ headerBytes, headersTimeoutMs, requestTimeoutMs }: ConnectionLimits) => ({
  maxHeaderSize: headerBytes,
  headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs),
  requestTimeout: requestTimeoutMs,
  connectionsCheckingInterval: Math.min(CHECK_INTERVAL, headersTimeoutMs, requestTimeoutMs),
})

/** What the gate needs beside the limits. */
export interface GateOptions {
  limits: ConnectionLimits
  logger: FastifyBaseLogger
  /** Told of each connection that was refused. */
  onRefused: () => void
}

/**
 * Lets in as many connections as the limits allow, before a byte of them is read: one too many is told so and closed. Call it
 * before the server listens.
 */
export function limitConnections(server: Server, { limits, logger, onRefused }: GateOptions): void {
  const all = new Seats(limits.connections)
  const ofAddress = new Seats(limits.connectionsPerAddress)
  const serve = server.listeners('connection') as ((this: Server, socket: Socket) => void)[]
  const addressOf = new Map<Socket, string>()
  let refused = 0

  // One function for all sockets, which are many.
  function left(this: Socket): void {
    all.giveBack('')
    ofAddress.giveBack(addressOf.get(this) ?? '')
    addressOf.delete(this)
  }

  const refuse = (socket: Socket, why: string) => {
    farewell(socket, 503, why)
    onRefused()
    // A flood must not fill the log.
    if (refused++ === 0) {
      setTimeout(() => {
        logger.warn({ connections: refused, why }, 'connections were refused')
        refused = 0
      }, LOG_INTERVAL).unref()
    }
  }

  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    if (!all.take('')) return refuse(socket, `Expected at most ${limits.connections} connections at once. Try again later.`)
    const { remoteAddress: address = '' } = socket
    if (!ofAddress.take(address)) {
      all.giveBack('')
      return refuse(socket, `Expected at most ${limits.connectionsPerAddress} connections at once from one address. Use the ones that are open, or try again later.`)
    }
    addressOf.set(socket, address)
    socket.on('close', left)
    for (const listener of serve) listener.call(server, socket)
  })
}

/** Node's words for a request that cannot be read, as HTTP says them and with what was expected. */
const UNREADABLE = (limits: ConnectionLimits): Record<string, [status: number, why: string]> => ({
  ERR_HTTP_REQUEST_TIMEOUT: [408, `Expected the head of a request within ${limits.headersTimeoutMs} ms, and all of it within ${limits.requestTimeoutMs} ms.`],
  HPE_HEADER_OVERFLOW: [431, `Expected a request whose head has at most ${limits.headerBytes} bytes.`],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'Expected chunks without extensions.'],
})

/** Answers what is no readable HTTP request; for Fastify's `clientErrorHandler`. */
export function answerUnreadable(limits: ConnectionLimits) {
  const known = UNREADABLE(limits)
  return function (this: unknown, error: NodeJS.ErrnoException, socket: Socket): void {
    // Whoever hung up hears nothing any more.
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    const [status, why] = known[error.code ?? ''] ?? [400, 'Expected an HTTP/1.1 request.']
    farewell(socket, status, why)
  }
}

/** A last answer. What still comes is taken and thrown away: closing a connection with something unread would take the answer back. */
function farewell(socket: Socket, status: number, why: string): void {
  const body = JSON.stringify({ error: why })
  socket.on('error', () => socket.destroy())
  setTimeout(() => socket.destroy(), FAREWELL).unref()
  socket.resume()
  if (socket.writable) socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}
