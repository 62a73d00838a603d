import { startSenseTimeSandbox, type SenseTimeOptions, type SenseTimeSandbox } from '../../../src/sandbox/sensetime.js'
import type { RequestEntry } from '../../../src/sandbox/journal.js'
import type { KnownJobs } from '../../../src/domain/known-jobs.js'
import type { Account, AssetCatalogue, Callbacks, LiveBroadcasts } from '../../../src/domain/port.js'
import { openDatabase, type Database } from '../../../src/db/data-source.js'
import { migrate } from '../../../src/db/migrate.js'
import { openKnownJobs } from '../../../src/tracker/known-jobs.js'
import { createCredentials } from '../../../src/transport/credentials.js'
import { createRateLimiter } from '../../../src/transport/rate-limit.js'
import { createSenseTimeAccount } from '../../../src/vendors/sensetime/account.js'
import type { SenseTimeSettings } from '../../../src/vendors/sensetime/settings.js'

/** A SenseTime account that has what every one has. */
export type SenseTimeAccount = Account & { catalogue: AssetCatalogue; live: LiveBroadcasts; callbacks: Callbacks }

/** A simulator with accounts on it, and the database that remembers their jobs. */
export interface Sandboxed {
  sandbox: SenseTimeSandbox
  knownJobs: KnownJobs
  /** Another account on the simulator: a replica, when it shares the first one's credentials. */
  open(more?: Partial<SenseTimeSettings>): SenseTimeAccount
  /** The operations that the simulator was asked for, oldest first. */
  asked(): string[]
  requests(operation: string): RequestEntry[]
  /** Words that no table had. */
  unknownWords: string[]
  close(): Promise<void>
}

/** One a process, which takes it along when it ends; emptied by every {@link startSenseTime}. */
let database: Promise<Database> | undefined
async function openedDatabase(): Promise<Database> {
  const opened = await openDatabase({ dataDir: 'memory://', log: () => {} })
  await migrate(opened)
  return opened
}

/** Starts a simulator. */
export async function startSenseTime(options: SenseTimeOptions = {}): Promise<Sandboxed> {
  const sandbox = await startSenseTimeSandbox(options)
  const { dataSource } = await (database ??= openedDatabase())
  await dataSource.query('DELETE FROM watched_jobs')
  const knownJobs = openKnownJobs(dataSource, { slug: 'sensetime', vendor: 'SENSETIME' })
  const unknownWords: string[] = []
  const opened: Account[] = []
  const requests = () => sandbox.journal.entries().filter((entry): entry is RequestEntry => entry.kind === 'request')
  return {
    sandbox,
    knownJobs,
    unknownWords,
    open(more = {}) {
      const account = createSenseTimeAccount({
        slug: 'sensetime',
        ...sandbox.settings,
        callbackBase: () => undefined,
        sandbox: true,
        rateLimiter: createRateLimiter(),
        credentials: createCredentials(),
        knownJobs,
        now: options.now,
        onUnknownWord: (field, word) => unknownWords.push(`${field}=${word}`),
        ...more,
      })
      opened.push(account)
      return account as SenseTimeAccount
    },
    asked: () => requests().map(({ operation }) => operation ?? ''),
    requests: (operation) => requests().filter((entry) => entry.operation === operation),
    async close() {
      await Promise.all(opened.map((account) => account.close()))
      await sandbox.close()
    },
  }
}
