import type { VendorCodeMeaning } from '../../../domain/vendor-codes.js'
import type { Refusal } from '../../operation/refusal.js'
import { ERROR_TABLE } from '../error-table.js'

/*
 * What SenseTime's error codes mean to us. Which HTTP status comes with them is not documented, so the code decides. What is in none
 * of these sets is the request's own fault, or that of the account's orders.
 */

const codes = (...lines: string[]): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(' ')))

/** The token is no longer taken: a new one may be. */
const TOKEN = codes('50101503 50101504 60112505 84115943')
/** The credentials, their rights, or the standing of the account. */
const CREDENTIALS = codes(
  '10101001 50107601 50107603 50107605 60102128 60102129 60102140 60102151 60102152 60102154 60102156 60102158',
  '60111101 60111301 60112160 60112162 84115925 99999990',
)
const ABSENT = codes('50103201 50105306 60102126 81114816 84115929 84115956 84115980 84115981 90114833')
const TOO_OFTEN = codes('60112161 84115955 89999999 90114834')
/** The vendor's own trouble. */
const DOWN = codes('500 10999999 20999999 30999999 99999991 99999993 99999994 99999995 99999997 99999998')
/** Refused for now: no idle worker, all channels or places taken, another command under way. */
const FOR_NOW = codes(
  '60102130 80109809 80115947 80115962 80115963 80115964 80115983 81114813 81117821 81118839 83115921 83115977',
  '83119834 84115915 84115922 84115968 84115979',
)

const KEYS_HINT = "Check the account's appId and appKey, and this machine's clock."
const TOKEN_HINT = 'A new token was refused, too. Only the two newest tokens of an account are valid: look whether other programs use the same appId.'
const ACCOUNT_HINT = "SenseTime's people open, configure and renew accounts: ask them."
const RTC_HINT = 'rtcRoom needs appId, room (at most 64 characters), token and userId (a number up to 4294967295).'
const PATH_HINT = 'It is the address of a file in the script, or the path of the operation itself: SENSETIME_PATHS corrects a path.'
const SCRIPT_HINT = "The script is given to SenseTime as it stands: compare it with the vendor's definition of the JSON."
const QUOTA_HINT = 'What was bought is used up: buy more.'

const hintsFor = (list: string, hint: string) => list.split(' ').map((code): [string, string] => [code, hint])

/** Hints in the graph's words, before the advice in the vendor's message. */
const HINTS = new Map([
  ...[...TOKEN].map((code): [string, string] => [code, TOKEN_HINT]),
  ...hintsFor('50107601 50107603 50107605 60102151 60102152 60102158 60111101 60111301 60112160 60112162', KEYS_HINT),
  ...hintsFor('60102128 60102129 60102140 60102154 60102156 84115925', ACCOUNT_HINT),
  ...hintsFor('83115961 83115965', RTC_HINT),
  ...hintsFor('84115935 84115945 84115960', SCRIPT_HINT),
  ...hintsFor('84115912 84115944 84115958 84115975 84115976', QUOTA_HINT),
  ['84115915', 'Wait until the session is READY: liveStateChanged tells.'],
  ['84115928', PATH_HINT],
  ['84115970', 'Use an account that is no administrator.'],
])

const ROWS = new Map(ERROR_TABLE)
const keyOf = (code: string) => code.replace(/\s/g, '')

/** The meaning of a code; none for a code that the table does not have. */
export function vendorCodes(code: string): VendorCodeMeaning[] {
  const key = keyOf(code)
  const meaning = ROWS.get(key)
  return meaning === undefined ? [] : [{ code: key, httpStatus: null, meaning, remedy: HINTS.get(key) ?? adviceIn(meaning) ?? null, retryable: refusalOf(key).retryable }]
}

/** Whether a code says that the token is no longer taken. */
export const refusesToken = (vendorCode: string | undefined): boolean => vendorCode !== undefined && TOKEN.has(vendorCode)

/** What a code comes down to. `known` tells whether the vendor documents it. */
export function refusalOf(vendorCode: string): Refusal & { known: boolean; meaning?: string } {
  const meaning = ROWS.get(vendorCode)
  const hint = HINTS.get(vendorCode) ?? adviceIn(meaning ?? '')
  return { ...verdict(vendorCode), known: meaning !== undefined, ...(meaning !== undefined && { meaning }), ...(hint && { hint }) }
}

function verdict(code: string): Refusal {
  if (TOKEN.has(code) || CREDENTIALS.has(code)) return { code: 'VENDOR_AUTH', retryable: false }
  if (ABSENT.has(code)) return { code: 'NOT_FOUND', retryable: false }
  if (TOO_OFTEN.has(code)) return { code: 'VENDOR_RATE_LIMITED', retryable: true }
  if (DOWN.has(code)) return { code: 'VENDOR_UNAVAILABLE', retryable: true }
  return { code: 'VENDOR_REJECTED', retryable: FOR_NOW.has(code) }
}

/** What a message tells to do behind what it says has happened: "…, please try again later." */
function adviceIn(message: string): string | undefined {
  const [, advice] = /[\s,.;!](please [^%]+?)[.!]*$/i.exec(message) ?? []
  return advice && `${advice[0]?.toUpperCase()}${advice.slice(1)}.`
}
