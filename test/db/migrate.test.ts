import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../src/db/data-source.js'
import { migrate, pendingMigrations } from '../../src/db/migrate.js'
import { realPostgres, type TestDatabase } from '../support/postgres.js'

/** All of the schema's history, by the files that are its record. */
const HISTORY = readdirSync(join(import.meta.dirname, '../../migrations'))
  .sort()
  .map((file) => file.replace(/^(\d+)-(.*)\.ts$/, (_, time: string, name: string) => name.replace(/(?:^|-)(.)/g, (_match, letter: string) => letter.toUpperCase()) + time))

const opened: { close?: () => Promise<void>; dispose?: () => Promise<void> }[] = []
const keep = <T extends Database | TestDatabase>(handle: T): T => {
  opened.unshift(handle)
  return handle
}
afterEach(async () => {
  for (const handle of opened.splice(0)) await (handle.close ?? handle.dispose)?.()
})

const tables = async ({ dataSource }: Database) =>
  (await dataSource.query<{ name: string }[]>(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`)).map(({ name }) => name)

describe.each(['embedded', 'postgres'] as const)('migrations on %s', (kind) => {
  const open = async (): Promise<Database | undefined> => {
    if (kind === 'embedded') return keep(await openDatabase())
    const database = await realPostgres()
    return database && keep(await openDatabase({ url: keep(database).url }))
  }

  it('run once, and are pending before', async (ctx) => {
    const database = (await open()) ?? ctx.skip()
    expect(await pendingMigrations(database)).toEqual(HISTORY)
    expect(await migrate(database)).toEqual(HISTORY)
    expect(await pendingMigrations(database)).toEqual([])
    expect(await migrate(database)).toEqual([])
    expect(await tables(database)).toEqual(expect.arrayContaining(['event_log_head', 'events', 'subject_states']))
  })

  it('can be undone and run again', async (ctx) => {
    const database = (await open()) ?? ctx.skip()
    await migrate(database)
    for (const _ of HISTORY) await database.dataSource.undoLastMigration()
    expect(await tables(database)).toEqual(['migrations'])
    expect(await migrate(database)).toEqual(HISTORY)
  })
})

it('replicas that start together run each migration once between them', async (ctx) => {
  const { url } = keep((await realPostgres()) ?? ctx.skip())
  const replicas = await Promise.all(Array.from({ length: 5 }, async () => keep(await openDatabase({ url, poolSize: 2 }))))
  const ran = await Promise.all(replicas.map((replica) => migrate(replica)))
  expect(ran.flat()).toEqual(HISTORY)
})

it('a migration that never ends is reported to whoever waits for it', async (ctx) => {
  const { url } = keep((await realPostgres()) ?? ctx.skip())
  const [stuck, waiting] = [keep(await openDatabase({ url })), keep(await openDatabase({ url }))]
  const runner = stuck.dataSource.createQueryRunner()
  await runner.query('SELECT pg_advisory_lock($1)', [0x61766772])
  await expect(migrate(waiting, 50)).rejects.toThrow(/Another process has been migrating this database for 50 ms/)
  await runner.query('SELECT pg_advisory_unlock($1)', [0x61766772])
  await runner.release()
})
