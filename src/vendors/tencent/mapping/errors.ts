import { z } from 'zod'
import { AvatarGraphError, type ErrorCode, type ErrorDetails } from '../../../domain/errors.js'
import type { HttpAnswer } from '../../../transport/http.js'
import { malformed, oneLine, type Operation } from '../../operation.js'
import { verdictOf } from './error-codes.js'

/** The envelope of every answer (calling methods, 4). */
const wireEnvelope = z.object({
  Header: z.object({ Code: z.number().int(), Message: z.string().nullish(), RequestID: z.string().nullish() }),
  Payload: z.unknown().optional(),
})

/** What the vendor did, as the message says it. */
const DID: Partial<Record<ErrorCode, string>> = {
  VENDOR_AUTH: 'refused the credentials or rights for',
  NOT_FOUND: 'found nothing for',
  VENDOR_RATE_LIMITED: 'turned away',
  VENDOR_UNAVAILABLE: 'failed at',
}

/** Which code an answer without an envelope comes down to, by its HTTP status: no page tells what Tencent itself answers with. */
const BY_STATUS = (status: number): { code: ErrorCode; retryable: boolean; hint?: string } => {
  if (status === 401 || status === 403) return { code: 'VENDOR_AUTH', retryable: false, hint: AUTH_HINT }
  if (status === 429) return { code: 'VENDOR_RATE_LIMITED', retryable: true }
  return status >= 500 ? { code: 'VENDOR_UNAVAILABLE', retryable: true } : { code: 'VENDOR_REJECTED', retryable: false }
}

const AUTH_HINT = "Check the account's app key and access token, the endpoint (international or mainland), and this machine's clock: a timestamp may be five minutes off at most."

/** The payload of an answer, or the error that it is: a status of 200 carries errors in `Header.Code`. `json` reads the body. */
export function readAnswer(answer: HttpAnswer, json: () => unknown, { name, section }: Operation): unknown {
  const { status } = answer
  if (status >= 300 && status < 400) throw malformed(`TENCENT answered ${name} (${section}) with status ${status}; redirects are not followed. Check the endpoint.`)
  const envelope = status < 300 ? wireEnvelope.safeParse(json()).data : envelopeOf(json)
  if (!envelope && status < 300) throw malformed(`TENCENT answered ${name} (${section}) without the documented Header and its Code.`)
  const vendorCode = envelope?.Header.Code
  if (status < 300 && vendorCode === 0) return envelope?.Payload ?? {}

  const byStatus = status < 300 ? undefined : BY_STATUS(status)
  const byCode = vendorCode ? verdictOf(String(vendorCode)) : undefined
  const { code, retryable, hint } = byStatus?.code === 'VENDOR_AUTH' ? byStatus : (byCode ?? byStatus ?? BY_STATUS(400))
  const said = oneLine(envelope?.Header.Message ?? '') || byCode?.meaning || 'no explanation'
  const details: ErrorDetails = {
    retryable,
    ...(hint && { hint }),
    ...(vendorCode !== undefined && vendorCode !== 0 && { vendorCode: String(vendorCode) }),
    ...(envelope?.Header.RequestID && { requestId: oneLine(envelope.Header.RequestID, 128) }),
  }
  throw new AvatarGraphError(code, `TENCENT ${DID[code] ?? 'rejected'} ${name} (${section}): ${said} (${vendorCode === undefined ? `status ${status}` : `code ${vendorCode}`}).`, details)
}

/** The envelope of an error, as far as there is one: a gateway in between answers in HTML. */
function envelopeOf(json: () => unknown) {
  try {
    return wireEnvelope.safeParse(json()).data
  } catch {
    return undefined
  }
}
