import type { ErrorCode } from '../../domain/errors.js'

/**
 * A row of Tencent's tables of result codes: code, where it appears (`RESULT` in `Header.Code`, `JOB` in `FailCode`), meaning,
 * what to do about it, and what it comes down to. The meanings are the vendor's, the remedies ours where the vendor's table has none.
 */
export type ErrorRow = readonly [code: string, where: 'RESULT' | 'JOB', meaning: string, remedy: string, verdict: Verdict]

/** Our code and whether the same request may succeed later. */
export type Verdict = readonly [code: ErrorCode, retryable: boolean]

const REJECTED: Verdict = ['VENDOR_REJECTED', false]
const FULL: Verdict = ['VENDOR_REJECTED', true]
const LATER: Verdict = ['VENDOR_RATE_LIMITED', true]
const DOWN: Verdict = ['VENDOR_UNAVAILABLE', true]
const AUTH: Verdict = ['VENDOR_AUTH', false]
const ABSENT: Verdict = ['NOT_FOUND', false]

const SUPPORT = 'Try again; if it stays, contact Tencent with the request id.'

/**
 * All result codes that were read: customization (1211/62081), audio and video (1240/81277, 1211/62095), interaction
 * (1240/100406, 1211/62122). The list of FailCode is cut short at 801404 in what could be read.
 */
export const ERROR_TABLE: readonly ErrorRow[] = [
  ['100000', 'RESULT', 'internal error', SUPPORT, DOWN],
  ['-100000', 'RESULT', 'internal error (as a sample of 1240/100388 spells it)', SUPPORT, DOWN],
  ['-101000', 'RESULT', 'internal error', SUPPORT, DOWN],
  ['-101001', 'RESULT', 'not enough computing power', 'Try again later, or buy concurrency.', DOWN],
  ['-101002', 'RESULT', 'an image could not be downloaded', 'Check that the address of the image can be reached from outside.', REJECTED],
  ['-101003', 'RESULT', 'the S3 storage failed', 'Check the signed address to store at, and its end.', REJECTED],
  ['-111001', 'RESULT', 'the stream could not be updated', SUPPORT, DOWN],
  ['-111002', 'RESULT', 'the connection was lost', 'Connect again while the session lives.', DOWN],
  ['-111003', 'RESULT', 'the model could not be loaded', SUPPORT, DOWN],
  ['-111004', 'RESULT', 'the stream was not created in time', 'Close the session and open another one.', DOWN],
  ['-111005', 'RESULT', 'the avatar could not be driven', SUPPORT, DOWN],
  ['100001', 'RESULT', 'a parameter is wrong or missing', 'Correct the request.', REJECTED],
  ['100002', 'RESULT', 'a value of a parameter is wrong', 'Correct the request.', REJECTED],
  ['100003', 'RESULT', 'a parameter is wrong or missing', 'Correct the request.', REJECTED],
  ['100005', 'RESULT', 'not authorized', "Check the account's app key and access token, what the application may do, and this machine's clock, which may be five minutes off at most.", AUTH],
  ['100007', 'RESULT', 'the project id is not valid (seen by third parties only)', "Check the account's project id.", REJECTED],
  ['100008', 'RESULT', 'the quota is used up, or too much runs at the same time', 'Wait for running jobs or sessions to end, or buy more.', FULL],
  ['100009', 'RESULT', 'there is no such resource', 'Check the ids.', ABSENT],
  ['100012', 'RESULT', 'called too often', 'Wait: texts to one session must be more than a second apart.', LATER],
  ['100013', 'RESULT', 'no valid package of hours, or no balance', 'Buy hours.', REJECTED],
  ['100014', 'RESULT', 'the concurrency quota is not enough', 'Close sessions, or buy concurrency.', FULL],
  ['100015', 'RESULT', 'the avatar has expired', 'Renew the avatar.', REJECTED],
  ['100016', 'RESULT', 'there is no such avatar asset', "Take the avatar from the account's assets.", ABSENT],
  ['110005', 'RESULT', 'the record exists already (the same request came again too soon)', 'Wait a moment, and look whether the first request went through.', REJECTED],
  ['110006', 'RESULT', 'there is no such record', 'Check the id of the task.', ABSENT],
  ['110007', 'RESULT', 'the virtualmankey has expired', 'Renew the avatar.', REJECTED],
  ['110013', 'RESULT', 'the session is closed', 'Open another session.', REJECTED],
  ['110014', 'RESULT', 'the session is not ready', 'Wait until the session is READY.', FULL],
  ['110015', 'RESULT', 'a command at the wrong time', 'Wait for what is being said to end, or interrupt it.', FULL],
  ['110016', 'RESULT', 'the session has not been started', 'Wait until the session is LIVE.', FULL],
  ['110018', 'RESULT', 'there is no such session', 'Check the id of the session.', ABSENT],
  ['110021', 'RESULT', "the TRTC service is overdue", 'Settle the account of the TRTC application.', REJECTED],
  ['110022', 'RESULT', 'closed, because the same user opened another session', 'Use a user id of its own for each session.', REJECTED],
  ['801000', 'RESULT', 'a call inside the vendor failed', SUPPORT, DOWN],
  ['801002', 'RESULT', 'a call inside the vendor failed', SUPPORT, DOWN],
  ['801004', 'RESULT', 'called too often', 'Try again later.', LATER],
  ['801005', 'RESULT', 'the text did not pass the content review', 'Change the text.', REJECTED],
  ['801000', 'JOB', 'internal error', 'Order it again; if it fails again, contact Tencent.', DOWN],
  ['801001', 'JOB', 'a database error inside the vendor', 'Order it again; if it fails again, contact Tencent.', DOWN],
  ['801002', 'JOB', 'a call inside the vendor failed', 'Order it again; if it fails again, contact Tencent.', DOWN],
  ['801003', 'JOB', 'tried too often', 'Order it again; if it fails again, contact Tencent.', DOWN],
  ['801004', 'JOB', 'the job broke down', 'Order it again; if it fails again, contact Tencent.', DOWN],
  ['801006', 'JOB', 'the S3 storage failed', 'Check the signed address to store at, and its end.', REJECTED],
  ['801007', 'JOB', 'the job took too long', 'Order it again, or in smaller parts.', DOWN],
  ['801008', 'JOB', 'a download failed', 'Check that the addresses given can be reached from outside.', REJECTED],
  ['801009', 'JOB', 'a parameter is wrong', "The failure's message says which.", REJECTED],
  ['801010', 'JOB', 'an address could not be fetched', 'Check that the addresses given can be reached from outside.', REJECTED],
  ['801012', 'JOB', 'a parameter could not be read', "The failure's message says which.", REJECTED],
  ['801014', 'JOB', 'subtitles or video could not be downloaded', 'Order it again; if it fails again, contact Tencent.', DOWN],
  ['801015', 'JOB', 'the upload to your S3 storage failed', 'Check the signed address to store at, and its end.', REJECTED],
  ['801401', 'JOB', 'the audio could not be made', 'Check text and voice.', REJECTED],
  ['801402', 'JOB', 'the audio could not be made', 'Check text and voice.', REJECTED],
  ['801403', 'JOB', 'the audio could not be made', 'Check text and voice.', REJECTED],
  ['801404', 'JOB', 'the audio could not be made', 'Check text and voice.', REJECTED],
]
