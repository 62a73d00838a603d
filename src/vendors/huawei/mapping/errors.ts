import { AvatarGraphError, type ErrorCode, type ErrorDetails } from '../../../domain/errors.js'
import type { HttpAnswer } from '../../../transport/http.js'
import { malformed, oneLine, type Operation } from '../../operation.js'
import { wireError } from '../wire.js'

/** Codes under 429 and 503 that waiting does not cure (errata, section 10). */
const NOT_PASSING = new Set(['20010035', '20010102', '00023002'])

/**
 * Codes that blame the request although they come with 403 (a quota, not the credentials) or 500 (not an outage), from
 * the error table of section 10.2: a name with sensitive words, a room that is busy, a task that is over. Taken by
 * their status, five such requests would make the vendor look down for everyone.
 */
const REQUEST_AT_FAULT = new Set(
  [
    '20010056 20010065 20010075 20010076 20010082 20010091 20010092',
    '20010001 20010003 20010007 20010012 20010013 20010014 20010015 20010017 20010019 20010020 20010021 20010022 20010023',
    '20010026 20010027 20010030 20010032 20010033 20010034 20010036 20010037 20010038 20010044 20010046 20010047 20010048',
    '20010049 20010050 20010051 20010053 20010055 20010057 20010058 20010059 20010069 20010071 20010072 20010085 20010086',
    '20010089 20010096 20010097 20010098 20010099 20010100 20010111 20010112',
  ].flatMap((row) => row.split(' ')),
)

interface Meaning {
  code: ErrorCode
  /** What the vendor did, as the message says it. */
  did: string
  retryable: boolean
  hint?: string
}

const REJECTED: Meaning = { code: 'VENDOR_REJECTED', did: 'rejected', retryable: false }

/** What an error means: the status decides (errata, section 10), the code refines. */
function meaningOf(status: number, code: string): Meaning {
  if (REQUEST_AT_FAULT.has(code)) return REJECTED
  if (status === 401 || status === 403) {
    const hint = "Check the account's keys or IAM user, its project and region, and this machine's clock."
    return { code: 'VENDOR_AUTH', did: 'refused the credentials or rights for', retryable: false, hint }
  }
  if (status === 404) return { code: 'NOT_FOUND', did: 'found nothing for', retryable: false }
  if (status === 429) return { code: 'VENDOR_RATE_LIMITED', did: 'turned away', retryable: !NOT_PASSING.has(code) }
  if (status >= 500) return { code: 'VENDOR_UNAVAILABLE', did: 'failed at', retryable: !NOT_PASSING.has(code) }
  return REJECTED
}

/** The value of an answer of MetaStudio or IAM, or the error that it is. `json` reads the body. */
export function readAnswer(answer: HttpAnswer, json: () => unknown, { name, section }: Operation): unknown {
  const { status } = answer
  if (status >= 200 && status < 300) return json()
  if (status < 400) throw malformed(`HUAWEI answered ${name} (${section}) with status ${status}; redirects are not followed. Check the endpoint.`)

  const body = errorBody(json)
  const vendorCode = body?.error_code?.replace(/\s/g, '')
  const { code, did, retryable, hint } = meaningOf(status, vendorCode?.replace(/^MSS\./, '') ?? '')
  const said = oneLine(body?.error_msg ?? body?.error?.message ?? '') || 'no explanation'
  const details: ErrorDetails = {
    retryable,
    ...(hint && { hint }),
    ...(vendorCode && { vendorCode }),
    ...(body?.request_id && { requestId: oneLine(body.request_id, 128) }),
  }
  throw new AvatarGraphError(code, `HUAWEI ${did} ${name} (${section}): ${said} (status ${status}).`, details)
}

/** The body of an error, as far as it is one: a gateway in between answers in HTML. */
function errorBody(json: () => unknown) {
  try {
    return wireError.safeParse(json()).data
  } catch {
    return undefined
  }
}
