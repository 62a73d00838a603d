import type { Cos } from '../cos.js'
import { vendorTime } from '../times.js'
import type { MakeBody } from './request.js'

export const MAKE_TYPES = ['IMAGE', 'IMAGE_GENERAL', 'IMAGE_4K', 'IMAGE_PHOTO', 'VOICE', 'ZERO_SHOT_VOICE'] as const
export type MakeType = (typeof MAKE_TYPES)[number]

/** The stages (StageV2) in their order. */
export const STAGES = ['SUBMIT', 'AUDIT', 'PROCESS', 'TRAIN', 'CONFIRM', 'END'] as const
export type Stage = (typeof STAGES)[number]
export type StageStatus = 'WAIT_PROCESS' | 'PROCESSING' | 'SUCCESS' | 'FAIL'
/** StageV2 and StatusV2. */
export type TaskState = `${Stage}:${StageStatus}`

/** A customization of an avatar or a voice. */
export interface CustomTask {
  readonly id: string
  readonly createdAt: number
  readonly makeType: MakeType
  readonly anchorName: string
  readonly sex: 'MALE' | 'FEMALE'
  /** What was submitted; undefined for those that the world began with. */
  readonly body?: MakeBody
  state: TaskState
  /** When the current training began. */
  trainedAt: number
  /** The demo videos of the current training, by their names in the store. */
  demos: string[]
  /** Earlier trainings, oldest first. */
  record: { trainedAt: number; demos: string[] }[]
  /** The customer's last word, and why. */
  answer?: { operate: 'AGREE' | 'REJECT'; reason?: string }
  /** Why the vendor did not train again. */
  rejectReason: string
  /** The next rejection by the customer is refused with this reason. */
  refuseNext?: string
  failMessage: string
  /** The keys of what it became, once it is finished. */
  made: { image?: string | undefined; timbre?: string | undefined }
}

/** Whether a customization makes a voice. */
export function isVoice(type: MakeType): boolean {
  return type === 'VOICE' || type === 'ZERO_SHOT_VOICE'
}

/** Whether a customization has a stage: PROCESS is for avatars only, CONFIRM not for photos (1211/62061). */
export function hasStage(type: MakeType, stage: Stage): boolean {
  return stage === 'PROCESS' ? !isVoice(type) : stage === 'CONFIRM' ? type !== 'IMAGE_PHOTO' : true
}

/** The two halves of a state. */
export function splitState(state: TaskState): { stage: Stage; status: StageStatus } {
  const [stage, status] = state.split(':') as [Stage, StageStatus]
  return { stage, status }
}

/** The answer of a progress query. `assets` are those that a finished task became, undefined where this edition of the vendor does not name them. */
export function shownTask(task: CustomTask, cos: Cos, assets: readonly object[] | undefined): object {
  const { stage, status } = splitState(task.state)
  const over = status === 'FAIL' ? 'FAIL' : task.state === 'END:SUCCESS' ? 'SUCCESS' : 'MAKING'
  return {
    Status: over,
    FailMessage: task.failMessage,
    StageV2: stage,
    StatusV2: status,
    StageInfo: task.state === 'CONFIRM:WAIT_PROCESS' ? JSON.stringify(confirmContent(task, cos)) : '',
    ...(over === 'SUCCESS' && assets ? { AssetList: assets } : {}),
  }
}

/** CustomerConfirmContent: what there is to judge. */
function confirmContent(task: CustomTask, cos: Cos): object {
  const urls = (names: readonly string[]): string[] => names.map((name) => cos.url(name))
  return {
    TrainResult: urls(task.demos),
    RejectReason: task.rejectReason,
    TrainRecord: task.record.map(({ trainedAt, demos }) => ({ StartTime: vendorTime(trainedAt), Record: urls(demos) })),
  }
}
