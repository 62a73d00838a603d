import type { JsonObject } from '../../domain/json.js'
import type { KnownJob } from '../../domain/known-jobs.js'
import { NOTHING_TOLD, type LiveSession, type RtcRoom } from '../../domain/live.js'
import { wholeNumberIn } from './facts.js'
import type { Words } from './mapping/words.js'
import type { WireStarted } from './wire.js'

/** What stands for the vendor's word where it lists a session no longer. */
export const NOT_LISTED = 'NOT_LISTED'
/** Milliseconds for which a session that was created here, and that the vendor has not listed yet, is taken to be on its way. */
const ON_ITS_WAY = 2 * 60_000

/** The state of a session and the vendor's word for it. */
type Told = Pick<LiveSession, 'state' | 'vendorState'>

/** A number of the vendor's as it tells a state. */
export const told = (status: number | string, words: Words): Told => ({ state: words.liveState(String(status)), vendorState: String(status) })

/**
 * The state of a session that is known here and is not among those that run. The vendor has published no way to ask after
 * one session, so this is an inference: what it listed once, or what was closed here, has ended; what it has never listed is
 * as its creation told, for two minutes. An end that it did tell stands.
 */
export function toldOfAbsent({ facts, createdAt }: KnownJob, words: Words, now: number): Told {
  const end = wholeNumberIn(facts, 'end')
  if (end !== null) return told(end, words)
  const created = wholeNumberIn(facts, 'status')
  const onItsWay = created !== null && facts.seen !== true && facts.closed !== true && now - createdAt.getTime() < ON_ITS_WAY
  return onItsWay ? told(created, words) : { state: 'ENDED', vendorState: NOT_LISTED }
}

/** A session with what is known of it here. */
export function sessionOf(nativeId: string, state: Told, known: KnownJob | undefined): LiveSession {
  const facts = known?.facts ?? {}
  // A session that was started elsewhere became known later than it was created.
  const createdAt = known && Object.keys(facts).length > 0 ? known.createdAt : null
  return { ...NOTHING_TOLD, nativeId, ...state, createdAt, rtcRoom: roomIn(facts) }
}

/** What is kept of a session that was created here, without its secrets. */
export const factsOf = ({ status, rtcAppId, rtcChannelId, rtcUid }: WireStarted): JsonObject => ({
  status: status ?? null,
  rtcAppId: rtcAppId ?? null,
  rtcChannelId: rtcChannelId ?? null,
  rtcUid: rtcUid ?? null,
})

/** The RTC room of a session that was just created, with the token that its creation alone tells. */
export const roomOf = (wire: WireStarted): RtcRoom | null => roomIn(factsOf(wire), wire.rtcToken)

function roomIn({ rtcAppId, rtcChannelId, rtcUid }: JsonObject, token?: string | null): RtcRoom | null {
  if (typeof rtcChannelId !== 'string') return null
  const user = { kind: 'UNKNOWN', nativeId: typeof rtcUid === 'string' ? rtcUid : null, signature: token ?? null, expiresAt: null, privateMapKey: null } as const
  return { appId: typeof rtcAppId === 'string' ? rtcAppId : null, nativeId: rtcChannelId, users: user.nativeId === null ? [] : [user] }
}
