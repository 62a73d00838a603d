import { Ctx, Directive, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql'
import type { InteractionRuleGroup as GroupData } from '../../domain/interaction-rules.js'
import type { GraphContext } from '../context.js'
import { VendorEntity } from '../entity.js'
import { DateTime } from '../scalars.js'
import { InteractionRule } from './interaction-rule.js'

/** A group of rules, in the graph. Lists bring it whole. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: VendorEntity, description: 'Interaction rules that are kept for use in several live rooms.' })
export class InteractionRuleGroup extends VendorEntity {
  constructor(
    account: string,
    key: string,
    private readonly known?: GroupData,
  ) {
    super({ type: 'InteractionRuleGroup', account, key })
  }

  /** What the list tells (Huawei 6.1.7): there is no detail call. */
  async details(context: GraphContext): Promise<GroupData> {
    return this.known ?? context.loaders(this.ref.account).ruleGroup.load(this.ref.key)
  }

  @Field(() => String, { nullable: true, description: 'What the group is called, for whoever chooses rules for a room.' })
  async name(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).name
  }

  @Field(() => [InteractionRule], { nullable: true, description: 'The rules of the group, in full.' })
  async rules(@Ctx() context: GraphContext): Promise<InteractionRule[]> {
    return (await this.details(context)).rules.map((rule) => new InteractionRule(this.ref.account, rule))
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was created.' })
  async createdAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.details(context)).createdAt
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was last changed.' })
  async updatedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.details(context)).updatedAt
  }
}

/** The way from a rule back to its group; apart, since the two know each other. */
@Resolver(() => InteractionRule)
export class RuleGroupOfRule {
  @FieldResolver(() => InteractionRuleGroup, { nullable: true, description: 'The group that it was taken from; rules of rooms only.' })
  group(@Root() rule: InteractionRule): InteractionRuleGroup | null {
    const { account, group } = rule.origin()
    return group === null ? null : new InteractionRuleGroup(account, group)
  }
}
