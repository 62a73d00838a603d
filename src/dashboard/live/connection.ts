import type { EventsSubscription } from '../queries/documents.js'

/** What the log could not give back after a break. */
export type Gap = Extract<EventsSubscription['events'], { __typename: 'StreamGap' }>

/** How the page is connected to the stream of events. */
export type Connection =
  | { phase: 'connecting' }
  /** Everything that happens is on the screen at once. */
  | { phase: 'live' }
  /** What happened after the cursor is being read. */
  | { phase: 'catching-up'; from: string }
  /** The connection broke; it is tried again at `retryAt`, epoch milliseconds. */
  | { phase: 'broken'; retryAt: number; from: string }
  /** The graph does not know the caller, or not any more. */
  | { phase: 'refused' }
