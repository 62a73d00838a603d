import { UNCONFIRMED_OPERATIONS } from './operations.js'

/** Something that no page of the vendor settles, and what the simulator does in its place. */
export interface Assumption {
  subject: string
  assumed: string
}

/** What the simulator does where the vendor's pages say nothing, or were not read. A client must not rely on any of it. */
export const UNCONFIRMED: readonly Assumption[] = [
  ...UNCONFIRMED_OPERATIONS.map((id) => ({ subject: id, assumed: 'path from an overview or from third-party code; fields from third-party code, or like those of the operations beside it' })),
  { subject: 'refused credentials', assumed: 'HTTP 401 with Header.Code 100005 (third-party code takes 401 and 403 for it)' },
  { subject: 'unknown path', assumed: 'HTTP 404 with Header.Code 100009' },
  { subject: '100001, 100002, 100003', assumed: 'a field of the wrong kind, one out of its range, one that is missing; services of interaction answer 100001 for all three' },
  { subject: 'Payload of a refusal', assumed: 'an empty object' },
  { subject: 'times with a date', assumed: 'in the time zone of Beijing' },
  { subject: 'getuploadcredentials', assumed: 'keys live for an hour; the bucket lets browsers of any origin in, and everybody read' },
  { subject: 'make', assumed: 'a name that is taken is answered 100002; a file that is missing fails the task in SUBMIT' },
  { subject: 'ZERO_SHOT_VOICE', assumed: 'passes CONFIRM, which only photos are said to lack' },
  { subject: 'customization/getprogress', assumed: 'a failed task stays in the stage in which it failed, with StatusV2 FAIL; a finished one is in END, SUCCESS; StageInfo is one level of JSON' },
  { subject: 'AssetList', assumed: 'for all types (mainland); the option assetList: fast gives the international reading' },
  { subject: 'customerconfirm in another stage', assumed: '100002' },
  { subject: 'customerconfirm REJECT', assumed: 'back to TRAIN with the demos in TrainRecord, or back to CONFIRM, WAIT_PROCESS with RejectReason' },
  { subject: 'videos', assumed: 'two are made at a time and fifty may wait; the result is put to VideoStorageS3Url by PUT, and MediaUrl is then that address without its query' },
  { subject: 'codes of videos', assumed: 'unknown avatar 100016, expired one 100015, unknown voice 100009, hours used up 100013' },
  { subject: 'fields of videomakeadvanced', assumed: 'those beyond videomake are not checked' },
  { subject: 'broadcastservice/getanchor, gettimbre, getimagetimbre', assumed: 'paging and answers like those of the newer lists' },
  { subject: 'getserviceasset', assumed: 'the words of ServiceType and the inner fields of the details' },
  { subject: 'createsession', assumed: 'a SessionId is refused; the play address is empty until the session is ready; the form of a trtc address' },
  { subject: 'codes of sessions', assumed: 'all in use 100008, none bought 100014, unknown avatar 100001, unknown project 100007, started twice 110015, taken over by its UserId 110022' },
  { subject: 'lists of sessions', assumed: 'those that are open, newest first; DriverType as the string of the table' },
  { subject: 'SEND_TEXT', assumed: 'texts without Interrupt wait for their turn; a second counts from any text, an empty one too' },
  { subject: 'live rooms', assumed: 'share the concurrency of sessions; answer codes of sessions; go from state to state by themselves; callbacks are sent once' },
]
