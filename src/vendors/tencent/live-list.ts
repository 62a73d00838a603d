import { honourOnly } from '../../domain/filters.js'
import type { KnownJobs } from '../../domain/known-jobs.js'
import type { LiveSession, LiveSessionFilter } from '../../domain/live.js'
import type { Page, PageRequest } from '../../domain/page.js'
import type { CallContext } from '../../domain/port.js'
import { inOrder, keyIn, pageOfWhole } from '../whole-list.js'
import { toSession } from './live-sessions.js'
import type { SessionReaders } from './mapping/live-words.js'
import type { WireListed } from './wire-live.js'

/**
 * A page of the sessions that run (1211/62107, 62109): the vendor tells them all at once, without times. Those that were
 * started here come newest first, behind them those that were started elsewhere; a filter by time and a call for a
 * third-party user leave the latter out.
 */
export async function pageOfSessions(
  fetch: () => Promise<readonly WireListed[]>,
  filter: LiveSessionFilter,
  { size, after }: PageRequest,
  { knownJobs, words, call }: { knownJobs: KnownJobs; words: SessionReaders; call: CallContext },
): Promise<Page<LiveSession>> {
  honourOnly('TENCENT', filter, ['states', 'createdAfter', 'createdBefore'])
  const { states, createdAfter, createdBefore } = filter
  const last = keyIn(after)
  const wire = await fetch()
  const keys = wire.map(({ SessionId }) => SessionId)
  const known = new Map((await knownJobs.list({ kinds: ['LIVE_SESSION'], keys }, { size: Math.max(keys.length, 1) }, call)).items.map(({ entity }) => [entity.key, entity]))

  const sessions = wire
    .filter(({ SessionId }) => call.appUserId === undefined || known.has(SessionId))
    .map((session) => toSession(session.SessionId, session, known.get(session.SessionId), words))
    .filter(({ state }) => !states || states.includes(state))
    .filter(({ createdAt }) => (!createdAfter || (createdAt && createdAt >= createdAfter)) && (!createdBefore || (createdAt && createdAt <= createdBefore)))
  return pageOfWhole(inOrder(sessions, keyOf), keyOf, size, last)
}

/** Ascends from the newest; a session without a time comes last. */
const keyOf = ({ createdAt, nativeId }: LiveSession): string => `${String(Number.MAX_SAFE_INTEGER - (createdAt?.getTime() ?? 0)).padStart(16, '0')} ${nativeId}`
