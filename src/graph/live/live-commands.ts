import { Arg, Ctx, Field, ID, Mutation, ObjectType, Resolver } from 'type-graphql'
import type { CommandOptions, CommandReceipt } from '../../domain/live-commands.js'
import { parseLiveSessionKey, type LiveSessionRef } from '../../domain/live.js'
import type { Account, CallContext } from '../../domain/port.js'
import { accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { ownOf } from '../own-job.js'
import { rulesOf } from '../rules/rule-inputs.js'
import { UserError, withUserErrors } from '../user-error.js'
import { commandOf } from './live-ability.js'
import {
  insertionOf,
  InterruptLiveInput,
  PlayAudioInLiveInput,
  RefreshLiveOutputsInput,
  RewriteLiveInteractionRulesInput,
  RewriteLiveScriptsInput,
  ShowLiveLayerInput,
  SpeakInLiveInput,
} from './live-command-inputs.js'
import { scenesOf } from './live-scene-inputs.js'
import { LiveSession } from './live-session.js'
import { outputsOf } from './live-setting-inputs.js'

/** What commands to live sessions are answered with. */
interface CommandPayload {
  session: LiveSession | null
  commandId: string | null
  userErrors: UserError[]
}

/** Declares the answer of one command. */
function payload(mutation: string) {
  @ObjectType(`${mutation[0]!.toUpperCase()}${mutation.slice(1)}Payload`, { description: `The answer of ${mutation}.` })
  class LiveCommandPayload implements CommandPayload {
    @Field(() => LiveSession, { nullable: true, description: 'The session that was commanded.' })
    session!: LiveSession | null

    @Field(() => ID, { nullable: true, description: "The vendor's id of the command, where it gives one." })
    commandId!: string | null

    @Field(() => [UserError], { description: 'What went wrong; empty when all went well.' })
    userErrors!: UserError[]
  }
  return LiveCommandPayload
}

const SpeakPayload = payload('speakInLive')
const InterruptPayload = payload('interruptLive')
const PlayAudioPayload = payload('playAudioInLive')
const RewriteScriptsPayload = payload('rewriteLiveScripts')
const RewriteRulesPayload = payload('rewriteLiveInteractionRules')
const ShowLayerPayload = payload('showLiveLayer')
const RefreshOutputsPayload = payload('refreshLiveOutputs')

/** The commands to live sessions that are on air (Huawei 6.2.5, Tencent command). */
@Resolver()
export class LiveCommandMutations {
  @Mutation(() => SpeakPayload, { description: 'Has the avatar of a live session say something (Huawei 6.2.5 INSERT_PLAY_SCRIPT, Tencent SEND_TEXT). At Huawei replyFinished tells when it was said; Tencent takes one text a second for a session, and further ones wait for their turn here.' })
  speakInLive(@Arg('input', () => SpeakInLiveInput, { description: 'Which session, and what is said.' }) input: SpeakInLiveInput, @Ctx() context: GraphContext): Promise<CommandPayload> {
    return command(input, context, (at) => commandOf(at.account, 'speak')(at.ref, { text: input.text, ...insertionOf(input) }, at.options, at.call))
  }

  @Mutation(() => InterruptPayload, { description: 'Breaks off what the avatar of a live session is saying (Tencent SEND_TEXT with an empty text, 1211/62120).' })
  interruptLive(@Arg('input', () => InterruptLiveInput, { description: 'Which session.' }) input: InterruptLiveInput, @Ctx() context: GraphContext): Promise<CommandPayload> {
    return command(input, context, (at) => commandOf(at.account, 'interrupt')(at.ref, at.call))
  }

  @Mutation(() => PlayAudioPayload, { description: 'Plays a recording in a live session (Huawei 6.2.5 INSERT_PLAY_AUDIO); replyFinished tells when it was played.' })
  playAudioInLive(@Arg('input', () => PlayAudioInLiveInput, { description: 'Which session, and what is played.' }) input: PlayAudioInLiveInput, @Ctx() context: GraphContext): Promise<CommandPayload> {
    return command(input, context, (at) => commandOf(at.account, 'playAudio')(at.ref, { url: input.url, ...insertionOf(input) }, at.options, at.call))
  }

  @Mutation(() => RewriteScriptsPayload, { description: 'Replaces what has not been played yet of the script of a live session (Huawei 6.2.5 REWRITE_PLAY_SCRIPT).' })
  rewriteLiveScripts(@Arg('input', () => RewriteLiveScriptsInput, { description: 'Which session, and what follows.' }) input: RewriteLiveScriptsInput, @Ctx() context: GraphContext): Promise<CommandPayload> {
    return command(input, context, (at) =>
      commandOf(at.account, 'rewriteScenes')(at.ref, scenesOf(at.account.slug, input.scenes, 'input.scenes'), at.options, at.call),
    )
  }

  @Mutation(() => RewriteRulesPayload, { description: 'Replaces the interaction rules of a live session (Huawei 6.2.5 REWRITE_INTERACTION_RULES).' })
  rewriteLiveInteractionRules(@Arg('input', () => RewriteLiveInteractionRulesInput, { description: 'Which session, and the rules.' }) input: RewriteLiveInteractionRulesInput, @Ctx() context: GraphContext): Promise<CommandPayload> {
    return command(input, context, (at) =>
      commandOf(at.account, 'rewriteRules')(at.ref, rulesOf(at.account.slug, input.rules, 'input.rules'), at.options, at.call),
    )
  }

  @Mutation(() => ShowLayerPayload, { description: 'Shows material in a live session (Huawei 6.2.5 SHOW_LAYER, whose parameters the vendor does not document).' })
  showLiveLayer(@Arg('input', () => ShowLiveLayerInput, { description: 'Which session, and what is shown.' }) input: ShowLiveLayerInput, @Ctx() context: GraphContext): Promise<CommandPayload> {
    return command(input, context, (at) => commandOf(at.account, 'showLayer')(at.ref, input.layer, at.options, at.call))
  }

  @Mutation(() => RefreshOutputsPayload, { description: 'Changes where the picture of a live session goes (Huawei 6.2.5 REFRESH_OUTPUT_URL, whose parameters the vendor does not document); rtmpStateChanged tells of the connection.' })
  refreshLiveOutputs(@Arg('input', () => RefreshLiveOutputsInput, { description: 'Which session, and where its picture goes.' }) input: RefreshLiveOutputsInput, @Ctx() context: GraphContext): Promise<CommandPayload> {
    return command(input, context, (at) => commandOf(at.account, 'refreshOutputs')(at.ref, outputsOf(input.outputs), at.options, at.call))
  }
}

/** Where a command goes. */
interface Place {
  account: Account
  ref: LiveSessionRef
  options: CommandOptions
  call: CallContext
}

function command({ id, skipReview }: { id: string; skipReview?: boolean | null }, context: GraphContext, send: (at: Place) => Promise<CommandReceipt>): Promise<CommandPayload> {
  return withUserErrors<Omit<CommandPayload, 'userErrors'>>({ session: null, commandId: null }, async () => {
    const { account: slug, key } = await ownOf('LiveSession', id, 'input.id', context)
    const ref = parseLiveSessionKey(key)
    const { commandId } = await send({ account: accountOf(context.services, slug), ref, options: { skipReview: skipReview ?? undefined }, call: context.call })
    return { session: new LiveSession(slug, ref), commandId }
  })
}
