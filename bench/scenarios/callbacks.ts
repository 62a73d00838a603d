import { CALLBACK_KEY, document, startDatabase, startProduct } from '../fan-out.js'
import { API_KEY } from '../graphql.js'
import type { CallbacksInput } from '../clients/callbacks.js'
import type { Figures, Scenario } from '../scenario.js'

/** What is behind a vendor's callback: how many are durable a second, and how soon a subscriber knows. */
export const scenario: Scenario = {
  rows: [
    {
      name: 'callbacks accepted durably a second',
      against: 'pg inserting the same rows in the same batch size',
      unit: 'rows/s',
      ours: { side: 'product', figure: 'acceptedPerSecond' },
      theirs: { side: 'pg', figure: 'rowsPerSecond' },
      goal: 0.6,
      better: 'higher',
    },
    {
      name: 'callback to subscriber at half of that rate, p99',
      against: "PostgreSQL's own commit p99",
      unit: 'ms',
      ours: { side: 'product', figure: 'p99' },
      theirs: { side: 'pg', figure: 'p99' },
      goal: 3,
      better: 'lower',
    },
  ],
  async open(stage) {
    const database = await startDatabase(stage)
    const { ready, ...product } = await startProduct(stage, database)
    const vendor = await stage.start<object>('clients/callbacks.ts', { url: ready.url, callbackKey: CALLBACK_KEY, authorization: `Bearer ${API_KEY}`, document: document(), concurrency: 64, seconds: stage.seconds } satisfies CallbacksInput)
    const pg = await stage.start<object>('clients/pg-inserts.ts', { url: database, seconds: stage.seconds })
    const bothTurns = async (process: typeof vendor): Promise<Figures> => ({ ...(await process.ask<Figures>('flood')), ...(await process.ask<Figures>('paced')) })
    return {
      async product() {
        const before = await product.ask<number>('cpu')
        const flood = await vendor.ask<Figures>('flood')
        const cpu = (await product.ask<number>('cpu')) - before
        const batch = await pg.ask<number>('batch')
        return { ...flood, batch, cpuMicroseconds: cpu / flood.accepted!, ...(await vendor.ask<Figures>('paced')) }
      },
      pg: () => bothTurns(pg),
    }
  },
}
