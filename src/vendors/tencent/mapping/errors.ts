import { z } from 'zod'
import { AvatarGraphError, type ErrorDetails } from '../../../domain/errors.js'
import type { HttpAnswer } from '../../../transport/http.js'
import { malformed, oneLine, type Operation } from '../../operation.js'
import { DID, refusalOfStatus } from '../../operation/refusal.js'
import { verdictOf } from './error-codes.js'

/** The envelope of every answer (calling methods, 4). */
const wireEnvelope = z.object({
  Header: z.object({ Code: z.number().int(), Message: z.string().nullish(), RequestID: z.string().nullish() }),
  Payload: z.unknown().optional(),
})

const AUTH_HINT = "Check the account's app key and access token, the endpoint (international or mainland), and this machine's clock: a timestamp may be five minutes off at most."

/** The payload of an answer, or the error that it is: a status of 200 carries errors in `Header.Code`. `json` reads the body. */
export function readAnswer(answer: HttpAnswer, json: () => unknown, { name, section }: Operation): unknown {
  const { status } = answer
  if (status >= 300 && status < 400) throw malformed(`TENCENT answered ${name} (${section}) with status ${status}; redirects are not followed. Check the endpoint.`)
  const envelope = status < 300 ? wireEnvelope.safeParse(json()).data : envelopeOf(json)
  if (!envelope && status < 300) throw malformed(`TENCENT answered ${name} (${section}) without the documented Header and its Code.`)
  const vendorCode = envelope?.Header.Code
  if (status < 300 && vendorCode === 0) return envelope?.Payload ?? {}

  const byStatus = status < 300 ? undefined : refusalOfStatus(status, AUTH_HINT)
  const byCode = vendorCode ? verdictOf(String(vendorCode)) : undefined
  const { code, retryable, hint } = byStatus?.code === 'VENDOR_AUTH' ? byStatus : (byCode ?? byStatus ?? refusalOfStatus(400, AUTH_HINT))
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
