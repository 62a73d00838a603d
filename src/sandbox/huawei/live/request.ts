import { z } from 'zod'

const text = (max: number): z.ZodString => z.string().max(max)
const flag = z.boolean()

const VOICE = z.object({ voice_asset_id: text(64), speed: z.int().min(50).max(200).optional(), pitch: z.int().min(50).max(200).optional(), volume: z.int().min(90).max(240).optional() })

/** LiveEventCallBackConfig, table 6-246. MEITUAN_DEFAULT is the vendor's for one customer, and not played here. */
const CALLBACKS = z.object({
  live_event_type_callback_url: text(2048).optional(),
  auth_type: z.enum(['NONE', 'MSS_A', 'MSS_A_HEAD']).optional(),
  key: z.string().min(1).max(32).optional(),
  callback_event_type: z.array(z.enum(['SHOOT_SCRIPT_SWITCH', 'RTMP_STREAM_STATE_CHANGE', 'REPLY_COMMAND_FINISH'])).optional(),
})

/** The body of 6.2.1, with the limits of the vendor's SDKs. Unknown fields pass. */
export const START_BODY = z.object({
  video_config: z.object({
    clip_mode: z.enum(['RESIZE', 'CROP']).optional(),
    codec: z.enum(['H264', 'VP8', 'VP9']),
    bitrate: z.int().min(1000).max(8000),
    width: z.int().min(0).max(3840),
    height: z.int().min(0).max(3840),
    frame_rate: z.enum(['24', '25', '30']).optional(),
    is_subtitle_enable: flag.optional(),
    dx: z.int().min(-1920).max(3840).optional(),
    dy: z.int().min(-1920).max(3840).optional(),
    is_enable_super_resolution: flag.optional(),
  }).optional(),
  play_policy: z.object({
    repeat_count: z.int().min(-1).max(100).optional(),
    auto_play_script: flag.optional(),
    play_mode: z.enum(['TEXT', 'AUDIO', 'NO_PRESET']).optional(),
    random_play_mode: z.enum(['NONE', 'SCENE', 'SCRIPT_ITEM', 'SCENE_AND_SCRIPT_ITEM']).optional(),
    need_independent_capture_client: flag.optional(),
  }).optional(),
  output_urls: z.array(text(2048)).max(1).optional(),
  stream_keys: z.array(text(2048)).max(1).optional(),
  interaction_callback_url: text(2048).optional(),
  live_event_callback_config: CALLBACKS.optional(),
  rtc_callback_config: z.object({ rtc_callback_event_type: z.array(z.enum(['LIVE_PROGRESS', 'REPLY_COMMAND_FINISH'])).optional() }).optional(),
  view_mode: z.enum(['LANDSCAPE', 'VERTICAL']).optional(),
  co_streamer_config: z.object({ voice_config: VOICE.optional(), streamer_action: z.enum(['SILENCE', 'VOLUME_DOWN']).optional() }).optional(),
})

export type StartBody = z.output<typeof START_BODY>
export type CallbackConfig = z.output<typeof CALLBACKS>
