/** What a vendor's documentation says of one of its error codes. */
export interface VendorCodeMeaning {
  /** As the vendor spells it. */
  code: string
  /** The HTTP status it comes with; 200 for codes that jobs fail with, null where the vendor does not say. */
  httpStatus: number | null
  /** What happened, in the words of the vendor. */
  meaning: string
  /** What to do about it, in the words of the vendor; null where it says nothing of use. */
  remedy: string | null
  /** Whether the same request may succeed later without a change. */
  retryable: boolean
}

/**
 * Looks a code up in a vendor's table; needs no account. Blanks and case do not matter. Several meanings where the vendor
 * uses one code for several things, none for a code that it does not document.
 */
export type VendorCodeTable = (code: string) => readonly VendorCodeMeaning[]
