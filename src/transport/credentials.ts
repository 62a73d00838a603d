/** Something that proves who asks, such as a token, and how long it may be kept. */
export interface Credential<T> {
  value: T
  /** Epoch milliseconds. */
  expiresAt: number
}

/**
 * Keeps credentials that a vendor gives out sparingly, so that all replicas use the same ones: were each to fetch its own,
 * they would throw each other's out.
 */
export interface Credentials {
  /**
   * Runs `obtain` with what is kept under a name (undefined for nothing, and for what has expired), alone among all replicas,
   * and keeps what it resolves to. `obtain` may resolve to the very thing that is kept, and must be done by the deadline
   * (epoch ms). What is kept comes from outside and has to be checked. Rejects as `obtain` does, and with
   * VENDOR_UNAVAILABLE when another replica has not finished by the deadline.
   */
  renew<T>(name: string, deadline: number, obtain: (kept: unknown) => Promise<Credential<T>>): Promise<Credential<T>>
}

/** Keeps credentials for one process. */
export function createCredentials(): Credentials {
  const kept = new Map<string, Credential<unknown>>()
  const tails = new Map<string, Promise<unknown>>()

  async function take<T>(name: string, before: Promise<unknown>, obtain: (kept: unknown) => Promise<Credential<T>>) {
    await before
    const known = kept.get(name)
    const credential = await obtain(known && known.expiresAt > Date.now() ? known.value : undefined)
    kept.set(name, credential)
    return credential
  }

  return {
    renew(name, _deadline, obtain) {
      const turn = take(name, tails.get(name) ?? Promise.resolve(), obtain)
      tails.set(name, turn.catch(() => undefined))
      return turn
    },
  }
}
