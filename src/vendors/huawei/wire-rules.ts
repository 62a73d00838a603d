import { z } from 'zod'
import { flag, list, number, text, texts } from '../wire.js'
import { id } from './wire.js'
import { wireReview, wireSmartLayer } from './wire-production.js'

const condition = z.object({
  relation: text,
  priority: number,
  tags: list(z.object({ tag: text, operation: text, match: text, value: text })).catch(null),
})

const trigger = z.object({
  time_window: number,
  reply_mode: text,
  layer_config: wireSmartLayer,
  extra_layer_config: wireSmartLayer,
  reply_texts: texts,
  reply_audios: list(z.object({ audio_url: text, audio_name: text })).catch(null),
  reply_order: text,
  reply_role: text,
  robot_id: text,
})

/** Structures InteractionRuleInfo (6.1.6) and LiveRoomInteractionRuleInfo (6.1.1), which has the group and the scenes too. */
export const wireRule = z.object({
  rule_index: text,
  rule_name: text,
  enabled: flag,
  event_type: number,
  hit_condition: condition.nullish().catch(null),
  trigger: trigger.nullish().catch(null),
  review_config: wireReview,
  group_id: text,
  group_name: text,
  enabled_scenes: texts,
})
/** Structures InteractionRuleInfo and LiveRoomInteractionRuleInfo. */
export type WireRule = z.output<typeof wireRule>

/** Structure InteractionRuleGroupDetail (6.1.7), and the answer of 6.1.8. */
export const wireRuleGroup = z.object({
  group_id: id,
  group_name: text,
  interaction_rules: list(wireRule),
  create_time: text,
  update_time: text,
})
/** Structure InteractionRuleGroupDetail. */
export type WireRuleGroup = z.output<typeof wireRuleGroup>

/** The answer of 6.1.6. */
export const wireCreatedRuleGroup = z.object({ group_id: id })
