import { Field, ID, InputType, Int } from 'type-graphql'
import type { LiveScene } from '../../domain/live-rooms.js'
import { BackgroundInput, backgroundsOf } from '../production/background.js'
import { LayerInput, layersOf } from '../production/layer.js'
import { referenceIn } from '../production/references.js'
import { VoiceInput, voiceOf } from '../production/voice.js'

/** A recording of a paragraph, as a caller gives it. */
@InputType({ description: 'A recording that is played instead of a text: an asset or an address.' })
export class LiveAudioInput {
  @Field(() => ID, { nullable: true, description: "The id of an audio asset; leave it out for a recording outside the vendor's library." })
  assetId?: string | null

  @Field(() => String, { nullable: true, description: 'The address of an MP3 file of less than 100 MB.' })
  url?: string | null

  @Field(() => String, { nullable: true, description: 'The address of its subtitles, an SRT file of less than 1 MB.' })
  subtitlesUrl?: string | null
}

/** One paragraph of a scene, as a caller gives it. */
@InputType({ description: 'One paragraph that an avatar speaks: a text or a recording.' })
export class LiveParagraphInput {
  @Field(() => Int, { nullable: true, description: 'Its number in the scene; its place in the list, from 1, when nothing is said.' })
  sequenceNo?: number | null

  @Field(() => String, { nullable: true, description: 'Its title, at most 256 characters.' })
  title?: string | null

  @Field(() => String, { nullable: true, description: 'What is spoken, plain text or SSML: at most 10,000 spoken characters.' })
  text?: string | null

  @Field(() => LiveAudioInput, { nullable: true, description: 'The recording that is played instead.' })
  audio?: LiveAudioInput | null
}

/** One scene of a live script, as a caller gives it. */
@InputType({ description: 'One scene of a live script: who speaks, with which voice, in front of what.' })
export class LiveSceneInput {
  @Field(() => ID, { nullable: true, description: "The vendor's own id of the scene, for a scene that exists." })
  nativeId?: string | null

  @Field(() => String, { nullable: true, description: 'Its name, 1 to 256 characters; its place in the list, from 1, when nothing is said.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: 'What it is about; at most 1,024 characters.' })
  description?: string | null

  @Field(() => String, { nullable: true, description: "The vendor's id of a combination of avatar and voice (Huawei 6.1.1 `dh_id`)." })
  avatarVoice?: string | null

  @Field(() => ID, { nullable: true, description: 'The id of the avatar that acts in it.' })
  avatarId?: string | null

  @Field(() => VoiceInput, { nullable: true, description: 'How the avatar speaks.' })
  voice?: VoiceInput | null

  @Field(() => [BackgroundInput], { nullable: true, description: 'What is behind the avatar.' })
  backgrounds?: BackgroundInput[] | null

  @Field(() => [LayerInput], { nullable: true, description: 'What lies over each other in the picture.' })
  layers?: LayerInput[] | null

  @Field(() => [LiveParagraphInput], { description: 'What is spoken, in order; at most 100.' })
  paragraphs!: LiveParagraphInput[]
}

/** Reads scenes for an account; `field` is the list's place in the input. */
export const scenesOf = (account: string, scenes: readonly LiveSceneInput[], field: string): LiveScene[] =>
  scenes.map((scene, index) => {
    const place = `${field}.${index}`
    return {
      nativeId: scene.nativeId ?? null,
      name: scene.name ?? null,
      description: scene.description ?? null,
      avatarVoice: scene.avatarVoice ?? null,
      avatar: referenceIn(account, 'Asset', scene.avatarId, `${place}.avatarId`),
      voice: scene.voice ? voiceOf(account, scene.voice, `${place}.voice`) : null,
      backgrounds: backgroundsOf(account, scene.backgrounds, `${place}.backgrounds`),
      layers: layersOf(account, scene.layers, `${place}.layers`),
      paragraphs: scene.paragraphs.map(({ sequenceNo, title, text, audio }, number) => ({
        sequenceNo: sequenceNo ?? null,
        title: title ?? null,
        text: text ?? null,
        audio: audio
          ? {
              asset: referenceIn(account, 'Asset', audio.assetId, `${place}.paragraphs.${number}.audio.assetId`),
              url: audio.url ?? null,
              subtitlesUrl: audio.subtitlesUrl ?? null,
            }
          : null,
      })),
    }
  })
