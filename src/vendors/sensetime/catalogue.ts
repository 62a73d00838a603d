import type { AssetDetails, AssetFile, AssetFilter } from '../../domain/assets.js'
import { notFound } from '../../domain/errors.js'
import { honourOnly } from '../../domain/filters.js'
import type { AssetCatalogue, CallContext } from '../../domain/port.js'
import { createCache } from '../../transport/stale.js'
import type { VendorClient } from '../client.js'
import { inOrder, keyIn, pageOfWhole } from '../whole-list.js'
import type { Operations } from './operations.js'
import type { SenseTimeSettings } from './settings.js'
import type { WireAppearance } from './wire.js'

/** Records a page; the most that the vendor gives is not documented. */
const PAGE_SIZE = 50
/** Pages read at most: a page count that grows without end must not keep us asking. */
const MOST_PAGES = 100
/** Summaries come out of what is remembered, so their number is free. */
const SUMMARY_BATCH_SIZE = 1_000
/** Milliseconds for which the list is served while the vendor is down: whether its addresses expire is not documented. */
const KEEP_MS = 3_600_000

/** Under which names a record may have them: its fields are not published. What has another name is among the properties. */
const NAMES = ['name', 'appearanceName', 'materialName']
const MODELS = ['url', 'zipUrl', 'fileUrl']
const PICTURES = ['thumbnailUrl', 'thumbnail', 'coverUrl', 'cover', 'imageUrl', 'image']

/**
 * The public avatars of SenseTime's platform ("公共素材获取") as assets of the vendor's library: the vendor lists no others. The list
 * is read whole and remembered for a minute, and filtered and paged here.
 */
export function createCatalogue({ call }: Pick<VendorClient, 'call'>, { listAppearances }: Operations, { slug: account, now }: Pick<SenseTimeSettings, 'slug' | 'now'>): AssetCatalogue {
  const source = { vendor: 'SENSETIME', account } as const
  const all = createCache(
    source,
    async (context) => {
      const records: WireAppearance[] = []
      for (let pageNo = 1; pageNo <= MOST_PAGES; pageNo += 1) {
        const page = await call(listAppearances, { body: { pageNo, pageSize: PAGE_SIZE } }, context)
        records.push(...page.records)
        if (page.records.length === 0 || pageNo >= page.pagination.numberPages) break
      }
      return inOrder(records.map(toAsset), idOf)
    },
    { keepMs: KEEP_MS, now },
  )
  const find = async (id: string, context: CallContext) => (await all(context)).value.find(({ nativeId }) => nativeId === id)

  return {
    summaryBatchSize: SUMMARY_BATCH_SIZE,
    async list(filter, { size, after }, context) {
      const last = keyIn(after)
      if (!mayMatch(filter)) return { items: [], hasMore: false, total: 0 }
      honourOnly('SENSETIME', filter, ['kinds', 'states', 'ids', 'search', 'source'])
      const { value, asOf } = await all(context)
      return { ...pageOfWhole(value.filter(matching(filter)), idOf, size, last), ...(asOf && { asOf }) }
    },
    async summaries(ids, context) {
      const { value } = await all(context)
      return value.filter(({ nativeId }) => ids.includes(nativeId)).map(({ nativeId, name, kind, state, pictureUrl }) => ({ nativeId, name, kind, state, coverUrl: pictureUrl, thumbnailUrl: pictureUrl }))
    },
    async get(id, context) {
      const asset = await find(id, context)
      if (!asset) throw notFound(`SENSETIME has no public avatar ${JSON.stringify(id.slice(0, 100))}.`, source)
      return asset
    },
  }
}

/** A public avatar, with the picture that summaries tell. */
type PublicAvatar = AssetDetails & { pictureUrl: string | null }

const idOf = ({ nativeId }: AssetDetails) => nativeId

/** Whether the filter leaves anything: only avatars are listed, all are usable, and none is the account's own. */
function mayMatch({ kinds, states, source, ids }: AssetFilter): boolean {
  return (!kinds || kinds.includes('AVATAR_2D')) && (!states || states.includes('ACTIVE')) && (source === undefined ? ids !== undefined : source !== 'OWN')
}

function matching({ ids, search }: AssetFilter): (asset: AssetDetails) => boolean {
  const wanted = search?.toLowerCase()
  return ({ nativeId, name }) => (!ids || ids.includes(nativeId)) && (wanted === undefined || (name ?? '').toLowerCase().includes(wanted))
}

/** A record as an asset. All its single values are properties: a live script names an avatar by some of them. */
function toAsset(record: WireAppearance): PublicAvatar {
  const model = urlIn(record, MODELS)
  return {
    nativeId: record.id,
    name: textIn(record, NAMES),
    kind: 'AVATAR_2D',
    state: 'ACTIVE',
    pictureUrl: urlIn(record, PICTURES),
    description: null,
    createdAt: null,
    updatedAt: null,
    tags: [],
    order: null,
    failureType: null,
    reason: null,
    appUserId: null,
    tenantId: null,
    properties: Object.entries(record).flatMap(([key, value]) => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [{ key, value: String(value) }] : [])),
    files: model === null ? [] : [modelFile(model)],
    metadata: null,
  }
}

/** The model that a live script names as `digital_role.url`. */
const modelFile = (downloadUrl: string): AssetFile => ({ nativeId: 'model', name: null, role: 'MAIN', state: 'UPLOADED', type: 'zip', sizeBytes: null, md5: null, downloadUrl, reason: null })

function textIn(record: WireAppearance, names: readonly string[]): string | null {
  const value = names.map((name) => record[name]).find((it) => typeof it === 'string' && it !== '')
  return typeof value === 'string' ? value : null
}

function urlIn(record: WireAppearance, names: readonly string[]): string | null {
  const value = names.map((name) => record[name]).find((it) => typeof it === 'string' && /^https?:\/\//.test(it))
  return typeof value === 'string' ? value : null
}
