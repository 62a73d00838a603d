import type { Answer, Call } from '../call.js'
import { newId } from '../ids.js'
import { Stages } from '../stages.js'
import { CODES, refusal, success } from './codes.js'
import type { Context } from './context.js'
import { decide, STEPS } from './customization/course.js'
import { assetInfos, makeAssets, makeDemos } from './customization/output.js'
import { CONFIRM_BODY, MAKE_BODY } from './customization/request.js'
import { hasStage, shownTask, splitState, type CustomTask, type MakeType, type TaskState } from './customization/task.js'
import { readPayload } from './envelope.js'
import { NOTHING, TASK_BODY } from './shapes.js'

/** Which types name their assets in a progress query: all six (1240/96070), or the two fast ones (1211/62061). */
export type AssetListing = 'all' | 'fast'

const FAST: ReadonlySet<MakeType> = new Set(['IMAGE_PHOTO', 'ZERO_SHOT_VOICE'])

/** Customization of avatars and voices (section 3): submission, review, processing, training, the customer's word. Nobody is called back. */
export class Customization {
  readonly #context: Context
  readonly #stages: Stages<TaskState, CustomTask>
  readonly #listing: AssetListing
  readonly #hasAudio: (audioId: string) => boolean

  /** `hasAudio` says whether an AudioId is of a sound that passed the quality check. */
  constructor(context: Context, listing: AssetListing, hasAudio: (audioId: string) => boolean) {
    this.#context = context
    this.#listing = listing
    this.#hasAudio = hasAudio
    this.#stages = new Stages(context.pace, {
      steps: STEPS,
      decide: (task, next) => decide(task, next, (url) => context.cos.isThere(url)),
      entered: (task) => this.#entered(task),
    })
  }

  /** getuploadcredentials: temporary keys for a folder of their own. */
  credentials(call: Call): Answer {
    readPayload(NOTHING, call)
    const { keys, prefix } = this.#context.cos.issue()
    return success({
      Credentials: { Token: keys.token, TmpSecretId: keys.secretId, TmpSecretKey: keys.secretKey },
      StartTime: Math.floor(keys.issuedAt / 1000),
      ExpiredTime: Math.floor(keys.expiresAt / 1000),
      PathPrefix: prefix,
    })
  }

  /** make: uses up one of the bought customizations. */
  make(call: Call): Answer {
    const body = readPayload(MAKE_BODY, call)
    const { world, options } = this.#context
    if (world.tasks.all.some((task) => task.anchorName === body.AnchorName)) throw refusal(CODES.value, 'AnchorName: there is one of this name, it must be unique')
    if (body.AudioId !== undefined && !this.#hasAudio(body.AudioId)) throw refusal(CODES.value, 'AudioId: no quality check that was passed answered this id')
    const quota = world.quotas.customization
    if (quota[body.MakeType] <= 0) throw refusal(CODES.quota, `no ${body.MakeType} is left`)
    quota[body.MakeType] -= 1
    const now = options.now()
    const task: CustomTask = {
      id: newId(), createdAt: now, makeType: body.MakeType, anchorName: body.AnchorName, sex: body.SexType, body,
      state: 'SUBMIT:WAIT_PROCESS', trainedAt: now, demos: [], record: [], rejectReason: '', failMessage: '', made: {},
    }
    world.tasks.add(task)
    this.#stages.enter(task, task.state)
    return success({ TaskId: task.id })
  }

  /** getprogress. */
  progress(call: Call): Answer {
    const task = this.#find(readPayload(TASK_BODY, call).TaskId)
    const named = this.#listing === 'all' || FAST.has(task.makeType)
    return success(shownTask(task, this.#context.cos, named ? assetInfos(this.#context, task) : undefined))
  }

  /** customerconfirm: only while the demos wait for the customer. */
  confirm(call: Call): Answer {
    const { TaskId: id, Operate: operate, Reason: reason } = readPayload(CONFIRM_BODY, call)
    const task = this.#find(id)
    if (task.state !== 'CONFIRM:WAIT_PROCESS') throw refusal(CODES.value, `the task must be in CONFIRM, WAIT_PROCESS; it is in ${task.state.replace(':', ', ')}`)
    task.answer = { operate, ...(reason === undefined ? {} : { reason }) }
    this.#stages.enter(task, 'CONFIRM:PROCESSING')
    return success({})
  }

  /** Brings a task to a state and leaves it there until somebody does something; false when there is none of this id, or its type has no such stage. */
  move(id: string, state: TaskState): boolean {
    const task = this.#context.world.tasks.byId.get(id)
    if (!task || !hasStage(task.makeType, splitState(state).stage)) return false
    if (splitState(state).status === 'FAIL') task.failMessage ||= 'The task failed.'
    this.#stages.hold(task, state)
    return true
  }

  /** Makes a task that is not over fail in its stage; false when there is none of this id. */
  fail(id: string, message: string): boolean {
    const task = this.#context.world.tasks.byId.get(id)
    if (!task || task.state === 'END:SUCCESS' || splitState(task.state).status === 'FAIL') return false
    task.failMessage = message
    this.#stages.hold(task, `${splitState(task.state).stage}:FAIL`)
    return true
  }

  /** Has the vendor refuse the next rejection of a task; false when there is none of this id. */
  refuseRetrain(id: string, reason: string): boolean {
    const task = this.#context.world.tasks.byId.get(id)
    if (task) task.refuseNext = reason
    return task !== undefined
  }

  #entered(task: CustomTask): void {
    if (task.state === 'TRAIN:WAIT_PROCESS') task.trainedAt = this.#context.options.now()
    if (task.state === 'CONFIRM:WAIT_PROCESS' && task.demos.length === 0) task.demos = makeDemos(this.#context, task)
    if (task.state === 'END:SUCCESS' && Object.keys(task.made).length === 0) task.made = makeAssets(this.#context, task)
  }

  #find(id: string): CustomTask {
    const task = this.#context.world.tasks.byId.get(id)
    if (!task) throw refusal(CODES.noRecord, 'TaskId: there is no customization of this id')
    return task
  }
}
