import type { Random } from '../../random.js'
import type { Theme } from './themes.js'

/** A room's interaction rules (LiveRoomInteractionRuleInfo, table 6-65). */
export function interactionRules(theme: Theme, random: Random): Record<string, unknown>[] {
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
