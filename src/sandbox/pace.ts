/** The simulator's sense of time for everything that takes a while: delays are divided by the speed, and all end with the simulator. */
export class Pace {
  readonly #speed: number
  readonly #timers = new Set<NodeJS.Timeout>()
  #closed = false

  constructor(speed: number) {
    this.#speed = speed
  }

  /** Does something once, after so many milliseconds of speed 1; the result takes it back. Never after `close`. */
  after(milliseconds: number, action: () => void): () => void {
    if (this.#closed) return () => undefined
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      action()
    }, milliseconds / this.#speed)
    this.#timers.add(timer)
    return () => {
      clearTimeout(timer)
      this.#timers.delete(timer)
    }
  }

  /** Forgets everything that was still to be done. */
  close(): void {
    this.#closed = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }
}
