import { badInput } from './errors.js'
import type { Page, PageItem } from './page.js'

/** The place reached in each of several lists, by name; under the empty name, whose turn it was last. */
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
  /** Of the oldest page that was not fresh; absent when all were. */
  asOf?: Date
}

interface Queue<T> {
  name: string
  page: Page<T>
  items: PageItem<T>[]
}

/** The name under which places keep whose turn it was; no list has it. */
const TURN = ''
/** Stands for all entities with a time of creation in the round of turns. */
const DATED = ''

/**
 * Merges one page of each list. Each list was asked for `size` entities behind its place, and each cursor holds the
 * places reached in all, so that what appears in one list moves nothing in another, and nothing comes twice or is left out.
 * A list that gave fewer than it was asked for while it has more ends the page early.
 *
 * Entities with a time of creation come newest first. One without has no place among them, and putting it last would hide
 * it behind all that a busier vendor has: the lists whose next entity has none take turns with those that do, one entity
 * each. Whose turn it is stands in the cursor, so the order does not depend on how long the pages are.
 */
export function mergeNewestFirst<T>(pages: readonly NamedPage<T>[], from: Places, size: number, createdAt: (entity: T) => Date | null): MergedPage<T> {
  const queues: Queue<T>[] = pages.map(({ name, page }) => ({ name, page, items: [...page.items] }))
  const places = { ...from }
  const items: MergedItem<T>[] = []
  while (items.length < size) {
    const heads = headsOf(queues, createdAt)
    const turn = nextTurn([...heads.keys()], places[TURN])
    const queue = turn === undefined ? undefined : heads.get(turn)
    const head = queue?.items.shift()
    if (turn === undefined || !queue || !head) break
    places[queue.name] = head.cursor
    places[TURN] = turn
    items.push({ entity: head.entity, name: queue.name, cursor: encodePlaces(places) })
    // What follows in this list may be newer than what the others have: it has to be asked for first.
    if (queue.items.length === 0 && queue.page.hasMore) break
  }
  const totals = pages.map(({ page }) => page.total).filter((total) => total !== undefined)
  const times = pages.flatMap(({ page }) => page.asOf ?? [])
  return {
    items,
    hasMore: queues.some((queue) => queue.items.length > 0 || queue.page.hasMore),
    ...(totals.length > 0 && { total: totals.reduce((sum, total) => sum + total, 0) }),
    ...(times.length > 0 && { asOf: new Date(Math.min(...times.map(Number))) }),
  }
}

/** Who can take a turn: the list with the newest entity for all that have a time, and each list whose next one has none. */
function headsOf<T>(queues: readonly Queue<T>[], createdAt: (entity: T) => Date | null): Map<string, Queue<T>> {
  const heads = new Map<string, Queue<T>>()
  let newest = -Infinity
  for (const queue of queues) {
    const [head] = queue.items
    if (!head) continue
    const time = createdAt(head.entity)?.getTime()
    if (time === undefined) heads.set(queue.name, queue)
    else if (time > newest) {
      heads.set(DATED, queue)
      newest = time
    }
  }
  return heads
}

/** The one after the last in alphabetical order, and then from the beginning; {@link DATED} comes first. */
function nextTurn(candidates: string[], last: string | undefined): string | undefined {
  const inOrder = candidates.sort()
  return (last === undefined ? undefined : inOrder.find((name) => name > last)) ?? inOrder[0]
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
