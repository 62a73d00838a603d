import type { Failure } from './failure.js'
import type { JsonObject } from './json.js'
import type { CoStreamer, LiveCallback, LiveCallbackEvent } from './live-settings.js'

/** The life of a live session, in one vocabulary over all vendors. */
export const LIVE_STATES = ['WAITING', 'PREPARING', 'READY', 'LIVE', 'PAUSED', 'TAKEN_OVER', 'ENDED', 'FAILED', 'BLOCKED', 'UNKNOWN'] as const
/** One of {@link LIVE_STATES}. */
export type LiveState = (typeof LIVE_STATES)[number]

/** The state of one RTMP output of a live session. */
export const RTMP_STATES = ['CONNECTING', 'CONNECTED', 'DISCONNECTED', 'RECONNECTING', 'ENDED', 'UNKNOWN'] as const
/** One of {@link RTMP_STATES}. */
export type RtmpState = (typeof RTMP_STATES)[number]

/** Which way the picture lies. */
export const ORIENTATIONS = ['LANDSCAPE', 'PORTRAIT', 'UNKNOWN'] as const
/** One of {@link ORIENTATIONS}. */
export type Orientation = (typeof ORIENTATIONS)[number]

/** A place the live picture is pushed to. */
export interface LiveOutputTarget {
  url: string
  /** A secret: only administrators may see it. */
  streamKey: string | null
}

/** What an RTC user is there for. */
export const RTC_USER_KINDS = ['CAPTURE', 'ANIMATION', 'RENDER', 'PLAYER', 'INFERENCE', 'END_USER', 'UNKNOWN'] as const
/** One of {@link RTC_USER_KINDS}. */
export type RtcUserKind = (typeof RTC_USER_KINDS)[number]

/** An identity with which a client can join the RTC room of a session. */
export interface RtcUser {
  kind: RtcUserKind
  nativeId: string | null
  /** A secret: whoever has it can join. */
  signature: string | null
  /** When the signature ends. */
  expiresAt: Date | null
  /** A secret: what it may do there, at vendors that ask for proof of that too. */
  privateMapKey: string | null
}

/** The RTC room that carries a session's picture, sound and messages. */
export interface RtcRoom {
  appId: string | null
  nativeId: string | null
  users: RtcUser[]
}

/** How the picture of a session travels to who watches it. */
export const LIVE_PROTOCOLS = ['RTMP', 'TRTC', 'WEBRTC', 'UNKNOWN'] as const
/** One of {@link LIVE_PROTOCOLS}. */
export type LiveProtocol = (typeof LIVE_PROTOCOLS)[number]

/** What drives the avatar of a session: text alone, or audio (and text). */
export const LIVE_DRIVERS = ['TEXT', 'AUDIO', 'UNKNOWN'] as const
/** One of {@link LIVE_DRIVERS}. */
export type LiveDriver = (typeof LIVE_DRIVERS)[number]

/** What the avatar of a session is doing with what it was last given to say. */
export const SPEAKING_STATES = ['IDLE', 'WAITING', 'SPEAKING', 'FAILED', 'UNKNOWN'] as const
/** One of {@link SPEAKING_STATES}. */
export type SpeakingState = (typeof SPEAKING_STATES)[number]

/** What the vendor finds doubtful about a session that begins. */
export const LIVE_WARNINGS = ['TOO_FEW_PARAGRAPHS', 'SCRIPT_TOO_SHORT', 'TOO_FEW_COMMENT_RULES', 'NO_SHUFFLE', 'NO_AVATAR_ROTATION', 'UNKNOWN'] as const
/** One of {@link LIVE_WARNINGS}. */
export type LiveWarning = (typeof LIVE_WARNINGS)[number]

/** A live session: one broadcast of a room. */
export interface LiveSession {
  nativeId: string
  /** Native id of its room; null for a session of no room, or where the vendor does not tell of which it is. */
  room: string | null
  roomName: string | null
  state: LiveState
  /** The vendor's own word for the state. */
  vendorState: string
  startedAt: Date | null
  endedAt: Date | null
  durationSeconds: number | null
  /** How long the picture was pushed to its outputs. */
  streamDurationSeconds: number | null
  coverUrl: string | null
  createdAt: Date | null
  updatedAt: Date | null
  rtcRoom: RtcRoom | null
  /** Where audience events can be reported without credentials: a secret, for it carries a key. */
  reportUrl: string | null
  callback: LiveCallback | null
  rtcEvents: LiveCallbackEvent[] | null
  coStreamer: CoStreamer | null
  /** Where the record of the interactions can be fetched. */
  interactionRecordsUrl: string | null
  /** Why the vendor blocked it, in the vendor's words. */
  blockReason: string | null
  failure: Failure | null
  /** Where the picture can be watched. */
  playUrl: string | null
  protocol: LiveProtocol | null
  driver: LiveDriver | null
  /** Whom it is for, as who started it said. */
  userId: string | null
  /** Null where the vendor does not tell. */
  speaking: SpeakingState | null
  /** With this a client library of the vendor's joins the session: a secret. */
  token: string | null
}

/** What a session is like of which the vendor has told nothing but its id and state. */
export const NOTHING_TOLD: Omit<LiveSession, 'nativeId' | 'state' | 'vendorState'> = {
  room: null,
  roomName: null,
  startedAt: null,
  endedAt: null,
  durationSeconds: null,
  streamDurationSeconds: null,
  coverUrl: null,
  createdAt: null,
  updatedAt: null,
  rtcRoom: null,
  reportUrl: null,
  callback: null,
  rtcEvents: null,
  coStreamer: null,
  interactionRecordsUrl: null,
  blockReason: null,
  failure: null,
  playUrl: null,
  protocol: null,
  driver: null,
  userId: null,
  speaking: null,
  token: null,
}

/** A session that has just been started. */
export interface StartedSession {
  /** As much as the vendor's answer to the start tells. */
  session: Partial<LiveSession> & Pick<LiveSession, 'nativeId'>
  warnings: LiveWarning[]
  /** What is kept with the session because the vendor will not tell it again, never a secret; `KnownJobs` has it afterwards. */
  facts?: JsonObject
}

/** How the vendor finds a live session. */
export interface LiveSessionRef {
  /** Empty at vendors that find a session by its own id. */
  room: string
  session: string
}

/** What narrows a list of live sessions. */
export interface LiveSessionFilter {
  states?: LiveState[]
  /** Part of the room's name; over all rooms only. */
  search?: string
  createdAfter?: Date
  createdBefore?: Date
}

/** A live session's key in a global id, and back. */
export const liveSessionKey = ({ room, session }: LiveSessionRef): string => (room === '' ? session : `${room}/${session}`)

/** The parts of a live session's key; a key without a room is taken as the session alone. */
export function parseLiveSessionKey(key: string): LiveSessionRef {
  const slash = key.indexOf('/')
  return { room: key.slice(0, Math.max(slash, 0)), session: key.slice(slash + 1) }
}
