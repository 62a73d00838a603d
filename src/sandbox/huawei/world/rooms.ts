import type { Random } from '../../random.js'
import type { CallbackConfig } from '../live/request.js'
import type { Media } from '../media.js'
import type { InteractionRule, SceneScript } from '../shapes.js'
import type { StoredAsset } from '../assets/asset.js'
import { interactionRules } from './rules.js'
import { PARAGRAPHS, THEMES, type Theme } from './themes.js'
import { vendorTime, WORLD_DATE } from './times.js'

/** A paragraph of a scene script (LiveShootScriptItem). */
export interface Paragraph {
  sequence_no: number
  title: string
  text_config?: { text: string }
  audio_config?: { asset_id?: string; audio_url?: string; subtitle_url?: string }
}

/** A scene script (LiveVideoScriptInfo). */
export interface Scene extends Omit<SceneScript, 'shoot_scripts'> {
  script_id: string
  shoot_scripts: Paragraph[]
}

/** When and how a play policy repeats (PlayPolicy, table 6-74). */
export interface PlayPolicy {
  repeat_count?: number
  auto_play_script?: boolean
  play_mode?: string
  random_play_mode?: string
}

/** The shape of 6.1.3 without its addresses. */
export interface RoomDetail {
  room_id: string
  room_name: string
  room_description: string
  room_type: 'NORMAL' | 'TEMP' | 'TEMPLATE'
  room_state: 'ENABLE' | 'DISABLE' | 'BLOCKED'
  error_info?: { error_code: string; error_msg: string }
  view_mode: 'LANDSCAPE' | 'VERTICAL'
  scene_scripts: Scene[]
  interaction_rules: InteractionRule[]
  play_policy: PlayPolicy
  video_config?: Record<string, unknown>
  output_urls: string[]
  stream_keys: string[]
  backup_model_asset_ids: string[]
  /** Never with its key. */
  live_event_callback_config?: CallbackConfig
  rtc_callback_config?: { rtc_callback_event_type?: string[] }
  review_config?: { no_need_review?: boolean }
  shared_config?: Record<string, unknown>
  co_streamer_config?: Record<string, unknown>
  priv_data: string
  create_time: string
  update_time: string
}

/** A room of the world. */
export interface StoredRoom {
  readonly id: string
  name: string
  readonly createdAt: number
  detail: RoomDetail
  /** What 6.1.2 says about its avatars (ModelInfo). */
  models: { model_asset_id: string; asset_name?: string; backup_model_asset_ids: string[] }[]
  /** For 6.1.2's `template_own_type`; null for rooms that are not templates. */
  ownership: 'OWNED' | 'SHARED_TO_OHTERS' | 'SHARED_FROM_OHTERS' | 'PUBLIC' | null
  /** The name of its cover in the object store. */
  cover: string
  /** What its tasks do about callbacks unless they say otherwise; with the key. */
  callbacks?: CallbackConfig
}

/** What 6.1.2 says about the avatars of a room. */
export function modelsOf(detail: Pick<RoomDetail, 'scene_scripts' | 'backup_model_asset_ids'>, assets: ReadonlyMap<string, StoredAsset>): StoredRoom['models'] {
  const ids = new Set(detail.scene_scripts.map((scene) => scene.model_asset_id).filter((id) => id !== undefined))
  return [...ids].map((id) => {
    const name = assets.get(id)?.name
    return { model_asset_id: id, ...(name === undefined ? {} : { asset_name: name }), backup_model_asset_ids: detail.backup_model_asset_ids }
  })
}

/** The assets that rooms draw from: together about forty. */
interface Pools {
  avatars: StoredAsset[]
  voices: StoredAsset[]
  backgrounds: StoredAsset[]
  layers: StoredAsset[]
}

/** The rooms, newest first. `missingAssetId` becomes the avatar of the oldest room's last scene: there to be found, but not on the first page that a newcomer sees. */
export function createRooms(random: Random, assets: readonly StoredAsset[], media: Media, missingAssetId: string): StoredRoom[] {
  const usable = (type: string): StoredAsset[] => assets.filter((asset) => asset.type === type && asset.state === 'ACTIVED')
  const pools: Pools = {
    avatars: random.sample(usable('HUMAN_MODEL_2D'), 14),
    voices: random.sample(usable('VOICE_MODEL'), 10),
    backgrounds: random.sample(usable('IMAGE'), 11),
    layers: random.sample(usable('VIDEO'), 5),
  }
  const byId = new Map(assets.map((asset) => [asset.id, asset]))
  const rooms = THEMES.map((theme, index) => createRoom(theme, index, random, pools, byId, media, missingAssetId))
  return rooms.sort((one, other) => other.createdAt - one.createdAt)
}

const OWNERSHIPS = ['OWNED', 'SHARED_TO_OHTERS', 'PUBLIC'] as const
const FIRST_TEMPLATE = 21
const TEMPORARY_ROOM = 20
/** The room with the missing reference is the oldest; the temporary one, which goes away with its first task, comes next: no newcomer meets them first. */
const FIXED_DAYS: Readonly<Record<number, number>> = { [TEMPORARY_ROOM]: 710, [THEMES.length - 1]: 720 }
const DISABLED_ROOM = 6
const BLOCKED_ROOM = 11

function createRoom(theme: Theme, index: number, random: Random, pools: Pools, byId: Map<string, StoredAsset>, media: Media, missingAssetId: string): StoredRoom {
  const id = random.hex(32)
  const template = index >= FIRST_TEMPLATE
  const scenes = createScenes(theme, random, pools)
  const last = scenes.at(-1)
  if (index === THEMES.length - 1 && last) last.model_asset_id = missingAssetId
  const backups = random.chance(0.4) ? [random.pick(pools.avatars).id] : []
  const drawn = random.integer(3, 700)
  const daysAgo = FIXED_DAYS[index] ?? drawn
  const createdAt = WORLD_DATE - daysAgo * 86_400_000 - random.integer(0, 86_399) * 1000
  const cover = `rooms/${id}/cover.svg`
  media.put(cover, { motif: 'person', caption: theme.name, hue: random.integer(0, 359) })
  const landscape = random.chance(0.25)
  const ownership = template ? OWNERSHIPS[index - FIRST_TEMPLATE] ?? 'OWNED' : null
  return {
    id, createdAt, cover, ownership,
    name: theme.name,
    models: modelsOf({ scene_scripts: scenes, backup_model_asset_ids: backups }, byId),
    detail: {
      room_id: id,
      room_name: theme.name,
      room_description: theme.description,
      room_type: template ? 'TEMPLATE' : index === TEMPORARY_ROOM ? 'TEMP' : 'NORMAL',
      ...roomState(index),
      view_mode: landscape ? 'LANDSCAPE' : 'VERTICAL',
      scene_scripts: scenes,
      interaction_rules: interactionRules(theme, random),
      play_policy: { repeat_count: index === 5 ? 0 : -1, auto_play_script: true, play_mode: 'TEXT', random_play_mode: 'NONE' },
      video_config: {
        clip_mode: 'RESIZE', codec: 'H264', bitrate: random.pick([3000, 4000, 6000]), width: landscape ? 1920 : 1080, height: landscape ? 1080 : 1920, frame_rate: '25',
        is_subtitle_enable: true, subtitle_config: { dx: 108, dy: 1500, font_name: 'HarmonyOS_Sans_SC_Regular', font_size: 48, h: 200, w: 864 }, is_enable_super_resolution: false,
      },
      output_urls: [`rtmp://push.live.example.com/sandbox/${id.slice(0, 12)}`],
      stream_keys: [`sandbox-stream-${random.hex(16)}`],
      backup_model_asset_ids: backups,
      rtc_callback_config: { rtc_callback_event_type: ['LIVE_PROGRESS', 'REPLY_COMMAND_FINISH'] },
      review_config: { no_need_review: false },
      ...(ownership ? { shared_config: { shared_type: ownership === 'PUBLIC' ? 'PUBLIC' : ownership === 'OWNED' ? 'PRIVATE' : 'SHARED', shared_state: 'PUBLISHED', allowed_project_ids: [] } } : {}),
      co_streamer_config: { voice_config: { voice_asset_id: random.pick(pools.voices).id, speed: 100, pitch: 100, volume: 140 }, streamer_action: 'VOLUME_DOWN' },
      priv_data: index % 5 === 0 ? `shop-${index}` : '',
      create_time: vendorTime(createdAt),
      update_time: vendorTime(createdAt + random.integer(1, 60) * 3_600_000),
    },
  }
}

function roomState(index: number): Pick<RoomDetail, 'room_state' | 'error_info'> {
  if (index === BLOCKED_ROOM) return { room_state: 'BLOCKED', error_info: { error_code: 'MSS.20010030', error_msg: 'the room name contains sensitive characters' } }
  if (index === DISABLED_ROOM) return { room_state: 'DISABLE', error_info: { error_code: 'MSS.20010044', error_msg: 'digital human asset not available' } }
  return { room_state: 'ENABLE' }
}

function createScenes(theme: Theme, random: Random, pools: Pools): Scene[] {
  const { scenes, opening, product } = PARAGRAPHS[theme.language]
  const avatars = random.sample(pools.avatars, random.integer(1, 2))
  const products = theme.products.join(theme.language === 'zh' ? '、' : ', ')
  const openingScene = createScene(scenes[0], opening.slice(0, random.integer(2, opening.length)), theme.name, products, avatars, random, pools)
  const productScenes = theme.products.map((name) =>
    createScene(`${scenes[1]}：${name}`, product.slice(0, random.integer(2, product.length)), name, products, avatars, random, pools))
  return theme.products.length === 1 ? productScenes : [openingScene, ...productScenes]
}

function createScene(name: string, paragraphs: readonly [string, string][], product: string, products: string, avatars: StoredAsset[], random: Random, pools: Pools): Scene {
  const background = random.pick(pools.backgrounds)
  const layers: Scene['layer_config'] = [{ layer_type: 'HUMAN', position: { dx: 0, dy: 480, layer_index: 2 }, size: { width: 1080, height: 1440 } }]
  if (random.chance(0.4)) {
    layers.push({ layer_type: 'VIDEO', asset_id: random.pick(pools.layers).id, position: { dx: 60, dy: 120, layer_index: 3 }, size: { width: 480, height: 270 }, video_config: { loop_count: -1 } })
  }
  return {
    script_id: random.hex(32),
    script_name: name,
    script_description: product,
    dh_id: random.hex(32),
    model_asset_id: random.pick(avatars).id,
    voice_config: { voice_asset_id: random.pick(pools.voices).id, speed: random.pick([90, 100, 100, 110]), pitch: 100, volume: 140 },
    background_config: [{ background_type: 'IMAGE', background_asset_id: background.id }],
    layer_config: layers,
    shoot_scripts: paragraphs.map(([title, text], index) => ({
      sequence_no: index + 1, title, text_config: { text: text.replaceAll('{products}', products).replaceAll('{product}', product) },
    })),
  }
}
