/** Things with an id, newest first. */
export class Register<T extends { readonly id: string; readonly createdAt: number }> {
  readonly #items: T[]
  readonly #byId: Map<string, T>

  /** Takes things in any order; the arrays that are seen from outside stay the same objects for ever. */
  constructor(items: readonly T[] = []) {
    this.#items = items.toSorted((one, other) => other.createdAt - one.createdAt)
    this.#byId = new Map(items.map((item) => [item.id, item]))
  }

  /** All of them, newest first. */
  get all(): readonly T[] {
    return this.#items
  }

  get byId(): ReadonlyMap<string, T> {
    return this.#byId
  }

  /** Adds one that was just made, so that it is the newest. */
  add(item: T): void {
    this.#items.unshift(item)
    this.#byId.set(item.id, item)
  }

  /** Takes one out. */
  remove(item: T): void {
    const index = this.#items.indexOf(item)
    if (index >= 0) this.#items.splice(index, 1)
    this.#byId.delete(item.id)
  }
}
