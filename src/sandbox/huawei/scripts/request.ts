import { z } from 'zod'
import { BACKGROUND, LAYER, REVIEW_CONFIG, text, TEXT_CONFIG, videoConfig, VOICE_CONFIG } from '../shapes.js'

/** ShootScriptItem, table 5-9. */
const SHOOT_SCRIPT = z.object({
  sequence_no: z.int().min(0).max(2_147_483_647).optional(),
  shoot_script: z.object({
    script_type: z.enum(['TEXT', 'AUDIO']).optional(),
    text_config: TEXT_CONFIG.optional(),
    background_config: z.array(BACKGROUND).optional(),
    layer_config: z.array(LAYER).optional(),
  }).optional(),
})

/** What a script and a video task without one have in common. */
export const SCENE_CONFIG = {
  model_asset_id: text(64).optional(),
  voice_config: VOICE_CONFIG.optional(),
  video_config: videoConfig(40, 30_000).optional(),
  background_music_config: z.object({ music_asset_id: text(64).optional(), volume: z.int().min(0).max(100).optional() }).optional(),
  review_config: REVIEW_CONFIG.optional(),
  shoot_scripts: z.array(SHOOT_SCRIPT).max(100).optional(),
}

/** The body of 5.1.1 and 5.1.4. The document's mandatory script_name and shoot_scripts are optional in every SDK. */
export const SCRIPT_BODY = z.object({
  ...SCENE_CONFIG,
  script_name: text(256).min(1).optional(),
  script_description: text(1024).optional(),
  view_mode: z.enum(['LANDSCAPE', 'VERTICAL']).optional(),
  model_asset_type: z.enum(['HUMAN_MODEL_2D', 'HUMAN_MODEL_3D']).optional(),
  scene_asset_id: text(64).optional(),
  priv_data: text(8192).optional(),
})

export type ScriptBody = z.output<typeof SCRIPT_BODY>
export type ShootScript = z.output<typeof SHOOT_SCRIPT>
