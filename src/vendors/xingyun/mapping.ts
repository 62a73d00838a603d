import { AvatarGraphError } from '../../domain/errors.js'
import type { Motion } from '../../domain/motions.js'
import type { HttpAnswer } from '../../transport/http.js'
import { malformed, oneLine, type Operation } from '../operation.js'
import { wireEnvelope, type WireAction } from './wire.js'

/** A key action as a motion. */
export function toMotion(wire: WireAction): Motion {
  return {
    nativeId: wire.name,
    name: shortName(wire.name),
    localName: wire.cn_name || null,
    kind: wire.ka_type || null,
    imageUrl: wire.render_image_oss || null,
    movieUrl: wire.render_movie_oss || null,
  }
}

/** What a speech command calls the action: the part after the double underscore, or all of a name without one. */
function shortName(name: string): string {
  const cut = name.lastIndexOf('__')
  return (cut < 0 ? '' : name.slice(cut + 2)) || name
}

const AUTH_HINT = "Check the account's app id and secret, and this machine's clock: a signature is valid for 60 s."
/** The vendor documents no codes; this is how the reasons of refused credentials tend to read. */
const SOUNDS_LIKE_AUTH = /token|sign|auth|timestamp|expire|app.?id|签名|鉴权|过期/i

/** The `data` of an answer, or the error that it is: a status of 200 may carry one in `error_code`. */
export function readAnswer(answer: HttpAnswer, json: () => unknown, { name, section }: Operation): unknown {
  const { status } = answer
  if (status >= 200 && status < 300) {
    const { data: envelope } = wireEnvelope.safeParse(json())
    if (!envelope) throw malformed(`XINGYUN answered ${name} (${section}) without the documented field error_code.`)
    if (Number(envelope.error_code) === 0) return envelope.data
    const reason = oneLine(envelope.error_reason ?? '') || 'no reason given'
    throw new AvatarGraphError('VENDOR_REJECTED', `XINGYUN rejected ${name} (${section}): ${reason}`, {
      vendorCode: String(envelope.error_code),
      retryable: false,
      ...(SOUNDS_LIKE_AUTH.test(reason) && { hint: AUTH_HINT }),
    })
  }
  if (status < 400) throw malformed(`XINGYUN answered ${name} (${section}) with status ${status}; redirects are not followed. Check the endpoint.`)
  const said = reasonOf(json) ?? `status ${status} without an explanation`
  if (status === 401 || status === 403) {
    throw new AvatarGraphError('VENDOR_AUTH', `XINGYUN refused the credentials for ${name} (${section}): ${said}`, { retryable: false, hint: AUTH_HINT })
  }
  if (status === 429) throw new AvatarGraphError('VENDOR_RATE_LIMITED', `XINGYUN turned ${name} (${section}) away for now: ${said}`, { retryable: true })
  if (status >= 500) throw new AvatarGraphError('VENDOR_UNAVAILABLE', `XINGYUN failed at ${name} (${section}): ${said}`, { retryable: true })
  throw new AvatarGraphError('VENDOR_REJECTED', `XINGYUN rejected ${name} (${section}): ${said}`, { retryable: false })
}

/** The reason in the body of an error, as far as it has one: a gateway in between answers in HTML. */
function reasonOf(json: () => unknown): string | undefined {
  try {
    return oneLine(wireEnvelope.safeParse(json()).data?.error_reason ?? '') || undefined
  } catch {
    return undefined
  }
}
