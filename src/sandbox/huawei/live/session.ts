import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../../random.js'
import type { LiveEvent } from '../deliveries.js'
import type { PlayPolicy, Scene, StoredRoom } from '../world/rooms.js'
import { rounds, type Step } from './walk.js'

/** Milliseconds at speed 1. */
const PREPARE = 500
const CONNECT = 200
const PARAGRAPH = 2000
const OUTAGE = 400
/** A reply is said to be finished after every so many paragraphs. */
const REPLY_EVERY = 3
const OUTAGE_CHANCE = 1 / 12

/** The states of a live task (section 6.2.3). */
export type JobState = 'WAITING' | 'PROCESSING' | 'SUCCEED' | 'FAILED' | 'BLOCKED'

/** What a start request decided, over the room's own settings. */
export interface SessionPlan {
  room: StoredRoom
  scenes: readonly Scene[]
  policy: PlayPolicy
  outputs: readonly { url: string; streamKey: string }[]
}

/** What a session needs from around it. */
export interface Surroundings {
  now: () => number
  speed: number
  random: Random
  /** Called with every event, in order. */
  emit: (event: LiveEvent) => void
}

/** One running live task: it connects its outputs and walks through the scripts until it is stopped, fails or has played them all. */
export class LiveSession {
  /** Random, not seeded: who stores sessions outlives this process, and must not meet an old id again. */
  readonly id = randomUUID().replaceAll('-', '')
  readonly plan: SessionPlan
  readonly createdAt: number
  state: JobState = 'WAITING'
  startedAt: number | null = null
  endedAt: number | null = null
  updatedAt: number
  error: { error_code: string; error_msg: string } | null = null
  readonly #around: Surroundings
  readonly #stop = new AbortController()

  constructor(plan: SessionPlan, around: Surroundings) {
    this.plan = plan
    this.#around = around
    this.createdAt = around.now()
    this.updatedAt = this.createdAt
  }

  /** Whether it has come to an end. */
  get over(): boolean {
    return this.state !== 'WAITING' && this.state !== 'PROCESSING'
  }

  /** Plays the session; resolves when it is over. Called once. */
  async run(): Promise<void> {
    try {
      await this.#pause(PREPARE)
      this.startedAt = this.#around.now()
      this.#become('PROCESSING')
      this.#outputsAre('CONNECTING')
      await this.#pause(CONNECT)
      this.#outputsAre('CONNECTED')
      await this.#play()
      this.finish('SUCCEED')
    } catch (error) {
      // The only expected way out of a pause is finish(); the state is already set then.
      if (!this.#stop.signal.aborted) throw error
    }
  }

  /** Ends it now, wherever it is: outputs say END, then the state is final. Does nothing when it is over. */
  finish(state: 'SUCCEED' | 'FAILED' | 'BLOCKED', error: LiveSession['error'] = null): void {
    if (this.over) return
    if (this.state === 'PROCESSING') this.#outputsAre('END')
    this.error = error
    this.endedAt = this.#around.now()
    this.#become(state)
    this.#stop.abort()
  }

  /** Falls silent without a word, as when the process is cut off. */
  abandon(): void {
    this.#stop.abort()
  }

  async #play(): Promise<void> {
    let played = 0
    for (const step of rounds(this.plan.scenes, this.plan.policy, this.#around.random)) {
      if (step === 'wait') await this.#pause(PARAGRAPH)
      else await this.#paragraph(step, ++played)
    }
  }

  async #paragraph({ scene, paragraph }: Exclude<Step, 'wait'>, played: number): Promise<void> {
    this.#emit('SHOOT_SCRIPT_SWITCH', {
      scene_script_name: scene.script_name, shoot_script_sequence_no: String(paragraph.sequence_no), shoot_script_title: paragraph.title,
    })
    let left = PARAGRAPH
    if (this.#around.random.chance(OUTAGE_CHANCE)) {
      left -= 2 * OUTAGE
      this.#outputsAre('DISCONNECTED')
      await this.#pause(OUTAGE)
      this.#outputsAre('RECONNECTING')
      await this.#pause(OUTAGE)
      this.#outputsAre('CONNECTED')
    }
    await this.#pause(left)
    if (played % REPLY_EVERY === 0) this.#emit('REPLY_COMMAND_FINISH', { reply_id: randomUUID().replaceAll('-', '') })
  }

  #outputsAre(state: 'CONNECTING' | 'CONNECTED' | 'DISCONNECTED' | 'RECONNECTING' | 'END'): void {
    for (const { url, streamKey } of this.plan.outputs) this.#emit('RTMP_STREAM_STATE_CHANGE', { output_url: url, stream_key: streamKey, state })
  }

  #emit(type: LiveEvent['type'], fields: Record<string, string>): void {
    this.#around.emit({ type, message: { room_id: this.plan.room.id, job_id: this.id, ...fields } })
  }

  #become(state: JobState): void {
    this.state = state
    this.updatedAt = this.#around.now()
  }

  async #pause(milliseconds: number): Promise<void> {
    await wait(milliseconds / this.#around.speed, undefined, { signal: this.#stop.signal })
  }
}
