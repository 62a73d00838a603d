import { z } from 'zod'

/** Structures that scripts, videos, rooms and live tasks share (tables 5-4 to 5-18, 6-4 to 6-32), with the limits of the vendor's SDKs. Unknown fields pass. */

/** A text of at most so many characters. */
export const text = (max: number): z.ZodString => z.string().max(max)
const range = (low: number, high: number): z.ZodInt => z.int().min(low).max(high)
const FONT_SIZE = range(4, 120)

/** ReviewConfig, table 5-8. */
export const REVIEW_CONFIG = z.object({ no_need_review: z.boolean().optional() })

/** VoiceConfig, table 5-4. */
export const VOICE_CONFIG = z.object({
  voice_asset_id: text(64).min(1),
  speed: range(50, 200).optional(),
  pitch: range(50, 200).optional(),
  volume: range(90, 240).optional(),
})

/** SubtitleConfig, table 5-6. */
const SUBTITLE_CONFIG = z.object({
  dx: range(-1920, 3840).optional(), dy: range(-1920, 3840).optional(), font_name: text(64).optional(), font_size: FONT_SIZE.optional(), h: z.int().optional(), w: z.int().optional(),
})

/** VideoConfig, table 5-5; `bitrates` are 40 to 30000 kbit/s for videos, 1000 to 8000 for livestreams. */
export const videoConfig = (low: number, high: number) => z.object({
  clip_mode: z.enum(['RESIZE', 'CROP']).optional(),
  codec: z.enum(['H264', 'VP8', 'VP9']),
  bitrate: range(low, high),
  width: range(0, 3840),
  height: range(0, 3840),
  frame_rate: z.enum(['24', '25', '30']).optional(),
  is_subtitle_enable: z.boolean().optional(),
  subtitle_config: SUBTITLE_CONFIG.optional(),
  dx: range(-1920, 3840).optional(),
  dy: range(-1920, 3840).optional(),
  is_enable_super_resolution: z.boolean().optional(),
})

/** TextConfig, table 5-11: 131072 characters with SSML, 10000 without its tags. */
export const TEXT_CONFIG = z.object({
  text: text(131_072).min(1).refine((given) => given.replaceAll(/<[^>]*>/g, '').length <= 10_000, 'expected at most 10000 characters without the tags'),
})

/** BackgroundConfigInfo, table 5-12. */
export const BACKGROUND = z.object({
  background_type: z.enum(['IMAGE', 'COLOR', 'IMAGE_2D', 'VIDEO', 'AUDIO']),
  background_config: text(2048).optional(),
  background_color_config: text(64).optional(),
  background_asset_id: text(64).optional(),
})
  .refine((given) => given.background_type !== 'COLOR' || given.background_color_config !== undefined, { path: ['background_color_config'], message: 'required with background_type COLOR' })
  .refine((given) => given.background_type !== 'IMAGE' || given.background_config !== undefined || given.background_asset_id !== undefined, { path: ['background_config'], message: 'required with background_type IMAGE, unless there is a background_asset_id' })

/** LayerPositionConfig and LayerSizeConfig, tables 5-14 and 5-15. */
export const LAYER_POSITION = z.object({ dx: range(-1920, 3840), dy: range(-1920, 3840), layer_index: range(1, 100) })
export const LAYER_SIZE = z.object({ width: range(0, 7680).optional(), height: range(0, 7680).optional() })

/** LayerConfig, table 5-13. */
export const LAYER = z.object({
  layer_type: z.enum(['HUMAN', 'IMAGE', 'VIDEO', 'TEXT']),
  asset_id: text(64).optional(),
  group_id: text(64).optional(),
  position: LAYER_POSITION.optional(),
  size: LAYER_SIZE.optional(),
  image_config: z.object({ image_url: text(2048).optional() }).optional(),
  video_config: z.object({ video_url: text(2048).optional(), video_cover_url: text(2048).optional(), loop_count: range(-1, 100).optional() }).optional(),
  text_config: z.object({ text_context: z.base64().max(1024).optional(), font_name: text(64).optional(), font_size: FONT_SIZE.optional(), font_color: text(16).optional() }).optional(),
})

/** SmartLayerConfig, table 6-19: a layer that a rule or a command shows for a while. */
const SMART_LAYER = z.object({
  layer_type: z.enum(['IMAGE', 'VIDEO', 'TEXT']),
  asset_id: text(64).optional(),
  position: LAYER_POSITION.optional(),
  size: LAYER_SIZE.optional(),
  image_config: z.object({ image_url: text(2048), display_duration: z.int().min(0).optional() }).optional(),
  video_config: z.object({ video_url: text(2048), video_cover_url: text(2048).optional(), display_duration: z.int().min(0).optional() }).optional(),
  text_config: z.object({
    text_type: z.enum(['DYNAMIC', 'STATIC']).optional(), text_context: text(1024).optional(), font_name: text(64).optional(), font_size: FONT_SIZE.optional(),
    font_color: text(16).optional(), display_duration: z.int().min(0).optional(),
  }).optional(),
})

/** LiveRoomInteractionRuleInfo, table 6-15. */
export const INTERACTION_RULE = z.object({
  rule_index: text(64).optional(),
  rule_name: text(256).optional(),
  enabled: z.boolean().optional(),
  event_type: range(0, 100).optional(),
  hit_condition: z.object({
    relation: z.enum(['AND', 'OR', 'RESERVED']).optional(),
    priority: range(0, 999).optional(),
    tags: z.array(z.object({
      tag: text(256).optional(),
      operation: z.enum(['SUM', 'AVG', 'COUNT', 'NONE']).optional(),
      match: z.enum(['EQUAL', 'REGEX', 'MATH_GT', 'MATH_GE', 'MATH_LT', 'MATH_LE', 'MATH_EQ']).optional(),
      value: text(1024).optional(),
    })).optional(),
  }).optional(),
  trigger: z.object({
    time_window: range(-1, 7200).optional(),
    reply_mode: z.enum(['SYSTEM_REPLY', 'CALLBACK', 'SHOW_LAYER', 'INTELLIGENT_REPLY', 'SYSTEM_REPLY_AND_CALLBACK']).optional(),
    layer_config: SMART_LAYER.optional(),
    extra_layer_config: SMART_LAYER.optional(),
    reply_texts: z.array(text(1024)).max(5).optional(),
    reply_audios: z.array(z.object({ audio_url: text(2048).optional(), audio_name: text(256).optional() })).max(5).optional(),
    reply_order: z.enum(['RANDOM', 'ORDER']).optional(),
    reply_role: z.enum(['STREAMER', 'CO_STREAMER']).optional(),
    robot_id: text(64).optional(),
  }).refine((given) => given.reply_mode !== 'INTELLIGENT_REPLY' || given.robot_id !== undefined, { path: ['robot_id'], message: 'required with reply_mode INTELLIGENT_REPLY' }).optional(),
  review_config: REVIEW_CONFIG.optional(),
  group_id: text(64).optional(),
  group_name: text(256).optional(),
  enabled_scenes: z.array(text(256)).optional(),
})

/** LiveVideoScriptInfo, table 6-4. */
export const SCENE_SCRIPT = z.object({
  script_id: text(64).optional(),
  script_name: text(256).min(1),
  script_description: text(1024).optional(),
  dh_id: text(64).optional(),
  model_asset_id: text(64).optional(),
  voice_config: VOICE_CONFIG.optional(),
  background_config: z.array(BACKGROUND).optional(),
  layer_config: z.array(LAYER).optional(),
  shoot_scripts: z.array(z.object({
    sequence_no: range(0, 2_147_483_647).optional(),
    title: text(256).optional(),
    text_config: TEXT_CONFIG.optional(),
    audio_config: z.object({ asset_id: text(64).optional(), audio_url: text(2048).optional(), subtitle_url: text(2048).optional() }).optional(),
  })).max(100),
})

export type InteractionRule = z.output<typeof INTERACTION_RULE>
export type SceneScript = z.output<typeof SCENE_SCRIPT>
