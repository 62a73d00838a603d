import type { Random } from '../../random.js'
import type { StoredAsset } from '../assets/asset.js'
import type { Media, Upload } from '../media.js'
import type { ScriptBody } from '../scripts/request.js'
import { PARAGRAPHS, THEMES } from './themes.js'
import { WORLD_DATE } from './times.js'

/** A video script (section 5.1). */
export interface StoredScript {
  readonly id: string
  /** Everything but its times and addresses. */
  body: ScriptBody
  readonly catalog: 'VIDEO_DRAFT' | 'SYSTEM_VIDEO_TEMPLET'
  readonly createdAt: number
  updatedAt: number
  /** Its cover in the object store. */
  cover: string
  /** The uploads that its AUDIO scenes wait for, by sequence number. */
  audio: Map<number, { path: string; upload: Upload }>
}

/** The usable assets that scripts and videos of the world draw from. */
export interface Cast {
  avatars: readonly StoredAsset[]
  voices: readonly StoredAsset[]
  backgrounds: readonly StoredAsset[]
  music: readonly StoredAsset[]
}

/** The cast out of all assets. */
export function castOf(assets: readonly StoredAsset[]): Cast {
  const usable = (type: string): StoredAsset[] => assets.filter((asset) => asset.type === type && asset.state === 'ACTIVED')
  return { avatars: usable('HUMAN_MODEL_2D'), voices: usable('VOICE_MODEL'), backgrounds: usable('IMAGE'), music: usable('MUSIC') }
}

const DRAFTS = 9
const TEMPLATES = 2

/** The scripts of the world: nine drafts and two templates of the system. */
export function createScripts(random: Random, cast: Cast, media: Media): StoredScript[] {
  return Array.from({ length: DRAFTS + TEMPLATES }, (_, index) => {
    const id = random.hex(32)
    const createdAt = WORLD_DATE - random.integer(1, 500) * 86_400_000
    const theme = THEMES[index] ?? random.pick(THEMES)
    const product = random.pick(theme.products)
    const cover = `scripts/${id}/cover.svg`
    const vertical = index % 3 === 2
    media.put(cover, { motif: 'film', caption: theme.name, hue: random.integer(0, 359) })
    return {
      id, cover, createdAt,
      updatedAt: createdAt + random.integer(1, 90) * 3_600_000,
      catalog: index < DRAFTS ? 'VIDEO_DRAFT' : 'SYSTEM_VIDEO_TEMPLET',
      audio: new Map(),
      body: {
        script_name: `${theme.name} · ${product}`,
        script_description: theme.description,
        view_mode: vertical ? 'VERTICAL' : 'LANDSCAPE',
        model_asset_id: random.pick(cast.avatars).id,
        model_asset_type: 'HUMAN_MODEL_2D',
        voice_config: { voice_asset_id: random.pick(cast.voices).id, speed: 100, pitch: 100, volume: 140 },
        video_config: { clip_mode: 'RESIZE', codec: 'H264', bitrate: random.pick([3000, 5000, 8000]), width: vertical ? 1080 : 1920, height: vertical ? 1920 : 1080, frame_rate: '25', is_subtitle_enable: index % 2 === 0 },
        ...(index % 2 === 0 ? { background_music_config: { music_asset_id: random.pick(cast.music).id, volume: 40 } } : {}),
        priv_data: index % 4 === 0 ? `draft-${index}` : '',
        shoot_scripts: PARAGRAPHS[theme.language].product.slice(0, random.integer(2, 5)).map(([, text], scene) => ({
          sequence_no: scene + 1,
          shoot_script: {
            script_type: 'TEXT' as const,
            text_config: { text: text.replaceAll('{product}', product) },
            background_config: [{ background_type: 'IMAGE' as const, background_asset_id: random.pick(cast.backgrounds).id }],
            layer_config: [{ layer_type: 'HUMAN' as const, position: { dx: 640, dy: 90, layer_index: 1 }, size: { width: 640, height: 990 } }],
          },
        })),
      },
    }
  })
}
