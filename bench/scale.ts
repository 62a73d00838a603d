import { document, startDatabase, startProduct, startSubscribers } from './fan-out.js'
import type { FanOut } from './clients/subscribers.js'
import type { Process } from './scenario.js'
import { openStage } from './stage.js'

/*
 * npm run bench:scale
 *
 * The model of docs/scale.md against real processes: what one, two and four replicas use of the processor for the same events
 * and the same subscribers, shared among them over one PostgreSQL and one Redis (BENCH_REDIS_URL). The costs come from one
 * process with few and many subscribers, and from one that only hears of events; the others are predicted from them.
 */
const EVENTS = 'a hundred'
/** So many hundreds of events before those that count: new code is slow. */
const WARM_UP = 3
const SUBSCRIBERS = 1_200
const FEW = 120
const REDIS = process.env.BENCH_REDIS_URL ?? 'redis://127.0.0.1:6379'

const one = await measured(1, SUBSCRIBERS)
const few = await measured(1, FEW)
const listening = await measured(2, FEW)
/** Microseconds: of a message; of an event at the replica that took it; of an event at one that only hears of it, with no more subscribers than one of the two. */
const message = (one.cpu - few.cpu) / (SUBSCRIBERS - FEW)
const taken = few.cpu - FEW * message
const heard = Math.max(0, listening.cpu - taken - FEW * message)

process.stdout.write(`a message ${message.toFixed(1)} µs, an event taken ${taken.toFixed(0)} µs, an event heard ${heard.toFixed(0)} µs\n\n`)
process.stdout.write('| replicas | subscribers | processor an event, predicted | measured | measured / predicted |\n|---|---|---|---|---|\n')
for (const [replicas, subscribers] of [[2, SUBSCRIBERS], [4, SUBSCRIBERS], [4, 2 * SUBSCRIBERS]] as const) {
  const predicted = taken + (replicas - 1) * heard + subscribers * message
  const { cpu } = await measured(replicas, subscribers)
  process.stdout.write(`| ${replicas} | ${subscribers} | ${predicted.toFixed(0)} µs | ${cpu.toFixed(0)} µs | ${(cpu / predicted).toFixed(2)} |\n`)
}

/** The processor time in microseconds that all replicas together take for one event, with so many subscribers shared among them. The callbacks go to the first. */
async function measured(replicas: number, subscribers: number): Promise<{ cpu: number }> {
  const { stage, stop } = openStage(1)
  try {
    const database = await startDatabase(stage)
    const products: Process<{ url: string }>[] = []
    for (let n = 0; n < replicas; n += 1) products.push(await startProduct(stage, database, { REDIS_URL: REDIS }))
    const urls = products.map(({ ready }) => ready.url)
    const audience = await startSubscribers(stage, { url: urls[0]!, urls, count: subscribers, documents: [document()], window: 1 })
    for (let n = 0; n < WARM_UP; n += 1) await audience.ask(EVENTS)
    const used = async () => (await Promise.all(products.map((product) => product.ask<number>('cpu')))).reduce((sum, cpu) => sum + cpu, 0)
    const before = await used()
    const { events } = await audience.ask<FanOut>(EVENTS)
    return { cpu: ((await used()) - before) / events }
  } finally {
    await stop()
  }
}
