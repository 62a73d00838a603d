/**
 * How often an operation may be asked. `READ` and `IDEMPOTENT` (a write that does no more when repeated, such as
 * stopping) may be repeated after any passing failure; `CREATE` only where the vendor certainly did nothing.
 */
export type RetryClass = 'READ' | 'IDEMPOTENT' | 'CREATE'

/** How an attempt failed. */
export type AttemptFailure =
  /** The request never left. */
  | { kind: 'UNREACHED' }
  /** The connection ended before the whole answer. */
  | { kind: 'BROKEN' }
  | {
      kind: 'STATUS'
      status: number
      /** The vendor's own word on whether to try later, where its code has one; it outranks the status. */
      tryLater?: boolean
      /** The header `Retry-After`. */
      retryAfter?: string
    }

/** What the rule decides by. */
export interface RetryQuestion {
  retry: RetryClass
  /** The number of the attempt that failed, from 1. */
  attempt: number
  failure: AttemptFailure
  /** Epoch milliseconds, as is `deadline`. */
  now: number
  deadline: number
  /** From 0 to 1. */
  random: number
}

/** How many attempts a call makes at most. */
export const MAX_ATTEMPTS = 4

const FIRST_BACKOFF_MS = 200
const MAX_BACKOFF_MS = 5_000
const PASSING_STATUSES = new Set([429, 502, 503, 504])

/**
 * The milliseconds to wait before the next attempt, or undefined to give up. Full jitter: anything between nothing
 * and a bound that doubles with each attempt; what `Retry-After` asks for comes on top. A wait that would end after
 * the deadline is not begun.
 */
export function retryWait({ retry, attempt, failure, now, deadline, random }: RetryQuestion): number | undefined {
  if (attempt >= MAX_ATTEMPTS || !mayRepeat(retry, failure)) return undefined
  const asked = failure.kind === 'STATUS' ? parseRetryAfter(failure.retryAfter, now) : 0
  const wait = asked + random * Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1))
  return now + wait < deadline ? wait : undefined
}

function mayRepeat(retry: RetryClass, failure: AttemptFailure): boolean {
  if (failure.kind === 'UNREACHED') return true
  // A create whose answer got lost, or that failed inside the vendor, may have been carried out; a 429 was turned away at the door.
  if (retry === 'CREATE') return failure.kind === 'STATUS' && failure.status === 429 && failure.tryLater !== false
  return failure.kind === 'BROKEN' || (failure.tryLater ?? PASSING_STATUSES.has(failure.status))
}

/** Reads `Retry-After` (RFC 9110, section 10.2.3: seconds, or an HTTP date) as milliseconds from now; 0 when absent or unreadable. */
export function parseRetryAfter(header: string | undefined, now: number): number {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  const date = /[A-Za-z]/.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(date) ? 0 : Math.max(0, date - now)
}
