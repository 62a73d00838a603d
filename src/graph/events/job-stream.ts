import { ArgsType, Field, ID } from 'type-graphql'
import type { EventKind } from '../../domain/events.js'
import { decodeIdOf } from '../../domain/ids.js'
import type { StreamItem } from '../../events/stream.js'
import { accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'

/** What every subscription to jobs takes. */
@ArgsType()
export class JobSubscriptionArgs {
  @Field(() => ID, { nullable: true, description: 'Only of this job.' })
  jobId?: string | null

  @Field(() => String, { nullable: true, description: 'A cursor from an earlier message: first everything that came later is replayed, once and in order.' })
  after?: string | null

  @Field(() => Boolean, { defaultValue: false, description: 'First the current state of each matching job, then live, with nothing lost or repeated between. Not together with `after`.' })
  snapshot!: boolean
}

/** Opens the stream behind a subscription to one kind of event of one type of job; called once when it begins. */
export const jobStream = (kind: EventKind, type: 'TrainingJob' | 'VideoJob') => ({
  subscribe({ args: { jobId, after, snapshot }, context }: { args: JobSubscriptionArgs; context: GraphContext }): AsyncIterable<StreamItem> {
    const job = jobId == null ? undefined : decodeIdOf(type, jobId, 'jobId')
    if (job) accountOf(context.services, job.account)
    return context.openStream({
      filter: { kinds: [kind], job: job && { account: job.account, job: job.key } },
      after: after ?? undefined,
      snapshot,
    })
  },
})
