import type { LiveRole, ReplyMode, ReplyOrder, RuleEvent, RuleMatch, RuleOperation, RuleRelation } from '../../domain/interaction-rules.js'
import type { WordReader } from '../words.js'

/** InteractionRuleInfo `event_type`, a number on the wire. */
export const RULE_EVENTS: Record<string, RuleEvent> = { 1: 'COMMENT', 2: 'JOIN', 3: 'LIKE', 4: 'GIFT', 10: 'PRESET' }
/** HitCondition `relation` (errata, section 3), with the printed spellings. */
export const RULE_RELATIONS: Record<string, RuleRelation> = { AND: 'AND', OR: 'OR', RESERVED: 'RESERVED', And: 'AND', Or: 'OR' }
/** HitConditionTag `operation`. */
export const RULE_OPERATIONS: Record<string, RuleOperation> = { SUM: 'SUM', AVG: 'AVERAGE', COUNT: 'COUNT', NONE: 'NONE' }
/** HitConditionTag `match`. */
export const RULE_MATCHES: Record<string, RuleMatch> = {
  EQUAL: 'EQUAL',
  REGEX: 'REGEX',
  MATH_GT: 'GREATER',
  MATH_GE: 'GREATER_OR_EQUAL',
  MATH_LT: 'LESS',
  MATH_LE: 'LESS_OR_EQUAL',
  MATH_EQ: 'NUMBER_EQUAL',
}
/** TriggerProcess `reply_mode`; SYSTEM_REPLY_AND_CALLBACK is newer than the document (errata, section 9). */
export const REPLY_MODES: Record<string, ReplyMode> = {
  SYSTEM_REPLY: 'SYSTEM_REPLY',
  CALLBACK: 'CALLBACK',
  SYSTEM_REPLY_AND_CALLBACK: 'SYSTEM_REPLY_AND_CALLBACK',
  SHOW_LAYER: 'SHOW_LAYER',
  INTELLIGENT_REPLY: 'INTELLIGENT_REPLY',
}
/** TriggerProcess `reply_order`. */
export const REPLY_ORDERS: Record<string, ReplyOrder> = { RANDOM: 'RANDOM', ORDER: 'IN_ORDER' }
/** TriggerProcess `reply_role`, and `play_role` of commands. */
export const LIVE_ROLES: Record<string, LiveRole> = { STREAMER: 'STREAMER', CO_STREAMER: 'CO_STREAMER' }

/** Readers of the words of interaction rules. */
export const ruleWords = (reader: WordReader) => ({
  ruleEvent: reader('event_type', RULE_EVENTS),
  ruleRelation: reader('relation', RULE_RELATIONS),
  ruleOperation: reader('operation', RULE_OPERATIONS),
  ruleMatch: reader('match', RULE_MATCHES),
  replyMode: reader('reply_mode', REPLY_MODES),
  replyOrder: reader('reply_order', REPLY_ORDERS),
  liveRole: reader('role', LIVE_ROLES),
})
