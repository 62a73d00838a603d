import type { KnownJob, KnownJobs } from '../../../src/domain/known-jobs.js'
import type { Account } from '../../../src/domain/port.js'
import type { Training } from '../../../src/domain/training/ability.js'
import type { SandboxOptions } from '../../../src/sandbox/options.js'
import { startTencentSandbox, type TencentSandbox } from '../../../src/sandbox/tencent.js'
import { createRateLimiter } from '../../../src/transport/rate-limit.js'
import { createTencentAccount } from '../../../src/vendors/tencent/account.js'
import type { TencentSettings } from '../../../src/vendors/tencent/settings.js'

/** A Tencent account on a simulator of its own. */
export interface Sandboxed {
  sandbox: TencentSandbox
  account: Account & { training: Training & Required<Pick<Training, 'avatars' | 'voices' | 'voiceSamples' | 'prepareUploads'>> }
  /** Words that no table had. */
  unknownWords: string[]
  close(): Promise<void>
}

/** A memory of jobs that holds as long as the test; `fails` makes it a database that is away. */
export function jobsInMemory(fails: () => boolean = () => false): KnownJobs & { jobs: KnownJob[] } {
  const jobs: KnownJob[] = []
  const assertThere = () => {
    if (fails()) throw new Error('the database is away')
  }
  return {
    jobs,
    async list({ kinds, keys }, { size, after }) {
      assertThere()
      const matching = jobs.filter(({ kind, key }) => kinds.includes(kind) && (!keys || keys.includes(key))).reverse()
      const start = after === undefined ? 0 : Number(after)
      const items = matching.slice(start, start + size).map((entity, index) => ({ entity, cursor: String(start + index + 1) }))
      return { items, hasMore: start + size < matching.length }
    },
    async get({ kind, key }) {
      assertThere()
      return jobs.find((job) => job.kind === kind && job.key === key)
    },
    async remember({ kind, key, facts }) {
      assertThere()
      const known = jobs.find((job) => job.kind === kind && job.key === key)
      if (known) known.facts = { ...known.facts, ...facts }
      else jobs.push({ kind, key, facts, createdAt: new Date() })
    },
  }
}

/** Starts a simulator and opens an account on it. */
export async function startTencent({ account: more = {}, ...options }: SandboxOptions & { account?: Partial<TencentSettings> } = {}): Promise<Sandboxed> {
  const sandbox = await startTencentSandbox(options)
  const unknownWords: string[] = []
  const { endpoint, appKey, accessToken, projectId } = sandbox.settings
  const account = createTencentAccount({
    slug: 'tencent',
    endpoint,
    appKey,
    accessToken,
    projectId,
    liveSignKeys: [],
    callbackBase: () => undefined,
    sandbox: true,
    rateLimiter: createRateLimiter(),
    knownJobs: jobsInMemory(),
    onUnknownWord: (field, word) => unknownWords.push(`${field}=${word}`),
    ...more,
  })
  return {
    sandbox,
    account: account as Sandboxed['account'],
    unknownWords,
    async close() {
      await account.close()
      await sandbox.close()
    },
  }
}
