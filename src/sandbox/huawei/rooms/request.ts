import { z } from 'zod'
import { LIVE_CONFIG } from '../live/request.js'
import { INTERACTION_RULE, REVIEW_CONFIG, SCENE_SCRIPT, text } from '../shapes.js'

/** The body of 6.1.1 and 6.1.4. */
export const ROOM_BODY = z.object({
  ...LIVE_CONFIG,
  room_name: text(256).min(1),
  room_description: text(1024).optional(),
  room_type: z.enum(['NORMAL', 'TEMP', 'TEMPLATE']).optional(),
  scene_scripts: z.array(SCENE_SCRIPT).max(100).optional(),
  interaction_rules: z.array(INTERACTION_RULE).optional(),
  backup_model_asset_ids: z.array(text(64)).max(5).optional(),
  review_config: REVIEW_CONFIG.optional(),
  shared_config: z.object({
    shared_type: z.enum(['PRIVATE', 'PUBLIC', 'SHARED']).optional(),
    shared_state: z.enum(['PUBLISHED', 'DRAFT', 'REVIEW']).optional(),
    expire_time: text(64).optional(),
    allowed_project_ids: z.array(text(64)).optional(),
  }).optional(),
  priv_data: text(8192).optional(),
})

export type RoomBody = z.output<typeof ROOM_BODY>
