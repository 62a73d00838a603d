import { z } from 'zod'
import type { JsonObject } from '../../domain/json.js'
import type { KnownJob } from '../../domain/known-jobs.js'
import { LIVE_DRIVERS, LIVE_PROTOCOLS, NOTHING_TOLD, type LiveSession } from '../../domain/live.js'
import { failureOf } from './mapping/error-codes.js'
import type { SessionReaders } from './mapping/live-words.js'
import type { WireListed, WireStat } from './wire-live.js'
import { text } from '../wire.js'

/** What is noted of a session that was started here, since the vendor does not tell it again. */
export interface SessionFacts {
  /** The project; null for a session by avatar. */
  room: string | null
  protocol: LiveSession['protocol']
  driver: LiveSession['driver']
  userId: string | null
  /** The caller's own RTC room, if it has one. */
  rtcRoom: { appId: string; nativeId: string } | null
}

const facts = z.object({
  room: text,
  protocol: z.enum(LIVE_PROTOCOLS).nullish().catch(null),
  driver: z.enum(LIVE_DRIVERS).nullish().catch(null),
  userId: text,
  rtcRoom: z.object({ appId: z.string(), nativeId: z.string() }).nullish().catch(null),
})

/** The facts as they are kept. */
export const writeFacts = (noted: SessionFacts): JsonObject => ({ ...noted })

/** What was noted of a session; nothing of one that was started elsewhere. */
export function readFacts(known: KnownJob | undefined): SessionFacts {
  const { room, protocol, driver, userId, rtcRoom } = facts.parse(known?.facts ?? {})
  return { room: room ?? null, protocol: protocol ?? null, driver: driver ?? null, userId: userId ?? null, rtcRoom: rtcRoom ?? null }
}

/** When it was started, if that was here: one that is only tracked became known later. */
export const startedAt = (known: KnownJob | undefined): Date | null => (known && Object.keys(known.facts).length > 0 ? known.createdAt : null)

/** A session out of statsession or a list (1211/62104, 62107) and what is known of it here. When it began or ended the vendor does not tell. */
export function toSession(id: string, wire: WireStat | WireListed, known: KnownJob | undefined, words: SessionReaders): LiveSession {
  const noted = readFacts(known)
  const { state, vendorState } = words.state(wire)
  const code = 'ErrorCode' in wire ? wire.ErrorCode : null
  const said = 'ErrorMessage' in wire ? wire.ErrorMessage : null
  return {
    ...NOTHING_TOLD,
    nativeId: id,
    state,
    vendorState,
    room: noted.room,
    createdAt: startedAt(known),
    rtcRoom: noted.rtcRoom && { ...noted.rtcRoom, users: [] },
    failure: code || state === 'FAILED' ? failureOf(code, said, 'RESULT') : null,
    playUrl: wire.PlayStreamAddr || null,
    protocol: noted.protocol,
    driver: 'DriverType' in wire && wire.DriverType ? words.driver(wire.DriverType) : noted.driver,
    userId: ('UserId' in wire && wire.UserId) || noted.userId,
    speaking: 'SpeakStatus' in wire && wire.SpeakStatus ? words.speaking(wire.SpeakStatus) : null,
  }
}
