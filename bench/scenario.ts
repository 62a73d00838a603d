/*
 * What a benchmark consists of. Each file in scenarios/ exports one as `scenario`: put a file there and it is measured.
 */

/** What one turn at one side found, by name: requests a second, milliseconds, bytes, calls … */
export type Figures = Readonly<Record<string, number>>

/** One side of a comparison, ready to be measured again and again. */
export type Side = () => Promise<Figures>

/** One figure of one side. */
export interface Reading {
  side: string
  figure: string
}

/** A line of the table: two readings of one round, and what their ratio (ours through theirs) should be. */
export interface Row {
  /** What is done, in few words; with `against` it names the row for good, in ratios.json too. */
  name: string
  against: string
  unit: string
  ours: Reading
  theirs: Reading
  goal: number
  better: 'higher' | 'lower'
  /** Whether it is part of `--quick`. Its sides must then need nothing of bench/node_modules. */
  quick?: boolean
}

/** What a scenario starts its processes with. All that it starts is stopped after its last round, the last first. */
export interface Stage {
  /** Starts a script of bench/ in a process of its own; resolves when it says that it is ready. */
  start<Ready>(script: string, input?: object): Promise<Process<Ready>>
  /** How long one turn lasts at most, where the scenario can choose. */
  seconds: number
}

/** A script that runs. */
export interface Process<Ready> {
  /** What it said when it was ready. */
  ready: Ready
  /** Asks it something; see `answer` in processes.ts. */
  ask<Answer>(question: string): Promise<Answer>
  /** Ends it before the scenario does. */
  stop(): Promise<void>
}

/** Rows whose sides are measured together, each once a round, in an order that turns. */
export interface Scenario {
  rows: readonly Row[]
  /** Starts what the wanted sides need, and makes sure that they answer the same. */
  open(stage: Stage, wanted: ReadonlySet<string>): Promise<Record<string, Side>>
}
