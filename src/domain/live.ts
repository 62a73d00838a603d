import type { Failure } from './failure.js'
import type { CoStreamer, LiveCallback, LiveCallbackEvent, PlayPolicy } from './live-settings.js'
import type { JsonObject } from './json.js'
import type { VideoSettings, VoiceSettings } from './production.js'

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
}

/** The RTC room that carries a session's picture, sound and messages. */
export interface RtcRoom {
  appId: string | null
  nativeId: string | null
  users: RtcUser[]
}

/** What the vendor finds doubtful about a session that begins. */
export const LIVE_WARNINGS = ['TOO_FEW_PARAGRAPHS', 'SCRIPT_TOO_SHORT', 'TOO_FEW_COMMENT_RULES', 'NO_SHUFFLE', 'NO_AVATAR_ROTATION', 'UNKNOWN'] as const
/** One of {@link LIVE_WARNINGS}. */
export type LiveWarning = (typeof LIVE_WARNINGS)[number]

/** A live session: one broadcast of a room. */
export interface LiveSession {
  nativeId: string
  /** Native id of its room. */
  room: string
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
}

/** A session that has just been started. */
export interface StartedSession {
  /** As much as the vendor's answer to the start tells. */
  session: Partial<LiveSession> & Pick<LiveSession, 'nativeId'>
  warnings: LiveWarning[]
}

/** How the vendor finds a live session. */
export interface LiveSessionRef {
  /** Empty for a session that is of no room: some vendors open sessions without one. */
  room: string
  session: string
}

/** How the picture of a session travels to who watches it. */
export const LIVE_PROTOCOLS = ['RTMP', 'TRTC', 'WEBRTC'] as const
/** One of {@link LIVE_PROTOCOLS}. */
export type LiveProtocol = (typeof LIVE_PROTOCOLS)[number]

/** A room of the caller's own RTC application that a session is to join. */
export interface ExternalRtcRoom {
  appId: string
  room: string
  /** As whom the avatar joins. */
  userId: string | null
  /** A secret: lets the avatar in. */
  token: string | null
  /** A secret: what the avatar may do there. */
  privateMapKey: string | null
}

/**
 * What a caller may set when it starts a session; everything left out stays as the room has it. A vendor throws
 * BAD_USER_INPUT for what it has no use for.
 */
export interface StartLiveOptions {
  /** Native id of the avatar, for a session without a room. */
  avatar?: string
  voice?: VoiceSettings
  protocol?: LiveProtocol
  /** Whether the avatar is driven by text or by audio. */
  driver?: 'TEXT' | 'AUDIO'
  /** Whom the session is for: at some vendors another session for the same user ends the earlier one. */
  userId?: string
  /** The caller's own RTC room, instead of one of the vendor's. */
  rtcRoom?: ExternalRtcRoom
  /** What is played, in the vendor's own shape. */
  script?: JsonObject
  /** Comes back with what the vendor tells of the session. */
  userData?: string

  video?: VideoSettings
  playPolicy?: PlayPolicy
  outputs?: LiveOutputTarget[]
  orientation?: Orientation
  /** Where the vendor asks for replies of rules that call back; carries its own authentication. */
  interactionCallbackUrl?: string
  /** Whom the vendor calls back instead of us. */
  callback?: LiveCallback
  rtcEvents?: LiveCallbackEvent[]
  coStreamer?: CoStreamer
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
