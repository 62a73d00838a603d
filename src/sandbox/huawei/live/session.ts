import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../../random.js'
import type { LiveEvent } from './callbacks.js'
import { newId } from '../../ids.js'
import type { InteractionRule } from '../shapes.js'
import type { PlayPolicy, Scene, StoredRoom } from '../world/rooms.js'
import { ReplyQueue, type PlayType, type Reply } from './replies.js'
import { rounds, type Step } from './walk.js'

/** Milliseconds at speed 1. */
const PREPARE = 500
const CONNECT = 200
const PARAGRAPH = 2000
const REPLY = 1000
const OUTAGE = 400
/** A reply is said to be finished after every so many paragraphs, as if the audience had asked for one. */
const REPLY_EVERY = 3
const OUTAGE_CHANCE = 1 / 12

/** The states of a live task (section 6.2.3). */
export type JobState = 'WAITING' | 'PROCESSING' | 'SUCCEED' | 'FAILED' | 'BLOCKED'
export interface Output {
  url: string
  streamKey: string
}

/** What a start request decided, over the room's own settings; commands change it on the way. */
export interface SessionPlan {
  room: StoredRoom
  scenes: readonly Scene[]
  rules: readonly InteractionRule[]
  policy: PlayPolicy
  outputs: readonly Output[]
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
  readonly id = newId()
  readonly createdAt: number
  state: JobState = 'WAITING'
  startedAt: number | null = null
  endedAt: number | null = null
  updatedAt: number
  error: { error_code: string; error_msg: string } | null = null
  /** Called once, when it has come to an end by itself or by somebody. */
  onEnd: () => void = () => undefined
  #plan: SessionPlan
  #steps: Iterator<Step, void>
  readonly #around: Surroundings
  readonly #stop = new AbortController()
  readonly #replies = new ReplyQueue()
  #connected = false

  constructor(plan: SessionPlan, around: Surroundings) {
    this.#plan = plan
    this.#around = around
    this.createdAt = around.now()
    this.updatedAt = this.createdAt
    this.#steps = rounds(plan.scenes, plan.policy, around.random)
  }

  get plan(): Readonly<SessionPlan> {
    return this.#plan
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
      this.#connected = true
      this.#outputsAre('CONNECTED')
      await this.#play()
      this.finish('SUCCEED')
    } catch (error) {
      // The only expected way out of a pause is finish(); the state is already set then.
      if (!this.#stop.signal.aborted) throw error
    }
  }

  /** Has something said between the paragraphs (section 10.5); REPLY_COMMAND_FINISH with its id tells when it was said. */
  say(reply: Reply, type: PlayType): void {
    this.#replies.add(reply, type)
  }

  /** Replaces what has not been played yet: after the current paragraph the new scenes begin. */
  rewriteScenes(scenes: readonly Scene[]): void {
    this.#plan = { ...this.#plan, scenes }
    this.#steps = rounds(scenes, this.#plan.policy, this.#around.random)
    this.updatedAt = this.#around.now()
  }

  rewriteRules(rules: readonly InteractionRule[]): void {
    this.#plan = { ...this.#plan, rules }
    this.updatedAt = this.#around.now()
  }

  /** Ends the present outputs and connects to others. */
  refreshOutputs(outputs: readonly Output[]): void {
    this.#outputsAre('END')
    this.#plan = { ...this.#plan, outputs }
    this.updatedAt = this.#around.now()
    this.#outputsAre('CONNECTING')
    // While the first outputs are still connecting, their CONNECTED is the new ones'.
    if (this.#connected) void this.#pause(CONNECT).then(() => this.#outputsAre('CONNECTED'), () => undefined)
  }

  /** Ends it now, wherever it is: outputs say END, then the state is final. Does nothing when it is over. */
  finish(state: 'SUCCEED' | 'FAILED' | 'BLOCKED', error: LiveSession['error'] = null): void {
    if (this.over) return
    if (this.state === 'PROCESSING') this.#outputsAre('END')
    this.error = error
    this.endedAt = this.#around.now()
    this.#become(state)
    this.abandon()
    this.onEnd()
  }

  /** Falls silent without a word, as when the process is cut off. */
  abandon(): void {
    this.#stop.abort()
    this.#replies.wake()
  }

  async #play(): Promise<void> {
    for (let played = 0; ;) {
      const reply = this.#replies.take()
      if (reply) {
        await this.#pause(REPLY)
        this.#emit('REPLY_COMMAND_FINISH', { reply_id: reply.id })
        continue
      }
      const { done, value: step } = this.#steps.next()
      if (done) return
      if (step === 'wait') await this.#rest(PARAGRAPH, 'any')
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
    await this.#rest(left, 'PLAY_NOW')
    if (played % REPLY_EVERY === 0) this.#emit('REPLY_COMMAND_FINISH', { reply_id: newId() })
  }

  #outputsAre(state: 'CONNECTING' | 'CONNECTED' | 'DISCONNECTED' | 'RECONNECTING' | 'END'): void {
    for (const { url, streamKey } of this.#plan.outputs) this.#emit('RTMP_STREAM_STATE_CHANGE', { output_url: url, stream_key: streamKey, state })
  }

  #emit(type: LiveEvent['type'], fields: Record<string, string>): void {
    this.#around.emit({ type, message: { room_id: this.#plan.room.id, job_id: this.id, ...fields } })
  }

  #become(state: JobState): void {
    this.state = state
    this.updatedAt = this.#around.now()
  }

  /** A pause that a reply cuts short: one to be played now, or any. */
  async #rest(milliseconds: number, by: 'PLAY_NOW' | 'any'): Promise<void> {
    const interrupted = this.#replies.interruption(by)
    try {
      await this.#pause(milliseconds, interrupted)
    } catch (error) {
      if (this.#stop.signal.aborted) throw error
    }
  }

  async #pause(milliseconds: number, signal: AbortSignal = this.#stop.signal): Promise<void> {
    await wait(milliseconds / this.#around.speed, undefined, { signal })
  }
}
