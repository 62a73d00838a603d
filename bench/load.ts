import type { LoadInput, LoadReport } from './clients/load.js'
import type { Stage } from './scenario.js'

/** A request as it is sent again and again. */
export interface LoadRequest {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
}

/** What one turn of load found. */
export interface Measure extends Record<string, number> {
  requestsPerSecond: number
  /** Milliseconds within which half, and 99 of 100, of the answers came. */
  p50: number
  p99: number
  /** How many answers came in all. */
  answers: number
}

/** More than any server here sends in front of an answer. */
const MOST_HEADER_BYTES = 2_000

/** Sends the request once; the text of its answer. Throws when it is not answered with 200. */
export async function ask({ url, headers, body }: LoadRequest): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers, body })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`Expected ${url} to answer with 200, got ${response.status}: ${text.slice(0, 500)}`)
  return text
}

/**
 * Puts load on a server, turn by turn, from a process of its own. A turn throws when a request fails, and when the answers are
 * not about as long as the one expected: comparing each of them would cost the load generator more than most servers take to
 * send it.
 */
export async function openLoad(stage: Stage, request: LoadRequest, answer: string, connections: number): Promise<() => Promise<Measure>> {
  const generator = await stage.start<object>('clients/load.ts', { request, seconds: Math.ceil(stage.seconds), connections } satisfies LoadInput)
  const expected = Buffer.byteLength(answer)
  return async () => {
    const report = await generator.ask<LoadReport>('turn')
    const wrong = report.non2xx + report.errors + report.timeouts
    const bytes = report.throughput.total / report['2xx']
    if (wrong || !(bytes >= expected && bytes < expected + MOST_HEADER_BYTES)) throw new Error(`Requests to ${request.url} were not answered as expected: ${wrong} failed, ${bytes} bytes an answer of ${expected}: ${JSON.stringify(report)}`)
    return { requestsPerSecond: report['2xx'] / report.duration, p50: report.latency.p50, p99: report.latency.p99, answers: report['2xx'] }
  }
}
