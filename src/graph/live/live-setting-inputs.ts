import { Field, InputType, Int } from 'type-graphql'
import type {
  CallbackAuth as Auth,
  CoStreamer,
  LiveCallback,
  LiveCallbackEvent as CallbackEvent,
  PlayMode as Mode,
  PlayPolicy,
  RoomSharing,
  SharingKind as Kind,
  SharingState as State,
  Shuffle as ShuffleWord,
  StreamerAction as Action,
} from '../../domain/live-settings.js'
import type { LiveOutputTarget } from '../../domain/live.js'
import { VoiceInput, voiceOf } from '../production/voice.js'
import { DateTime } from '../scalars.js'
import { CallbackAuth, LiveCallbackEvent, PlayMode, SharingKind, SharingState, Shuffle, StreamerAction } from './live-setting-words.js'

/** Where a session's picture goes, as a caller gives it. */
@InputType({ description: 'A place to push the live picture to.' })
export class LiveOutputInput {
  @Field(() => String, { description: 'The RTMP address, such as `rtmp://push.example.com/live`.' })
  url!: string

  @Field(() => String, { nullable: true, description: 'The stream key that belongs to the address.' })
  streamKey?: string | null
}

/** How a script is played, as a caller gives it. */
@InputType({ description: 'How the script of a live session is played.' })
export class PlayPolicyInput {
  @Field(() => Int, { nullable: true, description: 'How often it is played again, up to 100: 0 for once, -1 until it is stopped.' })
  repeatCount?: number | null

  @Field(() => Boolean, { nullable: true, description: 'Whether it begins by itself once the session is ready, or waits for a signal.' })
  autoPlay?: boolean | null

  @Field(() => PlayMode, { nullable: true, description: 'What drives the avatar; TEXT when nothing is said.' })
  mode?: Mode | null

  @Field(() => Shuffle, { nullable: true, description: 'What of it is played in random order.' })
  shuffle?: ShuffleWord | null

  @Field(() => Boolean, { nullable: true, description: 'Whether a device of its own captures the person who drives the avatar.' })
  separateCapture?: boolean | null
}

/** Whom the vendor calls back, as a caller gives it. */
@InputType({ description: 'Whom the vendor calls back. Without a `url` that is this AvatarGraph, with `events` if they are given, else of all kinds. With one, nothing reaches AvatarGraph but what it polls.' })
export class LiveCallbackInput {
  @Field(() => String, { nullable: true, description: 'The https address of another receiver, at most 2,048 characters.' })
  url?: string | null

  @Field(() => CallbackAuth, { nullable: true, description: 'How a callback to that address proves itself.' })
  auth?: Auth | null

  @Field(() => String, { nullable: true, description: 'The key of its signatures, at most 32 characters.' })
  key?: string | null

  @Field(() => [LiveCallbackEvent], { nullable: true, description: 'What is told.' })
  events?: CallbackEvent[] | null
}

/** The second voice, as a caller gives it. */
@InputType({ description: "A second voice beside the avatar's." })
export class CoStreamerInput {
  @Field(() => VoiceInput, { nullable: true, description: 'The voice that shall be heard, and how it speaks.' })
  voice?: VoiceInput | null

  @Field(() => StreamerAction, { nullable: true, description: 'What the avatar does meanwhile.' })
  streamerAction?: Action | null
}

/** How a template is shared, as a caller gives it. */
@InputType({ description: 'How a template of live rooms is shared with other tenants.' })
export class RoomSharingInput {
  @Field(() => SharingKind, { nullable: true, description: 'Who may use it.' })
  kind?: Kind | null

  @Field(() => SharingState, { nullable: true, description: 'How far it has come.' })
  state?: State | null

  @Field(() => DateTime, { nullable: true, description: 'When the sharing ends; never when nothing is said.' })
  expiresAt?: Date | null

  @Field(() => [String], { nullable: true, description: "The tenants that may use it, by the vendor's ids of their projects." })
  projects?: string[] | null
}

/** Reads outputs. */
export const outputsOf = (outputs: readonly LiveOutputInput[]): LiveOutputTarget[] => outputs.map(({ url, streamKey }) => ({ url, streamKey: streamKey ?? null }))

/** Reads a policy. */
export const playPolicyOf = ({ repeatCount, autoPlay, mode, shuffle, separateCapture }: PlayPolicyInput): PlayPolicy => ({
  repeatCount: repeatCount ?? null,
  autoPlay: autoPlay ?? null,
  mode: mode ?? null,
  shuffle: shuffle ?? null,
  separateCapture: separateCapture ?? null,
})

/** Reads a receiver of callbacks. */
export const callbackOf = ({ url, auth, key, events }: LiveCallbackInput): LiveCallback => ({ url: url ?? null, auth: auth ?? null, key: key ?? null, events: events ?? null })

/** Reads a second voice for an account; `field` is its place in the input. */
export const coStreamerOf = (account: string, { voice, streamerAction }: CoStreamerInput, field: string): CoStreamer => ({
  voice: voice ? voiceOf(account, voice, `${field}.voice`) : null,
  streamerAction: streamerAction ?? null,
})

/** Reads how a template is shared. */
export const sharingOf = ({ kind, state, expiresAt, projects }: RoomSharingInput): RoomSharing => ({
  kind: kind ?? null,
  state: state ?? null,
  expiresAt: expiresAt ?? null,
  projects: projects ?? null,
})
