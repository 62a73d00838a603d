import { execFile, execFileSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { endProgram, freePort, missing, startProgram } from './processes.js'

/** A fresh, empty database of its own. */
export interface TestDatabase {
  url: string
  /** Drops the database, whoever is still connected. */
  dispose(): Promise<void>
}

/**
 * A fresh database in the PostgreSQL server at `TEST_DATABASE_URL`, or at 127.0.0.1:5432 as user postgres. Nothing when
 * there is no server; throws instead when `CI` is set.
 */
export async function realPostgres(): Promise<TestDatabase | undefined> {
  const server = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  const name = `avatargraph_test_${randomBytes(6).toString('hex')}`
  try {
    await execute(server, `CREATE DATABASE ${name}`)
  } catch (error) {
    if (process.env.TEST_DATABASE_URL) throw error
    return missing('A PostgreSQL server (TEST_DATABASE_URL, or postgres@127.0.0.1:5432)')
  }
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, dispose: () => execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** A PostgreSQL server of the test's own, which it may stop and start. */
export interface TestPostgres {
  url: string
  /** `immediate` is how a crash looks: connections are cut and the log is replayed at the next start. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>
  start(): Promise<void>
  dispose(): Promise<void>
}

/** A server on a free port with its files in a temporary folder. Nothing when PostgreSQL is not installed; throws instead when `CI` is set. */
export async function startPostgres(): Promise<TestPostgres | undefined> {
  const binaries = postgresPrograms()
  if (!binaries) return missing('An installation of PostgreSQL (initdb and postgres)')
  const identity = unprivileged()
  const folder = await mkdtemp(join(tmpdir(), 'avatargraph-postgres-'))
  if (identity) await chown(folder, identity.uid, identity.gid)
  const data = join(folder, 'data')
  await promisify(execFile)(join(binaries, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'], { ...identity, cwd: folder })
  const port = await freePort()
  const args = ['-D', data, '-p', String(port), '-k', folder, '-h', '127.0.0.1', '-c', 'shared_buffers=16MB', '-c', 'max_connections=50']
  let server: ChildProcess | undefined
  const start = async () => {
    server = await startProgram(join(binaries, 'postgres'), args, /ready to accept connections/, identity)
  }
  const stop = async (mode: 'fast' | 'immediate' = 'fast') => {
    if (server) await endProgram(server, mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
  }
  await start()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop,
    dispose: async () => {
      await stop('immediate')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The folder of PostgreSQL's programs, nothing where it is not installed. Debian keeps the server's outside of the path; elsewhere they are in it. */
export function postgresPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(':')]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
