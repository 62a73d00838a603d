import { createRequire } from 'node:module'
import type { LoadRequest } from '../load.js'
import { input, serveUntilStopped } from '../processes.js'

/** What a scenario says of the load on a server. */
export interface LoadInput {
  request: LoadRequest
  /** Whole seconds: the load generator counts by them. */
  seconds: number
  /** Requests under way at once, each on a connection of its own. */
  connections: number
}

/** What one turn found, as the load generator tells it and as far as it is read. */
export interface LoadReport {
  /** Seconds. */
  duration: number
  '2xx': number
  non2xx: number
  errors: number
  timeouts: number
  /** Milliseconds. */
  latency: { p50: number; p99: number }
  throughput: { total: number }
}

const autocannon = createRequire(import.meta.url)('autocannon') as (options: object) => Promise<LoadReport>

const { request, seconds, connections } = input<LoadInput>()
serveUntilStopped({}, async () => {}, {
  async turn(): Promise<LoadReport> {
    const { duration, non2xx, errors, timeouts, latency, throughput, ...counts } = await autocannon({ ...request, method: 'POST', duration: seconds, connections })
    return { duration, '2xx': counts['2xx'], non2xx, errors, timeouts, latency: { p50: latency.p50, p99: latency.p99 }, throughput: { total: throughput.total } }
  },
})
