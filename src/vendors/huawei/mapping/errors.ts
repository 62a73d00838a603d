import { AvatarGraphError, type ErrorDetails } from '../../../domain/errors.js'
import type { Failure } from '../../../domain/failure.js'
import type { HttpAnswer } from '../../../transport/http.js'
import { malformed, oneLine, type Operation } from '../../operation.js'
import { DID } from '../../operation/refusal.js'
import { wireError, type WireErrorInfo } from '../wire.js'
import { jobVerdict, meansSuccess, vendorCodes, verdictOf } from './error-codes.js'

/** The value of an answer of MetaStudio or IAM, or the error that it is. `json` reads the body. */
export function readAnswer(answer: HttpAnswer, json: () => unknown, { name, section }: Operation): unknown {
  const { status } = answer
  if (status >= 200 && status < 300) return json()
  if (status < 400) throw malformed(`HUAWEI answered ${name} (${section}) with status ${status}; redirects are not followed. Check the endpoint.`)

  const body = errorBody(json)
  const vendorCode = body?.error_code?.replace(/\s/g, '')
  const { code, retryable, hint } = verdictOf(status, vendorCode ?? '')
  const said = oneLine(body?.error_msg ?? body?.error?.message ?? '') || 'no explanation'
  const details: ErrorDetails = {
    retryable,
    ...(hint && { hint }),
    ...(vendorCode && { vendorCode }),
    ...(body?.request_id && { requestId: oneLine(body.request_id, 128) }),
  }
  throw new AvatarGraphError(code, `HUAWEI ${DID[code] ?? 'rejected'} ${name} (${section}): ${said} (status ${status}).`, details)
}

/** The body of an error, as far as it is one: a gateway in between answers in HTML. */
function errorBody(json: () => unknown) {
  try {
    return wireError.safeParse(json()).data
  } catch {
    return undefined
  }
}

/**
 * Why a job or an entity failed, where the answer tells: its nested `error_info`, or the reason of its being blocked.
 * Null for the code of success, which jobs carry that have not failed (errata, section 10).
 */
export function failure(info: WireErrorInfo, blockReason?: string | null): Failure | null {
  const given = info?.error_code?.replace(/\s/g, '') || null
  const vendorCode = given && meansSuccess(given) ? null : given
  const message = info?.error_msg || blockReason || (vendorCode && (vendorCodes(vendorCode)[0]?.meaning ?? vendorCode))
  if (!message || (given && !vendorCode && !blockReason)) return null
  const { code, hint } = jobVerdict(vendorCode ?? '')
  return { message: oneLine(message), code, vendorCode, hint: hint ?? null }
}
