/** A small seeded generator (mulberry32). Not for secrets: its whole point is that it can be repeated. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** A number from 0 (inclusive) to 1 (exclusive). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }

  /** An integer from `low` to `high`, both inclusive. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  /** True once in `1 / probability` calls on average. */
  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** One of the items. Throws when there are none. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.integer(0, items.length - 1)]
    if (item === undefined) throw new RangeError('cannot pick from an empty list')
    return item
  }

  /** `count` different items in random order; all of them when there are fewer. */
  sample<T>(items: readonly T[], count: number): T[] {
    return this.shuffle(items).slice(0, count)
  }

  /** A shuffled copy. */
  shuffle<T>(items: readonly T[]): T[] {
    const copy = [...items]
    for (let end = copy.length - 1; end > 0; end--) {
      const other = this.integer(0, end)
      const moved = copy[end] as T
      copy[end] = copy[other] as T
      copy[other] = moved
    }
    return copy
  }

  /** `digits` lower-case hexadecimal digits, the shape of the vendors' ids. */
  hex(digits: number): string {
    let text = ''
    while (text.length < digits) text += Math.floor(this.next() * 0x1_0000_0000).toString(16).padStart(8, '0')
    return text.slice(0, digits)
  }
}
