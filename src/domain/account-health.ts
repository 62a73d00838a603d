import type { ErrorCode } from './errors.js'
import type { JsonObject } from './json.js'

/** The states of a circuit breaker. */
export const CIRCUIT_STATES = ['CLOSED', 'OPEN', 'HALF_OPEN'] as const
/** One of {@link CIRCUIT_STATES}. */
export type CircuitState = (typeof CIRCUIT_STATES)[number]

/** How a vendor account is doing, as far as this process has seen since it started. */
export interface AccountHealth {
  circuit: CircuitState
  /** Since when the vendor is taken to be down; null while the circuit is closed. */
  openSince: Date | null
  /** When the vendor last answered without an error. */
  lastSuccessAt: Date | null
  /** The last exchange that failed, whoever's fault it was; NOT_FOUND and callers who went away do not count. */
  lastError: LastError | null
}

/** An exchange with a vendor that failed. */
export interface LastError {
  code: ErrorCode
  message: string
  /** As the vendor spells it. */
  vendorCode: string | null
  /** The operation's name in its table. */
  operation: string
  at: Date
}

/** Where the calls of one operation stand at the vendor's documented rate; of all replicas together where they share it. */
export interface RateBudget {
  /** The operation's name in its table. */
  operation: string
  /** Section of the vendor's document. */
  section: string
  /** Documented calls per second. */
  perSecond: number
  /** Calls that may go at once. */
  available: number
  /** Calls that wait for their turn. */
  queued: number
  /** Milliseconds that a call made now would wait. */
  waitMs: number
}

/** Something that was bought from a vendor and is used up. What the vendor does not tell is null. */
export interface Quota {
  /** The vendor's word for what it is. */
  service: string
  expiresAt: Date | null
  total: number | null
  used: number | null
  /** What `total` and `used` count, in the vendor's word: hours, concurrent sessions … */
  unit: string | null
  /** What the vendor tells beside that, in its own shape and without secrets. */
  details: JsonObject | null
}
