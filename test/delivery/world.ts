import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { freePort } from '../support/processes.js'
import { startRedis, type OwnRedis } from '../support/redis.js'
import { runServer, type ServerProcess } from '../support/server-process.js'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js'
import type { LogEntry } from './checker.js'

/** The address that the vendor was given; where callbacks really go is up to the balancer, which the writer plays. */
export const PUBLIC_URL = 'http://avatars.example'
export const CALLBACK_KEY = 'a-key-that-callbacks-are-signed'
const CLOCK = pathToFileURL(join(import.meta.dirname, 'stepping-clock.js')).href

/** One server process with whoever starts it again when it has ended. */
export interface Replica {
  url: string
  /** Sends a signal to the process that runs now, if any. */
  signal(signal: NodeJS.Signals): void
  /** Resolves once it answers that it is ready. */
  ready(): Promise<void>
  /** Resident bytes of the process that runs now. */
  resident(): Promise<number | undefined>
  /** How often it was started. */
  readonly starts: number
  dispose(): Promise<void>
}

/** Two replicas over one PostgreSQL and one Redis, each behind a network that can be disturbed. */
export interface World {
  replicas: readonly Replica[]
  postgres: TestPostgres
  redis: OwnRedis
  /** Between the replicas and the servers of the same names. */
  networks: { postgres: TcpProxy; redis: TcpProxy }
  /** The events that the log has, past the networks. */
  log(): Promise<LogEntry[]>
  /** Runs SQL past the networks. Tries again while the server is away. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  dispose(): Promise<void>
}

/** What differs from one suite to the next. */
export interface WorldOptions {
  /** Milliseconds that the clock of the first replica is off, step by step; `SIGUSR2` takes the next. */
  clockSteps?: number[]
  environment?: Record<string, string>
}

/** Starts everything. Nothing when PostgreSQL or Redis is not installed; throws instead when `CI` is set. */
export async function openWorld({ clockSteps = [0], environment = {} }: WorldOptions = {}): Promise<World | undefined> {
  const postgres = await startPostgres()
  const redis = await startRedis()
  if (!postgres || !redis) return undefined
  const networks = { postgres: await startTcpProxy(Number(new URL(postgres.url).port)), redis: await startTcpProxy(Number(new URL(redis.url).port)) }
  const through = (address: string, { port }: TcpProxy) => Object.assign(new URL(address), { port: String(port) }).href
  const common = {
    DATABASE_URL: through(postgres.url, networks.postgres),
    REDIS_URL: through(redis.url, networks.redis),
    PUBLIC_URL,
    LOG_LEVEL: 'error',
    HUAWEI_PROJECT_ID: 'project',
    HUAWEI_ACCESS_KEY: 'access',
    HUAWEI_SECRET_KEY: 'secret',
    HUAWEI_ENDPOINT: 'http://127.0.0.1:9',
    HUAWEI_CALLBACK_KEYS: CALLBACK_KEY,
    NODE_OPTIONS: `--import=${CLOCK}`,
    ...environment,
  }
  const replicas = [await keepRunning({ ...common, CLOCK_STEPS: clockSteps.join(',') }), await keepRunning(common)]
  const sql: World['sql'] = async (text, values) => {
    for (;;) {
      const client = new pg.Client({ connectionString: postgres.url, connectionTimeoutMillis: 2_000 })
      client.on('error', () => {})
      try {
        await client.connect()
        return (await client.query(text, values)).rows as never
      } catch (error) {
        // What PostgreSQL itself says about the statement will not get better.
        if (/^(22|42)/.test((error as { code?: string }).code ?? '')) throw error
        await delay(100)
      } finally {
        await client.end().catch(() => {})
      }
    }
  }
  await Promise.all(replicas.map((replica) => replica.ready()))
  return {
    replicas,
    postgres,
    redis,
    networks,
    sql,
    log: async () =>
      (await sql<{ id: string; position: string; kind: string; session: string; subject: string | null; content: Record<string, unknown> }>('SELECT id, position, kind, session, subject, content FROM events WHERE position IS NOT NULL ORDER BY position')).map(
        ({ position, ...row }) => ({ ...row, position: Number(position) }),
      ),
    async dispose() {
      await Promise.all(replicas.map((replica) => replica.dispose()))
      await Promise.all([networks.postgres.dispose(), networks.redis.dispose()])
      await Promise.all([postgres.dispose(), redis.dispose()])
    },
  }
}

/** Runs a server on one port, and again whenever it has ended, as whatever runs servers does. */
async function keepRunning(environment: Record<string, string>): Promise<Replica> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let current: ServerProcess | undefined
  let starts = 0
  let over = false
  const running = (async () => {
    while (!over) {
      current = runServer({ ...environment, PORT: String(port) })
      starts += 1
      await current.ended
      // It may have found its database away: that is not over the next moment.
      if (!over) await delay(200)
    }
  })()
  const ready = async () => {
    const answered = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      ({ status }) => status === 200,
      () => false,
    )
    if (answered) return
    await delay(50)
    await ready()
  }
  return {
    url,
    ready,
    get starts() {
      return starts
    },
    signal: (signal) => void current?.child.kill(signal),
    resident: async () => (current?.child.pid === undefined ? undefined : residentBytes(current.child.pid)),
    async dispose() {
      over = true
      await current?.dispose()
      await running
    },
  }
}

/** What the kernel says that a process holds; nothing when it has ended. Linux alone tells it in a file. */
async function residentBytes(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}
