import { Args, Ctx, Resolver, Root, Subscription } from 'type-graphql'
import type { StreamItem } from '../../events/stream.js'
import type { GraphContext } from '../context.js'
import { TrainingStatusMessage, type Event } from './event-types.js'
import { JobSubscriptionArgs, jobStream } from './job-stream.js'
import { showItem } from './show-item.js'
import type { StreamGap } from './stream-gap.js'

/** The subscription to trainings. */
@Resolver()
export class TrainingSubscriptions {
  @Subscription(() => TrainingStatusMessage, {
    ...jobStream('TrainingStatusChanged', 'TrainingJob'),
    description: 'Trainings that change their state, or come to wait for the caller. Those that were created or handed in here are watched; trackJob adds others.',
  })
  trainingStatusChanged(@Root() item: StreamItem, @Args(() => JobSubscriptionArgs) _: JobSubscriptionArgs, @Ctx() context: GraphContext): Event | StreamGap {
    return showItem(item, context)
  }
}
