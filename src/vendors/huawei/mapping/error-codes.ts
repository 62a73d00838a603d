import type { ErrorCode } from '../../../domain/errors.js'
import type { VendorCodeMeaning } from '../../../domain/vendor-codes.js'
import { ERROR_TABLE, type ErrorRow } from '../error-table.js'

/*
 * What MetaStudio's error codes mean to us. The HTTP status decides (errata, section 10: some codes mean one thing under
 * one status and another under the next), the documented code refines it: a good part of what comes with status 500 is the
 * request's own fault, and taken for outages, five such requests would make the vendor look down for everyone.
 */

/** What an error comes down to. */
export interface Verdict {
  code: ErrorCode
  /** Whether the same request may succeed later without a change. */
  retryable: boolean
  hint?: string
}

/** Codes of the examples of sections 4 to 8, and the list of section 9 with a digit more and other meanings; none of them is in section 10.2. */
const GENERIC_ROWS: readonly ErrorRow[] = [
  [401, 'MSS.00000001', 'Unauthorized', '', ''],
  [404, 'MSS.00000002', 'Not Found', '', ''],
  [400, 'MSS.00000003', 'Invalid parameter', '', ''],
  [500, 'MSS.00000004', 'Internal Error', '', ''],
  [500, 'MSS.000000001', 'failure', '', ''],
  [500, 'MSS.000000002', 'internal error', '', ''],
  [400, 'MSS.000000003', 'invalid parameter', '', ''],
  [400, 'MSS.000000004', 'invalid access', 'The access is not authenticated or fails to be authenticated.', ''],
]

const codes = (...lines: string[]): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(' ')))

/** Remedies that leave it to the vendor's own people: nothing that a caller or an account's owner can do. */
const VENDORS_MATTER = /technical support|development engineer|R&D engineers|redis|not involved/i
/** Remedies that are to wait. */
const LATER = /\blater\b|^(re)?try\b|just a moment|wait for the previous|^resubmit/i
/** Remedies that are to have more resources allotted: a quota, which no waiting brings, even under status 429. */
const MORE_RESOURCES = /resource.*engineer/i

/** Status 403, where it is not the credentials, rights or standing of the account: quotas, packages, parameters, a template of the platform's. */
const NOT_THE_RIGHTS = codes(
  '00020009 00020011 00022001 00022002 00022003 00022004 00022005 00022006 00024002',
  '20010056 20010065 20010075 20010076 20010082 20010091 20010092 41000002 47010151',
)

/** At fault is the request, or the account's orders and resources, although the remedy is to contact technical support. */
const REQUEST_AT_FAULT = codes(
  '00021002 00021003 00021004 00021008 00021009 00021010 00021011 000212006', // orders and resources that are not there, or used up
  '20010069 20010071 50001011 47000007 47010008', // a room, asset or recording that cannot be used, a task that was told to end
)

/** It is the credentials, whatever the status: a token that cannot be verified, access without authentication (section 9). */
const CREDENTIALS = codes('00021016 000000004')

/** What the request is about does not exist, although the status is not 404: products, rooms, groups of rules, live, voice and speech tasks, files. */
const NOT_THERE = codes('10001030 10001041 10010020 20010045 20010051 20010083 20010100 20020002 20050013')

/** Passing troubles inside the vendor under status 400: locks, caches, a service behind it. */
const PASSING = codes('10001020 10001022 20010025')

/** That nothing failed; jobs carry such a code until they fail. */
const SUCCESS = codes('00000000 47000000')

const AUTH_HINT = "Check the account's keys or IAM user, its project and region, and this machine's clock."
const GATEWAY_HINT = "The code comes from the API gateway in front of MetaStudio: Huawei's list of API Gateway error codes explains it."

/** What to do about a command that a training does not take in its state. */
export const TRAINING_STATE_HINT = 'A command is refused in a state that it does not belong to: look at the status and requiredAction of the training.'

/** Hints in the graph's words, where the vendor's remedy repeats the message or names what callers of the graph do not see. */
const OWN_HINTS: ReadonlyMap<string, string> = new Map([
  ['10001016', 'Send the content to the address that createFileUpload or createLargeFileUpload gave, then complete the upload.'],
  ['20010036', 'A room has one session at a time: stop the one that runs (`LiveRoom.sessions` has its id), or use another room.'],
  ['20010099', 'A session takes commands while it is LIVE only: liveStateChanged tells when that begins and ends.'],
  ['41000001', TRAINING_STATE_HINT],
])

/** Codes are told apart by what follows the prefix; one row of the table is printed without it. */
const keyOf = (code: string) => code.replace(/\s/g, '').toUpperCase().replace(/^MSS\./, '')

const ROWS = new Map<string, ErrorRow[]>()
for (const row of [...ERROR_TABLE, ...GENERIC_ROWS]) {
  const known = ROWS.get(keyOf(row[1]))
  // The vendor prints some rows twice.
  if (!known) ROWS.set(keyOf(row[1]), [row])
  else if (!known.some((other) => String(other) === String(row))) known.push(row)
}

/** The meanings of a code, in the order of the table; none for a code that it does not have. */
export function vendorCodes(code: string): VendorCodeMeaning[] {
  return (ROWS.get(keyOf(code)) ?? []).map((row) => {
    const [httpStatus, spelt, message, description] = row
    return { code: spelt, httpStatus, meaning: description ? `${message} (${description})` : message, remedy: remedyOf(row) ?? null, retryable: verdictOf(statusOf(row), spelt).retryable }
  })
}

/** Whether a code says that nothing failed. */
export const meansSuccess = (vendorCode: string): boolean => SUCCESS.has(keyOf(vendorCode))

/** What an answer of this status with this code comes down to; `vendorCode` is empty where the answer has none. */
export function verdictOf(status: number, vendorCode: string): Verdict {
  const key = keyOf(vendorCode)
  const rows = ROWS.get(key)
  const row = rows?.find(([documented]) => documented === status) ?? rows?.[0]
  const solution = row?.[4] ?? ''
  const hint = key.startsWith('APIGW.') ? GATEWAY_HINT : (OWN_HINTS.get(key) ?? (row && remedyOf(row)))
  const verdict = (code: ErrorCode, retryable: boolean): Verdict => ({ code, retryable, ...(hint && { hint }) })

  if (CREDENTIALS.has(key) || status === 401 || (status === 403 && !NOT_THE_RIGHTS.has(key))) return { code: 'VENDOR_AUTH', retryable: false, hint: hint ?? AUTH_HINT }
  if (status === 404 || NOT_THERE.has(key)) return verdict('NOT_FOUND', false)
  if (status === 429 && !MORE_RESOURCES.test(solution)) return verdict('VENDOR_RATE_LIMITED', true)
  const callersMatter = REQUEST_AT_FAULT.has(key) || (solution !== '' && !VENDORS_MATTER.test(solution))
  if (status >= 500 && !callersMatter) return verdict('VENDOR_UNAVAILABLE', true)
  return verdict('VENDOR_REJECTED', PASSING.has(key) || LATER.test(solution))
}

/** What the failure of a job comes down to: its code comes without a status, so the documented one stands in. */
export function jobVerdict(vendorCode: string): Verdict {
  const [row] = ROWS.get(keyOf(vendorCode)) ?? []
  return row ? verdictOf(statusOf(row), vendorCode) : { code: 'VENDOR_REJECTED', retryable: false }
}

/** The status that decides. Codes of jobs are listed under 200: theirs are failures of the vendor's, or of what it was given. */
const statusOf = ([status]: ErrorRow): number => (status < 400 ? 500 : status)

/** What the vendor tells to do, where that says more than its message. */
function remedyOf([, , message, , solution]: ErrorRow): string | undefined {
  const saysNothing = solution === '' || solution === 'Not involved' || solution === 'Success' || solution === message
  return saysNothing ? undefined : solution
}
