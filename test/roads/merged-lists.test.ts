import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { startApp, type TestApp } from '../support/app.js'
import { mutate } from '../huawei/support.js'

interface Node {
  id: string
  createdAt: string
  account: { slug: string }
  [field: string]: unknown
}
interface List {
  nodes: Node[]
  totalCount: number
  asOf: string | null
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  unavailable: { account: { slug: string }; code: string; message: string; retryable: boolean }[]
}

const DEADLINE = 3_000
const UNAVAILABLE = 'unavailable { account { slug } code message retryable }'

let app: TestApp
let folder: string
let first: HuaweiSandbox
let second: HuaweiSandbox
beforeAll(async () => {
  first = await startHuaweiSandbox({ seed: 1, throttle: false })
  second = await startHuaweiSandbox({ seed: 2, throttle: false })
  const gone = await startHuaweiSandbox()
  await gone.close()
  folder = await mkdtemp(join(tmpdir(), 'avatargraph-accounts-'))
  const account = (slug: string, { settings: { endpoint, projectId, accessKey, secretKey, callbackKeys } }: HuaweiSandbox) => ({ slug, vendor: 'huawei', endpoint, projectId, accessKey, secretKey, callbackKeys })
  await writeFile(join(folder, 'accounts.json'), JSON.stringify([account('first', first), account('second', second), account('dead', gone)]))
  app = await startApp({ ACCOUNTS_FILE: join(folder, 'accounts.json'), VENDOR_DEADLINE_MS: String(DEADLINE) })
})
afterEach(() => {
  vi.useRealTimers()
  for (const sandbox of [first, second, app.app.sandboxes.xingyun]) sandbox?.faults.clear()
})
afterAll(async () => {
  await app.dispose()
  await Promise.all([first.close(), second.close(), rm(folder, { recursive: true })])
})

async function list(field: string, args: string, selection: string): Promise<List> {
  const { body } = await app.query<Record<string, List>>(`{ ${field}(${args}) { totalCount asOf nodes { id createdAt account { slug } ${selection} } pageInfo { hasNextPage endCursor } ${UNAVAILABLE} } }`)
  expect(body.errors, JSON.stringify(body.errors)).toBeUndefined()
  return body.data![field]!
}
const ALIVE = 'filter: { accounts: ["first", "second"] }'
const newestFirst = (nodes: Node[]) => {
  const times = nodes.map(({ createdAt }) => createdAt)
  expect(times).toEqual([...times].sort().reverse())
}
const slugs = (nodes: Node[]) => new Set(nodes.map(({ account }) => account.slug))

describe('a list over several accounts', () => {
  it.each(['assets', 'trainingJobs', 'videoJobs', 'liveSessions'])('%s: is merged newest first, and names the account that is dead', async (field) => {
    if (field === 'liveSessions') {
      for (const [slug, sandbox] of [['first', first], ['second', second]] as const) {
        const room = sandbox.world.rooms.find(({ detail }) => detail.room_state === 'ENABLE' && detail.room_type === 'NORMAL')!.id
        const { userErrors } = await mutate(app, 'startLive', { id: Buffer.from(`LiveRoom:${slug}:${room}`).toString('base64url') }, 'session { id }')
        expect(userErrors).toEqual([])
      }
    }
    const { nodes, unavailable } = await list(field, 'first: 40, filter: { vendors: [HUAWEI] }', '')
    expect(slugs(nodes)).toEqual(new Set(['first', 'second']))
    newestFirst(nodes)
    expect(unavailable).toMatchObject([{ account: { slug: 'dead' }, code: 'VENDOR_UNAVAILABLE', retryable: true }])
  })

  it('goes on behind a cursor while new entities appear at one of them: none comes twice, none is left out', async () => {
    const there = new Set((await list('assets', `first: 100, ${ALIVE}`, '')).nodes.map(({ id }) => id))
    const seen: Node[] = []
    let after = ''
    for (let page = 0; page < 30; page += 1) {
      const { nodes, pageInfo } = await list('assets', `first: 9, ${ALIVE}${after}`, '')
      seen.push(...nodes)
      after = `, after: ${JSON.stringify(pageInfo.endCursor)}`
      if (!pageInfo.hasNextPage) break
      await mutate(app, 'createAsset', { name: `New ${page}`, kind: 'IMAGE', account: page % 2 ? 'first' : 'second' }, 'asset { id }')
    }
    const ids = seen.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...there].filter((id) => !ids.includes(id))).toEqual([])
    newestFirst(seen)
  })

  it('comes in time when one of them is slow, with what the others’ entities still have to be asked for', async () => {
    second.faults.add({ latencyMs: 60_000 })
    const started = performance.now()
    const { nodes, unavailable } = await list('liveRooms', `first: 5, ${ALIVE}`, 'avatars { name }')
    expect(performance.now() - started).toBeLessThan(DEADLINE)
    expect(slugs(nodes)).toEqual(new Set(['first']))
    expect(nodes.flatMap(({ avatars }) => avatars as { name: string }[]).every(({ name }) => name)).toBe(true)
    expect(unavailable).toMatchObject([{ account: { slug: 'second' }, code: 'VENDOR_UNAVAILABLE', retryable: true }])
  })

  it('leaves out and names who cannot apply the filter, by the name of its field', async () => {
    const { nodes, unavailable } = await list('liveRooms', `first: 5, filter: { kinds: [NORMAL, TEMPLATE], accounts: ["first"] }`, '')
    expect(nodes).toEqual([])
    expect(unavailable).toEqual([{ account: { slug: 'first' }, code: 'UNSUPPORTED', message: expect.stringMatching(/^filter\.kinds: /) as string, retryable: false }])
  })

  it('refuses a value that no account takes as the caller’s mistake', async () => {
    const { body } = await app.query(`query ($search: String) { liveSessions(filter: { search: $search, accounts: ["first", "second"] }) { nodes { id } } }`, { search: 'x'.repeat(257) })
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'filter.search' } }])
  })
})

it('motions are still listed when their vendor is down for hours, and the list says of when it is', async () => {
  const before = await app.query<{ motions: List }>('{ motions(first: 3) { asOf nodes { id name } } }')
  expect(before.body.data?.motions).toMatchObject({ asOf: null })
  const fetched = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now: fetched + 3 * 3_600_000 })
  app.app.sandboxes.xingyun?.faults.add({ drop: true })
  const { body } = await app.query<{ motions: List }>(`{ motions(first: 3) { asOf nodes { id name } ${UNAVAILABLE} } }`)
  expect(body.data?.motions).toMatchObject({ nodes: before.body.data!.motions.nodes, unavailable: [] })
  const asOf = new Date(body.data!.motions.asOf!).getTime()
  expect(asOf).toBeLessThanOrEqual(fetched)
  expect(asOf).toBeGreaterThan(fetched - 60_000)
})
