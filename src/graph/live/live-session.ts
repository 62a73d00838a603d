import { Ctx, Directive, Field, Float, ObjectType } from 'type-graphql'
import { liveSessionKey, parseLiveSessionKey, type LiveSession as SessionData, type LiveSessionRef } from '../../domain/live.js'
import type { GraphContext } from '../context.js'
import { VendorEntity } from '../entity.js'
import { Failure } from '../failure.js'
import { DateTime } from '../scalars.js'
import { LiveOutput, outputStates } from './live-output.js'
import { LiveRoom } from './live-room.js'
import { LiveState } from './live-words.js'

/** A live session, in the graph. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: VendorEntity, description: 'A live session: one broadcast of a live room.' })
export class LiveSession extends VendorEntity {
  private readonly session: LiveSessionRef

  constructor(
    account: string,
    session: LiveSessionRef,
    private readonly known?: SessionData,
  ) {
    super({ type: 'LiveSession', account, key: liveSessionKey(session) })
    this.session = session
  }

  /** The session behind the key of a global id. */
  static ofKey(account: string, key: string): LiveSession {
    return new LiveSession(account, parseLiveSessionKey(key))
  }

  /** What the detail call tells (Huawei 6.2.3). */
  async details(context: GraphContext): Promise<SessionData> {
    return this.known ?? context.loaders(this.ref.account).liveSession.load(this.ref.key)
  }

  override nativeId(): string {
    return this.session.session
  }

  @Field(() => LiveRoom, { description: 'The room it is a broadcast of.' })
  room(): LiveRoom {
    return new LiveRoom(this.ref.account, this.session.room)
  }

  @Field(() => LiveState, { nullable: true, description: 'Where it is in its life.' })
  async state(@Ctx() context: GraphContext): Promise<string> {
    return (await this.details(context)).state
  }

  @Field(() => String, { nullable: true, description: "The vendor's own word for the state." })
  async vendorState(@Ctx() context: GraphContext): Promise<string> {
    return (await this.details(context)).vendorState
  }

  @Field(() => DateTime, { nullable: true, description: 'When it began.' })
  async startedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.details(context)).startedAt
  }

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  async endedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.details(context)).endedAt
  }

  @Field(() => Float, { nullable: true, description: 'How long it has been or was on air, in seconds.' })
  async durationSeconds(@Ctx() context: GraphContext): Promise<number | null> {
    return (await this.details(context)).durationSeconds
  }

  @Field(() => String, { nullable: true, description: 'Its cover picture: signed and short-lived.' })
  async coverUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).coverUrl
  }

  @Field(() => Failure, { nullable: true, description: 'Why it failed or was blocked.' })
  async failure(@Ctx() context: GraphContext): Promise<Failure | null> {
    const { failure } = await this.details(context)
    return failure && new Failure(failure)
  }

  @Field(() => [LiveOutput], { description: 'Where its picture goes, as far as the vendor has told of it in events.' })
  async outputs(@Ctx() context: GraphContext): Promise<LiveOutput[]> {
    const states = await outputStates(context, { session: { account: this.ref.account, session: this.session.session } })
    return [...states].map(([url, state]) => new LiveOutput({ url, streamKey: null }, state))
  }
}
