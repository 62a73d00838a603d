/** An answer as it goes over the wire. */
export interface Answer {
  contentType: string
  body: Buffer
  /** What the operation costs its caller, in points. */
  cost: number
}

/** Largest size of all answers that are kept, in bytes. */
const MAX_BYTES = 32 * 1024 * 1024
/** Largest size of one of them, and of what it is known by. */
const MAX_ANSWER = 1024 * 1024
const MAX_KEY = 16 * 1024

interface Kept extends Answer {
  freshUntil: number
}

/**
 * Whole answers that are told again, ready to be sent, until something that they were made from may have changed. Who may
 * have one is for the key to say. Bounded: when it is full, the oldest go.
 */
export class Answers {
  readonly #kept = new Map<string, Kept>()
  #bytes = 0
  #changes = 0

  constructor(private readonly now: () => number) {}

  /** How many changes were told of. An answer that was begun before the latest is not kept. */
  get changes(): number {
    return this.#changes
  }

  /** The answer, while it is fresh. */
  find(key: string): Answer | undefined {
    const kept = this.#kept.get(key)
    if (kept && kept.freshUntil > this.now()) return kept
    if (kept) this.#drop(key, kept)
    return undefined
  }

  /** Keeps an answer until then (epoch ms), unless something has changed since it was begun. */
  keep(key: string, answer: Answer, freshUntil: number, changes: number): void {
    if (changes !== this.#changes || freshUntil <= this.now() || key.length > MAX_KEY || answer.body.length > MAX_ANSWER) return
    const before = this.#kept.get(key)
    if (before) this.#drop(key, before)
    this.#kept.set(key, { ...answer, freshUntil })
    this.#bytes += answer.body.length
    for (const [oldest, kept] of this.#kept) {
      if (this.#bytes <= MAX_BYTES && kept.freshUntil > this.now()) break
      this.#drop(oldest, kept)
    }
  }

  /** Nothing that is kept is told again. */
  forget(): void {
    this.#changes += 1
    this.#kept.clear()
    this.#bytes = 0
  }

  #drop(key: string, { body }: Kept): void {
    this.#kept.delete(key)
    this.#bytes -= body.length
  }
}
