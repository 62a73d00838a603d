import type { AssetDetails, AssetFile, AssetFilter, AssetSummary } from '../../domain/assets.js'
import { badInput } from '../../domain/errors.js'
import type { AssetCatalogue } from '../../domain/port.js'
import type { Query } from '../../transport/url.js'
import type { HuaweiClient } from './client.js'
import { filterWords, notAfter, notBefore, time, url, type Words } from './mapping/words.js'
import { operations } from './operations.js'
import { fetchPage } from './paging.js'
import type { WireAsset, WireFile, WireSummary } from './wire.js'

/** No maximum of 4.1.8's `asset_ids` is stated anywhere (errata, section 8); this one is conservative. */
const SUMMARY_BATCH_SIZE = 50

/** Reading the media assets of a Huawei account (sections 4.1.2, 4.1.5 and 4.1.8). */
export function createCatalogue({ call }: Pick<HuaweiClient, 'call'>, words: Words): AssetCatalogue {
  return {
    summaryBatchSize: SUMMARY_BATCH_SIZE,
    async list(filter, page, context) {
      const narrowed = toQuery(filter)
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

/** The longest `asset_type` of 4.1.2, in characters (errata, section 8): nearly all kinds. */
const MAX_ASSET_TYPE = 128

const SOURCES = { SYSTEM: 'SYSTEM', OWN: 'CUSTOMIZATION', ALL: 'ALL' } as const

/** The filter in the vendor's parameters; undefined when it asks for what the vendor has no word for, and so no assets of. */
function toQuery({ kinds, states, search, tag, createdAfter, createdBefore, source = 'OWN' }: AssetFilter): Query | undefined {
  const types = kinds && filterWords.assetKinds(kinds)
  const wireStates = states && filterWords.assetStates(states)
  if (types?.length === 0 || wireStates?.length === 0) return undefined
  if (types && types.join().length > MAX_ASSET_TYPE) {
    throw badInput(`Huawei does not take a filter of ${types.length} kinds at once: name fewer, or none for all.`, { field: 'filter.kinds' })
  }
  return {
    asset_type: types,
    asset_state: wireStates,
    name: search || undefined,
    tag: tag || undefined,
    start_time: notBefore(createdAfter),
    end_time: notAfter(createdBefore),
    asset_source: SOURCES[source],
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

function toDetails(wire: WireAsset, words: Words): AssetDetails {
  return {
    nativeId: wire.asset_id,
    name: wire.asset_name ?? null,
    kind: words.assetKind(wire.asset_type),
    state: words.assetState(wire.asset_state),
    description: wire.asset_description ?? null,
    createdAt: time(wire.create_time),
    updatedAt: time(wire.update_time),
    tags: wire.tags ?? [],
    order: wire.asset_order ?? null,
    failureType: wire.fail_type || null,
    reason: wire.reason || null,
    appUserId: wire.app_user_id || null,
    properties: (wire.system_properties ?? []).map(({ key, value }) => ({ key, value: value ?? null })),
    files: (wire.files ?? []).map((file) => toFile(file, words)),
    metadata: wire.asset_extra_meta ?? null,
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
