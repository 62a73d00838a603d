import type { Steps } from '../../stages.js'

/** The states of a voice training (section 8.4). */
export const VOICE_STATES = ['CREATING', 'SYSTEM_AUDITING', 'AUDITING', 'WAITING', 'PROCESSING', 'RESULT_REVIEW', 'AUDIT_FAILED', 'FAILED', 'SUCCEED'] as const
export type VoiceState = (typeof VOICE_STATES)[number]

/** How a training goes from its submission to the voice. */
export const VOICE_STEPS: Steps<VoiceState> = {
  SYSTEM_AUDITING: { after: 500, next: 'AUDITING' },
  AUDITING: { after: 500, next: 'WAITING' },
  WAITING: { after: 500, next: 'PROCESSING' },
  PROCESSING: { after: 2000, next: 'RESULT_REVIEW' },
  RESULT_REVIEW: { after: 300, next: 'SUCCEED' },
}

/** The editions: the word of the job type, and how many sentences are read out; the premium edition takes one long recording. */
export const EDITIONS = { BASIC: 20, MIDDLE: 100, ADVANCE: 0 } as const
export type Edition = keyof typeof EDITIONS
