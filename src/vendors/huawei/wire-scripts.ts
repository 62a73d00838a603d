import { z } from 'zod'
import { list, number, text } from '../wire.js'
import { id } from './wire.js'
import { wireBackgrounds, wireLayers, wireMusic, wireReview, wireVideo, wireVoice } from './wire-production.js'

const scene = z.object({
  sequence_no: number,
  shoot_script: z
    .object({
      script_type: text,
      text_config: z.object({ text }).nullish().catch(null),
      background_config: wireBackgrounds,
      layer_config: wireLayers,
      thumbnail_url: text,
    })
    .nullish()
    .catch(null),
})
/** Structure ShootScriptShowItem; ShootScriptItem is the same without its thumbnail (errata, section 2.3). */
export type WireScene = z.output<typeof scene>

/** What scripts and video jobs are made from, under the same names. */
export const wireContent = z.object({
  model_asset_id: text,
  voice_config: wireVoice,
  video_config: wireVideo,
  background_music_config: wireMusic,
  shoot_scripts: list(scene).catch(null),
})
/** See {@link wireContent}. */
export type WireContent = z.output<typeof wireContent>

/** Structure ShootScriptAudioFiles. */
const audioFiles = z
  .object({ audio_file_url: list(z.object({ sequence_no: number, audio_file_upload_url: text, audio_file_download_url: text })).catch(null) })
  .nullish()
  .catch(null)
/** Structure ShootScriptAudioFiles. */
export type WireAudioFiles = z.output<typeof audioFiles>

/** The answer of 5.1.1 and 5.1.4. */
export const wireSavedScript = z.object({ script_id: id, audio_files: audioFiles })
/** The answer of 5.1.6. */
export const wireCopiedScript = z.object({ script_id: id })

const scriptBase = {
  script_id: id,
  script_name: text,
  script_description: text,
  model_asset_id: text,
  model_asset_type: text,
  script_cover_url: text,
  create_time: text,
  update_time: text,
}

/** Structure VideoScriptBaseInfo (5.1.2). */
export const wireScriptSummary = z.object({ ...scriptBase, script_type: text, text })
/** Structure VideoScriptBaseInfo. */
export type WireScriptSummary = z.output<typeof wireScriptSummary>

/** The answer of 5.1.3. */
export const wireScript = z.object({ ...scriptBase, ...wireContent.shape, review_config: wireReview, view_mode: text, scene_asset_id: text, priv_data: text, audio_files: audioFiles })
/** The answer of 5.1.3. */
export type WireScript = z.output<typeof wireScript>
