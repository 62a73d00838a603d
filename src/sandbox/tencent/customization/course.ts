import type { Steps } from '../../stages.js'
import { isMarked } from '../../ids.js'
import { hasStage, splitState, STAGES, type CustomTask, type MakeType, type Stage, type TaskState } from './task.js'

/** How long a stage is worked on, in milliseconds at speed 1; before and after it a moment passes. */
const WORK: Readonly<Record<Stage, number>> = { SUBMIT: 200, AUDIT: 800, PROCESS: 800, TRAIN: 1500, CONFIRM: 300, END: 0 }
const MOMENT = 100

/** Where a task goes by itself; only in CONFIRM it waits for the customer. */
export const STEPS = Object.fromEntries(STAGES.flatMap((stage, index) => {
  const next = STAGES[index + 1]
  if (next === undefined) return []
  return [
    ...(stage === 'CONFIRM' ? [] : [[`${stage}:WAIT_PROCESS`, { after: MOMENT, next: `${stage}:PROCESSING` }] as const]),
    [`${stage}:PROCESSING`, { after: WORK[stage], next: `${stage}:SUCCESS` }] as const,
    [`${stage}:SUCCESS`, { after: MOMENT, next: firstOf(next) }] as const,
  ]
})) as Steps<TaskState>

function firstOf(stage: Stage): TaskState {
  return stage === 'END' ? 'END:SUCCESS' : `${stage}:WAIT_PROCESS`
}

/** A state, or the first one of the next stage that a type has. */
function entry(type: MakeType, state: TaskState): TaskState {
  const { stage } = splitState(state)
  return hasStage(type, stage) ? state : entry(type, firstOf(STAGES[STAGES.indexOf(stage) + 1] ?? 'END'))
}

/**
 * The state that a task really goes to: stages that its type has not are left out, a missing file or a marked name
 * fails it, and a rejection sends it back to training, unless the vendor refuses.
 */
export function decide(task: CustomTask, next: TaskState, isThere: (url: string) => boolean): TaskState {
  if (next === 'SUBMIT:SUCCESS') {
    const { MaterialCosUrl: material, IdentityCosUrl: video, IdentityWrittenCosUrl: letter, VoiceDriverCosFile: voice } = task.body ?? {}
    if ([material, video, letter, voice].some((url) => url !== undefined && !isThere(url))) return failing(task, 'SUBMIT', 'A file could not be downloaded.')
  }
  if (next === 'AUDIT:SUCCESS' && isMarked(task.anchorName)) return failing(task, 'AUDIT', 'The material does not meet the requirements: the face is covered. Please record it again.')
  if (next === 'TRAIN:SUCCESS' && isMarked(task.body?.Notes)) return failing(task, 'TRAIN', 'The training failed.')
  if (next === 'CONFIRM:SUCCESS' && task.answer?.operate === 'REJECT') return rejected(task)
  return entry(task.makeType, next)
}

function failing(task: CustomTask, stage: Stage, message: string): TaskState {
  task.failMessage = message
  return `${stage}:FAIL`
}

/** After a rejection: training again, or back to the customer with the vendor's reason. */
function rejected(task: CustomTask): TaskState {
  const refusal = task.refuseNext ?? (isMarked(task.answer?.reason) ? 'The effect is within the quality that the material allows.' : undefined)
  delete task.refuseNext
  if (refusal !== undefined) {
    task.rejectReason = refusal
    return 'CONFIRM:WAIT_PROCESS'
  }
  task.rejectReason = ''
  task.record.push({ trainedAt: task.trainedAt, demos: task.demos })
  task.demos = []
  return 'TRAIN:WAIT_PROCESS'
}
