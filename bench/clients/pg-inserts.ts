import { setTimeout as delay } from 'node:timers/promises'
import { openPlainEvents } from '../plain-events.js'
import { input, serveUntilStopped } from '../processes.js'

/** What is compared with: rows of the same table, with its indexes, inserted by `pg` and nothing else. */
const { url, seconds } = input<{ url: string; seconds: number }>()
const { client, row, commit: commitRows } = await openPlainEvents(url, 'pg_events')
const commit = (batch: number) => commitRows(Array.from({ length: batch }, () => row()))

/** Rows in transactions of so many, one transaction after the other. */
async function flood(batch: number): Promise<Record<string, number>> {
  const started = performance.now()
  let rows = 0
  for (; performance.now() - started < seconds * 1000; rows += batch) await commit(batch)
  return { rows, rowsPerSecond: (rows / (performance.now() - started)) * 1000 }
}

/** Transactions of one row at a rate of so many a second, or as fast as they go, and how long each took. */
async function paced(rate: number): Promise<Record<string, number>> {
  const times: number[] = []
  const started = performance.now()
  for (let n = 0; performance.now() - started < seconds * 1000; n += 1) {
    const due = started + (n / rate) * 1000
    if (due > performance.now()) await delay(due - performance.now())
    const before = performance.now()
    await commit(1)
    times.push(performance.now() - before)
  }
  times.sort((a, b) => a - b)
  return { p50: times[Math.floor(times.length / 2)]!, p99: times[Math.floor(times.length * 0.99)]! }
}

/** How many events the product stored in one transaction: those have the time in common. */
async function batchOfProduct(): Promise<number> {
  const { rows } = await client.query<{ batch: string }>('SELECT count(*)::float / count(DISTINCT received_at) AS batch FROM events WHERE position > (SELECT max(position) - 2000 FROM events)')
  return Math.max(1, Math.round(Number(rows[0]?.batch)))
}

let batch = 1
serveUntilStopped({}, () => client.end(), {
  batch: async () => (batch = await batchOfProduct()),
  flood: () => flood(batch),
  paced: () => paced(200),
})
