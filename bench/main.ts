import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import type { HuaweiSettings } from '../src/sandbox/huawei.js'
import { API_KEY, REQUEST_BODY } from './assets-list.js'
import { load, type Measure } from './load.js'
import { start, type Running } from './processes.js'

/*
 * npm run bench [-- --rounds 5 --seconds 4 --connections 20]
 *
 * A list of 50 assets through the whole product against plain Fastify that answers the same bytes, as a ratio. Server,
 * vendor and client are processes of their own. Each round measures all three servers one after the other, in an order that
 * turns, so that whatever else the machine does meets all of them; the ratio is taken within the round.
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '4' }, connections: { type: 'string', default: '20' } } })
const rounds = Number(values.rounds)
const burst = { seconds: Number(values.seconds), connections: Number(values.connections) }

/** What is measured against plain Fastify. */
const VARIANTS = {
  documented: "50 assets, vendor's 20 list calls a second kept",
  unlimited: '50 assets, rate limit of the list call lifted',
}
type Variant = keyof typeof VARIANTS | 'plain'

const running: Running<unknown>[] = []
async function started<Ready>(script: string, input: object = {}): Promise<Ready> {
  const process = await start<Ready>(script, input)
  running.push(process)
  return process.ready
}

try {
  const vendor = await started<HuaweiSettings>('vendor.ts')
  const documented = (await started<{ url: string }>('product.ts', { vendor, documentedRate: true })).url
  const unlimited = (await started<{ url: string }>('product.ts', { vendor, documentedRate: false })).url
  const answer = await answerOf(unlimited)
  const plain = (await started<{ url: string }>('plain.ts', { body: answer })).url
  const servers: [Variant, string][] = [['documented', documented], ['unlimited', unlimited], ['plain', plain]]

  for (const [, url] of servers) await load(url, answer, burst)
  const measures: Record<Variant, Measure>[] = []
  for (let round = 0; round < rounds; round += 1) {
    const measured: Partial<Record<Variant, Measure>> = {}
    for (let turn = 0; turn < servers.length; turn += 1) {
      const [variant, url] = servers[(round + turn) % servers.length] as [Variant, string]
      measured[variant] = await load(url, answer, burst)
    }
    measures.push(measured as Record<Variant, Measure>)
    process.stderr.write(`round ${round + 1} of ${rounds}\n`)
  }
  await report(measures, answer)
} finally {
  for (const process of running.reverse()) await process.stop()
}

async function answerOf(url: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${API_KEY}` }, body: REQUEST_BODY })
  const text = await response.text()
  const { data, errors } = JSON.parse(text) as { data?: { assets: { nodes: unknown[]; unavailable: unknown[] } }; errors?: unknown }
  if (errors || data?.assets.nodes.length !== 50 || data.assets.unavailable.length) throw new Error(`Expected 50 assets, got ${text.slice(0, 500)}`)
  return text
}

async function report(measures: Record<Variant, Measure>[], answer: string): Promise<void> {
  const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN
  const rows = (Object.keys(VARIANTS) as (keyof typeof VARIANTS)[]).map((variant) => {
    const of = (pick: (measure: Measure) => number, which: Variant = variant) => median(measures.map((round) => pick(round[which])))
    const ratios = measures.map((round) => round[variant].requestsPerSecond / round.plain.requestsPerSecond)
    return {
      scenario: VARIANTS[variant],
      ours: of(({ requestsPerSecond }) => requestsPerSecond),
      plain: of(({ requestsPerSecond }) => requestsPerSecond, 'plain'),
      ratio: { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) },
      p50: of(({ p50 }) => p50),
      p99: of(({ p99 }) => p99),
    }
  })
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length }
  const lines = rows.map(({ scenario, ours, plain, ratio, p50, p99 }) =>
    [scenario, ours.toFixed(0), plain.toFixed(0), `${ratio.median.toFixed(3)} (${ratio.min.toFixed(3)}–${ratio.max.toFixed(3)})`, `${p50} / ${p99}`].join(' | '),
  )
  process.stdout.write(`
| scenario | ours req/s | plain Fastify req/s | ratio, median (min–max) | ours p50 / p99 ms |
|---|---|---|---|---|
${lines.map((line) => `| ${line} |`).join('\n')}

${rounds} rounds of ${burst.seconds} s, ${burst.connections} connections, answers of ${Buffer.byteLength(answer)} bytes; Node ${machine.node}, ${machine.cores} cores.
Every list asks the vendor anew, so the first row is bound by the vendor's documented 20 calls a second (Table 1-2), whatever
we do; the second row is the same product with that one limit lifted, and tells what the code itself costs.
`)
  const folder = new URL('results/', import.meta.url)
  await mkdir(folder, { recursive: true })
  const file = new URL(`${new Date().toISOString().replaceAll(':', '-')}.json`, folder)
  await writeFile(file, `${JSON.stringify({ machine, rounds, ...burst, answerBytes: Buffer.byteLength(answer), rows, measures }, null, 2)}\n`)
}
