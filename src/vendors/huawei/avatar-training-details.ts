import type { AvatarFacts, TimeSpan, TrainingDetails, TrainingJob } from '../../domain/training/job.js'
import type { TrainingComment, TrainingLogEntry } from '../../domain/training/record.js'
import type { Failure } from '../../domain/failure.js'
import { failure } from './mapping/errors.js'
import { time, url, type Words } from './mapping/words.js'
import type { WireAvatarJob, WireAvatarJobSummary, WireCommentLog, WireOperationLog } from './wire-training.js'

/** What 7.2 tells of the training of an avatar. */
export function toAvatarSummary(wire: WireAvatarJobSummary, words: Words): TrainingJob {
  return {
    nativeId: wire.job_id,
    kind: 'AVATAR',
    ...words.avatarTraining(wire.state),
    name: wire.name ?? null,
    tags: wire.tags ?? [],
    coverUrl: url(wire.cover_download_url),
    asset: wire.asset_id || null,
    // Only the details tell why.
    failure: null,
    appUserId: wire.app_user_id || null,
    createdAt: time(wire.create_time),
    updatedAt: time(wire.last_update_time),
    avatar: factsOf(wire, words),
    voice: null,
  }
}

function factsOf(wire: WireAvatarJobSummary, words: Words): AvatarFacts {
  return {
    contact: wire.contact || null,
    batchName: wire.batch_name || null,
    modelVersion: words.modelVersion(wire.model_version),
    matting: words.matting(wire.matting_type),
    resolution: words.resolution(wire.model_resolution),
    assetProject: wire.project_id || null,
    edition: null,
  }
}

/** What 7.3 tells of it. */
export function toAvatarDetails(wire: WireAvatarJob, words: Words): TrainingDetails {
  const summary = toAvatarSummary(wire, words)
  const demo = url(wire.verify_video_download_url)
  const video = wire.inference_data_process_video_mark_info
  const eyes = wire.inference_data_process_eye_correction_mark_info
  return {
    ...summary,
    failure: failureIn(wire, summary),
    demoVideoUrls: demo === null ? [] : [demo],
    trainingRounds: [],
    refusalReason: null,
    assets: summary.asset === null ? [] : [summary.asset],
    avatar: {
      ...factsOf(wire, words),
      trainingVideoUrl: url(wire.training_video_download_url),
      idCardFrontUrl: url(wire.id_card_image1_download_url),
      idCardBackUrl: url(wire.id_card_image2_download_url),
      authorizationUrl: url(wire.grant_file_download_url),
      backgroundReplacement: wire.is_background_replacement ?? null,
      maskUploaded: wire.is_mask_file_uploaded ?? null,
      maskUrl: url(wire.mask_file_download_url),
      taggedVideoUrl: url(wire.markable_video_download_url),
      videoSpan: video ? span(video.video_start_time, video.video_end_time) : null,
      eyeCorrectionSpan: eyes ? span(eyes.eye_correction_start_time, eyes.eye_correction_end_time) : null,
      actionSpans: (wire.inference_data_process_action_mark_info?.action_info ?? []).map((action) => ({
        ...span(action.action_start_time, action.action_end_time),
        type: words.actionType(action.action_type),
      })),
      workerTypes: wire.worker_type ?? [],
    },
    operationLog: (wire.operation_logs ?? []).map((entry) => toLogEntry(entry, words)),
    comments: (wire.comment_logs ?? []).map((comment) => toComment(comment, words)),
  }
}

const span = (start: string | null | undefined, end: string | null | undefined): TimeSpan => ({ start: start || null, end: end || null })

/**
 * Why a training failed or was turned down: the answer has no field for it, but the log's last failure says it ("review
 * comments if the manual review failed and error messages", 7.3).
 */
function failureIn(wire: WireAvatarJob, { status, requiredAction }: TrainingJob): Failure | null {
  if (status !== 'FAILED' && requiredAction !== 'UPLOAD_AGAIN') return null
  const last = (wire.operation_logs ?? []).findLast((entry) => entry.log_type?.endsWith('_FAILED') && entry.log_description)
  return failure(null, last?.log_description)
}

function toLogEntry(wire: WireOperationLog, words: Words): TrainingLogEntry {
  return {
    at: time(wire.operate_time),
    step: words.trainingStep(wire.log_type),
    vendorStep: wire.log_type ?? '',
    actor: words.trainingActor(wire.operate_user),
    description: wire.log_description || null,
  }
}

function toComment(wire: WireCommentLog, words: Words): TrainingComment {
  return {
    at: time(wire.operate_time),
    kind: words.commentKind(wire.comment_type),
    title: wire.comment_title || null,
    message: wire.comment_message || null,
    attachmentUrls: (wire.attachment_download_url ?? []).flatMap((address) => url(address) ?? []),
  }
}
