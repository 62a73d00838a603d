import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TencentSandbox } from '../../src/sandbox/tencent.js'
import { startApp, type TestApp } from '../support/app.js'
import { idOf, requestsOf } from '../support/huawei.js'
import { payloadsOf, tencentOf } from '../support/tencent.js'

let app: TestApp
let tencent: TencentSandbox
beforeAll(async () => {
  app = await startApp()
  tencent = tencentOf(app)
})
afterAll(() => app.dispose())
beforeEach(() => {
  tencent.faults.clear()
  tencent.journal.clear()
})

const LIST = 'query ($filter: AssetFilter, $first: Int = 100, $after: String) { assets(filter: $filter, first: $first, after: $after) { totalCount nodes { id nativeId vendor name kind state } pageInfo { endCursor hasNextPage } unavailable { vendor code message } } }'
interface List {
  assets: { totalCount: number; nodes: { id: string; nativeId: string; vendor: string; name: string; kind: string; state: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean }; unavailable: object[] }
}
const list = async (filter: object, more: object = {}) => (await app.query<List>(LIST, { filter, ...more })).body.data!.assets
const keys = async (filter: object) => (await list({ accounts: ['tencent'], ...filter })).nodes.map(({ nativeId }) => nativeId).sort()
const images = () => tencent.world.images.all
const timbres = () => tencent.world.timbres.all
const ids = (things: readonly { id: string }[]) => things.map(({ id }) => id).sort()

describe("the assets of Tencent's", () => {
  it("are the account's avatars and voices, and on demand those of the vendor's library", async () => {
    const own = timbres().filter(({ purchase }) => purchase === 'Custom')
    expect(await keys({})).toEqual(ids([...images(), ...own]))
    expect(await keys({ source: 'SYSTEM' })).toEqual(ids(timbres().filter(({ purchase }) => purchase === 'Lease')))
    expect(await keys({ source: 'ALL' })).toEqual(ids([...images(), ...timbres()]))
  })

  it('are narrowed by kind, state, name, gender and id', async () => {
    expect(await keys({ kinds: ['AVATAR_3D'] })).toEqual(ids(images().filter(({ type }) => type === 'real_man_3d')))
    expect(await keys({ kinds: ['AVATAR_2D'], states: undefined, statuses: ['INACTIVE'] })).toEqual(ids(images().filter(({ expiresAt }) => expiresAt < Date.now())))
    expect(await keys({ search: 'daniel' })).toEqual(ids([...images().filter(({ anchorName }) => anchorName === 'Daniel_Brooks'), ...timbres().filter(({ name }) => name === 'Daniel Brooks')]))
    expect(await keys({ kinds: ['VOICE'], genders: ['FEMALE'], source: 'ALL' })).toEqual(ids(timbres().filter(({ gender }) => gender === 'female')))
    const chosen = [images()[3]!.id, timbres()[1]!.id]
    expect(await keys({ ids: chosen.map((key) => idOf('Asset', key, 'tencent')) })).toEqual([...chosen].sort())
    expect(await keys({ kinds: ['MUSIC'] })).toEqual([])
  })

  it('are asked for by kind: a list of voices costs one call', async () => {
    const fresh = await startApp()
    await fresh.query(LIST, { filter: { accounts: ['tencent'], kinds: ['VOICE'] } })
    expect(tencentOf(fresh).journal.entries()).toMatchObject([{ operation: 'customerassetservice/describetimbre' }])
    expect(payloadsOf(tencentOf(fresh), 'customerassetservice/describetimbre')).toEqual([{ PageIndex: 1, PageSize: 100 }])
    await fresh.dispose()
  })

  it('are paged without one missing or coming twice', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const { nodes, pageInfo } = await list({ accounts: ['tencent'], source: 'ALL' }, { first: 4, after })
      seen.push(...nodes.map(({ nativeId }) => nativeId))
      after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined
    } while (after)
    expect(seen).toHaveLength(images().length + timbres().length)
    expect([...seen].sort()).toEqual(ids([...images(), ...timbres()]))
  })

  it('stand beside those of the other vendors', async () => {
    const { nodes, unavailable } = await list({ source: 'ALL', kinds: ['AVATAR_2D'] })
    expect(new Set(nodes.map(({ vendor }) => vendor))).toEqual(new Set(['HUAWEI', 'TENCENT', 'SENSETIME']))
    expect(unavailable).toEqual([])
  })

  it('are left out, and named, where a filter asks for what Tencent does not tell', async () => {
    const { nodes, unavailable } = await list({ createdAfter: '2020-01-01T00:00:00Z' })
    expect(nodes.some(({ vendor }) => vendor === 'TENCENT')).toBe(false)
    expect(unavailable).toContainEqual({ vendor: 'TENCENT', code: 'UNSUPPORTED', message: expect.stringMatching(/filter\.createdAfter/) as string })
  })

  it('are refused a cursor that is none', async () => {
    const { body } = await app.query(LIST, { filter: { accounts: ['tencent'] }, after: Buffer.from(JSON.stringify({ tencent: '!' })).toString('base64url') })
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})

describe('an asset of Tencent', () => {
  const WHOLE = `query ($id: ID!) { asset(id: $id) { nativeId vendor name kind state coverUrl thumbnailUrl description properties { key value } files { role type downloadUrl } metadata {
    ... on Avatar2DMetadata { look { person gender clothes pose resolution grade zoom drivers } usage { expiresAt count seconds } }
    ... on Avatar3DMetadata { look { person clothes pose } usage { count } }
    ... on VoiceMetadata { modelKind gender language vendorLanguage vendorLanguages emotions drivers usage { expiresAt count seconds } }
  } } }`
  const whole = async (key: string) => (await app.query<{ asset: Record<string, unknown> & { coverUrl: string; files: { role: string; downloadUrl: string }[] } }>(WHOLE, { id: idOf('Asset', key, 'tencent') })).body.data!.asset

  it('that is an avatar tells how it looks, and how much it was used', async () => {
    const image = images().find(({ personal }) => personal)!
    const shown = await whole(image.id)
    expect(shown).toMatchObject({
      nativeId: image.id,
      vendor: 'TENCENT',
      name: image.anchorName,
      kind: 'AVATAR_2D',
      state: 'ACTIVE',
      properties: expect.arrayContaining([{ key: 'VirtualmanTypeCode', value: 'real_man_2d' }]) as object[],
      metadata: {
        look: { person: image.anchorCode, gender: null, clothes: image.clothes, pose: image.pose, resolution: image.resolution, zoom: image.zoom, drivers: ['TEXT', 'ORIGINAL_AUDIO', 'MODULATED_AUDIO'] },
        usage: { expiresAt: new Date(Math.floor(image.expiresAt / 1000) * 1000).toISOString(), count: image.videos, seconds: image.usedMs / 1000 },
      },
    })
    for (const url of [shown.coverUrl, shown.files.find(({ role }) => role === 'COVER')!.downloadUrl]) expect((await fetch(url)).ok).toBe(true)
  })

  it('that is a modelled avatar is one', async () => {
    const image = images().find(({ type }) => type === 'real_man_3d')!
    expect(await whole(image.id)).toMatchObject({ kind: 'AVATAR_3D', metadata: { look: { person: image.anchorCode, clothes: image.clothes, pose: image.pose }, usage: { count: image.videos } } })
  })

  it('that is a voice tells its emotions and languages, and can be heard', async () => {
    const voice = timbres().find(({ emotions }) => emotions.length > 0)!
    const shown = await whole(voice.id)
    expect(shown).toMatchObject({
      name: voice.name,
      kind: 'VOICE',
      description: voice.description,
      properties: expect.arrayContaining([{ key: 'PurchaseType', value: 'Lease' }, { key: 'TimbreType', value: 'Boutique' }]) as object[],
      metadata: { modelKind: 'COMMON', gender: 'FEMALE', language: null, vendorLanguage: null, vendorLanguages: voice.languages, emotions: voice.emotions, drivers: ['TEXT'], usage: { count: voice.sounds, seconds: voice.usedMs / 1000 } },
    })
    expect((await fetch(shown.files.find(({ role }) => role === 'SAMPLE')!.downloadUrl)).ok).toBe(true)
    const cloned = timbres().find(({ type }) => type === 'SampleFast')!
    expect(await whole(cloned.id)).toMatchObject({ metadata: { modelKind: 'CLONE', language: 'ENGLISH', vendorLanguage: 'eng' } })
  })

  it('that the account does not have is NOT_FOUND', async () => {
    const { body } = await app.query('query ($id: ID!) { asset(id: $id) { name } }', { id: idOf('Asset', 'nonsense', 'tencent') })
    expect(body).toMatchObject({ data: { asset: null }, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  })
})

it('the lists are served while Tencent is down, and say of when they are only when they are stale', async () => {
  await list({ accounts: ['tencent'] })
  tencent.faults.add({ drop: true })
  const { nodes, unavailable } = await list({ accounts: ['tencent'] })
  expect(nodes.length).toBeGreaterThan(0)
  expect(unavailable).toEqual([])
})

it('an account tells what was bought', async () => {
  const { body } = await app.query<{ vendorAccounts: { slug: string; quotas: object[] | null }[] }>('{ vendorAccounts { slug abilities quotas { service expiresAt total used unit details } } }')
  expect(body.errors).toBeUndefined()
  const { quotas } = body.data!.vendorAccounts.find(({ slug }) => slug === 'tencent')!
  expect(quotas).toContainEqual({
    service: 'BroadcastHour',
    expiresAt: expect.stringMatching(/Z$/) as string,
    total: null,
    used: null,
    unit: 'hours',
    details: { BroadcastHourInfoDetail: { RemainingMs: tencent.world.quotas.broadcastMs } },
  })
  expect(quotas).toContainEqual(expect.objectContaining({ service: 'InteractConcurrency', unit: 'concurrent uses' }))
  expect(requestsOf(tencent, 'customerassetservice/getserviceasset')).toHaveLength(1)
})
