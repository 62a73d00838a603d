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
  jobNotRunning: { status: 500, code: 'MSS.20010099', message: 'The job is not running state.' },
  sensitiveRoomName: { status: 500, code: 'MSS.20010030', message: 'the room name contains sensitive characters' },
  jobGone: { status: 400, code: 'MSS.20010074', message: 'The job info is not existed or the job is over' },
  badCommand: { status: 500, code: 'MSS.20010053', message: 'Invalid command, please check your command' },
  reportKey: { status: 401, code: 'MSS.20010039', message: 'live event report authentication fail' },
  reportExpired: { status: 401, code: 'MSS.20010054', message: 'live event report expires Time fail' },
  reportTooOld: { status: 401, code: 'MSS.20010077', message: 'expires too long, report url not allowed refresh' },
  groupNotFound: { status: 400, code: 'MSS.20010083', message: 'InteractionRuleGroup not found' },
  groupDuplicate: { status: 400, code: 'MSS.20010084', message: 'InteractionRuleGroup name duplicate' },
  noVideoQuota: { status: 403, code: 'MSS.20010056', message: '2d digital human video ncj insufficient resource quota' },
  tooManyWaiting: { status: 429, code: 'MSS.20010011', message: 'exceed waiting task upper limit' },
  videoNotFound: { status: 404, code: 'MSS.20010009', message: 'animation task not exist' },
  scriptTaskRunning: { status: 500, code: 'MSS.20010048', message: 'the task is already running' },
  noShootScript: { status: 500, code: 'MSS.20010027', message: 'two digital task has not script shoot' },
  needScriptForAudio: { status: 400, code: 'MSS.20010073', message: 'The script id cannot be empty when using audio' },
  sensitiveText: { status: 500, code: 'MSS.20010007', message: 'text include sensitive word' },
  sensitiveName: { status: 500, code: 'MSS.20010017', message: 'the script name contains sensitive characters' },
  sensitiveVideoName: { status: 500, code: 'MSS.20010019', message: 'the video name contains sensitive characters' },
  noText: { status: 500, code: 'MSS.20010112', message: 'Text driven, introduction text cannot be null' },
  audioMissing: { status: 500, code: 'MSS.20010026', message: 'the file to be uploaded does not exist or size is 0' },
  notAnAvatar: { status: 500, code: 'MSS.20010098', message: 'please use the correct role HUMAN_MODEL_2D asset' },
  assetUnavailable: { status: 500, code: 'MSS.20010071', message: 'the asset is unavailable' },
  noTemplatePermission: { status: 403, code: 'MSS.20010082', message: "don't have the permission to edit the system template" },
  assetNotFound: { status: 404, code: 'MSS.10001001', message: 'Asset not found' },
  fileNotFound: { status: 404, code: 'MSS.10001004', message: 'The file not found' },
  mainFileExists: { status: 400, code: 'MSS.10001008', message: 'Asset main file already exists' },
  coverFileExists: { status: 400, code: 'MSS.10001009', message: 'Asset cover file already exists' },
  assetState: { status: 400, code: 'MSS.10001010', message: 'Asset state unavailable' },
  assetStateChange: { status: 400, code: 'MSS.10001013', message: 'Asset state invalid change' },
  assetStateTarget: { status: 400, code: 'MSS.10001014', message: 'Asset state error update' },
  notInStore: { status: 400, code: 'MSS.10001016', message: 'File not found in OBS' },
  fileStorageQuota: { status: 400, code: 'MSS.10001024', message: 'dac file total size greater than quota' },
  wrongCategory: { status: 400, code: 'MSS.10001028', message: 'the category dac file not match' },
  tooManyCreating: { status: 400, code: 'MSS.10001033', message: 'creating file too many' },
  coverNotListed: { status: 400, code: 'MSS.10001036', message: 'Asset list does not contain specified cover asset' },
  listedUnavailable: { status: 400, code: 'MSS.10001037', message: 'Asset list contains unavailable asset' },
  listedMismatch: { status: 400, code: 'MSS.10001038', message: 'Asset list contains mismatched asset type' },
  listedTwice: { status: 400, code: 'MSS.10001039', message: 'Asset list contains duplicate asset' },
  linkedUnavailable: { status: 400, code: 'MSS.10001040', message: 'Linked asset item unavailable' },
  sensitiveProduct: { status: 400, code: 'MSS.10001035', message: 'Text content include sensitive word' },
  productNotFound: { status: 400, code: 'MSS.10001041', message: 'Product not found' },
  productTooLong: { status: 400, code: 'MSS.10001042', message: 'Product text or asset list exceeds the limit' },
  notAdministrator: { status: 401, code: 'MSS.00020010', message: 'no system admin privilege' },
  trainingState: { status: 400, code: 'MSS.41000001', message: 'Task status is incorrect' },
  trainingName: { status: 400, code: 'MSS.41000002', message: 'BAD_REQUEST (The task name is illegal)' },
  trainingUndeletable: { status: 400, code: 'MSS.41000008', message: 'When deleting a task, the task cannot be queried or the task cannot be deleted.' },
  trainingQuota: { status: 403, code: 'MSS.41000002', message: 'Task concurrency limit exceeded' },
  trainingNotFound: { status: 404, code: 'MSS.41000003', message: 'Task does not exist' },
  voiceState: { status: 400, code: 'MSS.20020001', message: 'The task status does not allow the current operation.' },
  voiceNotFound: { status: 400, code: 'MSS.20020002', message: 'job is not existed' },
  voiceTooMany: { status: 400, code: 'MSS.20020008', message: 'The number of tasks in production has reached the maximum limit. Please try again later' },
  voiceNoLetter: { status: 400, code: 'MSS.20020010', message: 'The authorization letter file is incorrect. Please check and upload it again.' },
  voiceNoData: { status: 400, code: 'MSS.20020027', message: 'training data not exist' },
  voiceNotUploaded: { status: 400, code: 'MSS.20020030', message: 'pre uploaded file not exist' },
  speechAsset: { status: 400, code: 'MSS.20050005', message: 'Failed to obtain asset information. The asset ID or project ID is invalid.' },
  speechTask: { status: 400, code: 'MSS.20050013', message: 'Failed to obtain the task information. The task ID or project ID is invalid.' },
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
  coded: (code) => errorAnswer(Object.values(ERRORS).find((error) => error.code === code) ?? { status: 400, code: String(code), message: 'error' }),
  failure: (status) => errorAnswer({ ...(Object.values(ERRORS).find((error) => error.status === status) ?? (status < 500 ? ERRORS.invalid : ERRORS.internal)), status }),
  unknownPath: (call) => ({ ...errorAnswer(ERRORS.notFound), refused: `no operation ${call.method} ${call.path}` }),
}
