import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import { liveSessionKey, parseLiveSessionKey, type LiveWarning as Warning } from '../../domain/live.js'
import { abilityOf, accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { ownOf } from '../own-job.js'
import { observe } from '../observe.js'
import { UserError, withUserErrors } from '../user-error.js'
import { sessionRef } from './live-ability.js'
import { LiveSession } from './live-session.js'
import { placeOf, startOptions, StartLiveInput } from './live-start-input.js'
import { LiveWarning } from './live-words.js'

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
    description:
      'Starts a live session (Huawei 6.2.1, Tencent createsession and createsessionbyasset) and puts it under observation: its events reach liveStateChanged, and where the vendor tells of them liveProgress, rtmpStateChanged and replyFinished. At Tencent it is put on air as soon as it is READY (startsession).',
  })
  startLive(@Arg('input', () => StartLiveInput, { description: 'Which room, or which account and avatar, and how.' }) input: StartLiveInput, @Ctx() context: GraphContext): Promise<StartLivePayload> {
    return withUserErrors<Omit<StartLivePayload, 'userErrors'>>({ session: null, warnings: [] }, async () => {
      const { account, room } = placeOf(input, context)
      const { session, warnings, facts } = await abilityOf(account, 'live').start(room, startOptions(input, account.slug), context.call)
      const ref = sessionRef(account, room, session.nativeId)
      const userErrors = await observe(account, { kind: 'LIVE_SESSION', key: liveSessionKey(ref) }, 'liveStateChanged', context, facts)
      return { session: new LiveSession(account.slug, ref, session), warnings, userErrors }
    })
  }

  @Mutation(() => StopLivePayload, { description: 'Asks the vendor to end a live session (Huawei 6.2.4, Tencent closesession); liveStateChanged tells when it has ended.' })
  stopLive(@Arg('input', () => StopLiveInput, { description: 'Which session.' }) input: StopLiveInput, @Ctx() context: GraphContext): Promise<StopLivePayload> {
    return withUserErrors<Omit<StopLivePayload, 'userErrors'>>({ session: null }, async () => {
      const { account: slug, key } = await ownOf('LiveSession', input.id, 'input.id', context)
      const account = accountOf(context.services, slug)
      const ref = parseLiveSessionKey(key)
      await abilityOf(account, 'live').stop(ref, context.call)
      return { session: new LiveSession(slug, ref), userErrors: await observe(account, { kind: 'LIVE_SESSION', key }, 'liveStateChanged', context) }
    })
  }
}
