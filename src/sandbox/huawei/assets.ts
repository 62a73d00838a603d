import { z } from 'zod'
import type { Answer, Call } from '../call.js'
import { appUserOf, visibleTo } from './app-user.js'
import { readBody } from './body.js'
import { ERRORS, refusal } from './errors.js'
import { contains, page, PAGING, readQuery, SORTING, type Values } from './query.js'
import type { StoredAsset } from './assets/asset.js'
import type { World } from './world.js'

const STATES = ['CREATING', 'FAILED', 'UNACTIVED', 'ACTIVED', 'DELETING', 'DELETED', 'BLOCK', 'WAITING_DELETE'] as const
const TYPES = ['HUMAN_MODEL', 'VOICE_MODEL', 'SCENE', 'ANIMATION', 'VIDEO', 'IMAGE', 'PPT', 'MATERIAL', 'HUMAN_MODEL_2D', 'BUSINESS_CARD_TEMPLET', 'MUSIC', 'AUDIO', 'COMMON_FILE', 'NORMAL_MODEL', 'MODEL'] as const

const LIST_QUERY = {
  ...PAGING,
  ...SORTING,
  name: { kind: 'text', max: 128 },
  tag: { kind: 'text', max: 1024 },
  tag_combination_type: { kind: 'choice', of: ['INTERSECTION', 'UNION_SET'] },
  start_time: { kind: 'time' },
  end_time: { kind: 'time' },
  asset_type: { kind: 'list', max: 128, of: TYPES },
  asset_source: { kind: 'choice', of: ['SYSTEM', 'CUSTOMIZATION', 'ALL'] },
  asset_state: { kind: 'list', max: 512, of: STATES },
  style_id: { kind: 'text', max: 64 },
  render_engine: { kind: 'choice', of: ['UE', 'MetaEngine'] },
  asset_id: { kind: 'repeated', max: 64 },
  sex: { kind: 'list', max: 128 },
  language: { kind: 'list', max: 128 },
  system_property: { kind: 'list', max: 1024 },
  action_editable: { kind: 'flag' },
  is_movable: { kind: 'flag' },
  voice_provider: { kind: 'text', max: 128 },
  role: { kind: 'choice', of: ['SHARER', 'SHAREE'] },
  is_realtime_voice: { kind: 'flag' },
  human_model_2d_version: { kind: 'list', max: 128 },
  include_device_name: { kind: 'text', max: 128 },
  exclude_device_name: { kind: 'text', max: 128 },
} as const
type ListQuery = Values<typeof LIST_QUERY>

/** A row for each filter that is one comparison: the parameter, and whether an asset passes its value. */
const FILTERS: { [Name in keyof ListQuery]?: (asset: StoredAsset, value: NonNullable<ListQuery[Name]>) => boolean } = {
  name: (asset, name) => contains(asset.name, name),
  start_time: (asset, time) => asset.createdAt >= time,
  end_time: (asset, time) => asset.createdAt <= time,
  asset_type: (asset, types) => types.includes(asset.type),
  asset_state: (asset, states) => states.includes(asset.state),
  style_id: (asset, style) => asset.properties.some(({ key, value }) => key === 'STYLE_ID' && value === style) || Object.values(asset.meta).some((meta) => meta['style_id'] === style),
  render_engine: (asset, engine) => hasProperty(asset, `RENDER_ENGINE:${engine}`),
  asset_id: (asset, ids) => ids.includes(asset.id),
  sex: (asset, sexes) => sexes.includes(String(asset.meta['voice_model_meta']?.['sex'])),
  language: (asset, languages) => languages.includes(String(asset.meta['voice_model_meta']?.['language'])),
  system_property: (asset, pairs) => pairs.every((pair) => hasProperty(asset, pair)),
  action_editable: (asset, wanted) => asset.meta['human_model_2d_meta']?.['is_action_editable'] === wanted,
  is_movable: (asset, wanted) => asset.type === 'HUMAN_MODEL' && asset.movable === wanted,
  voice_provider: (asset, provider) => asset.type === 'VOICE_MODEL' && providerOf(asset) === provider,
  role: (asset, role) => asset.role === role,
  is_realtime_voice: (asset, wanted) => asset.meta['voice_model_meta']?.['is_realtime_voice'] === wanted,
  human_model_2d_version: (asset, versions) => versions.includes(String(asset.meta['human_model_2d_meta']?.['model_version'])),
  include_device_name: (asset, device) => devicesOf(asset).includes(device),
  exclude_device_name: (asset, device) => !devicesOf(asset).includes(device),
}

/** 4.1.2: the tenant's assets (of all states) unless `asset_source` says otherwise, oldest first unless `sort_dir=desc`. */
export function listAssets(world: World, call: Call): Answer {
  const query = readQuery(LIST_QUERY, call.query)
  const user = appUserOf(call)
  const source = query.asset_source ?? 'CUSTOMIZATION'
  const tests = Object.entries(FILTERS)
    .filter(([name]) => query[name as keyof ListQuery] !== undefined)
    .map(([name, test]) => (asset: StoredAsset) => (test as (asset: StoredAsset, value: unknown) => boolean)(asset, query[name as keyof ListQuery]))
  if (query.tag !== undefined) tests.push(tagTest(query.tag, query.tag_combination_type))
  const found = world.assets.filter((asset) => (source === 'ALL' || asset.source === source) && visibleTo(user, asset.origin.appUserId) && tests.every((test) => test(asset)))
  if (query.sort_dir === 'desc') found.reverse()
  return { status: 200, json: listJson(found.length, page(found, query)) }
}

/** 4.1.5. */
export function showAsset(world: World, call: Call): Answer {
  const asset = world.assetsById.get(call.params['asset_id'] ?? '')
  if (!asset || !visibleTo(appUserOf(call), asset.origin.appUserId)) throw refusal(ERRORS.notFound, 'there is no asset of this id')
  return { status: 200, json: asset.infoJson() }
}

const SUMMARY_BODY = z.object({ asset_ids: z.array(z.string().min(1).max(64)).min(1) })

/** 4.1.8: the summaries of the assets that exist; unknown ids are left out in silence. */
export function listAssetSummary(world: World, call: Call): Answer {
  const { asset_ids: ids } = readBody(SUMMARY_BODY, call)
  const found = [...new Set(ids)].map((id) => world.assetsById.get(id)).filter((asset) => asset !== undefined)
  return { status: 200, body: { asset_list: found.map((asset) => asset.summary()) } }
}

/** The list's JSON out of the assets' own: spelling 100 of them anew would be most of the work of a call. */
function listJson(count: number, assets: readonly StoredAsset[]): Buffer {
  const comma = Buffer.from(',')
  const items = assets.flatMap((asset, index) => index === 0 ? [asset.infoJson()] : [comma, asset.infoJson()])
  return Buffer.concat([Buffer.from(`{"count":${count},"assets":[`), ...items, Buffer.from(']}')])
}

function tagTest(tags: string, combination: string | undefined): (asset: StoredAsset) => boolean {
  const wanted = tags.split(',')
  const has = (asset: StoredAsset, tag: string): boolean => asset.tags.some((own) => contains(own, tag))
  return combination === 'UNION_SET'
    ? (asset) => wanted.some((tag) => has(asset, tag))
    : (asset) => wanted.every((tag) => has(asset, tag))
}

function hasProperty(asset: StoredAsset, pair: string): boolean {
  return asset.properties.some(({ key, value }) => `${key}:${value}` === pair)
}

function providerOf(asset: StoredAsset): string {
  const external = asset.meta['voice_model_meta']?.['external_voice_meta'] as { provider: string } | undefined
  return external?.provider ?? 'HUAWEI_METASTUDIO'
}

function devicesOf(asset: StoredAsset): readonly string[] {
  return (asset.meta['human_model_2d_meta']?.['device_names'] as string[] | undefined) ?? []
}
