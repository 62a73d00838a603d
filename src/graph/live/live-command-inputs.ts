import { Field, ID, InputType } from 'type-graphql'
import type { LiveRole as Role } from '../../domain/interaction-rules.js'
import type { JsonObject } from '../../domain/json.js'
import type { Insertion, PlayTiming as Timing } from '../../domain/live-commands.js'
import { LiveRole } from '../rules/rule-words.js'
import { LiveRoomRuleInput } from '../rules/rule-inputs.js'
import { JsonObjectScalar } from '../scalars.js'
import { LiveSceneInput } from './live-scene-inputs.js'
import { LiveOutputInput } from './live-setting-inputs.js'
import { PlayTiming } from './live-words.js'

/** What every command takes. */
@InputType()
class LiveCommandInput {
  @Field(() => ID, { description: 'The id of the live session.' })
  id!: string

  @Field(() => Boolean, { nullable: true, description: 'Whether the content goes on air without review, for tenants that the vendor has cleared.' })
  skipReview?: boolean | null
}

/** What every command takes that puts something into the session. */
@InputType()
class InsertionInput extends LiveCommandInput {
  @Field(() => LiveRole, { nullable: true, description: 'Who speaks; the streamer when nothing is said.' })
  role?: Role | null

  @Field(() => String, { nullable: true, description: 'The index of the interaction rule that caused it, where one did; at most 64 characters.' })
  ruleIndex?: string | null
}

/** The input of `speakInLive`. */
@InputType({ description: 'What shall be said in a live session.' })
export class SpeakInLiveInput extends InsertionInput {
  @Field(() => String, { description: 'What is spoken, plain text or SSML: at Huawei at most 10,000 spoken characters (6.2.5), at Tencent at most 4,000 bytes (1211/62120).' })
  text!: string

  @Field(() => PlayTiming, { nullable: true, description: 'When it is said; Huawei says it NOW when nothing is said. Tencent says it at once, and with NOW also where its platform marks what is being said as uninterruptible.' })
  timing?: Timing | null
}

/** The input of `interruptLive`. */
@InputType({ description: 'Which live session shall fall silent.' })
export class InterruptLiveInput {
  @Field(() => ID, { description: 'The id of the live session.' })
  id!: string
}

/** The input of `playAudioInLive`. */
@InputType({ description: 'What shall be played in a live session.' })
export class PlayAudioInLiveInput extends InsertionInput {
  @Field(() => String, { description: 'The address of a recording, 1 to 2,048 characters.' })
  url!: string

  @Field(() => PlayTiming, { nullable: true, description: 'When it is played; Huawei appends it (APPEND, 6.2.5) when nothing is said.' })
  timing?: Timing | null
}

/** The input of `rewriteLiveScripts`. */
@InputType({ description: 'What of the script shall follow: it replaces what has not been played yet.' })
export class RewriteLiveScriptsInput extends LiveCommandInput {
  @Field(() => [LiveSceneInput], { description: 'The scenes, 1 to 100.' })
  scenes!: LiveSceneInput[]
}

/** The input of `rewriteLiveInteractionRules`. */
@InputType({ description: 'The rules that a live session shall have from now on.' })
export class RewriteLiveInteractionRulesInput extends LiveCommandInput {
  @Field(() => [LiveRoomRuleInput], { description: 'The rules, whole: they replace those that the session has.' })
  rules!: LiveRoomRuleInput[]
}

/** The input of `showLiveLayer`. */
@InputType({ description: 'What shall be shown in a live session.' })
export class ShowLiveLayerInput extends LiveCommandInput {
  @Field(() => JsonObjectScalar, {
    description: 'What is shown, as the vendor wants it. Huawei names the structure (LiveGuideRuleInfo) and documents it nowhere, nor does its SDK know the command: the object goes to the vendor as it is.',
  })
  layer!: JsonObject
}

/** The input of `refreshLiveOutputs`. */
@InputType({ description: 'Where the picture of a live session shall go from now on.' })
export class RefreshLiveOutputsInput extends LiveCommandInput {
  @Field(() => [LiveOutputInput], {
    description:
      'The outputs; Huawei takes one. It names the structure of this command (RefreshOutputUrlConfig) and documents it nowhere: the addresses and keys are sent under the names that they have in rooms, `output_urls` and `stream_keys`.',
  })
  outputs!: LiveOutputInput[]
}

/** How something is put in, as its account takes it. */
export const insertionOf = ({ timing, role, ruleIndex }: SpeakInLiveInput | PlayAudioInLiveInput): Insertion => ({ timing: timing ?? null, role: role ?? null, ruleIndex: ruleIndex ?? null })
