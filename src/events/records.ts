import type { EventRow } from '../db/entities.js'
import type { Disposition, EventDraft, LoggedEvent } from '../domain/events.js'
import type { CallbackSeal } from '../domain/port.js'
import { encodeCursor } from './cursor.js'

/** A draft as `append_events` takes it. */
export interface DraftRecord extends Pick<EventRow, 'kind' | 'vendor' | 'account' | 'source' | 'content'> {
  room?: string
  session?: string
  job?: string
  subject?: string
  state?: string
  superseded_by?: readonly string[]
  /** ISO 8601. */
  occurred_at: string
  replay_key?: string
  seal_account?: string
  seal?: string
  seal_body?: string
}

/** What `append_events` answers for one draft. */
export interface AppendedRecord {
  /** Beside those of events: FORGED, whose seal came with another body before, and SEALED, which was a seal and nothing else. */
  disposition: Disposition | 'FORGED' | 'SEALED'
  id: string | null
  position: string | null
  previous_state: string | null
  received_at: Date
}

/** Whose proof is taken, with which body. */
export interface AccountSeal extends CallbackSeal {
  account: string
}

/** A draft ready to be stored, and its JSON. A seal that comes without a draft has no record. */
export interface PreparedDraft {
  record?: DraftRecord
  json: string
  traceparent?: string
}

/**
 * Makes the drafts of one append ready, and the seal that they come with. Throws where a draft cannot be told in JSON.
 *
 * One signed message may hold several events, all with its replay key: the second and later ones get a number, so that
 * they are not taken for replays of the first, and a real replay still meets its own.
 */
export function prepare(drafts: readonly EventDraft[], seal?: AccountSeal): PreparedDraft[] {
  const sealed = seal && { seal_account: seal.account, seal: seal.seal, seal_body: seal.body }
  if (seal && drafts.length === 0) return [{ json: JSON.stringify(sealed) }]
  const seen = new Map<string, number>()
  return drafts.map((draft) => {
    const record = sealed ? { ...toRecord(draft), ...sealed } : toRecord(draft)
    if (record.replay_key !== undefined) {
      const earlier = seen.get(record.replay_key) ?? 0
      seen.set(record.replay_key, earlier + 1)
      if (earlier > 0) record.replay_key += `#${earlier + 1}`
    }
    const json = JSON.stringify(record)
    const storable = json.includes('\\u') ? json.replace(UNSTORABLE, (found) => (found === ESCAPED_BACKSLASH ? found : '\\ufffd')) : json
    // The event that is announced now must be the one that is read later.
    const { traceparent } = draft
    return { record: storable === json ? record : (JSON.parse(storable) as DraftRecord), json: storable, ...(traceparent !== undefined && { traceparent }) }
  })
}

const ESCAPED_BACKSLASH = '\\\\'
/** PostgreSQL's text knows no NUL and no half of a surrogate pair, and what a vendor signed has to be storable anyhow. */
const UNSTORABLE = /\\(?:\\|u0000|ud[89a-f][0-9a-f]{2})/g

function toRecord({ transition, replayKey, occurredAt, kind, vendor, account, source, room, session, job, content }: EventDraft): DraftRecord {
  return {
    kind,
    vendor,
    account,
    source,
    room,
    session,
    job,
    content,
    subject: transition?.subject,
    state: transition?.state,
    superseded_by: transition?.supersededBy,
    occurred_at: occurredAt.toISOString(),
    replay_key: replayKey,
  }
}

/** The event that a draft became; nothing when it was not announced. */
export function announcedEvent(epoch: string, { record, traceparent }: PreparedDraft, { id, position, previous_state, received_at }: AppendedRecord): LoggedEvent | undefined {
  if (position === null || id === null || !record) return undefined
  const { kind, vendor, account, source, room = null, session = null, job = null, content, occurred_at } = record
  const occurredAt = new Date(occurred_at)
  const event = toEvent(epoch, { id, position: Number(position), kind, vendor, account, source, room, session, job, content, previousState: previous_state, occurredAt, receivedAt: received_at })
  return traceparent === undefined ? event : { ...event, traceparent }
}

type StoredEvent = Pick<
  EventRow,
  'id' | 'kind' | 'vendor' | 'account' | 'source' | 'room' | 'session' | 'job' | 'content' | 'previousState' | 'occurredAt' | 'receivedAt'
> & { position: number }

/** The event that a row holds. Its transition and replay key have done their work and stay in the log. */
export function toEvent(epoch: string, { id, position, kind, vendor, account, source, room, session, job, content, previousState, occurredAt, receivedAt }: StoredEvent): LoggedEvent {
  const event: Omit<StoredEvent, 'room' | 'session' | 'job'> & Pick<LoggedEvent, 'cursor' | 'room' | 'session' | 'job'> = { id, position, cursor: encodeCursor({ epoch, position }), kind, vendor, account, source, content, previousState, occurredAt, receivedAt }
  if (room !== null) event.room = room
  if (session !== null) event.session = session
  if (job !== null) event.job = job
  // Kind and content were stored together from one draft, which the compiler cannot follow through a row.
  return event as LoggedEvent
}
