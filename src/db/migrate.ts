import { DataSource, MigrationExecutor, QueryFailedError, type DataSourceOptions, type QueryRunner } from 'typeorm'
import type { Database } from './data-source.js'

/** Names the one advisory lock of migrations among all others in the database. */
const LOCK = 0x61766772

const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Brings the schema up to date and returns the names of the migrations that it ran, oldest first. Replicas that start
 * together take turns by an advisory lock, so one of them runs each migration and the others find it done. Rejects
 * when another process has held the lock for `patience` milliseconds (five minutes by default) or a migration fails,
 * which is then undone.
 */
export async function migrate(database: Database, patience = 300_000): Promise<string[]> {
  return withMigrationRunner(database, async (runner) => {
    await lock(runner, patience)
    try {
      const executor = new MigrationExecutor(runner.connection, runner)
      executor.transaction = 'each'
      return (await executor.executePendingMigrations()).map(({ name }) => name)
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [LOCK])
    }
  })
}

/** The names of the migrations that the database has not seen; for readiness. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  return (await new MigrationExecutor(database.dataSource).getPendingMigrations()).map(({ name }) => name)
}

async function lock(runner: QueryRunner, patience: number): Promise<void> {
  await runner.query(`SELECT set_config('lock_timeout', $1, false)`, [String(patience)])
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [LOCK])
  } catch (error) {
    if (error instanceof QueryFailedError && (error.driverError as { code?: string }).code === LOCK_NOT_AVAILABLE) {
      throw new Error(`Another process has been migrating this database for ${patience} ms. Wait for it, or end it, and start again.`, { cause: error })
    }
    throw error
  } finally {
    await runner.query('RESET lock_timeout')
  }
}

/**
 * A migration may take longer than any statement of the daily work, so on a server it has a connection of its own,
 * without the timeouts. The embedded database has one session for everything.
 */
async function withMigrationRunner<T>({ dataSource, kind }: Database, use: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const source =
    kind === 'embedded'
      ? dataSource
      : await new DataSource({ ...dataSource.options, driver: undefined, poolSize: 1, extra: { keepAlive: true } } as DataSourceOptions).initialize()
  const runner = source.createQueryRunner()
  try {
    return await use(runner)
  } finally {
    await runner.release()
    if (source !== dataSource) await source.destroy()
  }
}
