import type { Row } from './scenario.js'

/** A row that compares what much costs the server with what a tenth of it does. */
export const grows = (name: string, few: string, many: string): Row => ({
  name: `growth: ten times the ${name}`,
  against: 'the cost of a tenth',
  unit: 'µs of processor',
  ours: { side: many, figure: 'cpu' },
  theirs: { side: few, figure: 'cpu' },
  goal: 11,
  better: 'lower',
})
