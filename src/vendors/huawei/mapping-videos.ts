import type { AssetKind } from '../../domain/assets.js'
import type { JobStatus } from '../../domain/jobs.js'
import type { SceneControl } from '../../domain/scripts.js'
import type { VideoJobKind } from '../../domain/videos.js'
import type { WordReader } from '../words.js'

/** ShootScript `script_type`. */
export const SCENE_CONTROLS: Record<string, SceneControl> = { TEXT: 'TEXT', AUDIO: 'AUDIO' }

/** A script's `model_asset_type` (5.1.1). */
export const MODEL_KINDS: Record<string, AssetKind> = { HUMAN_MODEL_2D: 'AVATAR_2D', HUMAN_MODEL_3D: 'AVATAR_3D' }

/** A video task's `state`, also the `result` of its callback (errata, section 4); an example of 5.3.2 says SUCCESS. */
export const VIDEO_STATUSES: Record<string, JobStatus> = {
  WAITING: 'WAITING',
  PROCESSING: 'RUNNING',
  SUCCEED: 'SUCCEEDED',
  SUCCESS: 'SUCCEEDED',
  FAILED: 'FAILED',
  CANCELED: 'CANCELED',
  BLOCK: 'BLOCKED',
}

/** A video task's `job_type`: filters take the document's spelling, answers may have the SDK's (errata, section 3). */
export const VIDEO_JOB_KINDS: Record<string, VideoJobKind> = {
  '2D_DIGITAL_HUMAN_VIDEO': 'AVATAR_2D',
  PHOTO_DIGITAL_HUMAN_VIDEO: 'PHOTO',
  DIGITAL_HUMAN_PHOTO_VIDEO: 'PHOTO',
}

/** Readers of the words of scripts and videos. */
export const videoWords = (reader: WordReader) => ({
  sceneControl: reader('script_type', SCENE_CONTROLS),
  modelKind: reader('model_asset_type', MODEL_KINDS),
  videoStatus: reader('video_state', VIDEO_STATUSES),
  videoJobKind: reader('job_type', VIDEO_JOB_KINDS),
})
