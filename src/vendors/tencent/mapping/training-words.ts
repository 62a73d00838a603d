import type { VoiceGender, VoiceLanguage } from '../../../domain/asset-metadata.js'
import type { JobStatus, TrainingStage } from '../../../domain/jobs.js'
import type { BackgroundRemoval, PhotoQuality } from '../../../domain/training/ability.js'
import type { AvatarEdition, TrainingState, VoiceEdition } from '../../../domain/training/job.js'
import type { VoiceSampleVerdict } from '../../../domain/training/voice-samples.js'
import type { WordReader } from '../../words.js'

/* The only place where Tencent's words of customization and voice clone become ours. */

/** `Status` of getprogress (1211/62061): the whole task. */
export const TASK_STATUSES: Record<string, JobStatus> = { MAKING: 'RUNNING', SUCCESS: 'SUCCEEDED', FAIL: 'FAILED' }

/** `StageV2` of getprogress. */
export const STAGES: Record<string, TrainingStage> = {
  SUBMIT: 'UPLOAD',
  AUDIT: 'REVIEW',
  PROCESS: 'PREPROCESS',
  TRAIN: 'TRAIN',
  CONFIRM: 'CONFIRM',
  END: 'DONE',
}

/** `StatusV2` of getprogress: the stage. What went through waits for the next stage; only `Status` says that all is over. */
export const STAGE_STATUSES: Record<string, JobStatus> = { WAIT_PROCESS: 'WAITING', PROCESSING: 'RUNNING', SUCCESS: 'WAITING', FAIL: 'FAILED' }

/** `MakeType` of avatars (1211/62060). */
export const AVATAR_TYPES: Record<string, AvatarEdition> = { IMAGE: 'STUDIO', IMAGE_GENERAL: 'GENERAL', IMAGE_4K: 'ULTRA_HD', IMAGE_PHOTO: 'PHOTO' }

/** `MakeType` of voices. */
export const VOICE_TYPES: Record<string, VoiceEdition> = { VOICE: 'BASIC', ZERO_SHOT_VOICE: 'ZERO_SHOT' }

/** `SexType`. */
export const SEXES: Record<string, VoiceGender> = { MALE: 'MALE', FEMALE: 'FEMALE' }

/** `ZeroshortLang` of make and `Language` of gettext. */
export const SAMPLE_LANGUAGES: Record<string, VoiceLanguage> = { chi: 'CHINESE', eng: 'ENGLISH', can: 'CANTONESE' }

/** `RemoveBackground`. */
export const BACKGROUND_REMOVALS: Record<string, BackgroundRemoval> = { 1: 'GREEN_SCREEN', 2: 'WHITE_SCREEN' }

/** `PhotoVersion`. */
export const PHOTO_QUALITIES: Record<string, PhotoQuality> = { 0: 'FAST', 1: 'PREMIUM' }

/** `DetectionCode` of getdetectprogress (1211/62078). */
export const VERDICTS: Record<string, VoiceSampleVerdict> = { 0: 'PASSED', '-1': 'TRY_AGAIN', '-2': 'RECORD_AGAIN', '-3': 'TOO_NOISY' }

/** `TaskState` of getdetectprogress. */
export const CHECK_STATES: Record<string, JobStatus> = { PROCESSING: 'RUNNING', SUCCESS: 'SUCCEEDED', FAIL: 'FAILED' }

/** The three words that say where a customization stands. */
export interface Progress {
  Status: string
  StageV2?: string | null
  StatusV2?: string | null
}

/** The words of a progress as one, such as `MAKING CONFIRM WAIT_PROCESS`. */
export const wordsOf = ({ Status, StageV2, StatusV2 }: Progress): string => [Status, StageV2, StatusV2].filter(Boolean).join(' ')

/** Whether a result waits for its judgement, the only time when it may be given (1211/62062). */
export const awaitsConfirmation = ({ Status, StageV2, StatusV2 }: Progress): boolean => Status === 'MAKING' && StageV2 === 'CONFIRM' && StatusV2 === 'WAIT_PROCESS'

/** Reads the words of customization and voice clone. */
export function trainingReaders(reader: WordReader) {
  const task = reader('Status', TASK_STATUSES)
  const stageOf = reader<TrainingStage>('StageV2', STAGES)
  // A task that is being made and says nothing of its stage is at work.
  const stageStatus = reader<JobStatus>('StatusV2', STAGE_STATUSES, 'RUNNING')
  return {
    /** Where a customization stands. An unknown word anywhere makes the status UNKNOWN. */
    state(progress: Progress): TrainingState {
      const overall = task(progress.Status)
      const word = stageOf(progress.StageV2)
      const stage = overall === 'SUCCEEDED' ? 'DONE' : word === 'UNKNOWN' ? null : word
      const known = { stage, vendorStatus: wordsOf(progress), requiredAction: null, final: false }
      if (overall === 'SUCCEEDED' || overall === 'FAILED') return { ...known, status: overall, final: true }
      if (overall === 'UNKNOWN') return { ...known, status: 'UNKNOWN' }
      if (awaitsConfirmation(progress)) return { ...known, status: 'NEEDS_ACTION', requiredAction: 'CONFIRM' }
      const status = stageStatus(progress.StatusV2)
      return { ...known, status: word === 'UNKNOWN' && progress.StageV2 ? 'UNKNOWN' : status }
    },
    avatarEdition: reader('MakeType', AVATAR_TYPES),
    voiceEdition: reader('MakeType', VOICE_TYPES),
    gender: reader('SexType', SEXES),
    sampleLanguage: reader('ZeroshortLang', SAMPLE_LANGUAGES),
    verdict: reader('DetectionCode', VERDICTS),
    checkState: reader('TaskState', CHECK_STATES),
  }
}
/** See {@link trainingReaders}. */
export type TrainingReaders = ReturnType<typeof trainingReaders>
