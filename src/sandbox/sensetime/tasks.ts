import { randomInt } from 'node:crypto'
import { z } from 'zod'
import type { Answer, Call } from '../call.js'
import { isMarked } from '../ids.js'
import { Register } from '../register.js'
import { Stages } from '../stages.js'
import { readInput } from './body.js'
import type { Context } from './context.js'
import { ERRORS, refusal, success } from './errors.js'
import { TASK_KINDS, type TaskKind } from './task-kinds.js'

/** Milliseconds at speed 1. */
const QUEUE = 1000
const WORK = 3000

/** A task of any kind. */
export interface Task {
  /** The digits of its number. */
  readonly id: string
  readonly kind: TaskKind
  /** Its status; the numbers are unconfirmed. */
  state: number
  /** The status that was last told. */
  told: number
  readonly createdAt: number
  /** The request's body as it came; the marker in it makes the task fail. */
  readonly request: string
}

const NAMED = z.object({ taskId: z.union([z.int(), z.string().regex(/^\d+$/)]) })

/**
 * Tasks that wait, run, and complete or become abnormal. Documented are the creation of face swaps (page 11), the states by
 * name and the rules of the codes; the numbers of the states and what the other operations take and answer are not.
 */
export class Tasks {
  readonly #context: Context
  readonly #register = new Register<Task>()
  readonly #stages: Stages<number, Task>
  readonly #tell = new Map<string, (status: number) => void>()

  constructor(context: Context) {
    this.#context = context
    const { waiting, running, completed, abnormal } = context.unconfirmed.taskStatus
    this.#stages = new Stages<number, Task>(context.pace, {
      steps: { [waiting]: { after: QUEUE, next: running }, [running]: { after: WORK, next: completed } },
      decide: ({ request }, next) => next === completed && isMarked(request) ? abnormal : next,
      entered: (task) => this.#entered(task),
    })
  }

  /** Newest first. */
  get all(): readonly Task[] {
    return this.#register.all
  }

  /** Answers the task's number, an integer as the face swap does. */
  create(kind: TaskKind, call: Call): Answer {
    const { check, busy, quota } = TASK_KINDS[kind]
    check(call)
    const { account, options, unconfirmed } = this.#context
    const { waiting, running, completed } = unconfirmed.taskStatus
    const mine = this.all.filter((task) => task.kind === kind)
    const open = mine.filter(({ state }) => state === waiting || state === running).length
    if (open >= account.concurrent[kind]) throw refusal(busy, `${open} tasks wait or run`, kind)
    if (quota && open + mine.filter(({ state }) => state === completed).length >= account.models[quota.model]) throw refusal(quota.error, `${account.models[quota.model]} models are made`)
    const task: Task = { id: String(randomInt(1e9, 1e12)), kind, state: waiting, told: waiting, createdAt: options.now(), request: call.rawBody.toString('utf8') }
    this.#register.add(task)
    this.#tell.set(task.id, this.#open(task))
    this.#stages.enter(task, waiting)
    return success(Number(task.id))
  }

  /** Unpublished. */
  show(kind: TaskKind, call: Call): Answer {
    const { id, state } = this.#find(kind, call)
    return success({ taskId: Number(id), status: state })
  }

  /** Unpublished: only tasks that wait or run can be cancelled (code 84115949). */
  cancel(kind: TaskKind, call: Call): Answer {
    const task = this.#find(kind, call)
    const { waiting, running, cancelled } = this.#context.unconfirmed.taskStatus
    if (task.state !== waiting && task.state !== running) throw refusal(ERRORS.notCancellable, `the status is ${task.state}`)
    this.#stages.hold(task, cancelled)
    return success(true)
  }

  /** Brings a task to a status, any number, and leaves it there. False when there is none of this id. */
  move(taskId: string, status: number): boolean {
    const task = this.#register.byId.get(taskId)
    if (!task) return false
    this.#stages.hold(task, status)
    return true
  }

  #entered(task: Task): void {
    if (task.state === task.told) return
    task.told = task.state
    this.#tell.get(task.id)?.(task.state)
  }

  #open({ id }: Task): (status: number) => void {
    const tell = this.#context.callbacks.open(id)
    return (status) => {
      const { event, tasksCallBack } = this.#context.unconfirmed
      if (tasksCallBack) tell(event.task, { [event.name]: event.task, [event.taskId]: Number(id), [event.status]: status })
    }
  }

  #find(kind: TaskKind, call: Call): Task {
    const task = this.#register.byId.get(String(readInput(NAMED, call).taskId))
    if (task?.kind !== kind) throw refusal(ERRORS.notFound, `there is no ${kind} task of this id`)
    return task
  }
}
