import { Field, Int, ObjectType } from 'type-graphql'
import type {
  InteractionRule as RuleData,
  ReplyAudio as AudioData,
  RuleCondition as ConditionData,
  RuleTest as TestData,
  RuleTrigger as TriggerData,
} from '../../domain/interaction-rules.js'
import { SmartLayer } from '../production/smart-layer.js'
import { LiveRole, ReplyMode, ReplyOrder, RuleEvent, RuleMatch, RuleOperation, RuleRelation } from './rule-words.js'

/** One comparison of a condition, in the graph. */
@ObjectType({ description: 'One comparison of a condition.' })
export class RuleTest implements TestData {
  @Field(() => String, { nullable: true, description: "The field of the event's content that is compared, such as `content` or `level`." })
  tag!: string | null

  @Field(() => RuleOperation, { nullable: true, description: 'What is made of it before.' })
  operation!: TestData['operation']

  @Field(() => RuleMatch, { nullable: true, description: 'How it is compared.' })
  match!: TestData['match']

  @Field(() => String, { nullable: true, description: 'What it is compared with.' })
  value!: string | null
}

/** When a rule is hit, in the graph. */
@ObjectType({ description: 'When a rule is hit.' })
export class RuleCondition {
  @Field(() => RuleRelation, { nullable: true, description: 'How the tests are joined.' })
  relation!: ConditionData['relation']

  @Field(() => Int, { nullable: true, description: 'Which of several rules is taken: the one with the lowest priority. Default 500.' })
  priority!: number | null

  @Field(() => [RuleTest], { nullable: true, description: 'What is compared.' })
  tests!: RuleTest[] | null
}

/** A recording that is played as a reply, in the graph. */
@ObjectType({ description: 'A recording that is played as a reply.' })
export class ReplyAudio implements AudioData {
  @Field(() => String, { nullable: true, description: 'Where the recording can be fetched.' })
  url!: string | null

  @Field(() => String, { nullable: true, description: 'A name to know the recording by.' })
  name!: string | null
}

/** What happens when a rule is hit, in the graph. */
@ObjectType({ description: 'What happens when a rule is hit.' })
export class RuleTrigger {
  constructor(
    private readonly account: string,
    private readonly data: TriggerData,
  ) {}

  @Field(() => Int, { nullable: true, description: 'For how many seconds it is not hit again: 0 for none, -1 for the rest of the session.' })
  suppressSeconds(): number | null {
    return this.data.suppressSeconds
  }

  @Field(() => ReplyMode, { nullable: true, description: 'What is done.' })
  mode(): string | null {
    return this.data.mode
  }

  @Field(() => SmartLayer, { nullable: true, description: 'The layer that is shown.' })
  layer(): SmartLayer | null {
    return this.data.layer && new SmartLayer(this.account, this.data.layer)
  }

  @Field(() => SmartLayer, { nullable: true, description: 'A second layer, for text that changes with the product.' })
  extraLayer(): SmartLayer | null {
    return this.data.extraLayer && new SmartLayer(this.account, this.data.extraLayer)
  }

  @Field(() => [String], { description: 'The texts that may be said.' })
  texts(): string[] {
    return this.data.texts ?? []
  }

  @Field(() => [ReplyAudio], { description: 'The recordings that may be played.' })
  audios(): ReplyAudio[] {
    return this.data.audios ?? []
  }

  @Field(() => ReplyOrder, { nullable: true, description: 'Which of several replies comes next.' })
  order(): string | null {
    return this.data.order
  }

  @Field(() => LiveRole, { nullable: true, description: 'Who replies; the streamer when nothing is said.' })
  role(): string | null {
    return this.data.role
  }

  @Field(() => String, { nullable: true, description: "The vendor's id of the robot that answers." })
  robot(): string | null {
    return this.data.robot
  }
}

/** A rule, in the graph. */
@ObjectType({ description: 'What a live room does when its audience does something.' })
export class InteractionRule {
  constructor(
    private readonly account: string,
    private readonly data: RuleData,
  ) {}

  @Field(() => String, { nullable: true, description: 'Its name in callbacks and commands.' })
  index(): string | null {
    return this.data.index
  }

  @Field(() => String, { nullable: true, description: 'Its name for people.' })
  name(): string | null {
    return this.data.name
  }

  @Field(() => Boolean, { nullable: true, description: 'Whether it is in force.' })
  enabled(): boolean | null {
    return this.data.enabled
  }

  @Field(() => RuleEvent, { nullable: true, description: 'What it waits for.' })
  event(): string | null {
    return this.data.event
  }

  @Field(() => RuleCondition, { nullable: true, description: 'When it is hit.' })
  condition(): RuleCondition | null {
    return this.data.condition
  }

  @Field(() => RuleTrigger, { nullable: true, description: 'What happens then.' })
  trigger(): RuleTrigger | null {
    return this.data.trigger && new RuleTrigger(this.account, this.data.trigger)
  }

  @Field(() => Boolean, { nullable: true, description: 'Whether what it says goes on air without review.' })
  skipReview(): boolean | null {
    return this.data.skipReview
  }

  @Field(() => String, { nullable: true, description: 'The name of the group that it was taken from; rules of rooms only.' })
  groupName(): string | null {
    return this.data.groupName
  }

  @Field(() => [String], { nullable: true, description: 'The names of the scenes in which it holds; null for all. Rules of rooms only.' })
  scenes(): string[] | null {
    return this.data.scenes
  }

  /** The account of the rule and the native id of its group, for the field that leads there. */
  origin(): { account: string; group: string | null } {
    return { account: this.account, group: this.data.group }
  }
}
