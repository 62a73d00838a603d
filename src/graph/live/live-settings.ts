import { Field, Int, ObjectType } from 'type-graphql'
import type { CoStreamer as CoStreamerData, LiveCallback as CallbackData, PlayPolicy as PolicyData, RoomSharing as SharingData } from '../../domain/live-settings.js'
import { VoiceSettings } from '../production/voice.js'
import { DateTime } from '../scalars.js'
import { CallbackAuth, LiveCallbackEvent, PlayMode, SharingKind, SharingState, Shuffle, StreamerAction } from './live-setting-words.js'

/** How a script is played, in the graph. */
@ObjectType({ description: 'How the script of a live session is played.' })
export class PlayPolicy implements PolicyData {
  @Field(() => Int, { nullable: true, description: 'How often it is played again: 0 for once, -1 until it is stopped.' })
  repeatCount!: number | null

  @Field(() => Boolean, { nullable: true, description: 'Whether it begins by itself once the session is ready, or waits for a signal.' })
  autoPlay!: boolean | null

  @Field(() => PlayMode, { nullable: true, description: 'What drives the avatar; TEXT when nothing is said.' })
  mode!: PolicyData['mode']

  @Field(() => Shuffle, { nullable: true, description: 'What of it is played in random order.' })
  shuffle!: PolicyData['shuffle']

  @Field(() => Boolean, { nullable: true, description: 'Whether a device of its own captures the person who drives the avatar.' })
  separateCapture!: boolean | null
}

/** Whom the vendor calls back, in the graph. */
@ObjectType({ description: 'Whom the vendor calls back about live sessions.' })
export class LiveCallback {
  constructor(private readonly data: CallbackData) {}

  @Field(() => String, { nullable: true, description: 'The address, which may carry a secret: operators only; FORBIDDEN for others.' })
  url(): string | null {
    return this.data.url
  }

  @Field(() => CallbackAuth, { nullable: true, description: 'How a callback proves itself.' })
  auth(): string | null {
    return this.data.auth
  }

  @Field(() => String, { nullable: true, description: 'The key of the signatures, a secret: administrators only; FORBIDDEN for others.' })
  key(): string | null {
    return this.data.key
  }

  @Field(() => [LiveCallbackEvent], { description: 'What is told.' })
  events(): string[] {
    return this.data.events ?? []
  }
}

/** The second voice, in the graph. */
@ObjectType({ description: "A second voice beside the avatar's." })
export class CoStreamer {
  constructor(
    private readonly account: string,
    private readonly data: CoStreamerData,
  ) {}

  @Field(() => VoiceSettings, { nullable: true, description: 'The voice that is heard, and how it speaks.' })
  voice(): VoiceSettings | null {
    return this.data.voice && new VoiceSettings(this.account, this.data.voice)
  }

  @Field(() => StreamerAction, { nullable: true, description: 'What the avatar does meanwhile.' })
  streamerAction(): string | null {
    return this.data.streamerAction
  }
}

/** How a template is shared, in the graph. */
@ObjectType({ description: 'How a template of live rooms is shared with other tenants.' })
export class RoomSharing implements SharingData {
  @Field(() => SharingKind, { nullable: true, description: 'Who may use it.' })
  kind!: SharingData['kind']

  @Field(() => SharingState, { nullable: true, description: 'How far it has come.' })
  state!: SharingData['state']

  @Field(() => DateTime, { nullable: true, description: 'When the sharing ends; null for never.' })
  expiresAt!: Date | null

  @Field(() => [String], { nullable: true, description: "The tenants that may use it, by the vendor's ids of their projects." })
  projects!: string[] | null
}
