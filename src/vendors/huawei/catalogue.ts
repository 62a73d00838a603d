import type { AssetDetails, AssetFile, AssetSummary } from '../../domain/assets.js'
import type { AssetCatalogue } from '../../domain/port.js'
import { toAssetQuery } from './asset-query.js'
import type { VendorClient } from '../client.js'
import { readMetadata } from './mapping/metadata.js'
import { time, url, type Words } from './mapping/words.js'
import { operations } from './operations.js'
import { fetchPage } from './paging.js'
import type { WireAsset, WireFile, WireSummary } from './wire.js'

/** No maximum of 4.1.8's `asset_ids` is stated anywhere (errata, section 8); this one is conservative. */
const SUMMARY_BATCH_SIZE = 50

/** Keys of system properties that the vendor spells in two ways (errata, section 3). */
const PROPERTY_KEYS: Record<string, string> = { BUSSINESS_CARD_VIDEO: 'BUSINESS_CARD_VIDEO' }

/** Reading the media assets of a Huawei account (sections 4.1.2, 4.1.5 and 4.1.8). */
export function createCatalogue({ call }: Pick<VendorClient, 'call'>, words: Words): AssetCatalogue {
  return {
    summaryBatchSize: SUMMARY_BATCH_SIZE,
    async list(filter, page, context) {
      const narrowed = toAssetQuery(filter)
      if (!narrowed) return { items: [], hasMore: false, total: 0 }
      const query = { ...narrowed, sort_key: 'create_time', sort_dir: 'desc' }
      const wire = await fetchPage(
        page,
        (offset, limit) => call(operations.listAssets, { query: { ...query, offset, limit } }, context),
        (asset) => asset.asset_id,
      )
      return { ...wire, items: wire.items.map(({ entity, cursor }) => ({ entity: toDetails(entity, words), cursor })) }
    },
    async summaries(ids, context) {
      if (ids.length === 0) return []
      const { asset_list } = await call(operations.listAssetSummary, { body: { asset_ids: ids } }, context)
      return asset_list.map((summary) => toSummary(summary, words))
    },
    async get(id, context) {
      return toDetails(await call(operations.showAsset, { params: { asset_id: id } }, context), words)
    },
  }
}

function toSummary(wire: WireSummary, words: Words): AssetSummary {
  return {
    nativeId: wire.asset_id,
    name: wire.asset_name ?? null,
    kind: words.assetKind(wire.asset_type),
    coverUrl: url(wire.cover_url),
    thumbnailUrl: url(wire.thumbnail_url),
  }
}

/** An asset as 4.1.2, 4.1.3 and 4.1.5 tell of it. */
export function toDetails(wire: WireAsset, words: Words): AssetDetails {
  const kind = words.assetKind(wire.asset_type)
  return {
    nativeId: wire.asset_id,
    name: wire.asset_name ?? null,
    kind,
    state: words.assetState(wire.asset_state),
    description: wire.asset_description ?? null,
    createdAt: time(wire.create_time),
    updatedAt: time(wire.update_time),
    tags: wire.tags ?? [],
    order: wire.asset_order ?? null,
    failureType: wire.fail_type || null,
    reason: wire.reason || null,
    appUserId: wire.app_user_id || null,
    tenantId: wire.project_id || null,
    properties: (wire.system_properties ?? []).map(({ key, value }) => ({ key: PROPERTY_KEYS[key] ?? key, value: value ?? null })),
    files: (wire.files ?? []).map((file) => toFile(file, words)),
    // Read when it is asked for: lists bring it for a hundred assets, of whom few are looked at so closely.
    get metadata() {
      return readMetadata(wire.asset_extra_meta, kind, words)
    },
  }
}

function toFile(wire: WireFile, words: Words): AssetFile {
  return {
    nativeId: wire.file_id,
    name: wire.file_name ?? null,
    role: words.fileRole(wire.asset_file_category),
    state: words.fileState(wire.state),
    type: wire.file_type ?? null,
    sizeBytes: wire.file_size ?? null,
    md5: wire.file_md5 ?? null,
    downloadUrl: url(wire.download_url),
    reason: wire.reason || null,
  }
}
