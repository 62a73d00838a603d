import { Args, ArgsType, Ctx, Field, ID, Resolver, Root, Subscription } from 'type-graphql'
import { decodeIdOf } from '../../domain/ids.js'
import type { StreamItem } from '../../events/stream.js'
import { accountOf, type GraphContext } from '../context.js'
import { showEvent, VideoJobMessage, type Event } from '../events/event-types.js'
import { StreamGap } from '../events/stream-gap.js'

/** What `videoJobChanged` takes. */
@ArgsType()
export class VideoSubscriptionArgs {
  @Field(() => ID, { nullable: true, description: 'Only of this video job.' })
  jobId?: string | null

  @Field(() => String, { nullable: true, description: 'A cursor from an earlier message: first everything that came later is replayed, once and in order.' })
  after?: string | null

  @Field(() => Boolean, { defaultValue: false, description: 'First the current status of each matching job, then live, with nothing lost or repeated between. Not together with `after`.' })
  snapshot!: boolean
}

/** The subscription to video jobs. */
@Resolver()
export class VideoSubscriptions {
  @Subscription(() => VideoJobMessage, {
    description: 'Video jobs that change their status.',
    subscribe({ args, context }: { args: VideoSubscriptionArgs; context: GraphContext }): AsyncIterable<StreamItem> {
      const { jobId, after, snapshot } = args
      const job = jobId == null ? undefined : decodeIdOf('VideoJob', jobId, 'jobId')
      if (job) accountOf(context.services, job.account)
      return context.services.openStream({
        filter: { kinds: ['VideoJobChanged'], job: job && { account: job.account, job: job.key } },
        after: after ?? undefined,
        snapshot,
        signal: context.signal,
      })
    },
  })
  videoJobChanged(@Root() item: StreamItem, @Args(() => VideoSubscriptionArgs) _: VideoSubscriptionArgs, @Ctx() context: GraphContext): Event | StreamGap {
    return item.type === 'gap' ? new StreamGap(item.gap) : showEvent(item.event, context)
  }
}
