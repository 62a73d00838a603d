/** How often in a period something is looked at: so that not all of it comes at once. */
const LOOKS = 12

/**
 * Looks at each of many things again and again, with one timer for all of them: a timer each would take more memory than most
 * of what is looked at. Between being added, or looked at, and the next look lies the period, or up to a twelfth more of it.
 */
export class Rounds<Thing> {
  readonly #parts = Array.from({ length: LOOKS + 1 }, () => new Set<Thing>())
  readonly #timer: NodeJS.Timeout
  /** The part that was looked at last. */
  #part = 0

  /** `look` may take things out. */
  constructor(periodMs: number, look: (thing: Thing) => void) {
    this.#timer = setInterval(() => {
      this.#part = (this.#part + 1) % this.#parts.length
      for (const thing of this.#parts[this.#part]!) look(thing)
    }, periodMs / LOOKS).unref()
  }

  add(thing: Thing): void {
    this.#parts[this.#part]!.add(thing)
  }

  delete(thing: Thing): void {
    for (const part of this.#parts) if (part.delete(thing)) return
  }

  /** Looks at nothing any more. */
  stop(): void {
    clearInterval(this.#timer)
  }
}
