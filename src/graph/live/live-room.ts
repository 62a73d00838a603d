import { Ctx, Directive, Field, ObjectType } from 'type-graphql'
import type { LiveRoomDetails, LiveRoomSummary } from '../../domain/live.js'
import { Asset } from '../assets/asset.js'
import type { GraphContext } from '../context.js'
import { VendorEntity } from '../entity.js'
import { Failure } from '../failure.js'
import { DateTime } from '../scalars.js'
import { LiveOutput, outputStates } from './live-output.js'
import { LiveScene } from './live-scene.js'
import { LiveRoomKind, LiveRoomState, LiveState, Orientation } from './live-words.js'

/** A live room, in the graph. What a list brought is used; only fields beyond it ask for the room's details. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: VendorEntity, description: 'A live room: a script, its avatars and voices, and where the picture goes. Sessions are its broadcasts.' })
export class LiveRoom extends VendorEntity {
  constructor(
    account: string,
    key: string,
    private readonly known?: LiveRoomSummary,
  ) {
    super({ type: 'LiveRoom', account, key })
  }

  /** What the detail call tells (Huawei 6.1.3). */
  details(context: GraphContext): Promise<LiveRoomDetails> {
    return context.loaders(this.ref.account).liveRoom.load(this.ref.key)
  }

  private async summary(context: GraphContext): Promise<LiveRoomSummary> {
    return this.known ?? this.details(context)
  }

  @Field(() => String, { nullable: true, description: 'Its name.' })
  async name(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).name
  }

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  async description(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).description
  }

  @Field(() => LiveRoomKind, { nullable: true, description: 'What it is for.' })
  async kind(@Ctx() context: GraphContext): Promise<string> {
    return (await this.summary(context)).kind
  }

  @Field(() => LiveRoomState, { nullable: true, description: 'Whether it can be used.' })
  async state(@Ctx() context: GraphContext): Promise<string> {
    return (await this.summary(context)).state
  }

  @Field(() => Orientation, { nullable: true, description: 'Which way its picture lies.' })
  async orientation(@Ctx() context: GraphContext): Promise<string> {
    return (await this.summary(context)).orientation
  }

  @Field(() => String, { nullable: true, description: 'Its cover picture: signed and short-lived.' })
  async coverUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).coverUrl
  }

  @Field(() => String, { nullable: true, description: 'A small cover picture: signed and short-lived.' })
  async thumbnailUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).thumbnailUrl
  }

  @Field(() => [Asset], { description: 'The avatars that act in it, each once.' })
  async avatars(@Ctx() context: GraphContext): Promise<Asset[]> {
    return (await this.summary(context)).avatars.map((id) => new Asset(this.ref.account, id))
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was created.' })
  async createdAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.summary(context)).createdAt
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was last changed.' })
  async updatedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.summary(context)).updatedAt
  }

  @Field(() => DateTime, { nullable: true, description: 'When its latest session began; lists tell it, a single room does not.' })
  async lastSessionStartedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.summary(context)).lastSessionStartedAt
  }

  @Field(() => DateTime, { nullable: true, description: 'When its latest session ended; lists tell it, a single room does not.' })
  async lastSessionEndedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.summary(context)).lastSessionEndedAt
  }

  @Field(() => LiveState, { nullable: true, description: 'The state of its latest session; lists tell it, a single room does not.' })
  async lastSessionState(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).lastSessionState
  }

  @Field(() => Failure, { nullable: true, description: 'Why it is disabled or blocked.' })
  async failure(@Ctx() context: GraphContext): Promise<Failure | null> {
    const { failure } = await this.summary(context)
    return failure && new Failure(failure)
  }

  @Field(() => [LiveScene], { nullable: true, description: 'Its script, scene by scene.' })
  async scenes(@Ctx() context: GraphContext): Promise<LiveScene[]> {
    return (await this.details(context)).scenes.map((scene) => new LiveScene(this.ref.account, scene))
  }

  @Field(() => [Asset], { nullable: true, description: 'The avatars that may stand in for the others.' })
  async backupAvatars(@Ctx() context: GraphContext): Promise<Asset[]> {
    return (await this.details(context)).backupAvatars.map((id) => new Asset(this.ref.account, id))
  }

  @Field(() => [LiveOutput], { nullable: true, description: 'Where its picture goes, with the state of each connection as last told.' })
  async outputs(@Ctx() context: GraphContext): Promise<LiveOutput[]> {
    const [{ outputs }, states] = await Promise.all([
      this.details(context),
      outputStates(context, { room: { account: this.ref.account, room: this.ref.key } }),
    ])
    return outputs.map((target) => new LiveOutput(target, states.get(target.url) ?? 'UNKNOWN'))
  }
}
