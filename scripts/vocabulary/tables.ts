import type { Vendor } from '../../src/domain/vendor.js'
import { RTC_STATES, SHARING_STATES } from '../../src/vendors/huawei/mapping-live.js'
import { PRODUCT_STATES } from '../../src/vendors/huawei/mapping-products.js'
import { AVATAR_TRAINING_STATES, VOICE_TRAINING_STATES } from '../../src/vendors/huawei/mapping-training.js'
import { VIDEO_STATUSES } from '../../src/vendors/huawei/mapping-videos.js'
import { ANALYSIS_STATUSES, TRANSCODING_STATUSES } from '../../src/vendors/huawei/mapping/metadata-words.js'
import { ASSET_STATES, FILE_STATES, LIVE_STATES, ROOM_STATES, RTMP_STATES } from '../../src/vendors/huawei/mapping/words.js'
import { LIVE_STATUSES } from '../../src/vendors/sensetime/mapping/words.js'
import { SESSION_STATES, SPEAK_STATES } from '../../src/vendors/tencent/mapping/live-words.js'
import { CHECK_STATES, STAGE_STATUSES, STAGES, TASK_STATUSES } from '../../src/vendors/tencent/mapping/training-words.js'
import { BROADCAST_STATUSES, LIVE_ROOM_STATES } from '../../src/vendors/tencent/mapping/video-words.js'

/** What a vendor's word means, where that takes more than one of ours. */
export interface Meaning {
  status: string
  stage?: string
  requiredAction?: string
  final?: boolean
  undocumented?: boolean
}

/** A table by which an adapter reads a vendor's status words. */
export interface StatusTable {
  /** What of the graph has the status: a heading of the page. */
  of: string
  vendor: Vendor
  /** The vendor's field. */
  field: string
  /** Sections of the vendor's document. */
  section: string
  /** The vendor's words and ours. */
  table: Readonly<Record<string, string | Meaning>>
}

/** Every table of status words, one a line. test/docs/vocabulary proves that none of the adapters' is missing. */
export const STATUS_TABLES: readonly StatusTable[] = [
  { of: 'Assets: AssetState', vendor: 'HUAWEI', field: '`asset_state`', section: '4.1.2, 4.1.3, 4.1.5', table: ASSET_STATES },
  { of: 'Files of assets: FileState', vendor: 'HUAWEI', field: '`state` of AssetFileInfo', section: '4.1.2, 4.1.5', table: FILE_STATES },
  { of: 'Jobs inside assets: JobStatus', vendor: 'HUAWEI', field: '`ppt_analysis_status` of slides', section: '4.1.2, 4.1.5', table: ANALYSIS_STATUSES },
  { of: 'Jobs inside assets: JobStatus', vendor: 'HUAWEI', field: '`video_transcoding_status` of videos', section: '4.1.2, 4.1.5', table: TRANSCODING_STATUSES },
  { of: 'Video jobs: JobStatus', vendor: 'HUAWEI', field: '`state`, and `result` of the callback', section: '5.2.1, 5.3.1, 5.3.2', table: VIDEO_STATUSES },
  { of: 'Video jobs: JobStatus', vendor: 'TENCENT', field: '`Status` of videos and speech', section: '1211/62088', table: BROADCAST_STATUSES },
  { of: 'Trainings: TrainingStage and JobStatus', vendor: 'HUAWEI', field: '`state` of avatar trainings', section: '7.2, 7.3', table: AVATAR_TRAINING_STATES },
  { of: 'Trainings: TrainingStage and JobStatus', vendor: 'HUAWEI', field: '`state` of voice trainings', section: '8.4, 8.6', table: VOICE_TRAINING_STATES },
  { of: 'Trainings: TrainingStage and JobStatus', vendor: 'TENCENT', field: '`Status`, of the whole task', section: '1211/62061', table: TASK_STATUSES },
  { of: 'Trainings: TrainingStage and JobStatus', vendor: 'TENCENT', field: '`StageV2`', section: '1211/62061', table: STAGES },
  { of: 'Trainings: TrainingStage and JobStatus', vendor: 'TENCENT', field: '`StatusV2`, of the stage', section: '1211/62061', table: STAGE_STATUSES },
  { of: 'Checks of voice samples: JobStatus', vendor: 'TENCENT', field: '`TaskState`', section: '1211/62078', table: CHECK_STATES },
  { of: 'Live sessions: LiveState', vendor: 'HUAWEI', field: '`state`, and `last_job_status` of rooms', section: '6.1.2, 6.2.2, 6.2.3, 6.2.6', table: LIVE_STATES },
  { of: 'Live sessions: LiveState', vendor: 'HUAWEI', field: '`state` of the RTC message state_notify', section: '10.6', table: RTC_STATES },
  { of: 'Live sessions: LiveState', vendor: 'SENSETIME', field: '`status`', section: '5, code 84115932', table: LIVE_STATUSES },
  { of: 'Live sessions: LiveState', vendor: 'TENCENT', field: '`SessionStatus`, where nothing else is said: 1 with `IsSessionStarted` is `LIVE`, 2 with an `ErrorCode` of a failure is `FAILED`', section: '1211/62104, 62107, 62109', table: SESSION_STATES },
  { of: 'Live sessions: LiveState', vendor: 'TENCENT', field: '`Status` of the callback LiveRoomStatus', section: '1240/112145', table: LIVE_ROOM_STATES },
  { of: 'Speech in live sessions: SpeakingState', vendor: 'TENCENT', field: '`SpeakStatus`', section: '1211/62104, 62116', table: SPEAK_STATES },
  { of: 'Outputs of live sessions: RtmpState', vendor: 'HUAWEI', field: '`state` of the callback RTMP_STREAM_STATE_CHANGE', section: '6.2.1', table: RTMP_STATES },
  { of: 'Live rooms: LiveRoomState', vendor: 'HUAWEI', field: '`room_state`', section: '6.1.2, 6.1.3', table: ROOM_STATES },
  { of: 'Sharing of live rooms: SharingState', vendor: 'HUAWEI', field: '`shared_state`', section: '6.1.2, 6.1.3', table: SHARING_STATES },
  { of: 'Products: ProductState', vendor: 'HUAWEI', field: '`state`', section: '6.3.2, 6.3.4', table: PRODUCT_STATES },
]
