import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql'
import { badInput } from '../../domain/errors.js'
import { decodeIdOf } from '../../domain/ids.js'
import type { Orientation as OrientationName } from '../../domain/live.js'
import type { VideoDraft } from '../../domain/videos.js'
import { abilityOf, accountFor, accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { Orientation } from '../live/live-words.js'
import { observe } from '../observe.js'
import { payloadOf, type Payload } from '../payload.js'
import { referenceIn } from '../production/references.js'
import { withUserErrors } from '../user-error.js'
import { contentOf, VideoContentInput } from './video-content.js'
import { VideoJob } from './video-job.js'

/** Whom the vendor tells of a video, as a caller gives it. */
@InputType({ description: 'Whom the vendor tells when a video is done. AvatarGraph is then not told, and learns of it by asking.' })
export class VideoCallbackInput {
  @Field(() => String, { description: 'The address, up to 2048 characters.' })
  url!: string

  @Field(() => String, { nullable: true, description: 'What callbacks are signed with; without one the address itself has to carry the proof.' })
  key?: string | null
}

/** The input of `createVideo`. */
@InputType({ description: 'A video to be made: from a script, or from an avatar, a voice and scenes.' })
export class CreateVideoInput extends VideoContentInput {
  @Field(() => String, { nullable: true, description: 'The slug of the account; may be left out with a script, or where only one account can do it.' })
  account?: string | null

  @Field(() => ID, { nullable: true, description: 'The id of a video script, whose own settings win over those given here.' })
  scriptId?: string | null

  @Field(() => String, { nullable: true, description: 'The name of the video, 1 to 256 characters.' })
  name?: string | null

  @Field(() => Orientation, { nullable: true, description: 'Which way the picture lies where `video` gives no size; default LANDSCAPE.' })
  orientation?: OrientationName | null

  @Field(() => VideoCallbackInput, { nullable: true, description: 'Whom the vendor tells when the video is done; AvatarGraph when nothing is said.' })
  callback?: VideoCallbackInput | null
}

/** The input of `cancelVideo`. */
@InputType({ description: 'Which video job is taken back.' })
export class CancelVideoInput {
  @Field(() => ID, { description: 'The id of the video job.' })
  id!: string
}

const CreateVideoPayload = payloadOf('createVideo', 'videoJob', VideoJob, 'The job that makes the video.')
const CancelVideoPayload = payloadOf('cancelVideo', 'videoJob', VideoJob, 'The job that was taken back.')

type VideoPayload = Payload<'videoJob', VideoJob>

/** The commands over videos. */
@Resolver()
export class VideoMutations {
  @Mutation(() => CreateVideoPayload, { description: 'Has a video made (Huawei 5.3.1) and puts the job under observation: videoJobChanged tells how it goes.' })
  createVideo(@Arg('input', () => CreateVideoInput, { description: 'What the video is made from.' }) input: CreateVideoInput, @Ctx() context: GraphContext): Promise<VideoPayload> {
    return withUserErrors<{ videoJob: VideoJob | null }>({ videoJob: null }, async () => {
      const slug = input.account ?? (input.scriptId ? decodeIdOf('VideoScript', input.scriptId, 'input.scriptId').account : null)
      const account = accountFor(context, slug, 'videos')
      const key = await abilityOf(account, 'videos').create(draftOf(account.slug, input), context.call)
      return { videoJob: new VideoJob(account.slug, key), userErrors: await observe(account, { kind: 'VIDEO', key }, 'videoJobChanged', context) }
    })
  }

  @Mutation(() => CancelVideoPayload, { description: 'Takes back a video job that has not begun (Huawei 5.3.3); videoJobChanged tells when it is canceled.' })
  cancelVideo(@Arg('input', () => CancelVideoInput, { description: 'Which job.' }) input: CancelVideoInput, @Ctx() context: GraphContext): Promise<VideoPayload> {
    return withUserErrors<{ videoJob: VideoJob | null }>({ videoJob: null }, async () => {
      const { account: slug, key } = decodeIdOf('VideoJob', input.id, 'input.id')
      const account = accountOf(context.services, slug)
      await abilityOf(account, 'videos').cancel(key, context.call)
      context.loaders(slug).videoJob.clear(key)
      return { videoJob: new VideoJob(slug, key), userErrors: await observe(account, { kind: 'VIDEO', key }, 'videoJobChanged', context) }
    })
  }
}

function draftOf(account: string, input: CreateVideoInput): VideoDraft {
  const { orientation, callback } = input
  if (orientation === 'UNKNOWN') throw badInput('Expected the orientation LANDSCAPE or PORTRAIT, got UNKNOWN.', { field: 'input.orientation' })
  const script = referenceIn(account, 'VideoScript', input.scriptId, 'input.scriptId')
  return {
    script,
    name: input.name ?? null,
    // A script brings its own picture.
    ...contentOf(account, input, { orientation: orientation ?? 'LANDSCAPE', complete: script === null ? 'ALWAYS' : 'GIVEN' }),
    callback: callback ? { url: callback.url, key: callback.key ?? null } : null,
  }
}
