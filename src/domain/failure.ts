import type { AvatarGraphError, ErrorCode } from './errors.js'

/** Why a job or an entity failed at its vendor. */
export interface Failure {
  /** What happened, in the words of the vendor. */
  message: string
  /** What kind of failure it was, in our words; VENDOR_REJECTED where the vendor gives no code that tells more. */
  code: ErrorCode
  /** The vendor's own code, as it spells it. */
  vendorCode: string | null
  /** What can be done about it, where the vendor's documentation says so. */
  hint: string | null
}

/** An error as the failure of one of several things that were asked for together. */
export const failureOf = ({ message, code, details }: AvatarGraphError): Failure => ({
  message,
  code,
  vendorCode: details.vendorCode ?? null,
  hint: details.hint ?? null,
})
