import { z } from 'zod'
import { text, videoConfig, VOICE_CONFIG } from '../shapes.js'

/** LiveEventCallBackConfig, table 6-246. MEITUAN_DEFAULT is the vendor's for one customer, and not played here. */
export const CALLBACKS = z.object({
  live_event_type_callback_url: text(2048).optional(),
  auth_type: z.enum(['NONE', 'MSS_A', 'MSS_A_HEAD']).optional(),
  key: z.string().min(1).max(32).optional(),
  callback_event_type: z.array(z.enum(['SHOOT_SCRIPT_SWITCH', 'RTMP_STREAM_STATE_CHANGE', 'REPLY_COMMAND_FINISH'])).optional(),
})

/** What a room and the start of a live task have in common. */
export const LIVE_CONFIG = {
  video_config: videoConfig(1000, 8000).optional(),
  play_policy: z.object({
    repeat_count: z.int().min(-1).max(100).optional(),
    auto_play_script: z.boolean().optional(),
    play_mode: z.enum(['TEXT', 'AUDIO', 'NO_PRESET']).optional(),
    random_play_mode: z.enum(['NONE', 'SCENE', 'SCRIPT_ITEM', 'SCENE_AND_SCRIPT_ITEM']).optional(),
    need_independent_capture_client: z.boolean().optional(),
  }).optional(),
  output_urls: z.array(text(2048)).max(1).optional(),
  stream_keys: z.array(text(2048)).max(1).optional(),
  live_event_callback_config: CALLBACKS.optional(),
  rtc_callback_config: z.object({ rtc_callback_event_type: z.array(z.enum(['LIVE_PROGRESS', 'REPLY_COMMAND_FINISH'])).optional() }).optional(),
  view_mode: z.enum(['LANDSCAPE', 'VERTICAL']).optional(),
  co_streamer_config: z.object({ voice_config: VOICE_CONFIG.optional(), streamer_action: z.enum(['SILENCE', 'VOLUME_DOWN']).optional() }).optional(),
}

/** The body of 6.2.1, with the limits of the vendor's SDKs. Unknown fields pass. */
export const START_BODY = z.object({ ...LIVE_CONFIG, interaction_callback_url: text(2048).optional() })

export type StartBody = z.output<typeof START_BODY>
export type CallbackConfig = z.output<typeof CALLBACKS>
