import type { Random } from '../../random.js'
import type { InteractionRule } from '../shapes.js'
import { THEMES, type Theme } from './themes.js'
import { WORLD_DATE } from './times.js'

/** A library of interaction rules (section 6.1.6). */
export interface RuleGroup {
  readonly id: string
  name: string
  rules: InteractionRule[]
  readonly createdAt: number
  updatedAt: number
}

/** A room's interaction rules (LiveRoomInteractionRuleInfo, table 6-65). */
export function interactionRules(theme: Theme, random: Random): InteractionRule[] {
  const chinese = theme.language === 'zh'
  const product = random.pick(theme.products)
  return [
    {
      rule_index: random.hex(32),
      rule_name: chinese ? '价格咨询' : 'Price question',
      enabled: true,
      event_type: 1,
      hit_condition: { relation: 'OR', priority: 500, tags: [{ tag: 'content', operation: 'NONE', match: 'REGEX', value: chinese ? '多少钱|价格|优惠' : 'price|how much' }] },
      trigger: {
        time_window: random.pick([0, 30, 60]), reply_mode: 'SYSTEM_REPLY', reply_order: 'RANDOM', reply_role: 'STREAMER',
        reply_texts: chinese ? [`${product}今天直播间八折。`, '价格在小黄车里，点开就能看到。'] : [`The ${product} is twenty per cent off today.`],
      },
    },
    {
      rule_index: random.hex(32),
      rule_name: chinese ? '欢迎进场' : 'Welcome',
      enabled: random.chance(0.8),
      event_type: 2,
      hit_condition: { relation: 'AND', priority: 700, tags: [] },
      trigger: {
        time_window: 120, reply_mode: 'SYSTEM_REPLY', reply_order: 'ORDER', reply_role: 'STREAMER',
        reply_texts: [chinese ? '欢迎新进来的朋友！' : 'Welcome to everyone who just joined!'],
      },
    },
  ]
}

const GROUP_NAMES = ['通用互动规则', 'Welcome messages', '售后与物流'] as const

/** The three rule libraries of the world. */
export function ruleGroups(random: Random): RuleGroup[] {
  return GROUP_NAMES.map((name, index) => {
    const id = random.hex(32)
    const createdAt = WORLD_DATE - random.integer(30, 600) * 86_400_000
    const rules = THEMES.slice(3 * index, 3 * index + 2).flatMap((theme) => interactionRules(theme, random))
    return { id, name, createdAt, updatedAt: createdAt + 86_400_000, rules: rules.map((rule) => ({ ...rule, group_id: id, group_name: name })) }
  })
}
