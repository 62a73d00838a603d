import { Refusal, type Answer } from '../call.js'
import type { Manners } from '../operation.js'

interface VendorError {
  status: number
  code: string
  message: string
}

/** The errors the simulator uses: the generic ones of the examples (sections 4 to 6), the others of table 10.2. */
export const ERRORS = {
  unauthorized: { status: 401, code: 'MSS.00000001', message: 'Unauthorized' },
  notFound: { status: 404, code: 'MSS.00000002', message: 'Not Found' },
  invalid: { status: 400, code: 'MSS.00000003', message: 'Invalid parameter' },
  internal: { status: 500, code: 'MSS.00000004', message: 'Internal Error' },
  wrongProject: { status: 403, code: 'MSS.00020006', message: 'projectid not match' },
  tooFrequent: { status: 429, code: 'MSS.47010004', message: 'Request too frequently.' },
  unavailable: { status: 503, code: 'MSS.00020008', message: 'service unavailable' },
  roomUnavailable: { status: 500, code: 'MSS.20010069', message: 'Live room is not available' },
  roomBusy: { status: 500, code: 'MSS.20010036', message: 'There are several jobs in progress in this room' },
  jobOver: { status: 400, code: 'MSS.20010066', message: 'Tasks in the Finish state cannot be changed.' },
  noLiveQuota: { status: 403, code: 'MSS.20010065', message: 'insufficient resource live concurrent quota' },
  badUrl: { status: 400, code: 'MSS.20010093', message: 'The URL is invalid!' },
} as const satisfies Record<string, VendorError>

/** The vendor's error body, `{error_code, error_msg}`. */
export function errorAnswer(error: VendorError): Answer {
  return { status: error.status, body: { error_code: error.code, error_msg: error.message } }
}

/** A refusal to throw; `reason` is for the journal, and for invalid parameters also for the caller. */
export function refusal(error: VendorError, reason: string): Refusal {
  const told = error === ERRORS.invalid ? { ...error, message: `${error.message}: ${reason}` } : error
  return new Refusal(errorAnswer(told), reason)
}

/** All the ways of MetaStudio to say no, but for the check of credentials. */
export const REFUSALS: Omit<Manners, 'authorize'> = {
  throttled: (seconds) => ({ ...errorAnswer(ERRORS.tooFrequent), headers: { 'retry-after': String(seconds) } }),
  failure: (status) => errorAnswer({ ...(Object.values(ERRORS).find((error) => error.status === status) ?? (status < 500 ? ERRORS.invalid : ERRORS.internal)), status }),
  unknownPath: (call) => ({ ...errorAnswer(ERRORS.notFound), refused: `no operation ${call.method} ${call.path}` }),
  notOffered: (operation) => ({
    status: 404,
    body: { error_code: ERRORS.notFound.code, error_msg: `Not Found: the sandbox does not offer ${operation.id} (section ${operation.section}) yet` },
    refused: `the sandbox does not offer ${operation.id} yet`,
  }),
}
