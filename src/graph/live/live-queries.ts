import { Arg, Ctx, Field, ID, InputType, Int, Query, Resolver } from 'type-graphql'
import { decodeIdOf } from '../../domain/ids.js'
import type { LiveRoomKind as RoomKind, LiveRoomSummary, TemplateOwnership as Ownership } from '../../domain/live-rooms.js'
import type { LiveState as State } from '../../domain/live.js'
import { AccountFilter, connectionOf, list, withoutNulls, type Connection } from '../connection.js'
import { abilityOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { ownOf } from '../own-job.js'
import { DateTime } from '../scalars.js'
import { LiveRoom } from './live-room.js'
import { LiveSession } from './live-session.js'
import { LiveRoomKind, LiveState, TemplateOwnership } from './live-words.js'

/** What narrows `liveRooms`. */
@InputType({ description: 'What narrows a list of live rooms; everything given must hold.' })
export class LiveRoomFilter extends AccountFilter {
  @Field(() => [LiveRoomKind], { nullable: true, description: 'Of this kind. Huawei takes one at a time (6.1.2).' })
  kinds?: RoomKind[] | null

  @Field(() => [LiveState], { nullable: true, description: 'Whose latest session is in one of these states.' })
  statuses?: State[] | null

  @Field(() => Boolean, { nullable: true, description: 'Rooms that never had a session: these alone, or beside those of `statuses`.' })
  neverLive?: boolean | null

  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  search?: string | null

  @Field(() => String, { nullable: true, description: 'Part of the name of an avatar in the room.' })
  avatarName?: string | null

  @Field(() => String, { nullable: true, description: "With this combination of avatar and voice, by the vendor's id (Huawei 6.1.2 `dh_id`)." })
  avatarVoice?: string | null

  @Field(() => DateTime, { nullable: true, description: 'Whose latest session began at or after this instant.' })
  lastSessionStartedAfter?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Whose latest session ended at or before this instant.' })
  lastSessionEndedBefore?: Date | null

  @Field(() => TemplateOwnership, { nullable: true, description: 'Templates, and whose.' })
  templates?: Ownership | null
}

const LiveRoomConnection = connectionOf(LiveRoom, 'LiveRoom', 'live rooms')

/** The queries over live rooms and sessions. */
@Resolver()
export class LiveQueries {
  @Query(() => LiveRoom, { nullable: true, description: 'One live room; null with the error NOT_FOUND when its vendor does not know it.' })
  async liveRoom(@Arg('id', () => ID, { description: 'The global id of the room.' }) id: string, @Ctx() context: GraphContext): Promise<LiveRoom> {
    const { account, key } = decodeIdOf('LiveRoom', id, 'id')
    return existing(new LiveRoom(account, key), context)
  }

  @Query(() => LiveRoomConnection, { description: 'Live rooms of all accounts, newest first.' })
  async liveRooms(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most; 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor to go on behind.' }) after: string | null | undefined,
    @Arg('filter', () => LiveRoomFilter, { nullable: true, description: 'What narrows the list.' }) filter: LiveRoomFilter | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<Connection<LiveRoom>> {
    const { kinds, statuses, neverLive, search, avatarName, avatarVoice, lastSessionStartedAfter, lastSessionEndedBefore, templates } = filter ?? {}
    const narrowed = withoutNulls({ kinds, lastSessionStates: statuses, neverLive, search, avatarName, avatarVoice, lastSessionStartedAfter, lastSessionEndedBefore, templates })
    return list<LiveRoomSummary, LiveRoom>(context, { first, after, filter }, {
      ability: 'liveRooms',
      fetch: (account, page, call) => abilityOf(account, 'liveRooms').list(narrowed, page, call),
      createdAt: (room) => room.createdAt,
      show: (account, room) => new LiveRoom(account.slug, room.nativeId, room),
    })
  }

  @Query(() => LiveSession, { nullable: true, description: 'One live session; null with the error NOT_FOUND when its vendor does not know it.' })
  async liveSession(@Arg('id', () => ID, { description: 'The global id of the session.' }) id: string, @Ctx() context: GraphContext): Promise<LiveSession> {
    const { account, key } = await ownOf('LiveSession', id, 'id', context)
    return existing(LiveSession.ofKey(account, key), context)
  }
}

/** An entity that was asked for by its id: its details are fetched, so that a missing one is told at once. */
export async function existing<E extends { details(context: GraphContext): Promise<unknown> }>(entity: E, context: GraphContext): Promise<E> {
  await entity.details(context)
  return entity
}
