import { badInput } from './errors.js'
import type { Page, PageItem } from './page.js'

/** The place reached in each of several lists, by name. */
export type Places = Record<string, string>

/** A page of one list among several. */
export interface NamedPage<T> {
  name: string
  page: Page<T>
}

/** An entity of a merged page. */
export interface MergedItem<T> {
  entity: T
  /** The list that it is from. */
  name: string
  /** Resumes every list behind this entity. */
  cursor: string
}

/** One page merged from several. */
export interface MergedPage<T> {
  items: MergedItem<T>[]
  hasMore: boolean
  /** Of those lists that count; absent when none does. */
  total?: number
}

/**
 * Merges one page of each list, newest first. Each list was asked for `size` entities behind its place, and each
 * cursor holds the places reached in all, so that what appears in one list moves nothing in another.
 */
export function mergeNewestFirst<T>(pages: readonly NamedPage<T>[], from: Places, size: number, createdAt: (entity: T) => Date | null): MergedPage<T> {
  const queues = pages.map(({ name, page }) => ({ name, page, items: [...page.items] }))
  const places = { ...from }
  const items: MergedItem<T>[] = []
  while (items.length < size) {
    const newest = newestHead(queues, createdAt)
    if (!newest) break
    const [{ entity, cursor }] = newest.items.splice(0, 1) as [PageItem<T>]
    places[newest.name] = cursor
    items.push({ entity, name: newest.name, cursor: encodePlaces(places) })
  }
  const totals = pages.map(({ page }) => page.total).filter((total) => total !== undefined)
  return {
    items,
    hasMore: queues.some((queue) => queue.items.length > 0 || queue.page.hasMore),
    ...(totals.length > 0 && { total: totals.reduce((sum, total) => sum + total, 0) }),
  }
}

function newestHead<Q extends { items: PageItem<T>[] }, T>(queues: Q[], createdAt: (entity: T) => Date | null): Q | undefined {
  let best: Q | undefined
  let bestTime = -Infinity
  for (const queue of queues) {
    const head = queue.items[0]
    if (!head) continue
    const time = createdAt(head.entity)?.getTime() ?? 0
    if (!best || time > bestTime) [best, bestTime] = [queue, time]
  }
  return best
}

const encodePlaces = (places: Places) => Buffer.from(JSON.stringify(places)).toString('base64url')

/** The places in a cursor of a merged list, or none for the beginning; BAD_USER_INPUT for a cursor that is none. */
export function placesIn(cursor: string | null | undefined): Places {
  if (!cursor) return {}
  try {
    const places: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (places && typeof places === 'object' && !Array.isArray(places) && Object.values(places).every((it) => typeof it === 'string')) return places as Places
  } catch {
    // Falls through to the one message for everything that is no cursor.
  }
  throw badInput(`Expected a cursor of this list, got ${JSON.stringify(cursor.slice(0, 80))}. Take it from pageInfo.endCursor or an edge.`, { field: 'after' })
}
