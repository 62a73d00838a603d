import { AvatarGraphError } from '../domain/errors.js'

/** How a {@link GroupCommit} writes and what it puts up with. */
export interface GroupCommitOptions<Item, Result> {
  /** Writes the items in one transaction and gives a result for each, in order. */
  write(items: Item[]): Promise<Result[]>
  /** Whether the error blames an item, so that the others are worth another try without it. */
  blamesItem(error: unknown): boolean
  /** Items in one transaction; a caller's own items are never parted, however many. */
  maxBatch: number
  /** Items waiting; beyond them callers are refused at once. */
  maxQueued: number
  /** Milliseconds that a caller waits for its transaction to begin. */
  maxWait: number
}

interface Call<Item, Result> {
  items: Item[]
  /** By the monotonic clock. */
  expires: number
  resolve: (results: Result[]) => void
  reject: (error: unknown) => void
}

/**
 * One transaction at a time, and whoever comes while it is being written shares the next one. Callers keep their order;
 * one whose items cannot be stored fails alone.
 */
export class GroupCommit<Item, Result> {
  #waiting: Call<Item, Result>[] = []
  #queued = 0
  #writing: Promise<void> | undefined
  #expiry: NodeJS.Timeout | undefined
  #closed = false

  constructor(private readonly options: GroupCommitOptions<Item, Result>) {}

  /** Resolves once the items are durable. Rejects with AvatarGraphError INTERNAL when they are not known to be. */
  add(items: Item[]): Promise<Result[]> {
    if (this.#closed) return Promise.reject(refusal('it is closing. Send it to another replica, or later'))
    if (this.#queued > 0 && this.#queued + items.length > this.options.maxQueued) {
      return Promise.reject(refusal(`${this.#queued} events are waiting already. Send it again later`))
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ items, expires: performance.now() + this.options.maxWait, resolve, reject })
      this.#queued += items.length
      this.#expiry ??= setTimeout(() => this.#expire(), this.options.maxWait).unref()
      this.#writing ??= this.#drain()
    })
  }

  /** Refuses new items and waits until all that were accepted are settled. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#writing
    clearTimeout(this.#expiry)
  }

  async #drain(): Promise<void> {
    // Whoever adds in this same turn of the event loop shares the first transaction already.
    await Promise.resolve()
    while (this.#waiting.length > 0) await this.#commit(this.#take())
    this.#writing = undefined
  }

  #take(): Call<Item, Result>[] {
    let count = 0
    let items = 0
    for (const call of this.#waiting) {
      if (count > 0 && items + call.items.length > this.options.maxBatch) break
      count += 1
      items += call.items.length
    }
    this.#queued -= items
    return this.#waiting.splice(0, count)
  }

  async #commit(calls: Call<Item, Result>[]): Promise<void> {
    try {
      const results = await this.options.write(calls.flatMap(({ items }) => items))
      let next = 0
      for (const { items, resolve } of calls) resolve(results.slice(next, (next += items.length)))
    } catch (error) {
      const blamed = this.options.blamesItem(error)
      if (blamed && calls.length > 1) {
        for (const call of calls) await this.#commit([call])
        return
      }
      for (const { reject } of calls) {
        reject(blamed ? refusal('the database cannot hold what it says', error, false) : refusal('the database did not take it. Send it again later', error))
      }
    }
  }

  /** Callers come and expire in the same order, so one timer watches the first. */
  #expire(): void {
    const now = performance.now()
    const alive = this.#waiting.findIndex(({ expires }) => expires > now)
    const expired = this.#waiting.splice(0, alive < 0 ? this.#waiting.length : alive)
    for (const { items, reject } of expired) {
      this.#queued -= items.length
      reject(refusal(`the database was busy for ${this.options.maxWait} ms. Send it again later`))
    }
    const first = this.#waiting[0]
    this.#expiry = first && setTimeout(() => this.#expire(), first.expires - now).unref()
  }
}

const refusal = (why: string, cause?: unknown, retryable = true) =>
  new AvatarGraphError('INTERNAL', `The event could not be logged: ${why}.`, { retryable, cause })
