import type { Caller } from '../graph/access.js'

/** Counts what each holder has of something that there is only so much of for everyone. */
export class Seats {
  readonly #taken = new Map<string, number>()

  /** `each` is how many one holder may have at once. */
  constructor(readonly each: number) {}

  /** Takes one; false when the holder has all that are its due. */
  take(holder: string): boolean {
    const taken = this.#taken.get(holder) ?? 0
    if (taken >= this.each) return false
    this.#taken.set(holder, taken + 1)
    return true
  }

  /** Gives back one that was taken. */
  giveBack(holder: string): void {
    const left = (this.#taken.get(holder) ?? 1) - 1
    if (left > 0) this.#taken.set(holder, left)
    else this.#taken.delete(holder)
  }
}

/** The name under which is counted what a caller uses: a token's subject and a key's name may be the same word. */
export const identityOf = ({ name, expiresAt }: Caller): string => `${expiresAt === undefined ? 'key' : 'token'}:${name}`
