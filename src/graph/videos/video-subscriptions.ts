import { Args, Ctx, Resolver, Root, Subscription } from 'type-graphql'
import type { StreamItem } from '../../events/stream.js'
import type { GraphContext } from '../context.js'
import { VideoJobMessage, type Event } from '../events/event-types.js'
import { JobSubscriptionArgs, jobStream } from '../events/job-stream.js'
import { showItem } from '../events/show-item.js'
import type { StreamGap } from '../events/stream-gap.js'

/** The subscription to video jobs. */
@Resolver()
export class VideoSubscriptions {
  @Subscription(() => VideoJobMessage, { ...jobStream('VideoJobChanged', 'VideoJob'), description: 'Video jobs that change their status.' })
  videoJobChanged(@Root() item: StreamItem, @Args(() => JobSubscriptionArgs) _: JobSubscriptionArgs, @Ctx() context: GraphContext): Event | StreamGap {
    return showItem(item, context)
  }
}
