import { Random } from '../random.js'
import type { StoredAsset } from './assets/asset.js'
import { AssetLibrary } from './assets/library.js'
import type { Media } from './media.js'
import type { AvatarJob } from './avatars/job.js'
import { createAvatars } from './world/avatars.js'
import type { VoiceJob } from './voices/job.js'
import { createVoices } from './world/voices.js'
import { createAssets } from './world/assets.js'
import { Register } from '../register.js'
import { createProducts, type StoredProduct } from './world/products.js'
import { createRooms, type StoredRoom } from './world/rooms.js'
import { castOf, createScripts, type StoredScript } from './world/scripts.js'
import { createVideos } from './world/videos.js'
import type { VideoJob } from './videos/job.js'
import { ruleGroups, type RuleGroup } from './world/rules.js'

/** What the simulated tenant owns and sees. The same for the same seed, whatever the day. */
export interface World {
  library: AssetLibrary
  /** Oldest first; what is in the library now. */
  assets: readonly StoredAsset[]
  assetsById: ReadonlyMap<string, StoredAsset>
  liveRooms: Register<StoredRoom>
  /** Newest first; what `liveRooms` holds now. */
  rooms: readonly StoredRoom[]
  roomsById: ReadonlyMap<string, StoredRoom>
  ruleGroups: Register<RuleGroup>
  products: Register<StoredProduct>
  scripts: Register<StoredScript>
  videos: Register<VideoJob>
  avatars: Register<AvatarJob>
  voices: Register<VoiceJob>
  /** An asset id that a room's scene script names as its avatar although no such asset exists. */
  missingAssetId: string
  /** The room that names it. */
  roomWithMissingAsset: string
}

/** Makes the world of a seed. */
export function createWorld(seed: number, media: Media): World {
  const assets = createAssets(new Random(seed), media)
  const random = new Random(seed + 1)
  const missingAssetId = random.hex(32)
  const liveRooms = new Register(createRooms(random, assets, media, missingAssetId))
  const room = liveRooms.all.find(({ models }) => models.some((model) => model.model_asset_id === missingAssetId))
  const scripts = createScripts(new Random(seed + 6), castOf(assets), media)
  const library = new AssetLibrary(assets)
  return {
    library,
    assets: library.all,
    liveRooms,
    rooms: liveRooms.all,
    missingAssetId,
    assetsById: library.byId,
    roomsById: liveRooms.byId,
    scripts: new Register(scripts),
    videos: new Register(createVideos(new Random(seed + 7), scripts, assets)),
    avatars: new Register(createAvatars(new Random(seed + 8), assets, media)),
    voices: new Register(createVoices(new Random(seed + 9), assets)),
    products: new Register(createProducts(new Random(seed + 5), assets)),
    ruleGroups: new Register(ruleGroups(new Random(seed + 4))),
    roomWithMissingAsset: room?.id ?? '',
  }
}
