import type {
  LiveRole as LiveRoleName,
  ReplyMode as ReplyModeName,
  ReplyOrder as ReplyOrderName,
  RuleEvent as RuleEventName,
  RuleMatch as RuleMatchName,
  RuleOperation as RuleOperationName,
  RuleRelation as RuleRelationName,
} from '../../domain/interaction-rules.js'
import { graphEnum } from '../enums.js'

const UNKNOWN = 'Something that this version of AvatarGraph has no word for; not to be given.'

/** What an audience does, as a GraphQL enum. */
export const RuleEvent = graphEnum<RuleEventName>('RuleEvent', 'What a rule waits for.', {
  COMMENT: 'An on-screen comment.',
  JOIN: 'Somebody enters the live room.',
  LIKE: 'Somebody likes it.',
  GIFT: 'Somebody sends a gift.',
  PRESET: 'A wording of the host: no event of the audience.',
  UNKNOWN,
})

/** How tests are joined, as a GraphQL enum. */
export const RuleRelation = graphEnum<RuleRelationName>('RuleRelation', 'How the tests of a condition are joined.', {
  AND: 'All must hold.',
  OR: 'One must hold.',
  RESERVED: 'None is looked at: for the general reply, when no other rule is hit.',
  UNKNOWN,
})

/** What is made of a field, as a GraphQL enum. */
export const RuleOperation = graphEnum<RuleOperationName>('RuleOperation', 'What is made of a field of several events before it is compared.', {
  SUM: 'Their sum.',
  AVERAGE: 'Their average.',
  COUNT: 'Their number.',
  NONE: 'Nothing: each event alone.',
  UNKNOWN,
})

/** How a field is compared, as a GraphQL enum. */
export const RuleMatch = graphEnum<RuleMatchName>('RuleMatch', 'How a field is compared with a value.', {
  EQUAL: 'The same text.',
  REGEX: 'The value is a regular expression that the field matches.',
  GREATER: 'A greater number.',
  GREATER_OR_EQUAL: 'A greater number, or the same.',
  LESS: 'A lesser number.',
  LESS_OR_EQUAL: 'A lesser number, or the same.',
  NUMBER_EQUAL: 'The same number.',
  UNKNOWN,
})

/** What is done when a rule is hit, as a GraphQL enum. */
export const ReplyMode = graphEnum<ReplyModeName>('ReplyMode', 'What is done when a rule is hit.', {
  SYSTEM_REPLY: 'One of its replies is played.',
  CALLBACK: "Another service is asked at the session's interaction callback address, with the replies of the rule.",
  SYSTEM_REPLY_AND_CALLBACK: 'Both.',
  SHOW_LAYER: 'A layer is shown; the script goes on.',
  INTELLIGENT_REPLY: 'A robot answers.',
  UNKNOWN,
})

/** Which reply comes next, as a GraphQL enum. */
export const ReplyOrder = graphEnum<ReplyOrderName>('ReplyOrder', 'Which of several replies comes next.', {
  RANDOM: 'Any.',
  IN_ORDER: 'The next one, round and round.',
  UNKNOWN,
})

/** Who speaks, as a GraphQL enum. */
export const LiveRole = graphEnum<LiveRoleName>('LiveRole', 'Who speaks in a live session.', {
  STREAMER: 'The avatar.',
  CO_STREAMER: 'The second voice.',
  UNKNOWN,
})
