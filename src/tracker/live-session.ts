import { AvatarGraphError } from '../domain/errors.js'
import type { EventDraft } from '../domain/events.js'
import { parseLiveSessionKey, type LiveState } from '../domain/live.js'
import type { Account, CallContext, LiveBroadcasts } from '../domain/port.js'
import { isFinalLiveState, liveTransition } from '../domain/transitions.js'
import type { ClaimedJob } from './jobs.js'
import type { Finding } from './poll.js'

/** Asks for the state of a live session (Huawei 6.2.3, Tencent statsession). One that was started here is put on air when it is READY. */
export async function probeLiveSession(job: ClaimedJob, account: Account, call: CallContext): Promise<Finding> {
  if (!account.live) throw new AvatarGraphError('UNSUPPORTED', `The account ${account.slug} has no live sessions.`)
  const { state, vendorState, startedAt, endedAt, room } = await account.live.get(parseLiveSessionKey(job.key), call)
  const final = isFinalLiveState(state)
  const occurredAt = (final ? endedAt : state === 'LIVE' ? startedAt : null) ?? new Date()
  return { state, final, event: stateChanged(job, account, { state, vendorState, occurredAt, room }), followUp: state === 'READY' ? onAir(job, account.live, call) : undefined }
}

/** A session that was started elsewhere is left to those who started it. */
function onAir(job: ClaimedJob, live: LiveBroadcasts, call: CallContext): Finding['followUp'] {
  return live.goOnAir && Object.keys(job.facts).length > 0 ? async () => live.goOnAir?.(parseLiveSessionKey(job.key), call) : undefined
}

/** That a session which was known is known to its vendor no longer: whatever it was, it is over. */
export function liveSessionGone(job: ClaimedJob, account: Account): EventDraft {
  return stateChanged(job, account, { state: 'ENDED', vendorState: 'NOT_FOUND', occurredAt: new Date(), room: null })
}

/** What a poll found out. */
interface Found {
  state: LiveState
  vendorState: string
  occurredAt: Date
  /** Native id of the room; null where the vendor does not tell it. */
  room: string | null
}

function stateChanged({ key }: ClaimedJob, { slug, vendor }: Account, { state, vendorState, occurredAt, room }: Found): EventDraft {
  const ref = parseLiveSessionKey(key)
  const known = ref.room || room
  return {
    kind: 'LiveStateChanged',
    content: { state, vendorState },
    vendor,
    account: slug,
    source: 'POLL',
    occurredAt,
    session: ref.session,
    ...(known && { room: known }),
    transition: liveTransition(slug, ref, state),
  }
}
