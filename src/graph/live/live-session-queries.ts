import { Arg, Ctx, Field, FieldResolver, InputType, Int, Query, Resolver, Root } from 'type-graphql'
import { liveSessionKey, type LiveSession as SessionData, type LiveState as State } from '../../domain/live.js'
import type { Account } from '../../domain/port.js'
import { isFinalLiveState } from '../../domain/transitions.js'
import { AccountFilter, connectionOf, list, withoutNulls, type Connection } from '../connection.js'
import type { GraphContext } from '../context.js'
import { DateTime } from '../scalars.js'
import { liveMethod, sessionRef } from './live-ability.js'
import { LiveRoom } from './live-room.js'
import { LiveSession } from './live-session.js'
import { LiveState } from './live-words.js'

/** What narrows `LiveRoom.sessions`. */
@InputType({ description: 'What narrows the sessions of a live room; everything given must hold.' })
export class RoomSessionFilter {
  @Field(() => [LiveState], { nullable: true, description: 'In one of these states.' })
  statuses?: State[] | null

  @Field(() => DateTime, { nullable: true, description: 'Asked for at or after this instant.' })
  createdAfter?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Asked for at or before this instant.' })
  createdBefore?: Date | null
}

/** What narrows `liveSessions`. */
@InputType({ description: 'What narrows a list of live sessions; everything given must hold.' })
export class LiveSessionFilter extends AccountFilter {
  @Field(() => [LiveState], { nullable: true, description: 'In one of these states.' })
  statuses?: State[] | null

  @Field(() => String, { nullable: true, description: "Part of the room's name." })
  search?: string | null

  @Field(() => DateTime, { nullable: true, description: 'Asked for at or after this instant.' })
  createdAfter?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Asked for at or before this instant.' })
  createdBefore?: Date | null
}

const LiveSessionConnection = connectionOf(LiveSession, 'LiveSession', 'live sessions')

const ENTITIES = {
  ability: 'live' as const,
  createdAt: (session: SessionData) => session.createdAt,
  show: (account: Account, session: SessionData) => new LiveSession(account.slug, sessionRef(account, session.room, session.nativeId), session),
  running: (account: Account, { room, nativeId, state }: SessionData) =>
    isFinalLiveState(state) || (account.live?.keyedByRoom && room === null) ? undefined : { kind: 'LIVE_SESSION' as const, key: liveSessionKey(sessionRef(account, room, nativeId)) },
}

const narrowed = ({ statuses, createdAfter, createdBefore }: RoomSessionFilter) => withoutNulls({ states: statuses, createdAfter, createdBefore })

/** The query over live sessions. */
@Resolver()
export class LiveSessionQueries {
  @Query(() => LiveSessionConnection, { description: 'Live sessions of all accounts, newest first (Huawei 6.2.6, Tencent listsessionofuin: those that run).' })
  async liveSessions(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most; 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor to go on behind.' }) after: string | null | undefined,
    @Arg('filter', () => LiveSessionFilter, { nullable: true, description: 'What narrows the list.' }) filter: LiveSessionFilter | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<Connection<LiveSession>> {
    const wanted = { ...narrowed(filter ?? {}), ...withoutNulls({ search: filter?.search }) }
    return list<SessionData, LiveSession>(context, { first, after, filter }, {
      ...ENTITIES,
      offered: ({ live }) => !!live?.list,
      fetch: (account, page, call) => liveMethod(account, 'list', 'list of live sessions')(wanted, page, call),
    })
  }
}

/** The way from a room to its sessions; apart, since the two know each other. */
@Resolver(() => LiveRoom)
export class SessionsOfRoom {
  @FieldResolver(() => LiveSessionConnection, { description: 'Its broadcasts, newest first (Huawei 6.2.2, Tencent listsessionofprojectid: those that run).' })
  async sessions(
    @Root() { ref }: LiveRoom,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most; 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor to go on behind.' }) after: string | null | undefined,
    @Arg('filter', () => RoomSessionFilter, { nullable: true, description: 'What narrows the list.' }) filter: RoomSessionFilter | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<Connection<LiveSession>> {
    return list<SessionData, LiveSession>(context, { first, after, filter: { accounts: [ref.account] } }, {
      ...ENTITIES,
      fetch: (account, page, call) => liveMethod(account, 'listOfRoom', "list of a room's sessions")(ref.key, narrowed(filter ?? {}), page, call),
    })
  }
}
