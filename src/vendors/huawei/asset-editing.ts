import type { AssetAction, AssetActionRequest, AssetActionResult, AssetChanges, AssetEditing, AssetParcel, AssetSharing, AssetTraits, NewAsset, SharingScope } from '../../domain/asset-editing.js'
import { badInput } from '../../domain/errors.js'
import { limits } from '../../domain/limits.js'
import { toDetails } from './catalogue.js'
import type { VendorClient } from '../client.js'
import { writeMetadata } from './mapping/metadata.js'
import { failure } from './mapping/errors.js'
import { ASSET_KINDS, notAfter, type Words } from './mapping/words.js'
import { assetOperations as operations } from './operations/assets.js'
import type { WireActionResults } from './wire-assets.js'
import { wordFor } from '../words.js'

/** No maximum of 4.1.7's `asset_ids` is stated anywhere (errata, section 8); this one is conservative. */
const MAX_BATCH = 50
/** Properties that one call sets and removes. */
const MAX_PROPERTIES = 50

const ACTIONS: Record<string, AssetAction> = {
  DELETE: 'DELETE',
  DELETE_FORCE: 'DELETE_PERMANENTLY',
  RESTORE: 'RESTORE',
  ACTIVE: 'ACTIVATE',
  UNACTIVE: 'DEACTIVATE',
  SHARE: 'SHARE',
  UNSHARE: 'UNSHARE',
}
const SCOPES: Record<string, SharingScope> = { PRIVATE: 'PRIVATE', SHARED: 'SHARED', PUBLIC: 'PUBLIC' }
/** The states that a caller may set. */
const STATES: Record<string, 'ACTIVE' | 'INACTIVE'> = { ACTIVED: 'ACTIVE', UNACTIVED: 'INACTIVE' }

/** Making, changing and copying the media assets of a Huawei account (sections 4.1.1, 4.1.3, 4.1.4, 4.1.6, 4.1.7, 4.1.9 and 4.1.10). */
export function createAssetEditing({ call }: Pick<VendorClient, 'call'>, words: Words): AssetEditing {
  return {
    async create(asset, context) {
      return (await call(operations.createDigitalAsset, { body: toNewAsset(asset) }, context)).asset_id
    },
    async update(id, changes, context) {
      return toDetails(await call(operations.updateDigitalAsset, { params: { asset_id: id }, body: toChanges(changes) }, context), words)
    },
    async delete(id, { permanently }, context) {
      await call(operations.deleteAsset, { params: { asset_id: id }, query: { mode: permanently ? 'force' : undefined } }, context)
    },
    async restore(id, context) {
      await call(operations.restoreAsset, { params: { asset_id: id } }, context)
    },
    async act(request, context) {
      const { results } = await call(operations.batchExecuteAssetAction, { body: toAction(request) }, context)
      return request.assets.map((asset) => toResult(asset, results ?? []))
    },
    copying: {
      async pack(id, context) {
        return { content: await call(operations.showAssetReplicationInfo, { params: { asset_id: id } }, context) }
      },
      async unpack({ content }: AssetParcel, context) {
        await call(operations.createAssetByReplicationInfo, { body: content }, context)
      },
    },
  }
}

function toNewAsset(asset: NewAsset) {
  const { name, kind, generateCover } = asset
  limits.length('name', name, 1, 256)
  if (generateCover && kind !== 'VIDEO') throw badInput(`generateCover: Huawei makes covers of assets of the kind VIDEO only, this one is ${kind}.`, { field: 'generateCover' })
  return { asset_name: name, asset_type: wordFor('kind', ASSET_KINDS, kind), ...toTraits(asset), is_need_generate_cover: generateCover }
}

function toChanges(changes: AssetChanges) {
  const { name, kind, state, setProperties = [], removeProperties = [] } = changes
  limits.length('name', name, 1, 256)
  const traits = toTraits(changes)
  limits.count('removeProperties', removeProperties, 0, MAX_PROPERTIES - setProperties.length)
  const removed = removeProperties.map((key) => ({ action: 'DELETE', key }))
  return {
    asset_name: name,
    asset_type: wordFor('kind', ASSET_KINDS, kind),
    asset_state: wordFor('state', STATES, state),
    ...traits,
    system_properties: traits.system_properties || removed.length > 0 ? [...(traits.system_properties ?? []), ...removed] : undefined,
  }
}

/** What the bodies of 4.1.1 and 4.1.3 have in common, its limits checked (errata, section 8). */
function toTraits({ description, tags, order, metadata, setProperties, sharing, skipReview }: AssetTraits) {
  limits.length('description', description, 0, 4096)
  limits.count('tags', tags, 0, 50)
  for (const [index, tag] of (tags ?? []).entries()) limits.length(`tags.${index}`, tag, 1, 128)
  limits.range('order', order, 0, 32_767)
  limits.count('setProperties', setProperties, 0, MAX_PROPERTIES)
  return {
    asset_description: description,
    tags,
    asset_order: order,
    asset_extra_meta: writeMetadata(metadata, 'metadata'),
    system_properties: setProperties?.map(({ key, value }) => ({ action: 'ADD', key, value: value ?? undefined })),
    shared_config: sharing && toSharing(sharing),
    review_config: skipReview === undefined ? undefined : { no_need_review: skipReview },
  }
}

function toSharing({ scope, expiresAt, tenants }: AssetSharing) {
  return { shared_type: wordFor('sharing.scope', SCOPES, scope), expire_time: notAfter(expiresAt), allowed_project_ids: tenants }
}

function toAction({ action, assets, parameters }: AssetActionRequest) {
  limits.count('ids', assets, 1, MAX_BATCH)
  limits.length('parameters', parameters, 0, 4096)
  return { action: wordFor('action', ACTIONS, action), asset_ids: assets, params: parameters }
}

/** What became of an asset: each result is about several. */
function toResult(asset: string, results: NonNullable<WireActionResults['results']>): AssetActionResult {
  const result = results.find(({ asset_ids }) => asset_ids?.includes(asset))
  if (result?.ret_status === 'SUCCESS') return { asset, failure: null }
  const told = result ? 'The vendor gave no reason.' : 'The vendor did not tell what became of it: look before asking again.'
  return { asset, failure: failure(result?.error_info) ?? { message: told, code: 'VENDOR_REJECTED', vendorCode: null, hint: null } }
}
