import { Args, ArgsType, Ctx, Field, Resolver, Root, Subscription } from 'type-graphql'
import type { StreamItem } from '../../events/stream.js'
import type { GraphContext } from '../context.js'
import { eventFilter, EventSubscriptionFilter } from './event-filter.js'
import { EventMessage, type Event } from './event-types.js'
import { showItem } from './show-item.js'
import type { StreamGap } from './stream-gap.js'

@ArgsType()
class EventSubscriptionArgs {
  @Field(() => EventSubscriptionFilter, { nullable: true, description: 'What narrows it.' })
  filter?: EventSubscriptionFilter | null

  @Field(() => String, { nullable: true, description: 'A cursor from an earlier message, or the `head` of the query `events`: first everything that came later is replayed, once and in order.' })
  after?: string | null

  @Field(() => Boolean, { defaultValue: false, description: 'First the current state of each matching subject, then live, with nothing lost or repeated between. Not together with `after`.' })
  snapshot!: boolean
}

/** The subscription to the whole event log. */
@Resolver()
export class EventSubscriptions {
  @Subscription(() => EventMessage, {
    description: 'Everything that the event log is told, of all types.',
    subscribe: ({ args: { filter, after, snapshot }, context }: { args: EventSubscriptionArgs; context: GraphContext }): AsyncIterable<StreamItem> =>
      context.openStream({ filter: eventFilter(context.services, filter), after: after ?? undefined, snapshot }),
  })
  events(@Root() item: StreamItem, @Args(() => EventSubscriptionArgs) _: EventSubscriptionArgs, @Ctx() context: GraphContext): Event | StreamGap {
    return showItem(item, context)
  }
}
