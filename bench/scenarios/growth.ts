import { document, startDatabase, startProduct, startSubscribers, turnOf } from '../fan-out.js'
import { grows } from '../growth.js'
import type { Scenario, Side } from '../scenario.js'

/** What ten times as many subscribers cost, and ten times as many events. */
export const scenario: Scenario = {
  rows: [grows('subscribers', 'few', 'many subscribers'), grows('events', 'few', 'many events')],
  async open(stage) {
    const product = await startProduct(stage, await startDatabase(stage))
    /** Turns with so many subscribers, who leave after each. */
    const told = async (count: number, turn: string): Promise<Side> => {
      const subscribers = await startSubscribers(stage, { url: product.ready.url, count, documents: [document()], window: 1 })
      await subscribers.ask('leave')
      return async () => {
        await subscribers.ask('come')
        const figures = await turnOf(product, subscribers, turn)
        await subscribers.ask('leave')
        return figures
      }
    }
    return {
      few: await told(100, 'thirty'),
      'many subscribers': await told(1_000, 'thirty'),
      'many events': await told(100, 'three hundred'),
    }
  },
}
