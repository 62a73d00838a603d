import type { Avatar } from './appearances.js'

/** The operations that exist, by the vendor's own words and codes, but whose paths nobody has published. */
export const UNPUBLISHED = [
  'startLiveChannel', 'takeOverLiveChannel', 'showLiveChannel', 'refreshRtcToken', 'createAvatarTask', 'showAvatarTask', 'cancelAvatarTask',
  'createVideoTask', 'showVideoTask', 'createVoiceTask', 'showVoiceTask', 'cancelVoiceTask',
] as const
export type UnpublishedOperation = (typeof UNPUBLISHED)[number]

/**
 * What the documents that could be read do not say. NOTHING HERE IS THE VENDOR'S CONTRACT: each entry is a guess that a test
 * replaces to see whether a client depends on it. `paths`, `liveStatus` and `taskStatus` are read at the start; all else may be
 * changed while the simulator runs.
 */
export interface Unconfirmed {
  /** The HTTP status that comes with a code other than 0. */
  errorStatus: number
  /** How far the timestamp of a token request may be from the vendor's clock, in milliseconds; null when it is not looked at. */
  clockToleranceMs: number | null
  /** Seconds that a refresh token is good for. */
  refreshTokenLife: number
  /** Whether a refresh gives a new refresh token, and ends the old one. */
  refreshRotates: boolean
  /** How long a live channel initialises, in milliseconds at speed 1; with 0 create answers 35 at once. */
  initialiseMs: number
  /** Hours between two refreshes of an rtcToken (code 84115955). */
  rtcRefreshHours: number
  /** The key of the array of records beside `data.pagination`. */
  listKey: string
  /** `startIndex` of the first record. */
  startIndexBase: number
  /** The longest page; a longer one is refused. */
  maxPageSize: number
  /** The names under which a record of the public avatars shows its facts. */
  avatarFields: Record<keyof Avatar, string>
  /** The `status` in the answer of the language detection. */
  languageStatus: unknown
  /** Where a callback carries `timestamp` and `signature`: one sentence of the document says headers, its table the body. */
  signatureIn: 'body' | 'headers' | 'query'
  /** The names of the fields of a callback's body, and the two words in its field `name`. */
  event: { name: string; live: string; task: string; sessionId: string; taskId: string; status: string; userData: string }
  /** Whether avatar, video, voice and face swap tasks call back; live channels do. */
  tasksCallBack: boolean
  /** The numbers of the live states that are known by name only. 32, 35, 5 and 9 are documented. */
  liveStatus: { running: number; takingOver: number }
  /** The numbers of the states of tasks. */
  taskStatus: { waiting: number; running: number; completed: number; abnormal: number; cancelled: number }
  /** The paths of the unpublished operations, `/path` (POST) or `GET /path`. Off without one: the vendor's "Resource path is invalid". */
  paths: Partial<Record<UnpublishedOperation, string>>
}

/** The guesses, a group of names or numbers may be given in part. */
export type UnconfirmedOptions = { [Key in keyof Unconfirmed]?: Unconfirmed[Key] extends Record<string, unknown> ? Partial<Unconfirmed[Key]> : Unconfirmed[Key] }

/** Fills in what was not given. */
export function settleUnconfirmed({ avatarFields, event, liveStatus, taskStatus, ...given }: UnconfirmedOptions = {}): Unconfirmed {
  return {
    errorStatus: 200,
    clockToleranceMs: null,
    refreshTokenLife: 7 * 24 * 3600,
    refreshRotates: false,
    initialiseMs: 3000,
    rtcRefreshHours: 3,
    listKey: 'list',
    startIndexBase: 0,
    maxPageSize: 100,
    languageStatus: 'ok',
    signatureIn: 'body',
    tasksCallBack: true,
    paths: {},
    ...given,
    avatarFields: { id: 'id', name: 'name', faceFeatureId: 'faceFeatureId', url: 'url', thumbnailUrl: 'thumbnailUrl', createTime: 'createTime', ...avatarFields },
    event: { name: 'eventType', live: 'LIVE_STATUS', task: 'TASK_STATUS', sessionId: 'sessionId', taskId: 'taskId', status: 'status', userData: 'userData', ...event },
    liveStatus: { running: 36, takingOver: 37, ...liveStatus },
    taskStatus: { waiting: 1, running: 2, completed: 5, abnormal: 9, cancelled: 7, ...taskStatus },
  }
}
