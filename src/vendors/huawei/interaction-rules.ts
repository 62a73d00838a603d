import { badInput } from '../../domain/errors.js'
import type { InteractionRule, RuleCondition, RuleTrigger } from '../../domain/interaction-rules.js'
import { limits } from '../../domain/limits.js'
import { url, type Words } from './mapping/words.js'
import { LIVE_ROLES, REPLY_MODES, REPLY_ORDERS, RULE_EVENTS, RULE_MATCHES, RULE_OPERATIONS, RULE_RELATIONS } from './mapping-rules.js'
import { readReview, readSmartLayer, writeReview, writeSmartLayer } from './production.js'
import { checkSmartLayer } from './production-limits.js'
import { checkSsml } from './ssml.js'
import type { WireRule } from './wire-rules.js'
import { wordFor } from '../words.js'

/** Reads LiveRoomInteractionRuleInfo, and InteractionRuleInfo, which lacks its last three fields. */
export function readRule(wire: WireRule, words: Words): InteractionRule {
  return {
    index: wire.rule_index ?? null,
    name: wire.rule_name ?? null,
    enabled: wire.enabled ?? null,
    event: wire.event_type == null ? null : words.ruleEvent(String(wire.event_type)),
    condition: wire.hit_condition ? readCondition(wire.hit_condition, words) : null,
    trigger: wire.trigger ? readTrigger(wire.trigger, words) : null,
    skipReview: readReview(wire.review_config),
    group: wire.group_id || null,
    groupName: wire.group_name || null,
    scenes: wire.enabled_scenes ?? null,
  }
}

function readCondition(wire: NonNullable<WireRule['hit_condition']>, words: Words): RuleCondition {
  return {
    relation: wire.relation ? words.ruleRelation(wire.relation) : null,
    priority: wire.priority ?? null,
    tests:
      wire.tags?.map(({ tag, operation, match, value }) => ({
        tag: tag ?? null,
        operation: operation ? words.ruleOperation(operation) : null,
        match: match ? words.ruleMatch(match) : null,
        value: value ?? null,
      })) ?? null,
  }
}

function readTrigger(wire: NonNullable<WireRule['trigger']>, words: Words): RuleTrigger {
  return {
    suppressSeconds: wire.time_window ?? null,
    mode: wire.reply_mode ? words.replyMode(wire.reply_mode) : null,
    layer: readSmartLayer(wire.layer_config, words),
    extraLayer: readSmartLayer(wire.extra_layer_config, words),
    texts: wire.reply_texts ?? null,
    audios: wire.reply_audios?.map(({ audio_url, audio_name }) => ({ url: url(audio_url), name: audio_name ?? null })) ?? null,
    order: wire.reply_order ? words.replyOrder(wire.reply_order) : null,
    role: wire.reply_role ? words.liveRole(wire.reply_role) : null,
    robot: wire.robot_id || null,
  }
}

/** Writes rules, their limits checked first (6.1.1; errata, section 8). `field` names the list in the caller's words. */
export const writeRules = (rules: readonly InteractionRule[], field: string) => rules.map((rule, index) => writeRule(rule, `${field}.${index}`))

function writeRule(rule: InteractionRule, field: string) {
  limits.length(`${field}.index`, rule.index, 0, 64)
  limits.length(`${field}.name`, rule.name, 0, 256)
  const event = wordFor(`${field}.event`, RULE_EVENTS, rule.event)
  return {
    rule_index: rule.index ?? undefined,
    rule_name: rule.name ?? undefined,
    enabled: rule.enabled ?? undefined,
    event_type: event === undefined ? undefined : Number(event),
    hit_condition: rule.condition ? writeCondition(rule.condition, `${field}.condition`) : undefined,
    trigger: rule.trigger ? writeTrigger(rule.trigger, `${field}.trigger`) : undefined,
    review_config: rule.skipReview === null ? undefined : writeReview(rule.skipReview),
    group_id: rule.group ?? undefined,
    group_name: rule.groupName ?? undefined,
    enabled_scenes: rule.scenes ?? undefined,
  }
}

function writeCondition({ relation, priority, tests }: RuleCondition, field: string) {
  limits.range(`${field}.priority`, priority, 0, 999)
  return {
    relation: wordFor(`${field}.relation`, RULE_RELATIONS, relation),
    priority: priority ?? undefined,
    tags: tests?.map(({ tag, operation, match, value }, index) => {
      const place = `${field}.tests.${index}`
      limits.length(`${place}.tag`, tag, 0, 256)
      limits.length(`${place}.value`, value, 0, 1024)
      return {
        tag: tag ?? undefined,
        operation: wordFor(`${place}.operation`, RULE_OPERATIONS, operation),
        match: wordFor(`${place}.match`, RULE_MATCHES, match),
        value: value ?? undefined,
      }
    }),
  }
}

function writeTrigger(trigger: RuleTrigger, field: string) {
  const { layer, extraLayer, texts, audios, robot, mode } = trigger
  limits.range(`${field}.suppressSeconds`, trigger.suppressSeconds, -1, 7200)
  limits.count(`${field}.texts`, texts, 0, 5)
  for (const [index, text] of (texts ?? []).entries()) {
    limits.length(`${field}.texts.${index}`, text, 0, 1024)
    checkSsml(`${field}.texts.${index}`, text)
  }
  limits.count(`${field}.audios`, audios, 0, 5)
  limits.length(`${field}.robot`, robot, 0, 64)
  if (mode === 'INTELLIGENT_REPLY' && !robot) {
    throw badInput(`${field}.robot: expected the id of the robot that answers, which INTELLIGENT_REPLY needs, got none.`, { field: `${field}.robot` })
  }
  if (layer) checkSmartLayer(`${field}.layer`, layer)
  if (extraLayer) checkSmartLayer(`${field}.extraLayer`, extraLayer)
  return {
    time_window: trigger.suppressSeconds ?? undefined,
    reply_mode: wordFor(`${field}.mode`, REPLY_MODES, mode),
    layer_config: layer ? writeSmartLayer(layer, `${field}.layer`) : undefined,
    extra_layer_config: extraLayer ? writeSmartLayer(extraLayer, `${field}.extraLayer`) : undefined,
    reply_texts: texts ?? undefined,
    reply_audios: audios?.map(({ url: address, name }) => ({ audio_url: address ?? undefined, audio_name: name ?? undefined })),
    reply_order: wordFor(`${field}.order`, REPLY_ORDERS, trigger.order),
    reply_role: wordFor(`${field}.role`, LIVE_ROLES, trigger.role),
    robot_id: robot ?? undefined,
  }
}
