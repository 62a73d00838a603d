/** A sliding one-second window for each key: at most `rate` calls are let through within any second. */
export class Throttle {
  readonly #now: () => number
  readonly #calls = new Map<string, number[]>()

  constructor(now: () => number) {
    this.#now = now
  }

  /**
   * Counts a call against `key`. Returns 0 when it may go on, else the milliseconds until the next one may.
   * A refused call is not counted, so a caller that keeps knocking is not shut out for ever.
   */
  take(key: string, rate: number): number {
    const now = this.#now()
    const recent = (this.#calls.get(key) ?? []).filter((at) => at > now - 1000 && at <= now)
    const oldest = recent[0]
    if (recent.length >= rate && oldest !== undefined) {
      this.#calls.set(key, recent)
      return oldest + 1000 - now
    }
    recent.push(now)
    this.#calls.set(key, recent)
    return 0
  }
}
