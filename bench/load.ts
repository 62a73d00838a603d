import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { API_KEY, REQUEST_BODY } from './assets-list.js'

/** What one burst of load found. */
export interface Measure {
  requestsPerSecond: number
  /** Milliseconds within which half, and 99 of 100, of the answers came. */
  p50: number
  p99: number
}

/** What autocannon prints with --json, as far as it is read here. */
interface Report {
  duration: number
  '2xx': number
  non2xx: number
  errors: number
  timeouts: number
  mismatches: number
  latency: { p50: number; p99: number }
}

const AUTOCANNON = createRequire(import.meta.url).resolve('autocannon')

/** Puts load on a server from a process of its own. Throws when an answer is not exactly the one expected. */
export async function load(url: string, answer: string, { seconds, connections }: { seconds: number; connections: number }): Promise<Measure> {
  const headers = ['-H', `authorization=Bearer ${API_KEY}`, '-H', 'content-type=application/json']
  const args = ['--json', '--no-progress', '-m', 'POST', '-d', String(seconds), '-c', String(connections), ...headers, '-b', REQUEST_BODY, '-E', answer, url]
  const { stdout } = await promisify(execFile)(process.execPath, [AUTOCANNON, ...args], { timeout: (seconds + 30) * 1000 })
  const report = JSON.parse(stdout) as Report
  const wrong = report.non2xx + report.errors + report.timeouts + report.mismatches
  if (wrong) throw new Error(`${wrong} requests to ${url} were not answered as expected: ${stdout}`)
  return { requestsPerSecond: report['2xx'] / report.duration, p50: report.latency.p50, p99: report.latency.p99 }
}
