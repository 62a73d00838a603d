import { badInput } from '../../domain/errors.js'
import { honourOnly } from '../../domain/filters.js'
import type { KnownJobs } from '../../domain/known-jobs.js'
import type { LiveSession, LiveSessionFilter } from '../../domain/live.js'
import type { Page, PageRequest } from '../../domain/page.js'
import type { CallContext } from '../../domain/port.js'
import { toSession } from './live-sessions.js'
import type { SessionReaders } from './mapping/live-words.js'
import type { WireListed } from './wire-live.js'

/**
 * A page of the sessions that run (1211/62107, 62109): the vendor tells them all at once, without times. One that was
 * started here or is tracked has the time when it became known here; those come newest first, then the others by id. On
 * behalf of a third-party user only what was started for that user is shown.
 */
export async function pageOfSessions(
  fetch: () => Promise<readonly WireListed[]>,
  filter: LiveSessionFilter,
  { size, after }: PageRequest,
  { knownJobs, words, call }: { knownJobs: KnownJobs; words: SessionReaders; call: CallContext },
): Promise<Page<LiveSession>> {
  honourOnly('TENCENT', filter, ['states'])
  const place = after === undefined ? undefined : decodePlace(after)
  const wire = await fetch()
  const keys = wire.map(({ SessionId }) => SessionId)
  const known = new Map((await knownJobs.list({ kinds: ['LIVE_SESSION'], keys }, { size: Math.max(keys.length, 1) }, call)).items.map(({ entity }) => [entity.key, entity]))

  const sessions = wire
    .filter(({ SessionId }) => call.appUserId === undefined || known.has(SessionId))
    .map((session) => toSession(session.SessionId, session, known.get(session.SessionId), words))
    .filter(({ state }) => !filter.states || filter.states.includes(state))
    .sort((a, b) => inOrder(placeOf(a), placeOf(b)))
  const rest = place === undefined ? sessions : sessions.filter((session) => inOrder(place, placeOf(session)) < 0)
  return {
    items: rest.slice(0, size).map((entity) => ({ entity, cursor: encodePlace(placeOf(entity)) })),
    hasMore: rest.length > size,
    total: sessions.length,
  }
}

/** Where a session stands in the list. */
type Place = readonly [createdAt: number, id: string]

const placeOf = ({ createdAt, nativeId }: LiveSession): Place => [createdAt?.getTime() ?? 0, nativeId]

const inOrder = ([aTime, aId]: Place, [bTime, bId]: Place): number => bTime - aTime || (aId < bId ? 1 : aId > bId ? -1 : 0)

const encodePlace = (place: Place) => Buffer.from(place.join(' '), 'utf8').toString('base64url')

function decodePlace(cursor: string): Place {
  const [, time, id] = /^(\d{1,15}) (.+)$/s.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? []
  if (!time || !id) throw badInput('Expected `after` to be a cursor of this list. Take cursors from an earlier page; never build them.', { field: 'after' })
  return [Number(time), id]
}
