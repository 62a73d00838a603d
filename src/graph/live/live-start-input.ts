import { Field, ID, InputType } from 'type-graphql'
import { badInput } from '../../domain/errors.js'
import { decodeIdOf } from '../../domain/ids.js'
import type { JsonObject } from '../../domain/json.js'
import type { LiveCallbackEvent as CallbackEvent } from '../../domain/live-settings.js'
import type { ExternalRtcRoom, StartLiveOptions } from '../../domain/live-start.js'
import type { LiveDriver as DriverName, LiveProtocol as ProtocolName, Orientation as OrientationName } from '../../domain/live.js'
import type { Account } from '../../domain/port.js'
import { accountFor, accountOf } from '../abilities.js'
import { withoutNulls } from '../connection.js'
import type { GraphContext } from '../context.js'
import { referenceIn } from '../production/references.js'
import { VideoSettingsInput, videoSettingsOf } from '../production/video-settings.js'
import { VoiceInput, voiceOf } from '../production/voice.js'
import { JsonObjectScalar } from '../scalars.js'
import { layOf } from './live-room-inputs.js'
import { CoStreamerInput, coStreamerOf, LiveCallbackInput, callbackOf, LiveOutputInput, outputsOf, PlayPolicyInput, playPolicyOf } from './live-setting-inputs.js'
import { LiveCallbackEvent } from './live-setting-words.js'
import { LiveDriver, LiveProtocol, Orientation } from './live-words.js'

/** A room of the caller's own RTC application. */
@InputType({ description: 'A room of your own RTC application that the avatar joins.' })
export class ExternalRtcRoomInput {
  @Field(() => ID, { description: 'The id of the RTC application.' })
  appId!: string

  @Field(() => ID, { description: 'The id of the room. Tencent: digits alone are the number of a room, at most 4294967294; anything else is its name (1211/62102).' })
  roomId!: string

  @Field(() => String, { nullable: true, description: 'As whom the avatar joins: nobody else in the room may have that id. At Tencent that is the `userId` of the session.' })
  userId?: string | null

  @Field(() => String, { nullable: true, description: 'Lets the avatar in (Tencent UserSig, 1211/62102; SenseTime token); a secret, handed to the vendor and kept nowhere.' })
  token?: string | null

  @Field(() => String, { nullable: true, description: 'Proves what the avatar may do there (Tencent PrivateMapKey, 1211/62102); a secret, handed to the vendor and kept nowhere.' })
  privateMapKey?: string | null
}

/** The input of `startLive`. */
@InputType({
  description:
    'What starts a live session: in a room (`id`), or of no room (`avatarId`, or `account` alone). Everything left out stays as the room or the vendor has it. What a vendor has no use for is refused, never dropped.',
})
export class StartLiveInput {
  @Field(() => ID, { nullable: true, description: 'The id of the live room. Not together with `account` or `avatarId`.' })
  id?: string | null

  @Field(() => String, { nullable: true, description: 'The slug of the account, for a session of no room; may be left out beside `avatarId`, and where only one account has live sessions.' })
  account?: string | null

  @Field(() => ID, { nullable: true, description: 'The id of the avatar, an asset, for a session of no room (Tencent createsessionbyasset, 1211/62103).' })
  avatarId?: string | null

  @Field(() => VoiceInput, { nullable: true, description: 'The voice, beside `avatarId`.' })
  voice?: VoiceInput | null

  @Field(() => LiveProtocol, { nullable: true, description: 'How the picture travels (Tencent; RTMP when nothing is said, and TRTC with `rtcRoom`).' })
  protocol?: ProtocolName | null

  @Field(() => LiveDriver, { nullable: true, description: 'What drives the avatar (Tencent, 1211/62102; TEXT when nothing is said).' })
  driver?: DriverName | null

  @Field(() => String, { nullable: true, description: 'Whom the session is for (Tencent, 1211/62102): another session for the same user ends the earlier one. One of its own when nothing is said.' })
  userId?: string | null

  @Field(() => ExternalRtcRoomInput, { nullable: true, description: "A room of your own RTC application that the avatar joins, instead of one of the vendor's." })
  rtcRoom?: ExternalRtcRoomInput | null

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description:
      'What is shown and played, in the shape of the vendor. Tencent: an object with `StreamMaxInterval` and `ExtraInfo`, and beside `avatarId` also `AnchorParam`, `Backgrounds` and `Foregrounds` (1211/62103). SenseTime: the content of `param`.',
  })
  script?: JsonObject | null

  @Field(() => String, { nullable: true, description: 'Comes back with what the vendor tells of the session (SenseTime 5-直播 userData).' })
  userData?: string | null

  @Field(() => [LiveOutputInput], { nullable: true, description: 'Where the picture goes. Huawei and Tencent take one output; Tencent then tells no `playUrl`.' })
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

/** Where a session is to start: in a room, or of none in an account. BAD_USER_INPUT for both at once. */
export function placeOf({ id, account, avatarId }: StartLiveInput, context: GraphContext): { account: Account; room: string | null } {
  if (id != null) {
    const other = account != null ? 'account' : avatarId != null ? 'avatarId' : undefined
    if (other) throw badInput(`Expected either id, the room that the session starts in, or ${other} for a session of no room; got both.`, { field: `input.${other}` })
    const room = decodeIdOf('LiveRoom', id, 'input.id')
    return { account: accountOf(context.services, room.account), room: room.key }
  }
  const slug = account ?? (avatarId == null ? null : decodeIdOf('Asset', avatarId, 'input.avatarId').account)
  return { account: accountFor(context, slug, 'live'), room: null }
}

/** How a session is to start. */
export const startOptions = (input: StartLiveInput, account: string): StartLiveOptions =>
  withoutNulls({
    avatar: referenceIn(account, 'Asset', input.avatarId, 'input.avatarId'),
    voice: input.voice && voiceOf(account, input.voice, 'input.voice'),
    protocol: input.protocol,
    driver: input.driver,
    userId: input.userId,
    rtcRoom: input.rtcRoom && rtcRoomOf(input.rtcRoom),
    script: input.script,
    userData: input.userData,
    video: input.video && videoSettingsOf(input.video, layOf(input.orientation)),
    playPolicy: input.playPolicy && playPolicyOf(input.playPolicy),
    outputs: input.outputs && outputsOf(input.outputs),
    orientation: input.orientation,
    interactionCallbackUrl: input.interactionCallbackUrl,
    callback: input.callback && callbackOf(input.callback),
    rtcEvents: input.rtcEvents,
    coStreamer: input.coStreamer && coStreamerOf(account, input.coStreamer, 'input.coStreamer'),
  })

const rtcRoomOf = ({ appId, roomId, userId, token, privateMapKey }: ExternalRtcRoomInput): ExternalRtcRoom => ({
  appId,
  room: roomId,
  userId: userId ?? null,
  token: token ?? null,
  privateMapKey: privateMapKey ?? null,
})
