import { CALLBACK_KEY, document, startDatabase, startProduct } from '../fan-out.js'
import { API_KEY } from '../graphql.js'
import type { CallbacksInput } from '../clients/callbacks.js'
import type { PlainCallbacksInput } from '../servers/plain-callbacks.js'
import type { Figures, Reading, Row, Scenario } from '../scenario.js'

const accepted = (against: string, theirs: Reading, goal: number): Row => ({
  name: 'callbacks accepted durably a second',
  against,
  unit: 'rows/s',
  ours: { side: 'product', figure: 'acceptedPerSecond' },
  theirs,
  goal,
  better: 'higher',
})

const delivered = (against: string, theirs: Reading, goal: number): Row => ({
  name: 'callback to subscriber at half of that rate, p99',
  against,
  unit: 'ms',
  ours: { side: 'product', figure: 'p99' },
  theirs,
  goal,
  better: 'lower',
})

/**
 * What is behind a vendor's callback: how many are durable a second, and how soon a subscriber knows. Beside `pg`, which has
 * nobody to answer, stands the least that a server can be, and the least that one can be which vendors can rely on: they show how
 * much of the distance is HTTP on this machine, how much is what was promised, and how much is ours.
 */
export const scenario: Scenario = {
  rows: [
    accepted('pg inserting the same rows in the same batch size', { side: 'pg', figure: 'rowsPerSecond' }, 0.6),
    delivered("PostgreSQL's own commit p99", { side: 'pg', figure: 'p99' }, 3),
    accepted('plain Fastify inserting the same rows', { side: 'plain', figure: 'acceptedPerSecond' }, 0.6),
    accepted("plain Fastify with the product's promises: signature, order, no replay, log", { side: 'promising', figure: 'acceptedPerSecond' }, 0.6),
    delivered('plain Fastify and ws with the same rows, at half of its rate', { side: 'plain', figure: 'p99' }, 3),
  ],
  async open(stage, wanted) {
    const database = await startDatabase(stage)
    const { ready, ...product } = await startProduct(stage, database)
    const vendorOf = (url: string) => stage.start<object>('clients/callbacks.ts', { url, callbackKey: CALLBACK_KEY, authorization: `Bearer ${API_KEY}`, document: document(), concurrency: 64, seconds: stage.seconds } satisfies CallbacksInput)
    const vendor = await vendorOf(ready.url)
    const pg = await stage.start<object>('clients/pg-inserts.ts', { url: database, seconds: stage.seconds })
    const bothTurns = async (process: typeof vendor): Promise<Figures> => ({ ...(await process.ask<Figures>('flood')), ...(await process.ask<Figures>('paced')) })
    const vendorOfPlain = async (input: Omit<PlainCallbacksInput, 'database'> = {}) => vendorOf((await stage.start<{ url: string }>('servers/plain-callbacks.ts', { ...input, database } satisfies PlainCallbacksInput)).ready.url)
    const plain = wanted.has('plain') && (await vendorOfPlain())
    const promising = wanted.has('promising') && (await vendorOfPlain({ callbackKey: CALLBACK_KEY }))
    return {
      async product() {
        const before = await product.ask<number>('cpu')
        const flood = await vendor.ask<Figures>('flood')
        const cpu = (await product.ask<number>('cpu')) - before
        const batch = await pg.ask<number>('batch')
        return { ...flood, batch, cpuMicroseconds: cpu / flood.accepted!, ...(await vendor.ask<Figures>('paced')) }
      },
      pg: () => bothTurns(pg),
      ...(plain && { plain: () => bothTurns(plain) }),
      ...(promising && { promising: () => promising.ask<Figures>('flood') }),
    }
  },
}
