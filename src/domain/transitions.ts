import type { Transition } from './events.js'
import { isFinalStatus, JOB_STATUSES, type JobStatus } from './jobs.js'
import { liveSessionKey, type LiveSessionRef, type LiveState, type RtmpState } from './live.js'
import { trainingKey, type TrainingRef, type TrainingState } from './training/job.js'

const FINAL_LIVE_STATES: readonly LiveState[] = ['ENDED', 'FAILED', 'BLOCKED']
const ON_AIR: readonly LiveState[] = ['LIVE', 'PAUSED', 'TAKEN_OVER']

/**
 * After which states a live state is old news. On air a session may go to and fro; before, it only advances;
 * after its end nothing more is believed, and of two ends the first one stands.
 */
const LIVE_SUPERSEDED_BY: Record<LiveState, readonly LiveState[]> = {
  WAITING: ['PREPARING', 'READY', ...ON_AIR, ...FINAL_LIVE_STATES],
  PREPARING: ['READY', ...ON_AIR, ...FINAL_LIVE_STATES],
  READY: [...ON_AIR, ...FINAL_LIVE_STATES],
  LIVE: FINAL_LIVE_STATES,
  PAUSED: FINAL_LIVE_STATES,
  TAKEN_OVER: FINAL_LIVE_STATES,
  UNKNOWN: FINAL_LIVE_STATES,
  ENDED: FINAL_LIVE_STATES,
  FAILED: FINAL_LIVE_STATES,
  BLOCKED: FINAL_LIVE_STATES,
}

/** Whether a live session in this state will never change again. */
export const isFinalLiveState = (state: LiveState): boolean => FINAL_LIVE_STATES.includes(state)

/** The transition of a live session into a state. */
export function liveTransition(account: string, ref: LiveSessionRef, state: LiveState): Transition {
  return { subject: `${account}/live/${liveSessionKey(ref)}`, state, supersededBy: LIVE_SUPERSEDED_BY[state] }
}

/**
 * The transition of one RTMP output. Connections come and go, so every change is news; only after its end an
 * output must begin again with CONNECTING (a caller may point the session back to an address it left before).
 */
export function rtmpTransition(account: string, ref: LiveSessionRef, output: string, state: RtmpState): Transition {
  return {
    subject: `${rtmpSubjectPrefix(account, ref)}${output}`,
    state,
    supersededBy: state === 'CONNECTING' ? [] : ['ENDED'],
  }
}

/** What the subjects of all outputs of a session begin with; the rest is the output. */
export const rtmpSubjectPrefix = (account: string, ref: LiveSessionRef): string => `${account}/rtmp/${liveSessionKey(ref)}/`

/** The place a session's script has reached: said twice in a row it is one fact, and a script may go round again. */
export function progressTransition(account: string, ref: LiveSessionRef, place: string): Transition {
  return { subject: `${account}/progress/${liveSessionKey(ref)}`, state: place, supersededBy: [] }
}

/** A reply is finished once. */
export function replyTransition(account: string, ref: LiveSessionRef, reply: string): Transition {
  return { subject: `${account}/reply/${liveSessionKey(ref)}/${reply}`, state: 'FINISHED', supersededBy: [] }
}

const FINAL_STATUSES = JOB_STATUSES.filter(isFinalStatus)

/**
 * The transition of a training into a state. A state is news whenever the vendor's word is another one, also within
 * one status: a review by a machine that becomes a review by people. Trainings go back as well as on, and all of that
 * is believed: a job that was turned down is corrected and reviewed again (Huawei 7.5 and 8.5: AUTO_VERIFY_FAILED,
 * MANUAL_VERIFY_FAILED and AUDIT_FAILED lead back to the review), a rejected result is worked over (7.6,
 * CONFIRM_REJECT; Tencent REJECT, which leads back from CONFIRM to TRAIN), a paused job resumes where it was
 * (CONFIRM_ACTIVE), and the vendor's people take a failed one up again. The same word in another round is news too. Only after a state that its vendor calls final (7.3: "finished and cannot be changed") everything else is
 * old news; such a state is the status alone, so that it can be named without the vendor's word for it.
 */
export function trainingTransition(account: string, ref: TrainingRef, { status, stage, vendorStatus, final, round }: TrainingState): Transition {
  return {
    subject: `${account}/training/${trainingKey(ref)}`,
    state: final ? status : [status, stage ?? '-', vendorStatus, ...(round ? [round] : [])].join(' '),
    supersededBy: FINAL_STATUSES,
  }
}

/** The status in the state of a training's transition. */
export const statusOfTraining = (state: string): JobStatus => state.split(' ', 1)[0] as JobStatus

/** The transition of a video job. It only advances, and of two ends the first one stands: a video is not made twice. */
export function videoTransition(account: string, job: string, status: JobStatus): Transition {
  return { subject: `${account}/video/${job}`, state: status, supersededBy: status === 'WAITING' ? ['RUNNING', ...FINAL_STATUSES] : FINAL_STATUSES }
}
