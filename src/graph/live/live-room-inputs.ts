import { Field, ID, InputType } from 'type-graphql'
import type { LiveRoomDraft, LiveRoomKind as Kind } from '../../domain/live-rooms.js'
import type { LiveCallbackEvent as CallbackEvent } from '../../domain/live-settings.js'
import type { Orientation as OrientationName } from '../../domain/live.js'
import { referenceIn } from '../production/references.js'
import { VideoSettingsInput, videoSettingsOf } from '../production/video-settings.js'
import { LiveRoomRuleInput, rulesOf } from '../rules/rule-inputs.js'
import { LiveSceneInput, scenesOf } from './live-scene-inputs.js'
import {
  CoStreamerInput,
  coStreamerOf,
  LiveCallbackInput,
  callbackOf,
  LiveOutputInput,
  outputsOf,
  PlayPolicyInput,
  playPolicyOf,
  RoomSharingInput,
  sharingOf,
} from './live-setting-inputs.js'
import { LiveCallbackEvent } from './live-setting-words.js'
import { LiveRoomKind, Orientation } from './live-words.js'

/** What creating and changing a room have in common. */
@InputType()
class LiveRoomInput {
  @Field(() => String, { description: 'Its name, 1 to 256 characters.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'What it is about; at most 1,024 characters.' })
  description?: string | null

  @Field(() => LiveRoomKind, { nullable: true, description: 'What it is for.' })
  kind?: Kind | null

  @Field(() => Orientation, { nullable: true, description: 'Which way its picture lies; PORTRAIT when nothing is said.' })
  orientation?: OrientationName | null

  @Field(() => [LiveSceneInput], { nullable: true, description: 'Its script, scene by scene; at most 100.' })
  scenes?: LiveSceneInput[] | null

  @Field(() => [LiveRoomRuleInput], { nullable: true, description: 'What it does when its audience does something.' })
  rules?: LiveRoomRuleInput[] | null

  @Field(() => PlayPolicyInput, { nullable: true, description: 'How its script is played.' })
  playPolicy?: PlayPolicyInput | null

  @Field(() => VideoSettingsInput, { nullable: true, description: 'How its picture is encoded; what is left out is completed for the way the picture lies.' })
  video?: VideoSettingsInput | null

  @Field(() => [LiveOutputInput], { nullable: true, description: 'Where its picture goes. Huawei takes one output (6.1.1).' })
  outputs?: LiveOutputInput[] | null

  @Field(() => [ID], { nullable: true, description: 'The ids of the avatars that may stand in for the others, at most 5.' })
  backupAvatarIds?: string[] | null

  @Field(() => LiveCallbackInput, { nullable: true, description: 'Whom the vendor calls back about its sessions: this AvatarGraph when nothing is said.' })
  callback?: LiveCallbackInput | null

  @Field(() => [LiveCallbackEvent], { nullable: true, description: 'What RTC clients are told, LIVE_PROGRESS and REPLY_FINISHED; LIVE_PROGRESS when nothing is said.' })
  rtcEvents?: CallbackEvent[] | null

  @Field(() => Boolean, { nullable: true, description: 'Whether its content goes on air without review, for tenants that the vendor has cleared.' })
  skipReview?: boolean | null

  @Field(() => RoomSharingInput, { nullable: true, description: 'How it is shared, where it is a template.' })
  sharing?: RoomSharingInput | null

  @Field(() => CoStreamerInput, { nullable: true, description: "A second voice beside the avatar's." })
  coStreamer?: CoStreamerInput | null

  @Field(() => String, { nullable: true, description: 'What you want to keep with it; the vendor does not read it. At most 8,192 characters.' })
  privateData?: string | null
}

/** The input of `createLiveRoom`. */
@InputType({ description: 'A new live room.' })
export class CreateLiveRoomInput extends LiveRoomInput {
  @Field(() => String, { nullable: true, description: 'The slug of the account to create it in; may be left out where only one account has live rooms.' })
  account?: string | null
}

/** The input of `updateLiveRoom`. */
@InputType({ description: 'What a live room shall be. Huawei (6.1.4) replaces the room as a whole and does not document what becomes of what is left out: give everything.' })
export class UpdateLiveRoomInput extends LiveRoomInput {
  @Field(() => ID, { description: 'The id of the live room.' })
  id!: string
}

/** The input of `deleteLiveRoom`. */
@InputType({ description: 'What deletes a live room.' })
export class DeleteLiveRoomInput {
  @Field(() => ID, { description: 'The id of the live room.' })
  id!: string
}

/** A room as its account takes it. */
export const roomDraft = (input: CreateLiveRoomInput | UpdateLiveRoomInput, account: string): LiveRoomDraft => ({
  name: input.name,
  description: input.description ?? null,
  kind: input.kind ?? null,
  orientation: input.orientation ?? null,
  scenes: input.scenes ? scenesOf(account, input.scenes, 'input.scenes') : null,
  rules: input.rules ? rulesOf(account, input.rules, 'input.rules') : null,
  playPolicy: input.playPolicy ? playPolicyOf(input.playPolicy) : null,
  video: input.video ? videoSettingsOf(input.video, layOf(input.orientation)) : null,
  outputs: input.outputs ? outputsOf(input.outputs) : null,
  backupAvatars: input.backupAvatarIds?.map((id, index) => referenceIn(account, 'Asset', id, `input.backupAvatarIds.${index}`)) ?? null,
  callback: input.callback ? callbackOf(input.callback) : null,
  rtcEvents: input.rtcEvents ?? null,
  skipReview: input.skipReview ?? null,
  sharing: input.sharing ? sharingOf(input.sharing) : null,
  coStreamer: input.coStreamer ? coStreamerOf(account, input.coStreamer, 'input.coStreamer') : null,
  privateData: input.privateData ?? null,
})

/** Which way a live picture lies when nothing is said: higher than wide. */
export const layOf = (orientation: OrientationName | null | undefined) => (orientation === 'LANDSCAPE' ? 'LANDSCAPE' : 'PORTRAIT')
