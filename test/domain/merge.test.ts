import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeNewestFirst, placesIn } from '../../src/domain/merge.js'
import type { Page } from '../../src/domain/page.js'

interface Entity {
  id: string
  /** Absent at vendors that tell no times. */
  time?: number
}

/** A vendor's list that resumes behind an entity, wherever it stands by then. */
class VendorList {
  constructor(
    readonly name: string,
    readonly entities: Entity[],
    /** Gives at most so many at once. */
    readonly crumbs = Infinity,
  ) {}
  page(size: number, after: string | undefined): Page<Entity> {
    const start = after === undefined ? 0 : this.entities.findIndex(({ id }) => id === after) + 1
    const end = start + Math.min(size, this.crumbs)
    return { items: this.entities.slice(start, end).map((entity) => ({ entity, cursor: entity.id })), hasMore: end < this.entities.length, total: this.entities.length }
  }
}

const pageOf = (lists: readonly VendorList[], size: number, after?: string) => {
  const places = placesIn(after)
  return mergeNewestFirst(lists.map((list) => ({ name: list.name, page: list.page(size, places[list.name]) })), places, size, ({ time }) => (time === undefined ? null : new Date(time)))
}

/** Pages through the lists to their end; `between` happens after each page. */
function walk(lists: readonly VendorList[], sizes: readonly number[], between: (page: number) => void = () => {}): string[] {
  const seen: string[] = []
  let after: string | undefined
  for (let page = 0; page < 1_000; page += 1) {
    const { items, hasMore } = pageOf(lists, sizes[page % sizes.length]!, after)
    seen.push(...items.map(({ entity }) => entity.id))
    after = items.at(-1)?.cursor ?? after
    if (!hasMore) return seen
    between(page)
  }
  throw new Error('The list has no end.')
}

const dated = (name: string, times: number[]) => new VendorList(name, [...times].sort((a, b) => b - a).map((time, index) => ({ id: `${name}${index}`, time })))
const undated = (name: string, count: number) => new VendorList(name, Array.from({ length: count }, (_, index) => ({ id: `${name}${index}` })))

const times = fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 30 })
const someLists = fc
  .tuple(times, times, fc.nat(20), fc.nat(20), fc.array(fc.option(fc.integer({ min: 0, max: 1_000 }), { nil: undefined }), { maxLength: 15 }))
  .map(([a, b, c, d, mixed]) => [dated('a', a), dated('b', b), undated('c', c), undated('d', d), new VendorList('e', mixed.map((time, index) => ({ id: `e${index}`, time })))])
const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 })

describe('pages merged from several lists', () => {
  test('hold each entity once, whatever is added to the lists between them', () => {
    const additions = fc.array(fc.record({ list: fc.nat(4), place: fc.nat(100), count: fc.integer({ min: 1, max: 3 }) }), { maxLength: 15 })
    fc.assert(
      fc.property(someLists, sizes, additions, (lists, sizes, additions) => {
        const there = lists.flatMap(({ entities }) => entities.map(({ id }) => id))
        const seen = walk(lists, sizes, (page) => {
          const { list = 0, place = 0, count = 0 } = additions[page] ?? {}
          const { name, entities } = lists[list]!
          const at = place % (entities.length + 1)
          // Newer than what follows, and none at a vendor that tells no times.
          const time = entities[at]?.time ?? entities.at(-1)?.time
          if (count) entities.splice(at, 0, ...Array.from({ length: count }, (_, n) => ({ id: `${name}-new-${page}-${n}`, time })))
        })
        expect(new Set(seen).size).toBe(seen.length)
        expect(seen).toEqual(expect.arrayContaining(there))
      }),
    )
  })

  test('have an order that does not depend on their length', () => {
    fc.assert(
      fc.property(someLists, sizes, (lists, sizes) => {
        expect(walk(lists, sizes)).toEqual(walk(lists, [100]))
      }),
    )
  })

  test('have those with a time newest first, and each list in its own order', () => {
    fc.assert(
      fc.property(someLists, sizes, (lists, sizes) => {
        const seen = walk(lists, sizes)
        const all = new Map(lists.flatMap(({ entities }) => entities.map((entity) => [entity.id, entity] as const)))
        const strictly = seen.flatMap((id) => (/^[ab]/.test(id) ? [all.get(id)!.time!] : []))
        expect(strictly).toEqual([...strictly].sort((x, y) => y - x))
        for (const { name, entities } of lists) expect(seen.filter((id) => id.startsWith(name))).toEqual(entities.map(({ id }) => id))
      }),
    )
  })

  test('starve nobody: a list without times is there from the first page on, and so is one with', () => {
    const seen = walk([dated('busy', Array.from({ length: 200 }, (_, n) => n)), undated('timeless', 60), undated('zeitlos', 60)], [20])
    expect(seen.slice(0, 6).map((id) => id.replace(/\d+/, ''))).toEqual(['busy', 'timeless', 'zeitlos', 'busy', 'timeless', 'zeitlos'])
    expect(seen).toHaveLength(320)
  })

  test('even of one entity each', () => {
    expect(walk([dated('busy', [1, 2, 3]), undated('timeless', 3)], [1])).toEqual(['busy0', 'timeless0', 'busy1', 'timeless1', 'busy2', 'timeless2'])
  })

  test('end early rather than overtake a list that gives crumbs', () => {
    const crumbs = new VendorList('crumbs', dated('crumbs', [90, 80, 70, 60]).entities, 1)
    const lists = [crumbs, dated('old', [85, 10])]
    expect(pageOf(lists, 10)).toMatchObject({ items: [{ entity: { time: 90 } }], hasMore: true })
    expect(walk(lists, [10])).toEqual(['crumbs0', 'old0', 'crumbs1', 'crumbs2', 'crumbs3', 'old1'])
  })

  test('go on where a list stood that failed in between', () => {
    const [a, b] = [dated('a', [9, 7, 5]), dated('b', [8, 6, 4])]
    const first = pageOf([a, b], 2)
    const without = pageOf([b], 2, first.items.at(-1)?.cursor)
    const again = pageOf([a, b], 9, without.items.at(-1)?.cursor)
    expect([first, without, again].map(({ items }) => items.map(({ entity }) => entity.time))).toEqual([[9, 8], [6, 4], [7, 5]])
  })

  test('say of when the oldest part is that was not fresh', () => {
    const page = { items: [], hasMore: false }
    const merge = (...asOf: (Date | undefined)[]) => mergeNewestFirst(asOf.map((asOf, n) => ({ name: `l${n}`, page: { ...page, asOf } })), {}, 5, () => null).asOf
    expect(merge(new Date(2_000), undefined, new Date(1_000))).toEqual(new Date(1_000))
    expect(merge(undefined, undefined)).toBeUndefined()
  })
})

test.each(['', null, undefined])('the beginning has no places: %j', (cursor) => {
  expect(placesIn(cursor)).toEqual({})
})

test.each(['nonsense', Buffer.from('[1]').toString('base64url'), Buffer.from('{"a":1}').toString('base64url')])('what is no cursor is refused: %s', (cursor) => {
  expect(() => placesIn(cursor)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', details: { field: 'after' } }))
})
