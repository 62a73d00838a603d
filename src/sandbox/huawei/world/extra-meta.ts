import type { Random } from '../../random.js'

type Meta = Record<string, unknown>

const LANGUAGES = ['CN', 'CN', 'CN', 'EN', 'EN', 'YY', 'JPN', 'DBH', 'ESP', 'GER', 'fr', 'SCH', 'UNKNOW'] as const
const STYLES = ['system_male_001', 'system_female_001', 'system_male_002', 'system_female_002'] as const

/** The type's part of `asset_extra_meta` (tables 4-35 to 4-52, under the names that go over the wire). */
const BUILDERS: Record<string, (random: Random) => Meta> = {
  HUMAN_MODEL_2D: (random) => ({
    human_model_2d_meta: {
      is_action_editable: random.chance(0.4), is_real_background: random.chance(0.1), support_live: random.chance(0.85),
      model_version: random.pick(['V2', 'V3', 'V3', 'V3_2']), model_resolution: random.pick(['1080P', '1080P', '4K']),
      device_names: random.sample(['GPU-A10', 'GPU-T4', 'NPU-310P'], random.integer(0, 2)),
    },
  }),
  VOICE_MODEL: (random) => {
    const provider = random.pick(['', '', 'MOBVOI', 'HUAWEI_EI', 'DATABAKER'])
    return {
      voice_model_meta: {
        order: random.integer(1, 99), model_type: random.pick(['COMMON', 'COMMON', 'CLONE']), sex: random.pick(['MALE', 'FEMALE', 'FEMALE', 'UNKNOW']),
        language: random.pick(LANGUAGES), speed_ratio: 1, volume_ratio: 1, is_realtime_voice: random.chance(0.7),
        voice_capability: {
          is_support_phoneme_en: random.chance(0.3), is_support_phoneme: true, is_support_break_time: true, is_support_break_strength: random.chance(0.5),
          is_support_speed: true, is_support_prosody: random.chance(0.5), is_support_ssml_say_as: random.chance(0.5), is_support_ssml_sub: true, is_support_word: random.chance(0.5),
        },
        ...(provider === '' ? {} : { external_voice_meta: { provider } }),
      },
    }
  },
  IMAGE: (random) => {
    const [width, height] = random.pick([[1920, 1080], [1080, 1920], [1280, 720]] as const)
    return { image_meta: { codec: 'png', width, height, size: random.integer(1500, 4000), mode: width > height ? 'Horizontal' : 'Vertical' } }
  },
  VIDEO: (random) => {
    const [width, height] = random.pick([[1920, 1080], [1080, 1920]] as const)
    return {
      video_meta: {
        video_codec: 'h264', width, height, frame_rate: '25', video_bit_rate: random.integer(2000, 8000), duration: random.integer(8, 240), audio_codec: 'aac',
        audio_bit_rate: 128, audio_channels: 2, sample: 48000, mode: width > height ? 'Horizontal' : 'Vertical', video_transcoding_status: 'SUCCEEDED',
      },
    }
  },
  PPT: (random) => {
    const pages = random.integer(3, 18)
    return {
      ppt_meta: {
        auto_analysis: true, ppt_analysis_status: 'SUCCEEDED', page_count: pages,
        pages: Array.from({ length: Math.min(pages, 5) }, (_, page) => ({ page_no: page + 1, file_id: random.hex(32), page_content: `第 ${page + 1} 页讲解` })),
      },
    }
  },
  MUSIC: audioMeta,
  AUDIO: audioMeta,
  HUMAN_MODEL: (random) => ({ human_model_meta: { style_id: random.pick(STYLES), modeling_type: random.pick(['UPLOADED', 'PICTURE_MODELING', 'CHARACTER_CUSTOMIZATION_MODELING']) } }),
  ANIMATION: (random) => ({ animation_meta: { style_id: random.pick(STYLES), duration: random.integer(1, 6), auto_analysis: true, voice_delay: 0 } }),
  SCENE: () => ({ scene_meta: { components: [{ index: 1, component_name: 'camera_main', component_type: 'CAMERA' }, { index: 2, component_name: 'screen', component_type: 'PANEL' }] } }),
  MATERIAL: (random) => ({ material_meta: { components: [{ component_name: 'item', component_type: random.pick(['CLOTHES', 'PANTS', 'SHOES', 'HAIR']) }] } }),
}

function audioMeta(random: Random): Meta {
  return { audio_meta: { duration: random.integer(5, 240), audio_codec: 'mp3', audio_bit_rate: 128, audio_channels: random.pick([1, 2]), sample: random.pick([16000, 44100]) } }
}

/** The metadata for an asset of a type; undefined for types that have none. */
export function extraMeta(type: string, random: Random): Meta | undefined {
  return BUILDERS[type]?.(random)
}
