import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { startApp, type TestApp } from '../support/app.js'

interface Node {
  id: string
  name: string | null
  [field: string]: unknown
}
interface List {
  nodes: Node[]
  edges: { cursor: string; node: Node }[]
  totalCount: number
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  unavailable: { vendor: string; account: { slug: string }; code: string; message: string; retryable: boolean }[]
}

const UNAVAILABLE = 'unavailable { vendor account { slug } code message retryable }'

describe('road 1, the query', () => {
  let app: TestApp
  let huawei: HuaweiSandbox
  beforeAll(async () => {
    app = await startApp({ VENDOR_DEADLINE_MS: '2000' })
    huawei = app.app.sandboxes.huawei as HuaweiSandbox
  })
  afterEach(() => {
    huawei.faults.clear()
    app.app.sandboxes.xingyun?.faults.clear()
    huawei.journal.clear()
  })
  afterAll(() => app.dispose())

  /** The ids that were asked for in each summary call. */
  const summaryCalls = (sandbox = huawei) =>
    sandbox.journal.entries().flatMap((entry) => (entry.operation === 'listAssetSummary' ? [(entry.body as { asset_ids: string[] }).asset_ids] : []))

  it('asks for all assets of a list of rooms in one summary call, each id once', async () => {
    const { body } = await app.query<{ liveRooms: List }>('{ liveRooms(first: 20) { nodes { name avatars { id name coverUrl } } } }')
    expect(body.errors).toBeUndefined()
    expect(body.data?.liveRooms.nodes).toHaveLength(20)
    expect(summaryCalls()).toHaveLength(1)
    const [ids = []] = summaryCalls()
    expect(new Set(ids).size).toBe(ids.length)
    expect(huawei.journal.entries().filter(({ kind }) => kind === 'request')).toHaveLength(2)
  })

  it('asks once for references at different depths, also when some are known only after detail calls', async () => {
    const document = '{ liveRooms(first: 5, filter: { vendors: [HUAWEI] }) { nodes { avatars { name } scenes { voice { asset { name } } backgrounds { asset { name } } avatar { name } } } } assets(first: 3, filter: { vendors: [HUAWEI] }) { nodes { coverUrl } } }'
    const { body } = await app.query<{ liveRooms: List }>(document)
    expect(body.errors).toBeUndefined()
    expect(summaryCalls()).toHaveLength(1)
    expect(huawei.journal.count('showSmartLiveRoom')).toBe(5)
  })

  it('asks for details only where a field needs them', async () => {
    await app.query('{ liveRooms(first: 5) { nodes { name coverUrl createdAt state } } }')
    expect(huawei.journal.count('showSmartLiveRoom')).toBe(0)
    await app.query('{ assets(first: 5) { nodes { name kind state tags files { name } metadata { __typename } } } }')
    expect(huawei.journal.count('showAsset')).toBe(0)
  })

  it('asks for at most 50 ids in one call', async () => {
    const { body } = await app.query<{ assets: List }>('{ assets(first: 100, filter: { source: ALL, vendors: [HUAWEI] }) { nodes { coverUrl } } }')
    expect(body.data?.assets.nodes).toHaveLength(100)
    expect(summaryCalls().map((ids) => ids.length)).toEqual([50, 50])
  })

  it('keeps the id of an asset that the vendor does not know, with an error at its place, its neighbours unharmed', async () => {
    const room = huawei.world.roomWithMissingAsset
    const { body } = await app.query<{ liveRooms: List }>('{ liveRooms(first: 50) { nodes { nativeId avatars { id nativeId name } } } }')
    const rooms = body.data?.liveRooms.nodes as unknown as { nativeId: string; avatars: Node[] }[]
    const at = rooms.findIndex(({ nativeId }) => nativeId === room)
    const missing = rooms[at]?.avatars.findIndex(({ nativeId }) => nativeId === huawei.world.missingAssetId) ?? -1
    expect(rooms[at]?.avatars[missing]).toMatchObject({ id: expect.any(String) as string, name: null })
    expect(body.errors).toHaveLength(1)
    expect(body.errors?.[0]).toMatchObject({ path: ['liveRooms', 'nodes', at, 'avatars', missing, 'name'], extensions: { code: 'NOT_FOUND', account: 'huawei' } })
    const others = rooms.flatMap(({ avatars }) => avatars).filter(({ nativeId }) => nativeId !== huawei.world.missingAssetId)
    expect(others.every(({ name }) => name !== null)).toBe(true)
  })

  it('pages through every asset once, newest first', async () => {
    const seen: Node[] = []
    let after: string | null = null
    for (let more = true; more; ) {
      const { body }: { body: { data?: { assets: List } | null } } = await app.query<{ assets: List }>(
        'query ($after: String) { assets(first: 60, after: $after, filter: { source: ALL, vendors: [HUAWEI] }) { totalCount nodes { id name createdAt } pageInfo { hasNextPage endCursor } } }',
        { after },
      )
      const page = body.data?.assets as List
      seen.push(...page.nodes)
      expect(page.totalCount).toBe(huawei.world.assets.length)
      after = page.pageInfo.endCursor
      more = page.pageInfo.hasNextPage
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(huawei.world.assets.length)
    const times = seen.map(({ createdAt }) => String(createdAt))
    expect(times).toEqual([...times].sort().reverse())
  })

  it('gives motions with paging of its own, found by English and by Chinese names', async () => {
    const { body } = await app.query<{ motions: List }>('{ motions(first: 3) { totalCount nodes { name localName kind imageUrl movieUrl } edges { cursor } } }')
    expect(body.data?.motions.totalCount).toBe(app.app.sandboxes.xingyun?.world.motions.length)
    const [first, second] = body.data?.motions.edges ?? []
    const next = await app.query<{ motions: List }>('query ($after: String) { motions(first: 1, after: $after) { nodes { name } } }', { after: first?.cursor })
    expect(next.body.data?.motions.nodes[0]?.name).toBe(body.data?.motions.nodes[1]?.name)
    expect(second).toBeDefined()
    const localName = String(body.data?.motions.nodes[0]?.localName)
    const found = await app.query<{ motions: List }>('query ($search: String) { motions(filter: { search: $search }) { nodes { localName } } }', { search: localName })
    expect(found.body.data?.motions.nodes.map((node) => node.localName)).toContain(localName)
  })

  it('finds anything by its global id, and says what is not there', async () => {
    const list = await app.query<{ assets: List; liveRooms: List; motions: List; vendorAccounts: Node[] }>(
      '{ assets(first: 1) { nodes { id } } liveRooms(first: 1) { nodes { id } } motions(first: 1) { nodes { id } } vendorAccounts { id } }',
    )
    const { assets, liveRooms, motions, vendorAccounts } = list.body.data ?? {}
    const missing = Buffer.from('Asset:huawei:nobody').toString('base64url')
    const ids = [assets?.nodes[0]?.id, liveRooms?.nodes[0]?.id, motions?.nodes[0]?.id, vendorAccounts?.[0]?.id, missing]
    const { body } = await app.query<{ nodes: (Node | null)[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on VendorEntity { vendor nativeId account { slug } } ... on Asset { name } ... on Motion { name } } }',
      { ids },
    )
    expect(body.data?.nodes.map((node) => node?.__typename)).toEqual(['Asset', 'LiveRoom', 'Motion', 'VendorAccount', undefined])
    expect(body.errors).toHaveLength(1)
    expect(body.errors?.[0]).toMatchObject({ path: ['nodes', 4], extensions: { code: 'NOT_FOUND' } })
  })

  it.each([
    ['a room where an asset is asked for', 'LiveRoom:huawei:1', 'BAD_USER_INPUT', /an Asset, got the id of a LiveRoom/],
    ['another deployment’s account', 'Asset:elsewhere:1', 'NOT_FOUND', /no vendor account "elsewhere"/],
    ['no id at all', '\u0000', 'BAD_USER_INPUT', /an id that this graph gave out/],
  ])('refuses the id of %s before any call', async (_what, plain, code, message) => {
    const { body } = await app.query('query ($id: ID!) { asset(id: $id) { name } }', { id: Buffer.from(plain).toString('base64url') })
    expect(body.errors?.[0]).toMatchObject({ extensions: { code }, message: expect.stringMatching(message) as string })
    expect(huawei.journal.entries()).toHaveLength(0)
  })

  it.each([
    ['down', { drop: true }, 'VENDOR_UNAVAILABLE', true],
    ['answering 503', { status: 503 }, 'VENDOR_UNAVAILABLE', true],
    ['talking nonsense', { malformed: true }, 'VENDOR_MALFORMED', false],
    ['an HTML page', { html: true, status: 502 }, 'VENDOR_UNAVAILABLE', true],
    ['throttling', { throttle: true }, 'VENDOR_RATE_LIMITED', true],
    ['of another time', { clockSkewMs: 3_600_000 }, 'VENDOR_AUTH', false],
  ])('names a vendor that is %s, and gives the others’ entities', async (_how, fault, code, retryable) => {
    const own = await startApp({ VENDOR_DEADLINE_MS: '1500' })
    try {
      own.app.sandboxes.huawei?.faults.add(fault)
      const { body } = await own.query<{ assets: List; motions: List }>(`{ assets(first: 2) { nodes { name } ${UNAVAILABLE} } motions(first: 2) { nodes { name } ${UNAVAILABLE} } }`)
      expect(body.errors).toBeUndefined()
      expect(body.data?.assets).toMatchObject({ nodes: [], unavailable: [{ vendor: 'HUAWEI', account: { slug: 'huawei' }, code, retryable }] })
      expect(body.data?.motions.nodes).toHaveLength(2)
      expect(body.data?.motions.unavailable).toEqual([])
    } finally {
      await own.dispose()
    }
  })

  it('answers within the deadline when a vendor hangs', async () => {
    const own = await startApp({ VENDOR_DEADLINE_MS: '500' })
    try {
      own.app.sandboxes.huawei?.faults.add({ latencyMs: 60_000 })
      const started = performance.now()
      const { body } = await own.query<{ assets: List; motions: List }>(`{ assets(first: 2) { nodes { name } ${UNAVAILABLE} } motions(first: 2) { nodes { name } } }`)
      expect(performance.now() - started).toBeLessThan(1500)
      expect(body.data?.assets.unavailable[0]).toMatchObject({ code: 'VENDOR_UNAVAILABLE' })
      expect(body.data?.motions.nodes).toHaveLength(2)
    } finally {
      await own.dispose()
    }
  })

  it('gives what it can when only the summary call fails, with an error at each place', async () => {
    huawei.faults.add({ operation: 'listAssetSummary', status: 400 })
    const { body } = await app.query<{ liveRooms: List }>('{ liveRooms(first: 1) { nodes { name avatars { id name } } } }')
    const avatars = body.data?.liveRooms.nodes[0]?.avatars as Node[]
    expect(avatars.length).toBeGreaterThan(0)
    expect(avatars.every(({ id, name }) => id && name === null)).toBe(true)
    expect(body.errors).toHaveLength(avatars.length)
  })

  it('repeats a read that met a passing failure', async () => {
    huawei.faults.add({ operation: 'listAssets', status: 503, times: 1 })
    const { body } = await app.query<{ assets: List }>(`{ assets(first: 1) { nodes { name } ${UNAVAILABLE} } }`)
    expect(body.data?.assets.unavailable).toEqual([])
    expect(huawei.journal.count('listAssets')).toBe(2)
  })

  it('shows what an operation cost at the vendors', async () => {
    const { body } = await app.query('{ liveRooms(first: 3, filter: { vendors: [HUAWEI] }) { nodes { avatars { name coverUrl } } } }')
    expect(body.extensions?.vendorCalls).toEqual([
      { account: 'huawei', calls: 2, keysBatched: expect.any(Number) as number, cacheHits: expect.any(Number) as number, waitedMs: expect.any(Number) as number },
    ])
  })

  it('leaves out an account that lacks such entities, and says so when it was named', async () => {
    const silent = await app.query<{ motions: List }>(`{ motions(first: 1) { ${UNAVAILABLE} } }`)
    expect(silent.body.data?.motions.unavailable).toEqual([])
    const named = await app.query<{ motions: List }>(`{ motions(first: 1, filter: { vendors: [HUAWEI] }) { nodes { id } ${UNAVAILABLE} } }`)
    expect(named.body.data?.motions).toMatchObject({ nodes: [], unavailable: [{ code: 'UNSUPPORTED', account: { slug: 'huawei' } }] })
  })
})

describe('several accounts of one vendor', () => {
  it('are merged newest first, each asked for its own summaries once, and one that is away is named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'avatargraph-accounts-'))
    const second = await startHuaweiSandbox({ seed: 2 })
    const file = join(folder, 'accounts.json')
    // The first account is the second one's simulator by token: both ways of authentication walk the road.
    const { iamEndpoint, iamDomain, iamUser, iamPassword, endpoint, projectId, accessKey, secretKey } = second.settings
    await writeFile(
      file,
      JSON.stringify([
        { slug: 'by-token', vendor: 'huawei', endpoint, projectId, iamEndpoint, iamDomain, iamUser, iamPassword },
        { slug: 'by-key', vendor: 'huawei', endpoint, projectId, accessKey, secretKey },
      ]),
    )
    const app = await startApp({ ACCOUNTS_FILE: file })
    try {
      const document = `query ($after: String) { liveRooms(first: 30, after: $after, filter: { vendors: [HUAWEI] }) { totalCount nodes { id createdAt account { slug } avatars { name } } pageInfo { hasNextPage endCursor } ${UNAVAILABLE} } }`
      const first = await app.query<{ liveRooms: List }>(document)
      const rest = await app.query<{ liveRooms: List }>(document, { after: first.body.data?.liveRooms.pageInfo.endCursor })
      const rooms = [first, rest].flatMap(({ body }) => body.data?.liveRooms.nodes ?? [])
      expect(first.body.data?.liveRooms.totalCount).toBe(48)
      expect(new Set(rooms.map(({ id }) => id)).size).toBe(48)
      const times = rooms.map(({ createdAt }) => String(createdAt))
      expect(times).toEqual([...times].sort().reverse())
      expect(rest.body.data?.liveRooms.pageInfo.hasNextPage).toBe(false)
      // Two pages, two accounts: one summary call each.
      expect(second.journal.count('listAssetSummary')).toBe(4)
      expect(second.journal.entries().filter((entry) => entry.kind === 'request' && entry.path.includes('/auth/tokens'))).toHaveLength(1)
    } finally {
      await app.dispose()
      await second.close()
      await rm(folder, { recursive: true })
    }
  })
})
