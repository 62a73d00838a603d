import { Arg, Ctx, Field, ID, InputType, Int, Query, Resolver } from 'type-graphql'
import { decodeIdOf, type EntityRef } from '../../domain/ids.js'
import { isFinalStatus, type JobStatus as Status } from '../../domain/jobs.js'
import { emptyPage } from '../../domain/page.js'
import type { VideoJobKind as Kind, VideoJobSummary } from '../../domain/videos.js'
import { AccountFilter, connectionOf, list, withoutNulls, type Connection } from '../connection.js'
import { abilityOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { ownOf } from '../own-job.js'
import { JobStatus } from '../job-status.js'
import { existing } from '../live/live-queries.js'
import { DateTime } from '../scalars.js'
import { VideoJob } from './video-job.js'
import { VideoJobKind } from './video-words.js'

/** What narrows `videoJobs`. */
@InputType({ description: 'What narrows a list of video jobs; everything given must hold.' })
export class VideoJobFilter extends AccountFilter {
  @Field(() => [VideoJobKind], { nullable: true, description: 'Of one of these kinds.' })
  kinds?: Kind[] | null

  @Field(() => [JobStatus], { nullable: true, description: 'In one of these statuses.' })
  statuses?: Status[] | null

  @Field(() => String, { nullable: true, description: 'Part of the name of the video.' })
  search?: string | null

  @Field(() => ID, { nullable: true, description: 'Made from this script.' })
  scriptId?: string | null

  @Field(() => ID, { nullable: true, description: 'This job alone, as the list shows it.' })
  id?: string | null

  @Field(() => DateTime, { nullable: true, description: 'Ordered at or after this instant.' })
  createdAfter?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Ordered at or before this instant.' })
  createdBefore?: Date | null
}

const VideoJobConnection = connectionOf(VideoJob, 'VideoJob', 'video jobs')

/** The queries over video jobs. */
@Resolver()
export class VideoQueries {
  @Query(() => VideoJob, { nullable: true, description: 'One video job; null with the error NOT_FOUND when its vendor does not know it.' })
  async videoJob(@Arg('id', () => ID, { description: 'The global id of the video job.' }) id: string, @Ctx() context: GraphContext): Promise<VideoJob> {
    const { account, key } = await ownOf('VideoJob', id, 'id', context)
    return existing(new VideoJob(account, key), context)
  }

  @Query(() => VideoJobConnection, { description: 'Video jobs of all accounts, newest first.' })
  async videoJobs(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most; 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor to go on behind.' }) after: string | null | undefined,
    @Arg('filter', () => VideoJobFilter, { nullable: true, description: 'What narrows the list.' }) filter: VideoJobFilter | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<Connection<VideoJob>> {
    const { kinds, statuses, search, scriptId, id, createdAfter, createdBefore } = filter ?? {}
    const script = scriptId == null ? undefined : decodeIdOf('VideoScript', scriptId, 'filter.scriptId')
    const job = id == null ? undefined : decodeIdOf('VideoJob', id, 'filter.id')
    const narrowed = withoutNulls({ kinds, statuses, search, script: script?.key, job: job?.key, createdAfter, createdBefore })
    const elsewhere = (account: string) => [script, job].some((ref: EntityRef | undefined) => ref && ref.account !== account)
    return list<VideoJobSummary, VideoJob>(context, { first, after, filter }, {
      ability: 'videos',
      fetch: async (account, page, call) =>
        elsewhere(account.slug) ? emptyPage() : abilityOf(account, 'videos').list(narrowed, page, call),
      createdAt: (summary) => summary.createdAt,
      show: (account, summary) => new VideoJob(account.slug, summary.nativeId, summary),
      running: (_account, { nativeId: key, status }) => (isFinalStatus(status) ? undefined : { kind: 'VIDEO', key }),
    })
  }
}
