import type { EventFieldsFragment, LiveState, RtmpState, SessionFieldsFragment } from '../queries/documents.js'

/** An event of the graph, of any kind. */
export type GraphEvent = EventFieldsFragment

/** One change of an output's connection. */
export interface OutputTransition {
  id: string
  state: RtmpState
  /** ISO 8601. */
  at: string
}

/** An output with what its connection went through, oldest first. */
export interface Output {
  url: string
  state: RtmpState
  transitions: readonly OutputTransition[]
}

/** The place that the script has reached. */
export interface Progress {
  sceneName: string | null
  sequenceNo: number | null
  paragraphTitle: string | null
  at: string
}

/** A live session as the wall shows it: what the graph told of it first, and every event since. */
export interface Session extends Omit<SessionFieldsFragment, 'state'> {
  state: LiveState
  outputs: readonly Output[]
  progress: Progress | null
  lastReply: { id: string; at: string } | null
}

/** Transitions that are kept of an output. */
const MAX_TRANSITIONS = 16

const OVER: ReadonlySet<LiveState> = new Set(['ENDED', 'FAILED', 'BLOCKED'])

/** Whether a session will never change again. */
export const isOver = ({ state }: Pick<Session, 'state'>): boolean => OVER.has(state)

/** Whether viewers of an output see nothing although its session runs. */
export const isBroken = ({ state }: Pick<Output, 'state'>): boolean => state === 'DISCONNECTED' || state === 'RECONNECTING'

/** Newest first; those of the same moment stay in the order of their ids. */
export const newestFirst = (one: { createdAt: string | null; id: string }, other: { createdAt: string | null; id: string }): number =>
  (other.createdAt ?? '').localeCompare(one.createdAt ?? '') || one.id.localeCompare(other.id)

/** A session as a query brought it. */
export function sessionOf({ state, ...fields }: SessionFieldsFragment): Session {
  return {
    ...fields,
    state: state ?? 'UNKNOWN',
    outputs: [],
    progress: null,
    lastReply: null,
  }
}

/**
 * A session with what a later query tells beside its state: the state comes from events, which are in order, while an
 * answer may have been overtaken by one. Its cover stays, whose address is signed anew each time and would load again.
 */
export function refreshed(session: Session, told: SessionFieldsFragment): Session {
  const { state, vendorState, outputs, progress, lastReply, coverUrl } = session
  return { ...told, state, vendorState, outputs, progress, lastReply, coverUrl: coverUrl ?? told.coverUrl }
}

/** The session with the outputs that the log knows of. One that an event has told of already is newer than the answer. */
export function withOutputs(session: Session, told: readonly Pick<Output, 'url' | 'state'>[]): Session {
  const news = told.filter(({ url }) => !session.outputs.some((output) => output.url === url))
  return news.length ? { ...session, outputs: [...session.outputs, ...news.map(({ url, state }) => ({ url, state, transitions: [] }))] } : session
}

/** The session after an event of its own. An event that it has seen, or one older than what it shows, changes nothing of what is newer. */
export function withEvent(session: Session, event: GraphEvent): Session {
  switch (event.__typename) {
    case 'LiveStateChanged': {
      const ended = OVER.has(event.liveState) ? (session.endedAt ?? event.occurredAt) : session.endedAt
      const started = event.liveState === 'LIVE' ? (session.startedAt ?? event.occurredAt) : session.startedAt
      return { ...session, state: event.liveState, vendorState: event.vendorState, startedAt: started, endedAt: ended }
    }
    case 'RtmpStateChanged':
      return { ...session, outputs: withTransition(session.outputs, event.outputUrl, { id: event.id, state: event.rtmpState, at: event.occurredAt }) }
    case 'LiveProgress': {
      const { sceneName, sequenceNo, paragraphTitle, occurredAt: at } = event
      return session.progress && session.progress.at > at ? session : { ...session, progress: { sceneName, sequenceNo, paragraphTitle, at } }
    }
    case 'ReplyFinished':
      return session.lastReply && session.lastReply.at > event.occurredAt ? session : { ...session, lastReply: { id: event.finishedReplyId, at: event.occurredAt } }
    case 'TrainingStatusChanged':
    case 'VideoJobChanged':
    case 'UnrecognizedEvent':
      return session
  }
}

function withTransition(outputs: readonly Output[], url: string, transition: OutputTransition): readonly Output[] {
  const output = outputs.find((known) => known.url === url) ?? { url, state: transition.state, transitions: [] }
  if (output.transitions.some(({ id }) => id === transition.id)) return outputs
  // The times of a vendor may be whole seconds: of the same second the one that came last is the later.
  const before = output.transitions.filter(({ at }) => at <= transition.at)
  const after = output.transitions.filter(({ at }) => at > transition.at)
  const transitions = [...before, transition, ...after].slice(-MAX_TRANSITIONS)
  const changed = { url, transitions, state: after.length ? output.state : transition.state }
  return outputs.some((known) => known.url === url) ? outputs.map((known) => (known.url === url ? changed : known)) : [...outputs, changed]
}
