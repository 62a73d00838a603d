import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A stretch of network between a client and a server of the loopback address, which a test may disturb. */
export interface TcpProxy {
  port: number
  /** Nothing passes any more, and nobody is told: a cable pulled out. */
  pause(): void
  /** What was held back passes, in order. */
  resume(): void
  /** Breaks all connections that there are. */
  cut(): void
  dispose(): Promise<void>
}

/** Carries connections to a port of 127.0.0.1. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  let paused = false
  const keep = (socket: Socket, other: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      sockets.delete(socket)
      other.destroy()
    })
    socket.on('data', (bytes: Buffer) => {
      if (other.write(bytes)) return
      socket.pause()
      other.once('drain', () => {
        if (!paused) socket.resume()
      })
    })
    if (paused) socket.pause()
  }
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    keep(near, far)
    keep(far, near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    pause() {
      paused = true
      for (const socket of sockets) socket.pause()
    },
    resume() {
      paused = false
      for (const socket of sockets) socket.resume()
    },
    cut() {
      for (const socket of sockets) socket.destroy()
    },
    async dispose() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
