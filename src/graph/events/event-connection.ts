import { Ctx, Field, Int, ObjectType } from 'type-graphql'
import { badInput } from '../../domain/errors.js'
import type { EventFilter, LoggedEvent } from '../../domain/events.js'
import { decodeCursor, encodeCursor } from '../../events/cursor.js'
import { assertPageSize, PageInfo } from '../connection.js'
import { ownEvents, type GraphContext } from '../context.js'
import { graphEnum } from '../enums.js'
import { Event, showEvent } from './event-types.js'

/** Which end of the log a page begins at. */
export type EventOrderName = 'NEWEST_FIRST' | 'OLDEST_FIRST'
export const EventOrder = graphEnum<EventOrderName>('EventOrder', 'Which end of the log a page begins at.', {
  NEWEST_FIRST: 'The newest event first; further pages go back in time.',
  OLDEST_FIRST: 'The oldest event first; further pages go on in time.',
})

/** An event of a page. */
@ObjectType({ description: 'An event of a page of the log.' })
export class EventEdge {
  @Field(() => String, { description: "The event's own cursor: `after` of this list goes on behind it, and `after` of a subscription gives everything later." })
  cursor!: string

  @Field(() => Event, { description: 'The event at this place of the log.' })
  node!: Event
}

/** A page of the log. */
@ObjectType({ description: 'A page of the event log.' })
export class EventConnection {
  @Field(() => [EventEdge], { description: 'The events with their cursors.' })
  edges!: EventEdge[]

  @Field(() => [Event], { description: 'The events alone.' })
  nodes!: Event[]

  @Field(() => PageInfo, { description: 'Where this page stands.' })
  pageInfo!: PageInfo

  @Field(() => String, { description: 'Where the log ended when the page was read: a subscription with this as `after` misses nothing and repeats nothing of a list that began at the newest event.' })
  head!: string

  @Field(() => String, { description: 'Where what the log still keeps begins: events before this cursor are gone, after the days of EVENT_RETENTION.' })
  oldest!: string

  constructor(private readonly filter: EventFilter) {}

  @Field(() => Int, { description: 'How many such events the log keeps. It is counted when asked for.' })
  totalCount(@Ctx() { services }: GraphContext): Promise<number> {
    return services.log.count(this.filter)
  }
}

/** What a caller asks of the log. */
export interface EventPage {
  first: number
  after?: string | null
  order: EventOrderName
}

/**
 * One page of the log. BAD_USER_INPUT for a cursor of another log, or one behind which the log no longer keeps everything:
 * a list cannot say that something is missing in its middle.
 */
export async function eventPage(context: GraphContext, asked: EventFilter, { first, after, order }: EventPage): Promise<EventConnection> {
  assertPageSize(first)
  const filter = ownEvents(asked, context.caller)
  const { log } = context.services
  // Before the page: what is announced in between is later than this, so a subscription after it cannot miss anything.
  const bounds = await log.bounds()
  const place = after == null ? undefined : placeIn(bounds, after, order)
  const newestFirst = order === 'NEWEST_FIRST'
  const range = newestFirst ? { after: 0, upTo: place === undefined ? bounds.head : place - 1 } : { after: place ?? 0, upTo: bounds.head }
  const events = await log.read({ ...range, filter, limit: first + 1, newestFirst })
  const shown = events.slice(0, first)
  const edges = shown.map((event) => edge(event, context))
  return Object.assign(new EventConnection(filter), {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: { hasNextPage: events.length > first, hasPreviousPage: place !== undefined, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
    head: encodeCursor({ epoch: bounds.epoch, position: bounds.head }),
    oldest: encodeCursor({ epoch: bounds.epoch, position: bounds.oldest - 1 }),
  })
}

const edge = (event: LoggedEvent, context: GraphContext): EventEdge => ({ cursor: event.cursor, node: showEvent(event, context) })

function placeIn({ epoch, head, oldest }: { epoch: string; head: number; oldest: number }, cursor: string, order: EventOrderName): number {
  const place = decodeCursor(cursor)
  if (place.epoch !== epoch || place.position > head) {
    throw badInput('Expected `after` to be a cursor of this event log, got one of another: the database was replaced or restored. Begin without a cursor.', { field: 'after' })
  }
  if (order === 'OLDEST_FIRST' && place.position < oldest - 1) {
    throw badInput('Expected `after` to be a cursor that the event log still reaches back to: events behind it have been removed by age. Begin without a cursor, or go on after `oldest`.', { field: 'after' })
  }
  return place.position
}
