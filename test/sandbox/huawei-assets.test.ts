import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import type { StoredAsset } from '../../src/sandbox/huawei/assets/asset.js'
import { callHuawei, send } from './client.js'

interface Asset { asset_id: string; asset_name: string; asset_type: string; asset_state: string; create_time: string; tags: string[]; project_id: string; asset_extra_meta?: Record<string, Record<string, unknown>>; files: { download_url: string; asset_file_category: string }[] }
interface List { count: number; assets: Asset[] }

let sandbox: HuaweiSandbox
beforeAll(async () => { sandbox = await startHuaweiSandbox({ throttle: false }) })
afterAll(() => sandbox.close())

async function list(query: string): Promise<List> {
  const reply = await callHuawei(sandbox, `/digital-assets?${query}`)
  expect(reply.status, reply.text).toBe(200)
  return reply.json as List
}

/** Every filter, with what it must leave of the world. */
const FILTERS: readonly (readonly [query: string, keeps: (asset: StoredAsset) => boolean])[] = [
  ['asset_source=ALL', () => true],
  ['asset_source=SYSTEM', (asset) => asset.source === 'SYSTEM'],
  ['', (asset) => asset.source === 'CUSTOMIZATION'],
  ['asset_source=ALL&name=sARA', (asset) => asset.name.includes('Sara')],
  ['asset_source=ALL&tag=%E6%96%87%E6%97%85', (asset) => asset.tags.includes('文旅')],
  ['asset_source=ALL&tag=host,business&tag_combination_type=UNION_SET', (asset) => asset.tags.includes('host') || asset.tags.includes('business')],
  ['asset_source=ALL&tag=host,business&tag_combination_type=INTERSECTION', (asset) => asset.tags.includes('host') && asset.tags.includes('business')],
  ['asset_source=ALL&asset_type=IMAGE,VIDEO', (asset) => asset.type === 'IMAGE' || asset.type === 'VIDEO'],
  ['asset_source=ALL&asset_state=FAILED,BLOCK', (asset) => asset.state === 'FAILED' || asset.state === 'BLOCK'],
  ['asset_source=ALL&start_time=2025-06-30T00:00:00Z', (asset) => asset.createdAt >= Date.UTC(2025, 5, 30)],
  ['asset_source=ALL&end_time=2025-06-30T00:00:00Z', (asset) => asset.createdAt <= Date.UTC(2025, 5, 30)],
  ['asset_source=ALL&sex=MALE,UNKNOW', (asset) => ['MALE', 'UNKNOW'].includes(String(asset.meta['voice_model_meta']?.['sex']))],
  ['asset_source=ALL&language=EN', (asset) => asset.meta['voice_model_meta']?.['language'] === 'EN'],
  ['asset_source=ALL&system_property=BACKGROUND_IMG:Yes', (asset) => asset.properties.some(({ key }) => key === 'BACKGROUND_IMG')],
  ['asset_source=ALL&action_editable=true', (asset) => asset.meta['human_model_2d_meta']?.['is_action_editable'] === true],
  ['asset_source=ALL&is_movable=true', (asset) => asset.movable],
  ['asset_source=ALL&is_realtime_voice=false', (asset) => asset.meta['voice_model_meta']?.['is_realtime_voice'] === false],
  ['asset_source=ALL&voice_provider=MOBVOI', (asset) => JSON.stringify(asset.meta).includes('"MOBVOI"')],
  ['asset_source=ALL&human_model_2d_version=V3_2', (asset) => asset.meta['human_model_2d_meta']?.['model_version'] === 'V3_2'],
  ['asset_source=ALL&include_device_name=GPU-T4', (asset) => JSON.stringify(asset.meta).includes('GPU-T4')],
  ['asset_source=ALL&exclude_device_name=GPU-T4', (asset) => !JSON.stringify(asset.meta).includes('GPU-T4')],
  ['asset_source=ALL&role=SHARER', (asset) => asset.role === 'SHARER'],
  ['asset_source=ALL&render_engine=UE', (asset) => asset.properties.some(({ value }) => value === 'UE')],
]

describe('listing assets (4.1.2)', () => {
  test.each(FILTERS)('"%s" keeps what it should, all of it and nothing else', async (query, keeps) => {
    const expected = sandbox.world.assets.filter(keeps)
    const { count, assets } = await list(`${query}&limit=100`)
    expect(count).toBe(expected.length)
    expect(count).toBeGreaterThan(0)
    expect(assets.map((asset) => asset.asset_id)).toEqual(expected.slice(0, 100).map((asset) => asset.id))
  })

  test('asset_id is given repeatedly', async () => {
    const [one, two] = sandbox.world.assets.filter((asset) => asset.source === 'CUSTOMIZATION')
    const { assets } = await list(`asset_id=${two?.id}&asset_id=${one?.id}&asset_id=unknown`)
    expect(assets.map((asset) => asset.asset_id)).toEqual([one?.id, two?.id])
  })

  test('pages together are the whole list, without overlap, in either direction', async () => {
    const collect = async (direction: string): Promise<string[]> => {
      const ids: string[] = []
      for (let offset = 0; offset < sandbox.world.assets.length; offset += 70) {
        ids.push(...(await list(`asset_source=ALL&limit=70&offset=${offset}&sort_key=create_time&sort_dir=${direction}`)).assets.map((asset) => asset.asset_id))
      }
      return ids
    }
    const ascending = await collect('asc')
    expect(ascending).toEqual(sandbox.world.assets.map((asset) => asset.id))
    expect(await collect('desc')).toEqual(ascending.toReversed())
  })

  test('a page beyond the end is empty and still counts all', async () => {
    expect(await list('asset_source=ALL&offset=100000')).toEqual({ count: sandbox.world.assets.length, assets: [] })
  })

  test.each(['limit=0', 'limit=101', 'limit=x', 'offset=-1', 'offset=2147483648', 'start_time=2021-01-10', 'start_time=2021-01-10T08:43:17.000Z', 'end_time=2021-13-10T08:43:17Z', 'asset_type=PICTURE', 'asset_type=BUSINESS_CARD_TEMPLATE', 'asset_state=GONE', 'sort_key=name', 'sort_dir=up', 'asset_source=MINE', 'is_movable=1', `name=${'x'.repeat(129)}`, 'limit=5&limit=6'])('%s is an invalid parameter', async (query) => {
    const reply = await callHuawei(sandbox, `/digital-assets?${query}`)
    expect(reply).toMatchObject({ status: 400, json: { error_code: 'MSS.00000003', error_msg: expect.stringMatching(/^Invalid parameter/) as string } })
  })

  test('parameters that the document does not know are ignored', async () => {
    expect((await list('app_user_id=someone&limit=1')).assets).toHaveLength(1)
  })
})

describe('one asset', () => {
  test('its details (4.1.5) are what the list shows of it', async () => {
    const { assets: [listed] } = await list('asset_source=ALL&asset_type=HUMAN_MODEL_2D&limit=1')
    const reply = await callHuawei(sandbox, `/digital-assets/${listed?.asset_id}`)
    expect(reply.json).toEqual(listed)
    expect(listed?.asset_extra_meta?.['human_model_2d_meta']).toBeDefined()
  })

  test('an unknown id is not found', async () => {
    expect(await callHuawei(sandbox, '/digital-assets/nobody')).toMatchObject({ status: 404, json: { error_code: 'MSS.00000002', error_msg: 'Not Found' } })
  })
})

describe('summaries (4.1.8)', () => {
  test('have five fields, come for every known id once, and leave unknown ids out in silence', async () => {
    const known = sandbox.world.assets.slice(0, 60).map((asset) => asset.id)
    const reply = await callHuawei(sandbox, '/digital-assets/summarys', { method: 'POST', body: { asset_ids: [...known, 'unknown', ...known] } })
    const { asset_list: summaries } = reply.json as { asset_list: Record<string, unknown>[] }
    expect(summaries.map((summary) => summary['asset_id'])).toEqual(known)
    for (const summary of summaries) expect(['asset_id', 'asset_name', 'asset_type', 'cover_url', 'thumbnail_url']).toEqual(expect.arrayContaining(Object.keys(summary)))
  })

  test.each([[{}], [{ asset_ids: [] }], [{ asset_ids: 'x' }], [{ asset_ids: [1] }], ['not json']])('the body %j is an invalid parameter', async (body) => {
    expect(await callHuawei(sandbox, '/digital-assets/summarys', { method: 'POST', body })).toMatchObject({ status: 400, json: { error_code: 'MSS.00000003' } })
  })
})

describe('addresses of files', () => {
  test('a cover is a picture', async () => {
    const avatar = sandbox.world.assets.find((asset) => asset.type === 'HUMAN_MODEL_2D')
    const { cover_url: cover, thumbnail_url: thumbnail } = avatar?.summary() ?? {}
    for (const url of [cover, thumbnail]) {
      const reply = await send(String(url))
      expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'image/svg+xml' } })
      expect(reply.text).toContain(avatar?.name)
    }
  })

  test('an address lives for 24 hours and not much longer, and cannot be made up', async () => {
    let now = Date.UTC(2026, 6, 1)
    const other = await startHuaweiSandbox({ now: () => now })
    const url = String(other.world.assets.find((asset) => asset.type === 'IMAGE')?.summary()['cover_url'])
    now += 24 * 3600 * 1000
    expect((await send(url)).status).toBe(200)
    now += 601_000
    expect((await send(url)).status).toBe(403)
    expect((await send(url.replace(/Expires=\d+/, 'Expires=9999999999'))).status).toBe(403)
    await other.close()
  })
})


test('a path that is no operation is not found', async () => {
  expect(await callHuawei(sandbox, '/digital-assets/summaries', { method: 'POST', body: {} })).toMatchObject({ status: 404 })
})
