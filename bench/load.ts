import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'

/** A request as it is sent again and again. */
export interface LoadRequest {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
}

/** What one burst of load found. */
export interface Measure extends Record<string, number> {
  requestsPerSecond: number
  /** Milliseconds within which half, and 99 of 100, of the answers came. */
  p50: number
  p99: number
  /** How many answers came in all. */
  answers: number
}

/** What autocannon prints with --json, as far as it is read here. */
interface Report {
  duration: number
  '2xx': number
  non2xx: number
  errors: number
  timeouts: number
  latency: { p50: number; p99: number }
  throughput: { total: number }
}

const AUTOCANNON = createRequire(import.meta.url).resolve('autocannon')
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
 * Puts load on a server from a process of its own. Throws when a request fails, and when the answers are not about as long
 * as the one expected: comparing each of them would cost the load generator more than most servers take to send it.
 */
export async function load({ url, headers, body }: LoadRequest, answerBytes: number, { seconds, connections }: { seconds: number; connections: number }): Promise<Measure> {
  const named = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}=${value}`])
  const args = ['--json', '--no-progress', '-m', 'POST', '-d', String(seconds), '-c', String(connections), ...named, '-b', body, url]
  const { stdout } = await promisify(execFile)(process.execPath, [AUTOCANNON, ...args], { timeout: (seconds + 30) * 1000 })
  const report = JSON.parse(stdout) as Report
  const wrong = report.non2xx + report.errors + report.timeouts
  const bytes = report.throughput.total / report['2xx']
  if (wrong || !(bytes >= answerBytes && bytes < answerBytes + MOST_HEADER_BYTES)) throw new Error(`Requests to ${url} were not answered as expected: ${wrong} failed, ${bytes} bytes an answer of ${answerBytes}: ${stdout}`)
  return { requestsPerSecond: report['2xx'] / report.duration, p50: report.latency.p50, p99: report.latency.p99, answers: report['2xx'] }
}
