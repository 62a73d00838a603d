import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fetchPage } from '../../../src/vendors/huawei/paging.js'

/** A vendor's list, newest first, that remembers what was asked of it. */
function listOf(ids: string[], { counts = true, cap = 100 } = {}) {
  const asked: [offset: number, limit: number][] = []
  return {
    ids,
    asked,
    page: (size: number, after?: string) =>
      fetchPage(
        { size, after },
        (offset, limit) => {
          asked.push([offset, limit])
          return Promise.resolve({ items: ids.slice(offset, offset + Math.min(limit, cap)), count: counts ? ids.length : null })
        },
        (id) => id,
      ),
  }
}
type List = ReturnType<typeof listOf>
const numbered = (count: number, prefix = 'n') => Array.from({ length: count }, (_, i) => `${prefix}${i}`)
const entities = (page: Awaited<ReturnType<List['page']>>) => page.items.map(({ entity }) => entity)

/** Reads all pages; `between` may change the list after each. */
async function readAll(list: List, size: number, between: (page: number) => void = () => undefined): Promise<string[]> {
  const seen: string[] = []
  let after: string | undefined
  for (let page = 0; page < 500; page += 1) {
    const { items, hasMore } = await list.page(size, after)
    seen.push(...items.map(({ entity }) => entity))
    if (!hasMore) return seen
    after = items.at(-1)?.cursor ?? after
    between(page)
  }
  throw new Error('The list does not end.')
}

describe('pages of a list that stands still', () => {
  test('hold every entity once, in order, whatever the size and whether or not the vendor counts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(230), fc.integer({ min: 1, max: 100 }), fc.boolean(), fc.constantFrom(100, 50), async (count, size, counts, cap) => {
        const list = listOf(numbered(count), { counts, cap: counts ? cap : 100 })
        expect(await readAll(list, size)).toEqual(list.ids)
        for (const [, limit] of list.asked) expect(limit).toBeLessThanOrEqual(100)
      }),
      { numRuns: 80 },
    )
  })

  test('cost one call each, up to 99 entities; 100 after a cursor cost two', async () => {
    const list = listOf(numbered(300))
    const first = await list.page(20)
    await list.page(99, first.items.at(-1)?.cursor)
    expect(list.asked).toEqual([[0, 21], [19, 100]])
    const page = await list.page(100, first.items.at(-1)?.cursor)
    expect(entities(page)).toEqual(numbered(120).slice(20))
    expect(list.asked.slice(2)).toEqual([[19, 100], [118, 2]])
  })

  test('tell the total and whether more follow', async () => {
    const list = listOf(numbered(25))
    const first = await list.page(20)
    expect(first).toMatchObject({ hasMore: true, total: 25 })
    expect(await list.page(20, first.items.at(-1)?.cursor)).toMatchObject({ hasMore: false, total: 25 })
    expect(await listOf([]).page(20)).toEqual({ items: [], hasMore: false, total: 0 })
  })

  test('know without a count that the last one is full', async () => {
    expect(await listOf(numbered(20), { counts: false }).page(20)).toMatchObject({ hasMore: false })
    expect(await listOf(numbered(21), { counts: false }).page(20)).toMatchObject({ hasMore: true })
  })
})

describe('pages of a list that changes between them', () => {
  test('with newcomers: what was there throughout comes once, in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 100 }), fc.array(fc.array(fc.nat(1_000), { maxLength: 40 }), { maxLength: 8 }), async (count, size, arrivals) => {
        const list = listOf(numbered(count))
        const seen = await readAll(list, size, (page) => {
          for (const [i, place] of (arrivals[page] ?? []).entries()) list.ids.splice(place % (list.ids.length + 1), 0, `new${page}.${i}`)
        })
        expect(new Set(seen).size).toBe(seen.length)
        expect(seen.filter((id) => id.startsWith('n') && !id.startsWith('new'))).toEqual(numbered(count))
      }),
      { numRuns: 100 },
    )
  })

  test('with departures too, as long as the last one seen stands: none skipped, none repeated', async () => {
    const change = fc.array(fc.record({ gone: fc.boolean(), place: fc.nat(1_000) }), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 50 }), fc.array(change, { maxLength: 8 }), async (count, size, changes) => {
        const list = listOf(numbered(count))
        const departed = new Set<string>()
        let last = ''
        const page = list.page
        list.page = async (...args) => {
          const result = await page(...args)
          last = result.items.at(-1)?.entity ?? last
          return result
        }
        const seen = await readAll(list, size, (round) => {
          for (const [i, { gone, place }] of (changes[round] ?? []).entries()) {
            const at = place % (list.ids.length + 1)
            if (!gone) list.ids.splice(at, 0, `new${round}.${i}`)
            else if (list.ids[at] !== undefined && list.ids[at] !== last) departed.add(list.ids.splice(at, 1)[0]!)
          }
        })
        expect(new Set(seen).size).toBe(seen.length)
        for (const id of numbered(count)) if (!departed.has(id)) expect(seen).toContain(id)
      }),
      { numRuns: 100 },
    )
  })

  test('go on at the offset when the last one seen is gone', async () => {
    const list = listOf(numbered(10))
    const { items } = await list.page(4)
    list.ids.splice(3, 1)
    expect(entities(await list.page(4, items.at(-1)?.cursor))).toEqual(['n4', 'n5', 'n6', 'n7'])
  })

  test('look for the last one seen in a bounded number of calls', async () => {
    const list = listOf(numbered(10))
    const { items } = await list.page(4)
    list.ids.splice(0, 10, ...numbered(5_000, 'other'))
    list.asked.length = 0
    await list.page(4, items.at(-1)?.cursor)
    expect(list.asked.length).toBeLessThanOrEqual(6)
  })

  test('end when everything is gone', async () => {
    const list = listOf(numbered(10))
    const { items } = await list.page(4)
    list.ids.length = 0
    expect(await list.page(4, items.at(-1)?.cursor)).toMatchObject({ items: [], hasMore: false })
  })
})

describe('a vendor that misbehaves', () => {
  test('by giving one entity at a time costs a bounded number of calls', async () => {
    const list = listOf(numbered(50), { cap: 2 })
    const page = await list.page(20)
    expect(entities(page).length).toBeGreaterThan(0)
    expect(page.hasMore).toBe(true)
    expect(list.asked.length).toBeLessThanOrEqual(4)
  })

  test('by counting entities that it never gives ends the list', async () => {
    const page = await fetchPage({ size: 5 }, () => Promise.resolve({ items: [] as string[], count: 7 }), (id) => id)
    expect(page).toEqual({ items: [], hasMore: false, total: 7 })
  })
})

test.each(['', 'rubbish', '!!!', Buffer.from('5').toString('base64url'), Buffer.from('-1:a').toString('base64url'), Buffer.from('9999999999:a').toString('base64url'), Buffer.from('1:').toString('base64url')])(
  'a cursor that is none of ours is BAD_USER_INPUT: %j',
  async (cursor) => {
    await expect(listOf(numbered(3)).page(2, cursor)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', details: { field: 'after' } })
  },
)
