import { once } from 'node:events'
import { WebSocket, type ClientOptions } from 'ws'

/** A message of graphql-transport-ws. */
export interface SocketMessage {
  type: string
  id?: string
  payload?: unknown
}

/** A WebSocket that says what the test tells it to, however wrong. */
export interface TestSocket {
  /** Sends a message, or this very text or these bytes. */
  send(message: SocketMessage | string | Uint8Array): void
  /** The next message that nobody has taken; rejects when the socket has closed. */
  next(): Promise<SocketMessage>
  /** How the socket was closed. */
  closed: Promise<{ code: number; reason: string }>
  /** Reads nothing any more, and so answers nothing either. */
  pause(): void
  resume(): void
  /** Bytes that the server has not taken yet. */
  readonly unsent: number
  dispose(): void
}

/** The opening of a socket; rejects when the server refuses it. */
export async function openSocket(url: string, { protocol = 'graphql-transport-ws', ...options }: ClientOptions & { protocol?: string } = {}): Promise<TestSocket> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), protocol, options)
  const messages: SocketMessage[] = []
  const waiting: { resolve: (message: SocketMessage) => void; reject: (reason: Error) => void }[] = []
  let over: Error | undefined
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as SocketMessage
    const waiter = waiting.shift()
    if (waiter) waiter.resolve(message)
    else messages.push(message)
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => {
      over = new Error(`The socket was closed: ${code} ${String(reason)}`)
      for (const { reject } of waiting.splice(0)) reject(over)
      resolve({ code, reason: String(reason) })
    })
  })
  await once(socket, 'open')
  socket.on('error', () => {})
  return {
    send: (message) => socket.send(typeof message === 'string' || message instanceof Uint8Array ? message : JSON.stringify(message)),
    next() {
      const message = messages.shift()
      if (message) return Promise.resolve(message)
      return over ? Promise.reject(over) : new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
    closed,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    get unsent() {
      return socket.bufferedAmount
    },
    dispose: () => socket.terminate(),
  }
}

/** A socket that has introduced itself and was let in. */
export async function enter(url: string, payload?: unknown): Promise<TestSocket> {
  const socket = await openSocket(url)
  socket.send({ type: 'connection_init', ...(payload !== undefined && { payload }) })
  const { type } = await socket.next()
  if (type !== 'connection_ack') throw new Error(`Expected connection_ack, got ${type}`)
  return socket
}
