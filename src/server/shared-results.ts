/** Milliseconds that a result is used again: long enough for everyone who is told of an event now, too short for what entities tell to grow old. */
const FRESH = 1_000

interface Entry<Result> {
  result: Promise<Result>
  madeAt: number
}

/**
 * The results of one event's execution for those who would all get the same: the same document and variables with the
 * same rights. Whoever comes first has it executed and serialised, the others take what came of it.
 */
export class SharedResults<Result> {
  readonly #groups = new Map<string, Map<string, Entry<Result>>>()
  #sweep: NodeJS.Timeout | undefined

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** The result of an event for a group, made by `make` when nobody has it. A failure is shared, too. */
  take(group: string, event: string, make: () => Promise<Result>): Promise<Result> {
    let results = this.#groups.get(group)
    if (!results) this.#groups.set(group, (results = new Map<string, Entry<Result>>()))
    const known = results.get(event)
    if (known && this.now() - known.madeAt < FRESH) return known.result
    // Set anew rather than changed, so that the oldest stay in front.
    results.delete(event)
    const entry = { result: make(), madeAt: this.now() }
    results.set(event, entry)
    if (!this.#sweep) this.#sweep = setTimeout(() => this.#forget(), FRESH).unref()
    return entry.result
  }

  /** How many results are held. */
  get size(): number {
    return [...this.#groups.values()].reduce((sum, { size }) => sum + size, 0)
  }

  #forget(): void {
    const old = this.now() - FRESH
    for (const [group, results] of this.#groups) {
      for (const [event, { madeAt }] of results) {
        if (madeAt > old) break
        results.delete(event)
      }
      if (results.size === 0) this.#groups.delete(group)
    }
    this.#sweep = this.#groups.size > 0 ? setTimeout(() => this.#forget(), FRESH).unref() : undefined
  }
}
