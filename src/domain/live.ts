import type { Failure } from './failure.js'

/** The life of a live session, in one vocabulary over all vendors. */
export const LIVE_STATES = ['WAITING', 'PREPARING', 'READY', 'LIVE', 'PAUSED', 'TAKEN_OVER', 'ENDED', 'FAILED', 'BLOCKED', 'UNKNOWN'] as const
/** One of {@link LIVE_STATES}. */
export type LiveState = (typeof LIVE_STATES)[number]

/** The state of one RTMP output of a live session. */
export const RTMP_STATES = ['CONNECTING', 'CONNECTED', 'DISCONNECTED', 'RECONNECTING', 'ENDED', 'UNKNOWN'] as const
/** One of {@link RTMP_STATES}. */
export type RtmpState = (typeof RTMP_STATES)[number]

/** What a live room is for (Huawei 6.1.2 `room_type`). */
export const LIVE_ROOM_KINDS = ['NORMAL', 'TEMPORARY', 'TEMPLATE', 'UNKNOWN'] as const
/** One of {@link LIVE_ROOM_KINDS}. */
export type LiveRoomKind = (typeof LIVE_ROOM_KINDS)[number]

/** Whether a live room can be used (Huawei 6.1.2 `room_state`). */
export const LIVE_ROOM_STATES = ['ENABLED', 'DISABLED', 'BLOCKED', 'UNKNOWN'] as const
/** One of {@link LIVE_ROOM_STATES}. */
export type LiveRoomState = (typeof LIVE_ROOM_STATES)[number]

/** Which way the picture lies. */
export const ORIENTATIONS = ['LANDSCAPE', 'PORTRAIT', 'UNKNOWN'] as const
/** One of {@link ORIENTATIONS}. */
export type Orientation = (typeof ORIENTATIONS)[number]

/** What a vendor's list tells of a live room. */
export interface LiveRoomSummary {
  nativeId: string
  name: string | null
  description: string | null
  kind: LiveRoomKind
  state: LiveRoomState
  orientation: Orientation
  coverUrl: string | null
  thumbnailUrl: string | null
  /** Native ids of the avatars (virtual-human models) that act in the room, each once. */
  avatars: string[]
  createdAt: Date | null
  updatedAt: Date | null
  lastSessionStartedAt: Date | null
  lastSessionEndedAt: Date | null
  /** State of the room's latest session; absent when it never had one or the answer does not tell. */
  lastSessionState: LiveState | null
  failure: Failure | null
}

/** One paragraph that an avatar speaks (Huawei LiveShootScriptItem). */
export interface LiveParagraph {
  sequenceNo: number | null
  title: string | null
  text: string | null
  /** Native id of an audio asset played instead of text. */
  audio: string | null
}

/** One scene of a room's script: who speaks, with which voice, in front of what (Huawei LiveVideoScriptInfo). */
export interface LiveScene {
  name: string | null
  description: string | null
  /** Native asset ids. */
  avatar: string | null
  voice: string | null
  backgrounds: string[]
  paragraphs: LiveParagraph[]
}

/** A place the live picture is pushed to. */
export interface LiveOutputTarget {
  url: string
  /** A secret: only administrators may see it. */
  streamKey: string | null
}

/** What only the detail call tells of a live room. */
export interface LiveRoomDetails extends LiveRoomSummary {
  scenes: LiveScene[]
  outputs: LiveOutputTarget[]
  /** Native ids of the avatars that may stand in. */
  backupAvatars: string[]
}

/** What narrows a list of live rooms. */
export interface LiveRoomFilter {
  /** Part of the room's name. */
  search?: string
  kinds?: LiveRoomKind[]
  /** State of the latest session. */
  lastSessionStates?: LiveState[]
  /** Part of the name of an avatar in the room. */
  avatarName?: string
}

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
  coverUrl: string | null
  failure: Failure | null
}

/** How the vendor finds a live session. */
export interface LiveSessionRef {
  room: string
  session: string
}

/** What a caller may set when it starts a session; everything left out stays as the room has it. */
export interface StartLiveOptions {
  outputs?: LiveOutputTarget[]
  orientation?: Exclude<Orientation, 'UNKNOWN'>
}

/** A live session's key in a global id, and back. */
export const liveSessionKey = ({ room, session }: LiveSessionRef): string => `${room}/${session}`

/** The parts of a live session's key; a key without a room is taken as the session alone. */
export function parseLiveSessionKey(key: string): LiveSessionRef {
  const slash = key.indexOf('/')
  return { room: key.slice(0, Math.max(slash, 0)), session: key.slice(slash + 1) }
}
