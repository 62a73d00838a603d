import type { JobStatus, LiveState, RtmpState } from '../queries/documents.js'
import { useMessages } from '../i18n/language.js'

/** How a state feels: its colour, and the shape before its word, since colour alone says nothing to many. */
export type Tone = 'good' | 'busy' | 'calm' | 'warn' | 'bad'

const SHAPES: Record<Tone, string> = { good: '●', busy: '◐', calm: '○', warn: '▲', bad: '✕' }

/** The tone of a session's state. */
export const LIVE_TONES: Record<LiveState, Tone> = {
  WAITING: 'busy',
  PREPARING: 'busy',
  READY: 'busy',
  LIVE: 'good',
  PAUSED: 'warn',
  TAKEN_OVER: 'warn',
  ENDED: 'calm',
  FAILED: 'bad',
  BLOCKED: 'bad',
  UNKNOWN: 'warn',
}

/** The tone of an output's state. */
export const RTMP_TONES: Record<RtmpState, Tone> = { CONNECTING: 'busy', CONNECTED: 'good', DISCONNECTED: 'bad', RECONNECTING: 'warn', ENDED: 'calm', UNKNOWN: 'calm' }

/** The tone of a job's status. */
export const JOB_TONES: Record<JobStatus, Tone> = {
  WAITING: 'busy',
  RUNNING: 'busy',
  NEEDS_ACTION: 'warn',
  SUCCEEDED: 'good',
  FAILED: 'bad',
  CANCELED: 'calm',
  BLOCKED: 'bad',
  UNKNOWN: 'warn',
}

/** A state as a word with its shape. */
export function Badge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={`badge ${tone}`}>
      <span aria-hidden="true">{SHAPES[tone]}</span> {children}
    </span>
  )
}

/** The state of a live session. */
export function LiveBadge({ state }: { state: LiveState }) {
  return <Badge tone={LIVE_TONES[state]}>{useMessages().states[state]}</Badge>
}

/** The state of an output. */
export function RtmpBadge({ state }: { state: RtmpState }) {
  return <Badge tone={RTMP_TONES[state]}>{useMessages().rtmp[state]}</Badge>
}

/** The status of a job. */
export function JobBadge({ status }: { status: JobStatus | null }) {
  const known = status ?? 'UNKNOWN'
  return <Badge tone={JOB_TONES[known]}>{useMessages().statuses[known]}</Badge>
}
