import { Args, ArgsType, Ctx, Field, ID, Resolver, Root, Subscription } from 'type-graphql'
import type { EventKind } from '../../domain/events.js'
import { decodeIdOf } from '../../domain/ids.js'
import { parseLiveSessionKey } from '../../domain/live.js'
import type { StreamItem } from '../../events/stream.js'
import { accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { LiveProgressMessage, LiveStateMessage, ReplyMessage, RtmpStateMessage, type Event } from './event-types.js'
import { showItem } from './show-item.js'
import type { StreamGap } from './stream-gap.js'

/** What every subscription to live events takes. */
@ArgsType()
export class LiveSubscriptionArgs {
  @Field(() => ID, { nullable: true, description: 'Only of this live session.' })
  sessionId?: string | null

  @Field(() => ID, { nullable: true, description: 'Only of the sessions of this live room.' })
  roomId?: string | null

  @Field(() => String, { nullable: true, description: 'A cursor from an earlier message: first everything that came later is replayed, once and in order.' })
  after?: string | null

  @Field(() => Boolean, { defaultValue: false, description: 'First the current state of each matching subject, then live, with nothing lost or repeated between. Not together with `after`.' })
  snapshot!: boolean
}

/** Opens the stream behind a subscription; called once when it begins. */
const streamOf = (kind: EventKind) => ({
  subscribe({ args, context }: { args: LiveSubscriptionArgs; context: GraphContext }): AsyncIterable<StreamItem> {
    const { sessionId, roomId, after, snapshot } = args
    const session = sessionId == null ? undefined : decodeIdOf('LiveSession', sessionId, 'sessionId')
    const room = roomId == null ? undefined : decodeIdOf('LiveRoom', roomId, 'roomId')
    for (const ref of [session, room]) if (ref) accountOf(context.services, ref.account)
    return context.openStream({
      filter: {
        kinds: [kind],
        session: session && { account: session.account, session: parseLiveSessionKey(session.key).session },
        room: room && { account: room.account, room: room.key },
      },
      after: after ?? undefined,
      snapshot,
    })
  },
})

/** The subscriptions to live events. */
@Resolver()
export class LiveSubscriptions {
  @Subscription(() => LiveProgressMessage, { ...streamOf('LiveProgress'), description: 'Which paragraph of the script is being spoken.' })
  liveProgress(@Root() item: StreamItem, @Args(() => LiveSubscriptionArgs) _: LiveSubscriptionArgs, @Ctx() context: GraphContext): Event | StreamGap {
    return showItem(item, context)
  }

  @Subscription(() => LiveStateMessage, { ...streamOf('LiveStateChanged'), description: 'Live sessions that change their state.' })
  liveStateChanged(@Root() item: StreamItem, @Args(() => LiveSubscriptionArgs) _: LiveSubscriptionArgs, @Ctx() context: GraphContext): Event | StreamGap {
    return showItem(item, context)
  }

  @Subscription(() => RtmpStateMessage, { ...streamOf('RtmpStateChanged'), description: 'RTMP outputs that connect, break and connect again.' })
  rtmpStateChanged(@Root() item: StreamItem, @Args(() => LiveSubscriptionArgs) _: LiveSubscriptionArgs, @Ctx() context: GraphContext): Event | StreamGap {
    return showItem(item, context)
  }

  @Subscription(() => ReplyMessage, { ...streamOf('ReplyFinished'), description: 'Replies that have been spoken to their end.' })
  replyFinished(@Root() item: StreamItem, @Args(() => LiveSubscriptionArgs) _: LiveSubscriptionArgs, @Ctx() context: GraphContext): Event | StreamGap {
    return showItem(item, context)
  }
}
