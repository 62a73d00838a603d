import type { Media } from '../media.js'
import { EDITIONS, type Edition, type VoiceState } from './states.js'

/** A voice training (section 8). */
export interface VoiceJob {
  readonly id: string
  readonly edition: Edition
  readonly createType: 'PACKAGE' | 'SEGMENT'
  name: string
  state: VoiceState
  readonly createdAt: number
  updatedAt: number
  sex: 'FEMALE' | 'MALE'
  language: 'CN' | 'EN'
  description?: string
  tag?: string
  phone?: string
  appUserId?: string
  rejectTimes: number
  assetId?: string
  /** The sentences that were confirmed. */
  confirmed: Set<number>
  audit?: { time: number; errors: { audio_name: string; text_name: string; error_message: string }[] }
  adminAudit?: { time: number; message: string }
  /** Whether the world's past uploaded an authorization letter. */
  letterGiven: boolean
}

/** The names of a task's files in the object store. */
export const voicePaths = {
  package: ({ id }: Pick<VoiceJob, 'id'>): string => `voices/${id}/data.zip`,
  audio: ({ id }: Pick<VoiceJob, 'id'>, index: number): string => `voices/${id}/${index}.wav`,
  text: ({ id }: Pick<VoiceJob, 'id'>, index: number): string => `voices/${id}/${index}.txt`,
  letter: ({ id }: Pick<VoiceJob, 'id'>): string => `voices/${id}/authorization`,
  note: ({ id }: Pick<VoiceJob, 'id'>): string => `voices/${id}/note.txt`,
}

/** How many sentences a task has; none when it is uploaded as a package. */
export function sentencesOf(job: Pick<VoiceJob, 'edition' | 'createType'>): number {
  return job.createType === 'SEGMENT' ? EDITIONS[job.edition] : 0
}

/** What a state says about a failure: the code of a task that has not failed is MSS.00000000. */
const FAILURES: Partial<Record<VoiceState, readonly [code: string, reason: string]>> = {
  AUDIT_FAILED: ['MSS.20020004', 'There is an issue with the training data. Please check and resubmit'],
  FAILED: ['MSS.20020005', 'training failure'],
}

/** TrainingJobInfo, table 8-23. Times are integers; milliseconds since 1970 here, as the document gives no unit. */
export function shownVoice(job: VoiceJob, media: Media): Record<string, unknown> {
  const [code, reason] = FAILURES[job.state] ?? ['MSS.00000000', '']
  const hasLetter = job.letterGiven || media.find(voicePaths.letter(job)) !== undefined
  return {
    job_type: job.edition,
    job_id: job.id,
    ...(job.appUserId === undefined ? {} : { app_user_id: job.appUserId }),
    voice_name: job.name,
    sex: job.sex,
    language: job.language,
    state: job.state,
    reject_times: job.rejectTimes,
    ...(job.assetId === undefined ? {} : { asset_id: job.assetId }),
    job_failed_code: code,
    job_failed_reason: reason,
    create_time: job.createdAt,
    lastupdate_time: job.updatedAt,
    ...(hasLetter ? { voice_authorization_url: media.url(voicePaths.letter(job)) } : {}),
    create_type: job.createType,
    ...(job.tag === undefined ? {} : { tag: job.tag }),
    ...(job.phone === undefined ? {} : { phone: job.phone }),
  }
}
