import { unsupportedFilter } from '../../domain/filters.js'
import type { JobStatus, TrainingStage } from '../../domain/jobs.js'
import type { AvatarModelVersion, VoiceGender, VoiceLanguage } from '../../domain/asset-metadata.js'
import type { ActionSpan, Matting, RequiredAction, TrainingState, VoiceEdition, VoicePurpose, VoiceUploadMode } from '../../domain/training/job.js'
import type { TrainingActor, TrainingComment, TrainingStep } from '../../domain/training/record.js'
import { LANGUAGES, RESOLUTIONS } from './mapping/metadata-words.js'
import type { WordReader } from '../words.js'

/** What a vendor's state of a training means. */
interface Meaning {
  stage: TrainingStage
  status: JobStatus
  requiredAction?: RequiredAction
  /** The document says that nothing comes after it. */
  final?: true
  /** Not in the document. Lists are not narrowed by it: a vendor that does not know it might refuse to list at all. */
  undocumented?: true
}

/**
 * The states of 7.2 and 7.3, with what the vendor's SDK documentation adds: in all states between review and
 * confirmation only the vendor's people can do something, in failed ones too, which they may take up again. Whatever
 * follows the training proper (inference data, masks, main files) belongs to the stage TRAIN until there is a result
 * to confirm. JOB_SUCCESS is the end for ordinary users; for those who confirm results it is JOB_FINISH.
 */
export const AVATAR_TRAINING_STATES: Record<string, Meaning> = {
  WAIT_FILE_UPLOAD: { stage: 'UPLOAD', status: 'NEEDS_ACTION', requiredAction: 'UPLOAD' },
  AUTO_VERIFYING: { stage: 'REVIEW', status: 'RUNNING' },
  AUTO_VERIFY_FAILED: { stage: 'REVIEW', status: 'NEEDS_ACTION', requiredAction: 'UPLOAD_AGAIN' },
  MANUAL_VERIFYING: { stage: 'REVIEW', status: 'RUNNING' },
  MANUAL_VERIFY_FAILED: { stage: 'REVIEW', status: 'NEEDS_ACTION', requiredAction: 'UPLOAD_AGAIN' },
  MANUAL_VERIFY_SUCCESS: { stage: 'PREPROCESS', status: 'WAITING' },
  TRAINING_DATA_PREPROCESSING: { stage: 'PREPROCESS', status: 'RUNNING' },
  TRAINING_DATA_PREPROCESS_FAILED: { stage: 'PREPROCESS', status: 'FAILED' },
  TRAINING_DATA_PREPROCESS_SUCCESS: { stage: 'TRAIN', status: 'WAITING' },
  TRAINING: { stage: 'TRAIN', status: 'RUNNING' },
  TRAIN_FAILED: { stage: 'TRAIN', status: 'FAILED' },
  TRAIN_SUCCESS: { stage: 'TRAIN', status: 'WAITING' },
  INFERENCE_DATA_PREPROCESSING: { stage: 'TRAIN', status: 'RUNNING' },
  INFERENCE_DATA_PREPROCESS_FAILED: { stage: 'TRAIN', status: 'FAILED' },
  WAIT_MAIN_FILE_UPLOAD: { stage: 'TRAIN', status: 'WAITING' },
  JOB_SUCCESS: { stage: 'DONE', status: 'SUCCEEDED' },
  WAIT_USER_CONFIRM: { stage: 'CONFIRM', status: 'NEEDS_ACTION', requiredAction: 'CONFIRM' },
  JOB_REJECT: { stage: 'CONFIRM', status: 'NEEDS_ACTION', requiredAction: 'REPLY' },
  JOB_PENDING: { stage: 'CONFIRM', status: 'NEEDS_ACTION', requiredAction: 'RESUME' },
  JOB_FINISH: { stage: 'DONE', status: 'SUCCEEDED', final: true },
  // In the SDK of the document's time (errata, section 3).
  WAIT_MASK_UPLOAD: { stage: 'TRAIN', status: 'WAITING' },
  // In later SDKs.
  WAIT_TRAINING_DATA_PREPROCESS: { stage: 'PREPROCESS', status: 'WAITING', undocumented: true },
  MANUAL_STOP_TRAINING_DATA_PREPROCESS: { stage: 'PREPROCESS', status: 'WAITING', undocumented: true },
  MANUAL_STOP_TRAIN: { stage: 'TRAIN', status: 'WAITING', undocumented: true },
  MANUAL_STOP_INFERENCE_DATA_PREPROCESS: { stage: 'TRAIN', status: 'WAITING', undocumented: true },
  WAIT_ADMIN_CONFIRM: { stage: 'TRAIN', status: 'WAITING', undocumented: true },
  WAIT_COMPILE: { stage: 'TRAIN', status: 'WAITING', undocumented: true },
  COMPILING: { stage: 'TRAIN', status: 'RUNNING', undocumented: true },
  COMPILE_FAILED: { stage: 'TRAIN', status: 'FAILED', undocumented: true },
  WAIT_ASSET_SYNC: { stage: 'TRAIN', status: 'WAITING', undocumented: true },
}

/** The states of 8.4 and 8.6. The document does not say at which stage FAILED strikes; nothing leads out of it. */
export const VOICE_TRAINING_STATES: Record<string, Meaning> = {
  CREATING: { stage: 'UPLOAD', status: 'NEEDS_ACTION', requiredAction: 'UPLOAD' },
  SYSTEM_AUDITING: { stage: 'REVIEW', status: 'RUNNING' },
  AUDITING: { stage: 'REVIEW', status: 'RUNNING' },
  WAITING: { stage: 'TRAIN', status: 'WAITING' },
  PROCESSING: { stage: 'TRAIN', status: 'RUNNING' },
  // The vendor's people listen to the result; no operation lets the caller confirm a voice.
  RESULT_REVIEW: { stage: 'CONFIRM', status: 'RUNNING' },
  AUDIT_FAILED: { stage: 'REVIEW', status: 'NEEDS_ACTION', requiredAction: 'UPLOAD_AGAIN' },
  FAILED: { stage: 'TRAIN', status: 'FAILED', final: true },
  SUCCEED: { stage: 'DONE', status: 'SUCCEEDED', final: true },
  // Newer than the document (errata, section 4).
  WAITING_SPLIT: { stage: 'PREPROCESS', status: 'WAITING', undocumented: true },
  SPLITTING: { stage: 'PREPROCESS', status: 'RUNNING', undocumented: true },
  SPLIT_FAILED: { stage: 'PREPROCESS', status: 'FAILED', undocumented: true },
  ANNOTATING: { stage: 'PREPROCESS', status: 'RUNNING', undocumented: true },
  UPLOADING: { stage: 'UPLOAD', status: 'RUNNING', undocumented: true },
}

/** `model_version` of trainings; assets spell it otherwise (errata, section 3). */
export const MODEL_VERSIONS: Record<string, AvatarModelVersion> = { V2: 'V2', V3: 'V3', 'V3.2': 'V3_2', 'V3.3': 'V3_3' }

const MATTINGS: Record<string, Matting> = { AI: 'AI', MANUAL: 'MANUAL' }

/** OperationLogInfo `log_type` (7.3), odd spelling and all; the last two are in the SDK only. */
const LOG_TYPES: Record<string, TrainingStep> = {
  USER_CREATE_JOD: 'CREATED',
  USER_VERIFYING_SUBMITTED: 'SUBMITTED',
  SYSTEM_VERIFY_FAILED: 'AUTO_REVIEW_FAILED',
  SYSTEM_VERIFY_SUCCESS: 'AUTO_REVIEW_PASSED',
  ADMIN_VERIFY_SUCCESS: 'MANUAL_REVIEW_PASSED',
  ADMIN_VERIFY_FAILED: 'MANUAL_REVIEW_FAILED',
  SYSTEM_TRAIN_DATA_PREPROCESSING: 'TRAINING_DATA_PREPROCESSING_STARTED',
  SYSTEM_TRAIN_DATA_PREPROCESS_FAILED: 'TRAINING_DATA_PREPROCESSING_FAILED',
  SYSTEM_TRAIN_DATA_PREPROCESS_SUCCESS: 'TRAINING_DATA_PREPROCESSING_DONE',
  SYSTEM_TRAINING: 'TRAINING_STARTED',
  ADMIN_STOP_TRAIN: 'TRAINING_STOPPED',
  SYSTEM_TRAIN_FAILED: 'TRAINING_FAILED',
  SYSTEM_TRAIN_SUCCESS: 'TRAINING_DONE',
  SYSTEM_INFERENCE_DATA_PREPROCESSING: 'INFERENCE_DATA_PREPROCESSING_STARTED',
  SYSTEM_INFERENCE_DATA_PREPROCESS_FAILED: 'INFERENCE_DATA_PREPROCESSING_FAILED',
  SYSTEM_INFERENCE_DATA_PREPROCESS_SUCCESS: 'INFERENCE_DATA_PREPROCESSING_DONE',
  SYSTEM_JOB_SUCCESS: 'COMPLETED',
  SYSTEM_MARKABLE_VIDEO: 'TAGGED_VIDEO_STARTED',
  SYSTEM_MASK_VERIFY_VIDEO: 'VERIFICATION_VIDEO_STARTED',
  SYSTEM_MASK_VERIFY_VIDEO_SUCCESS: 'VERIFICATION_VIDEO_DONE',
  SYSTEM_MASK_VERIFY_VIDEO_FAILED: 'VERIFICATION_VIDEO_FAILED',
  SYSTEM_MARKABLE_VIDEO_SUCCESS: 'TAGGED_VIDEO_DONE',
  SYSTEM_MARKABLE_VIDEO_FAILED: 'TAGGED_VIDEO_FAILED',
  SYSTEM_MASK_VIDEO_AND_ACTION_TIME_SUCCESS: 'RECOGNITION_DONE',
  SYSTEM_MASK_VIDEO_AND_ACTION_TIME_FAILED: 'RECOGNITION_FAILED',
  ADMIN_MASK_UPLOADED: 'MASK_UPLOADED',
  ADMIN_UPDATE_VIDEO: 'VIDEO_REPLACED',
  USER_UPDATE_VIDEO: 'VIDEO_REPLACED',
  ADMIN_MASK_ACTION_TIME: 'CALIBRATED',
  SYSTEM_COMPILE_FAILED: 'COMPILATION_FAILED',
  SYSTEM_COMPILE_SUCCESS: 'COMPILATION_DONE',
}

const ACTORS: Record<string, TrainingActor> = { USER: 'USER', ADMIN: 'ADMIN', SYSTEM: 'SYSTEM' }

const COMMENT_TYPES: Record<string, TrainingComment['kind']> = { USER_REJECT: 'REJECTION', USER_COMMENT: 'COMMENT', ADMIN_COMMENT: 'VENDOR_REPLY' }

const ACTION_TYPES: Record<string, ActionSpan['type']> = { SILENCE: 'SILENCE', ACTION: 'ACTION' }

/** `job_type` of 8.4: MIDDLE is what the texts call advanced, ADVANCE what they call premium (errata, section 4). */
const VOICE_EDITIONS: Record<string, VoiceEdition> = {
  BASIC: 'BASIC',
  MIDDLE: 'ADVANCED',
  ADVANCE: 'PREMIUM',
  LLM_MAJOR: 'LARGE_MODEL',
  LLM_MINOR: 'LARGE_MODEL_MULTILINGUAL',
  THIRD_PARTY: 'THIRD_PARTY',
  THIRD_PARTY_LJZN: 'THIRD_PARTY',
  FLEXUS: 'FLEXUS',
}

/** `sex` of chapter 8. */
export const SEXES: Record<string, VoiceGender> = { FEMALE: 'FEMALE', MALE: 'MALE' }

/** `language` of 8.1 to 8.3; answers may name others. */
export const TRAINABLE_LANGUAGES: Record<string, VoiceLanguage> = { CN: 'CHINESE', EN: 'ENGLISH' }

/** `create_type` of 8.1 to 8.3. */
export const UPLOAD_MODES: Record<string, VoiceUploadMode> = { PACKAGE: 'PACKAGE', SEGMENT: 'SENTENCES' }

/** `tag` of 8.1 to 8.3. */
export const VOICE_PURPOSES: Record<string, VoicePurpose> = { ECOMMERCE: 'ECOMMERCE', NEWS: 'NEWS', MARKETING: 'MARKETING' }

/** Reads the words of chapters 7 and 8. */
export function trainingReaders(reader: WordReader) {
  return {
    avatarTraining: stateReader('avatar_training_state', AVATAR_TRAINING_STATES, reader),
    voiceTraining: stateReader('voice_training_state', VOICE_TRAINING_STATES, reader),
    // Documented defaults: V3, AI and 1080P.
    modelVersion: reader('model_version', MODEL_VERSIONS, 'V3'),
    matting: reader('matting_type', MATTINGS, 'AI'),
    resolution: reader('model_resolution', RESOLUTIONS, 'FULL_HD'),
    trainingStep: reader('log_type', LOG_TYPES),
    trainingActor: reader('operate_user', ACTORS),
    commentKind: reader('comment_type', COMMENT_TYPES),
    actionType: reader('action_type', ACTION_TYPES),
    voiceEdition: reader('job_type', VOICE_EDITIONS),
    voiceGender: reader('sex', SEXES),
    voiceLanguage: reader('language', LANGUAGES),
    voiceUploadMode: reader('create_type', UPLOAD_MODES),
    voicePurpose: reader('tag', VOICE_PURPOSES),
  }
}

function stateReader(field: string, table: Record<string, Meaning>, reader: WordReader) {
  const known = reader(field, Object.fromEntries(Object.keys(table).map((word) => [word, word])))
  return (word: string | null | undefined): TrainingState => {
    const meaning: Partial<Meaning> & Pick<Meaning, 'status'> = table[known(word)] ?? { status: 'UNKNOWN' }
    const { status, stage = null, requiredAction = null, final = false } = meaning
    return { status, stage, requiredAction, final, vendorStatus: word ?? '' }
  }
}

/** The vendor's states that count as one of these statuses, as the filters of 7.2 and 8.4 take them. */
export function statesOf(table: Record<string, Meaning>, statuses: readonly JobStatus[]): string[] {
  if (statuses.includes('UNKNOWN')) throw unsupportedFilter('statuses', 'Huawei cannot be asked for words of its own that are UNKNOWN here.')
  return Object.entries(table).flatMap(([word, { status, undocumented }]) => (statuses.includes(status) && !undocumented ? [word] : []))
}

/** A number that is larger than this is a time in milliseconds, not in seconds (which would be the year 5138). */
const MILLISECONDS_FROM = 1e11
/** Smaller numbers (before September 2001) are no times of a training. */
const EARLIEST_SECONDS = 1e9

/**
 * A time of chapter 8, whose unit is not stated: told to be seconds or milliseconds by its size. Null for what can be
 * neither, such as the document's sample 123.
 */
export function trainingTime(number: number | null | undefined): Date | null {
  if (number == null || !(number >= EARLIEST_SECONDS && number <= 8.64e15)) return null
  return new Date(number >= MILLISECONDS_FROM ? number : number * 1_000)
}
