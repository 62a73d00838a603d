import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Database } from '../../src/db/data-source.js'
import { openEventLog, type EventLog, type ReadOptions } from '../../src/events/log.js'
import { keepStatistics } from '../../src/events/statistics.js'
import { DATABASES, emptyLog, message, openTestDatabase, positionsOf, range } from './harness.js'

/** A step of PostgreSQL's plan, as far as it is read here. */
interface PlanNode {
  'Actual Rows': number
  'Rows Removed by Filter'?: number
  Plans?: PlanNode[]
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

describe.each(DATABASES)('the statistics of a log on %s', (kind) => {
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

  it('grow with it, so that a page is read without looking at the rest', async () => {
    const stop = keepStatistics({ log, dataSource: database!.dataSource })
    for (let n = 0; n < 3_000; n += 100) await log.append(range(1, 100).map((k) => message(String(n + k))))
    await stop()
    const filter = { accounts: ['huawei'] }
    expect(positionsOf(await log.read({ after: 0, upTo: 2_990, newestFirst: true, limit: 20, filter }))).toEqual(range(2_971, 2_990).reverse())
    for (const page of [{ after: 0, newestFirst: true }, { after: 0, newestFirst: true, filter }, { after: 2_000 }, { after: 2_000, filter }]) {
      expect(await lookedAt({ ...page, upTo: 2_990, limit: 20 }), JSON.stringify(page)).toBeLessThanOrEqual(30)
    }
  })

  it('are told of when they cannot be renewed, and whoever appends is not', async () => {
    const errors: unknown[] = []
    const away = Object.assign(Object.create(database!.dataSource), { query: () => Promise.reject(new Error('away')) }) as Database['dataSource']
    const stop = keepStatistics({ log, dataSource: away, onError: (error) => errors.push(error) })
    for (let n = 0; n < 1_000; n += 100) await log.append(range(1, 100).map((k) => message(String(n + k))))
    await stop()
    expect(errors).toMatchObject([{ message: 'away' }])
  })
})
