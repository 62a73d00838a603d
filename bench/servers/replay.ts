import { createServer, type Socket } from 'node:net'
import { request as exchange } from 'undici'
import { input, serveUntilStopped } from '../processes.js'

/** A vendor that answers after exactly so long, whatever else it has to do. */
export interface ReplayInput {
  /** Where the answers come from, the first time. */
  endpoint: string
  latencyMs: number
}

/** A request that was answered. */
export interface Replayed {
  method: string
  path: string
  body: string
}

const NOT_PASSED_ON = new Set(['connection', 'content-length', 'transfer-encoding'])
const HEAD_ENDS = '\r\n\r\n'

/*
 * Over sockets, because Node's HTTP server took 5 ms for fifty requests that come at once: that would be counted as the
 * client's time. Of HTTP it knows what its clients send: a head, and as much of a body as `content-length` says.
 */
const { endpoint, latencyMs } = input<ReplayInput>()
const known = new Map<string, Promise<Buffer>>()
const server = createServer({ noDelay: true }, (socket) => {
  let unread = ''
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    unread += chunk.toString('latin1')
    for (let end = unread.indexOf(HEAD_ENDS); end >= 0; end = unread.indexOf(HEAD_ENDS)) {
      const head = unread.slice(0, end)
      const length = Number(/\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
      const bodyAt = end + HEAD_ENDS.length
      if (unread.length < bodyAt + length) return
      const body = Buffer.from(unread.slice(bodyAt, bodyAt + length), 'latin1').toString()
      unread = unread.slice(bodyAt + length)
      later(answer(head, body), socket)
    }
  })
})

function answer(head: string, body: string): Promise<Buffer> {
  const [method = 'GET', path = '/'] = head.split(' ', 2)
  const key = JSON.stringify({ method, path, body } satisfies Replayed)
  const found = known.get(key) ?? fetched(method, path, body, head)
  known.set(key, found)
  return found
}

async function fetched(method: string, path: string, body: string, head: string): Promise<Buffer> {
  // The signature covers the name of the host, so the simulator is told the one that the client knows.
  const headers = Object.fromEntries([...head.matchAll(/^([^:\s]+): *(.*?)\r?$/gm)].map(([, name = '', value = '']): [string, string] => [name.toLowerCase(), value]).filter(([name]) => !NOT_PASSED_ON.has(name)))
  const answered = await exchange(`${endpoint}${path}`, { method: method as 'GET', headers, body: body || null })
  const bytes = Buffer.from(await answered.body.arrayBuffer())
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${answered.statusCode} Replayed\r\ncontent-type: application/json\r\ncontent-length: ${bytes.length}\r\n\r\n`), bytes])
}

function later(answered: Promise<Buffer>, socket: Socket): void {
  setTimeout(() => void answered.then((bytes) => socket.write(bytes)), latencyMs)
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number }
  serveUntilStopped({ url: `http://127.0.0.1:${port}` }, async () => server.close(), { requests: () => [...known.keys()].map((key) => JSON.parse(key) as Replayed) })
})
