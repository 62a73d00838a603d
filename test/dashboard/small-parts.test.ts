import { describe, expect, it } from 'vitest'
import { grouped } from '../../src/dashboard/jobs/groups.js'
import { allPages } from '../../src/dashboard/live/pages.js'
import { createEntities } from '../../src/dashboard/live/store.js'
import { BAR, bars, lastMinute, sampled, WINDOW, type Sample } from '../../src/dashboard/vendors/samples.js'
import { placeIn } from '../../src/dashboard/wall/place.js'

describe('the place in a script', () => {
  const scenes = [
    { name: 'Opening', paragraphs: [{ sequenceNo: 1, title: 'a' }, { sequenceNo: 2, title: 'b' }] },
    { name: 'Offer', paragraphs: [{ sequenceNo: 1, title: 'c' }, { sequenceNo: 2, title: 'd' }, { sequenceNo: 3, title: 'e' }] },
  ]
  it.each([
    ['Opening', 1, { scene: 1, scenes: 2, paragraph: 1, paragraphs: 5 }],
    ['Offer', 2, { scene: 2, scenes: 2, paragraph: 4, paragraphs: 5 }],
    ['Offer', 4, undefined],
    ['Elsewhere', 1, undefined],
  ])('%s, %i is %o', (sceneName, sequenceNo, place) => {
    expect(placeIn(scenes, { sceneName, sequenceNo })).toEqual(place)
  })
})

describe('the chart of callbacks', () => {
  it('counts what came between two looks, and begins anew with a server that does', () => {
    let samples: Sample[] = sampled([], undefined, { accepted: 1000, refused: 5 }, 10_000)
    expect(lastMinute(samples, 10_000)).toEqual({ accepted: 0, refused: 0 })
    samples = sampled(samples, { accepted: 1000, refused: 5 }, { accepted: 1010, refused: 6 }, 15_000)
    samples = sampled(samples, { accepted: 1010, refused: 6 }, { accepted: 3, refused: 0 }, 20_000)
    expect(lastMinute(samples, 20_000)).toEqual({ accepted: 13, refused: 1 })
  })

  it('forgets what is older than it looks back', () => {
    const old = sampled([], undefined, { accepted: 0, refused: 0 }, 0)
    expect(sampled(old, { accepted: 0, refused: 0 }, { accepted: 4, refused: 0 }, WINDOW + 1)).toEqual([{ at: WINDOW + 1, accepted: 4, refused: 0 }])
  })

  it('has a bar for every few seconds, the newest last', () => {
    const at = 1_000_000
    const drawn = bars([{ at: at - BAR, accepted: 2, refused: 1 }, { at, accepted: 5, refused: 0 }, { at: at - WINDOW, accepted: 9, refused: 9 }], at)
    expect(drawn).toHaveLength(WINDOW / BAR)
    expect(drawn.slice(-2)).toEqual([{ accepted: 2, refused: 1 }, { accepted: 5, refused: 0 }])
    expect(drawn.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(7)
  })
})

describe('jobs', () => {
  const jobs = (['SUCCEEDED', 'RUNNING', 'NEEDS_ACTION', null, 'BLOCKED'] as const).map((status) => ({ status }))
  it('that wait for a person come first', () => {
    expect(grouped(jobs, 'all').map(({ status }) => status)).toEqual(['NEEDS_ACTION', 'RUNNING', null, 'BLOCKED', 'SUCCEEDED'])
  })
  it('are found by group', () => {
    expect(grouped(jobs, 'failed')).toEqual([{ status: 'BLOCKED' }])
  })
})

describe('a collection that is watched', () => {
  const byId = () => createEntities<{ id: string; value: number }>((one, other) => one.id.localeCompare(other.id))

  it('tells of a change once, when it is complete, and only who watches that entity', () => {
    const entities = byId()
    const told: string[] = []
    entities.reset([{ id: 'a', value: 1 }, { id: 'b', value: 1 }])
    entities.commit()
    entities.watch('a', () => told.push('a'))
    entities.watch('b', () => told.push('b'))
    entities.ids.subscribe(() => told.push('ids'))
    entities.put({ id: 'a', value: 2 })
    entities.put({ id: 'a', value: 3 })
    expect(told).toEqual([])
    entities.commit()
    expect(told).toEqual(['a'])
    expect(entities.all.get()).toEqual([{ id: 'a', value: 3 }, { id: 'b', value: 1 }])
  })

  it('tells who lists when one comes or goes', () => {
    const entities = byId()
    const told: (readonly string[])[] = []
    entities.ids.subscribe(() => told.push(entities.ids.get()))
    entities.put({ id: 'b', value: 1 })
    entities.commit()
    entities.put({ id: 'a', value: 1 })
    entities.commit()
    entities.reset([])
    entities.commit()
    expect(told).toEqual([['b'], ['a', 'b'], []])
  })
})

describe('a list that is read page by page', () => {
  it('ends with the last page, and keeps what came before one that failed', async () => {
    const page = (nodes: number[], endCursor: string | null) => ({ nodes, unavailable: ['x'], pageInfo: { endCursor, hasNextPage: endCursor !== null } })
    const pages = new Map([[null, page([1, 2], 'two')], ['two', page([3], null)]])
    expect(await allPages(async (after) => pages.get(after))).toEqual({ nodes: [1, 2, 3], unavailable: ['x'] })
    expect(await allPages(async (after) => (after === null ? pages.get(null) : undefined))).toEqual({ nodes: [1, 2], unavailable: ['x'] })
  })
})
