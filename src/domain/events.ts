import type { JobStatus } from './jobs.js'
import type { JsonObject } from './json.js'
import type { LiveState, RtmpState } from './live.js'
import type { TrainingState } from './training/job.js'
import type { Vendor } from './vendor.js'

/** How AvatarGraph learnt of an event. */
export const EVENT_SOURCES = ['CALLBACK', 'POLL', 'RTC', 'COMMAND'] as const
/** One of {@link EVENT_SOURCES}. */
export type EventSource = (typeof EVENT_SOURCES)[number]

/** Each kind of event with the fields of its own; the contract's table of subscriptions. */
export interface EventContents {
  LiveProgress: {
    sceneName: string | null
    sequenceNo: number | null
    paragraphTitle: string | null
    /** Position inside the paragraph, as the vendor words it; RTC notifications only. */
    offset: string | null
    replyId: string | null
  }
  LiveStateChanged: { state: LiveState; vendorState: string }
  RtmpStateChanged: { outputUrl: string; state: RtmpState }
  ReplyFinished: { replyId: string }
  TrainingStatusChanged: Pick<TrainingState, 'status' | 'stage' | 'vendorStatus' | 'requiredAction'>
  VideoJobChanged: { status: JobStatus; vendorStatus: string }
  /** A well-signed event of a kind that is not known yet. `content` has its secrets removed. */
  UnrecognizedEvent: { kind: string; content: JsonObject }
}

/** The kinds of events, as the graph's types are named. */
export type EventKind = keyof EventContents
/** All kinds. */
export const EVENT_KINDS = ['LiveProgress', 'LiveStateChanged', 'RtmpStateChanged', 'ReplyFinished', 'TrainingStatusChanged', 'VideoJobChanged', 'UnrecognizedEvent'] as const satisfies EventKind[]

interface EventOf<K extends EventKind> {
  kind: K
  content: EventContents[K]
  vendor: Vendor
  /** Slug of the vendor account. */
  account: string
  source: EventSource
  /** When it happened at the vendor, as far as known: otherwise when the vendor told it. */
  occurredAt: Date
  /** Native id of the live room concerned. */
  room?: string
  /** Native id of the live session concerned. */
  session?: string
  /** Key of the training or video job concerned, as in its global id. */
  job?: string
  /** What this is a state of. Absent for events that are no state (they are never duplicates of each other). */
  transition?: Transition
  /** Digest of the signed message: the same message seen again is answered, and not stored again. */
  replayKey?: string
}

/** A thing that has a state, and the state that this event says it reached. */
export interface Transition {
  /** Names the thing across all accounts, such as `huawei/live/ROOM/JOB`. */
  subject: string
  state: string
  /** The states after which this one is news from the past. */
  supersededBy: readonly string[]
}

/** An event on its way into the log. */
export type EventDraft = { [K in EventKind]: EventOf<K> }[EventKind]

/** An event of the log, announced at its position. */
export type LoggedEvent = EventDraft & {
  /** Global and unique. */
  id: string
  /** 1, 2, 3 … without a gap, in the order of commits. */
  position: number
  /** Opaque to callers: where a subscriber that has seen this event resumes. */
  cursor: string
  receivedAt: Date
  /** The subject's state before, where the event has a transition and the subject was known. */
  previousState: string | null
}

/**
 * What became of a draft: announced; stored as a duplicate (the subject is in that state already); stored as
 * superseded (the subject is past it); or not stored at all, being an exact replay of a signed message.
 */
export type Disposition = 'ANNOUNCED' | 'DUPLICATE' | 'SUPERSEDED' | 'REPLAYED'

/** Which events a reader or subscriber wants; what is left out does not narrow. */
export interface EventFilter {
  kinds?: readonly EventKind[]
  accounts?: readonly string[]
  room?: { account: string; room: string }
  session?: { account: string; session: string }
  job?: { account: string; job: string }
  /** From this instant on, and before that one, as the vendor tells the time. */
  occurredAfter?: Date
  occurredBefore?: Date
  /** Nothing of jobs that are known to belong to another third-party user than this one. Only the log can tell. */
  appUserId?: string
}

/** Whether an event is one of those asked for, as far as it tells itself (not whose it is); the log's own reading must agree with it. */
export function matches(filter: EventFilter, event: Pick<EventDraft, 'kind' | 'account' | 'room' | 'session' | 'job' | 'occurredAt'>): boolean {
  return (
    (!filter.kinds || filter.kinds.includes(event.kind)) &&
    (!filter.accounts || filter.accounts.includes(event.account)) &&
    (!filter.room || (filter.room.account === event.account && filter.room.room === event.room)) &&
    (!filter.session || (filter.session.account === event.account && filter.session.session === event.session)) &&
    (!filter.job || (filter.job.account === event.account && filter.job.job === event.job)) &&
    (!filter.occurredAfter || event.occurredAt >= filter.occurredAfter) &&
    (!filter.occurredBefore || event.occurredAt < filter.occurredBefore)
  )
}
