import type { Figures, Row, Scenario } from './scenario.js'
import { openStage } from './stage.js'

/** A row with what its rounds found. */
export interface Measured {
  row: Row
  /** Ours and theirs are medians; the ratio is taken within each round. */
  ours: number
  theirs: number
  ratio: { median: number; min: number; max: number }
  met: boolean
}

/** How long it is looked at. */
export interface Effort {
  rounds: number
  /** Of one turn at one side. */
  seconds: number
}

/** The name by which a row is known in files. */
export const nameOf = ({ name, against }: Pick<Row, 'name' | 'against'>): string => `${name} / ${against}`

/**
 * Measures rows of a scenario. In each round every side has its turn, in an order that turns, so that whatever else the
 * machine does meets all of them. A round before the first is not counted: it warms up.
 */
export async function measure(scenario: Scenario, rows: readonly Row[], { rounds, seconds }: Effort): Promise<Measured[]> {
  const { stage, stop } = openStage(seconds)
  try {
    const wanted = new Set(rows.flatMap(({ ours, theirs }) => [ours.side, theirs.side]))
    const sides = Object.entries(await scenario.open(stage, wanted)).filter(([name]) => wanted.has(name))
    const found: Record<string, Figures>[] = []
    for (let round = 0; round <= rounds; round += 1) {
      const figures: Record<string, Figures> = {}
      for (let turn = 0; turn < sides.length; turn += 1) {
        const [name, side] = sides[(round + turn) % sides.length]!
        figures[name] = await side()
      }
      if (round > 0) found.push(figures)
    }
    return rows.map((row) => judge(row, found))
  } finally {
    await stop()
  }
}

function judge(row: Row, found: readonly Record<string, Figures>[]): Measured {
  const read = (which: 'ours' | 'theirs') => found.map((figures) => figures[row[which].side]?.[row[which].figure] ?? NaN)
  const [ours, theirs] = [read('ours'), read('theirs')]
  const ratios = ours.map((value, round) => value / theirs[round]!)
  const ratio = { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) }
  return { row, ours: median(ours), theirs: median(theirs), ratio, met: row.better === 'higher' ? ratio.median >= row.goal : ratio.median <= row.goal }
}

/** The middle one, or between the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
