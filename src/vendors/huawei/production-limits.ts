import { badInput } from '../../domain/errors.js'
import { limits } from '../../domain/limits.js'
import type { Background, BackgroundMusic, Layer, LayerPosition, SmartLayer, VideoSettings, VoiceSettings } from '../../domain/production.js'
import { layerTextOnWire } from './production.js'

/*
 * Huawei's limits on what scripts, videos and live rooms share (errata, section 8), checked before a call is spent.
 * `field` is the place of the structure in the caller's words; BAD_USER_INPUT names the place inside it.
 */

/** Checks VoiceConfig. */
export function checkVoice(field: string, { voice, speed, pitch, volume, emotion, emotionIntensity, language }: VoiceSettings): void {
  limits.unused('Huawei', { [`${field}.emotion`]: emotion, [`${field}.emotionIntensity`]: emotionIntensity, [`${field}.language`]: language })
  if (voice === null) throw badInput(`${field}.assetId: expected the id of a voice.`, { field: `${field}.assetId` })
  limits.range(`${field}.speed`, speed, 50, 200)
  limits.range(`${field}.pitch`, pitch, 50, 200)
  limits.range(`${field}.volume`, volume, 90, 240)
}

/** Bitrates in kbit/s: the narrow range that the reference prints for video production is that of livestreaming. */
const BITRATES = { VIDEO: [40, 30_000], LIVE: [1000, 8000] } as const
const FRAME_RATES = [24, 25, 30]

/** Checks VideoConfig of a produced video or of a livestream. */
export function checkVideo(field: string, video: VideoSettings, purpose: 'VIDEO' | 'LIVE'): void {
  const [least, most] = BITRATES[purpose]
  limits.range(`${field}.bitrate`, video.bitrate, least, most)
  limits.range(`${field}.width`, video.width, 0, 3840)
  limits.range(`${field}.height`, video.height, 0, 3840)
  limits.range(`${field}.cropX`, video.cropX, -1920, 3840)
  limits.range(`${field}.cropY`, video.cropY, -1920, 3840)
  if (video.frameRate !== null && !FRAME_RATES.includes(video.frameRate)) {
    throw badInput(`${field}.frameRate: expected ${FRAME_RATES.join(', ')} frames a second, got ${video.frameRate}.`, { field: `${field}.frameRate` })
  }
  if (video.subtitleStyle) checkFont(`${field}.subtitleStyle`, video.subtitleStyle.font, video.subtitleStyle.fontSize)
}

function checkFont(field: string, font: string | null, fontSize: number | null): void {
  limits.length(`${field}.font`, font, 0, 64)
  limits.range(`${field}.fontSize`, fontSize, 4, 120)
}

function checkPosition(field: string, position: LayerPosition | null): void {
  limits.range(`${field}.x`, position?.x, -1920, 3840)
  limits.range(`${field}.y`, position?.y, -1920, 3840)
  limits.range(`${field}.order`, position?.order, 1, 100)
}

/** The largest `text_context`, as it travels. */
const MAX_LAYER_TEXT = 1024

/** Checks LayerConfig. */
export function checkLayer(field: string, { position, video, text }: Layer): void {
  checkPosition(`${field}.position`, position)
  limits.range(`${field}.video.loopCount`, video?.loopCount, -1, 100)
  if (!text) return
  // The limit counts the Base64 that travels, not what the caller wrote.
  if (text.text !== null && layerTextOnWire(text.text).length > MAX_LAYER_TEXT) {
    const bytes = Buffer.byteLength(text.text)
    throw badInput(`${field}.text.text: expected at most ${(MAX_LAYER_TEXT / 4) * 3} bytes of UTF-8, got ${bytes}.`, { field: `${field}.text.text` })
  }
  checkFont(`${field}.text`, text.font, text.fontSize)
}

/** Checks SmartLayerConfig, whose text travels plain. */
export function checkSmartLayer(field: string, { position, text }: SmartLayer): void {
  checkPosition(`${field}.position`, position)
  if (!text) return
  limits.length(`${field}.text.text`, text.text, 0, MAX_LAYER_TEXT)
  checkFont(`${field}.text`, text.font, text.fontSize)
}

/** Checks BackgroundConfigInfo: each kind has the one thing that it shows. */
export function checkBackground(field: string, { kind, asset, url, color }: Background): void {
  if (kind === 'COLOR' ? color !== null : asset !== null || url !== null) return
  const expected = kind === 'COLOR' ? 'a color' : 'an assetId or a url'
  throw badInput(`${field}: expected ${expected} for a background of the kind ${kind}.`, { field })
}

/** Checks BackgroundMusicConfig. */
export function checkMusic(field: string, { volume }: BackgroundMusic): void {
  limits.range(`${field}.volume`, volume, 0, 100)
}
