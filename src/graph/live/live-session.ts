import { Arg, Ctx, Directive, Field, Float, ObjectType } from 'type-graphql'
import { liveSessionKey, parseLiveSessionKey, type LiveSession as SessionData, type LiveSessionRef } from '../../domain/live.js'
import { accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { VendorEntity } from '../entity.js'
import { Failure } from '../failure.js'
import { DateTime } from '../scalars.js'
import { liveMethod } from './live-ability.js'
import { LiveOutput, outputStates } from './live-output.js'
import { LiveRoomConfig } from './live-room-config.js'
import { LiveRoom } from './live-room.js'
import { LiveCallbackEvent } from './live-setting-words.js'
import { CoStreamer, LiveCallback } from './live-settings.js'
import { LiveDriver, LiveProtocol, LiveState, SpeakingState } from './live-words.js'
import { PlayingScene } from './playing-scene.js'
import { RtcRoom, RtcUser } from './rtc-room.js'

/** A live session, in the graph. What a list or the start brought is used; only fields beyond it ask for the details. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: VendorEntity, description: 'A live session: one broadcast, of a live room where the vendor has rooms.' })
export class LiveSession extends VendorEntity {
  private readonly session: LiveSessionRef

  constructor(
    account: string,
    session: LiveSessionRef,
    private readonly known: Partial<SessionData> = {},
  ) {
    super({ type: 'LiveSession', account, key: liveSessionKey(session) })
    this.session = session
  }

  /** The session behind the key of a global id. */
  static ofKey(account: string, key: string): LiveSession {
    return new LiveSession(account, parseLiveSessionKey(key))
  }

  /** What the detail call tells (Huawei 6.2.3). */
  details(context: GraphContext): Promise<SessionData> {
    return context.loaders(this.ref.account).liveSession.load(this.ref.key)
  }

  private async tell<K extends keyof SessionData>(field: K, context: GraphContext): Promise<SessionData[K]> {
    const known = this.known[field]
    return known !== undefined ? known : (await this.details(context))[field]
  }

  override nativeId(): string {
    return this.session.session
  }

  @Field(() => LiveRoom, { nullable: true, description: 'The room it is a broadcast of; null for a session of no room, and for one that was started elsewhere where the vendor does not tell.' })
  async room(@Ctx() context: GraphContext): Promise<LiveRoom | null> {
    const room = this.session.room || (await this.tell('room', context))
    return room ? new LiveRoom(this.ref.account, room) : null
  }

  @Field(() => String, { nullable: true, description: 'The name of the room, as the session has it.' })
  roomName(@Ctx() context: GraphContext): Promise<string | null> {
    return this.tell('roomName', context)
  }

  @Field(() => LiveState, { nullable: true, description: 'Where it is in its life.' })
  state(@Ctx() context: GraphContext): Promise<string> {
    return this.tell('state', context)
  }

  @Field(() => String, { nullable: true, description: "The vendor's own word for the state." })
  vendorState(@Ctx() context: GraphContext): Promise<string> {
    return this.tell('vendorState', context)
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was asked for.' })
  createdAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return this.tell('createdAt', context)
  }

  @Field(() => DateTime, { nullable: true, description: 'When it last changed.' })
  updatedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return this.tell('updatedAt', context)
  }

  @Field(() => DateTime, { nullable: true, description: 'When it began.' })
  startedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return this.tell('startedAt', context)
  }

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  endedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return this.tell('endedAt', context)
  }

  @Field(() => Float, { nullable: true, description: 'How long it has been or was on air, in seconds.' })
  durationSeconds(@Ctx() context: GraphContext): Promise<number | null> {
    return this.tell('durationSeconds', context)
  }

  @Field(() => Float, { nullable: true, description: 'How long its picture was pushed to its outputs, in seconds.' })
  streamDurationSeconds(@Ctx() context: GraphContext): Promise<number | null> {
    return this.tell('streamDurationSeconds', context)
  }

  @Field(() => String, { nullable: true, description: 'Its cover picture: signed and short-lived.' })
  coverUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return this.tell('coverUrl', context)
  }

  @Field(() => RtcRoom, { nullable: true, description: 'The RTC room that carries its picture, sound and messages.' })
  async rtcRoom(@Ctx() context: GraphContext): Promise<RtcRoom | null> {
    const room = await this.tell('rtcRoom', context)
    return room && new RtcRoom(room)
  }

  @Field(() => String, { nullable: true, description: 'Where audience events can be reported without credentials, a secret: operators only; FORBIDDEN for others.' })
  reportUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return this.tell('reportUrl', context)
  }

  @Field(() => LiveCallback, { nullable: true, description: 'Whom the vendor calls back about it.' })
  async callback(@Ctx() context: GraphContext): Promise<LiveCallback | null> {
    const callback = await this.tell('callback', context)
    return callback && new LiveCallback(callback)
  }

  @Field(() => [LiveCallbackEvent], { nullable: true, description: 'What RTC clients are told; LIVE_PROGRESS when nothing is said.' })
  rtcEvents(@Ctx() context: GraphContext): Promise<string[] | null> {
    return this.tell('rtcEvents', context)
  }

  @Field(() => CoStreamer, { nullable: true, description: "The second voice beside the avatar's." })
  async coStreamer(@Ctx() context: GraphContext): Promise<CoStreamer | null> {
    const coStreamer = await this.tell('coStreamer', context)
    return coStreamer && new CoStreamer(this.ref.account, coStreamer)
  }

  @Field(() => String, { nullable: true, description: 'Where the record of its interactions can be fetched: signed and short-lived.' })
  interactionRecordsUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return this.tell('interactionRecordsUrl', context)
  }

  @Field(() => String, { nullable: true, description: 'Why the vendor blocked it, in the words of the vendor.' })
  blockReason(@Ctx() context: GraphContext): Promise<string | null> {
    return this.tell('blockReason', context)
  }

  @Field(() => Failure, { nullable: true, description: 'Why it failed or was blocked.' })
  async failure(@Ctx() context: GraphContext): Promise<Failure | null> {
    const failure = await this.tell('failure', context)
    return failure && new Failure(failure)
  }

  @Field(() => String, { nullable: true, description: 'Where the picture can be watched (Tencent PlayStreamAddr, 1211/62104); null before it is READY, and where it is pushed elsewhere.' })
  playUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return this.tell('playUrl', context)
  }

  @Field(() => LiveProtocol, { nullable: true, description: 'How its picture travels; null where the vendor does not tell.' })
  protocol(@Ctx() context: GraphContext): Promise<string | null> {
    return this.tell('protocol', context)
  }

  @Field(() => LiveDriver, { nullable: true, description: 'What drives its avatar; null where the vendor does not tell.' })
  driver(@Ctx() context: GraphContext): Promise<string | null> {
    return this.tell('driver', context)
  }

  @Field(() => String, { nullable: true, description: 'Whom it is for, as who started it said; null where the vendor does not tell.' })
  userId(@Ctx() context: GraphContext): Promise<string | null> {
    return this.tell('userId', context)
  }

  @Field(() => SpeakingState, { nullable: true, description: 'What its avatar is doing with what it was last given to say; null where the vendor does not tell.' })
  speaking(@Ctx() context: GraphContext): Promise<string | null> {
    return this.tell('speaking', context)
  }

  @Field(() => String, { nullable: true, description: "With this a client library of the vendor's joins the session (SenseTime 5-直播 sessionToken), a secret: operators only; FORBIDDEN for others." })
  token(@Ctx() context: GraphContext): Promise<string | null> {
    return this.tell('token', context)
  }

  @Field(() => RtcUser, { description: "An identity with which a viewer joins the session's RTC room, asked of the vendor each time (Tencent gettrtcsign, 1211/62121); its secrets are for operators." })
  async rtcUser(
    @Arg('userId', () => String, { description: 'As whom the viewer joins. It must be another than the `userId` of the session: the avatar joins as that.' }) userId: string,
    @Arg('roomId', () => String, { description: 'The id of the RTC room. Tencent: digits alone are the number of a room, anything else is its name.' }) room: string,
    @Ctx() context: GraphContext,
  ): Promise<RtcUser> {
    const ask = liveMethod(accountOf(context.services, this.ref.account), 'rtcUser', 'identities for viewers')
    return new RtcUser(await context.loaders(this.ref.account).during(() => ask(this.session, { userId, room }, context.call)))
  }

  @Field(() => [LiveOutput], { description: 'Where its picture goes, as far as the vendor has told of it in events.' })
  async outputs(@Ctx() context: GraphContext): Promise<LiveOutput[]> {
    const states = await outputStates(context, this.subject())
    return [...states].map(([url, state]) => new LiveOutput({ url, streamKey: null }, state))
  }

  @Field(() => [PlayingScene], { nullable: true, description: 'What of its script is played in this round, asked of the vendor each time (Huawei 6.2.5); null when the vendor tells nothing.' })
  async playingScripts(@Ctx() context: GraphContext): Promise<PlayingScene[] | null> {
    const ask = liveMethod(accountOf(context.services, this.ref.account), 'playingScenes', 'list of what is being played')
    const scenes = await context.loaders(this.ref.account).during(() => ask(this.session, context.call))
    return scenes && scenes.map((scene) => new PlayingScene(this.ref.account, scene))
  }

  @Field(() => LiveRoomConfig, { nullable: true, description: 'Its room as the session has it, asked of the vendor each time (Huawei 6.2.5); null when the vendor tells nothing.' })
  async roomConfig(@Ctx() context: GraphContext): Promise<LiveRoomConfig | null> {
    const ask = liveMethod(accountOf(context.services, this.ref.account), 'roomConfig', 'room of a session')
    const room = await context.loaders(this.ref.account).during(() => ask(this.session, context.call))
    return room && new LiveRoomConfig(this.ref.account, room, this.subject())
  }

  private subject() {
    return { session: { account: this.ref.account, session: this.session.session } }
  }
}
