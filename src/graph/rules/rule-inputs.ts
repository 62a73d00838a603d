import { Field, ID, InputType, Int } from 'type-graphql'
import type {
  InteractionRule,
  LiveRole as Role,
  ReplyMode as Mode,
  ReplyOrder as Order,
  RuleCondition,
  RuleEvent as Event,
  RuleMatch as Match,
  RuleOperation as Operation,
  RuleRelation as Relation,
  RuleTrigger,
} from '../../domain/interaction-rules.js'
import { referenceIn } from '../production/references.js'
import { SmartLayerInput, smartLayerOf } from '../production/smart-layer.js'
import { LiveRole, ReplyMode, ReplyOrder, RuleEvent, RuleMatch, RuleOperation, RuleRelation } from './rule-words.js'

/** One comparison of a condition, as a caller gives it. */
@InputType({ description: 'One comparison of a condition.' })
export class RuleTestInput {
  @Field(() => String, { defaultValue: 'content', description: "The field of the event's content that is compared, such as `content` or `level`; for PRESET always `content`. At most 256 characters." })
  tag!: string

  @Field(() => RuleOperation, { nullable: true, description: 'What is made of it before.' })
  operation?: Operation | null

  @Field(() => RuleMatch, { defaultValue: 'EQUAL', description: 'How it is compared.' })
  match!: Match

  @Field(() => String, { description: 'What it is compared with; at most 1,024 characters.' })
  value!: string
}

/** When a rule is hit, as a caller gives it. */
@InputType({ description: 'When a rule is hit.' })
export class RuleConditionInput {
  @Field(() => RuleRelation, { defaultValue: 'AND', description: 'How the tests are joined.' })
  relation!: Relation

  @Field(() => Int, { nullable: true, description: 'Which of several rules is taken: the one with the lowest priority, 0 to 999; default 500.' })
  priority?: number | null

  @Field(() => [RuleTestInput], { nullable: true, description: 'What is compared.' })
  tests?: RuleTestInput[] | null
}

/** A recording that is played as a reply, as a caller gives it. */
@InputType({ description: 'A recording that is played as a reply.' })
export class ReplyAudioInput {
  @Field(() => String, { description: 'Where the recording can be fetched.' })
  url!: string

  @Field(() => String, { nullable: true, description: 'A name to know the recording by.' })
  name?: string | null
}

/** What happens when a rule is hit, as a caller gives it. */
@InputType({ description: 'What happens when a rule is hit.' })
export class RuleTriggerInput {
  @Field(() => Int, { nullable: true, description: 'For how many seconds it is not hit again, up to 7,200: 0 for none, -1 for the rest of the session.' })
  suppressSeconds?: number | null

  @Field(() => ReplyMode, { defaultValue: 'SYSTEM_REPLY', description: 'What is done.' })
  mode!: Mode

  @Field(() => SmartLayerInput, { nullable: true, description: 'The layer that is shown.' })
  layer?: SmartLayerInput | null

  @Field(() => SmartLayerInput, { nullable: true, description: 'A second layer, for text that changes with the product.' })
  extraLayer?: SmartLayerInput | null

  @Field(() => [String], { nullable: true, description: 'The texts that may be said, plain or SSML: at most 5 of 1,024 characters each.' })
  texts?: string[] | null

  @Field(() => [ReplyAudioInput], { nullable: true, description: 'The recordings that may be played, at most 5.' })
  audios?: ReplyAudioInput[] | null

  @Field(() => ReplyOrder, { nullable: true, description: 'Which of several replies comes next.' })
  order?: Order | null

  @Field(() => LiveRole, { nullable: true, description: 'Who replies; the streamer when nothing is said.' })
  role?: Role | null

  @Field(() => String, { nullable: true, description: "The vendor's id of the robot that answers; INTELLIGENT_REPLY needs one." })
  robot?: string | null
}

/** A rule of a group, as a caller gives it. */
@InputType({ description: 'What a live room does when its audience does something.' })
export class InteractionRuleInput {
  @Field(() => String, { nullable: true, description: 'Its name in callbacks and commands, at most 64 characters.' })
  index?: string | null

  @Field(() => String, { nullable: true, description: 'Its name for people, at most 256 characters.' })
  name?: string | null

  @Field(() => Boolean, { defaultValue: true, description: 'Whether it is in force.' })
  enabled!: boolean

  @Field(() => RuleEvent, { description: 'What it waits for.' })
  event!: Event

  @Field(() => RuleConditionInput, { nullable: true, description: 'When it is hit.' })
  condition?: RuleConditionInput | null

  @Field(() => RuleTriggerInput, { nullable: true, description: 'What happens then.' })
  trigger?: RuleTriggerInput | null

  @Field(() => Boolean, { nullable: true, description: 'Whether what it says goes on air without review, for tenants that the vendor has cleared.' })
  skipReview?: boolean | null
}

/** A rule of a live room, as a caller gives it. */
@InputType({ description: 'What a live room does when its audience does something.' })
export class LiveRoomRuleInput extends InteractionRuleInput {
  @Field(() => ID, { nullable: true, description: 'The id of the group that it was taken from.' })
  groupId?: string | null

  @Field(() => String, { nullable: true, description: 'The name of that group.' })
  groupName?: string | null

  @Field(() => [String], { nullable: true, description: 'The names of the scenes in which it holds; all when nothing is said.' })
  scenes?: string[] | null
}

/** Reads rules for an account; `field` is the list's place in the input. */
export const rulesOf = (account: string, rules: readonly (InteractionRuleInput | LiveRoomRuleInput)[], field: string): InteractionRule[] =>
  rules.map((rule, index) => {
    const place = `${field}.${index}`
    const { groupId, groupName, scenes }: Partial<LiveRoomRuleInput> = rule
    return {
      index: rule.index ?? null,
      name: rule.name ?? null,
      enabled: rule.enabled,
      event: rule.event,
      condition: rule.condition ? conditionOf(rule.condition) : null,
      trigger: rule.trigger ? triggerOf(account, rule.trigger, `${place}.trigger`) : null,
      skipReview: rule.skipReview ?? null,
      group: referenceIn(account, 'InteractionRuleGroup', groupId, `${place}.groupId`),
      groupName: groupName ?? null,
      scenes: scenes ?? null,
    }
  })

const conditionOf = ({ relation, priority, tests }: RuleConditionInput): RuleCondition => ({
  relation,
  priority: priority ?? null,
  tests: tests?.map(({ operation, ...test }) => ({ ...test, operation: operation ?? null })) ?? null,
})

const triggerOf = (account: string, trigger: RuleTriggerInput, field: string): RuleTrigger => ({
  suppressSeconds: trigger.suppressSeconds ?? null,
  mode: trigger.mode,
  layer: trigger.layer ? smartLayerOf(account, trigger.layer, `${field}.layer`) : null,
  extraLayer: trigger.extraLayer ? smartLayerOf(account, trigger.extraLayer, `${field}.extraLayer`) : null,
  texts: trigger.texts ?? null,
  audios: trigger.audios?.map(({ url, name }) => ({ url, name: name ?? null })) ?? null,
  order: trigger.order ?? null,
  role: trigger.role ?? null,
  robot: trigger.robot ?? null,
})
