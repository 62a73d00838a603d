import { setTimeout as delay } from 'node:timers/promises'
import { document, samplesOf, startDatabase, startProduct, startSubscribers, turnOf } from '../fan-out.js'
import { grows } from '../growth.js'
import type { Usage } from '../servers/usage.js'
import type { Figures, Process, Row, Scenario } from '../scenario.js'

const IDLE = 2_000

const memory = (against: string, side: string, goal: number): Row => ({
  name: `memory of an idle subscriber, of ${IDLE.toLocaleString('en')}`,
  against,
  unit: 'bytes',
  ours: { side: 'idle product', figure: 'bytesEach' },
  theirs: { side, figure: 'bytesEach' },
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

/** What a subscriber holds that waits, and what ten times as much costs. */
export const scenario: Scenario = {
  rows: [
    memory('plain ws connection', 'idle plain', 1.5),
    memory('graphql-ws with its defaults', 'idle graphql-ws', 1),
    grows('subscribers', 'few subscribers', 'many subscribers'),
    grows('events', 'few events', 'many events'),
  ],
  async open(stage, wanted) {
    const product = await startProduct(stage, await startDatabase(stage))
    const plain = await stage.start<{ url: string }>('servers/plain-ws.ts', { messages: ['{}'] })
    /** What a server holds more with so many subscribers than without them. They leave afterwards. */
    const idle = async (server: typeof plain, acknowledges: boolean): Promise<Figures> => {
      const before = await alone(server)
      const subscribers = await startSubscribers(stage, { url: server.ready.url, count: IDLE, documents: [document()], window: 1, acknowledges })
      const { held, resident } = await server.ask<Usage>('usage')
      await subscribers.stop()
      return { bytesEach: (held - before.held) / IDLE, residentEach: (resident - before.resident) / IDLE }
    }
    /** A turn with so many subscribers, who leave afterwards. */
    const told = async (count: number, turn: string): Promise<Figures> => {
      const subscribers = await startSubscribers(stage, { url: product.ready.url, count, documents: [document()], window: 1 })
      const figures = await turnOf(product, subscribers, turn)
      await subscribers.stop()
      return figures
    }
    const peer = wanted.has('idle graphql-ws') && (await stage.start<{ url: string }>('peers/graphql-ws.js', { message: (await samplesOf(stage, product.ready.url, [document()]))[0] }))
    return {
      ...(peer && { 'idle graphql-ws': () => idle(peer, true) }),
      'idle product': () => idle(product, true),
      'idle plain': () => idle(plain, false),
      'few subscribers': () => told(200, 'a hundred'),
      'many subscribers': () => told(2_000, 'a hundred'),
      'few events': () => told(100, 'a hundred'),
      'many events': () => told(100, 'a thousand'),
    }
  },
}
