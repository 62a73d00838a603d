import { createHash } from 'node:crypto'
import type { CallbackTarget, Deliveries } from '../deliveries.js'
import type { Account } from './account.js'
import type { Unconfirmed } from './unconfirmed.js'

/** "HTTP Callback Mechanism": two more tries, three in all. The waits are the simulator's own. */
export const RETRY_WAITS_MS: readonly number[] = [1000, 1000]

/** Nothing but 200 is success. */
export const isTaken = (status: number): boolean => status === 200

/** The `signature` of a callback: MD5 over the configured URL, the timestamp (Unix seconds) and the AuthKey with nothing between, lower-case hex. */
export function callbackSignature(callbackUrl: string, timestamp: number, authKey: string): string {
  return createHash('md5').update(`${callbackUrl}${timestamp}${authKey}`).digest('hex')
}

/** Signs for the account as it is at that moment. The body is not covered by the signature. */
function targetOf(account: Account, unconfirmed: Unconfirmed): CallbackTarget {
  return {
    get url() {
      return account.callbackUrl ?? ''
    },
    sign: (now): ReturnType<CallbackTarget['sign']> => {
      const url = account.callbackUrl ?? ''
      if (account.authKey === null) return { url, headers: {} }
      const timestamp = Math.floor(now / 1000)
      const signature = callbackSignature(url, timestamp, account.authKey)
      switch (unconfirmed.signatureIn) {
        case 'headers':
          return { url, headers: { timestamp: String(timestamp), signature } }
        case 'query':
          return { url: `${url}${url.includes('?') ? '&' : '?'}timestamp=${timestamp}&signature=${signature}`, headers: {} }
        case 'body':
          return { url, headers: {}, fields: { timestamp, signature } }
      }
    },
  }
}

/** The account's callbacks. */
export class Callbacks {
  readonly #account: Account
  readonly #deliveries: Deliveries
  readonly #target: CallbackTarget

  constructor(account: Account, unconfirmed: Unconfirmed, deliveries: Deliveries) {
    this.#account = account
    this.#deliveries = deliveries
    this.#target = targetOf(account, unconfirmed)
  }

  /** The way out for the events of one job, one after the other. It answers false while the account has no address: the event is gone. */
  open(jobId: string): (type: string, body: Record<string, unknown>) => boolean {
    const push = this.#deliveries.queue(jobId, this.#target)
    return (type, body) => {
      if (this.#account.callbackUrl === null) return false
      push({ type, body, shown: body })
      return true
    }
  }
}
