import { z } from 'zod'
import type { Answer, Call } from '../../call.js'
import { readBody } from '../body.js'
import type { Context } from '../context.js'
import { ERRORS, refusal } from '../errors.js'
import { newId } from '../../ids.js'
import { contains, page, PAGING, readQuery } from '../query.js'
import { storedRules } from '../rooms/changes.js'
import { INTERACTION_RULE, text } from '../shapes.js'
import type { RuleGroup } from '../world/rules.js'
import { vendorTime, wholeSeconds } from '../world/times.js'

const BODY = z.object({ group_name: text(256).min(1), interaction_rules: z.array(INTERACTION_RULE).optional() })
const LIST_QUERY = { ...PAGING, create_since: { kind: 'time' }, create_until: { kind: 'time' }, group_name: { kind: 'text', max: 256 } } as const

/** 6.1.6. Two libraries cannot have one name. */
export function createInteractionRuleGroup({ world, options }: Context, call: Call): Answer {
  const body = readBody(BODY, call)
  refuseTaken(world.ruleGroups.all, body.group_name)
  const now = options.now()
  const group = { id: newId(), name: body.group_name, rules: storedRules(body.interaction_rules ?? []), createdAt: now, updatedAt: now }
  world.ruleGroups.add(group)
  return { status: 200, body: { group_id: group.id } }
}

/** 6.1.7: newest first. */
export function listInteractionRuleGroups({ world }: Context, call: Call): Answer {
  const query = readQuery(LIST_QUERY, call.query)
  const { group_name: name, create_since: since, create_until: until } = query
  const found = world.ruleGroups.all.filter((group) => (name === undefined || contains(group.name, name))
    && (since === undefined || wholeSeconds(group.createdAt) >= since) && (until === undefined || wholeSeconds(group.createdAt) <= until))
  return { status: 200, body: { count: found.length, interaction_rule_groups: page(found, query).map(shown) } }
}

/** 6.1.8: the name, and the rules when they are given; answers the whole library. */
export function updateInteractionRuleGroup({ world, options }: Context, call: Call): Answer {
  const group = groupOf(world.ruleGroups.byId, call)
  const body = readBody(BODY, call)
  refuseTaken(world.ruleGroups.all.filter((other) => other !== group), body.group_name)
  group.name = body.group_name
  if (body.interaction_rules) group.rules = storedRules(body.interaction_rules)
  group.updatedAt = options.now()
  return { status: 200, body: shown(group) }
}

/** 6.1.9: no body in the answer. Rules that rooms have taken from the library stay with them. */
export function deleteInteractionRuleGroup({ world }: Context, call: Call): Answer {
  world.ruleGroups.remove(groupOf(world.ruleGroups.byId, call))
  return { status: 200 }
}

function shown(group: RuleGroup): Record<string, unknown> {
  return { group_id: group.id, group_name: group.name, interaction_rules: group.rules, create_time: vendorTime(group.createdAt), update_time: vendorTime(group.updatedAt) }
}

function groupOf(groups: ReadonlyMap<string, RuleGroup>, call: Call): RuleGroup {
  const group = groups.get(call.params['group_id'] ?? '')
  if (!group) throw refusal(ERRORS.groupNotFound, 'there is no rule library of this id')
  return group
}

function refuseTaken(others: readonly RuleGroup[], name: string): void {
  if (others.some((group) => group.name === name)) throw refusal(ERRORS.groupDuplicate, 'there is a rule library of this name')
}
