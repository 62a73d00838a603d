import { badInput } from '../../domain/errors.js'
import type { Page, PageRequest } from '../../domain/page.js'
import type { WirePage } from './wire.js'

/*
 * Huawei's lists are paged by offset, and offsets shift when entities come or go. A cursor therefore holds the offset
 * of an entity together with its id, the anchor: a page begins where the anchor is now, not where it was.
 */

/** Asks the vendor for at most `limit` (1 to 100) entities from `offset` on. */
export type FetchWindow<W> = (offset: number, limit: number) => Promise<WirePage<W>>

/** The largest `limit` of MetaStudio's lists (errata, section 6). */
export const MAX_LIMIT = 100

/** How many full windows beyond its old place an anchor is looked for. */
const MAX_FORWARD_WINDOWS = 4
/** How many windows one page may take to fill; a vendor that gives crumbs gets a shorter page with more to follow. */
const MAX_WINDOWS = 4
const MAX_OFFSET = 2 ** 31 - 1 - MAX_LIMIT

interface Anchor {
  offset: number
  id: string
}

interface Window<W> {
  offset: number
  items: W[]
  count: number | null
  /** Whether entities follow the window, as far as one window can tell. */
  more: boolean
}

/**
 * One page, the first or the one after a cursor. An entity whose predecessor still stands is neither skipped nor
 * repeated, whatever came or went before it, up to {@link MAX_FORWARD_WINDOWS} windows of newcomers and one window of
 * departures between two pages. When the anchor itself is gone, the page goes on at the anchor's offset.
 * BAD_USER_INPUT for a cursor that is none of ours.
 */
export async function fetchPage<W>(request: PageRequest, fetch: FetchWindow<W>, idOf: (item: W) => string): Promise<Page<W>> {
  const read = async (offset: number, limit: number): Promise<Window<W>> => {
    const { items, count } = await fetch(offset, limit)
    const end = offset + items.length
    return { offset, items, count, more: items.length > 0 && (count === null ? items.length >= limit : end < count) }
  }

  const page: { entity: W; anchor: Anchor }[] = []
  let anchor = request.after === undefined ? undefined : decodeCursor(request.after)
  let latest: Window<W> | undefined
  for (let windows = 0; page.length < request.size && windows < MAX_WINDOWS; windows += 1) {
    const missing = request.size - page.length
    latest = anchor ? await readAfter(anchor, missing, idOf, read) : await read(0, Math.min(missing + 1, MAX_LIMIT))
    for (const [index, entity] of latest.items.slice(0, missing).entries()) {
      anchor = { offset: latest.offset + index, id: idOf(entity) }
      page.push({ entity, anchor })
    }
    // The anchor stood at the end of its window: the next window begins at its new place.
    if (anchor && latest.items.length === 0) anchor = { ...anchor, offset: latest.offset - 1 }
    if (latest.items.length >= missing || !latest.more) {
      const surplus = latest.items.length > missing
      return finished(page, surplus || latest.more, latest.count)
    }
  }
  return finished(page, latest?.more ?? false, latest?.count ?? null)
}

function finished<W>(page: { entity: W; anchor: Anchor }[], hasMore: boolean, count: number | null): Page<W> {
  return {
    items: page.map(({ entity, anchor }) => ({ entity, cursor: encodeCursor(anchor) })),
    hasMore,
    ...(count !== null && { total: count }),
  }
}

/** What follows the anchor, wherever it is now. */
async function readAfter<W>(anchor: Anchor, missing: number, idOf: (item: W) => string, read: (offset: number, limit: number) => Promise<Window<W>>): Promise<Window<W>> {
  const afterAnchor = (window: Window<W>): Window<W> | undefined => {
    const index = window.items.findIndex((item) => idOf(item) === anchor.id)
    return index < 0 ? undefined : { ...window, offset: window.offset + index + 1, items: window.items.slice(index + 1) }
  }

  const limit = Math.min(missing + 1, MAX_LIMIT)
  const here = await read(anchor.offset, limit)
  const found = afterAnchor(here)
  if (found) return found

  // Newcomers pushed it on: by far the likelier case in lists that are newest first.
  let ahead = here
  for (let windows = 0; ahead.more && windows < MAX_FORWARD_WINDOWS; windows += 1) {
    ahead = await read(ahead.offset + ahead.items.length, MAX_LIMIT)
    const further = afterAnchor(ahead)
    if (further) return further
  }
  // Entities before it went away, so it moved up.
  if (anchor.offset > 0) {
    const start = Math.max(0, anchor.offset - MAX_LIMIT)
    const before = afterAnchor(await read(start, anchor.offset - start))
    // The window ends at the anchor's old place, so there may be more behind it than its own end shows.
    if (before) return { ...before, more: before.more || here.items.length > 0 }
  }
  return here
}

function encodeCursor({ offset, id }: Anchor): string {
  return Buffer.from(`${offset}:${id}`, 'utf8').toString('base64url')
}

function decodeCursor(cursor: string): Anchor {
  const [, offset, id] = /^(\d{1,10}):(.+)$/s.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? []
  const anchor = { offset: Number(offset), id: id ?? '' }
  if (!id || anchor.offset > MAX_OFFSET || encodeCursor(anchor) !== cursor) {
    throw badInput('Expected `after` to be a cursor of this list. Take cursors from an earlier page; never build them.', { field: 'after' })
  }
  return anchor
}
