import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Settled } from '../../options.js'
import { CREDENTIALS } from '../credentials.js'
import { ERRORS, refusal } from '../errors.js'
import { newId } from '../../ids.js'
import type { Media } from '../media.js'
import { REVIEW_CONFIG } from '../shapes.js'
import { RuleBook } from './rule-book.js'
import type { LiveSession } from './session.js'

const DAY_MS = 24 * 3600 * 1000

/** The body of 6.2.7. */
export const REPORT_BODY = z.object({
  total: z.int().min(1).max(1000),
  events: z.array(z.object({
    timestamp: z.int().min(0).max(4_102_415_999_000),
    type: z.int().min(0).max(100).optional(),
    content: z.string().max(4096).optional(),
  })).max(1000).optional(),
  review_config: REVIEW_CONFIG.optional(),
})

/** An event of the audience, as a platform's collector reports it (LiveEvent, table 6-327). */
export type AudienceEvent = NonNullable<z.output<typeof REPORT_BODY>['events']>[number]

/** The reports of one live task's audience: who may send them, and what the task says to them. */
export class EventReport {
  readonly #session: LiveSession
  readonly #media: Media
  readonly #options: Settled
  readonly #secret = randomBytes(32)
  readonly #rules: RuleBook
  readonly #expires: number
  #records = ''

  constructor(session: LiveSession, media: Media, options: Settled) {
    this.#session = session
    this.#media = media
    this.#options = options
    this.#rules = new RuleBook(options)
    this.#expires = session.createdAt + DAY_MS
  }

  /** The address to report to without AK/SK, good until `expires` (milliseconds since 1970); a day from the start of the task when left out. */
  url(expires = this.#expires): string {
    const { plan: { room }, id } = this.#session
    return `${this.#media.base}/v1/${CREDENTIALS.projectId}/smart-live-rooms/${room.id}/smart-live-jobs/${id}/live-event-report?auth_key=${this.#key(expires)}&expires_time=${expires}`
  }

  /** A fresh address, good for a day from now. */
  refreshed(): string {
    return this.url(this.#options.now() + DAY_MS)
  }

  /** Throws the vendor's 401 for a wrong key, one that has expired, or one that expired more than a day ago and is to be refreshed. */
  check(key: string, expires: number, refresh: boolean): void {
    const [sent, expected] = [Buffer.from(key), Buffer.from(this.#key(expires))]
    if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) throw refusal(ERRORS.reportKey, 'auth_key does not belong to expires_time')
    const over = this.#options.now() - expires
    if (over <= 0 || (refresh && over <= DAY_MS)) return
    throw refusal(refresh ? ERRORS.reportTooOld : ERRORS.reportExpired, 'expires_time is over')
  }

  /** Takes events in; those that hit an interaction rule are replied to. */
  take(events: readonly AudienceEvent[]): void {
    this.#records += events.map((event) => `${JSON.stringify(event)}\n`).join('')
    if (events.length > 0) this.#media.keep(this.recordName, { bytes: Buffer.from(this.#records), type: 'text/plain; charset=utf-8' })
    for (const _text of this.#rules.repliesTo(events, this.#session.plan.rules)) this.#session.say({ id: newId() }, 'APPEND')
  }

  /** Whether anything was reported. */
  get recorded(): boolean {
    return this.#records !== ''
  }

  /** The name of the record in the object store. */
  get recordName(): string {
    return `records/${this.#session.id}.txt`
  }

  #key(expires: number): string {
    return createHmac('sha256', this.#secret).update(`${this.#session.id}${expires}`).digest('hex')
  }
}
