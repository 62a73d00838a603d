import { Arg, Ctx, Field, ID, InputType, Int, Query, Resolver } from 'type-graphql'
import type { AvatarResolution as Resolution } from '../../domain/asset-metadata.js'
import { isFinalStatus, type JobStatus as Status } from '../../domain/jobs.js'
import { TRAINING_JOBS, trainingKey, type TrainingJob as TrainingData, type TrainingKind as Kind } from '../../domain/training/job.js'
import { AvatarResolution } from '../assets/metadata-words.js'
import { AccountFilter, connectionOf, list, withoutNulls, type Connection } from '../connection.js'
import { abilityOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { ownOf } from '../own-job.js'
import { JobStatus } from '../job-status.js'
import { existing } from '../live/live-queries.js'
import { DateTime } from '../scalars.js'
import { TrainingJob } from './training-job.js'
import { TrainingKind } from './training-words.js'

/** What narrows `trainingJobs`. */
@InputType({ description: 'What narrows a list of trainings; everything given must hold.' })
export class TrainingJobFilter extends AccountFilter {
  @Field(() => [TrainingKind], { nullable: true, description: 'Of one of these kinds.' })
  kinds?: Kind[] | null

  @Field(() => [JobStatus], { nullable: true, description: 'In one of these states.' })
  statuses?: Status[] | null

  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  search?: string | null

  @Field(() => String, { nullable: true, description: 'With this tag.' })
  tag?: string | null

  @Field(() => String, { nullable: true, description: 'Of this batch. Only avatars have batches.' })
  batchName?: string | null

  @Field(() => AvatarResolution, { nullable: true, description: 'Of this resolution. Only avatars have one.' })
  resolution?: Resolution | null

  @Field(() => String, { nullable: true, description: "With this id of the vendor's." })
  nativeId?: string | null

  @Field(() => String, { nullable: true, description: "Of another project at the vendor that the account may see (Huawei 7.2 `query_project_id`); avatars only." })
  project?: string | null

  @Field(() => DateTime, { nullable: true, description: 'Created at or after this instant.' })
  createdAfter?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Created at or before this instant.' })
  createdBefore?: Date | null
}

const TrainingJobConnection = connectionOf(TrainingJob, 'TrainingJob', 'trainings')

/** The queries over trainings. */
@Resolver()
export class TrainingQueries {
  @Query(() => TrainingJob, { nullable: true, description: 'One training; null with the error NOT_FOUND when its vendor does not know it.' })
  async trainingJob(@Arg('id', () => ID, { description: 'The global id of the training.' }) id: string, @Ctx() context: GraphContext): Promise<TrainingJob> {
    const { account, key } = await ownOf('TrainingJob', id, 'id', context)
    return existing(TrainingJob.ofKey(account, key), context)
  }

  @Query(() => TrainingJobConnection, { description: 'Trainings of avatars and voices at all accounts, newest first.' })
  async trainingJobs(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most; 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor to go on behind.' }) after: string | null | undefined,
    @Arg('filter', () => TrainingJobFilter, { nullable: true, description: 'What narrows the list.' }) filter: TrainingJobFilter | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<Connection<TrainingJob>> {
    const { kinds, statuses, search, tag, batchName, resolution, nativeId, project, createdAfter, createdBefore } = filter ?? {}
    const narrowed = withoutNulls({ kinds, statuses, search, tag, batchName, resolution, nativeId, project, createdAfter, createdBefore })
    return list<TrainingData, TrainingJob>(context, { first, after, filter }, {
      ability: 'training',
      fetch: (account, page, call) => abilityOf(account, 'training').list(narrowed, page, call),
      createdAt: (job) => job.createdAt,
      show: (account, job) => new TrainingJob(account.slug, { kind: job.kind, job: job.nativeId }, job),
      // Those of another project are its own to watch: the vendor shows their details to it alone.
      running: (_account, { kind, nativeId: job, status, final }) => (final || isFinalStatus(status) || project != null ? undefined : { kind: TRAINING_JOBS[kind], key: trainingKey({ kind, job }) }),
    })
  }
}
