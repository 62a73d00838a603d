import { Refusal, type Answer } from '../call.js'
import type { Manners } from '../operation.js'

/** A result code of the vendor's tables (sections 3.6, 4.4 and 6.5 of the facts) with what the simulator says beside it. */
export interface ResultCode {
  code: number
  message: string
}

/** Header.Code of what the vendor refuses. What 1211/62081, 1211/62095, 1240/81277, 1211/62122 and 1240/100406 list. */
export const CODES = {
  internal: { code: 100000, message: 'internal error' },
  parameter: { code: 100001, message: 'parameter error' },
  value: { code: 100002, message: 'parameter value error' },
  missing: { code: 100003, message: 'missing parameter' },
  unauthorized: { code: 100005, message: 'unauthorized' },
  noProject: { code: 100007, message: 'invalid project id' },
  quota: { code: 100008, message: 'quota or concurrency used up' },
  noResource: { code: 100009, message: 'no such resource' },
  tooFrequent: { code: 100012, message: 'too frequent' },
  noPackage: { code: 100013, message: 'no valid hour package or balance' },
  noConcurrency: { code: 100014, message: 'concurrency quota insufficient' },
  avatarExpired: { code: 100015, message: 'avatar expired' },
  noAvatar: { code: 100016, message: 'avatar asset not found' },
  repeated: { code: 110005, message: 'record exists' },
  noRecord: { code: 110006, message: 'no such record' },
  keyExpired: { code: 110007, message: 'virtualmankey expired' },
  sessionClosed: { code: 110013, message: 'session closed' },
  notReady: { code: 110014, message: 'session not ready' },
  wrongTime: { code: 110015, message: 'command at the wrong time' },
  notStarted: { code: 110016, message: 'session not started' },
  noSession: { code: 110018, message: 'no such session' },
  trtcOverdue: { code: 110021, message: 'TRTC overdue' },
  replaced: { code: 110022, message: 'session closed by a new one of the same UserId' },
  remote: { code: 801000, message: 'remote call failed' },
  remoteAgain: { code: 801002, message: 'remote call failed' },
  slowDown: { code: 801004, message: 'too frequent, retry later' },
  unsafeText: { code: 801005, message: 'text failed the safety check' },
  coreInternal: { code: -101000, message: 'internal error' },
  noCompute: { code: -101001, message: 'computing power insufficient' },
  imageDownload: { code: -101002, message: 'image download failed' },
  storage: { code: -101003, message: 'S3 error' },
  streamUpdate: { code: -111001, message: 'stream update failed' },
  connectionLost: { code: -111002, message: 'connection lost' },
  modelLoad: { code: -111003, message: 'model load error' },
  streamTimeout: { code: -111004, message: 'stream creation timeout' },
  driveError: { code: -111005, message: 'drive error' },
} as const satisfies Record<string, ResultCode>

/** An answer that went well. */
export function success(payload: object): Answer {
  return { status: 200, body: { Header: { Code: 0, Message: '' }, Payload: payload } }
}

/** The vendor's way to say no: HTTP 200 with a code in the header, but for credentials. */
function failureAnswer({ code, message }: ResultCode, status = 200): Answer {
  return { status, body: { Header: { Code: code, Message: message }, Payload: {} } }
}

/** A refusal to throw; `reason` is for the journal, and beside the message for the caller. */
export function refusal(error: ResultCode, reason: string): Refusal {
  return new Refusal(failureAnswer({ ...error, message: `${error.message}: ${reason}` }), reason)
}

/** The refusal of a call whose credentials are not good: HTTP 401, which third-party clients watch for. */
export function unauthorized(reason: string): Refusal {
  return new Refusal(failureAnswer(CODES.unauthorized, 401), reason)
}

/** The table's entry for a number; one of the simulator's own for a number that no table lists. */
export function codeOf(number: number): ResultCode {
  return Object.values(CODES).find(({ code }) => code === number) ?? { code: number, message: `error ${number}` }
}

/** All the ways of the platform to say no, but for the check of credentials; every answer carries its request's id. */
export const REFUSALS: Omit<Manners, 'authorize'> = {
  throttled: () => failureAnswer(CODES.tooFrequent),
  failure: (status) => failureAnswer(status === 401 || status === 403 ? CODES.unauthorized : status === 429 ? CODES.slowDown : status < 500 ? CODES.parameter : CODES.internal, status),
  coded: (code) => failureAnswer(codeOf(Number(code))),
  unknownPath: (call) => ({ ...failureAnswer(CODES.noResource, 404), refused: `no operation ${call.method} ${call.path}` }),
  dress: (answer, requestId) => {
    const { Header, Payload } = answer.body as { Header: object; Payload: object }
    return { ...answer, body: { Header: { ...Header, RequestID: requestId, SessionID: `gz${requestId.slice(0, 24)}`, DialogID: '' }, Payload } }
  },
}
