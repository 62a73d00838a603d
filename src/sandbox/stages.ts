import type { Pace } from './pace.js'

/** Where a job goes by itself, and after how many milliseconds at speed 1; states that are left out wait for somebody. */
export type Steps<State extends string | number> = Readonly<Partial<Record<State, { after: number; next: State }>>>

/** What a kind of job does in its states. */
export interface Course<State extends string | number, Job> {
  steps: Steps<State>
  /** The state that it really goes to, in the place of the one of the table: a review may refuse. */
  decide: (job: Job, next: State) => State
  /** Called when it has come to a state. */
  entered: (job: Job) => void
}

/** Walks jobs through their states. */
export class Stages<State extends string | number, Job extends { readonly id: string; state: State }> {
  readonly #pace: Pace
  readonly #course: Course<State, Job>
  readonly #pending = new Map<string, () => void>()

  constructor(pace: Pace, course: Course<State, Job>) {
    this.#pace = pace
    this.#course = course
  }

  /** Brings a job to a state; from there it goes on by itself where the table says so. */
  enter(job: Job, state: State): void {
    this.hold(job, state)
    const step = this.#course.steps[state]
    if (step) this.#pending.set(job.id, this.#pace.after(step.after, () => this.enter(job, this.#course.decide(job, step.next))))
  }

  /** Brings a job to a state and leaves it there. */
  hold(job: Job, state: State): void {
    this.drop(job)
    job.state = state
    this.#course.entered(job)
  }

  /** Forgets what was to come for a job. */
  drop(job: Job): void {
    this.#pending.get(job.id)?.()
    this.#pending.delete(job.id)
  }
}
