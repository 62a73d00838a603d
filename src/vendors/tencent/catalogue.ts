import type { AssetFilter, AssetKind } from '../../domain/assets.js'
import { notFound } from '../../domain/errors.js'
import { honourOnly } from '../../domain/filters.js'
import type { AssetCatalogue, CallContext } from '../../domain/port.js'
import { createCache, type Cache } from '../../transport/stale.js'
import { createWordReader } from '../words.js'
import { inOrder, keyIn, pageOfWhole } from '../whole-list.js'
import type { TencentClient } from './client.js'
import { AVATAR_TYPES, assetReaders } from './mapping/asset-words.js'
import { toAvatar, toPerson, toVoice, type TencentAsset } from './mapping/assets.js'
import { assetOperations as operations } from './operations/assets.js'
import { readWhole } from './paging.js'
import type { TencentSettings } from './settings.js'

/** Summaries come out of what is remembered, so their number is free. */
const SUMMARY_BATCH_SIZE = 1_000
/** Milliseconds for which lists are served while the vendor is down: the life of the addresses in them is not documented. */
const KEEP_MS = 3_600_000
/** Milliseconds within which an id that no list has is not looked for again: a training may have just made it. */
const MISS_MS = 5_000

/** A list of the vendor's. */
interface List {
  kind: AssetKind
  read: Cache<TencentAsset[]>
}

/**
 * The avatars and voices of a Tencent account (1211/62126, 62129 to 62131). The lists are read whole, remembered for a
 * minute, and filtered and paged here: newest first, what has no time behind, by id.
 */
export function createCatalogue(client: Pick<TencentClient, 'call'>, { slug: account, onUnknownWord, now = Date.now }: Pick<TencentSettings, 'slug' | 'onUnknownWord' | 'now'>): AssetCatalogue {
  const words = assetReaders(createWordReader(onUnknownWord))
  const source = { vendor: 'TENCENT', account } as const
  const list = (kind: AssetKind, fetch: (context: CallContext) => Promise<TencentAsset[]>): List => ({ kind, read: createCache(source, fetch, { keepMs: KEEP_MS, now }) })

  const personal = list('AVATAR_2D', async (context) => (await readWhole(client, operations.describesmallsampleimage, {}, context)).map((image) => toAvatar(image, 'AVATAR_2D', undefined, words, now())))
  const ofPersons = Object.entries(AVATAR_TYPES).map(([VirtualmanTypeCode, kind]) =>
    list(kind, async (context) => {
      const [persons, images] = await Promise.all([readWhole(client, operations.getanchor, { VirtualmanTypeCode }, context), readWhole(client, operations.getimagebyanchor, { VirtualmanTypeCode }, context)])
      const byCode = new Map(persons.map((person) => [person.AnchorCode, person]))
      for (const { AnchorCode } of images) if (AnchorCode) byCode.delete(AnchorCode)
      const personOf = new Map(persons.map((person) => [person.AnchorCode, person]))
      return [...images.map((image) => toAvatar(image, kind, personOf.get(image.AnchorCode ?? ''), words, now())), ...[...byCode.values()].map((person) => toPerson(person, kind, words))]
    }),
  )
  const voices = list('VOICE', async (context) => (await readWhole(client, operations.describetimbre, {}, context)).map((voice) => toVoice(voice, words, now())))
  // Of an avatar that several lists have, the lists by person tell more: they come first.
  const lists = [voices, ...ofPersons, personal]

  async function read(kinds: readonly AssetKind[] | undefined, context: CallContext, notOlderThanMs?: number) {
    const cached = await Promise.all(lists.filter(({ kind }) => !kinds || kinds.includes(kind)).map((it) => it.read(context, notOlderThanMs)))
    const times = cached.flatMap(({ asOf }) => asOf?.getTime() ?? [])
    return { assets: inOrder(joined(cached.flatMap(({ value }) => value)), placeOf), ...(times.length > 0 && { asOf: new Date(Math.min(...times)) }) }
  }

  /** Assets by id; where one is missing the lists are asked anew, if they were not just now. */
  async function find(ids: readonly string[], context: CallContext): Promise<TencentAsset[]> {
    const among = ({ assets }: { assets: TencentAsset[] }) => assets.filter(({ nativeId }) => ids.includes(nativeId))
    const found = among(await read(undefined, context))
    return found.length === ids.length ? found : among(await read(undefined, context, MISS_MS))
  }

  return {
    summaryBatchSize: SUMMARY_BATCH_SIZE,
    async list(filter, { size, after }, context) {
      honourOnly('TENCENT', filter, ['kinds', 'states', 'ids', 'search', 'source', 'genders'])
      const last = keyIn(after)
      const { assets, asOf } = await read(filter.kinds, context)
      return { ...pageOfWhole(assets.filter(matching(filter)), placeOf, size, last), ...(asOf && { asOf }) }
    },
    async summaries(ids, context) {
      return (await find([...new Set(ids)], context)).map(({ nativeId, name, kind, state, coverUrl, thumbnailUrl }) => ({ nativeId, name, kind, state, coverUrl, thumbnailUrl }))
    },
    async get(id, context) {
      const [asset] = await find([id], context)
      if (!asset) throw notFound(`TENCENT has no avatar and no voice ${JSON.stringify(id.slice(0, 100))} for this account.`, source)
      return asset
    },
  }
}

/** One asset an id: what the first list leaves open, a later one may tell. */
function joined(assets: readonly TencentAsset[]): TencentAsset[] {
  const byId = new Map<string, TencentAsset>()
  for (const asset of assets) {
    const known = byId.get(asset.nativeId)
    byId.set(asset.nativeId, known ? completed(known, asset) : asset)
  }
  return [...byId.values()]
}

/** Only the personal list tells since when an avatar is there, and whether what is behind it can be changed. */
function completed(known: TencentAsset, { createdAt, metadata }: TencentAsset): TencentAsset {
  const whole = { ...known, createdAt: known.createdAt ?? createdAt }
  if (known.metadata?.kind !== 'avatar2D' || metadata?.kind !== 'avatar2D') return whole
  const { facts } = known.metadata
  return { ...whole, metadata: { kind: 'avatar2D', facts: { ...facts, realBackground: facts.realBackground ?? metadata.facts.realBackground } } }
}

/** The latest instant that a date can be. */
const END_OF_TIME = 8_640_000_000_000_000

/** Where an asset stands: ascending, so that the newest comes first. */
const placeOf = ({ createdAt, nativeId }: TencentAsset) => `${String(createdAt ? END_OF_TIME - createdAt.getTime() : 9 * END_OF_TIME).padStart(17, '0')} ${nativeId}`

function matching({ kinds, states, ids, search, source, genders }: AssetFilter): (asset: TencentAsset) => boolean {
  const wanted = search?.toLowerCase()
  const whose = source ?? (ids ? 'ALL' : 'OWN')
  return (asset) =>
    (!kinds || kinds.includes(asset.kind)) &&
    (!states || states.includes(asset.state)) &&
    (!ids || ids.includes(asset.nativeId)) &&
    (wanted === undefined || (asset.name ?? '').toLowerCase().includes(wanted)) &&
    (whose === 'ALL' || asset.source === whose) &&
    (!genders || (asset.kind === 'VOICE' && asset.gender !== null && genders.includes(asset.gender)))
}
