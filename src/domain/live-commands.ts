import type { InteractionRule, LiveRole } from './interaction-rules.js'
import type { LiveScene } from './live-rooms.js'
import type { LiveOutputTarget, LiveSessionRef } from './live.js'
import type { JsonObject } from './json.js'
import type { CallContext } from './port.js'

/** When something that is put into a session is played: behind all that waits, behind what is being said, or at once. */
export const PLAY_TIMINGS = ['APPEND', 'NEXT', 'NOW'] as const
/** One of {@link PLAY_TIMINGS}. */
export type PlayTiming = (typeof PLAY_TIMINGS)[number]

/** How something that is put into a session is played; `null` is "not said". */
export interface Insertion {
  timing: PlayTiming | null
  /** Default STREAMER. */
  role: LiveRole | null
  /** The index of the rule that caused it, where one did. */
  ruleIndex: string | null
}

/** What shall be said. */
export interface Speech extends Insertion {
  /** Plain text or SSML. */
  text: string
}

/** What shall be played. */
export interface Playback extends Insertion {
  /** The address of a recording. */
  url: string
}

/** What a command was answered with. */
export interface CommandReceipt {
  /** The vendor's id of the command; a spoken reply is announced as finished under it. */
  commandId: string | null
}

/** What is being played of a session's script in this round. */
export interface PlayingScene {
  name: string | null
  /** Native id of an avatar asset. */
  avatar: string | null
  paragraphs: { sequenceNo: number | null; title: string | null }[]
}

/** What every command takes beside its own. */
export interface CommandOptions {
  /** Whether the content goes on air without review; for tenants that the vendor has cleared. */
  skipReview?: boolean
}

/** Commands to a session on air. None is ever repeated blindly: speaking twice is not speaking once. */
export interface LiveCommands {
  speak(ref: LiveSessionRef, speech: Speech, options: CommandOptions, call: CallContext): Promise<CommandReceipt>
  /** Breaks off what is being said. */
  interrupt?(ref: LiveSessionRef, call: CallContext): Promise<CommandReceipt>
  playAudio?(ref: LiveSessionRef, playback: Playback, options: CommandOptions, call: CallContext): Promise<CommandReceipt>
  /** Replaces what has not been played yet of the script. */
  rewriteScenes?(ref: LiveSessionRef, scenes: LiveScene[], options: CommandOptions, call: CallContext): Promise<CommandReceipt>
  rewriteRules?(ref: LiveSessionRef, rules: InteractionRule[], options: CommandOptions, call: CallContext): Promise<CommandReceipt>
  /** Shows material; `layer` has the shape that the vendor wants. */
  showLayer?(ref: LiveSessionRef, layer: JsonObject, options: CommandOptions, call: CallContext): Promise<CommandReceipt>
  refreshOutputs?(ref: LiveSessionRef, outputs: LiveOutputTarget[], options: CommandOptions, call: CallContext): Promise<CommandReceipt>
}
