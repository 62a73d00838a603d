import type { Page, PageRequest } from './page.js'
import type { CallContext } from './port.js'
import type { SmartLayer } from './production.js'

/*
 * What a live room does when its audience does something. The types serve both ways: `null` is "not said", and then the
 * vendor's own default holds.
 */

/** What an audience does; PRESET is a wording of the host's own, not an event. */
export const RULE_EVENTS = ['COMMENT', 'JOIN', 'LIKE', 'GIFT', 'PRESET', 'UNKNOWN'] as const
/** One of {@link RULE_EVENTS}. */
export type RuleEvent = (typeof RULE_EVENTS)[number]

/** How the tests of a condition are joined. */
export const RULE_RELATIONS = ['AND', 'OR', 'RESERVED', 'UNKNOWN'] as const
/** One of {@link RULE_RELATIONS}. */
export type RuleRelation = (typeof RULE_RELATIONS)[number]

/** What is made of a field of several events before it is compared. */
export const RULE_OPERATIONS = ['SUM', 'AVERAGE', 'COUNT', 'NONE', 'UNKNOWN'] as const
/** One of {@link RULE_OPERATIONS}. */
export type RuleOperation = (typeof RULE_OPERATIONS)[number]

/** How a field is compared. */
export const RULE_MATCHES = ['EQUAL', 'REGEX', 'GREATER', 'GREATER_OR_EQUAL', 'LESS', 'LESS_OR_EQUAL', 'NUMBER_EQUAL', 'UNKNOWN'] as const
/** One of {@link RULE_MATCHES}. */
export type RuleMatch = (typeof RULE_MATCHES)[number]

/** What is done when a rule is hit. */
export const REPLY_MODES = ['SYSTEM_REPLY', 'CALLBACK', 'SYSTEM_REPLY_AND_CALLBACK', 'SHOW_LAYER', 'INTELLIGENT_REPLY', 'UNKNOWN'] as const
/** One of {@link REPLY_MODES}. */
export type ReplyMode = (typeof REPLY_MODES)[number]

/** Which of several replies comes next. */
export const REPLY_ORDERS = ['RANDOM', 'IN_ORDER', 'UNKNOWN'] as const
/** One of {@link REPLY_ORDERS}. */
export type ReplyOrder = (typeof REPLY_ORDERS)[number]

/** Who speaks. */
export const LIVE_ROLES = ['STREAMER', 'CO_STREAMER', 'UNKNOWN'] as const
/** One of {@link LIVE_ROLES}. */
export type LiveRole = (typeof LIVE_ROLES)[number]

/** One comparison of a condition. */
export interface RuleTest {
  /** Field of the event's content, such as `content` or `level`; for PRESET always `content`. */
  tag: string | null
  operation: RuleOperation | null
  match: RuleMatch | null
  value: string | null
}

/** When a rule is hit. */
export interface RuleCondition {
  /** RESERVED hits always: it is for the general reply. */
  relation: RuleRelation | null
  /** 0 to 999, the lowest first; default 500. */
  priority: number | null
  tests: RuleTest[] | null
}

/** A recording that is played as a reply. */
export interface ReplyAudio {
  url: string | null
  name: string | null
}

/** What happens when a rule is hit. */
export interface RuleTrigger {
  /** Seconds in which the rule is not hit again, up to 7,200; 0 for none, -1 for the rest of the session. */
  suppressSeconds: number | null
  mode: ReplyMode | null
  layer: SmartLayer | null
  /** A second layer, for text that changes with the product. */
  extraLayer: SmartLayer | null
  texts: string[] | null
  audios: ReplyAudio[] | null
  order: ReplyOrder | null
  /** Default STREAMER. */
  role: LiveRole | null
  /** The vendor's id of the robot that answers; needed for INTELLIGENT_REPLY. */
  robot: string | null
}

/** A rule of a live room, or of a group of rules. */
export interface InteractionRule {
  /** The caller's name for it in callbacks and commands. */
  index: string | null
  name: string | null
  enabled: boolean | null
  event: RuleEvent | null
  condition: RuleCondition | null
  trigger: RuleTrigger | null
  /** Whether what it says goes on air without review; for tenants that the vendor has cleared. */
  skipReview: boolean | null
  /** Native id of the group that it was taken from; rooms only. */
  group: string | null
  /** Name of that group; rooms only. */
  groupName: string | null
  /** Names of the scenes in which it holds, null for all; rooms only. */
  scenes: string[] | null
}

/** Rules kept for use in several rooms. */
export interface InteractionRuleGroup {
  nativeId: string
  name: string | null
  rules: InteractionRule[]
  createdAt: Date | null
  updatedAt: Date | null
}

/** A group of rules as a caller writes it. */
export interface InteractionRuleGroupDraft {
  name: string
  rules?: InteractionRule[]
}

/** What narrows a list of groups of rules. */
export interface InteractionRuleGroupFilter {
  /** The name, or part of it. */
  search?: string
  createdAfter?: Date
  createdBefore?: Date
}

/** The groups of interaction rules of an account. */
export interface InteractionRuleGroups {
  list(filter: InteractionRuleGroupFilter, page: PageRequest, call: CallContext): Promise<Page<InteractionRuleGroup>>
  get(id: string, call: CallContext): Promise<InteractionRuleGroup>
  /** Returns the native id. Never repeated blindly. */
  create(group: InteractionRuleGroupDraft, call: CallContext): Promise<string>
  update(id: string, group: InteractionRuleGroupDraft, call: CallContext): Promise<InteractionRuleGroup>
  delete(id: string, call: CallContext): Promise<void>
}
