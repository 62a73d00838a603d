import { CREDENTIALS } from '../credentials.js'
import type { Media, Upload } from '../media.js'
import { vendorTime } from '../world/times.js'
import { INFERRED, type AvatarState } from './states.js'

/** A file that the user may upload, by the word that the vendor's address fields begin with. */
export const USER_FILES = ['training_video', 'cover', 'id_card_image1', 'id_card_image2', 'grant_file'] as const
export type UserFile = (typeof USER_FILES)[number]

/** An avatar training (section 7). */
export interface AvatarJob {
  readonly id: string
  name: string
  state: AvatarState
  readonly createdAt: number
  /** The last time that the user did something. */
  updatedAt: number
  contact?: string
  batchName?: string
  tags: string[]
  readonly modelVersion: string
  backgroundReplacement: boolean
  readonly appUserId?: string
  assetId?: string
  /** The state that a pending task goes back to. */
  pausedIn?: AvatarState
  /** The upload of the training video; missing in the world's own tasks. */
  video?: Upload
  /** What was uploaded in the world's past. */
  given: ReadonlySet<UserFile>
  logs: { operate_time: string; log_type: string; log_description?: string; operate_user: string }[]
  comments: { time: number; type: 'USER_REJECT' | 'USER_COMMENT' | 'ADMIN_COMMENT'; title?: string; message?: string; attachments: string[] }[]
}

/** The name of a file of a task in the object store. */
export function filePath(job: Pick<AvatarJob, 'id'>, file: string): string {
  return `trainings/${job.id}_${file}`
}

/** Whether a file has arrived; one in parts has when they were confirmed. */
export function hasFile(job: AvatarJob, file: UserFile, media: Media): boolean {
  return job.given.has(file) || media.find(filePath(job, file)) !== undefined
}

/** TrainingJobBasicInfo, table 7-13: what the list shows. */
export function shownBasics(job: AvatarJob, media: Media): Record<string, unknown> {
  return {
    job_id: job.id,
    name: job.name,
    state: job.state,
    ...(job.assetId === undefined ? {} : { asset_id: job.assetId }),
    project_id: CREDENTIALS.projectId,
    ...download(job, 'cover', media),
    last_update_time: vendorTime(job.updatedAt),
    create_time: vendorTime(job.createdAt),
    ...(job.contact === undefined ? {} : { contact: job.contact }),
    ...(job.batchName === undefined ? {} : { batch_name: job.batchName }),
    tags: job.tags,
    model_version: job.modelVersion,
    matting_type: 'AI',
    model_resolution: '1080P',
    ...(job.appUserId === undefined ? {} : { app_user_id: job.appUserId }),
  }
}

/** The whole task, table 7-19. A verification video that is not there yet is the text "null", as in the document's example. */
export function shownDetails(job: AvatarJob, media: Media): Record<string, unknown> {
  const inferred = INFERRED.has(job.state)
  return {
    ...shownBasics(job, media),
    ...Object.assign({}, ...USER_FILES.map((file) => download(job, file, media))) as Record<string, unknown>,
    operation_logs: job.logs,
    comment_logs: job.comments.map(({ time, type, title, message, attachments }) => ({
      operate_time: vendorTime(time), comment_type: type, ...(title === undefined ? {} : { comment_title: title }), ...(message === undefined ? {} : { comment_message: message }),
      attachment_download_url: attachments.filter((path) => media.find(path)).map((path) => media.url(path)),
    })),
    is_mask_file_uploaded: inferred,
    ...(inferred ? { mask_file_download_url: media.url(filePath(job, 'mask')) } : {}),
    verify_video_download_url: inferred ? media.url(filePath(job, 'verifyVideo')) : 'null',
    ...(hasFile(job, 'training_video', media) ? { markable_video_download_url: media.url(filePath(job, 'markableData')) } : {}),
    ...(inferred ? MARKS : {}),
    is_background_replacement: job.backgroundReplacement,
    worker_type: ['GPU-T4'],
  }
}

/** Where the simulator's administrators cut the training video. */
const MARKS = {
  inference_data_process_video_mark_info: { video_start_time: '00:00:05.000', video_end_time: '00:03:20.000' },
  inference_data_process_action_mark_info: {
    action_info: [
      { action_start_time: '00:00:05.000', action_end_time: '00:00:35.000', action_type: 'SILENCE' },
      { action_start_time: '00:00:35.000', action_end_time: '00:00:41.500', action_type: 'ACTION' },
    ],
  },
  inference_data_process_eye_correction_mark_info: { eye_correction_start_time: '00:00:10.000', eye_correction_end_time: '00:03:10.000' },
}

function download(job: AvatarJob, file: UserFile, media: Media): Record<string, string> {
  return hasFile(job, file, media) ? { [`${file}_download_url`]: media.url(filePath(job, file)) } : {}
}
