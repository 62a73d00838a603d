import { setTimeout as delay } from 'node:timers/promises'
import { mkdir, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { WebSocket } from 'ws'
import { encodeId } from '../src/domain/ids.js'
import { CALLBACK_KEY, document, startDatabase, startProduct, startSubscribers } from './fan-out.js'
import { API_KEY, graphqlRequest } from './graphql.js'
import { ask } from './load.js'
import { openStage } from './stage.js'
import type { Usage } from './servers/usage.js'
import { createVendor } from './vendor.js'

/*
 * npm run bench:soak [-- --minutes 20] [--subscribers 5000] [--events 200] [--rooms 50]
 *
 * The product over PostgreSQL for a while: subscribers who each follow one of so many rooms, callbacks of all rooms at a steady
 * rate, and queries beside them. Every half minute a line; at the end it fails when memory, timers or latency have grown.
 */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '20' }, subscribers: { type: 'string', default: '5000' }, events: { type: 'string', default: '200' }, rooms: { type: 'string', default: '50' } } })
const [minutes, count, rate] = [values.minutes, values.subscribers, values.events].map(Number) as [number, number, number]
const rooms = Array.from({ length: Number(values.rooms) }, (_, n) => `room-${n + 1}`)
/** Milliseconds between two lines, and between two queries. */
const LINE = 30_000
const QUERY_EVERY = 200
/** Milliseconds after each line that are not measured: its collecting of garbage has held up everything. */
const SETTLING = 3_000
/** What may be in the last quarter for each of the second, and beside: timers come and go by ones, and a p99 is of a machine that does other things, too. */
const STEADY = {
  held: { times: 1.1, more: 0 },
  timers: { times: 1, more: 5 },
  sockets: { times: 1.02, more: 0 },
  p99: { times: 2, more: 0 },
  queryP99: { times: 2, more: 0 },
} satisfies Partial<Record<keyof Line, { times: number; more: number }>>

interface Line {
  minute: number
  held: number
  resident: number
  timers: number
  sockets: number
  p50: number
  p99: number
  queryP99: number
  /** Milliseconds that the server was held up for this line: it collects all of its garbage. */
  collecting: number
  sent: number
  received: number
  cpu: number
}

const { stage, stop } = openStage(1)

async function soak(): Promise<void> {
  const product = await startProduct(stage, await startDatabase(stage))
  const { url } = product.ready
  const documents = rooms.map((room) => document('liveProgress', encodeId({ type: 'LiveRoom', account: 'huawei', key: room })))
  const subscribers = await startSubscribers(stage, { url, count, documents, window: 1, rooms })
  const vendor = createVendor(url, CALLBACK_KEY)
  let over = false
  let failed: unknown
  let sent = 0
  const lates = new Latencies()
  const queries = new Latencies()
  const watcher = await watch(url, lates)
  const fail = (error: unknown) => (failed ??= error)

  const calling = (async () => {
    const started = performance.now()
    for (let n = 0; !over; n += 1) {
      const due = started + (n / rate) * 1000
      if (due > performance.now()) await delay(due - performance.now())
      sent += 1
      vendor.callBack((sequenceNo) => lates.begin(sequenceNo), rooms[n % rooms.length]).catch(fail)
    }
  })()
  const asking = (async () => {
    for (let n = 0; !over; n += 1) {
      queries.begin(n)
      await ask(graphqlRequest(url, 'query Recent { events(first: 20) { nodes { id cursor occurredAt } } }', 'Recent')).catch(fail)
      queries.end(n)
      await delay(QUERY_EVERY)
    }
  })()

  const lines: Line[] = []
  process.stdout.write('| minute | held MB | resident MB | timers | sockets | p50 ms | p99 ms | query p99 ms | collecting ms | events | messages | processor % |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n')
  let before = { at: performance.now(), cpu: await product.ask<number>('cpu'), sent, received: await subscribers.ask<number>('messages') }
  const begun = before.at
  while (performance.now() - begun < minutes * 60_000 && failed === undefined) {
    await delay(Math.min(LINE, minutes * 60_000))
    const received = await subscribers.ask<number>('messages')
    const now = { at: performance.now(), cpu: await product.ask<number>('cpu'), sent, received }
    const found = { ...lates.take(), queryP99: queries.take().p99 }
    const usage = await product.ask<Usage>('usage')
    const collecting = performance.now() - now.at
    // What waited for that, or behind what did, says nothing of the server.
    await delay(SETTLING)
    for (const latencies of [lates, queries]) latencies.forget()
    const line: Line = {
      minute: (now.at - begun) / 60_000,
      held: usage.held / 1e6,
      resident: usage.resident / 1e6,
      timers: usage.resources.Timeout ?? 0,
      sockets: usage.resources.TCPSocketWrap ?? 0,
      ...found,
      collecting,
      sent: now.sent - before.sent,
      received: now.received - before.received,
      cpu: ((now.cpu - before.cpu) / 1e3 / (now.at - before.at)) * 100,
    }
    before = now
    lines.push(line)
    process.stdout.write(`| ${Object.entries(line).map(([name, value]) => (value as number).toFixed(name === 'minute' ? 1 : 0)).join(' | ')} |\n`)
  }
  over = true
  await Promise.all([calling, asking])
  watcher.terminate()
  if (failed !== undefined) throw new Error('The soak was broken off', { cause: failed })
  await mkdir(new URL('results/', import.meta.url), { recursive: true })
  await writeFile(new URL(`results/soak-${new Date().toISOString().replaceAll(':', '-')}.json`, import.meta.url), `${JSON.stringify({ minutes, count, rate, rooms: rooms.length, lines }, null, 2)}\n`)
  judge(lines)
}

/** Compares the last quarter with the second: the first warms up. */
function judge(lines: readonly Line[]): void {
  const quarter = Math.max(1, Math.floor(lines.length / 4))
  const mean = (part: readonly Line[], name: keyof Line) => part.reduce((sum, line) => sum + line[name], 0) / part.length
  const [early, last] = [lines.slice(quarter, 2 * quarter), lines.slice(-quarter)]
  for (const name of Object.keys(STEADY) as (keyof typeof STEADY)[]) {
    const [before, now] = [mean(early, name), mean(last, name)]
    const limit = before * STEADY[name].times + STEADY[name].more
    process.stdout.write(`${name}: ${before.toFixed(0)} in the second quarter, ${now.toFixed(0)} in the last (at most ${limit.toFixed(0)})\n`)
    if (now > limit) process.exitCode = 1
  }
}

/** A subscriber to all rooms that notes when each event came. */
async function watch(url: string, lates: Latencies): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${API_KEY}` } })))
    socket.on('message', (data) => {
      const text = (data as Buffer).toString()
      const sequenceNo = /"sequenceNo":(\d+)/.exec(text)?.[1]
      if (sequenceNo) return lates.end(Number(sequenceNo))
      if (!text.includes('connection_ack')) return
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: document() } }))
      resolve()
    })
  })
  return socket
}

/** How long things took that were begun and have ended. */
class Latencies {
  readonly #begun = new Map<number, number>()
  #times: number[] = []

  begin(name: number): void {
    this.#begun.set(name, performance.now())
  }

  end(name: number): void {
    const begun = this.#begun.get(name)
    if (begun !== undefined) this.#times.push(performance.now() - begun)
    this.#begun.delete(name)
  }

  /** Whatever is under way is not measured. */
  forget(): void {
    this.#begun.clear()
    this.#times = []
  }

  /** Of those since the last look. */
  take(): { p50: number; p99: number } {
    const times = this.#times.sort((a, b) => a - b)
    this.#times = []
    return { p50: times[Math.floor(times.length / 2)] ?? NaN, p99: times[Math.floor(times.length * 0.99)] ?? NaN }
  }
}

try {
  await soak()
} finally {
  await stop()
}
