import type { JsonObject } from './json.js'
import { limits } from './limits.js'
import type { CoStreamer, LiveCallback, LiveCallbackEvent, PlayPolicy } from './live-settings.js'
import type { LiveDriver, LiveOutputTarget, LiveProtocol, Orientation } from './live.js'
import type { VideoSettings, VoiceSettings } from './production.js'
import type { Vendor } from './vendor.js'

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
 * BAD_USER_INPUT for what it has no use for ({@link usesOnly}).
 */
export interface StartLiveOptions {
  /** Native id of the avatar, for a session of no room. */
  avatar?: string
  voice?: VoiceSettings
  protocol?: LiveProtocol
  driver?: LiveDriver
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

/** The option in the words of a caller, where they differ. */
const IN_INPUT: Partial<Record<keyof StartLiveOptions, string>> = { avatar: 'avatarId' }

/**
 * Refuses what a vendor has no use for, before a call is spent: an option that is silently dropped would look as if it had
 * taken effect. `used` are the options that it takes, `what` is what it starts with them.
 */
export function usesOnly(vendor: Vendor, options: StartLiveOptions, used: readonly (keyof StartLiveOptions)[], what = 'a live session'): void {
  const useless = Object.entries(options).filter(([option]) => !(used as readonly string[]).includes(option))
  const named = useless.map(([option, value]) => [IN_INPUT[option as keyof StartLiveOptions] ?? option, value] as const)
  limits.unused(vendor, Object.fromEntries(named), `for ${what} it takes ${used.map((option) => IN_INPUT[option] ?? option).join(', ')}`)
}
