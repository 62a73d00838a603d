import { notFound } from '../../domain/errors.js'
import { honourOnly } from '../../domain/filters.js'
import type { Motion, MotionFilter } from '../../domain/motions.js'
import type { MotionCatalogue } from '../../domain/port.js'
import { createCache } from '../../transport/stale.js'
import type { VendorClient } from '../client.js'
import { inOrder, keyIn, pageOfWhole } from '../whole-list.js'
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
    async (context) => inOrder((await call(operations.listKeyActions, { body: {} }, context)).map(toMotion), idOf),
    { now },
  )

  return {
    async list(filter, page, context) {
      honourOnly('Xingyun', filter, ['search', 'kinds'])
      const last = keyIn(page.after)
      const { value, asOf } = await all(context)
      return { ...pageOfWhole(value.filter(matching(filter)), idOf, page.size, last), asOf }
    },
    async get(id, context) {
      const motion = (await all(context)).value.find(({ nativeId }) => nativeId === id)
      if (!motion) throw notFound(`XINGYUN has no key action ${JSON.stringify(id.slice(0, 100))} for this account.`, source)
      return motion
    },
  }
}

const idOf = ({ nativeId }: Motion) => nativeId

function matching({ search, kinds }: MotionFilter): (motion: Motion) => boolean {
  const wanted = search?.toLowerCase()
  return (motion) =>
    (wanted === undefined || [motion.nativeId, motion.localName ?? ''].some((name) => name.toLowerCase().includes(wanted))) &&
    (!kinds || (motion.kind !== null && kinds.includes(motion.kind)))
}
