import { Arg, Ctx, Field, InputType, Int, Query, Resolver } from 'type-graphql'
import type { InteractionRuleGroup as GroupData } from '../../domain/interaction-rules.js'
import { AccountFilter, connectionOf, list, withoutNulls, type Connection } from '../connection.js'
import { abilityOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { DateTime } from '../scalars.js'
import { InteractionRuleGroup } from './rule-group.js'

/** What narrows `interactionRuleGroups`. */
@InputType({ description: 'What narrows a list of groups of interaction rules; everything given must hold.' })
export class InteractionRuleGroupFilter extends AccountFilter {
  @Field(() => String, { nullable: true, description: 'The name, or part of it as far as the vendor searches for parts.' })
  search?: string | null

  @Field(() => DateTime, { nullable: true, description: 'Created at or after this instant.' })
  createdAfter?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Created at or before this instant.' })
  createdBefore?: Date | null
}

const InteractionRuleGroupConnection = connectionOf(InteractionRuleGroup, 'InteractionRuleGroup', 'groups of interaction rules')

/** The query over groups of rules. */
@Resolver()
export class RuleGroupQueries {
  @Query(() => InteractionRuleGroupConnection, { description: "Groups of interaction rules of all accounts, in the vendors' order (Huawei 6.1.7)." })
  async interactionRuleGroups(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most; 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor to go on behind.' }) after: string | null | undefined,
    @Arg('filter', () => InteractionRuleGroupFilter, { nullable: true, description: 'What narrows the list.' }) filter: InteractionRuleGroupFilter | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<Connection<InteractionRuleGroup>> {
    const { search, createdAfter, createdBefore } = filter ?? {}
    const narrowed = withoutNulls({ search, createdAfter, createdBefore })
    return list<GroupData, InteractionRuleGroup>(context, { first, after, filter }, {
      ability: 'ruleGroups',
      fetch: (account, page, call) => abilityOf(account, 'ruleGroups').list(narrowed, page, call),
      createdAt: (group) => group.createdAt,
      show: (account, group) => new InteractionRuleGroup(account.slug, group.nativeId, group),
    })
  }
}
