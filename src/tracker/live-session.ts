import { AvatarGraphError } from '../domain/errors.js'
import type { EventDraft } from '../domain/events.js'
import { liveSessionKey, parseLiveSessionKey, type LiveSession, type LiveState } from '../domain/live.js'
import type { Account, CallContext, LiveBroadcasts } from '../domain/port.js'
import { isFinalLiveState, liveTransition } from '../domain/transitions.js'
import type { ClaimedJob } from './jobs.js'
import type { Finding, Probe } from './probe.js'

/** Asks for the state of a live session (Huawei 6.2.3, Tencent statsession) or of many (Huawei 6.2.6). One that was started here is put on air when it is READY. */
export const liveSessionProbe: Probe<LiveSession> = {
  get: (job, account, call) => liveOf(account).get(parseLiveSessionKey(job.key), call),
  async list(_kind, account, page, call) {
    const live = liveOf(account)
    if (!live.listTellsStates || !live.list) return undefined
    const { items } = await live.list({}, page, call)
    return new Map(items.flatMap(({ entity }) => (entity.room === null ? [] : [[liveSessionKey({ room: entity.room, session: entity.nativeId }), entity] as const])))
  },
  find(job, account, { state, vendorState, startedAt, endedAt, room }, call) {
    const final = isFinalLiveState(state)
    const occurredAt = (final ? endedAt : state === 'LIVE' ? startedAt : null) ?? new Date()
    return { state, final, event: stateChanged(job, account, { state, vendorState, occurredAt, room }), followUp: state === 'READY' ? onAir(job, liveOf(account), call) : undefined }
  },
}

function liveOf({ live, slug }: Account): LiveBroadcasts {
  if (live) return live
  throw new AvatarGraphError('UNSUPPORTED', `The account ${slug} has no live sessions.`)
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
