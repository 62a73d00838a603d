import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import { badInput } from '../../domain/errors.js'
import { decodeIdOf } from '../../domain/ids.js'
import { liveSessionKey, parseLiveSessionKey, type LiveSessionRef } from '../../domain/live.js'
import type { Account } from '../../domain/port.js'
import { abilityOf, accountOf, type GraphContext } from '../context.js'
import { observe } from '../observe.js'
import { UserError, withUserErrors } from '../user-error.js'
import { LiveSession } from './live-session.js'
import { Orientation } from './live-words.js'

/** Where a session's picture goes, as a caller gives it. */
@InputType({ description: 'A place to push the live picture to.' })
export class LiveOutputInput {
  @Field(() => String, { description: 'The RTMP address, such as `rtmp://push.example.com/live`.' })
  url!: string

  @Field(() => String, { nullable: true, description: 'The stream key that belongs to the address.' })
  streamKey?: string | null
}

/** The input of `startLive`. */
@InputType({ description: 'What starts a live session. Everything left out stays as the room has it.' })
export class StartLiveInput {
  @Field(() => ID, { description: 'The id of the live room.' })
  id!: string

  @Field(() => [LiveOutputInput], { nullable: true, description: 'Where the picture goes. Huawei takes one output.' })
  outputs?: LiveOutputInput[] | null

  @Field(() => Orientation, { nullable: true, description: 'Which way the picture lies.' })
  orientation?: 'LANDSCAPE' | 'PORTRAIT' | 'UNKNOWN' | null
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

/** The commands over live sessions. */
@Resolver()
export class LiveMutations {
  @Mutation(() => StartLivePayload, {
    description: 'Starts a live session in a room (Huawei 6.2.1) and puts it under observation: its events reach liveProgress, rtmpStateChanged, replyFinished and liveStateChanged.',
  })
  startLive(@Arg('input', () => StartLiveInput, { description: 'Which room, and how.' }) input: StartLiveInput, @Ctx() context: GraphContext): Promise<StartLivePayload> {
    return withUserErrors<Omit<StartLivePayload, 'userErrors'>>({ session: null }, async () => {
      const { account: slug, key: room } = decodeIdOf('LiveRoom', input.id, 'input.id')
      const account = accountOf(context.services, slug)
      if (input.orientation === 'UNKNOWN') throw badInput('Expected the orientation LANDSCAPE or PORTRAIT, got UNKNOWN.', { field: 'input.orientation' })
      const started = await abilityOf(account, 'live').start(
        room,
        { outputs: input.outputs?.map(({ url, streamKey }) => ({ url, streamKey: streamKey ?? null })), orientation: input.orientation ?? undefined },
        context.call,
      )
      const ref = { room, session: started.nativeId }
      return { session: new LiveSession(slug, ref, started), userErrors: await watch(account, ref, context) }
    })
  }

  @Mutation(() => StopLivePayload, { description: 'Asks the vendor to end a live session (Huawei 6.2.4); liveStateChanged tells when it has ended.' })
  stopLive(@Arg('input', () => StopLiveInput, { description: 'Which session.' }) input: StopLiveInput, @Ctx() context: GraphContext): Promise<StopLivePayload> {
    return withUserErrors<Omit<StopLivePayload, 'userErrors'>>({ session: null }, async () => {
      const { account: slug, key } = decodeIdOf('LiveSession', input.id, 'input.id')
      const account = accountOf(context.services, slug)
      const ref = parseLiveSessionKey(key)
      await abilityOf(account, 'live').stop(ref, context.call)
      return { session: new LiveSession(slug, ref), userErrors: await watch(account, ref, context) }
    })
  }
}

const watch = ({ slug, vendor }: Account, ref: LiveSessionRef, context: GraphContext) =>
  observe({ kind: 'LIVE_SESSION', vendor, account: slug, key: liveSessionKey(ref) }, 'liveStateChanged', context)
