import { Ctx, Field, ObjectType } from 'type-graphql'
import type { EventFilter } from '../../domain/events.js'
import type { LiveRoomDetails } from '../../domain/live-rooms.js'
import { Asset } from '../assets/asset.js'
import type { GraphContext } from '../context.js'
import { VideoSettings } from '../production/video-settings.js'
import { InteractionRule } from '../rules/interaction-rule.js'
import { LiveOutput, outputStates } from './live-output.js'
import { LiveScene } from './live-scene.js'
import { LiveCallbackEvent } from './live-setting-words.js'
import { CoStreamer, LiveCallback, PlayPolicy, RoomSharing } from './live-settings.js'
import { LiveRoomKind, Orientation } from './live-words.js'

/** What makes a live room, in the graph: of a room, or as one of its sessions has it. */
@ObjectType({ description: 'What makes a live room, as one of its sessions has it: commands to the session may have changed it.' })
export class LiveRoomConfig {
  constructor(
    private readonly account: string,
    private readonly data: LiveRoomDetails,
    /** Whose outputs these are. */
    private readonly subject: Pick<EventFilter, 'room' | 'session'>,
  ) {}

  @Field(() => String, { nullable: true, description: 'The name of the room.' })
  name(): string | null {
    return this.data.name
  }

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  description(): string | null {
    return this.data.description
  }

  @Field(() => LiveRoomKind, { description: 'What it is for.' })
  kind(): string {
    return this.data.kind
  }

  @Field(() => Orientation, { description: 'Which way its picture lies.' })
  orientation(): string {
    return this.data.orientation
  }

  @Field(() => [LiveScene], { description: 'Its script, scene by scene.' })
  scenes(): LiveScene[] {
    return this.data.scenes.map((scene) => new LiveScene(this.account, scene))
  }

  @Field(() => [InteractionRule], { description: 'What it does when its audience does something.' })
  rules(): InteractionRule[] {
    return this.data.rules.map((rule) => new InteractionRule(this.account, rule))
  }

  @Field(() => PlayPolicy, { nullable: true, description: 'How its script is played.' })
  playPolicy(): PlayPolicy | null {
    return this.data.playPolicy
  }

  @Field(() => VideoSettings, { nullable: true, description: 'How its picture is encoded.' })
  video(): VideoSettings | null {
    return this.data.video
  }

  @Field(() => [LiveOutput], { description: 'Where its picture goes, with the state of each connection as last told.' })
  async outputs(@Ctx() context: GraphContext): Promise<LiveOutput[]> {
    const states = await outputStates(context, this.subject)
    return this.data.outputs.map((target) => new LiveOutput(target, states.get(target.url) ?? 'UNKNOWN'))
  }

  @Field(() => [Asset], { description: 'The avatars that may stand in for the others.' })
  backupAvatars(): Asset[] {
    return this.data.backupAvatars.map((id) => new Asset(this.account, id))
  }

  @Field(() => LiveCallback, { nullable: true, description: 'Whom the vendor calls back about its sessions.' })
  callback(): LiveCallback | null {
    return this.data.callback && new LiveCallback(this.data.callback)
  }

  @Field(() => [LiveCallbackEvent], { nullable: true, description: 'What RTC clients are told; LIVE_PROGRESS when nothing is said.' })
  rtcEvents(): string[] | null {
    return this.data.rtcEvents
  }

  @Field(() => Boolean, { nullable: true, description: 'Whether its content goes on air without review.' })
  skipReview(): boolean | null {
    return this.data.skipReview
  }

  @Field(() => CoStreamer, { nullable: true, description: "The second voice beside the avatar's." })
  coStreamer(): CoStreamer | null {
    return this.data.coStreamer && new CoStreamer(this.account, this.data.coStreamer)
  }

  @Field(() => RoomSharing, { nullable: true, description: 'How it is shared, where it is a template.' })
  sharing(): RoomSharing | null {
    return this.data.sharing
  }

  @Field(() => String, { nullable: true, description: 'What its owner keeps with it; the vendor does not read it.' })
  privateData(): string | null {
    return this.data.privateData
  }
}
