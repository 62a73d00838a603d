import { badInput, notFound } from '../../domain/errors.js'
import { honourOnly } from '../../domain/filters.js'
import type { Motion, MotionFilter } from '../../domain/motions.js'
import type { Page, PageRequest } from '../../domain/page.js'
import type { MotionCatalogue } from '../../domain/port.js'
import { createCache } from '../../transport/stale.js'
import type { VendorClient } from '../client.js'
import { toMotion } from './mapping.js'
import { operations } from './operations.js'
import type { XingyunSettings } from './settings.js'

/**
 * Reading the key actions of a Xingyun account: filtered and paged here, because the vendor can do neither. Its answer,
 * always all motions at once, is used again for a minute, and longer while the vendor is down.
 */
export function createMotions({ call }: Pick<VendorClient, 'call'>, { slug: account, now }: Pick<XingyunSettings, 'slug' | 'now'>): MotionCatalogue {
  const source = { vendor: 'XINGYUN', account } as const
  const all = createCache(
    source,
    // The empty JSON body is part of what is signed, and the vendor's own sample sends it with this GET.
    async (context) => inOrder((await call(operations.listKeyActions, { body: {} }, context)).map(toMotion)),
    { now },
  )

  return {
    async list(filter, page, context) {
      honourOnly('Xingyun', filter, ['search', 'kinds'])
      const after = page.after === undefined ? undefined : decodeCursor(page.after)
      const { value, asOf } = await all(context)
      return { ...pageOf(value.filter(matching(filter)), page, after), asOf }
    },
    async get(id, context) {
      const motion = (await all(context)).value.find(({ nativeId }) => nativeId === id)
      if (!motion) throw notFound(`XINGYUN has no key action ${JSON.stringify(id.slice(0, 100))} for this account.`, source)
      return motion
    },
  }
}

/** Each motion once, by id: the vendor tells no times, and an order of its own would not outlast a fetch. */
function inOrder(motions: Motion[]): Motion[] {
  const byId = new Map(motions.map((motion) => [motion.nativeId, motion]))
  return [...byId.values()].sort((a, b) => (a.nativeId < b.nativeId ? -1 : 1))
}

function matching({ search, kinds }: MotionFilter): (motion: Motion) => boolean {
  const wanted = search?.toLowerCase()
  return (motion) =>
    (wanted === undefined || [motion.nativeId, motion.localName ?? ''].some((name) => name.toLowerCase().includes(wanted))) &&
    (!kinds || (motion.kind !== null && kinds.includes(motion.kind)))
}

/** The page after an id. The order is that of the ids, so it is found even when that motion is gone. */
function pageOf(motions: Motion[], { size }: PageRequest, after: string | undefined): Page<Motion> {
  const rest = after === undefined ? motions : motions.filter(({ nativeId }) => nativeId > after)
  return {
    items: rest.slice(0, size).map((entity) => ({ entity, cursor: encodeCursor(entity.nativeId) })),
    hasMore: rest.length > size,
    total: motions.length,
  }
}

const encodeCursor = (id: string) => Buffer.from(id, 'utf8').toString('base64url')

function decodeCursor(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString('utf8')
  if (!id || encodeCursor(id) !== cursor) {
    throw badInput('Expected `after` to be a cursor of this list. Take cursors from an earlier page; never build them.', { field: 'after' })
  }
  return id
}
