import { Arg, createUnionType, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import { badInput } from '../../domain/errors.js'
import { decodeId } from '../../domain/ids.js'
import type { JobKind } from '../../domain/jobs.js'
import { liveSessionKey } from '../../domain/live.js'
import type { Ability, Account } from '../../domain/port.js'
import { trainingKey } from '../../domain/training/job.js'
import type { Vendor as VendorName } from '../../domain/vendor.js'
import { abilityOf, accountFor } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { assertOwn } from '../own-job.js'
import { graphEnum } from '../enums.js'
import { existing } from '../live/live-queries.js'
import { LiveSession } from '../live/live-session.js'
import { TrainingJob } from '../training/training-job.js'
import { UserError, withUserErrors } from '../user-error.js'
import { Vendor } from '../vendor.js'
import { VideoJob } from '../videos/video-job.js'

/** One entry a kind of job that can be tracked. */
const TRACKABLE: Record<JobKind, Trackable> = {
  AVATAR_TRAINING: trainingOf('AVATAR', 'The training of an avatar (Huawei 7.3; Tencent getprogress, where `nativeId` is the TaskId).'),
  VOICE_TRAINING: trainingOf('VOICE', 'The training of a voice (Huawei 8.6; Tencent getprogress, where `nativeId` is the TaskId).'),
  VIDEO: {
    description: 'The making of a video (Huawei 5.3.2).',
    ability: 'videos',
    key: (nativeId) => nativeId,
    entity: (account, key) => new VideoJob(account, key),
  },
  LIVE_SESSION: {
    description: 'A live session (Huawei 6.2.3, Tencent statsession). Its `nativeId` at Huawei is room and session, as `ROOM/SESSION`: a session is found only through its room. Elsewhere it is the id of the session alone.',
    ability: 'live',
    key: liveKey,
    entity: (account, key) => LiveSession.ofKey(account, key),
  },
}

type Tracked = TrainingJob | VideoJob | LiveSession

interface Trackable {
  description: string
  ability: Ability
  /** The key of the global id; BAD_USER_INPUT for what can be no id of such a job. */
  key: (nativeId: string, account: Account) => string
  entity: (account: string, key: string) => Tracked
}

function trainingOf(kind: 'AVATAR' | 'VOICE', description: string): Trackable {
  return {
    description,
    ability: 'training',
    key: (nativeId) => trainingKey({ kind, job: nativeId }),
    entity: (account, key) => TrainingJob.ofKey(account, key),
  }
}

function liveKey(nativeId: string, { slug, live }: Account): string {
  const parts = nativeId.split('/')
  const [room, session] = live?.keyedByRoom ? parts : ['', ...parts]
  if (session && parts.every(Boolean) && parts.length === (live?.keyedByRoom ? 2 : 1)) return liveSessionKey({ room: room ?? '', session })
  const expected = live?.keyedByRoom ? 'ROOM/SESSION' : 'the id of the session alone'
  throw badInput(`nativeId: expected ${expected} for a live session of the account ${slug}, got ${JSON.stringify(nativeId.slice(0, 80))}.`, { field: 'nativeId' })
}

const TrackableKind = graphEnum<JobKind>(
  'TrackableKind',
  'What can be put under observation.',
  Object.fromEntries(Object.entries(TRACKABLE).map(([kind, { description }]) => [kind, description])) as Record<JobKind, string>,
)

const TrackedJob = createUnionType({
  name: 'TrackedJob',
  description: 'A job under observation.',
  types: () => [TrainingJob, VideoJob, LiveSession] as const,
})

/** The input of `trackJob`. */
@InputType({ description: 'A job that was started elsewhere.' })
export class TrackJobInput {
  @Field(() => Vendor, { nullable: true, description: 'The vendor it runs at: chooses among the accounts where none is named.' })
  vendor?: VendorName | null

  @Field(() => String, { nullable: true, description: 'The slug of the account it runs in; may be left out where only one account, of the vendor if that is given, can have such jobs.' })
  account?: string | null

  @Field(() => TrackableKind, { description: 'What it is.' })
  kind!: JobKind

  @Field(() => String, { description: "The vendor's own id of it; of a live session at Huawei `ROOM/SESSION`." })
  nativeId!: string
}

/** The answer of `trackJob`. */
@ObjectType({ description: 'The answer of trackJob.' })
export class TrackJobPayload {
  @Field(() => TrackedJob, { nullable: true, description: 'The job, as its vendor knows it.' })
  job!: Tracked | null

  @Field(() => [UserError], { description: 'What went wrong; empty when all went well.' })
  userErrors!: UserError[]
}

/** Putting jobs under observation. */
@Resolver()
export class TrackMutations {
  @Mutation(() => TrackJobPayload, {
    description: 'Puts a job that was started elsewhere under observation: its changes of state reach the subscriptions. The vendor is asked first, so that NOT_FOUND tells of a wrong id. Tracking a job again looks at it now.',
  })
  trackJob(@Arg('input', () => TrackJobInput, { description: 'Which job.' }) { vendor, account: slug, kind, nativeId }: TrackJobInput, @Ctx() context: GraphContext): Promise<TrackJobPayload> {
    return withUserErrors<Omit<TrackJobPayload, 'userErrors'>>({ job: null }, async () => {
      const { ability, key: keyOf, entity } = TRACKABLE[kind]
      const account = accountFor(context, slug, ability, { vendor })
      abilityOf(account, ability)
      const key = keyOf(nativeId, account)
      const tracked = entity(account.slug, key)
      await assertOwn(decodeId(tracked.id), context)
      const job = await existing<Tracked>(tracked, context)
      await context.services.watchJob({ kind, vendor: account.vendor, account: account.slug, key }, context.call.appUserId)
      return { job }
    })
  }
}
