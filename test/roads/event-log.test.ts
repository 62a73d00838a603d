import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../support/app.js'
import { until } from '../support/until.js'

interface Page {
  nodes: { __typename: string; id: string; cursor: string; occurredAt: string; state?: string; rtmp?: string; session?: { id: string } }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
  totalCount: number
  head: string
  oldest: string
}

const EVENTS = `query ($first: Int! = 100, $after: String, $order: EventOrder! = NEWEST_FIRST, $filter: EventFilter) {
  events(first: $first, after: $after, order: $order, filter: $filter) {
    nodes { __typename id cursor occurredAt ... on LiveStateChanged { state } ... on RtmpStateChanged { rtmp: state } ... on LiveEvent { session { id } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount head oldest
  }
}`

describe('the event log as a list', () => {
  let app: TestApp
  let session: string
  let room: string
  const events = async (variables: object = {}): Promise<Page> => {
    const { body } = await app.query<{ events: Page }>(EVENTS, variables)
    expect(body.errors).toBeUndefined()
    return body.data?.events as Page
  }
  const failure = async (variables: object) => (await app.query(EVENTS, variables)).body.errors?.[0]

  beforeAll(async () => {
    app = await startApp({ SANDBOX_SPEED: '50' })
    const rooms = await app.query<{ liveRooms: { nodes: { id: string; state: string }[] } }>('{ liveRooms(first: 50, filter: { vendors: [HUAWEI] }) { nodes { id state } } }')
    room = rooms.body.data?.liveRooms.nodes.find(({ state }) => state === 'ENABLED')?.id ?? ''
    const started = await app.query<{ startLive: { session: { id: string } } }>('mutation ($id: ID!) { startLive(input: { id: $id }) { session { id } userErrors { message } } }', { id: room })
    session = started.body.data?.startLive.session.id ?? ''
    await until(async () => (await events({ filter: { types: ['REPLY_FINISHED'] } })).nodes.length > 0)
    await app.query('mutation ($id: ID!) { stopLive(input: { id: $id }) { userErrors { message } } }', { id: session })
    // The session and its output: nothing comes after both ends.
    await until(async () => (await events({ filter: { types: ['LIVE_STATE_CHANGED', 'RTMP_STATE_CHANGED'] } })).nodes.filter(({ state, rtmp }) => (state ?? rtmp) === 'ENDED').length === 2)
  })
  afterAll(() => app.dispose())

  it('is read from both ends, page by page, each event once', async () => {
    const all = await events()
    expect(all.nodes.length).toBeGreaterThan(5)
    expect(all.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false, startCursor: all.nodes[0]?.cursor, endCursor: all.nodes.at(-1)?.cursor })
    expect(all.totalCount).toBe(all.nodes.length)
    for (const order of ['NEWEST_FIRST', 'OLDEST_FIRST']) {
      const ids: string[] = []
      for (let after: string | null = null, more = true; more; ) {
        const page: Page = await events({ first: 2, after, order })
        ids.push(...page.nodes.map(({ id }) => id))
        more = page.pageInfo.hasNextPage
        after = page.pageInfo.endCursor
      }
      const expected = all.nodes.map(({ id }) => id)
      expect(ids).toEqual(order === 'NEWEST_FIRST' ? expected : expected.reverse())
    }
  })

  it('is narrowed by type, vendor, account, subject and time', async () => {
    const all = (await events()).nodes
    const states = await events({ filter: { types: ['LIVE_STATE_CHANGED'] } })
    expect(new Set(states.nodes.map(({ __typename }) => __typename))).toEqual(new Set(['LiveStateChanged']))
    expect(states.totalCount).toBe(all.filter(({ __typename }) => __typename === 'LiveStateChanged').length)
    expect((await events({ filter: { vendors: ['XINGYUN'] } })).nodes).toEqual([])
    expect((await events({ filter: { accounts: ['huawei'] } })).nodes).toHaveLength(all.length)
    for (const subjectId of [session, room]) expect((await events({ filter: { subjectId } })).nodes).toHaveLength(all.length)
    const middle = all[Math.floor(all.length / 2)]?.occurredAt ?? ''
    const [before, after] = [await events({ filter: { occurredBefore: middle } }), await events({ filter: { occurredAfter: middle } })]
    expect(before.nodes.every(({ occurredAt }) => occurredAt < middle) && after.nodes.every(({ occurredAt }) => occurredAt >= middle)).toBe(true)
    expect(before.nodes.length + after.nodes.length).toBe(all.length)
  })

  it('belongs to each session and room, without a vendor call', async () => {
    const { body } = await app.query<{ _entities: { events: { totalCount: number; nodes: { __typename: string }[] } }[] }>(
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on LiveSession { events { totalCount nodes { __typename } } } ... on LiveRoom { events { totalCount nodes { __typename } } } } }',
      { representations: [{ __typename: 'LiveSession', id: session }, { __typename: 'LiveRoom', id: room }] },
    )
    expect(body.errors).toBeUndefined()
    const { totalCount } = await events()
    expect(body.data?._entities.map(({ events: { totalCount: count } }) => count)).toEqual([totalCount, totalCount])
    expect(body.extensions?.vendorCalls).toEqual([])
  })

  it('is loaded first and subscribed to after its head, with nothing lost or repeated between', async () => {
    const { head, nodes } = await events()
    const again = await app.query<{ startLive: { session: { id: string } } }>('mutation ($id: ID!) { startLive(input: { id: $id }) { session { id } } }', { id: room })
    const live = app.subscribe('subscription ($after: String) { events(after: $after) { __typename ... on Event { id cursor } ... on LiveEvent { session { id } } } }', { after: head })
    const first = (await live.next()).data?.events as { id: string; session: { id: string } }
    expect(first.session.id).toBe(again.body.data?.startLive.session.id)
    expect(nodes.map(({ id }) => id)).not.toContain(first.id)
    const next = (await live.next()).data?.events as { id: string }
    const later = await events({ after: head, order: 'OLDEST_FIRST' })
    expect(later.nodes.slice(0, 2).map(({ id }) => id)).toEqual([first.id, next.id])
    await app.query('mutation ($id: ID!) { stopLive(input: { id: $id }) { userErrors { message } } }', { id: first.session.id })
  })

  it('tells what is wrong with a page that cannot be had', async () => {
    expect(await failure({ first: 101 })).toMatchObject({ message: expect.stringContaining('from 1 to 100') as string, extensions: { code: 'BAD_USER_INPUT' } })
    expect(await failure({ after: 'nonsense' })).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
    const foreign = Buffer.concat([Buffer.from('evt'), Buffer.alloc(24)]).toString('base64url')
    expect(await failure({ after: foreign })).toMatchObject({ message: expect.stringContaining('another') as string, extensions: { code: 'BAD_USER_INPUT' } })
    expect(await failure({ filter: { subjectId: Buffer.from('Asset:huawei:1').toString('base64url') } })).toMatchObject({ message: expect.stringContaining('Asset') as string, extensions: { code: 'BAD_USER_INPUT' } })
    expect(await failure({ filter: { accounts: ['nowhere'] } })).toMatchObject({ extensions: { code: 'NOT_FOUND' } })
  })
})
