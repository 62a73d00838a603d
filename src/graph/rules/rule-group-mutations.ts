import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql'
import { decodeIdOf } from '../../domain/ids.js'
import type { InteractionRuleGroupDraft } from '../../domain/interaction-rules.js'
import { abilityOf, accountFor, accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { payloadOf, type Payload } from '../payload.js'
import { withUserErrors } from '../user-error.js'
import { InteractionRuleGroup } from './rule-group.js'
import { InteractionRuleInput, rulesOf } from './rule-inputs.js'

/** What creating and changing a group have in common. */
@InputType()
class RuleGroupInput {
  @Field(() => String, { description: 'What the group is called, for whoever chooses rules for a room.' })
  name!: string

  @Field(() => [InteractionRuleInput], { nullable: true, description: 'The rules of the group, in full.' })
  rules?: InteractionRuleInput[] | null
}

/** The input of `createInteractionRuleGroup`. */
@InputType({ description: 'A new group of interaction rules.' })
export class CreateInteractionRuleGroupInput extends RuleGroupInput {
  @Field(() => String, { nullable: true, description: 'The slug of the account to create it in; may be left out where only one account has such groups.' })
  account?: string | null
}

/** The input of `updateInteractionRuleGroup`. */
@InputType({ description: 'What a group of interaction rules shall be. Huawei (6.1.8) replaces the group as a whole and does not document what becomes of rules that are left out: give all.' })
export class UpdateInteractionRuleGroupInput extends RuleGroupInput {
  @Field(() => ID, { description: 'The id of the group.' })
  id!: string
}

/** The input of `deleteInteractionRuleGroup`. */
@InputType({ description: 'What deletes a group of interaction rules.' })
export class DeleteInteractionRuleGroupInput {
  @Field(() => ID, { description: 'The id of the group.' })
  id!: string
}

const payload = (mutation: string, description: string) => payloadOf(mutation, 'interactionRuleGroup', InteractionRuleGroup, description)

const CreatePayload = payload('createInteractionRuleGroup', 'The new group.')
const UpdatePayload = payload('updateInteractionRuleGroup', 'The group, as it is now.')
const DeletePayload = payload('deleteInteractionRuleGroup', 'The group that was deleted: its `id` alone can still be read.')

type GroupPayload = Payload<'interactionRuleGroup', InteractionRuleGroup>
const NOTHING: { interactionRuleGroup: InteractionRuleGroup | null } = { interactionRuleGroup: null }

/** The commands over groups of rules. */
@Resolver()
export class RuleGroupMutations {
  @Mutation(() => CreatePayload, { description: 'Creates a group of interaction rules (Huawei 6.1.6).' })
  createInteractionRuleGroup(@Arg('input', () => CreateInteractionRuleGroupInput, { description: 'What the group shall be, and where.' }) input: CreateInteractionRuleGroupInput, @Ctx() context: GraphContext): Promise<GroupPayload> {
    return withUserErrors(NOTHING, async () => {
      const account = accountFor(context, input.account, 'ruleGroups')
      const id = await abilityOf(account, 'ruleGroups').create(draftOf(input, account.slug), context.call)
      return { interactionRuleGroup: new InteractionRuleGroup(account.slug, id) }
    })
  }

  @Mutation(() => UpdatePayload, { description: 'Changes a group of interaction rules (Huawei 6.1.8).' })
  updateInteractionRuleGroup(@Arg('input', () => UpdateInteractionRuleGroupInput, { description: 'Which group, and what it shall be.' }) input: UpdateInteractionRuleGroupInput, @Ctx() context: GraphContext): Promise<GroupPayload> {
    return withUserErrors(NOTHING, async () => {
      const { account: slug, key } = decodeIdOf('InteractionRuleGroup', input.id, 'input.id')
      const updated = await abilityOf(accountOf(context.services, slug), 'ruleGroups').update(key, draftOf(input, slug), context.call)
      context.loaders(slug).ruleGroup.clear(key)
      return { interactionRuleGroup: new InteractionRuleGroup(slug, key, updated) }
    })
  }

  @Mutation(() => DeletePayload, { description: 'Deletes a group of interaction rules (Huawei 6.1.9).' })
  deleteInteractionRuleGroup(@Arg('input', () => DeleteInteractionRuleGroupInput, { description: 'Which group.' }) input: DeleteInteractionRuleGroupInput, @Ctx() context: GraphContext): Promise<GroupPayload> {
    return withUserErrors(NOTHING, async () => {
      const { account: slug, key } = decodeIdOf('InteractionRuleGroup', input.id, 'input.id')
      await abilityOf(accountOf(context.services, slug), 'ruleGroups').delete(key, context.call)
      context.loaders(slug).ruleGroup.clear(key)
      return { interactionRuleGroup: new InteractionRuleGroup(slug, key) }
    })
  }
}

const draftOf = ({ name, rules }: RuleGroupInput, account: string): InteractionRuleGroupDraft => ({ name, ...(rules && { rules: rulesOf(account, rules, 'input.rules') }) })
