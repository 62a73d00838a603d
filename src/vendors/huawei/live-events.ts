import type { EventContents, EventKind, Transition } from '../../domain/events.js'
import type { Json } from '../../domain/json.js'
import type { LiveSessionRef, LiveState } from '../../domain/live.js'
import { liveTransition, progressTransition, replyTransition } from '../../domain/transitions.js'

/** What one kind of event adds to what all events of a session tell. */
export type LiveEventBody = { [K in EventKind]: { kind: K; content: EventContents[K]; transition: Transition } }[EventKind]

/*
 * Callbacks and RTC messages tell of the same things. Both become events here, with the same transitions, so that what
 * comes by both ways is announced once.
 */

/** The script has reached a place. Where in the paragraph it is makes no other place. */
export function progressEvent(account: string, ref: LiveSessionRef, content: EventContents['LiveProgress']): LiveEventBody {
  const place = JSON.stringify([content.sceneName, content.sequenceNo, content.paragraphTitle])
  return { kind: 'LiveProgress', content, transition: progressTransition(account, ref, place) }
}

/** A reply was spoken to its end. */
export const replyEvent = (account: string, ref: LiveSessionRef, replyId: string): LiveEventBody => ({
  kind: 'ReplyFinished',
  content: { replyId },
  transition: replyTransition(account, ref, replyId),
})

/** The session has reached a state. */
export const stateEvent = (account: string, ref: LiveSessionRef, state: LiveState, vendorState: string): LiveEventBody => ({
  kind: 'LiveStateChanged',
  content: { state, vendorState },
  transition: liveTransition(account, ref, state),
})

/** A whole number; in callbacks it is a string, in RTC messages a number (errata, section 7). */
export function wholeNumber(value: Json | undefined): number | null {
  const number = typeof value === 'string' && /^-?\d{1,9}$/.test(value.trim()) ? Number(value) : value
  return Number.isInteger(number) ? (number as number) : null
}
