import { randomBytes } from 'node:crypto'
import { newId } from '../../ids.js'

const MOST_ISSUED = 10_000
/** How long temporary keys live; the vendor states the moment with each, not the length. */
export const LIFE_MS = 3600 * 1000

/** Temporary keys of the object store, good below one folder. */
export interface TemporaryKeys {
  secretId: string
  secretKey: string
  token: string
  /** The folder, with its slash at the end. */
  folder: string
  /** Milliseconds since 1970. */
  issuedAt: number
  expiresAt: number
}

/** The keys that were handed out; the newest ten thousand are remembered. */
export class IssuedKeys {
  readonly #issued = new Map<string, TemporaryKeys>()

  /** Makes keys for a folder of their own. */
  issue(now: number): TemporaryKeys {
    const keys: TemporaryKeys = {
      secretId: `AKID${randomBytes(24).toString('hex')}`,
      secretKey: randomBytes(24).toString('base64'),
      token: randomBytes(48).toString('base64url'),
      folder: `customer-pipeline/${randomBytes(1).readUInt8() % 10}/${newId()}/`,
      issuedAt: now,
      expiresAt: now + LIFE_MS,
    }
    this.#issued.set(keys.secretId, keys)
    const oldest = this.#issued.keys().next()
    if (this.#issued.size > MOST_ISSUED && !oldest.done) this.#issued.delete(oldest.value)
    return keys
  }

  find(secretId: string): TemporaryKeys | undefined {
    return this.#issued.get(secretId)
  }
}
