import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Database } from '../../src/db/data-source.js'
import type { EventDraft } from '../../src/domain/events.js'
import { openEventLog, type EventLog, type ReadOptions } from '../../src/events/log.js'
import { keepStatistics } from '../../src/events/statistics.js'
import { DATABASES, emptyLog, message, openTestDatabase, positionsOf, range, state, textOf } from './harness.js'

/** A step of PostgreSQL's plan, as far as it is read here. */
interface PlanNode {
  'Actual Rows': number
  'Rows Removed by Filter'?: number
  Plans?: PlanNode[]
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

describe.each(DATABASES)('the event log on %s', (kind) => {
  let database: Database | undefined
  let log: EventLog
  beforeAll(async () => {
    database = await openTestDatabase(kind)
  })
  afterAll(() => database?.close())
  beforeEach(async (ctx) => {
    if (!database) return ctx.skip()
    await emptyLog(database)
    log = await openEventLog(database)
  })
  const dispositions = async (drafts: EventDraft[]) => (await log.append(drafts)).map(({ disposition, event }) => [disposition, event?.position, event?.previousState])

  it.each([
    ['a first state is announced', ['LIVE'], [['ANNOUNCED', 1, null]]],
    ['the same state again is a duplicate', ['LIVE', 'LIVE'], [['ANNOUNCED', 1, null], ['DUPLICATE']]],
    ['a state that another supersedes is not announced', ['ENDED', 'READY'], [['ANNOUNCED', 1, null], ['SUPERSEDED']]],
    ['a state that comes back by a real change is announced again', ['LIVE', 'PAUSED', 'LIVE'], [['ANNOUNCED', 1, null], ['ANNOUNCED', 2, 'LIVE'], ['ANNOUNCED', 3, 'PAUSED']]],
    ['a duplicate takes no position', ['READY', 'READY', 'LIVE'], [['ANNOUNCED', 1, null], ['DUPLICATE'], ['ANNOUNCED', 2, 'READY']]],
  ] as const)('%s, whether in one append or several', async (_, states, expected) => {
    const drafts = states.map((to) => state('s', to, to === 'READY' ? ['LIVE', 'ENDED'] : []))
    const padded = expected.map(([disposition, position, previous]) => [disposition, position, previous])
    expect(await dispositions(drafts)).toEqual(padded)
    await emptyLog(database!)
    log = await openEventLog(database!)
    const singly = []
    for (const draft of drafts) singly.push(...(await dispositions([draft])))
    expect(singly).toEqual(padded)
  })

  it('an exact replay leaves no trace, even of a message that is old news or no state at all', async () => {
    const drafts = [message('a', { replayKey: 'k1' }), state('s', 'ENDED', [], { replayKey: 'k2' }), state('s', 'READY', ['ENDED'], { replayKey: 'k3' })]
    expect((await dispositions(drafts)).map(([disposition]) => disposition)).toEqual(['ANNOUNCED', 'ANNOUNCED', 'SUPERSEDED'])
    expect((await dispositions(drafts)).map(([disposition]) => disposition)).toEqual(['REPLAYED', 'REPLAYED', 'REPLAYED'])
    const [{ count }] = await database!.dataSource.query<[{ count: string }]>('SELECT count(*) FROM events')
    expect(Number(count)).toBe(3)
  })

  it('all events of one signed message are logged, and all are recognised when it comes again', async () => {
    const drafts = ['a', 'b', 'c'].map((text) => message(text, { replayKey: 'k' }))
    expect((await dispositions(drafts)).map(([disposition]) => disposition)).toEqual(['ANNOUNCED', 'ANNOUNCED', 'ANNOUNCED'])
    expect((await dispositions(drafts)).map(([disposition]) => disposition)).toEqual(['REPLAYED', 'REPLAYED', 'REPLAYED'])
  })

  it('a seal stands for the first body that came with it, whatever else is stored in the same transaction', async () => {
    const seal = (body: string, account = 'a') => ({ account, seal: 's', body })
    const first = log.append([message('first')], seal('1'))
    const together = await Promise.allSettled([first, log.append([message('forged')], seal('2')), log.append([message('none')]), log.append([], seal('3')), log.append([], seal('3', 'b'))])
    expect(together.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'])
    await expect(log.append([message('later')], seal('2'))).rejects.toMatchObject({ reason: 'UNAUTHENTICATED', message: expect.stringContaining('another body') as string })
    expect((await log.append([message('again')], seal('1'))).map(({ event }) => event && textOf(event))).toEqual(['again'])
    expect((await log.read({ after: 0, limit: 10 })).map(textOf)).toEqual(['first', 'none', 'again'])
  })

  it('a seal is forgotten when the log is pruned an hour later, not before', async () => {
    await log.append([], { account: 'a', seal: 's', body: '1' })
    await log.prune(new Date())
    await expect(log.append([], { account: 'a', seal: 's', body: '2' })).rejects.toThrow('another body')
    await database!.dataSource.query(`UPDATE callback_seals SET seen_at = now() - interval '61 minutes'`)
    await log.prune(new Date())
    expect(await log.append([], { account: 'a', seal: 's', body: '2' })).toEqual([])
  })

  it('what is announced is what is read later', async () => {
    const strange = message('nul \0, half a pair \ud800, a pair 😀, \\u0000 spelt out', { room: 'r\0', session: 's' })
    const results = await log.append([strange, state('s', 'LIVE', [], { room: 'r' }), message('plain')])
    expect(await log.read({ after: 0, limit: 10 })).toEqual(results.map(({ event }) => event))
    expect(textOf(results[0]!.event!)).toBe('nul \ufffd, half a pair \ufffd, a pair 😀, \\u0000 spelt out')
  })

  it('positions are gapless and in the order of each caller, however many append to however many replicas', async () => {
    const replicas = await Promise.all(Array.from({ length: 3 }, () => openEventLog(database!)))
    const results = await Promise.all(
      replicas.flatMap((replica, r) =>
        Array.from({ length: 8 }, async (_, caller) => {
          const positions = []
          for (let n = 0; n < 20; n++) positions.push((await replica.append([message(`${r}/${caller}/${n}`)]))[0]!.event!.position)
          return positions
        }),
      ),
    )
    for (const positions of results) expect(positions).toEqual([...positions].sort((a, b) => a - b))
    expect(results.flat().sort((a, b) => a - b)).toEqual(range(1, 480))
    expect(positionsOf(await log.read({ after: 0, limit: 1000 }))).toEqual(range(1, 480))
  })

  it('a draft that the database cannot hold fails alone, and those who share its transaction are logged', async () => {
    const impossible: EventDraft = { ...message('year 275760'), occurredAt: new Date(8.64e15) }
    const results = await Promise.allSettled([log.append([message('a')]), log.append([impossible]), log.append([message('b'), message('c')])])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((results[1] as PromiseRejectedResult).reason).toMatchObject({ code: 'INTERNAL', details: { retryable: false } })
    expect((await log.read({ after: 0, limit: 10 })).map(textOf)).toEqual(['a', 'b', 'c'])
  })

  it('appends that wait share a transaction', async () => {
    const batches: number[] = []
    const counted = await openEventLog(database!, { onCommit: (drafts) => batches.push(drafts), maxBatch: 50 })
    await Promise.all(range(1, 120).map((n) => counted.append([message(String(n))])))
    expect(batches).toEqual([50, 50, 20])
  })

  it('beyond its bound the queue refuses at once, and closing waits for what was accepted', async () => {
    const small = await openEventLog(database!, { maxQueued: 2, maxBatch: 1 })
    const accepted = [small.append([message('a')]), small.append([message('b')])]
    await expect(small.append([message('c')])).rejects.toThrow(/2 events are waiting already/)
    await small.close()
    expect((await Promise.all(accepted)).flat()).toHaveLength(2)
    await expect(small.append([message('d')])).rejects.toThrow(/closing/)
  })

  it('its bounds tell what is kept', async () => {
    expect(await log.bounds()).toEqual({ epoch: log.epoch, oldest: 1, head: 0 })
    await log.append(range(1, 5).map((n) => message(String(n))))
    expect(await log.bounds()).toEqual({ epoch: log.epoch, oldest: 1, head: 5 })
  })

  it('pruning removes the old end only, and neither the head nor what is still mentioned', async () => {
    await log.append([state('old', 'ENDED'), state('kept', 'LIVE'), message('c')])
    await database!.dataSource.query(`UPDATE events SET received_at = now() - interval '40 days'`)
    await database!.dataSource.query(`UPDATE subject_states SET updated_at = now() - interval '40 days'`)
    await log.append([message('d'), state('kept', 'LIVE')])
    const month = new Date(Date.now() - 30 * 86_400_000)
    expect(await log.prune(month)).toBe(3)
    expect(await log.bounds()).toEqual({ epoch: log.epoch, oldest: 4, head: 4 })
    expect((await log.states('huawei/live/')).map(({ subject }) => subject)).toEqual(['huawei/live/kept'])
    expect(await log.prune(new Date(Date.now() + 60_000))).toBe(2)
    expect(await log.bounds()).toEqual({ epoch: log.epoch, oldest: 5, head: 4 })
    expect((await log.append([message('e')]))[0]!.event!.position).toBe(5)
  })

  it('pruning leaves no hole when the clock was set back in between', async () => {
    await log.append(range(1, 4).map((n) => message(String(n))))
    await database!.dataSource.query(`UPDATE events SET received_at = now() - interval '40 days' WHERE position IN (1, 3)`)
    expect(await log.prune(new Date(Date.now() - 86_400_000))).toBe(1)
    expect(positionsOf(await log.read({ after: 0, limit: 10 }))).toEqual([2, 3, 4])
  })

  /** The most events that a step looked at to read that part of the log. */
  async function lookedAt(options: ReadOptions): Promise<number> {
    const { dataSource } = database!
    const told = vi.spyOn(dataSource.logger, 'logQuery')
    await log.read(options)
    const [statement, parameters] = told.mock.lastCall!
    told.mockRestore()
    const [{ 'QUERY PLAN': [{ Plan }] }] = await dataSource.query<[{ 'QUERY PLAN': [{ Plan: PlanNode }] }]>(`EXPLAIN (ANALYZE, FORMAT JSON) ${statement}`, parameters)
    return Math.max(...nodesOf(Plan).map((node) => node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)))
  }

  it('its statistics grow with it, so that a page is read without looking at the rest', async () => {
    const stop = keepStatistics({ log, dataSource: database!.dataSource })
    for (let n = 0; n < 3_000; n += 100) await log.append(range(1, 100).map((k) => message(String(n + k))))
    await stop()
    const filter = { accounts: ['huawei'] }
    expect(positionsOf(await log.read({ after: 0, upTo: 2_990, newestFirst: true, limit: 20, filter }))).toEqual(range(2_971, 2_990).reverse())
    for (const page of [{ after: 0, newestFirst: true }, { after: 0, newestFirst: true, filter }, { after: 2_000 }, { after: 2_000, filter }]) {
      expect(await lookedAt({ ...page, upTo: 2_990, limit: 20 }), JSON.stringify(page)).toBeLessThanOrEqual(30)
    }
  })

  it('statistics that cannot be renewed are told of, but not to whoever appends', async () => {
    const errors: unknown[] = []
    const away = Object.assign(Object.create(database!.dataSource), { query: () => Promise.reject(new Error('away')) }) as Database['dataSource']
    const stop = keepStatistics({ log, dataSource: away, onError: (error) => errors.push(error) })
    for (let n = 0; n < 1_000; n += 100) await log.append(range(1, 100).map((k) => message(String(n + k))))
    await stop()
    expect(errors).toMatchObject([{ message: 'away' }])
  })

  it('a snapshot has the last event of each subject, as of its position', async () => {
    await log.append([state('a', '1'), state('b', '1'), message('no state'), state('a', '2'), state('c', '1', [], { account: 'other' }), state('a', '3')])
    const snapshot = async (upTo: number, filter = {}) => positionsOf(await log.snapshot({ after: 0, upTo, filter, limit: 10 }))
    expect(await snapshot(6)).toEqual([2, 5, 6])
    expect(await snapshot(5)).toEqual([2, 4, 5])
    expect(await snapshot(6, { accounts: ['other'] })).toEqual([5])
    expect(positionsOf(await log.snapshot({ after: 2, upTo: 6, limit: 1 }))).toEqual([5])
  })

  it('states are found by the very beginning of their subject', async () => {
    await log.append(['r/s_1/x', 'r/s_1/y%', 'r/sa1/x', 'r/s_1'].map((session) => state(session, 'LIVE')))
    const subjects = async (prefix: string) => (await log.states(prefix)).map(({ subject }) => subject)
    expect(await subjects('huawei/live/r/s_1/')).toEqual(['huawei/live/r/s_1/x', 'huawei/live/r/s_1/y%'])
    expect(await subjects('huawei/live/r/s_1/y%')).toEqual(['huawei/live/r/s_1/y%'])
    expect(await subjects('huawei/live/r/s\\')).toEqual([])
    expect((await log.states('huawei/live/r/sa1/'))[0]).toEqual({ subject: 'huawei/live/r/sa1/x', state: 'LIVE', updatedAt: expect.any(Date) as Date })
  })
})
