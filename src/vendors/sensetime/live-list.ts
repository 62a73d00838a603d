import { badInput } from '../../domain/errors.js'
import type { KnownJobs } from '../../domain/known-jobs.js'
import type { LiveSession, LiveSessionFilter } from '../../domain/live.js'
import type { Page, PageItem, PageRequest } from '../../domain/page.js'
import type { CallContext } from '../../domain/port.js'
import { sessionOf, told, toldOfAbsent } from './live-sessions.js'
import type { Words } from './mapping/words.js'

/** What a list of sessions is made of. */
interface Sources {
  /** The vendor's number of each session that runs, by id. */
  running: ReadonlyMap<string, number>
  knownJobs: KnownJobs
  words: Words
  /** Epoch ms. */
  now: number
}

/** Known jobs read at a time. */
const BATCH = 100

/**
 * The sessions that were created or are tracked here, newest first, and behind them those that run and were started
 * elsewhere: of these the vendor tells neither a time nor whose they are, so a filter by time and a call for a third-party
 * user leave them out.
 */
export async function listSessions(sources: Sources, filter: LiveSessionFilter, { size, after }: PageRequest, context: CallContext): Promise<Page<LiveSession>> {
  const items: PageItem<LiveSession>[] = []
  for await (const item of walk(sources, filter, readPlace(after), context)) {
    if (filter.states && !filter.states.includes(item.entity.state)) continue
    if (items.length === size) return { items, hasMore: true }
    items.push(item)
  }
  return { items, hasMore: false }
}

async function* walk({ running, knownJobs, words, now }: Sources, filter: LiveSessionFilter, place: Place, context: CallContext): AsyncGenerator<PageItem<LiveSession>> {
  const { createdAfter, createdBefore } = filter
  const kinds = ['LIVE_SESSION'] as const
  let after = place.known
  for (let more = place.elsewhere === undefined; more; ) {
    const page = await knownJobs.list({ kinds, createdAfter, createdBefore }, { size: BATCH, after }, context)
    for (const { entity: known, cursor } of page.items) {
      const status = running.get(known.key)
      after = cursor
      yield { entity: sessionOf(known.key, status === undefined ? toldOfAbsent(known, words, now) : told(status, words), known), cursor: `k${cursor}` }
    }
    more = page.hasMore
  }
  if (createdAfter || createdBefore || context.appUserId !== undefined) return
  for (const id of [...running.keys()].sort()) {
    if ((place.elsewhere !== undefined && id <= place.elsewhere) || (await knownJobs.get({ kind: 'LIVE_SESSION', key: id }))) continue
    yield { entity: sessionOf(id, told(running.get(id) ?? '', words), undefined), cursor: `e${Buffer.from(id, 'utf8').toString('base64url')}` }
  }
}

/** Where a page begins: behind a known session, or behind one of those that were started elsewhere. */
interface Place {
  known?: string
  elsewhere?: string
}

function readPlace(cursor: string | undefined): Place {
  if (cursor === undefined) return {}
  const rest = cursor.slice(1)
  if (cursor.startsWith('k') && rest) return { known: rest }
  if (cursor.startsWith('e') && rest) return { elsewhere: Buffer.from(rest, 'base64url').toString('utf8') }
  throw badInput('Expected `after` to be a cursor of this list. Take cursors from an earlier page; never build them.', { field: 'after' })
}
