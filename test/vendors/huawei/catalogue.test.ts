import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ASSET_KINDS, type AssetDetails, type AssetFilter } from '../../../src/domain/assets.js'
import { context, refusal } from '../calls.js'
import { startHuawei, type Sandboxed } from './sandboxed.js'

let huawei: Sandboxed
beforeAll(async () => {
  huawei = await startHuawei({ throttle: false })
})
afterAll(() => huawei.close())
beforeEach(() => {
  huawei.sandbox.faults.clear()
  huawei.sandbox.journal.clear()
})

/** All assets under a filter, page by page. */
async function all(filter: AssetFilter, size = 100): Promise<AssetDetails[]> {
  const found: AssetDetails[] = []
  let after: string | undefined
  for (let page = 0; page < 100; page += 1) {
    const { items, hasMore } = await huawei.account.catalogue.list(filter, { size, after }, context())
    found.push(...items.map(({ entity }) => entity))
    if (!hasMore) return found
    after = items.at(-1)?.cursor
  }
  throw new Error('The list does not end.')
}
const worldOf = (keep: (asset: Sandboxed['sandbox']['world']['assets'][number]) => boolean) => huawei.sandbox.world.assets.filter(keep).map(({ id }) => id)
const ids = (assets: AssetDetails[]) => assets.map(({ nativeId }) => nativeId)

describe('the list of assets', () => {
  test("is the tenant's, newest first, each once, whatever the size of the pages", async () => {
    const own = worldOf(({ source }) => source === 'CUSTOMIZATION').reverse()
    expect(ids(await all({}))).toEqual(own)
    expect(ids(await all({}, 13))).toEqual(own)
    expect(huawei.unknownWords).toEqual([])
  })

  test("is the vendor's library, or both, when asked for", async () => {
    expect(ids(await all({ source: 'SYSTEM' })).sort()).toEqual(worldOf(({ source }) => source === 'SYSTEM').sort())
    expect(await all({ source: 'ALL' })).toHaveLength(huawei.sandbox.world.assets.length)
  })

  test('can be narrowed to every kind there is', async () => {
    const everything = await all({ source: 'ALL' })
    const kinds = new Set(everything.map(({ kind }) => kind))
    expect(kinds.size).toBeGreaterThan(10)
    for (const kind of kinds) expect(await all({ source: 'ALL', kinds: [kind] })).toEqual(everything.filter((asset) => asset.kind === kind).map((asset) => expect.objectContaining({ nativeId: asset.nativeId }) as unknown))
  })

  test('can be narrowed by states, part of the name, tag and time', async () => {
    const everything = await all({ source: 'ALL' })
    expect(ids(await all({ source: 'ALL', states: ['BLOCKED', 'INACTIVE'] }))).toEqual(ids(everything.filter(({ state }) => state === 'BLOCKED' || state === 'INACTIVE')))
    const { name, tags } = everything.find((asset) => asset.tags.length > 0 && asset.name)!
    expect(ids(await all({ source: 'ALL', search: name! }))).toEqual(ids(everything.filter((asset) => asset.name?.toLowerCase().includes(name!.toLowerCase()))))
    expect(ids(await all({ source: 'ALL', tags: [tags[0]!] }))).toContain(everything.find((asset) => asset.tags.includes(tags[0]!))!.nativeId)

    const [from, to] = [everything[40]!.createdAt!, everything[20]!.createdAt!]
    const between = everything.filter(({ createdAt }) => createdAt! >= from && createdAt! <= to)
    expect(ids(await all({ source: 'ALL', createdAfter: from, createdBefore: to }))).toEqual(ids(between))
    // A moment inside the second of an asset leaves that asset out on the side where it lies beyond.
    const inside = new Date(from.getTime() + 1)
    expect(ids(await all({ source: 'ALL', createdAfter: inside, createdBefore: to }))).toEqual(ids(between.filter(({ createdAt }) => createdAt! > from)))
  })

  test.each<[string, AssetFilter]>([
    ['no kind at all', { kinds: [] }],
  ])('is empty, without a call, for %s', async (_, filter) => {
    expect(await huawei.account.catalogue.list(filter, { size: 5 }, context())).toEqual({ items: [], hasMore: false, total: 0 })
    expect(huawei.sandbox.journal.entries()).toEqual([])
  })

  test('refuses more kinds at once than the vendor takes, without a call', async () => {
    expect(await refusal(huawei.account.catalogue.list({ kinds: ASSET_KINDS.filter((kind) => kind !== 'UNKNOWN') }, { size: 1 }, context()))).toMatchObject({ code: 'BAD_USER_INPUT', details: { field: 'filter.kinds' } })
    expect(huawei.sandbox.journal.entries()).toEqual([])
    const most = ASSET_KINDS.filter((kind) => kind !== 'BUSINESS_CARD_TEMPLATE' && kind !== 'UNKNOWN')
    expect((await huawei.account.catalogue.list({ kinds: most, source: 'ALL' }, { size: 1 }, context())).items).toHaveLength(1)
  })
})

describe('an asset', () => {
  test('has in the list all that it has alone', async () => {
    const listed = (await all({ source: 'ALL' })).find(({ files, metadata, properties }) => files.length > 1 && metadata && properties.length > 0)!
    const alone = await huawei.account.catalogue.get(listed.nativeId, context())
    const { files, ...rest } = listed
    expect(alone).toMatchObject(rest)
    expect(alone.files.map(({ nativeId, role, state }) => [nativeId, role, state])).toEqual(files.map(({ nativeId, role, state }) => [nativeId, role, state]))
    expect(alone.createdAt).toBeInstanceOf(Date)
    expect(alone.files[0]).toMatchObject({ md5: expect.stringMatching(/^.{24}$/) as string, sizeBytes: expect.any(Number) as number, downloadUrl: expect.stringContaining('http') as string })
  })

  test('that does not exist is NOT_FOUND, with the request id of the vendor', async () => {
    expect(await refusal(huawei.account.catalogue.get('nothing', context()))).toMatchObject({
      code: 'NOT_FOUND',
      details: { vendor: 'HUAWEI', account: 'huawei', vendorCode: expect.stringContaining('MSS.') as string, requestId: expect.any(String) as string },
    })
  })

  test.each(['', '..'])('with an id that would lead elsewhere is NOT_FOUND without a call: %j', async (id) => {
    expect(await refusal(huawei.account.catalogue.get(id, context()))).toMatchObject({ code: 'NOT_FOUND' })
    expect(huawei.sandbox.journal.entries()).toEqual([])
  })
})

describe('summaries', () => {
  test('come in one call; an unknown id is left out', async () => {
    const wanted = huawei.sandbox.world.assets.slice(0, 49).map(({ id }) => id)
    const found = await huawei.account.catalogue.summaries([...wanted, 'nothing'], context())
    expect(found.map(({ nativeId }) => nativeId)).toEqual(wanted)
    const avatar = found.find(({ kind }) => kind === 'AVATAR_2D')
    expect(avatar).toEqual({ nativeId: expect.any(String) as string, name: expect.any(String) as string, kind: 'AVATAR_2D', coverUrl: expect.stringContaining('http') as string, thumbnailUrl: expect.stringContaining('http') as string })
    expect(huawei.sandbox.journal.count('listAssetSummary')).toBe(1)
    expect(huawei.account.catalogue.summaryBatchSize).toBe(50)
  })
})

describe('a vendor in trouble', () => {
  const list = (told = context()) => huawei.account.catalogue.list({}, { size: 5 }, told)

  test('is asked again after a dropped connection, a 503 and half an answer', async () => {
    huawei.sandbox.faults.add({ drop: true, times: 1 })
    expect((await list()).items).toHaveLength(5)
    huawei.sandbox.faults.add({ status: 503, times: 1 })
    expect((await list()).items).toHaveLength(5)
    huawei.sandbox.faults.add({ truncate: true, times: 1 })
    const told = context()
    expect((await list(told)).items).toHaveLength(5)
    expect(told.calls.map(({ outcome }) => outcome)).toEqual(['UNAVAILABLE', 'OK'])
  })

  test('is waited for as long as its Retry-After says', async () => {
    huawei.sandbox.faults.add({ throttle: true, times: 1 })
    const told = context()
    const started = Date.now()
    expect((await list(told)).items).toHaveLength(5)
    expect(Date.now() - started).toBeGreaterThanOrEqual(990)
    expect(told.calls.map(({ outcome, status }) => [outcome, status])).toEqual([['RATE_LIMITED', 429], ['OK', 200]])
  })

  test.each([
    ['malformed', { malformed: true }, 'VENDOR_MALFORMED'],
    ['an endless answer', { oversized: true }, 'VENDOR_MALFORMED'],
    ['a proxy page', { html: true, status: 500 }, 'VENDOR_UNAVAILABLE'],
    ['bytes that mean nothing', { garbage: true, status: 500 }, 'VENDOR_UNAVAILABLE'],
    ['a skewed clock', { clockSkewMs: 3_600_000 }, 'VENDOR_AUTH'],
  ])('%s is an error of its own', async (_, fault, code) => {
    huawei.sandbox.faults.add({ ...fault, times: 1 })
    const error = await refusal(list())
    expect(error).toMatchObject({ code, details: { vendor: 'HUAWEI', account: 'huawei' } })
    expect(String(error)).not.toMatch(/24bad716|<html>|nginx/)
    await list()
  })

  test('that is too slow is unavailable at the deadline', async () => {
    huawei.sandbox.faults.add({ latencyMs: 3_000, times: 1 })
    expect(await refusal(list(context({ deadline: Date.now() + 200 })))).toMatchObject({ code: 'VENDOR_UNAVAILABLE', details: { retryable: true } })
  })

  test('a caller who goes away ends the call', async () => {
    huawei.sandbox.faults.add({ latencyMs: 3_000, times: 1 })
    const started = Date.now()
    expect(await refusal(list(context({ signal: AbortSignal.timeout(100) })))).toMatchObject({ code: 'VENDOR_UNAVAILABLE' })
    expect(Date.now() - started).toBeLessThan(2_000)
  })
})
