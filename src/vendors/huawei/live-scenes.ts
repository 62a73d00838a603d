import { badInput } from '../../domain/errors.js'
import { limits } from '../../domain/limits.js'
import type { LiveParagraph, LiveScene } from '../../domain/live-rooms.js'
import { url, type Words } from './mapping/words.js'
import { readBackground, readLayer, readVoice, writeBackground, writeLayer, writeVoice } from './production.js'
import { checkBackground, checkLayer, checkVoice } from './production-limits.js'
import type { GivenText } from './texts.js'
import type { WireScene } from './wire-live.js'

/** Reads LiveVideoScriptInfo. */
export function readScene(wire: WireScene, words: Words): LiveScene {
  return {
    nativeId: wire.script_id || null,
    name: wire.script_name ?? null,
    description: wire.script_description ?? null,
    avatarVoice: wire.dh_id || null,
    avatar: wire.model_asset_id || null,
    voice: readVoice(wire.voice_config),
    backgrounds: (wire.background_config ?? []).map((background) => readBackground(background, words)),
    layers: (wire.layer_config ?? []).map((layer) => readLayer(layer, words)),
    paragraphs: (wire.shoot_scripts ?? []).map((item) => ({
      sequenceNo: item.sequence_no ?? null,
      title: item.title ?? null,
      text: item.text_config?.text ?? null,
      audio: item.audio_config
        ? { asset: item.audio_config.asset_id || null, url: url(item.audio_config.audio_url), subtitlesUrl: url(item.audio_config.subtitle_url) }
        : null,
    })),
  }
}

/** Writes LiveVideoScriptInfo, its limits checked first (errata, section 8; 10.5). `field` names the list in the caller's words. */
export const writeScenes = (scenes: readonly LiveScene[], field: string) => scenes.map((scene, index) => writeScene(scene, index, `${field}.${index}`))

/** The texts of scenes with the voices that speak them, to be checked before a call. */
export const textsOf = (scenes: readonly LiveScene[], field: string): GivenText[] =>
  scenes.flatMap(({ voice, paragraphs }, scene) =>
    paragraphs.flatMap(({ text }, index) => (text === null ? [] : [{ field: `${field}.${scene}.paragraphs.${index}.text`, text, voice: voice?.voice ?? null }])),
  )

function writeScene(scene: LiveScene, place: number, field: string) {
  const { nativeId, name, description, avatarVoice, voice, backgrounds, layers, paragraphs } = scene
  limits.length(`${field}.name`, name, 1, 256)
  limits.length(`${field}.description`, description, 0, 1024)
  limits.length(`${field}.nativeId`, nativeId, 0, 64)
  limits.length(`${field}.avatarVoice`, avatarVoice, 0, 64)
  limits.count(`${field}.paragraphs`, paragraphs, 0, 100)
  if (voice) checkVoice(`${field}.voice`, voice)
  for (const [index, background] of backgrounds.entries()) checkBackground(`${field}.backgrounds.${index}`, background)
  for (const [index, layer] of layers.entries()) checkLayer(`${field}.layers.${index}`, layer)
  return {
    script_id: nativeId ?? undefined,
    script_name: name ?? String(place + 1),
    script_description: description ?? undefined,
    dh_id: avatarVoice ?? undefined,
    model_asset_id: scene.avatar ?? undefined,
    voice_config: voice ? writeVoice(voice) : undefined,
    background_config: backgrounds.length > 0 ? backgrounds.map((background, index) => writeBackground(background, `${field}.backgrounds.${index}`)) : undefined,
    layer_config: layers.length > 0 ? layers.map((layer, index) => writeLayer(layer, `${field}.layers.${index}`)) : undefined,
    shoot_scripts: paragraphs.map((paragraph, index) => writeParagraph(paragraph, index, `${field}.paragraphs.${index}`)),
  }
}

function writeParagraph({ sequenceNo, title, text, audio }: LiveParagraph, index: number, field: string) {
  limits.length(`${field}.title`, title, 0, 256)
  limits.range(`${field}.sequenceNo`, sequenceNo, 0, 2 ** 31 - 1)
  if (text === null && audio === null) throw badInput(`${field}: expected a text or an audio, got neither.`, { field })
  return {
    sequence_no: sequenceNo ?? index + 1,
    title: title ?? undefined,
    text_config: text === null ? undefined : { text },
    audio_config: audio ? { asset_id: audio.asset ?? undefined, audio_url: audio.url ?? undefined, subtitle_url: audio.subtitlesUrl ?? undefined } : undefined,
  }
}
