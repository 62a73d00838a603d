import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql'
import { badInput } from '../../domain/errors.js'
import { decodeIdOf } from '../../domain/ids.js'
import type { JsonObject } from '../../domain/json.js'
import type { Orientation as OrientationName } from '../../domain/live.js'
import type { AvatarDriver as Driver, VideoConcurrency as Concurrency, VideoDraft, VideoFormat as Format } from '../../domain/video-draft.js'
import { abilityOf, accountFor, accountOf, methodOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { ownOf } from '../own-job.js'
import { Orientation } from '../live/live-words.js'
import { observe } from '../observe.js'
import { payloadOf, type Payload } from '../payload.js'
import { referenceIn } from '../production/references.js'
import { JsonObjectScalar } from '../scalars.js'
import { withUserErrors } from '../user-error.js'
import { contentOf, VideoContentInput } from './video-content.js'
import { callbackOf, ReferenceVideoInput, referenceVideoOf, storageOf, VideoCallbackInput, VideoStorageInput } from './video-draft-inputs.js'
import { VideoJob } from './video-job.js'
import { AvatarDriver, VideoConcurrency, VideoFormat } from './video-words.js'

/** The input of `createVideo`. */
@InputType({
  description:
    'A video to be made. At Huawei: from a script, or from an avatar, a voice and scenes. At Tencent: from an avatar, a reference video or a reference photo, and the text of one scene or a recording. What a vendor has no use for is refused with the name of the field, before any call.',
})
export class CreateVideoInput extends VideoContentInput {
  @Field(() => String, { nullable: true, description: "The slug of the account; the script's or avatar's own when nothing is said, or the only one that can do it." })
  account?: string | null

  @Field(() => ID, { nullable: true, description: 'The id of a video script, whose own settings win over those given here.' })
  scriptId?: string | null

  @Field(() => String, { nullable: true, description: 'The name of the video, 1 to 256 characters.' })
  name?: string | null

  @Field(() => Orientation, { nullable: true, description: 'Which way the picture lies where `video` gives no size; default LANDSCAPE.' })
  orientation?: OrientationName | null

  @Field(() => AvatarDriver, { nullable: true, description: 'What drives the avatar: ORIGINAL_AUDIO when there is an audioUrl, else TEXT. Tencent only (1211/62087).' })
  driver?: Driver | null

  @Field(() => String, { nullable: true, description: 'Where the recording that drives the avatar can be fetched. Tencent only (1211/62087): at Huawei a script takes recordings.' })
  audioUrl?: string | null

  @Field(() => VideoFormat, { nullable: true, description: 'In which file the video comes; TRANSPARENT_WEBM when nothing is said, with `options` MP4. Tencent only: at Huawei `video` says it.' })
  format?: Format | null

  @Field(() => VideoConcurrency, { nullable: true, description: 'Whose computing power makes it. Tencent only (1211/62087).' })
  concurrency?: Concurrency | null

  @Field(() => ReferenceVideoInput, { nullable: true, description: 'A video whose person is made to speak, instead of an avatar. Tencent only (1211/73472).' })
  referenceVideo?: ReferenceVideoInput | null

  @Field(() => String, {
    nullable: true,
    description: 'Where a photo of the person that is made to speak can be fetched, instead of an avatar: jpg, png, bmp or webp, 192 to 4096 pixels a side, 1:2 to 2:1, 10 MB at most. Tencent only (1211/73473).',
  })
  referencePhotoUrl?: string | null

  @Field(() => VideoStorageInput, { nullable: true, description: "Where the finished files are put instead of the vendor's storage. Tencent only." })
  storage?: VideoStorageInput | null

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description:
      "Further fields of the vendor's request, under the vendor's names and passed as they are: the micro-editing of Tencent's advanced video production (logo, background file, place and size of the avatar, intro and outro, burnt-in subtitles; 1211/62089), which is used when there are any, be it an empty object. SenseTime: the body of the request, which must be all there is beside `name`; an object under `param` goes as JSON text.",
  })
  options?: JsonObject | null

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
  @Mutation(() => CreateVideoPayload, { description: 'Has a video made (Huawei 5.3.1; Tencent videomake, videomakeadvanced, videomakenotrain, phototovideonotrain) and puts the job under observation: videoJobChanged tells how it goes.' })
  createVideo(@Arg('input', () => CreateVideoInput, { description: 'What the video is made from.' }) input: CreateVideoInput, @Ctx() context: GraphContext): Promise<VideoPayload> {
    return withUserErrors<{ videoJob: VideoJob | null }>({ videoJob: null }, async () => {
      const slug = input.account ?? homeOf(input)
      const account = accountFor(context, slug, 'videos')
      const key = await abilityOf(account, 'videos').create(draftOf(account.slug, input), context.call)
      return { videoJob: new VideoJob(account.slug, key), userErrors: await observe(account, { kind: 'VIDEO', key }, 'videoJobChanged', context) }
    })
  }

  @Mutation(() => CancelVideoPayload, { description: 'Takes back a video job that has not begun (Huawei 5.3.3); videoJobChanged tells when it is canceled. UNSUPPORTED where the vendor cannot (Tencent).' })
  cancelVideo(@Arg('input', () => CancelVideoInput, { description: 'Which job.' }) input: CancelVideoInput, @Ctx() context: GraphContext): Promise<VideoPayload> {
    return withUserErrors<{ videoJob: VideoJob | null }>({ videoJob: null }, async () => {
      const { account: slug, key } = await ownOf('VideoJob', input.id, 'input.id', context)
      const account = accountOf(context.services, slug)
      await methodOf(account, abilityOf(account, 'videos'), 'cancel', 'taking back of video jobs')(key, context.call)
      context.loaders(slug).videoJob.clear(key)
      return { videoJob: new VideoJob(slug, key), userErrors: await observe(account, { kind: 'VIDEO', key }, 'videoJobChanged', context) }
    })
  }
}

/** The account of what the video is made from. */
function homeOf({ scriptId, avatarId }: CreateVideoInput): string | null {
  if (scriptId) return decodeIdOf('VideoScript', scriptId, 'input.scriptId').account
  return avatarId ? decodeIdOf('Asset', avatarId, 'input.avatarId').account : null
}

function draftOf(account: string, input: CreateVideoInput): VideoDraft {
  const { orientation, driver, callback, referenceVideo, storage } = input
  if (orientation === 'UNKNOWN') throw badInput('Expected the orientation LANDSCAPE or PORTRAIT, got UNKNOWN.', { field: 'input.orientation' })
  if (driver === 'UNKNOWN') throw badInput('Expected the driver TEXT, ORIGINAL_AUDIO or MODULATED_AUDIO, got UNKNOWN.', { field: 'input.driver' })
  return {
    script: referenceIn(account, 'VideoScript', input.scriptId, 'input.scriptId'),
    name: input.name ?? null,
    orientation: orientation ?? null,
    ...contentOf(account, input, { orientation: orientation ?? 'LANDSCAPE', complete: 'GIVEN' }),
    driver: driver ?? null,
    audioUrl: input.audioUrl ?? null,
    format: input.format ?? null,
    concurrency: input.concurrency ?? null,
    referenceVideo: referenceVideo ? referenceVideoOf(referenceVideo) : null,
    referencePhotoUrl: input.referencePhotoUrl ?? null,
    storage: storage ? storageOf(storage) : null,
    options: input.options ?? null,
    callback: callback ? callbackOf(callback) : null,
  }
}
