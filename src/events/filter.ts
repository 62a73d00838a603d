import type { SelectQueryBuilder } from 'typeorm'
import type { EventRow } from '../db/entities.js'
import type { EventFilter } from '../domain/events.js'

/** Narrows a query of events named `e` to those that a filter matches, exactly as the domain's `matches` decides. */
export function whereMatches(query: SelectQueryBuilder<EventRow>, { kinds, accounts, room, session, job, occurredAfter, occurredBefore }: EventFilter = {}): SelectQueryBuilder<EventRow> {
  if (kinds) query.andWhere('e.kind = ANY(:kinds::text[])', { kinds: kinds.filter(storable) })
  if (accounts) query.andWhere('e.account = ANY(:accounts::text[])', { accounts: accounts.filter(storable) })
  if (room) whereIs(query, 'room', room.account, room.room)
  if (session) whereIs(query, 'session', session.account, session.session)
  if (job) whereIs(query, 'job', job.account, job.job)
  if (occurredAfter) query.andWhere('e.occurred_at >= :occurredAfter', { occurredAfter })
  if (occurredBefore) query.andWhere('e.occurred_at < :occurredBefore', { occurredBefore })
  return query
}

function whereIs(query: SelectQueryBuilder<EventRow>, column: 'room' | 'session' | 'job', account: string, value: string): void {
  if (!storable(account) || !storable(value)) {
    query.andWhere('FALSE')
    return
  }
  query.andWhere(`e.account = :${column}Account AND e.${column} = :${column}`, { [`${column}Account`]: account, [column]: value })
}

/** No event holds a text that PostgreSQL cannot; as a parameter it would be an error, or be changed into another one. */
const storable = (text: string): boolean => !/\0|\p{Surrogate}/u.test(text)
