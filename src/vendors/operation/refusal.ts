import type { ErrorCode } from '../../domain/errors.js'

/** What an answer that is no success comes down to. */
export interface Refusal {
  code: ErrorCode
  /** Whether the same request may succeed later without a change. */
  retryable: boolean
  /** What to do about it. */
  hint?: string
}

/** What a vendor did, as messages say it; `rejected` for every other code. */
export const DID: Partial<Record<ErrorCode, string>> = {
  VENDOR_AUTH: 'refused the credentials or rights for',
  NOT_FOUND: 'found nothing for',
  VENDOR_RATE_LIMITED: 'turned away',
  VENDOR_UNAVAILABLE: 'failed at',
}

/** What an error status comes down to at vendors whose pages do not tell which they use. `authHint` is for 401 and 403. */
export function refusalOfStatus(status: number, authHint: string): Refusal {
  if (status === 401 || status === 403) return { code: 'VENDOR_AUTH', retryable: false, hint: authHint }
  if (status === 429) return { code: 'VENDOR_RATE_LIMITED', retryable: true }
  return status >= 500 ? { code: 'VENDOR_UNAVAILABLE', retryable: true } : { code: 'VENDOR_REJECTED', retryable: false }
}
