import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { openEventStream } from '../support/event-stream.js'
import { startIssuer, type TestIssuer } from '../support/issuer.js'
import { SharedResults } from '../../src/server/shared-results.js'

const KEYS = { relay: 'key-of-the-relay', viewer: 'key-of-the-viewer', operator: 'key-of-the-operator' }
const as = (role: keyof typeof KEYS) => ({ authorization: `Bearer ${KEYS[role]}` })
const EVENTS = 'subscription ($after: String) { events(after: $after) { __typename ... on Event { id cursor } ... on StreamGap { reason } } }'

let issuer: TestIssuer
let app: TestApp
beforeAll(async () => {
  issuer = await startIssuer()
  app = await startApp({ ...issuer.environment, SANDBOX: 'on', SANDBOX_SPEED: '50', API_KEYS: Object.entries(KEYS).map(([role, key]) => apiKey(role, role, key)).join(',') })
})
afterAll(async () => {
  await app.dispose()
  await issuer.close()
})

const open = (query: string, more: { variables?: object; headers?: Record<string, string> } = {}) =>
  openEventStream(app.url, { query, variables: more.variables }, { ...as('viewer'), ...more.headers })

/** Has events happen, and resolves once the log has some. */
async function startSession(): Promise<void> {
  const rooms = await app.query<{ liveRooms: { nodes: { id: string; state: string }[] } }>('{ liveRooms(first: 50, filter: { vendors: [HUAWEI] }) { nodes { id state } } }', {}, as('operator'))
  const id = rooms.body.data?.liveRooms.nodes.find(({ state }) => state === 'ENABLED')?.id
  const started = await app.query('mutation ($id: ID!) { startLive(input: { id: $id }) { userErrors { message } } }', { id }, as('operator'))
  expect(started.body).toMatchObject({ data: { startLive: { userErrors: [] } } })
}

describe('a subscription over server-sent events', () => {
  test('brings each event with its cursor as id, and resumes behind Last-Event-ID', async () => {
    const first = await open(EVENTS)
    expect(first.status).toBe(200)
    expect(first.headers.get('content-type')).toContain('text/event-stream')
    await startSession()
    const seen = []
    for (let count = 0; count < 4; count += 1) seen.push(await first.result<{ events: { id: string; cursor: string } }>())
    for (const { id, data } of seen) expect(id).toBe(data?.events.cursor)
    first.dispose()

    // The variable says the beginning; what the client has seen says more.
    const again = await open(EVENTS, { variables: { after: seen[0]?.id }, headers: { 'last-event-id': seen[1]?.id ?? '' } })
    expect([(await again.result()).id, (await again.result()).id]).toEqual([seen[2]?.id, seen[3]?.id])
    again.dispose()
  })

  test('tells what is wrong with it, and is complete', async () => {
    for (const [query, variables, headers] of [
      ['subscription {', {}, {}],
      ['subscription { noSuchThing }', {}, {}],
      [EVENTS, { after: 'nonsense' }, {}],
      [EVENTS, {}, { 'last-event-id': 'nonsense' }],
    ] as const) {
      const stream = await open(query, { variables, headers })
      expect((await stream.result()).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
      expect(await stream.next()).toEqual({ event: 'complete', data: '' })
      expect(await stream.next()).toBeUndefined()
    }
  })

  test('is not for those who may not', async () => {
    const stream = await open(EVENTS, { headers: as('relay') })
    expect((await stream.result()).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
    for (const headers of [{ authorization: 'Bearer key-of-nobody' }, { authorization: '' }]) expect((await open(EVENTS, { headers })).status).toBe(401)
    const mutation = await open('mutation { stopLive(input: { id: "TGl2ZVNlc3Npb246" }) { userErrors { code } } }')
    expect((await mutation.result()).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
  })

  test('ends when its token does: the subscriber is told, and not that it is complete', async () => {
    const authorization = await issuer.bearer({ roles: ['viewer'], exp: Math.floor(Date.now() / 1000) - 28 })
    const stream = await open('subscription { replyFinished(roomId: "TGl2ZVJvb206aHVhd2VpOm5vd2hlcmU") { __typename } }', { headers: { authorization } })
    expect((await stream.result()).errors).toMatchObject([{ message: expect.stringContaining('expired') as string, extensions: { code: 'UNAUTHENTICATED' } }])
    expect(await stream.next()).toBeUndefined()
  })

  test('also carries queries', async () => {
    const stream = await open('{ vendorAccounts { slug } }')
    expect((await stream.result()).data).toMatchObject({ vendorAccounts: expect.arrayContaining([{ slug: 'huawei' }]) as unknown })
    expect(await stream.next()).toEqual({ event: 'complete', data: '' })
  })

  test('what cannot be read is refused before it begins', async () => {
    expect((await openEventStream(app.url, 'no JSON', as('viewer'))).status).toBe(400)
    expect((await openEventStream(app.url, { variables: {} }, as('viewer'))).status).toBe(400)
    expect((await openEventStream(app.url, { query: EVENTS }, { ...as('viewer'), accept: 'application/json' })).status).toBe(400)
    expect((await openEventStream(app.url, { query: `#${'x'.repeat(2_000_000)}` }, as('viewer'))).status).toBe(413)
  })
})

test('a server that goes ends its event streams without calling them complete, so that clients come back', async () => {
  const own = await startApp({ SANDBOX: 'off' })
  const stream = await openEventStream(own.url, { query: 'subscription { events { __typename } }' })
  await own.subscribers(1)
  await own.dispose()
  expect(await stream.next()).toBeUndefined()
})

describe('results that are shared', () => {
  test('are made once for those who come within a second, and anew for who comes later', async () => {
    let now = 0
    let made = 0
    const results = new SharedResults(() => now)
    const take = (group: string, event: string) => results.take(group, event, async () => `${group} ${event} ${(made += 1)}`)
    expect(await Promise.all([take('a', '1'), take('a', '1'), take('b', '1'), take('a', '2')])).toEqual(['a 1 1', 'a 1 1', 'b 1 2', 'a 2 3'])
    now = 999
    expect(await take('a', '1')).toBe('a 1 1')
    now = 1_000
    expect(await take('a', '1')).toBe('a 1 4')
  })
})
