/** The life of a job, in one vocabulary over all vendors; the contract's section 4. */
export const JOB_STATUSES = ['WAITING', 'RUNNING', 'NEEDS_ACTION', 'SUCCEEDED', 'FAILED', 'CANCELED', 'BLOCKED', 'UNKNOWN'] as const
/** One of {@link JOB_STATUSES}. */
export type JobStatus = (typeof JOB_STATUSES)[number]

const FINAL: readonly JobStatus[] = ['SUCCEEDED', 'FAILED', 'CANCELED', 'BLOCKED']

/** Whether a job in this status has come to its end. Some vendors let a caller reopen one all the same. */
export const isFinalStatus = (status: JobStatus): boolean => FINAL.includes(status)

/** How a job's progress is read by people: the stages of a training, in order. */
export const TRAINING_STAGES = ['UPLOAD', 'REVIEW', 'PREPROCESS', 'TRAIN', 'CONFIRM', 'DONE'] as const
/** One of {@link TRAINING_STAGES}. */
export type TrainingStage = (typeof TRAINING_STAGES)[number]

/** What can be watched. */
export const JOB_KINDS = ['LIVE_SESSION', 'VIDEO', 'AVATAR_TRAINING', 'VOICE_TRAINING'] as const
/** One of {@link JOB_KINDS}. */
export type JobKind = (typeof JOB_KINDS)[number]
