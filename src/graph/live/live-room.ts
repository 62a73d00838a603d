import { Ctx, Directive, Field, ObjectType } from 'type-graphql'
import type { LiveRoomDetails, LiveRoomSummary } from '../../domain/live-rooms.js'
import { Asset } from '../assets/asset.js'
import type { GraphContext } from '../context.js'
import { VendorEntity } from '../entity.js'
import { Failure } from '../failure.js'
import { VideoSettings } from '../production/video-settings.js'
import { InteractionRule } from '../rules/interaction-rule.js'
import { DateTime } from '../scalars.js'
import { LiveOutput } from './live-output.js'
import { LiveRoomConfig } from './live-room-config.js'
import { LiveScene } from './live-scene.js'
import { LiveCallbackEvent } from './live-setting-words.js'
import { CoStreamer, LiveCallback, PlayPolicy, RoomSharing } from './live-settings.js'
import { LiveRoomKind, LiveRoomState, LiveState, Orientation } from './live-words.js'

/** What a list or a write brought of a room. */
type Known = Partial<LiveRoomSummary> | LiveRoomDetails

/** A live room, in the graph. What a list brought is used; only fields beyond it ask for the room's details. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: VendorEntity, description: 'A live room: a script, its avatars and voices, and where the picture goes. Sessions are its broadcasts.' })
export class LiveRoom extends VendorEntity {
  constructor(
    account: string,
    key: string,
    private readonly known: Known = {},
  ) {
    super({ type: 'LiveRoom', account, key })
  }

  /** What the detail call tells (Huawei 6.1.3). */
  async details(context: GraphContext): Promise<LiveRoomDetails> {
    return 'scenes' in this.known ? this.known : context.loaders(this.ref.account).liveRoom.load(this.ref.key)
  }

  /** A field that the list tells as well as the details. */
  private async tell<K extends keyof LiveRoomSummary & keyof LiveRoomDetails>(field: K, context: GraphContext): Promise<LiveRoomDetails[K]> {
    const known = this.known[field] as LiveRoomDetails[K] | undefined
    return known !== undefined ? known : (await this.details(context))[field]
  }

  /** What only the details tell. */
  private async config(context: GraphContext): Promise<LiveRoomConfig> {
    return new LiveRoomConfig(this.ref.account, await this.details(context), { room: { account: this.ref.account, room: this.ref.key } })
  }

  private listed(): Partial<LiveRoomSummary> {
    return 'scenes' in this.known ? {} : this.known
  }

  @Field(() => String, { nullable: true, description: 'What the room is called by its owner.' })
  name(@Ctx() context: GraphContext): Promise<string | null> {
    return this.tell('name', context)
  }

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  description(@Ctx() context: GraphContext): Promise<string | null> {
    return this.tell('description', context)
  }

  @Field(() => LiveRoomKind, { nullable: true, description: 'What it is for.' })
  kind(@Ctx() context: GraphContext): Promise<string> {
    return this.tell('kind', context)
  }

  @Field(() => LiveRoomState, { nullable: true, description: 'Whether it can be used.' })
  state(@Ctx() context: GraphContext): Promise<string> {
    return this.tell('state', context)
  }

  @Field(() => Orientation, { nullable: true, description: 'Which way its picture lies.' })
  orientation(@Ctx() context: GraphContext): Promise<string> {
    return this.tell('orientation', context)
  }

  @Field(() => String, { nullable: true, description: 'Its cover picture: signed and short-lived.' })
  coverUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return this.tell('coverUrl', context)
  }

  @Field(() => String, { nullable: true, description: 'A small cover picture: signed and short-lived.' })
  thumbnailUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return this.tell('thumbnailUrl', context)
  }

  @Field(() => [Asset], { description: 'The avatars that act in it, each once.' })
  async avatars(@Ctx() context: GraphContext): Promise<Asset[]> {
    return (await this.tell('avatars', context)).map((id) => new Asset(this.ref.account, id))
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was created.' })
  createdAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return this.tell('createdAt', context)
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was last changed.' })
  updatedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return this.tell('updatedAt', context)
  }

  @Field(() => Failure, { nullable: true, description: 'Why it is disabled or blocked.' })
  async failure(@Ctx() context: GraphContext): Promise<Failure | null> {
    const failure = await this.tell('failure', context)
    return failure && new Failure(failure)
  }

  @Field(() => RoomSharing, { nullable: true, description: 'How it is shared, where it is a template.' })
  sharing(@Ctx() context: GraphContext): Promise<RoomSharing | null> {
    return this.tell('sharing', context)
  }

  @Field(() => String, { nullable: true, description: 'What its owner keeps with it; the vendor does not read it.' })
  privateData(@Ctx() context: GraphContext): Promise<string | null> {
    return this.tell('privateData', context)
  }

  @Field(() => String, { nullable: true, description: "The vendor's id of the project that owns it; lists tell it, a single room does not." })
  ownerProject(): string | null {
    return this.listed().ownerProject ?? null
  }

  @Field(() => DateTime, { nullable: true, description: 'When its latest session began; lists tell it, a single room does not.' })
  lastSessionStartedAt(): Date | null {
    return this.listed().lastSessionStartedAt ?? null
  }

  @Field(() => DateTime, { nullable: true, description: 'When its latest session ended; lists tell it, a single room does not.' })
  lastSessionEndedAt(): Date | null {
    return this.listed().lastSessionEndedAt ?? null
  }

  @Field(() => LiveState, { nullable: true, description: 'The state of its latest session; lists tell it, a single room does not.' })
  lastSessionState(): string | null {
    return this.listed().lastSessionState ?? null
  }

  @Field(() => [Asset], { nullable: true, description: 'The avatars that may stand in for the others.' })
  async backupAvatars(@Ctx() context: GraphContext): Promise<Asset[]> {
    const listed = this.listed().backupAvatars
    return listed ? listed.map((id) => new Asset(this.ref.account, id)) : (await this.config(context)).backupAvatars()
  }

  @Field(() => [LiveScene], { nullable: true, description: 'Its script, scene by scene.' })
  async scenes(@Ctx() context: GraphContext): Promise<LiveScene[]> {
    return (await this.config(context)).scenes()
  }

  @Field(() => [InteractionRule], { nullable: true, description: 'What it does when its audience does something.' })
  async rules(@Ctx() context: GraphContext): Promise<InteractionRule[]> {
    return (await this.config(context)).rules()
  }

  @Field(() => PlayPolicy, { nullable: true, description: 'How its script is played.' })
  async playPolicy(@Ctx() context: GraphContext): Promise<PlayPolicy | null> {
    return (await this.config(context)).playPolicy()
  }

  @Field(() => VideoSettings, { nullable: true, description: 'How its picture is encoded.' })
  async video(@Ctx() context: GraphContext): Promise<VideoSettings | null> {
    return (await this.config(context)).video()
  }

  @Field(() => [LiveOutput], { nullable: true, description: 'Where its picture goes, with the state of each connection as last told.' })
  async outputs(@Ctx() context: GraphContext): Promise<LiveOutput[]> {
    return (await this.config(context)).outputs(context)
  }

  @Field(() => LiveCallback, { nullable: true, description: 'Whom the vendor calls back about its sessions.' })
  async callback(@Ctx() context: GraphContext): Promise<LiveCallback | null> {
    return (await this.config(context)).callback()
  }

  @Field(() => [LiveCallbackEvent], { nullable: true, description: 'What RTC clients are told; LIVE_PROGRESS when nothing is said.' })
  async rtcEvents(@Ctx() context: GraphContext): Promise<string[] | null> {
    return (await this.config(context)).rtcEvents()
  }

  @Field(() => Boolean, { nullable: true, description: 'Whether its content goes on air without review.' })
  async skipReview(@Ctx() context: GraphContext): Promise<boolean | null> {
    return (await this.config(context)).skipReview()
  }

  @Field(() => CoStreamer, { nullable: true, description: "The second voice beside the avatar's." })
  async coStreamer(@Ctx() context: GraphContext): Promise<CoStreamer | null> {
    return (await this.config(context)).coStreamer()
  }
}
