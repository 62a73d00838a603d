import { isMarked } from '../../ids.js'
import type { Pace } from '../../pace.js'

/** Milliseconds at speed 1. */
const BREATH = 200
const PER_CHARACTER = 180
const LONGEST_MS = 60_000

/** What a session is about to say, or says (SpeakStatus of statsession; the sound words belong to the command channel). */
export type SpeakStatus = 'Initial' | 'WaitingTextStart' | 'TextStart' | 'WaitingTextOver' | 'TextOver' | 'Error'

/** Speaks the texts of a session one after the other. */
export class Mouth {
  readonly #pace: Pace
  readonly #texts: string[] = []
  #cancel = (): void => undefined
  #status: SpeakStatus = 'Initial'
  #said: string[] = []

  constructor(pace: Pace) {
    this.#pace = pace
  }

  get status(): SpeakStatus {
    return this.#status
  }

  /** What it has begun to say so far, oldest first. */
  get said(): readonly string[] {
    return this.#said
  }

  /** Says a text: at once with `interrupt`, else after what it is saying. A marked text ends in Error, that drive only. */
  say(text: string, interrupt: boolean): void {
    if (interrupt) this.hush()
    this.#texts.push(text)
    if (this.#texts.length === 1) this.#next()
  }

  /** Falls silent and forgets what was to come. */
  hush(): void {
    this.#cancel()
    this.#texts.length = 0
    if (this.#status !== 'Initial') this.#status = 'TextOver'
  }

  /** Takes the first text; it stays first until it is over, so that `say` knows that somebody is speaking. */
  #next(): void {
    const text = this.#texts[0]
    if (text === undefined) return
    const steps: readonly (readonly [SpeakStatus, number])[] = isMarked(text)
      ? [['WaitingTextStart', BREATH], ['Error', 0]]
      : [['WaitingTextStart', BREATH], ['TextStart', Math.min(LONGEST_MS, text.length * PER_CHARACTER)], ['WaitingTextOver', BREATH], ['TextOver', 0]]
    this.#said.push(text)
    this.#walk(steps)
  }

  #walk([step, ...rest]: readonly (readonly [SpeakStatus, number])[]): void {
    if (!step) {
      this.#texts.shift()
      this.#next()
      return
    }
    const [status, after] = step
    this.#status = status
    if (rest.length === 0) this.#walk(rest)
    else this.#cancel = this.#pace.after(after, () => this.#walk(rest))
  }
}
