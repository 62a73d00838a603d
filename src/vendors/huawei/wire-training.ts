import { z } from 'zod'
import { flag, list, number, text, texts } from '../wire.js'
import { errorInfo, id } from './wire.js'

const numbers = list(z.number()).catch(null)

/** The answer of 7.1 and 7.5. */
export const wireAvatarUploads = z.object({
  job_id: id,
  training_video_upload_url: texts,
  cover_upload_url: text,
  id_card_image1_upload_url: text,
  id_card_image2_upload_url: text,
  grant_file_upload_url: text,
})
/** The answer of 7.1 and 7.5. */
export type WireAvatarUploads = z.output<typeof wireAvatarUploads>

/** Structure TrainingJobBasicInfo (7.2). */
export const wireAvatarJobSummary = z.object({
  job_id: id,
  name: text,
  state: text,
  asset_id: text,
  project_id: text,
  cover_download_url: text,
  last_update_time: text,
  create_time: text,
  contact: text,
  batch_name: text,
  tags: texts,
  model_version: text,
  matting_type: text,
  model_resolution: text,
  app_user_id: text,
})
/** Structure TrainingJobBasicInfo. */
export type WireAvatarJobSummary = z.output<typeof wireAvatarJobSummary>

const operationLog = z.object({ operate_time: text, log_type: text, log_description: text, operate_user: text })
/** Structure OperationLogInfo. */
export type WireOperationLog = z.output<typeof operationLog>

const commentLog = z.object({ operate_time: text, comment_type: text, comment_title: text, comment_message: text, attachment_download_url: texts })
/** Structure CommentLogInfo. */
export type WireCommentLog = z.output<typeof commentLog>

/** The answer of 7.3. */
export const wireAvatarJob = wireAvatarJobSummary.extend({
  training_video_download_url: text,
  id_card_image1_download_url: text,
  id_card_image2_download_url: text,
  grant_file_download_url: text,
  operation_logs: list(operationLog),
  comment_logs: list(commentLog),
  is_mask_file_uploaded: flag,
  mask_file_download_url: text,
  verify_video_download_url: text,
  markable_video_download_url: text,
  inference_data_process_video_mark_info: z.object({ video_start_time: text, video_end_time: text }).nullish().catch(null),
  inference_data_process_action_mark_info: z
    .object({ action_info: list(z.object({ action_start_time: text, action_end_time: text, action_type: text })) })
    .nullish()
    .catch(null),
  inference_data_process_eye_correction_mark_info: z.object({ eye_correction_start_time: text, eye_correction_end_time: text }).nullish().catch(null),
  is_background_replacement: flag,
  worker_type: texts,
})
/** The answer of 7.3. */
export type WireAvatarJob = z.output<typeof wireAvatarJob>

/** The answer of 7.6; the two fields at the end are newer than the document (errata, section 9). */
export const wireCommandResult = z.object({
  commond_result: text,
  attachment_upload_url: texts,
  multipart_data: list(z.object({ part_number: z.union([z.string(), z.number()]).nullish().catch(null), etag: text })),
  error_info: errorInfo,
  excute_failed_msg: text,
})
/** The answer of 7.6. */
export type WireCommandResult = z.output<typeof wireCommandResult>

const segmentUrls = z.object({ audio_uploading_url: texts, txt_uploading_url: texts }).nullish().catch(null)

/** The answer of 8.1 to 8.3. */
export const wireVoiceUploads = z.object({
  job_id: id,
  training_data_uploading_url: text,
  segment_uploading_url: segmentUrls,
  authorization_letter_uploading_url: text,
})

/** The answer of 8.8. */
export const wireUploadAddresses = z.object({
  segment_url: segmentUrls,
  package_url: z.object({ training_data_uploading_url: text }).nullish().catch(null),
  authorization_letter_uploading_url: text,
})

/** Where the files of a voice go, as 8.1 to 8.3 and 8.8 tell it in their two shapes. */
export interface WireVoiceTargets {
  package: string | null | undefined
  segments: z.output<typeof segmentUrls>
  letter: string | null | undefined
}

/** Structure TrainingJobInfo (8.4), and the answer of 8.6. Times are numbers whose unit is not stated. */
export const wireVoiceJob = z.object({
  job_type: text,
  job_id: id,
  app_user_id: text,
  voice_name: text,
  sex: text,
  language: text,
  state: text,
  reject_times: number,
  asset_id: text,
  job_failed_code: text,
  job_failed_reason: text,
  create_time: number,
  lastupdate_time: number,
  voice_authorization_url: text,
  create_type: text,
  tag: text,
  phone: text,
})
/** Structure TrainingJobInfo. */
export type WireVoiceJob = z.output<typeof wireVoiceJob>

/** The answer of 8.9. Its errors have `error_message`, not `error_msg` (errata, section 10). */
export const wireReview = z.object({
  system_audit_result: z
    .object({ audit_time: number, errors: list(z.object({ audio_name: text, text_name: text, error_code: text, error_message: text })) })
    .nullish(),
  admin_audit_result: z.object({ message: text, attachment_name: text, attachment_url: text, audit_time: number }).nullish(),
})
/** The answer of 8.9. */
export type WireReview = z.output<typeof wireReview>

/** The answer of 8.10. */
export const wireSegmentVerdict = z.object({ confirm_result: z.boolean(), unmatched_index_hit: numbers })

/** The answer of 8.11. */
export const wireConfirmedSegments = z.object({ confirmed_index: numbers })
