import type { Background, BackgroundMusic, Layer, LayerKind, SmartLayer, SubtitleStyle, VideoSettings, VoiceSettings } from '../../domain/production.js'
import { url, type Words } from './mapping/words.js'
import { BACKGROUND_KINDS, CLIP_MODES, LAYER_KINDS, SMART_LAYER_KINDS, SMART_TEXT_KINDS, VIDEO_CODECS } from './mapping-production.js'
import type { WireBackground, WireLayer, WireMusic, WireReview, WireSmartLayer, WireVideo, WireVoice } from './wire-production.js'
import { wordFor } from '../words.js'

/*
 * The structures that scripts, videos and live rooms share, from the wire (`read…`) and to it (`write…`). What is not
 * said is not sent: `undefined` leaves no key in JSON. `field` names the structure in the caller's words, for errors.
 */

/** Said or nothing: JSON leaves out what is undefined. */
const said = <T>(value: T | null): T | undefined => value ?? undefined

/** Reads VoiceConfig. */
export function readVoice(wire: WireVoice): VoiceSettings | null {
  if (!wire) return null
  return { voice: wire.voice_asset_id || null, speed: wire.speed ?? null, pitch: wire.pitch ?? null, volume: wire.volume ?? null, emotion: null, emotionIntensity: null, language: null }
}

/** Writes VoiceConfig. */
export const writeVoice = ({ voice, speed, pitch, volume }: VoiceSettings) => ({
  voice_asset_id: said(voice),
  speed: said(speed),
  pitch: said(pitch),
  volume: said(volume),
})

/** Reads VideoConfig. */
export function readVideo(wire: WireVideo, words: Words): VideoSettings | null {
  if (!wire) return null
  const { subtitle_config: subtitle, frame_rate: rate } = wire
  const frameRate = rate == null || rate === '' ? NaN : Number(rate)
  return {
    clipMode: wire.clip_mode ? words.clipMode(wire.clip_mode) : null,
    codec: wire.codec ? words.videoCodec(wire.codec) : null,
    bitrate: wire.bitrate ?? null,
    width: wire.width ?? null,
    height: wire.height ?? null,
    frameRate: Number.isNaN(frameRate) ? null : frameRate,
    subtitles: wire.is_subtitle_enable ?? null,
    subtitleStyle: subtitle
      ? {
          x: subtitle.dx ?? null,
          y: subtitle.dy ?? null,
          font: subtitle.font_name || null,
          fontSize: subtitle.font_size ?? null,
          boxWidth: subtitle.w ?? null,
          boxHeight: subtitle.h ?? null,
        }
      : null,
    cropX: wire.dx ?? null,
    cropY: wire.dy ?? null,
    superResolution: wire.is_enable_super_resolution ?? null,
  }
}

/** Writes VideoConfig. */
export const writeVideo = (video: VideoSettings, field: string) => ({
  clip_mode: wordFor(`${field}.clipMode`, CLIP_MODES, video.clipMode),
  codec: wordFor(`${field}.codec`, VIDEO_CODECS, video.codec),
  bitrate: said(video.bitrate),
  width: said(video.width),
  height: said(video.height),
  // A text on the wire (errata, section 3).
  frame_rate: video.frameRate === null ? undefined : String(video.frameRate),
  is_subtitle_enable: said(video.subtitles),
  subtitle_config: video.subtitleStyle === null ? undefined : writeSubtitle(video.subtitleStyle),
  dx: said(video.cropX),
  dy: said(video.cropY),
  is_enable_super_resolution: said(video.superResolution),
})

const writeSubtitle = ({ x, y, font, fontSize, boxWidth, boxHeight }: SubtitleStyle) => ({
  dx: said(x),
  dy: said(y),
  font_name: said(font),
  font_size: said(fontSize),
  w: said(boxWidth),
  h: said(boxHeight),
})

type Place = Pick<Layer, 'asset' | 'position' | 'size'>

const readPlace = (wire: Pick<WireLayer, 'asset_id' | 'position' | 'size'>): Place => ({
  asset: wire.asset_id || null,
  position: wire.position ? { x: wire.position.dx ?? 0, y: wire.position.dy ?? 0, order: wire.position.layer_index ?? 1 } : null,
  size: wire.size ? { width: wire.size.width ?? null, height: wire.size.height ?? null } : null,
})

const writePlace = ({ asset, position, size }: Place, kind: LayerKind, kinds: Record<string, LayerKind>, field: string) => ({
  layer_type: wordFor(`${field}.kind`, kinds, kind),
  asset_id: said(asset),
  position: position ? { dx: position.x, dy: position.y, layer_index: position.order } : undefined,
  size: size ? { width: said(size.width), height: said(size.height) } : undefined,
})

const toBase64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')

/** The text of a text layer as it travels (structure TextLayerConfig; SmartTextLayerConfig is plain). */
export const layerTextOnWire = toBase64

/** Reads LayerConfig. */
export const readLayer = (wire: WireLayer, words: Words): Layer => ({
  kind: words.layerKind(wire.layer_type),
  groupId: wire.group_id || null,
  ...readPlace(wire),
  image: wire.image_config ? { url: url(wire.image_config.image_url) } : null,
  video: wire.video_config
    ? { url: url(wire.video_config.video_url), coverUrl: url(wire.video_config.video_cover_url), loopCount: wire.video_config.loop_count ?? null }
    : null,
  text: wire.text_config
    ? {
        text: wire.text_config.text_context ? Buffer.from(wire.text_config.text_context, 'base64').toString('utf8') : null,
        font: wire.text_config.font_name || null,
        fontSize: wire.text_config.font_size ?? null,
        fontColor: wire.text_config.font_color || null,
      }
    : null,
})

/** Writes LayerConfig. */
export const writeLayer = (layer: Layer, field: string) => ({
  ...writePlace(layer, layer.kind, LAYER_KINDS, field),
  group_id: said(layer.groupId),
  image_config: layer.image ? { image_url: said(layer.image.url) } : undefined,
  video_config: layer.video
    ? { video_url: said(layer.video.url), video_cover_url: said(layer.video.coverUrl), loop_count: said(layer.video.loopCount) }
    : undefined,
  text_config: layer.text
    ? {
        text_context: layer.text.text === null ? undefined : layerTextOnWire(layer.text.text),
        font_name: said(layer.text.font),
        font_size: said(layer.text.fontSize),
        font_color: said(layer.text.fontColor),
      }
    : undefined,
})

/** Reads SmartLayerConfig. */
export function readSmartLayer(wire: WireSmartLayer, words: Words): SmartLayer | null {
  if (!wire) return null
  const { image_config: image, video_config: video, text_config: text } = wire
  return {
    kind: words.layerKind(wire.layer_type),
    ...readPlace(wire),
    image: image ? { url: url(image.image_url), displaySeconds: image.display_duration ?? null } : null,
    video: video ? { url: url(video.video_url), coverUrl: url(video.video_cover_url), displaySeconds: video.display_duration ?? null } : null,
    text: text
      ? {
          kind: text.text_type ? words.smartTextKind(text.text_type) : null,
          text: text.text_context ?? null,
          font: text.font_name || null,
          fontSize: text.font_size ?? null,
          fontColor: text.font_color || null,
          displaySeconds: text.display_duration ?? null,
        }
      : null,
  }
}

/** Writes SmartLayerConfig. */
export const writeSmartLayer = (layer: SmartLayer, field: string) => ({
  ...writePlace(layer, layer.kind, SMART_LAYER_KINDS, field),
  image_config: layer.image ? { image_url: said(layer.image.url), display_duration: said(layer.image.displaySeconds) } : undefined,
  video_config: layer.video
    ? { video_url: said(layer.video.url), video_cover_url: said(layer.video.coverUrl), display_duration: said(layer.video.displaySeconds) }
    : undefined,
  text_config: layer.text
    ? {
        text_type: wordFor(`${field}.text.kind`, SMART_TEXT_KINDS, layer.text.kind),
        text_context: said(layer.text.text),
        font_name: said(layer.text.font),
        font_size: said(layer.text.fontSize),
        font_color: said(layer.text.fontColor),
        display_duration: said(layer.text.displaySeconds),
      }
    : undefined,
})

/** Reads BackgroundConfigInfo. */
export const readBackground = (wire: WireBackground, words: Words): Background => ({
  kind: words.backgroundKind(wire.background_type),
  asset: wire.background_asset_id || null,
  url: url(wire.background_config),
  color: wire.background_color_config || null,
})

/** Writes BackgroundConfigInfo. */
export const writeBackground = ({ kind, asset, url: address, color }: Background, field: string) => ({
  background_type: wordFor(`${field}.kind`, BACKGROUND_KINDS, kind),
  background_config: said(address),
  background_color_config: said(color),
  background_asset_id: said(asset),
})

/** Reads BackgroundMusicConfig. */
export const readMusic = (wire: WireMusic): BackgroundMusic | null => (wire ? { music: wire.music_asset_id || null, volume: wire.volume ?? null } : null)

/** Writes BackgroundMusicConfig. */
export const writeMusic = ({ music, volume }: BackgroundMusic) => ({ music_asset_id: said(music), volume: said(volume) })

/** Reads ReviewConfig: whether the content is exempt from review. */
export const readReview = (wire: WireReview): boolean | null => wire?.no_need_review ?? null

/** Writes ReviewConfig. */
export const writeReview = (skipReview: boolean) => ({ no_need_review: skipReview })
