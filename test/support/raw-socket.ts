import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A connection whose every byte the test writes itself. */
export interface RawConnection {
  write(bytes: string | Uint8Array): void
  /** All that has come so far. */
  readonly received: Buffer
  /** Resolves when what has come matches; rejects when the connection closes before it does. */
  until(pattern: RegExp): Promise<RegExpExecArray>
  /** Everything that came, once the server has closed the connection. */
  ended: Promise<Buffer>
  dispose(): void
}

/** Connects to a server; `from` is the address of this machine that it shall see. */
export async function connectRaw(url: string, { from }: { from?: string } = {}): Promise<RawConnection> {
  const { hostname, port } = new URL(url)
  const socket: Socket = connect({ host: hostname, port: Number(port), localAddress: from })
  let received = Buffer.alloc(0)
  let closed = false
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  socket.on('error', () => {})
  const ended = new Promise<Buffer>((resolve) => {
    socket.once('close', () => {
      closed = true
      tell()
      resolve(received)
    })
  })
  await once(socket, 'connect')
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    tell()
  })
  return {
    write: (bytes) => void socket.write(bytes),
    get received() {
      return received
    },
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(received.toString('latin1'))
          if (!found && !closed) return
          listeners.delete(look)
          if (found) resolve(found)
          else reject(new Error(`The connection was closed after ${JSON.stringify(received.toString('latin1').slice(0, 300))}.`))
        }
        listeners.add(look)
        look()
      }),
    ended,
    dispose: () => socket.destroy(),
  }
}

/** A WebSocket of graphql-transport-ws whose frames the test makes itself. */
export async function openRawSocket(url: string): Promise<RawConnection> {
  const connection = await connectRaw(url)
  connection.write(`GET /graphql HTTP/1.1\r\nHost: ${new URL(url).host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`)
  await connection.until(/^HTTP\/1.1 101 [^]*\r\n\r\n/)
  return connection
}

/** What a frame says of itself beside its payload. */
export interface FrameHead {
  /** 1 text, 2 bytes, 8 close, 9 ping, 10 pong, 0 the continuation of the one before. */
  opcode?: number
  /** Whether it is the last of its message. */
  final?: boolean
  /** Clients have to mask. */
  masked?: boolean
  /** Reserved bits, as a number up to 7. */
  reserved?: number
  /** What the head says of the length, when that is not the truth. */
  length?: number
}

/** One frame of a client. */
export function frame(payload: string | Uint8Array, { opcode = 1, final = true, masked = true, reserved = 0, length }: FrameHead = {}): Buffer {
  const data = Buffer.from(payload as string)
  const said = length ?? data.length
  const head = Buffer.from([(final ? 0x80 : 0) | (reserved << 4) | opcode, (masked ? 0x80 : 0) | (said < 126 ? said : said < 65536 ? 126 : 127)])
  const size = said < 126 ? Buffer.alloc(0) : said < 65536 ? Buffer.alloc(2) : Buffer.alloc(8)
  if (size.length === 2) size.writeUInt16BE(said)
  if (size.length === 8) size.writeBigUInt64BE(BigInt(said))
  // A mask of zeros changes nothing.
  return Buffer.concat([head, size, masked ? Buffer.alloc(4) : Buffer.alloc(0), data])
}

/** The close frame among the frames of a server; none when it closed without one. */
export function closeFrame(received: Buffer): { code: number; reason: string } | undefined {
  let at = received.indexOf('\r\n\r\n') + 4
  while (at + 2 <= received.length) {
    const opcode = received[at]! & 0x0f
    let length = received[at + 1]! & 0x7f
    let head = 2
    if (length === 126) {
      length = received.readUInt16BE(at + 2)
      head = 4
    }
    const payload = received.subarray(at + head, at + head + length)
    if (opcode === 8) return { code: payload.readUInt16BE(0), reason: payload.subarray(2).toString() }
    at += head + length
  }
  return undefined
}
