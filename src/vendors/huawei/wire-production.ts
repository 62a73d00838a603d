import { z } from 'zod'
import { flag, list, number, text } from '../wire.js'

/*
 * The structures that scripts, videos and live rooms share, under the names of the wire (errata, section 2.2). A
 * structure of another shape than documented counts as absent.
 */

/** Structure VoiceConfig. */
export const wireVoice = z.object({ voice_asset_id: text, speed: number, pitch: number, volume: number }).nullish().catch(null)
/** Structure VoiceConfig. */
export type WireVoice = z.output<typeof wireVoice>

const subtitle = z.object({ dx: number, dy: number, font_name: text, font_size: number, w: number, h: number })

/** Structure VideoConfig; `frame_rate` is a text on the wire. */
export const wireVideo = z
  .object({
    clip_mode: text,
    codec: text,
    bitrate: number,
    width: number,
    height: number,
    frame_rate: z.union([z.string(), z.number()]).nullish().catch(null),
    is_subtitle_enable: flag,
    subtitle_config: subtitle.nullish().catch(null),
    dx: number,
    dy: number,
    is_enable_super_resolution: flag,
  })
  .nullish()
  .catch(null)
/** Structure VideoConfig. */
export type WireVideo = z.output<typeof wireVideo>

const place = {
  layer_type: text,
  asset_id: text,
  position: z.object({ dx: number, dy: number, layer_index: number }).nullish().catch(null),
  size: z.object({ width: number, height: number }).nullish().catch(null),
}
const textLook = { text_context: text, font_name: text, font_size: number, font_color: text }

const layer = z.object({
  ...place,
  group_id: text,
  image_config: z.object({ image_url: text }).nullish().catch(null),
  video_config: z.object({ video_url: text, video_cover_url: text, loop_count: number }).nullish().catch(null),
  // Here the text is Base64.
  text_config: z.object(textLook).nullish().catch(null),
})
/** Structure LayerConfig. */
export type WireLayer = z.output<typeof layer>
/** A list of LayerConfig. */
export const wireLayers = list(layer).catch(null)

/** Structure SmartLayerConfig. */
export const wireSmartLayer = z
  .object({
    ...place,
    image_config: z.object({ image_url: text, display_duration: number }).nullish().catch(null),
    video_config: z.object({ video_url: text, video_cover_url: text, display_duration: number }).nullish().catch(null),
    // Here the text is plain.
    text_config: z.object({ ...textLook, text_type: text, display_duration: number }).nullish().catch(null),
  })
  .nullish()
  .catch(null)
/** Structure SmartLayerConfig. */
export type WireSmartLayer = z.output<typeof wireSmartLayer>

const background = z.object({ background_type: text, background_config: text, background_color_config: text, background_asset_id: text })
/** Structure BackgroundConfigInfo. */
export type WireBackground = z.output<typeof background>
/** A list of BackgroundConfigInfo. */
export const wireBackgrounds = list(background).catch(null)

/** Structure BackgroundMusicConfig. */
export const wireMusic = z.object({ music_asset_id: text, volume: number }).nullish().catch(null)
/** Structure BackgroundMusicConfig. */
export type WireMusic = z.output<typeof wireMusic>

/** Structure ReviewConfig. */
export const wireReview = z.object({ no_need_review: flag }).nullish().catch(null)
/** Structure ReviewConfig. */
export type WireReview = z.output<typeof wireReview>
