import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import { decodeIdOf } from '../../domain/ids.js'
import type { LiveCallbackEvent as CallbackEvent } from '../../domain/live-settings.js'
import { liveSessionKey, parseLiveSessionKey, type LiveWarning as Warning, type Orientation as OrientationName, type StartLiveOptions } from '../../domain/live.js'
import { withoutNulls } from '../connection.js'
import { abilityOf, accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { observe } from '../observe.js'
import { VideoSettingsInput, videoSettingsOf } from '../production/video-settings.js'
import { UserError, withUserErrors } from '../user-error.js'
import { layOf } from './live-room-inputs.js'
import { LiveSession } from './live-session.js'
import { CoStreamerInput, coStreamerOf, LiveCallbackInput, callbackOf, LiveOutputInput, outputsOf, PlayPolicyInput, playPolicyOf } from './live-setting-inputs.js'
import { LiveCallbackEvent } from './live-setting-words.js'
import { LiveWarning, Orientation } from './live-words.js'

/** The input of `startLive`. */
@InputType({ description: 'What starts a live session. Everything left out stays as the room has it.' })
export class StartLiveInput {
  @Field(() => ID, { description: 'The id of the live room.' })
  id!: string

  @Field(() => [LiveOutputInput], { nullable: true, description: 'Where the picture goes. Huawei takes one output.' })
  outputs?: LiveOutputInput[] | null

  @Field(() => Orientation, { nullable: true, description: 'Which way the picture lies.' })
  orientation?: OrientationName | null

  @Field(() => VideoSettingsInput, { nullable: true, description: 'How the picture is encoded; what is left out is completed for the way the picture lies.' })
  video?: VideoSettingsInput | null

  @Field(() => PlayPolicyInput, { nullable: true, description: 'How the script is played.' })
  playPolicy?: PlayPolicyInput | null

  @Field(() => String, { nullable: true, description: 'Where the vendor asks for the replies of rules of the mode CALLBACK, with its own authentication in it; at most 2,048 characters.' })
  interactionCallbackUrl?: string | null

  @Field(() => LiveCallbackInput, { nullable: true, description: 'Whom the vendor calls back about the session: this AvatarGraph when nothing is said.' })
  callback?: LiveCallbackInput | null

  @Field(() => [LiveCallbackEvent], { nullable: true, description: 'What RTC clients are told, LIVE_PROGRESS and REPLY_FINISHED; LIVE_PROGRESS when nothing is said.' })
  rtcEvents?: CallbackEvent[] | null

  @Field(() => CoStreamerInput, { nullable: true, description: "A second voice beside the avatar's." })
  coStreamer?: CoStreamerInput | null
}

/** The input of `stopLive`. */
@InputType({ description: 'What stops a live session.' })
export class StopLiveInput {
  @Field(() => ID, { description: 'The id of the live session.' })
  id!: string
}

/** The answer of `startLive`. */
@ObjectType({ description: 'The answer of startLive.' })
export class StartLivePayload {
  @Field(() => LiveSession, { nullable: true, description: 'The session that was started.' })
  session!: LiveSession | null

  @Field(() => [LiveWarning], { description: 'What the vendor finds doubtful about the session; it was started all the same.' })
  warnings!: Warning[]

  @Field(() => [UserError], { description: 'What went wrong; empty when all went well.' })
  userErrors!: UserError[]
}

/** The answer of `stopLive`. */
@ObjectType({ description: 'The answer of stopLive.' })
export class StopLivePayload {
  @Field(() => LiveSession, { nullable: true, description: 'The session that was asked to end.' })
  session!: LiveSession | null

  @Field(() => [UserError], { description: 'What went wrong; empty when all went well.' })
  userErrors!: UserError[]
}

/** Starting and stopping live sessions. */
@Resolver()
export class LiveMutations {
  @Mutation(() => StartLivePayload, {
    description: 'Starts a live session in a room (Huawei 6.2.1) and puts it under observation: its events reach liveProgress, rtmpStateChanged, replyFinished and liveStateChanged.',
  })
  startLive(@Arg('input', () => StartLiveInput, { description: 'Which room, and how.' }) input: StartLiveInput, @Ctx() context: GraphContext): Promise<StartLivePayload> {
    return withUserErrors<Omit<StartLivePayload, 'userErrors'>>({ session: null, warnings: [] }, async () => {
      const { account: slug, key: room } = decodeIdOf('LiveRoom', input.id, 'input.id')
      const account = accountOf(context.services, slug)
      const { session, warnings } = await abilityOf(account, 'live').start(room, startOptions(input, slug), context.call)
      const ref = { room, session: session.nativeId }
      return { session: new LiveSession(slug, ref, session), warnings, userErrors: await observe(account, { kind: 'LIVE_SESSION', key: liveSessionKey(ref) }, 'liveStateChanged', context) }
    })
  }

  @Mutation(() => StopLivePayload, { description: 'Asks the vendor to end a live session (Huawei 6.2.4); liveStateChanged tells when it has ended.' })
  stopLive(@Arg('input', () => StopLiveInput, { description: 'Which session.' }) input: StopLiveInput, @Ctx() context: GraphContext): Promise<StopLivePayload> {
    return withUserErrors<Omit<StopLivePayload, 'userErrors'>>({ session: null }, async () => {
      const { account: slug, key } = decodeIdOf('LiveSession', input.id, 'input.id')
      const account = accountOf(context.services, slug)
      const ref = parseLiveSessionKey(key)
      await abilityOf(account, 'live').stop(ref, context.call)
      return { session: new LiveSession(slug, ref), userErrors: await observe(account, { kind: 'LIVE_SESSION', key }, 'liveStateChanged', context) }
    })
  }
}

const startOptions = (input: StartLiveInput, account: string): StartLiveOptions =>
  withoutNulls({
    video: input.video && videoSettingsOf(input.video, layOf(input.orientation)),
    playPolicy: input.playPolicy && playPolicyOf(input.playPolicy),
    outputs: input.outputs && outputsOf(input.outputs),
    orientation: input.orientation,
    interactionCallbackUrl: input.interactionCallbackUrl,
    callback: input.callback && callbackOf(input.callback),
    rtcEvents: input.rtcEvents,
    coStreamer: input.coStreamer && coStreamerOf(account, input.coStreamer, 'input.coStreamer'),
  })
