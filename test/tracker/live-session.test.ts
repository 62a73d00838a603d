import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../src/db/data-source.js'
import { migrate } from '../../src/db/migrate.js'
import type { EventDraft } from '../../src/domain/events.js'
import type { Account } from '../../src/domain/port.js'
import { startTencentSandbox, type TencentSandbox } from '../../src/sandbox/tencent.js'
import { openJobs, type Jobs } from '../../src/tracker/jobs.js'
import { openKnownJobs } from '../../src/tracker/known-jobs.js'
import { startTracker, type Tracker } from '../../src/tracker/poll.js'
import { nextPollIn } from '../../src/tracker/schedule.js'
import { createRateLimiter } from '../../src/transport/rate-limit.js'
import { createTencentAccount } from '../../src/vendors/tencent/account.js'
import { until } from '../support/until.js'

let tencent: TencentSandbox
let database: Database
let account: Account
let jobs: Jobs
let tracker: Tracker
const told: EventDraft[] = []
const warned: string[] = []

beforeEach(async () => {
  tencent = await startTencentSandbox()
  database = await openDatabase({ dataDir: 'memory://', log: () => undefined })
  await migrate(database)
  const { endpoint, appKey, accessToken } = tencent.settings
  const knownJobs = openKnownJobs(database.dataSource, { slug: 'tencent', vendor: 'TENCENT' })
  account = createTencentAccount({ slug: 'tencent', endpoint, appKey, accessToken, liveSignKeys: [], callbackBase: () => undefined, sandbox: true, rateLimiter: createRateLimiter(), knownJobs })
  jobs = openJobs(database.dataSource, () => tracker?.wake())
  told.length = warned.length = 0
})
afterEach(async () => {
  await tracker.close()
  await account.close()
  await database.close()
  await tencent.close()
})

const track = () => {
  const log = { warn: (_: object, message: string) => void warned.push(message), error: (_: object, message: string) => void warned.push(message) }
  const append = (drafts: EventDraft[]) => Promise.resolve(void told.push(...drafts))
  tracker = startTracker({ jobs, accounts: new Map([[account.slug, account]]), append, deadlineMs: 5000, onVendorCall: () => undefined, log })
}
const GIVEN_UP = 'a job is no longer watched: its vendor does not know it'

describe('a session that its vendor does not know', () => {
  const after = async (failures: number, state: string | null) => {
    await jobs.watch({ kind: 'LIVE_SESSION', vendor: 'TENCENT', account: 'tencent', key: 'm1' }, undefined)
    await database.dataSource.query('UPDATE watched_jobs SET failures = $1, state = $2', [failures, state])
    track()
    await until(() => warned.length > 0, 'the vendor was asked')
    await until(async () => (await jobs.count()) === (warned.includes(GIVEN_UP) ? 0 : 1), 'the answer was noted')
  }

  it('has ended if it was known before, once that was said often enough', async () => {
    await after(4, 'LIVE')
    expect(warned).toEqual([GIVEN_UP])
    expect(told).toMatchObject([{ kind: 'LiveStateChanged', content: { state: 'ENDED', vendorState: 'NOT_FOUND' }, session: 'm1', transition: { subject: 'tencent/live/m1', state: 'ENDED' } }])
  })

  it('is given up without a word if it never was', async () => {
    await after(4, null)
    expect(warned).toEqual([GIVEN_UP])
    expect(told).toEqual([])
  })

  it('is asked for again as long as that may be a slip', async () => {
    await after(3, 'LIVE')
    expect(warned).toEqual(['a poll failed'])
    expect(told).toEqual([])
  })
})

describe('the pace of polling a session', () => {
  const pace = (state: string | null, ageMs: number, failures = 0) => nextPollIn({ kind: 'LIVE_SESSION', state, ageMs, failures })
  const MINUTES = 60_000

  it.each<[string, string | null, number, number]>([
    ['before its first poll', null, 0, 1000],
    ['about to go on air', 'PREPARING', MINUTES, 1000],
    ['ready', 'READY', MINUTES, 1000],
    ['in preparation for long', 'PREPARING', 3 * MINUTES, 5000],
    ['on air', 'LIVE', MINUTES, 5000],
    ['on air for long', 'LIVE', 11 * MINUTES, 15_000],
  ])('fits one that is %s', (_, state, ageMs, ms) => {
    expect(pace(state, ageMs)).toBe(ms)
  })

  it('slows down with failures, to once a minute', () => {
    expect([1, 2, 10].map((failures) => pace('READY', 0, failures))).toEqual([2000, 4000, 60_000])
  })
})
