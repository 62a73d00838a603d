import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measure, nameOf, type Effort, type Measured } from './measure.js'
import { footer, header, lineOf } from './report.js'
import type { Row, Scenario } from './scenario.js'

/*
 * npm run bench [-- --only TEXT] [--rounds 5] [--seconds 0.6] [--accept]
 * npm run bench -- --quick
 *
 * Every scenario of scenarios/, as ratios of what the whole product does to what others do, all in one run on one machine;
 * servers, vendor and load are processes of their own. `--accept` writes the ratios to ratios.json. `--quick` measures what
 * needs no peers, for a shorter time, and fails when a ratio has fallen by more than 30 % against that file, twice in a row.
 */
const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, rounds: { type: 'string' }, seconds: { type: 'string' }, quick: { type: 'boolean', default: false }, accept: { type: 'boolean', default: false } },
})
const effort: Effort = { rounds: Number(values.rounds ?? 5), seconds: Number(values.seconds ?? 0.6) }
const RATIOS = new URL('ratios.json', import.meta.url)
/** What is left of a ratio that counts as fallen. */
const FALLEN = 0.7

const folder = new URL('scenarios/', import.meta.url)
const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort()
const all = await Promise.all(files.map(async (file) => ((await import(new URL(file, folder).href)) as { scenario: Scenario }).scenario))
const chosen = (row: Row) => nameOf(row).includes(values.only) && (!values.quick || row.quick === true)
const scenarios = all.map((scenario) => ({ scenario, rows: scenario.rows.filter(chosen) })).filter(({ rows }) => rows.length > 0)

if (!values.quick) installPeers()
const known = (existsSync(RATIOS) ? JSON.parse(await readFile(RATIOS, 'utf8')) : {}) as Record<string, number>
const measured: Measured[] = []
process.stdout.write(header())
for (const { scenario, rows } of scenarios) {
  for (const result of await measure(scenario, rows, effort)) {
    measured.push(result)
    process.stdout.write(lineOf(result))
  }
}
const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length }
process.stdout.write(footer(effort, machine))

await writeResults()
if (values.accept) await writeFile(RATIOS, `${JSON.stringify({ ...known, ...ratiosOf(measured) }, null, 2)}\n`)
if (values.quick && !values.accept) await guard()

/** The peers are of the benchmark alone: its own package, installed when it is not there. */
function installPeers(): void {
  const home = fileURLToPath(new URL('.', import.meta.url))
  if (existsSync(new URL('node_modules', import.meta.url))) return
  process.stderr.write('installing the peers (bench/package.json)\n')
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: home, stdio: ['ignore', 2, 2] })
}

async function writeResults(): Promise<void> {
  const results = new URL('results/', import.meta.url)
  await mkdir(results, { recursive: true })
  const file = new URL(`${new Date().toISOString().replaceAll(':', '-')}.json`, results)
  await writeFile(file, `${JSON.stringify({ machine, ...effort, rows: measured }, null, 2)}\n`)
}

function ratiosOf(rows: readonly Measured[]): Record<string, number> {
  return Object.fromEntries(rows.map(({ row, ratio }) => [nameOf(row), Number(ratio.median.toPrecision(3))]))
}

/** Fails when a ratio has fallen. A busy machine can make one fall by itself, but hardly twice: what fell is measured again. */
async function guard(): Promise<void> {
  const fallen = ({ row, ratio }: Measured) => {
    const before = known[nameOf(row)]
    return before !== undefined && (row.better === 'higher' ? ratio.median < before * FALLEN : ratio.median > before / FALLEN)
  }
  const unknown = measured.filter(({ row }) => known[nameOf(row)] === undefined).map(({ row }) => nameOf(row))
  if (unknown.length) throw new Error(`ratios.json does not know ${unknown.join(', ')}: run npm run bench -- --accept on a quiet machine.`)
  const again: Measured[] = []
  for (const { scenario, rows } of scenarios) {
    const suspects = rows.filter((row) => measured.some((result) => result.row === row && fallen(result)))
    if (suspects.length) again.push(...(await measure(scenario, suspects, { rounds: effort.rounds * 2, seconds: effort.seconds })))
  }
  for (const result of again) process.stdout.write(lineOf(result))
  const lost = again.filter(fallen).map(({ row, ratio }) => `${nameOf(row)}: ${ratio.median.toPrecision(3)}, was ${known[nameOf(row)]}`)
  if (lost.length) {
    process.stderr.write(`Fallen by more than 30 %:\n${lost.map((line) => `  ${line}\n`).join('')}`)
    process.exitCode = 1
  }
}
