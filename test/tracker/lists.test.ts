import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/db/data-source.js'
import type { EventDraft } from '../../src/domain/events.js'
import { openJobs, type JobRef } from '../../src/tracker/jobs.js'
import { openOffers } from '../../src/tracker/offers.js'
import { startTracker, type Tracker } from '../../src/tracker/poll.js'
import { openTestDatabase } from '../events/harness.js'
import { startApp } from '../support/app.js'
import { until } from '../support/until.js'
import { startHuawei, type Sandboxed } from '../vendors/huawei/sandboxed.js'

let database: Database
beforeAll(async () => {
  database = (await openTestDatabase('embedded'))!
})
beforeEach(() => database.dataSource.query('TRUNCATE watched_jobs'))
afterAll(() => database.close())

const voice = (id: string): JobRef => ({ kind: 'VOICE_TRAINING', vendor: 'HUAWEI', account: 'huawei', key: `VOICE/${id}` })

describe('jobs that are due together', () => {
  let huawei: Sandboxed
  let tracker: Tracker | undefined
  let told: EventDraft[]
  beforeEach(async () => {
    huawei = await startHuawei()
    told = []
  })
  afterEach(async () => {
    await tracker?.close()
    await huawei.close()
  })

  /** Has the tracker ask about jobs that all are due at its start. */
  const track = async (refs: JobRef[]) => {
    const jobs = openJobs(database.dataSource, () => {})
    for (const ref of refs) await jobs.watch(ref, undefined)
    const log = { warn: () => {}, error: () => {} }
    const append = async (drafts: EventDraft[]) => void told.push(...drafts)
    tracker = startTracker({ jobs, accounts: new Map([['huawei', huawei.account]]), append, deadlineMs: 10_000, onVendorCall: () => {}, log })
    await until(async () => (await database.dataSource.query<[{ count: number }]>('SELECT count(*)::int AS count FROM watched_jobs WHERE due_at <= now() OR leased_until IS NOT NULL'))[0].count === 0)
  }
  const sections = () => huawei.sandbox.journal.entries().flatMap((entry) => (entry.kind === 'request' ? (entry).section : []))
  const voices = (count: number) => huawei.sandbox.world.voices.all.slice(0, count).map(({ id }) => voice(id))

  it('are asked about by one page of the list, and told of as if each had been asked for', async () => {
    const refs = voices(6)
    await track(refs)
    expect(sections()).toEqual(['8.4'])
    const byList = told
    told = []
    await tracker?.close()
    await database.dataSource.query('TRUNCATE watched_jobs')
    huawei.sandbox.journal.clear()
    for (const ref of refs) {
      await track([ref])
      await tracker?.close()
    }
    expect(new Set(sections())).toEqual(new Set(['8.6']))
    const timeless = (drafts: EventDraft[]) => drafts.map(({ occurredAt: _, ...draft }) => draft).sort((a, b) => (a.job! < b.job! ? -1 : 1))
    expect(timeless(byList)).toEqual(timeless(told))
    expect(byList).toHaveLength(6)
  })

  it('and are not on the page are asked about one by one', async () => {
    await track([...voices(3), voice('nobody')])
    expect(sections().sort()).toEqual(['8.4', '8.6'])
    expect(told).toHaveLength(3)
  })

  it('are asked about one by one when the list cannot be had', async () => {
    huawei.sandbox.faults.add({ operation: '8.4', status: 400 })
    await track(voices(4))
    expect(sections().sort()).toEqual(['8.4', '8.6', '8.6', '8.6', '8.6'])
    expect(told).toHaveLength(4)
  })

  it('are asked about by a list of each kind, for all kinds that have one', async () => {
    const { avatars, videos, rooms } = huawei.sandbox.world
    expect(rooms.length).toBeGreaterThan(0)
    const refs: JobRef[] = [
      ...avatars.all.slice(0, 3).map(({ id }): JobRef => ({ kind: 'AVATAR_TRAINING', vendor: 'HUAWEI', account: 'huawei', key: `AVATAR/${id}` })),
      ...videos.all.slice(0, 3).map(({ id }): JobRef => ({ kind: 'VIDEO', vendor: 'HUAWEI', account: 'huawei', key: id })),
      ...voices(2),
    ]
    await track(refs)
    expect(sections().sort()).toEqual(['5.2.1', '7.2', '8.6', '8.6'])
    expect(told).toHaveLength(8)
  })
})

describe('jobs that were come across', () => {
  const rows = () => database.dataSource.query<{ key: string; app_user_id: string | null; state: string | null; wait: number }[]>('SELECT key, app_user_id, state, extract(epoch FROM due_at - now())::float8 AS wait FROM watched_jobs ORDER BY key')

  it('come under observation, first asked about a little later; known ones stay as they are', async () => {
    const jobs = openJobs(database.dataSource, () => {})
    await jobs.watch(voice('known'), 'ann')
    const [known] = await jobs.claim(1, 1_000)
    await jobs.settle(known!, { state: 'X', failures: 0, dueInMs: null })
    const offer = openOffers(database.dataSource, (error) => expect.fail(String(error)))
    offer([voice('known'), voice('new')], 'bob')
    await until(async () => (await rows()).length === 2)
    expect(await rows()).toEqual([
      { key: 'VOICE/known', app_user_id: 'ann', state: 'X', wait: null },
      { key: 'VOICE/new', app_user_id: 'bob', state: null, wait: expect.closeTo(17, -1.5) as number },
    ])
  })

  it('cost the database one statement, and none when they are come across again', async () => {
    let statements = 0
    const counting = { query: (...args: Parameters<typeof database.dataSource.query>) => ((statements += 1), database.dataSource.query(...args)) } as typeof database.dataSource
    const offer = openOffers(counting, (error) => expect.fail(String(error)))
    offer([], undefined)
    for (let time = 0; time < 3; time += 1) offer(['a', 'b', 'c'].map(voice), undefined)
    expect(statements).toBe(1)
    await until(async () => (await rows()).length === 3)
  })

  it('are offered again when the database did not take them', async () => {
    const errors: unknown[] = []
    let away = true
    const failing = { query: (...args: Parameters<typeof database.dataSource.query>) => (away ? Promise.reject(new Error('away')) : database.dataSource.query(...args)) } as typeof database.dataSource
    const offer = openOffers(failing, (error) => errors.push(error))
    offer([voice('a')], undefined)
    await until(() => errors.length === 1)
    away = false
    offer([voice('a')], undefined)
    await until(async () => (await rows()).length === 1)
  })

  it('are those that lists show and that are not over', async () => {
    const app = await startApp()
    const watched = async () => (await app.metrics()).get('avatargraph_watched_jobs')
    const over = ['SUCCEEDED', 'FAILED', 'CANCELED', 'BLOCKED', 'ENDED']
    let running = 0
    for (const [list, field] of [['trainingJobs', 'status'], ['videoJobs', 'status'], ['liveSessions', 'state']] as const) {
      for (let time = 0; time < 2; time += 1) {
        const { body } = await app.query<Record<string, { nodes: Record<string, string>[] }>>(`{ ${list}(first: 100, filter: { vendors: [HUAWEI] }) { nodes { ${field} } } }`)
        if (time === 0) running += body.data![list]!.nodes.filter((node) => !over.includes(node[field]!)).length
      }
      await until(async () => (await watched()) === running, `${running} jobs are watched after ${list}`)
    }
    expect(running).toBeGreaterThan(3)
    await app.dispose()
  })
})
