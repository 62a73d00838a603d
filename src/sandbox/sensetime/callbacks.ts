import { createHash } from 'node:crypto'
import type { Deliveries, Outgoing, Persistence, Signer } from '../deliveries.js'
import type { Account } from './account.js'
import type { Unconfirmed } from './unconfirmed.js'

/** "HTTP Callback Mechanism": only 200 ends it, two more tries otherwise. The wait between them is not documented. */
export const PERSISTENCE: Persistence = { attempts: 3, waitAfter: () => 1000, taken: (status) => status === 200 }

/** The `signature` of a callback: MD5 over the configured URL, the timestamp (Unix seconds) and the AuthKey with nothing between, lower-case hex. */
export function callbackSignature(callbackUrl: string, timestamp: number, authKey: string): string {
  return createHash('md5').update(`${callbackUrl}${timestamp}${authKey}`).digest('hex')
}

/** Signs for the account as it is at that moment. The body is not covered by the signature. */
function signerOf(account: Account, unconfirmed: Unconfirmed): Signer {
  return (body, now): Outgoing => {
    const url = account.callbackUrl ?? ''
    if (account.authKey === null) return { url, headers: {}, body: JSON.stringify(body) }
    const timestamp = Math.floor(now / 1000)
    const signature = callbackSignature(url, timestamp, account.authKey)
    switch (unconfirmed.signatureIn) {
      case 'headers':
        return { url, headers: { timestamp: String(timestamp), signature }, body: JSON.stringify(body) }
      case 'query':
        return { url: `${url}${url.includes('?') ? '&' : '?'}timestamp=${timestamp}&signature=${signature}`, headers: {}, body: JSON.stringify(body) }
      case 'body':
        return { url, headers: {}, body: JSON.stringify({ ...(body as object), timestamp, signature }) }
    }
  }
}

/** The account's callbacks. */
export class Callbacks {
  readonly #account: Account
  readonly #deliveries: Deliveries
  readonly #sign: Signer

  constructor(account: Account, unconfirmed: Unconfirmed, deliveries: Deliveries) {
    this.#account = account
    this.#deliveries = deliveries
    this.#sign = signerOf(account, unconfirmed)
  }

  /** The way out for the events of one job, one after the other. It answers false while the account has no address: the event is gone. */
  open(jobId: string): (type: string, body: Record<string, unknown>) => boolean {
    const push = this.#deliveries.queue(jobId, this.#sign)
    return (type, body) => {
      if (this.#account.callbackUrl === null) return false
      push({ type, body, shown: body })
      return true
    }
  }
}
