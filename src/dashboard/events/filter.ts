import type { Messages } from '../i18n/en.js'
import type { GraphEvent, Session } from '../live/session.js'
import type { EventFilter, EventSource, EventType, Vendor } from '../queries/documents.js'
import { eventWords } from './event-words.js'

/** The types of events, as the graph's filter names them. */
export const TYPES: Record<GraphEvent['__typename'], EventType> = {
  LiveProgress: 'LIVE_PROGRESS',
  LiveStateChanged: 'LIVE_STATE_CHANGED',
  RtmpStateChanged: 'RTMP_STATE_CHANGED',
  ReplyFinished: 'REPLY_FINISHED',
  TrainingStatusChanged: 'TRAINING_STATUS_CHANGED',
  VideoJobChanged: 'VIDEO_JOB_CHANGED',
  UnrecognizedEvent: 'UNRECOGNIZED',
}

/** What is looked for; null is any. */
export interface Wanted {
  type: GraphEvent['__typename'] | null
  vendor: Vendor | null
  source: EventSource | null
}

/** The part of it that the graph can look for. */
export const graphFilter = ({ type, vendor }: Wanted): EventFilter => ({ ...(type && { types: [TYPES[type]] }), ...(vendor && { vendors: [vendor] }) })

/** Whether an event is one of those. */
export const isWanted = ({ type, vendor, source }: Wanted, event: GraphEvent): boolean =>
  (!type || event.__typename === type) && (!vendor || event.vendor === vendor) && (!source || event.source === source)

/** What an event is about, by name where the page knows it. */
export function subjectOf(event: GraphEvent, names: { session: (id: string) => Session | undefined; job: (id: string) => string | null | undefined }): string {
  if ('session' in event) return names.session(event.session.id)?.roomName ?? nativeIdOf(event.session.id)
  if ('job' in event) return names.job(event.job.id) ?? nativeIdOf(event.job.id)
  return event.account.slug
}

/** An id is opaque: its end tells two apart where there is no name. */
const nativeIdOf = (id: string) => `…${id.slice(-8)}`

/** Everything that can be found of an event, in one line. */
export const searchable = (event: GraphEvent, subject: string, m: Messages): string =>
  `${subject} ${eventWords(event, m)} ${m.events.types[event.__typename]} ${event.account.slug} ${event.source}`.toLowerCase()
