import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/db/data-source.js'
import { EVENT_KINDS, matches, type EventDraft, type EventFilter } from '../../src/domain/events.js'
import { openEventLog } from '../../src/events/log.js'
import { DATABASES, message, openTestDatabase, positionsOf } from './harness.js'

const account = fc.constantFrom('huawei', 'huawei-2', 'xingyun')
const id = fc.constantFrom('1', '2', "'; --", '%', 'ä\0', '\ufffd', '\ud800')
const instant = fc.integer({ min: 0, max: 9 }).map((second) => new Date(Date.UTC(2026, 0, 2, 3, 4, second)))
const draft: fc.Arbitrary<EventDraft> = fc
  .record({ kind: fc.constantFrom(...EVENT_KINDS), account, room: fc.option(id, { nil: undefined }), session: fc.option(id, { nil: undefined }), job: fc.option(id, { nil: undefined }), occurredAt: instant })
  .map((parts) => ({ ...message(''), ...parts }) as EventDraft)
const filter: fc.Arbitrary<EventFilter> = fc.record(
  {
    kinds: fc.subarray([...EVENT_KINDS]),
    accounts: fc.array(fc.oneof(account, fc.constant('\0')), { maxLength: 3 }),
    room: fc.record({ account, room: id }),
    session: fc.record({ account, session: id }),
    job: fc.record({ account, job: id }),
    occurredAfter: instant,
    occurredBefore: instant,
  },
  { requiredKeys: [] },
)

describe.each(DATABASES)('filters on %s', (kind) => {
  let database: Database | undefined
  beforeAll(async () => {
    database = await openTestDatabase(kind)
  })
  afterAll(() => database?.close())

  it('match the same events in the log as in memory', async (ctx) => {
    if (!database) return ctx.skip()
    const log = await openEventLog(database)
    await log.append(fc.sample(draft, { numRuns: 120, seed: 7 }))
    const all = await log.read({ after: 0, limit: 1000 })
    await fc.assert(
      fc.asyncProperty(filter, fc.nat(120), fc.nat(120), async (filter, after, upTo) => {
        const expected = all.filter((event) => matches(filter, event) && event.position > after && event.position <= upTo)
        expect(positionsOf(await log.read({ after, upTo, filter, limit: 1000 }))).toEqual(positionsOf(expected))
        expect(positionsOf(await log.read({ after, upTo, filter, limit: 1000, newestFirst: true }))).toEqual(positionsOf(expected).reverse())
        expect(await log.count(filter)).toBe(all.filter((event) => matches(filter, event)).length)
      }),
      { numRuns: 150 },
    )
  })
})
