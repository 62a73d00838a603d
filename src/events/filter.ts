import type { SelectQueryBuilder } from 'typeorm'
import type { EventRow } from '../db/entities.js'
import type { EventFilter } from '../domain/events.js'

/** Narrows a query of events named `e` to those that a filter matches, exactly as the domain's `matches` decides, and by whose they are. */
export function whereMatches(query: SelectQueryBuilder<EventRow>, { kinds, accounts, room, session, job, occurredAfter, occurredBefore, appUserId }: EventFilter = {}): SelectQueryBuilder<EventRow> {
  if (kinds) query.andWhere('e.kind = ANY(:kinds::text[])', { kinds: kinds.filter(storable) })
  if (accounts) query.andWhere('e.account = ANY(:accounts::text[])', { accounts: accounts.filter(storable) })
  if (room) whereIs(query, 'room', room.account, room.room)
  if (session) whereIs(query, 'session', session.account, session.session)
  if (job) whereIs(query, 'job', job.account, job.job)
  if (occurredAfter) query.andWhere('e.occurred_at >= :occurredAfter', { occurredAfter })
  if (occurredBefore) query.andWhere('e.occurred_at < :occurredBefore', { occurredBefore })
  if (appUserId !== undefined) query.andWhere(NOT_OF_OTHERS, { appUserId })
  return query
}

/** A live session is keyed by its room, too, where the vendor needs it to find it. */
const NOT_OF_OTHERS = `NOT EXISTS (
  SELECT 1 FROM watched_jobs w WHERE w.account = e.account AND w.app_user_id <> :appUserId
    AND w.kind = ANY('{LIVE_SESSION,VIDEO,AVATAR_TRAINING,VOICE_TRAINING}') AND w.key IN (e.job, e.session, e.room || '/' || e.session))`

function whereIs(query: SelectQueryBuilder<EventRow>, column: 'room' | 'session' | 'job', account: string, value: string): void {
  if (!storable(account) || !storable(value)) {
    query.andWhere('FALSE')
    return
  }
  query.andWhere(`e.account = :${column}Account AND e.${column} = :${column}`, { [`${column}Account`]: account, [column]: value })
}

/** No event holds a text that PostgreSQL cannot; as a parameter it would be an error, or be changed into another one. */
const storable = (text: string): boolean => !/\0|\p{Surrogate}/u.test(text)
