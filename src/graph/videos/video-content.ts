import { Field, ID, InputType } from 'type-graphql'
import type { VideoContent, VideoScene } from '../../domain/scripts.js'
import { BackgroundMusicInput, musicOf } from '../production/background.js'
import { referenceIn } from '../production/references.js'
import { VideoSettingsInput, videoSettingsOf } from '../production/video-settings.js'
import { VoiceInput, voiceOf } from '../production/voice.js'
import { scenesOf, VideoSceneInput } from './video-scene.js'

/** What videos are made from, as callers give it; part of the inputs of scripts and videos. */
@InputType()
export class VideoContentInput {
  @Field(() => ID, { nullable: true, description: 'The id of the avatar asset.' })
  avatarId?: string | null

  @Field(() => VoiceInput, { nullable: true, description: 'Who speaks, and how.' })
  voice?: VoiceInput | null

  @Field(() => VideoSettingsInput, { nullable: true, description: 'How the video looks and is encoded; full HD in H.264 when nothing is said.' })
  video?: VideoSettingsInput | null

  @Field(() => BackgroundMusicInput, { nullable: true, description: 'Music under everything.' })
  music?: BackgroundMusicInput | null

  @Field(() => Boolean, { nullable: true, description: "Whether the content is exempt from the vendor's review; only for tenants that the vendor has put on its list." })
  skipReview?: boolean | null

  @Field(() => [VideoSceneInput], { nullable: true, description: 'The scenes, in order.' })
  scenes?: VideoSceneInput[] | null
}

/** How picture settings are completed: `ALWAYS`, or only where the caller gives some. */
export interface PictureDefaults {
  orientation: 'LANDSCAPE' | 'PORTRAIT'
  complete: 'ALWAYS' | 'GIVEN'
}

/** Reads content for an account. */
export const contentOf = (account: string, input: VideoContentInput, { orientation, complete }: PictureDefaults): VideoContent & { scenes: VideoScene[] | null } => ({
  avatar: referenceIn(account, 'Asset', input.avatarId, 'input.avatarId'),
  voice: input.voice ? voiceOf(account, input.voice, 'input.voice') : null,
  video: input.video || complete === 'ALWAYS' ? videoSettingsOf(input.video, orientation) : null,
  music: input.music ? musicOf(account, input.music, 'input.music') : null,
  skipReview: input.skipReview ?? null,
  scenes: input.scenes ? scenesOf(account, input.scenes, 'input.scenes') : null,
})
