import { z } from 'zod'
import { ASSET_TYPES } from './types.js'

const text = (max: number): z.ZodString => z.string().max(max)
const named = z.object({ component_name: text(256), component_type: text(256), component_desc: text(1024).optional() })
const fault = z.object({ error_code: text(64).optional(), error_msg: text(1024).optional() })

/** AssetExtraMeta, tables 4-5 to 4-23. */
const EXTRA_META = z.object({
  human_model_meta: z.object({
    style_id: text(64).optional(),
    modeling_type: z.enum(['UPLOADED', 'PICTURE_MODELING', 'CHARACTER_CUSTOMIZATION_MODELING']).optional(),
    modeling_job_id: text(64).optional(),
    model_properties: z.object({ whole_model_base_file_id: text(64).optional(), load_model_file_id: text(64).optional() }).optional(),
    components: z.array(named).optional(),
  }).optional(),
  voice_model_meta: z.object({
    order: z.int().optional(),
    model_type: z.enum(['COMMON', 'CLONE']).optional(),
    sex: z.enum(['UNKNOW', 'MALE', 'FEMALE']).optional(),
    language: text(32).optional(),
    speed_ratio: z.number().optional(),
    volume_ratio: z.number().optional(),
    is_realtime_voice: z.boolean().optional(),
    voice_capability: z.record(z.string(), z.boolean()).optional(),
    external_voice_meta: z.object({ provider: z.enum(['XIMALAYA', 'HUAWEI_EI', 'MOBVOI', 'AUDIOX', 'SINOVOICE', 'DATABAKER', 'AISPEECH']) }).optional(),
  }).optional(),
  ppt_meta: z.object({
    auto_analysis: z.boolean().optional(),
    ppt_analysis_status: z.enum(['INITIALIZE', 'WAITING', 'CONVERTING', 'FAILED', 'SUCCEEDED', 'CANCELED']).optional(),
    error_info: fault.optional(),
    page_count: z.int().optional(),
    pages: z.array(z.object({ page_no: z.int().optional(), file_id: text(64).optional(), page_content: z.string().optional() })).optional(),
  }).optional(),
  animation_meta: z.object({
    style_id: text(64).optional(),
    duration: z.number().optional(),
    auto_analysis: z.boolean().optional(),
    voice_delay: z.number().optional(),
    animation_insert_restriction: z.enum(['ONLY_BEGINNING', 'ONLY_END']).optional(),
  }).optional(),
  scene_meta: z.object({
    components: z.array(named.extend({ index: z.int().optional(), component_type: z.enum(['CAMERA', 'PANEL', 'LIGHT']) })).optional(),
    default_configs: z.record(z.string(), named.extend({ index: z.int().optional() })).optional(),
  }).optional(),
  material_meta: z.object({ components: z.array(named.extend({ component_type: z.enum(['CLOTHES', 'PANTS', 'SHOES', 'HAIR', 'EYELASH', 'EYEBROW']) })).optional() }).optional(),
  human_model_2d_meta: z.object({
    is_action_editable: z.boolean().optional(),
    is_real_background: z.boolean().optional(),
    support_live: z.boolean().optional(),
    model_version: z.enum(['V2', 'V3', 'V3_2', 'V3_3']).optional(),
    model_resolution: z.enum(['1080P', '4K']).optional(),
    device_names: z.array(text(128)).optional(),
  }).optional(),
  image_meta: z.object({ codec: text(32).optional(), width: z.int().optional(), height: z.int().optional(), size: z.number().optional(), mode: text(32).optional(), error_info: fault.optional() }).optional(),
  video_meta: z.object({
    video_codec: text(32).optional(), width: z.int().optional(), height: z.int().optional(), frame_rate: text(32).optional(), video_bit_rate: z.int().optional(),
    duration: z.int().optional(), audio_codec: text(32).optional(), audio_bit_rate: z.int().optional(), audio_channels: z.int().optional(), sample: z.int().optional(),
    mode: text(32).optional(), video_transcoding_status: z.enum(['WAITING', 'TRANSCODING', 'FAILED', 'SUCCEEDED']).optional(), error_info: fault.optional(),
  }).optional(),
  audio_meta: z.object({
    duration: z.int().optional(), audio_codec: text(32).optional(), audio_bit_rate: z.int().optional(), audio_channels: z.int().optional(), sample: z.int().optional(), error_info: fault.optional(),
  }).optional(),
})

/** SystemProperty, table 4-24. Both spellings of the business card's key are in the SDK. */
const SYSTEM_PROPERTY = z.object({
  action: z.enum(['ADD', 'DELETE']).optional(),
  key: z.enum(['BACKGROUND_IMG', 'CREATED_BY_PLATFORM', 'MATERIAL_IMG', 'MATERIAL_VIDEO', 'BUSINESS_CARD_VIDEO', 'BUSSINESS_CARD_VIDEO', 'TO_BE_TRANSLATED_VIDEO', 'STYLE_ID', 'DH_ID', 'PLATFORM_AVAILABLE', 'RENDER_ENGINE']).optional(),
  value: text(1024).optional(),
})

/** AssetSharedConfig, table 4-25. */
export const SHARED_CONFIG = z.object({
  shared_type: z.enum(['PRIVATE', 'PUBLIC', 'SHARED']).optional(),
  expire_time: text(64).optional(),
  allowed_project_ids: z.array(text(64)).optional(),
})

export const REVIEW_CONFIG = z.object({ no_need_review: z.boolean().optional() })

const COMMON = {
  asset_description: text(4096).optional(),
  asset_owner: text(64).optional(),
  review_config: REVIEW_CONFIG.optional(),
  tags: z.array(text(128)).max(50).optional(),
  asset_extra_meta: EXTRA_META.optional(),
  system_properties: z.array(SYSTEM_PROPERTY).max(50).optional(),
  shared_config: SHARED_CONFIG.optional(),
  asset_order: z.int().min(0).max(32_767).optional(),
}

/** The body of 4.1.1. Unknown fields pass. */
export const CREATE_BODY = z.object({ ...COMMON, asset_name: text(256).min(1), asset_type: z.enum(ASSET_TYPES), is_need_generate_cover: z.boolean().optional() })

/** The body of 4.1.3: what is left out stays as it is. Any state is taken here, as it has a refusal of its own. */
export const UPDATE_BODY = z.object({ ...COMMON, asset_name: text(256).min(1).optional(), asset_type: z.enum(ASSET_TYPES).optional(), asset_state: text(32).optional() })

/** The body of 4.1.7. */
export const BATCH_BODY = z.object({
  action: z.enum(['DELETE', 'DELETE_FORCE', 'RESTORE', 'UNACTIVE', 'ACTIVE', 'SHARE', 'UNSHARE']),
  asset_ids: z.array(text(64).min(1)).min(1).max(1000),
  params: text(4096).optional(),
})

/** The body of 4.1.10. The document's examples write key_id as a number. */
export const REPLICATION_BODY = z.object({
  asset_id: text(64).min(1),
  asset_info: z.string().min(1),
  encryption_info: z.object({ algorithm: z.literal('AES128_GCM'), key_id: z.union([z.string(), z.number()]), iv: text(64).min(1) }),
})

export type CreateBody = z.output<typeof CREATE_BODY>
export type UpdateBody = z.output<typeof UPDATE_BODY>
export type BatchBody = z.output<typeof BATCH_BODY>
export type PropertyChange = z.output<typeof SYSTEM_PROPERTY>
