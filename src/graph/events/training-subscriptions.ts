import { Args, ArgsType, Ctx, Field, ID, Resolver, Root, Subscription } from 'type-graphql'
import { decodeIdOf } from '../../domain/ids.js'
import type { StreamItem } from '../../events/stream.js'
import { accountOf, type GraphContext } from '../context.js'
import { TrainingStatusMessage, type Event } from './event-types.js'
import { showItem } from './show-item.js'
import type { StreamGap } from './stream-gap.js'

/** What the subscription to trainings takes. */
@ArgsType()
export class TrainingSubscriptionArgs {
  @Field(() => ID, { nullable: true, description: 'Only of this training.' })
  jobId?: string | null

  @Field(() => String, { nullable: true, description: 'A cursor from an earlier message: first everything that came later is replayed, once and in order.' })
  after?: string | null

  @Field(() => Boolean, { defaultValue: false, description: 'First the current state of each matching training, then live, with nothing lost or repeated between. Not together with `after`.' })
  snapshot!: boolean
}

/** The subscription to trainings. */
@Resolver()
export class TrainingSubscriptions {
  @Subscription(() => TrainingStatusMessage, {
    description: 'Trainings that change their state, or come to wait for the caller. Those that were created or handed in here are watched; trackJob adds others.',
    subscribe({ args, context }: { args: TrainingSubscriptionArgs; context: GraphContext }): AsyncIterable<StreamItem> {
      const job = args.jobId == null ? undefined : decodeIdOf('TrainingJob', args.jobId, 'jobId')
      if (job) accountOf(context.services, job.account)
      return context.services.openStream({
        filter: { kinds: ['TrainingStatusChanged'], job: job && { account: job.account, job: job.key } },
        after: args.after ?? undefined,
        snapshot: args.snapshot,
        signal: context.signal,
      })
    },
  })
  trainingStatusChanged(@Root() item: StreamItem, @Args(() => TrainingSubscriptionArgs) _: TrainingSubscriptionArgs, @Ctx() context: GraphContext): Event | StreamGap {
    return showItem(item, context)
  }
}
