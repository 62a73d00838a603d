import { afterEach, describe, expect, test } from 'vitest'
import { createCredentials } from '../../../src/transport/credentials.js'
import { createRateLimiter } from '../../../src/transport/rate-limit.js'
import { createSenseTimeAccount } from '../../../src/vendors/sensetime/account.js'
import { json, startServer } from '../../transport/tiny-server.js'
import { context, refusal } from '../calls.js'
import { startSenseTime, type SenseTimeAccount, type Sandboxed } from './sandboxed.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

async function sandboxed(options: Parameters<typeof startSenseTime>[0] = {}): Promise<{ vendor: Sandboxed; catalogue: SenseTimeAccount['catalogue'] }> {
  const vendor = await startSenseTime(options)
  open.push(vendor)
  return { vendor, catalogue: vendor.open().catalogue }
}
/** The catalogue of a vendor that answers its list with this `data`. */
async function answering(data: unknown) {
  const { vendor } = await sandboxed()
  const server = await startServer((response, _count, { url }) => json(response, 200, { code: 0, message: 'success', data: url.endsWith('/token') ? { accessToken: 't' } : data }))
  const account = createSenseTimeAccount({ slug: 'sensetime', endpoint: server.url, appId: 'a', appKey: 'k', authKeys: [], callbackBase: () => undefined, sandbox: true, rateLimiter: createRateLimiter(), credentials: createCredentials(), knownJobs: vendor.knownJobs })
  open.push(server, account)
  return account.catalogue!
}
const SYSTEM = { source: 'SYSTEM' } as const
const pagination = { pageNo: 1, numberPages: 1, numberRecords: 1, pageSize: 50, startIndex: 0 }

describe('public avatars', () => {
  test("are assets of the vendor's library, all of them, each once", async () => {
    const { vendor, catalogue } = await sandboxed({ unconfirmed: { listKey: 'records', startIndexBase: 1 } })
    const seen: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await catalogue.list(SYSTEM, { size: 7, after }, context())
      expect(page.total).toBe(vendor.sandbox.world.avatars.length)
      seen.push(...page.items.map(({ entity }) => entity.nativeId))
      after = page.items.at(-1)?.cursor
      if (!page.hasMore) break
    }
    expect(seen).toEqual(vendor.sandbox.world.avatars.map(({ id }) => String(id)).sort())
    expect(vendor.requests('listAppearances')).toHaveLength(1)
  })

  test('tell what a live script names them by', async () => {
    const { vendor, catalogue } = await sandboxed()
    const [avatar] = vendor.sandbox.world.avatars
    expect(await catalogue.get(String(avatar!.id), context())).toMatchObject({
      nativeId: String(avatar!.id),
      name: avatar!.name,
      kind: 'AVATAR_2D',
      state: 'ACTIVE',
      properties: expect.arrayContaining([{ key: 'faceFeatureId', value: avatar!.faceFeatureId }]) as unknown,
      files: [{ role: 'MAIN', type: 'zip', downloadUrl: avatar!.url }],
    })
    expect(await catalogue.summaries([String(avatar!.id), 'nobody'], context())).toEqual([
      { nativeId: String(avatar!.id), name: avatar!.name, kind: 'AVATAR_2D', state: 'ACTIVE', coverUrl: avatar!.thumbnailUrl, thumbnailUrl: avatar!.thumbnailUrl },
    ])
    expect(await refusal(catalogue.get('nobody', context()))).toMatchObject({ code: 'NOT_FOUND' })
    expect(vendor.requests('listAppearances')).toHaveLength(1)
  })

  test('are narrowed by name, id and source, and what they do not have finds nothing', async () => {
    const { vendor, catalogue } = await sandboxed()
    const count = async (filter: Parameters<typeof catalogue.list>[0]) => (await catalogue.list(filter, { size: 100 }, context())).items.length
    const all = vendor.sandbox.world.avatars
    expect(await count({})).toBe(0)
    expect(await count({ source: 'ALL' })).toBe(all.length)
    expect(await count({ ids: [String(all[0]!.id)] })).toBe(1)
    expect(await count({ ...SYSTEM, search: 'OLIVER' })).toBe(all.filter(({ name }) => name.includes('Oliver')).length)
    expect(await count({ ...SYSTEM, kinds: ['VOICE'], languages: ['ENGLISH'] })).toBe(0)
    expect(await count({ ...SYSTEM, states: ['FAILED'] })).toBe(0)
    expect(await refusal(count({ ...SYSTEM, tags: ['x'] }))).toMatchObject({ code: 'UNSUPPORTED', details: { field: 'filter.tags' } })
  })

  test('are read page after page, as far as the vendor has some', async () => {
    const { vendor, catalogue } = await sandboxed({ unconfirmed: { maxPageSize: 50 } })
    await catalogue.list(SYSTEM, { size: 1 }, context())
    expect(vendor.requests('listAppearances').map(({ body }) => body)).toEqual([{ pageNo: 1, pageSize: 50 }])
  })

  test.each<[string, unknown, string[]]>([
    ['one array beside pagination, whatever its key', { pagination, x: [{ id: 1 }] }, ['1']],
    ['no record at all, and no array', { pagination: { ...pagination, numberRecords: 0, numberPages: 0 } }, []],
    ['a record with nothing but its id', { pagination, list: [{ id: 'a' }] }, ['a']],
  ])('may come as %s', async (_, data, expected) => {
    const catalogue = await answering(data)
    expect((await catalogue.list(SYSTEM, { size: 10 }, context())).items.map(({ entity }) => entity.nativeId)).toEqual(expected)
  })

  test.each<[string, unknown]>([
    ['two arrays', { pagination, a: [], b: [] }],
    ['no array', { pagination }],
    ['no pagination', { list: [] }],
    ['records without ids', { pagination, list: [{ name: 'x' }] }],
    ['null', null],
  ])('are VENDOR_MALFORMED as %s', async (_, data) => {
    const catalogue = await answering(data)
    expect(await refusal(catalogue.list(SYSTEM, { size: 10 }, context()))).toMatchObject({ code: 'VENDOR_MALFORMED', details: { vendor: 'SENSETIME' } })
  })

  test('refuse a cursor that is none before the vendor is asked', async () => {
    const { vendor, catalogue } = await sandboxed()
    expect(await refusal(catalogue.list(SYSTEM, { size: 1, after: '!' }, context()))).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(vendor.asked()).toEqual([])
  })
})
