import type { Failure } from './failure.js'
import type { InteractionRule } from './interaction-rules.js'
import type { CoStreamer, LiveCallback, LiveCallbackEvent, PlayPolicy, RoomSharing } from './live-settings.js'
import type { LiveOutputTarget, LiveState, Orientation } from './live.js'
import type { Page, PageRequest } from './page.js'
import type { CallContext } from './port.js'
import type { Background, Layer, VideoSettings, VoiceSettings } from './production.js'

/** What a live room is for (Huawei 6.1.2 `room_type`). */
export const LIVE_ROOM_KINDS = ['NORMAL', 'TEMPORARY', 'TEMPLATE', 'UNKNOWN'] as const
/** One of {@link LIVE_ROOM_KINDS}. */
export type LiveRoomKind = (typeof LIVE_ROOM_KINDS)[number]

/** Whether a live room can be used (Huawei 6.1.2 `room_state`). */
export const LIVE_ROOM_STATES = ['ENABLED', 'DISABLED', 'BLOCKED', 'UNKNOWN'] as const
/** One of {@link LIVE_ROOM_STATES}. */
export type LiveRoomState = (typeof LIVE_ROOM_STATES)[number]

/** What lists and details both tell of a live room. */
interface LiveRoomBase {
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
  sharing: RoomSharing | null
  /** What the caller keeps with the room; the vendor does not read it. */
  privateData: string | null
  createdAt: Date | null
  updatedAt: Date | null
  failure: Failure | null
}

/** What a vendor's list tells of a live room. */
export interface LiveRoomSummary extends LiveRoomBase {
  /** Native ids of the avatars that may stand in; absent where the answer does not tell. */
  backupAvatars?: string[]
  /** The vendor's id of the project that owns the room. */
  ownerProject: string | null
  lastSessionStartedAt: Date | null
  lastSessionEndedAt: Date | null
  /** State of the room's latest session; null when it never had one. */
  lastSessionState: LiveState | null
}

/** A recording that is played instead of a text. */
export interface LiveAudio {
  /** Native id of an audio asset; none for a recording outside the vendor's library. */
  asset: string | null
  /** An MP3 file of less than 100 MB. */
  url: string | null
  /** An SRT file of less than 1 MB. */
  subtitlesUrl: string | null
}

/** One paragraph that an avatar speaks (Huawei LiveShootScriptItem). */
export interface LiveParagraph {
  sequenceNo: number | null
  title: string | null
  text: string | null
  audio: LiveAudio | null
}

/** One scene of a room's script: who speaks, with which voice, in front of what (Huawei LiveVideoScriptInfo). */
export interface LiveScene {
  /** The vendor's id of the scene. */
  nativeId: string | null
  name: string | null
  description: string | null
  /** The vendor's id of a combination of avatar and voice. */
  avatarVoice: string | null
  /** Native id of an avatar asset. */
  avatar: string | null
  voice: VoiceSettings | null
  backgrounds: Background[]
  layers: Layer[]
  paragraphs: LiveParagraph[]
}

/** What makes a live room, beside its name; `null` is "not said". */
export interface LiveRoomConfig {
  scenes: LiveScene[] | null
  rules: InteractionRule[] | null
  playPolicy: PlayPolicy | null
  video: VideoSettings | null
  outputs: LiveOutputTarget[] | null
  /** Native ids of the avatars that may stand in. */
  backupAvatars: string[] | null
  callback: LiveCallback | null
  /** What RTC clients are told; the vendor tells LIVE_PROGRESS when nothing is said. */
  rtcEvents: LiveCallbackEvent[] | null
  /** Whether the content goes on air without review; for tenants that the vendor has cleared. */
  skipReview: boolean | null
  coStreamer: CoStreamer | null
}

/** What the detail call tells of a live room. */
export interface LiveRoomDetails extends LiveRoomBase, LiveRoomConfig {
  scenes: LiveScene[]
  rules: InteractionRule[]
  outputs: LiveOutputTarget[]
  backupAvatars: string[]
}

/** A live room as a caller writes it. */
export interface LiveRoomDraft extends LiveRoomConfig {
  name: string
  description: string | null
  kind: LiveRoomKind | null
  orientation: Orientation | null
  sharing: RoomSharing | null
  privateData: string | null
}

/** Whose templates are meant. */
export const TEMPLATE_OWNERSHIPS = ['OWN', 'SHARED_WITH_OTHERS', 'SHARED_BY_OTHERS', 'PUBLIC'] as const
/** One of {@link TEMPLATE_OWNERSHIPS}. */
export type TemplateOwnership = (typeof TEMPLATE_OWNERSHIPS)[number]

/** What narrows a list of live rooms. */
export interface LiveRoomFilter {
  /** Part of the room's name. */
  search?: string
  kinds?: LiveRoomKind[]
  /** State of the latest session. */
  lastSessionStates?: LiveState[]
  /** Rooms that never had a session: these alone, or beside those of `lastSessionStates`. */
  neverLive?: boolean
  /** Part of the name of an avatar in the room. */
  avatarName?: string
  /** The vendor's id of a combination of avatar and voice. */
  avatarVoice?: string
  /** The latest session began at this instant or later. */
  lastSessionStartedAfter?: Date
  /** The latest session ended at this instant or earlier. */
  lastSessionEndedBefore?: Date
  templates?: TemplateOwnership
}

/** Live rooms. */
export interface LiveRooms {
  list(filter: LiveRoomFilter, page: PageRequest, call: CallContext): Promise<Page<LiveRoomSummary>>
  get(id: string, call: CallContext): Promise<LiveRoomDetails>
  /** Asks the vendor to call us back unless the draft names another receiver. Returns the native id. Never repeated blindly. */
  create?(room: LiveRoomDraft, call: CallContext): Promise<string>
  /** As {@link create}; returns the room as it is then. */
  update?(id: string, room: LiveRoomDraft, call: CallContext): Promise<LiveRoomDetails>
  delete?(id: string, call: CallContext): Promise<void>
}
