import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiKey, startApp, sumOf, type TestApp } from '../support/app.js'
import { huaweiOf, requestsOf } from '../support/huawei.js'

/** So long that nothing passes by itself while a test runs. */
const SECONDS = '60'
const KEYS = ['viewer', 'operator', 'admin'].map((role) => apiKey(role, role, `${role}-key`)).join()
const as = (role: string, more: Record<string, string> = {}) => ({ authorization: `Bearer ${role}-key`, ...more })

let app: TestApp
beforeAll(async () => {
  app = await startApp({ VENDOR_CACHE_SECONDS: SECONDS, API_KEYS: KEYS, SANDBOX_SPEED: '20' })
})
afterAll(() => app.dispose())

const callsOf = (operation: string) => requestsOf(huaweiOf(app), operation).length
const HUAWEI = 'filter: { vendors: [HUAWEI] }'
const vendorCalls = (entry: object) => [{ account: 'huawei', keysBatched: 0, waitedMs: 0, ...entry }]

describe('an answer that was made is told again', () => {
  test('with the same bytes, without a vendor call, and it says so to operators', async () => {
    const document = `{ assets(first: 7, ${HUAWEI}) { nodes { id name } } }`
    const before = callsOf('listAssets')
    const made = await app.query(document, {}, as('operator'))
    const told = await app.query(document, {}, as('operator'))
    expect(told.body.data).toEqual(made.body.data)
    expect(made.body.extensions).toMatchObject({ vendorCalls: vendorCalls({ calls: 1, cacheHits: 0 }) })
    expect(told.body.extensions).toEqual({ ...made.body.extensions, vendorCalls: vendorCalls({ calls: 0, cacheHits: 1 }) })
    expect(callsOf('listAssets')).toBe(before + 1)
    expect(told.headers.get('content-type')).toBe(made.headers.get('content-type'))
    expect(told.headers.get('cache-control')).toBe(made.headers.get('cache-control'))
  })

  test('to callers with the same rights only; others share the reads beneath it', async () => {
    const document = `{ assets(first: 8, ${HUAWEI}) { nodes { id } } }`
    const before = callsOf('listAssets')
    const [viewer, operator] = [await app.query(document, {}, as('viewer')), await app.query(document, {}, as('operator'))]
    expect(viewer.body.extensions).toBeUndefined()
    expect(operator.body.extensions).toMatchObject({ vendorCalls: vendorCalls({ calls: 0, cacheHits: 1 }) })
    expect(callsOf('listAssets')).toBe(before + 1)
    await app.query(document, {}, as('viewer', { 'x-app-user-id': 'lin' }))
    expect(callsOf('listAssets')).toBe(before + 2)
  })

  test('with other variables it is another answer', async () => {
    const document = `query ($n: Int!) { assets(first: $n, ${HUAWEI}) { nodes { id } } }`
    for (const n of [3, 4]) expect((await app.query<{ assets: { nodes: [] } }>(document, { n }, as('viewer'))).body.data?.assets.nodes).toHaveLength(n)
  })

  test('and each request is still authenticated, named, logged and measured', async () => {
    const document = `{ assets(first: 9, ${HUAWEI}) { nodes { id } } }`
    await app.query(document, {}, as('viewer'))
    const before = sumOf(await app.metrics(), 'avatargraph_http_request_seconds_count', { route: '/graphql' })
    const kept = sumOf(await app.metrics(), 'avatargraph_answers_total', { by: 'kept' })
    const told = await app.query(document, {}, as('viewer', { 'x-request-id': 'told-again' }))
    expect(told.headers.get('x-request-id')).toBe('told-again')
    await app.logged(({ requestId, msg }) => requestId === 'told-again' && msg === 'request')
    expect(sumOf(await app.metrics(), 'avatargraph_http_request_seconds_count', { route: '/graphql' })).toBe(before + 1)
    expect(sumOf(await app.metrics(), 'avatargraph_answers_total', { by: 'kept' })).toBe(kept + 1)
    expect(await app.query(document, {}, as('nobody'))).toMatchObject({ status: 401, body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } })
  })
})

describe('what was changed shows at once', () => {
  test('after a mutation here, in answers and in reads', async () => {
    const document = '{ interactionRuleGroups(first: 100) { nodes { name } } }'
    const names = async () => (await app.query<{ interactionRuleGroups: { nodes: { name: string }[] } }>(document, {}, as('viewer'))).body.data?.interactionRuleGroups.nodes.map(({ name }) => name)
    expect(await names()).not.toContain('Kept?')
    const mutation = 'mutation { createInteractionRuleGroup(input: { name: "Kept?", rules: [] }) { interactionRuleGroup { name } userErrors { message field } } }'
    expect((await app.query(mutation, {}, as('operator'))).body).toMatchObject({ data: { createInteractionRuleGroup: { userErrors: [] } } })
    expect(await names()).toContain('Kept?')
  })

  test('after an event: who hears of a state finds it', async () => {
    const room = (await app.query<{ liveRooms: { nodes: { id: string }[] } }>(`{ liveRooms(first: 1, ${HUAWEI}) { nodes { id } } }`, {}, as('viewer'))).body.data!.liveRooms.nodes[0]!.id
    const changes = app.subscribe('subscription ($room: ID) { liveStateChanged(roomId: $room) { ... on LiveStateChanged { state } } }', { room }, { authorization: 'Bearer viewer-key' })
    await app.subscribers(1)
    const start = 'mutation ($room: ID!) { startLive(input: { id: $room }) { session { id } userErrors { message } } }'
    const { id } = (await app.query<{ startLive: { session: { id: string } } }>(start, { room }, as('operator'))).body.data!.startLive.session
    const stateNow = async () => (await app.query<{ liveSession: { state: string } }>('query ($id: ID!) { liveSession(id: $id) { state } }', { id }, as('viewer'))).body.data?.liveSession.state
    await stateNow()
    // The vendor goes on meanwhile: what is found may be later than what was told, never earlier.
    let told: unknown
    while (told !== 'LIVE') told = ((await changes.next()).data?.liveStateChanged as { state: string }).state
    expect(['LIVE', 'ENDED']).toContain(await stateNow())
    changes.dispose()
  })
})

describe('no answer is told again', () => {
  test.each([
    ['with an error in it', '{ asset(id: "bm9uc2Vuc2U") { name } }'],
    ['from the event log', '{ events(first: 1) { head } }'],
    ["from this server's own figures", '{ vendorAccounts { callbackCounts { kind } } }'],
    ['of how a vendor is doing', '{ vendorAccounts { health { circuit } } }'],
    ['of what is left of the rates', '{ vendorAccounts { rates { available } } }'],
  ])('%s', async (_what, document) => {
    const executed = async () => sumOf(await app.metrics(), 'avatargraph_answers_total', { by: 'execution' })
    const before = await executed()
    for (let n = 0; n < 2; n += 1) await app.query(document, {}, as('viewer'))
    expect(await executed()).toBe(before + 2)
  })
})
