import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TencentSandbox } from '../../src/sandbox/tencent.js'
import { freeRoom, goLive } from '../huawei/live.js'
import { idOf, mutate } from '../huawei/support.js'
import { startApp, type TestApp } from '../support/app.js'
import { avatarOf, open, payloads, reached, SESSIONS, type Opened } from './live.js'

let app: TestApp
let tencent: TencentSandbox
let room: string
const sessions: Opened[] = []
beforeAll(async () => {
  app = await startApp({ SANDBOX_SPEED: '20' })
  tencent = app.app.sandboxes.tencent!
  room = idOf('LiveRoom', 'tencent', tencent.settings.projectId)
  for (const input of [{ id: room, userId: 'a' }, { avatarId: idOf('Asset', 'tencent', avatarOf(tencent)), protocol: 'WEBRTC' }, { id: room, userId: 'c' }]) sessions.push(await open(app, input))
  for (const { id } of sessions) await reached(app, id, 'LIVE')
})
beforeEach(() => tencent.journal.clear())
afterAll(() => app.dispose())

interface List {
  nodes: { id: string; state: string; room: { id: string } | null; protocol: string; createdAt: string }[]
  totalCount: number
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  unavailable: { code: string; message: string; account: { slug: string } }[]
}
const PAGE = 'nodes { id state protocol createdAt userId driver room { id } } totalCount pageInfo { hasNextPage endCursor } unavailable { code message account { slug } }'
const list = async (variables: object) => {
  const document = `query ($first: Int!, $after: String, $filter: LiveSessionFilter) { liveSessions(first: $first, after: $after, filter: $filter) { ${PAGE} } }`
  const { body } = await app.query<{ liveSessions: List }>(document, { first: 20, ...variables })
  expect(body.errors).toBeUndefined()
  return body.data!.liveSessions
}
const TENCENT = { accounts: ['tencent'] }
const newestFirst = () => [...sessions].reverse().map(({ id }) => id)

describe('the sessions of an account', () => {
  it('are those that run, newest first, with what is known of them here', async () => {
    const { nodes, totalCount, unavailable } = await list({ filter: TENCENT })
    expect(nodes.map(({ id }) => id)).toEqual(newestFirst())
    expect(nodes).toMatchObject([
      { state: 'LIVE', protocol: 'RTMP', driver: 'TEXT', userId: 'c', room: { id: room } },
      { state: 'LIVE', protocol: 'WEBRTC' },
      { state: 'LIVE', userId: 'a', createdAt: expect.stringMatching(/^20/) as string },
    ])
    expect({ totalCount, unavailable }).toEqual({ totalCount: 3, unavailable: [] })
    expect(payloads(tencent, `${SESSIONS}/listsessionofuin`)).toHaveLength(1)
  })

  it('come in pages, each once', async () => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const { nodes, pageInfo }: List = await list({ first: 1, after, filter: TENCENT })
      seen.push(...nodes.map(({ id }) => id))
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null
    } while (after)
    expect(seen).toEqual(newestFirst())
  })

  it('are merged with those of other vendors', async () => {
    const huawei = await goLive(app, freeRoom(app.app.sandboxes.huawei!).id)
    const { nodes } = await list({ filter: { accounts: ['huawei', 'tencent'], statuses: ['LIVE'] } })
    expect(nodes.map(({ id }) => id).filter((id) => id === huawei.id || newestFirst().includes(id))).toEqual([huawei.id, ...newestFirst()])
  })

  it('can be narrowed by state', async () => {
    expect((await list({ filter: { ...TENCENT, statuses: ['PREPARING'] } })).nodes).toEqual([])
  })

  it('can be narrowed by the time when they were started here', async () => {
    const all = await list({ filter: TENCENT })
    const [newest, middle, oldest] = all.nodes.map(({ createdAt }) => createdAt)
    const idsOf = async (filter: object) => (await list({ filter: { ...TENCENT, ...filter } })).nodes.map(({ createdAt }) => createdAt)
    expect(await idsOf({ createdAfter: middle })).toEqual([newest, middle])
    expect(await idsOf({ createdBefore: middle })).toEqual([middle, oldest])
    expect(await idsOf({ createdAfter: '2099-01-01T00:00:00Z' })).toEqual([])
  })

  it('cannot be narrowed by the name of a room, and the account is named', async () => {
    const { nodes, unavailable } = await list({ filter: { ...TENCENT, search: 'tea' } })
    expect(nodes).toEqual([])
    expect(unavailable).toMatchObject([{ code: 'UNSUPPORTED', account: { slug: 'tencent' }, message: expect.stringContaining('filter.search') as string }])
  })

  it('on behalf of a third-party user are those that were started for that user', async () => {
    const call = { requestId: 'r', deadline: Date.now() + 5000, appUserId: 'somebody' }
    const account = app.app.accounts.find(({ slug }) => slug === 'tencent')
    expect(await account?.live?.list?.({}, { size: 10 }, call)).toMatchObject({ items: [], total: 0 })
  })

  it('refuse a cursor that is none of theirs', async () => {
    const after = Buffer.from(JSON.stringify({ tencent: 'x' })).toString('base64url')
    const { body } = await app.query('query ($after: String) { liveSessions(after: $after, filter: { accounts: ["tencent"] }) { nodes { id } } }', { after })
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})

describe('the project', () => {
  it('is the one live room of its account, and has the sessions that run in it', async () => {
    const document = '{ liveRooms(filter: { accounts: ["tencent"] }) { nodes { id nativeId name kind state account { slug } sessions { nodes { id room { id } } totalCount } } totalCount unavailable { code } } }'
    const { body } = await app.query<{ liveRooms: object }>(document)
    expect(body.errors).toBeUndefined()
    expect(body.data?.liveRooms).toEqual({
      nodes: [
        {
          id: room,
          nativeId: tencent.settings.projectId,
          name: null,
          kind: 'NORMAL',
          state: 'UNKNOWN',
          account: { slug: 'tencent' },
          sessions: { nodes: [{ id: sessions[2]!.id, room: { id: room } }, { id: sessions[0]!.id, room: { id: room } }], totalCount: 2 },
        },
      ],
      totalCount: 1,
      unavailable: [],
    })
    expect(payloads(tencent, `${SESSIONS}/listsessionofprojectid`)).toMatchObject([{ VirtualmanProjectId: tencent.settings.projectId }])
  })

  it('is found by its id, and no other is', async () => {
    const document = 'query ($id: ID!) { liveRoom(id: $id) { nativeId scenes { name } outputs { url } } }'
    expect((await app.query(document, { id: room })).body.data).toEqual({ liveRoom: { nativeId: tencent.settings.projectId, scenes: [], outputs: [] } })
    expect((await app.query(document, { id: idOf('LiveRoom', 'tencent', 'another') })).body.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
  })

  it.each([
    ['deleted', 'deleteLiveRoom', () => ({ id: room })],
    ['changed', 'updateLiveRoom', () => ({ id: room, name: 'Tea', scenes: [] })],
    ['joined by another', 'createLiveRoom', () => ({ account: 'tencent', name: 'Tea', scenes: [] })],
  ])('cannot be %s', async (_, mutation, input) => {
    expect(await mutate(app, mutation, input(), 'liveRoom { id }')).toMatchObject({ userErrors: [{ code: 'UNSUPPORTED' }] })
  })
})

describe('an account without a project', () => {
  it('has no live rooms, and opens sessions by avatar', async () => {
    const { endpoint, appKey, accessToken } = tencent.settings
    const bare = await startApp({ TENCENT_ENDPOINT: endpoint, TENCENT_APP_KEY: appKey, TENCENT_ACCESS_TOKEN: accessToken })
    try {
      expect(await mutate(bare, 'startLive', { account: 'tencent' }, 'session { id }')).toMatchObject({ userErrors: [{ code: 'BAD_USER_INPUT', field: 'input.avatarId' }] })
      const { body } = await bare.query('{ liveRooms(filter: { accounts: ["tencent"] }) { nodes { id } unavailable { code } } }')
      expect(body.data).toEqual({ liveRooms: { nodes: [], unavailable: [{ code: 'UNSUPPORTED' }] } })
      const { id } = await open(bare, { avatarId: idOf('Asset', 'tencent', avatarOf(tencent)) })
      await mutate(bare, 'stopLive', { id }, 'session { id }')
    } finally {
      await bare.dispose()
    }
  })
})
