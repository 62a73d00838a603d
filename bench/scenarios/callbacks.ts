import { CALLBACK_KEY, document, startDatabase, startProduct } from '../fan-out.js'
import { API_KEY } from '../graphql.js'
import type { CallbacksInput } from '../clients/callbacks.js'
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
 * nobody to answer, stands the least that a server can be: it shows how much of the distance is HTTP on this machine.
 */
export const scenario: Scenario = {
  rows: [
    accepted('pg inserting the same rows in the same batch size', { side: 'pg', figure: 'rowsPerSecond' }, 0.6),
    delivered("PostgreSQL's own commit p99", { side: 'pg', figure: 'p99' }, 3),
    accepted('plain Fastify inserting the same rows', { side: 'plain', figure: 'acceptedPerSecond' }, 0.6),
    delivered('plain Fastify and ws with the same rows, at half of its rate', { side: 'plain', figure: 'p99' }, 3),
  ],
  async open(stage, wanted) {
    const database = await startDatabase(stage)
    const { ready, ...product } = await startProduct(stage, database)
    const vendorOf = (url: string) => stage.start<object>('clients/callbacks.ts', { url, callbackKey: CALLBACK_KEY, authorization: `Bearer ${API_KEY}`, document: document(), concurrency: 64, seconds: stage.seconds } satisfies CallbacksInput)
    const vendor = await vendorOf(ready.url)
    const pg = await stage.start<object>('clients/pg-inserts.ts', { url: database, seconds: stage.seconds })
    const bothTurns = async (process: typeof vendor): Promise<Figures> => ({ ...(await process.ask<Figures>('flood')), ...(await process.ask<Figures>('paced')) })
    const plain = wanted.has('plain') && (await vendorOf((await stage.start<{ url: string }>('servers/plain-callbacks.ts', { database })).ready.url))
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
    }
  },
}
