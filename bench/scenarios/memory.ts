import { setTimeout as delay } from 'node:timers/promises'
import { document, samplesOf, startDatabase, startProduct, startSubscribers } from '../fan-out.js'
import type { Usage } from '../servers/usage.js'
import type { Process, Row, Scenario, Side } from '../scenario.js'

const IDLE = 1_000

const memory = (against: string, theirs: string, goal: number): Row => ({
  name: `memory of an idle subscriber, of ${IDLE.toLocaleString('en')}`,
  against,
  unit: 'bytes',
  ours: { side: 'product', figure: 'bytesEach' },
  theirs: { side: theirs, figure: 'bytesEach' },
  goal,
  better: 'lower',
})

/** What a server uses once those of the last turn have gone. */
async function alone(server: Process<unknown>): Promise<Usage> {
  for (;;) {
    const usage = await server.ask<Usage>('usage')
    if ((usage.resources.TCPSocketWrap ?? 0) < IDLE / 10) return usage
    await delay(100)
  }
}

/**
 * What a subscriber holds that waits. Beside a plain connection stands the core of graphql-ws with an operation that waits for
 * nothing: what whoever speaks the protocol with that library needs at least.
 */
export const scenario: Scenario = {
  rows: [memory('plain ws connection', 'plain', 1.5), memory("graphql-ws' core, whose operation waits for nothing", 'core', 1.5), memory('graphql-ws with its defaults', 'graphql-ws', 1)],
  async open(stage, wanted) {
    const product = await startProduct(stage, await startDatabase(stage))
    const plain = await stage.start<{ url: string }>('servers/plain-ws.ts', { messages: ['{}'] })
    /** What a server holds more with so many subscribers than without them. They leave after each turn. */
    const idle = async (server: typeof plain, acknowledges: boolean): Promise<Side> => {
      const subscribers = await startSubscribers(stage, { url: server.ready.url, count: IDLE, documents: [document()], window: 1, acknowledges })
      await subscribers.ask('leave')
      return async () => {
        const before = await alone(server)
        await subscribers.ask('come')
        const { held, resident } = await server.ask<Usage>('usage')
        await subscribers.ask('leave')
        return { bytesEach: (held - before.held) / IDLE, residentEach: (resident - before.resident) / IDLE }
      }
    }
    const peers = { core: 'peers/graphql-ws-core.js', 'graphql-ws': 'peers/graphql-ws.js' }
    const [message] = await samplesOf(stage, product.ready.url, [document()])
    const sides: Record<string, Side> = { product: await idle(product, true), plain: await idle(plain, false) }
    for (const [side, script] of Object.entries(peers)) if (wanted.has(side)) sides[side] = await idle(await stage.start(script, { message }), true)
    return sides
  },
}
