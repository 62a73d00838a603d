import { randomUUID } from 'node:crypto'
import { idOf, mutate } from '../support.js'
import { inList, mutation, row, secondPage, word, type Row } from './row.js'
import type { Stage } from './stage.js'

const whole = { name: 'Thanks', rules: [{ index: 'gift-1', name: 'Thanks for gifts', event: 'GIFT', trigger: { texts: ['Thank you!'] }, skipReview: true }] }
const SENT = {
  group_name: 'Thanks',
  'interaction_rules.0': { rule_index: 'gift-1', rule_name: 'Thanks for gifts', enabled: true, event_type: 4, trigger: { reply_mode: 'SYSTEM_REPLY', reply_texts: ['Thank you!'] }, review_config: { no_need_review: true } },
}
const GROUP = 'nativeId name createdAt updatedAt rules { index event trigger { texts } }'
const shown = (place: string) => ({
  group_id: `${place}.nativeId`,
  group_name: `${place}.name`,
  create_time: `${place}.createdAt`,
  update_time: `${place}.updatedAt`,
  'interaction_rules.0.rule_index': `${place}.rules.0.index`,
  'interaction_rules.0.event_type': word(`${place}.rules.0.event`, 4, 'GIFT'),
  'interaction_rules.0.trigger.reply_texts': `${place}.rules.0.trigger.texts`,
})
const told = { interaction_rules: [{ rule_index: 'gift-1', event_type: 4, trigger: { reply_texts: ['Thank you!'] } }], update_time: '2026-11-22T03:04:05Z' }

const created = async ({ app }: Stage): Promise<string> =>
  (await mutate<{ interactionRuleGroup: { nativeId: string } }>(app, 'createInteractionRuleGroup', { account: 'huawei', name: `Thanks ${randomUUID()}` }, 'interactionRuleGroup { nativeId }')).interactionRuleGroup.nativeId
const aGroup = async (stage: Stage) => idOf('InteractionRuleGroup', 'huawei', await created(stage))

/** Sections 6.1.6 to 6.1.9. */
export const ruleRows: Row[] = [
  row('createInteractionRuleGroup', {
    document: mutation('createInteractionRuleGroup', 'interactionRuleGroup { nativeId }'),
    variables: { input: { account: 'huawei', ...whole, name: 'More thanks' } },
    sends: { ...SENT, group_name: 'More thanks' },
    reads: { group_id: 'createInteractionRuleGroup.interactionRuleGroup.nativeId' },
  }),
  {
    operation: 'listInteractionRuleGroups',
    asks: [
      {
        document: 'query ($filter: InteractionRuleGroupFilter) { interactionRuleGroups(first: 5, filter: $filter) { nodes { id } } }',
        variables: { filter: { accounts: ['huawei'], search: 'thanks', createdAfter: '2024-01-02T03:04:05Z', createdBefore: '2027-01-02T03:04:05Z' } },
        sends: { group_name: 'thanks', create_since: '2024-01-02T03:04:05Z', create_until: '2027-01-02T03:04:05Z' },
      },
      secondPage('interactionRuleGroups'),
      {
        document: `{ interactionRuleGroups(first: 2, filter: { accounts: ["huawei"] }) { totalCount nodes { ${GROUP} } } }`,
        answer: { interaction_rule_groups: [told] },
        reads: { count: 'interactionRuleGroups.totalCount', ...inList('interaction_rule_groups', shown('interactionRuleGroups.nodes.0')) },
      },
    ],
  },
  row('updateInteractionRuleGroup', {
    document: mutation('updateInteractionRuleGroup', `interactionRuleGroup { ${GROUP} }`),
    variables: async (stage) => ({ input: { id: await aGroup(stage), ...whole } }),
    sends: SENT,
    answer: told,
    reads: shown('updateInteractionRuleGroup.interactionRuleGroup'),
  }),
  row('deleteInteractionRuleGroup', {
    document: mutation('deleteInteractionRuleGroup', 'interactionRuleGroup { id }'),
    variables: async (stage) => ({ input: { id: await aGroup(stage) } }),
  }),
]
