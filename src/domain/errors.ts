import type { Vendor } from './vendor.js'

/** Every `extensions.code` the graph can answer with; closed, see the contract's section 4. */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'UNSUPPORTED',
  'VENDOR_REJECTED',
  'VENDOR_RATE_LIMITED',
  'VENDOR_AUTH',
  'VENDOR_UNAVAILABLE',
  'VENDOR_MALFORMED',
  'QUERY_TOO_EXPENSIVE',
  'INTERNAL',
] as const

/** One of {@link ERROR_CODES}. */
export type ErrorCode = (typeof ERROR_CODES)[number]

/** What is known about an error beside its message. */
export interface ErrorDetails {
  vendor?: Vendor
  /** Slug of the vendor account concerned. */
  account?: string
  /** The vendor's own code, as it spells it. */
  vendorCode?: string
  /** The vendor's id of the failed request, for its support desk. */
  requestId?: string
  /** Whether the same request may succeed later without a change. */
  retryable?: boolean
  /** Seconds after which the same request may succeed. */
  retryAfterSeconds?: number
  /** What the caller can do about it. */
  hint?: string
  /** The input field concerned, as a dotted path. */
  field?: string
  cause?: unknown
}

/**
 * The one error class of AvatarGraph. Its message is meant for callers: what was expected, what came,
 * what to try; never a secret, a vendor's raw body or a stack. Anything else that is thrown is a defect
 * and is masked as INTERNAL on its way out.
 */
export class AvatarGraphError extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Omit<ErrorDetails, 'cause'>>

  constructor(code: ErrorCode, message: string, { cause, ...details }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'AvatarGraphError'
    this.code = code
    this.details = details
  }
}

/** A caller's mistake: `field` names the input at fault where there is one. */
export const badInput = (message: string, details: ErrorDetails = {}): AvatarGraphError =>
  new AvatarGraphError('BAD_USER_INPUT', message, details)

/** The entity does not exist at its vendor, or not for this account. */
export const notFound = (message: string, details: ErrorDetails = {}): AvatarGraphError =>
  new AvatarGraphError('NOT_FOUND', message, details)
