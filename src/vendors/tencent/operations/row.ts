import type { ZodType } from 'zod'
import type { RetryClass } from '../../../transport/retry.js'
import type { Operation } from '../../operation.js'

/**
 * A row of Tencent's operations: every one is a POST, answers 200, and has no documented rate (calling methods, 1 and 4).
 * The name is the last part of the path; `section` is the page of the document, `product/page`.
 */
export function row<T = unknown>(path: string, section: string, retry: RetryClass, answer?: ZodType<T>): Operation<T> {
  return { name: path.slice(path.lastIndexOf('/') + 1), section, method: 'POST', path, retry, success: 200, ...(answer && { answer }) }
}

/** What the section of a row says beside its page when the path alone is known, and from third parties only. */
export const UNCONFIRMED = ', unconfirmed: known from third parties only'

/** A row of a list or of details that may be told again for a moment. */
export const reusable = <T>(operation: Operation<T>): Operation<T> => ({ ...operation, reusable: true })
