import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Query, Resolver, Root, type ClassType } from 'type-graphql'
import type { GraphContext } from '../context.js'
import type { VendorEntity } from '../entity.js'
import { LiveRoom } from '../live/live-room.js'
import { LiveSession } from '../live/live-session.js'
import { TrainingJob } from '../training/training-job.js'
import { VideoJob } from '../videos/video-job.js'
import { EventConnection, EventOrder, eventPage, type EventOrderName } from './event-connection.js'
import { EventFilter, eventFilter, subjectOf } from './event-filter.js'

/** How a page of events is asked for. */
@ArgsType()
class EventPageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many at most; 1 to 100.' })
  first!: number

  @Field(() => String, { nullable: true, description: "An event's cursor to go on behind, in the direction of the order." })
  after?: string | null

  @Field(() => EventOrder, { defaultValue: 'NEWEST_FIRST', description: 'Which end to begin at.' })
  order!: EventOrderName
}

/** Reading the event log. */
@Resolver()
export class EventQueries {
  @Query(() => EventConnection, { description: 'The event log: everything that subscriptions tell or told, as long as it is kept. For audits, and to load before subscribing after `head`.' })
  events(
    @Args(() => EventPageArgs) page: EventPageArgs,
    @Arg('filter', () => EventFilter, { nullable: true, description: 'What narrows the list.' }) filter: EventFilter | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<EventConnection> {
    return eventPage(context, eventFilter(context.services, filter), page)
  }
}

/** The way from a type of entity to its events; apart from the entity, since events and entities know each other. */
function eventsOf(type: ClassType<VendorEntity> | (abstract new (...args: never[]) => VendorEntity)): ClassType {
  @Resolver(() => type)
  class EventsOfEntity {
    @FieldResolver(() => EventConnection, { description: 'What the event log keeps of it. Causes no vendor call.' })
    events(@Root() { ref }: VendorEntity, @Args(() => EventPageArgs) page: EventPageArgs, @Ctx() context: GraphContext): Promise<EventConnection> {
      return eventPage(context, { accounts: [ref.account], ...subjectOf(context.services, ref) }, page)
    }
  }
  return EventsOfEntity
}

/** The fields `events` of all entities that events are about. */
export const ENTITY_EVENTS = [LiveRoom, LiveSession, TrainingJob, VideoJob].map(eventsOf)
