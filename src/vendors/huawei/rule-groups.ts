import { notFound } from '../../domain/errors.js'
import { honourOnly } from '../../domain/filters.js'
import type { InteractionRuleGroup, InteractionRuleGroupDraft, InteractionRuleGroupFilter, InteractionRuleGroups } from '../../domain/interaction-rules.js'
import type { VendorClient } from '../client.js'
import { readRule, writeRules } from './interaction-rules.js'
import { notAfter, notBefore, time, type Words } from './mapping/words.js'
import { liveRoomOperations as operations } from './operations/live-rooms.js'
import { fetchPage, MAX_LIMIT } from './paging.js'
import type { WireRuleGroup } from './wire-rules.js'

/** The interaction rule libraries of a Huawei account (sections 6.1.6 to 6.1.9). The list comes in the vendor's order: it takes no sort key. */
export function createRuleGroups({ call }: Pick<VendorClient, 'call'>, words: Words): InteractionRuleGroups {
  const list: InteractionRuleGroups['list'] = async (filter, page, context) => {
    const query = toQuery(filter)
    const wire = await fetchPage(
      page,
      (offset, limit) => call(operations.listInteractionRuleGroups, { query: { ...query, offset, limit } }, context),
      (group) => group.group_id,
    )
    return { ...wire, items: wire.items.map(({ entity, cursor }) => ({ entity: toGroup(entity, words), cursor })) }
  }
  return {
    list,
    // There is no detail call: a group is found in the list.
    async get(id, context) {
      let after: string | undefined
      do {
        const { items, hasMore } = await list({}, { size: MAX_LIMIT, after }, context)
        const found = items.find(({ entity }) => entity.nativeId === id)
        if (found) return found.entity
        after = hasMore ? items.at(-1)?.cursor : undefined
      } while (after !== undefined)
      throw notFound(`HUAWEI has no interaction rule group ${JSON.stringify(id)}.`, { retryable: false })
    },
    async create(group, context) {
      return (await call(operations.createInteractionRuleGroup, { body: toBody(group) }, context)).group_id
    },
    async update(id, group, context) {
      return toGroup(await call(operations.updateInteractionRuleGroup, { params: { group_id: id }, body: toBody(group) }, context), words)
    },
    async delete(id, context) {
      await call(operations.deleteInteractionRuleGroup, { params: { group_id: id } }, context)
    },
  }
}

function toQuery(filter: InteractionRuleGroupFilter) {
  honourOnly('Huawei', filter, ['search', 'createdAfter', 'createdBefore'])
  const { search, createdAfter, createdBefore } = filter
  return { group_name: search, create_since: notBefore(createdAfter), create_until: notAfter(createdBefore) }
}

const toBody = ({ name, rules }: InteractionRuleGroupDraft) => ({ group_name: name, interaction_rules: rules && writeRules(rules, 'rules') })

function toGroup(wire: WireRuleGroup, words: Words): InteractionRuleGroup {
  return {
    nativeId: wire.group_id,
    name: wire.group_name ?? null,
    rules: (wire.interaction_rules ?? []).map((rule) => readRule(rule, words)),
    createdAt: time(wire.create_time),
    updatedAt: time(wire.update_time),
  }
}
