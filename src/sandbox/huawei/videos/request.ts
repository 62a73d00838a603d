import { z } from 'zod'
import { SCENE_CONFIG } from '../scripts/request.js'
import { text } from '../shapes.js'

/** The body of 5.3.1. */
export const VIDEO_BODY = z.object({
  ...SCENE_CONFIG,
  script_id: text(64).optional(),
  output_asset_config: z.object({ asset_name: text(256).min(1) }).optional(),
  callback_config: z.object({ callback_url: text(2048).min(1), auth_type: z.enum(['NONE', 'MSS_A']).optional(), key: text(128).optional() }).optional(),
})

export type VideoBody = z.output<typeof VIDEO_BODY>
