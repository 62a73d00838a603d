import type { UploadTarget } from '../files.js'

/** Who did something to a training. */
export type TrainingActor = 'USER' | 'ADMIN' | 'SYSTEM' | 'UNKNOWN'

/** What was done to a training. */
export const TRAINING_STEPS = [
  'CREATED',
  'SUBMITTED',
  'AUTO_REVIEW_PASSED',
  'AUTO_REVIEW_FAILED',
  'MANUAL_REVIEW_PASSED',
  'MANUAL_REVIEW_FAILED',
  'TRAINING_DATA_PREPROCESSING_STARTED',
  'TRAINING_DATA_PREPROCESSING_DONE',
  'TRAINING_DATA_PREPROCESSING_FAILED',
  'TRAINING_STARTED',
  'TRAINING_DONE',
  'TRAINING_FAILED',
  'TRAINING_STOPPED',
  'INFERENCE_DATA_PREPROCESSING_STARTED',
  'INFERENCE_DATA_PREPROCESSING_DONE',
  'INFERENCE_DATA_PREPROCESSING_FAILED',
  'TAGGED_VIDEO_STARTED',
  'TAGGED_VIDEO_DONE',
  'TAGGED_VIDEO_FAILED',
  'VERIFICATION_VIDEO_STARTED',
  'VERIFICATION_VIDEO_DONE',
  'VERIFICATION_VIDEO_FAILED',
  'RECOGNITION_DONE',
  'RECOGNITION_FAILED',
  'MASK_UPLOADED',
  'VIDEO_REPLACED',
  'CALIBRATED',
  'COMPILATION_DONE',
  'COMPILATION_FAILED',
  'COMPLETED',
  'UNKNOWN',
] as const
/** One of {@link TRAINING_STEPS}. */
export type TrainingStep = (typeof TRAINING_STEPS)[number]

/** A line of the vendor's log of a training. */
export interface TrainingLogEntry {
  at: Date | null
  step: TrainingStep
  /** The vendor's own word for the step. */
  vendorStep: string
  actor: TrainingActor
  /** Review comments and error messages, in the vendor's words. */
  description: string | null
}

/** What was said between the caller and the vendor's people. */
export interface TrainingComment {
  at: Date | null
  kind: 'REJECTION' | 'COMMENT' | 'VENDOR_REPLY' | 'UNKNOWN'
  title: string | null
  message: string | null
  attachmentUrls: string[]
}

/** What a file is to a training. */
export const TRAINING_FILES = [
  'TRAINING_VIDEO',
  'COVER',
  'ID_CARD_FRONT',
  'ID_CARD_BACK',
  'AUTHORIZATION_LETTER',
  'PACKAGE',
  'SENTENCE_AUDIO',
  'SENTENCE_TEXT',
  'ATTACHMENT',
  'PHOTO',
  'AUTHORIZATION_VIDEO',
  'ALPHA_VIDEO',
  'DRIVING_AUDIO',
  'VOICE_RECORDING',
  'VOICE_SAMPLE',
] as const
/** One of {@link TRAINING_FILES}. */
export type TrainingFile = (typeof TRAINING_FILES)[number]

/** Where a file of a training is to be sent. */
export interface TrainingUpload {
  file: TrainingFile
  /** Place among the files of its sort, from 0: the part of a video, the sentence of a voice. */
  index: number
  target: UploadTarget
  /** What the file is called from then on, where the training is created later and has to be told. */
  fileUrl?: string
}

/** A file of a training that is yet to be created. */
export interface TrainingFileName {
  file: TrainingFile
  /** With its extension, without folders. */
  name: string
}

/** A file of a training that has been uploaded. */
export interface TrainingMaterial {
  file: TrainingFile
  url: string
}

/** A part of the training video that has arrived. */
export interface UploadedPart {
  /** As the vendor counts. */
  number: number | null
  etag: string | null
}

/** What reviews found; a review that has not taken place is null. */
export interface TrainingReview {
  system: { reviewedAt: Date | null; errors: TrainingFileError[] } | null
  admin: { reviewedAt: Date | null; message: string | null; attachmentName: string | null; attachmentUrl: string | null } | null
}

/** What is wrong with a file. */
export interface TrainingFileError {
  audioName: string | null
  textName: string | null
  message: string | null
  vendorCode: string | null
}
