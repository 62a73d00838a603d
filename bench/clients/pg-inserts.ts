import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { input, serveUntilStopped } from '../processes.js'

/** What is compared with: rows of the same table, with its indexes, inserted by `pg` and nothing else. */
const { url, seconds } = input<{ url: string; seconds: number }>()
const client = new pg.Client({ connectionString: url })
await client.connect()

const COLUMNS = 'id uuid, "position" bigint, disposition text, kind text, vendor text, account text, source text, room text, session text, content jsonb, occurred_at timestamptz, received_at timestamptz, replay_key text'
await client.query('CREATE TABLE plain_events (LIKE events INCLUDING ALL)')
const insert = { name: 'insert', text: `INSERT INTO plain_events (${COLUMNS.replace(/ (uuid|bigint|text|jsonb|timestamptz)/g, '')}) SELECT * FROM jsonb_to_recordset($1::jsonb) AS (${COLUMNS})` }
const content = { sceneName: 'Opening', sequenceNo: 1, paragraphTitle: 'A paragraph of the script', offset: null, replyId: null }
let position = 0
const row = () => {
  const now = new Date().toISOString()
  position += 1
  return { id: randomUUID(), position, disposition: 'ANNOUNCED', kind: 'LiveProgress', vendor: 'HUAWEI', account: 'huawei', source: 'CALLBACK', room: 'room-1', session: 'session', content, occurred_at: now, received_at: now, replay_key: `${randomUUID()}${randomUUID()}` }
}
const commit = (batch: number) => client.query({ ...insert, values: [JSON.stringify(Array.from({ length: batch }, row))] })

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
