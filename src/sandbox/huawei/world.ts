import { Random } from '../random.js'
import type { StoredAsset } from './assets/asset.js'
import { AssetLibrary } from './assets/library.js'
import type { Media } from './media.js'
import { createAssets } from './world/assets.js'
import { createRooms, type StoredRoom } from './world/rooms.js'

/** What the simulated tenant owns and sees. The same for the same seed, whatever the day. */
export interface World {
  library: AssetLibrary
  /** Oldest first; what is in the library now. */
  assets: readonly StoredAsset[]
  assetsById: ReadonlyMap<string, StoredAsset>
  /** Newest first. */
  rooms: readonly StoredRoom[]
  roomsById: ReadonlyMap<string, StoredRoom>
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
  const rooms = createRooms(random, assets, media, missingAssetId)
  const room = rooms.find(({ models }) => models.some((model) => model.model_asset_id === missingAssetId))
  const library = new AssetLibrary(assets)
  return {
    library,
    assets: library.all,
    rooms,
    missingAssetId,
    assetsById: library.byId,
    roomsById: new Map(rooms.map((stored) => [stored.id, stored])),
    roomWithMissingAsset: room?.id ?? '',
  }
}
