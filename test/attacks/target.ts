import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect } from 'vitest'
import { apiKey } from '../support/app.js'
import { runServer } from '../support/server-process.js'

/** What an honest client saw in a while. */
export interface Service {
  answers: number
  failures: string[]
  p50: number
  p99: number
  worst: number
}

/** A server in a process of its own, and an honest client that asks it one thing after another from a thread of its own. */
export interface Target {
  url: string
  /** The header of a caller who is let in and up to no good. */
  attacker: Record<string, string>
  /** What the honest client sees while something goes on, and until it has had at least so many answers. */
  during(what: () => Promise<unknown>, answers?: number): Promise<Service>
  dispose(): Promise<void>
}

const KEY = 'key-of-an-honest-client'
const ATTACKER = 'key-of-an-attacker'

/** Starts the built program as in production, with the simulators, and without budgets: what one caller may spend is another matter. */
export async function startTarget(environment: Record<string, string> = {}): Promise<Target> {
  const server = runServer({ NODE_ENV: 'production', SANDBOX: 'on', DATA_DIR: 'memory://', LOG_LEVEL: 'info', API_KEYS: `${apiKey('honest', 'operator', KEY)},${apiKey('attacker', 'viewer', ATTACKER)}`, CALLER_BUDGET: '0', ...environment })
  const url = await server.url
  const workerData = { url: `${url}/graphql`, headers: { authorization: `Bearer ${KEY}` }, body: JSON.stringify({ query: '{ vendorAccounts { slug } events(first: 5) { totalCount nodes { id } } }' }) }
  const client = new Worker(new URL('honest-client.js', import.meta.url), { workerData })
  const answered = async (count: number) => {
    for (let seen = 0; seen < count; ) if ((await once(client, 'message'))[0] === 'answered') seen += 1
  }
  const take = async () => {
    client.postMessage('take')
    for (;;) {
      const [message] = (await once(client, 'message')) as [string | { milliseconds: number[]; failures: string[] }]
      if (typeof message !== 'string') return message
    }
  }
  return {
    url,
    attacker: { authorization: `Bearer ${ATTACKER}` },
    async during(what, answers = 100) {
      await take()
      await Promise.all([what(), answered(answers)])
      const { milliseconds, failures } = await take()
      const sorted = milliseconds.sort((a, b) => a - b)
      const at = (share: number) => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN) * 10) / 10
      return { answers: sorted.length, failures, p50: at(0.5), p99: at(0.99), worst: at(1) }
    },
    async dispose() {
      await client.terminate()
      await server.dispose()
    },
  }
}

/** How much slower than in peace an honest client may be served: generous, since two cores carry everything here. */
const TIMES = 20
/** Milliseconds that are always forgiven: a busy machine may keep anyone waiting. */
const FORGIVEN = 1_000

/** Prints how an honest client was served under an attack, and holds it against how it was in peace. */
export function expectServed(attack: string, under: Service, peace: Service): void {
  console.log(`honest client: ${attack}: p50 ${under.p50} ms, p99 ${under.p99} ms, worst ${under.worst} ms, of ${under.answers} answers (in peace p50 ${peace.p50} ms, p99 ${peace.p99} ms)`)
  expect(under.failures).toEqual([])
  expect(under.p99).toBeLessThan(Math.max(FORGIVEN, TIMES * peace.p99))
}
