/**
 * Tells when a request has nothing more to ask of an account: no call of it is in flight, and what the last
 * one brought has gone through the resolvers. Batched lookups wait for that moment, so that references found
 * at different depths of one request (a list's avatars at once, a room's voices only after its detail call)
 * share one vendor call. Nobody waits longer than `maxWaitMs`: one hanging call must not starve the others.
 */
export class Quiet {
  #inFlight = 0
  #waiting: (() => void)[] = []
  #timer: NodeJS.Timeout | undefined
  #checking = false

  constructor(private readonly maxWaitMs: number) {}

  /** Counts a call in until it settles. */
  async during<T>(call: () => Promise<T>): Promise<T> {
    this.#inFlight += 1
    try {
      return await call()
    } finally {
      this.#inFlight -= 1
      this.#check()
    }
  }

  /** Runs the callback once it is quiet, or the wait has been long enough. */
  when(run: () => void): void {
    this.#waiting.push(run)
    this.#timer ??= setTimeout(() => this.#release(), this.maxWaitMs)
    this.#check()
  }

  /** Looks again after the resolvers have had their turn with what just arrived. */
  #check(): void {
    if (this.#checking || !this.#waiting.length) return
    this.#checking = true
    setImmediate(() => {
      this.#checking = false
      if (this.#inFlight === 0) this.#release()
    })
  }

  #release(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const run of this.#waiting.splice(0)) run()
  }
}
