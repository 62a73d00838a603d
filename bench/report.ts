import type { Effort, Measured } from './measure.js'

const COLUMNS = ['scenario', 'against', 'ours', 'theirs', 'unit', 'ratio, median (min–max)', 'goal', 'met']

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`
const short = (value: number) => (Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3))

/** The head of the table. */
export const header = (): string => `\n${line(COLUMNS)}${line(COLUMNS.map(() => '---'))}`

/** One row of the table. */
export function lineOf({ row, ours, theirs, ratio, met }: Measured): string {
  const goal = `${row.better === 'higher' ? 'at least' : 'at most'} ${row.goal}`
  return line([row.name, row.against, short(ours), short(theirs), row.unit, `${short(ratio.median)} (${short(ratio.min)}–${short(ratio.max)})`, goal, met ? 'yes' : '**no**'])
}

/** What was measured with. */
export const footer = ({ rounds, seconds }: Effort, { node, cores }: { node: string; cores: number }): string =>
  `\n${rounds} rounds of turns of ${seconds} s; Node ${node}, ${cores} cores. The ratio is taken within each round.\n`
