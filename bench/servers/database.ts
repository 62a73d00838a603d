import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { serveUntilStopped } from '../processes.js'

/** The PostgreSQL server that the benchmark uses; `BENCH_DATABASE_URL`, or the one of this machine. */
const server = process.env.BENCH_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'

// A fresh database for as long as this process runs.
const name = `avatargraph_bench_${randomBytes(6).toString('hex')}`
async function execute(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server, connectionTimeoutMillis: 3_000 })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
await execute(`CREATE DATABASE ${name}`)
serveUntilStopped({ url: Object.assign(new URL(server), { pathname: `/${name}` }).href }, () => execute(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
