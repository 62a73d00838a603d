import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
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

const { endpoint, latencyMs } = input<ReplayInput>()
const known = new Map<string, { status: number; body: Buffer }>()
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => void answer(request.method ?? 'GET', request.url ?? '/', Buffer.concat(chunks).toString(), request.headers).then(({ status, body }) => response.writeHead(status, { 'content-type': 'application/json' }).end(body)))
})

async function answer(method: string, path: string, body: string, headers: NodeJS.Dict<string | string[]>) {
  const key = JSON.stringify({ method, path, body } satisfies Replayed)
  const delay = wait(latencyMs)
  let found = known.get(key)
  if (!found) {
    // The signature covers the name of the host, so the simulator is told the one that the client knows.
    const passed = Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_PASSED_ON.has(name)))
    const answered = await exchange(`${endpoint}${path}`, { method: method as 'GET', headers: passed, body: body || null })
    known.set(key, (found = { status: answered.statusCode, body: Buffer.from(await answered.body.arrayBuffer()) }))
  }
  await delay
  return found
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number }
  serveUntilStopped({ url: `http://127.0.0.1:${port}` }, async () => server.close(), { requests: () => [...known.keys()].map((key) => JSON.parse(key) as Replayed) })
})
