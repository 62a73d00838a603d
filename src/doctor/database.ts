import { existsSync } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Config } from '../config.js'
import { openDatabase, type Database } from '../db/data-source.js'
import { FolderInUse } from '../db/folder-lock.js'
import { pendingMigrations } from '../db/migrate.js'
import { clockFinding, secondsAhead } from './clock.js'
import { notesOf, type Finding } from './finding.js'
import { codeOf, remedyOf } from './network.js'

const notes = notesOf('database')

/** What to do where PostgreSQL itself says no, by its code. */
const REMEDIES: Readonly<Record<string, string>> = {
  '28P01': 'The password in DATABASE_URL is not that of the user.',
  '28000': "The user may not connect: look at the server's pg_hba.conf, and whether it asks for TLS (?sslmode=require).",
  '3D000': 'There is no such database: make it (CREATE DATABASE …), the tables come by themselves.',
  '42501': 'The user may not do that: it has to own the database, since it also migrates it.',
  '53300': 'The server has no connection left: raise its max_connections, or run fewer replicas.',
}

/** Looks at the database without changing it: whether it answers, its version, its migrations, its clock. */
export async function examineDatabase({ databaseUrl, dataDir }: Config, now: () => number): Promise<Finding[]> {
  if (databaseUrl === undefined && dataDir !== 'memory://' && !existsSync(dataDir)) return [await newFolder(resolve(dataDir))]
  let database: Database
  try {
    database = await openDatabase({ url: databaseUrl, dataDir })
  } catch (error) {
    if (error instanceof FolderInUse) return [notes.ok('reachable', `${error.message.split('. ', 1)[0]}: AvatarGraph runs, and tells at /readyz how its database is`)]
    const code = codeOf((error as Error).cause ?? error)
    return [notes.failed('reachable', (error as Error).message, REMEDIES[code] ?? (databaseUrl === undefined ? 'Look at the folder: DATA_DIR names it.' : remedyOf(code)))]
  }
  try {
    return await examineOpen(database, now)
  } catch (error) {
    return [notes.failed('reachable', (error as Error).message, REMEDIES[codeOf(error)] ?? 'Look at the log of the database.')]
  } finally {
    await database.close().catch(() => undefined)
  }
}

async function examineOpen(database: Database, now: () => number): Promise<Finding[]> {
  const { dataSource, kind } = database
  const [{ server_version: version }] = await dataSource.query<[{ server_version: string }]>('SHOW server_version')
  const sentAt = now()
  const started = performance.now()
  const [{ clock, migrated }] = await dataSource.query<[{ clock: Date; migrated: boolean }]>(`SELECT clock_timestamp() AS clock, to_regclass('migrations') IS NOT NULL AS migrated`)
  const ahead = secondsAhead(sentAt, performance.now() - started, clock)
  // Asked of a database that has no table of migrations yet, TypeORM would make it.
  const pending = migrated ? await pendingMigrations(database) : dataSource.migrations.map((migration) => migration.constructor.name)
  return [
    notes.ok('reachable', `${kind === 'embedded' ? 'embedded Postgres' : 'PostgreSQL'} ${version}`),
    pending.length === 0
      ? notes.ok('migrations', 'up to date')
      : notes.warning('migrations', `pending: ${pending.join(', ')}`, 'The next start runs them, and so does `npm run migrate`. Back the database up first.'),
    clockFinding(notes, ahead, "the database's"),
  ]
}

async function newFolder(folder: string): Promise<Finding> {
  let parent = folder
  while (!existsSync(parent)) parent = dirname(parent)
  try {
    await access(parent, constants.W_OK)
    return notes.ok('reachable', `embedded Postgres: the first start makes it in ${folder}`)
  } catch {
    return notes.failed('reachable', `embedded Postgres: ${folder} cannot be made, ${parent} is not writable`, 'Set DATA_DIR to a folder of this user, or DATABASE_URL to a PostgreSQL server.')
  }
}
