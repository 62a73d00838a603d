import { badInput } from '../../domain/errors.js'
import { limits } from '../../domain/limits.js'
import type { CallContext } from '../../domain/port.js'
import type { SavedVideoScene, VideoContent, VideoScene } from '../../domain/scripts.js'
import { addressFinder } from './backgrounds.js'
import type { VendorClient } from '../client.js'
import { SCENE_CONTROLS } from './mapping-videos.js'
import { url, type Words } from './mapping/words.js'
import { readBackground, readLayer, readMusic, readVideo, readVoice, writeBackground, writeLayer, writeMusic, writeReview, writeVideo, writeVoice } from './production.js'
import { checkBackground, checkLayer, checkMusic, checkVideo, checkVoice } from './production-limits.js'
import { checkTexts } from './texts.js'
import type { WireContent, WireScene } from './wire-scripts.js'
import { wordFor } from '../words.js'

/** What scripts and videos are made from, with the scenes. */
type Content = VideoContent & { scenes: VideoScene[] | null }

/** Reads what scripts (5.1.3) and video jobs (5.3.2) are made from, under the same names; 5.3.2 tells nothing of the review. */
export const readContent = (wire: WireContent, words: Words) => ({
  avatar: wire.model_asset_id || null,
  voice: readVoice(wire.voice_config),
  video: readVideo(wire.video_config, words),
  music: readMusic(wire.background_music_config),
  scenes: (wire.shoot_scripts ?? []).map((scene) => readScene(scene, words)),
})

const readScene = ({ sequence_no: sequenceNo, shoot_script: script }: WireScene, words: Words): SavedVideoScene => ({
  sequenceNo: sequenceNo ?? null,
  control: script?.script_type ? words.sceneControl(script.script_type) : null,
  text: script?.text_config?.text ?? null,
  backgrounds: (script?.background_config ?? []).map((background) => readBackground(background, words)),
  layers: (script?.layer_config ?? []).map((layer) => readLayer(layer, words)),
  thumbnailUrl: url(script?.thumbnail_url),
})

/** Checks content against the limits, then writes it; pictures given by their asset alone get their address. BAD_USER_INPUT names the field. */
export async function checkAndWriteContent(client: Pick<VendorClient, 'call'>, content: Content, context: CallContext) {
  checkContent(content)
  const scenes = content.scenes ?? []
  const texts = scenes.flatMap(({ text }, index) => (text === null ? [] : [{ field: `scenes.${index}.text`, text, voice: content.voice?.voice ?? null }]))
  await checkTexts(client, texts, context)
  const withAddress = await addressFinder(client, scenes.flatMap(({ backgrounds }) => backgrounds), context)
  return {
    model_asset_id: content.avatar ?? undefined,
    voice_config: content.voice ? writeVoice(content.voice) : undefined,
    video_config: content.video ? writeVideo(content.video, 'video') : undefined,
    background_music_config: content.music ? writeMusic(content.music) : undefined,
    review_config: content.skipReview === null ? undefined : writeReview(content.skipReview),
    shoot_scripts: content.scenes?.map((scene, index) => writeScene({ ...scene, backgrounds: scene.backgrounds.map(withAddress) }, index)),
  }
}

function checkContent({ voice, video, music, scenes }: Content): void {
  if (voice) checkVoice('voice', voice)
  if (video) checkVideo('video', video, 'VIDEO')
  if (music) checkMusic('music', music)
  scenes?.forEach(({ control, text, backgrounds, layers }, index) => {
    if (control !== 'AUDIO' && text === null) throw badInput(`scenes.${index}.text: expected the text that is spoken.`, { field: `scenes.${index}.text` })
    backgrounds.forEach((background, place) => checkBackground(`scenes.${index}.backgrounds.${place}`, background))
    layers.forEach((layer, place) => checkLayer(`scenes.${index}.layers.${place}`, layer))
  })
}

const writeScene = ({ sequenceNo, control, text, backgrounds, layers }: VideoScene, index: number) => ({
  sequence_no: sequenceNo ?? index,
  shoot_script: {
    script_type: wordFor(`scenes.${index}.control`, SCENE_CONTROLS, control),
    text_config: text === null ? undefined : { text },
    background_config: backgrounds.length ? backgrounds.map((background, place) => writeBackground(background, `scenes.${index}.backgrounds.${place}`)) : undefined,
    layer_config: layers.length ? layers.map((layer, place) => writeLayer(layer, `scenes.${index}.layers.${place}`)) : undefined,
  },
})

/** A name of what is made: scripts' and videos' are as long. */
export const checkName = (field: string, name: string | null): void => limits.length(field, name, 1, 256)
