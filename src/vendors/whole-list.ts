import { badInput } from '../domain/errors.js'
import type { Page } from '../domain/page.js'

/**
 * One page of a list that is held whole. `items` ascend by `keyOf`, which is different for each; `last` is the key of the last
 * item already seen ({@link keyIn}): what comes after it is found even when that item is gone.
 */
export function pageOfWhole<T>(items: readonly T[], keyOf: (item: T) => string, size: number, last: string | undefined): Page<T> {
  const rest = last === undefined ? items : items.filter((item) => keyOf(item) > last)
  return {
    items: rest.slice(0, size).map((entity) => ({ entity, cursor: encodeCursor(keyOf(entity)) })),
    hasMore: rest.length > size,
    total: items.length,
  }
}

/** The key in a cursor; nothing where the list begins. BAD_USER_INPUT for a cursor that is none, before a vendor is asked. */
export function keyIn(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const key = Buffer.from(cursor, 'base64url').toString('utf8')
  if (key && encodeCursor(key) === cursor) return key
  throw badInput('Expected `after` to be a cursor of this list. Take cursors from an earlier page; never build them.', { field: 'after' })
}

/** Each item once, ascending by its key: an order of the vendor's own would not outlast a fetch. */
export function inOrder<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const byKey = new Map(items.map((item) => [keyOf(item), item]))
  return [...byKey.keys()].sort().map((key) => byKey.get(key)!)
}

const encodeCursor = (key: string) => Buffer.from(key, 'utf8').toString('base64url')
