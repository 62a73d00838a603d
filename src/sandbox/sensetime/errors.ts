import { Refusal, type Answer } from '../call.js'

interface VendorError {
  code: number
  /** The document's text; `%s` stands for a value. */
  message: string
}

/** The errors that the simulator answers, of the document's table "Description of Error Message". Its spelling is kept. */
export const ERRORS = {
  badRequest: { code: 400, message: 'Error' },
  internal: { code: 500, message: 'Error' },
  unparsedAuthorization: { code: 50101503, message: 'Parsing authorization error.' },
  noAuthorization: { code: 50101504, message: 'Authorization does not exist.' },
  accountPending: { code: 60102128, message: 'Account pending activation' },
  accountDisabled: { code: 60102129, message: 'This account has been disabled, please contact the administrator to enable the account' },
  noAppId: { code: 60102151, message: 'appld cannot be empty' },
  accountOutside: { code: 60102156, message: 'Account not within the valid period' },
  unknownApp: { code: 60111101, message: 'APP does not exist' },
  badSign: { code: 60112160, message: 'Third-party system signature verification failed' },
  refreshedTooOften: { code: 60112161, message: 'Refresh token too frequently, limit interval to %s hours' },
  grantType: { code: 60112162, message: 'Illegal grant type' },
  authorizationExpired: { code: 60112505, message: 'Access authorization expired, please log in again' },
  trialChannels: { code: 80115962, message: 'Your trial account live streaming has reached the usage limit: %s channels, no resources available, please try again later.' },
  officialChannels: { code: 80115963, message: 'Your official account live streaming has reached the usage limit: %s channels, no resources available, please try again later.' },
  concurrentTasks: { code: 80115983, message: 'The number of %s tasks created has reached the concurrent task limit of the current account, please try again later.' },
  liveAvatarContent: { code: 83115924, message: 'Live streaming video generation character model format is incorrect, must be in zip format and contain assets and models resources.' },
  mediaType: { code: 83115951, message: 'The file format in the background/foreground URL does not meet the type requirement, 0(jpg,jpeg,png,gif,bmp,tiff,svg), 1(mp4,avi,mov,wmv,flv,mkv)' },
  urtcUid: { code: 83115961, message: 'urtcUid must be a pure number not exceeding 32 digits in uint length.' },
  urtcRequired: { code: 83115965, message: 'When urtcUseExternalApp is true, urtcToken, urtcAppId, urtcChannelId, urtcUid are required.' },
  avatarQuota: { code: 84115912, message: 'Cannot generate character model task after the quantity of generated character models exceeds the total amount.' },
  videoAvatarFile: { code: 84115913, message: 'Video generation character model format is incorrect, must be in zip format and contain assets and models resources.' },
  notInitialised: { code: 84115915, message: 'Live streaming initialization not yet completed, please wait.' },
  alreadyStarted: { code: 84115916, message: 'Live streaming has already started, please do not start again.' },
  startAbnormal: { code: 84115917, message: 'Live streaming task is abnormal, cannot be started.' },
  notInProgress: { code: 84115918, message: 'Live streaming task not in progress, cannot be taken over.' },
  nothingToClose: { code: 84115919, message: 'Live streaming task has been completed or is in abnormal state, no need to close.' },
  beingTakenOver: { code: 84115922, message: 'Current live streaming is being taken over, please try again later.' },
  startClosed: { code: 84115923, message: 'Current live streaming has been closed, cannot be started.' },
  invalid: { code: 84115927, message: 'Request parameter is illegal.' },
  badPath: { code: 84115928, message: 'Resource path is invalid.' },
  notFound: { code: 84115929, message: 'Task/session does not exist.' },
  videoParam: { code: 84115935, message: 'Video generation JSON file parsing error.' },
  badToken: { code: 84115943, message: 'Token is illegal.' },
  durationUsedUp: { code: 84115944, message: 'Cannot create new live streaming tasks after using more than the total available live streaming duration.' },
  liveParam: { code: 84115945, message: 'Live streaming initialization JSON file parsing error.' },
  closed: { code: 84115946, message: 'Live streaming has been closed, subsequent operations cannot be performed.' },
  notCancellable: { code: 84115949, message: 'Only tasks that are waiting or in progress can be cancelled.' },
  rtcClosed: { code: 84115953, message: 'Live streaming has been closed.' },
  rtcTooOften: { code: 84115955, message: 'Refreshing rtcToken too frequently, limit interval to %s hours.' },
  otherChannel: { code: 84115956, message: 'This live streaming session does not have this channelId.' },
  voiceQuota: { code: 84115958, message: 'Cannot generate tts model tasks after the quantity of generated tts models exceeds the total amount.' },
  liveAvatarFile: { code: 84115959, message: 'Character model file URL is illegal, or not in zip format.' },
  takeoverParam: { code: 84115960, message: 'Live streaming push JSON file parsing error.' },
  concurrentVoices: { code: 84115979, message: "The number of created voice cloning tasks has reached the current account's task concurrency limit, please try again later." },
  avatarRules: { code: 84999920, message: 'Please follow these parameter rules: assetScale is optional, default value is 1.0, range is 0.1 to 3; assetStart and assetEnd are optional and must appear in pairs, both cannot be negative, assetEnd must be greater than assetStart; greenParamsSpillByalpha range is 0.3 to 0.7, greenParamsBlurKs must be greater than or equal to 1, and must be an odd number' },
  tooFrequent: { code: 89999999, message: 'Your access is too frequent, please try again later.' },
  forbidden: { code: 99999990, message: 'Access Forbidden.' },
  unavailable: { code: 99999991, message: 'Service Unavailable.' },
  timeout: { code: 99999994, message: 'Hystrix Timeout.' },
  gateway: { code: 99999997, message: 'Gateway Error.' },
  other: { code: 99999999, message: 'Error.' },
} as const satisfies Record<string, VendorError>

/** The vendor's code for an HTTP status that a fault asks for; the pairing is the simulator's own. */
const BY_STATUS: Readonly<Record<number, VendorError>> = {
  400: ERRORS.badRequest, 401: ERRORS.badToken, 403: ERRORS.forbidden, 429: ERRORS.tooFrequent, 500: ERRORS.internal, 502: ERRORS.gateway, 503: ERRORS.unavailable, 504: ERRORS.timeout,
}

/** An answer with code 0. `data` is optional in the envelope ("Common Return Parameters"). */
export function success(data?: unknown): Answer {
  return { status: 200, body: { code: 0, message: 'success', ...(data === undefined ? {} : { data }) } }
}

/** An answer with an error; `values` replace the `%s` of its text, one after the other. */
export function errorAnswer(status: number, error: VendorError, ...values: readonly (string | number)[]): Answer {
  const message = values.reduce<string>((text, value) => text.replace('%s', String(value)), error.message)
  return { status, body: { code: error.code, message } }
}

/** A refusal to throw; `reason` is for the journal. Its HTTP status is settled where it is caught. */
export function refusal(error: VendorError, reason: string, ...values: readonly (string | number)[]): Refusal {
  return new Refusal(errorAnswer(200, error, ...values), reason)
}

/** The error of an HTTP status, answered with that status. */
export function failureOf(status: number): Answer {
  return errorAnswer(status, BY_STATUS[status] ?? ERRORS.other)
}

/** The error of a code, one of the table or any other. */
export function errorOf(code: number): VendorError {
  return Object.values(ERRORS).find((error) => error.code === code) ?? { code, message: ERRORS.other.message }
}
