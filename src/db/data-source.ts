import pg from 'pg'
import 'reflect-metadata'
import { DataSource, type DataSourceOptions } from 'typeorm'
import { EventLog1763683200000 } from '../../migrations/1763683200000-event-log.js'
import { WatchedJobs1763769600000 } from '../../migrations/1763769600000-watched-jobs.js'
import { KnownJobs1763942400000 } from '../../migrations/1763942400000-known-jobs.js'
import { AppendAsASet1764028800000 } from '../../migrations/1764028800000-append-as-a-set.js'
import { BoundedPool } from './bounded-pool.js'
import { openEmbedded } from './embedded.js'
import { EventLogHeadRow, EventRow, SubjectStateRow, WatchedJobRow } from './entities.js'

/** A database that answers. */
export interface Database {
  readonly dataSource: DataSource
  /** `embedded` serves this process alone, through one session. */
  readonly kind: 'postgres' | 'embedded'
  /** Rejects when the database does not answer; for readiness. */
  ping(): Promise<void>
  /** Waits for lent connections, then frees everything. Nothing may be called afterwards. */
  close(): Promise<void>
}

/** How to open a database. */
export interface DatabaseOptions {
  /** A `postgres://` URL. Without it the embedded database is used. */
  url?: string
  /** The embedded database's folder; in memory when absent or `memory://`. */
  dataDir?: string
  /** Told of connections that broke. The next query makes new ones; there is nothing to do but note it. */
  log?: (message: string, error: Error) => void
  /** Connections to a PostgreSQL server at most; 10 by default. */
  poolSize?: number
  /** Milliseconds a statement may take on a PostgreSQL server; 15 seconds by default. A silent server gets as much again. */
  statementTimeout?: number
}

/** All of the schema's history, oldest first. Named here one by one: a glob finds nothing once the code is bundled or moved. */
const MIGRATIONS = [EventLog1763683200000, WatchedJobs1763769600000, KnownJobs1763942400000, AppendAsASet1764028800000]

const CONNECT_TIMEOUT = 5_000
/** The embedded database's only client is waited for this long. */
const TURN_TIMEOUT = 30_000

const shared = {
  type: 'postgres',
  entities: [EventRow, SubjectStateRow, EventLogHeadRow, WatchedJobRow],
  migrations: MIGRATIONS,
  migrationsTransactionMode: 'each',
  synchronize: false,
  installExtensions: false,
  logging: false,
} satisfies DataSourceOptions

/**
 * Opens the PostgreSQL server at `url`, or the embedded database. Rejects with one clear error, without the password,
 * when the server cannot be reached or the folder is in use. Does not migrate.
 */
export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const log = options.log ?? (() => {})
  return options.url === undefined ? openFolder(options.dataDir, log) : openServer(options.url, options, log)
}

type Log = NonNullable<DatabaseOptions['log']>

async function openServer(url: string, { poolSize = 10, statementTimeout = 15_000 }: DatabaseOptions, log: Log): Promise<Database> {
  const dataSource = new DataSource({
    ...shared,
    url,
    driver: { Pool: BoundedPool },
    poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT,
    applicationName: 'avatargraph',
    poolErrorHandler: (error: Error) => log('A connection to PostgreSQL broke while idle.', error),
    extra: {
      keepAlive: true,
      statement_timeout: statementTimeout,
      idle_in_transaction_session_timeout: statementTimeout,
      lendMillis: statementTimeout * 2,
    },
  })
  try {
    await dataSource.initialize()
  } catch (error) {
    throw new Error(`Cannot open ${describe(url)}: ${reason(error)}. Check DATABASE_URL and that the server is up.`, { cause: error })
  }
  return { dataSource, kind: 'postgres', ping: () => ping(dataSource), close: () => dataSource.destroy() }
}

async function openFolder(dataDir: string | undefined, log: Log): Promise<Database> {
  const embedded = await openEmbedded(dataDir)
  const dataSource = new DataSource({
    ...shared,
    driver: embedded.driver,
    connectTimeoutMS: TURN_TIMEOUT,
    poolErrorHandler: (error: Error) => log('The embedded database failed while idle.', error),
  })
  try {
    await dataSource.initialize()
  } catch (error) {
    await embedded.close()
    throw error
  }
  return {
    dataSource,
    kind: 'embedded',
    ping: () => ping(dataSource),
    close: async () => {
      await dataSource.destroy()
      await embedded.close()
    },
  }
}

async function ping(dataSource: DataSource): Promise<void> {
  await dataSource.query('SELECT 1')
}

/** Which database a URL means, with what it leaves to the defaults, without its password. */
function describe(url: string): string {
  try {
    const { database, host, port, user } = new pg.Client({ connectionString: url })
    return `the PostgreSQL database ${JSON.stringify(database)} at ${host}:${port} as user ${JSON.stringify(user)}`
  } catch {
    return 'a PostgreSQL database at what is no URL (expected postgres://USER:PASSWORD@HOST:PORT/DATABASE)'
  }
}

/** A host with several addresses fails with all their errors and no message of its own. */
function reason(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reason(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
