import type { AssetFile, StoredAsset } from './asset.js'

/** The assets that a tenant owns and sees, oldest first. */
export class AssetLibrary {
  readonly #assets: StoredAsset[]
  readonly #byId: Map<string, StoredAsset>
  readonly #ownerOfFile = new Map<string, StoredAsset>()

  /** Takes the assets in the order of their creation. */
  constructor(assets: StoredAsset[]) {
    this.#assets = assets
    this.#byId = new Map(assets.map((asset) => [asset.id, asset]))
    for (const asset of assets) for (const file of asset.files) this.#ownerOfFile.set(file.id, asset)
  }

  get all(): readonly StoredAsset[] {
    return this.#assets
  }

  get byId(): ReadonlyMap<string, StoredAsset> {
    return this.#byId
  }

  /** Adds an asset that was just made. */
  add(asset: StoredAsset): void {
    this.#assets.push(asset)
    this.#byId.set(asset.id, asset)
    for (const file of asset.files) this.#ownerOfFile.set(file.id, asset)
  }

  /** Removes it for ever. */
  remove(asset: StoredAsset): void {
    const index = this.#assets.indexOf(asset)
    if (index >= 0) this.#assets.splice(index, 1)
    this.#byId.delete(asset.id)
    for (const file of asset.files) this.#ownerOfFile.delete(file.id)
  }

  /** Puts a file into an asset, or replaces the one of the same id. */
  putFile(asset: StoredAsset, file: AssetFile, now: number): void {
    const others = asset.files.filter((other) => other.id !== file.id)
    asset.change({ files: [...others, file] }, now)
    this.#ownerOfFile.set(file.id, asset)
  }

  /** Takes a file out of its asset. */
  removeFile(asset: StoredAsset, fileId: string, now: number): void {
    asset.change({ files: asset.files.filter((file) => file.id !== fileId) }, now)
    this.#ownerOfFile.delete(fileId)
  }

  /** The asset and the file of a file's id. */
  findFile(fileId: string): { asset: StoredAsset; file: AssetFile } | undefined {
    const asset = this.#ownerOfFile.get(fileId)
    const file = asset?.files.find((other) => other.id === fileId)
    return asset && file ? { asset, file } : undefined
  }

  /** The bytes that all files of the tenant's own take. */
  get size(): number {
    let sum = 0
    for (const asset of this.#assets) if (asset.source === 'CUSTOMIZATION') for (const file of asset.files) sum += file.size
    return sum
  }
}
