import { z } from 'zod'
import { AvatarGraphError, type ErrorDetails } from '../../../domain/errors.js'
import type { HttpAnswer } from '../../../transport/http.js'
import { malformed, oneLine, type Operation } from '../../operation.js'
import { DID, refusalOfStatus } from '../../operation/refusal.js'
import { refusalOf } from './error-codes.js'

/** "Common Return Parameters": every answer's envelope. `data` may be anything, or absent. */
const wireEnvelope = z.object({ code: z.int(), message: z.string().nullish(), data: z.unknown().optional() })

const AUTH_HINT = "Check the account's appId and appKey, and the endpoint."

/**
 * The `data` of an answer (null for none), or the error that it is. Which HTTP status comes with a code other than 0 is not
 * documented: a documented code says what happened, whatever the status; without one the status does. `json` reads the body.
 */
export function readAnswer(answer: HttpAnswer, json: () => unknown, { name, section }: Operation): unknown {
  const { status } = answer
  const fine = status >= 200 && status < 300
  if (status >= 300 && status < 400) throw malformed(`SENSETIME answered ${name} (${section}) with status ${status}; redirects are not followed. Check the endpoint.`)
  const envelope = fine ? wireEnvelope.safeParse(json()).data : envelopeOf(json)
  if (fine && !envelope) throw malformed(`SENSETIME answered ${name} (${section}) without the documented code.`)
  if (fine && envelope?.code === 0) return envelope.data ?? null

  const vendorCode = envelope?.code ? String(envelope.code) : undefined
  const byCode = vendorCode === undefined ? undefined : refusalOf(vendorCode)
  const { code, retryable, hint } = byCode && (byCode.known || fine) ? byCode : refusalOfStatus(status, AUTH_HINT)
  const said = oneLine(envelope?.message ?? '') || byCode?.meaning || 'no explanation'
  const details: ErrorDetails = { retryable, ...(hint && { hint }), ...(vendorCode !== undefined && { vendorCode }) }
  throw new AvatarGraphError(code, `SENSETIME ${DID[code] ?? 'rejected'} ${name} (${section}): ${said} (${vendorCode === undefined ? `status ${status}` : `code ${vendorCode}`}).`, details)
}

/** The envelope of an error, as far as there is one: a gateway in between answers in HTML. */
function envelopeOf(json: () => unknown) {
  try {
    return wireEnvelope.safeParse(json()).data
  } catch {
    return undefined
  }
}
