import type { ErrorCode } from '../../../domain/errors.js'
import type { Failure } from '../../../domain/failure.js'
import type { VendorCodeMeaning } from '../../../domain/vendor-codes.js'
import { oneLine } from '../../operation.js'
import { ERROR_TABLE, type ErrorRow } from '../error-table.js'

/** What a code of Tencent's comes down to. */
export interface CodeVerdict {
  code: ErrorCode
  retryable: boolean
  meaning?: string
  hint?: string
}

const rowsOf = (code: string) => ERROR_TABLE.filter(([known]) => known === code.replace(/\s/g, ''))

/** The meanings of a code: some are used in results and in jobs for two things. */
export function vendorCodes(code: string): VendorCodeMeaning[] {
  return rowsOf(code).map(([known, , meaning, remedy, [, retryable]]) => ({ code: known, httpStatus: 200, meaning, remedy, retryable }))
}

/** What a result (`Header.Code`) comes down to; a code that no page lists is a rejection. */
export const verdictOf = (code: string): CodeVerdict => verdict(rowsOf(code).find(([, where]) => where === 'RESULT'))

function verdict(row: ErrorRow | undefined): CodeVerdict {
  if (!row) return { code: 'VENDOR_REJECTED', retryable: false }
  const [, , meaning, hint, [code, retryable]] = row
  return { code, retryable, meaning, hint }
}

/**
 * Why something failed: its code (absent or 0 where there is none) and message; null when neither says anything. Jobs have
 * a `FailCode` of a table of its own, sessions an `ErrorCode` that is a result.
 */
export function failureOf(failCode: number | null | undefined, message: string | null | undefined, table: ErrorRow[1] = 'JOB'): Failure | null {
  const vendorCode = failCode ? String(failCode) : null
  const { code, meaning, hint } = verdict(vendorCode === null ? undefined : rowsOf(vendorCode).find(([, where]) => where === table))
  const said = oneLine(message ?? '') || meaning || vendorCode
  return said ? { message: said, code, vendorCode, hint: hint ?? null } : null
}
