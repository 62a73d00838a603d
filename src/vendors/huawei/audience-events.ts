import type { AudienceEvent, AudienceUser } from '../../domain/audience-events.js'
import { badInput } from '../../domain/errors.js'
import { limits } from '../../domain/limits.js'

/** LiveEvent `type` (6.2.7); 5, subscribing, is not in use. */
const TYPES: Record<AudienceEvent['kind'], number> = { COMMENT: 1, JOIN: 2, LIKE: 3, GIFT: 4, VIEWERS: 6 }
/** The latest `timestamp` (errata, section 8): the last day of 2099. */
const LATEST = 4_102_415_999_000

/** Writes LiveEvents, their limits checked first (errata, section 8). What `content` carries is JSON in a text (errata, section 7). */
export function writeEvents(events: readonly AudienceEvent[], field: string) {
  limits.count(field, events, 1, 1000)
  return events.map((event, index) => {
    const place = `${field}.${index}`
    const timestamp = event.at.getTime()
    if (timestamp < 0 || timestamp > LATEST) throw badInput(`${place}.at: expected a time from 1970 to 2099, got ${event.at.toISOString()}.`, { field: `${place}.at` })
    const content = JSON.stringify(contentOf(event))
    limits.length(place, content, 0, 4096)
    return { timestamp, type: TYPES[event.kind], content }
  })
}

function contentOf(event: AudienceEvent): object {
  if (event.kind === 'VIEWERS') return { numberOfViewers: event.viewers }
  const user = event.user ? writeUser(event.user) : undefined
  if (event.kind === 'COMMENT') return { user, content: event.text }
  if (event.kind !== 'GIFT') return { user }
  const { name, count, value, totalValue } = event.gift
  return { user, gift: { giftName: name ?? undefined, giftNum: count ?? undefined, totalValue: totalValue ?? undefined, giftValue: value ?? undefined } }
}

const writeUser = ({ id, name, level, badge, badgeLevel }: AudienceUser) => ({
  userId: id ?? undefined,
  name: name ?? undefined,
  level: level ?? undefined,
  badge: badge ?? undefined,
  badgeLevel: badgeLevel ?? undefined,
})
