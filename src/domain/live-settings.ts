import type { VoiceSettings } from './production.js'

/*
 * What live rooms and live sessions share: how the script is played, whom the vendor tells of it, who helps. `null` is
 * "not said": the vendor's own default holds then.
 */

/** What drives the avatar. */
export const PLAY_MODES = ['TEXT', 'AUDIO', 'MANUAL', 'UNKNOWN'] as const
/** One of {@link PLAY_MODES}. */
export type PlayMode = (typeof PLAY_MODES)[number]

/** What of the script is played in random order. */
export const SHUFFLES = ['NONE', 'SCENES', 'PARAGRAPHS', 'SCENES_AND_PARAGRAPHS', 'UNKNOWN'] as const
/** One of {@link SHUFFLES}. */
export type Shuffle = (typeof SHUFFLES)[number]

/** How the script is played. */
export interface PlayPolicy {
  /** How often the script is played again; 0 for once, -1 until it is stopped. */
  repeatCount: number | null
  /** Whether the script begins by itself once the session is ready, or waits for a signal. */
  autoPlay: boolean | null
  /** Default TEXT. */
  mode: PlayMode | null
  shuffle: Shuffle | null
  /** Whether a device of its own captures the person who drives the avatar. */
  separateCapture: boolean | null
}

/** What the vendor tells of a session. */
export const LIVE_CALLBACK_EVENTS = ['LIVE_PROGRESS', 'RTMP_STATE_CHANGED', 'REPLY_FINISHED', 'UNKNOWN'] as const
/** One of {@link LIVE_CALLBACK_EVENTS}. */
export type LiveCallbackEvent = (typeof LIVE_CALLBACK_EVENTS)[number]

/** How a receiver can know that a callback is the vendor's. */
export const CALLBACK_AUTHS = ['NONE', 'SIGNED_QUERY', 'SIGNED_HEADERS', 'MEITUAN', 'UNKNOWN'] as const
/** One of {@link CALLBACK_AUTHS}. */
export type CallbackAuth = (typeof CALLBACK_AUTHS)[number]

/** Whom the vendor calls back about sessions. */
export interface LiveCallback {
  /** An https address. */
  url: string | null
  auth: CallbackAuth | null
  /** The key that callbacks are signed with, a secret; at most 32 characters. */
  key: string | null
  events: LiveCallbackEvent[] | null
}

/** What the avatar does while its co-streamer speaks. */
export const STREAMER_ACTIONS = ['SILENT', 'QUIETER', 'UNKNOWN'] as const
/** One of {@link STREAMER_ACTIONS}. */
export type StreamerAction = (typeof STREAMER_ACTIONS)[number]

/** A second voice beside the avatar's. */
export interface CoStreamer {
  voice: VoiceSettings | null
  streamerAction: StreamerAction | null
}

/** Who may use a template. */
export const SHARING_KINDS = ['PRIVATE', 'PUBLIC', 'SHARED', 'UNKNOWN'] as const
/** One of {@link SHARING_KINDS}. */
export type SharingKind = (typeof SHARING_KINDS)[number]

/** How far a shared template has come. */
export const SHARING_STATES = ['PUBLISHED', 'DRAFT', 'IN_REVIEW', 'UNKNOWN'] as const
/** One of {@link SHARING_STATES}. */
export type SharingState = (typeof SHARING_STATES)[number]

/** How a template is shared with other tenants. */
export interface RoomSharing {
  kind: SharingKind | null
  state: SharingState | null
  /** When it ends; null for never. */
  expiresAt: Date | null
  /** The tenants' projects that may use it. */
  projects: string[] | null
}
