import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiKey, startApp, type GraphQLBody, type TestApp } from '../support/app.js'
import { openEventStream } from '../support/event-stream.js'
import { enter } from '../support/socket.js'

const OPERATOR = { authorization: 'Bearer operator-key' }
const VIEWER = { authorization: 'Bearer viewer-key' }

let app: TestApp
beforeAll(async () => {
  app = await startApp({ API_KEYS: [apiKey('operator', 'operator', 'operator-key'), apiKey('viewer', 'viewer', 'viewer-key')].join(), VENDOR_CALLS_PER_REQUEST: '6' })
})
afterAll(() => app.dispose())

type Send = (query: string, headers?: typeof OPERATOR, variables?: object) => Promise<GraphQLBody>

/** Every way in. */
const TRANSPORTS: Record<string, Send> = {
  HTTP: async (query, headers = OPERATOR, variables = {}) => (await app.query(query, variables, headers)).body,
  async WebSocket(query, headers = OPERATOR, variables = {}) {
    const socket = await enter(`${app.url}/graphql`, headers)
    socket.send({ type: 'subscribe', id: '1', payload: { query, variables } })
    const { type, payload } = await socket.next()
    socket.dispose()
    return type === 'error' ? { errors: payload as GraphQLBody['errors'] } : (payload as GraphQLBody)
  },
  async SSE(query, headers = OPERATOR, variables = {}) {
    const stream = await openEventStream(app.url, { query, variables }, headers)
    const result = await stream.result()
    stream.dispose()
    return result
  },
}

const repeat = (times: number, text: (n: number) => string) => Array.from({ length: times }, (_, n) => text(n)).join(' ')
const nested = (levels: number) => `{ ${'asset(id: "x") { account { '.repeat(levels)} id ${'} '.repeat(2 * levels)} }`

/** Bombs, and what is said of each. */
const BOMBS: [string, string, RegExp, RegExp][] = [
  ['long', `{ __typename } # ${'x'.repeat(103_000)}`, /^Expected at most 102400 bytes in a document, got 1030\d\d\.$/, /variables/],
  ['wide', `{ ${repeat(6_000, () => '__typename')} }`, /^Expected at most 5000 tokens in a document, got 6002\.$/, /fewer fields/],
  ['deep', nested(100), /^Expected at most 20 levels of fields inside of fields, fragments opened, got 201\.$/, /by their ids/],
  ['deep in its values', `{ asset(id: ${'['.repeat(2_400)}${']'.repeat(2_400)}) { id } }`, /^Expected at most 20 levels .* got far more\.$/, /by their ids/],
  ['of aliases', `{ ${repeat(200, (n) => `a${n}: __typename`)} }`, /^Expected at most 100 aliases, fragments opened, got 200\.$/, /nodes\(ids:\)/],
  ['of aliases in fragments', `{ ${repeat(20, (n) => `a${n}: asset(id: "x") { ...A }`)} } fragment A on Asset { ${repeat(20, (n) => `a${n}: id`)} }`, /aliases, fragments opened, got 420\.$/, /list/],
  ['of directives', `{ __typename ${'@include(if: true) '.repeat(200)} }`, /^Expected at most 100 directives, fragments opened, got 200\.$/, /does nothing/],
  ['of fragments', `{ ...F0 } ${repeat(40, (n) => `fragment F${n} on Query { a${n}: __typename ${n < 39 ? `...F${n + 1} ...F${n + 1}` : ''} }`)}`, /aliases, fragments opened, got \d{9,}\.$/, /list/],
  ['of cost', '{ liveRooms(first: 100) { nodes { sessions(first: 100) { nodes { room { name } } } } } }', /^Expected at most 20000 points of cost, got 111110\.$/, /smaller pages/],
]

describe.each(Object.entries(TRANSPORTS))('over %s', (_transport, send) => {
  test.each(BOMBS)('a bomb, %s, is refused at once with the limit, the value and what to do', async (_what, query, message, hint) => {
    const started = performance.now()
    const { data, errors } = await send(query)
    expect(performance.now() - started).toBeLessThan(2_000)
    expect(data).toBeUndefined()
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringMatching(message) as string, extensions: { code: 'QUERY_TOO_EXPENSIVE', hint: expect.stringMatching(hint) as string } })])
  })

  test('a fragment inside itself is refused by its name', async () => {
    const { errors } = await send('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }')
    expect(errors).toMatchObject([{ message: expect.stringContaining('Cannot spread fragment "A" within itself') as string, extensions: { code: 'BAD_USER_INPUT' } }])
  })

  test("the introspection of a client's tools is within the limits", async () => {
    const { data, errors } = await send(getIntrospectionQuery({ descriptions: true, specifiedByUrl: true, inputValueDeprecation: true }))
    expect(errors).toBeUndefined()
    expect(data).toMatchObject({ __schema: { queryType: { name: 'Query' } } })
  })

  test('a page of a hundred with what it refers to is within the limits', async () => {
    const { errors } = await send('{ assets(first: 100) { totalCount nodes { id name kind coverUrl createdAt tags files { downloadUrl } account { slug } } unavailable { message } } }')
    expect(errors).toBeUndefined()
  })

  test('an operator is shown what the operation costs, and a viewer is not', async () => {
    const variables = { n: 7 }
    const query = 'query ($n: Int!) { motions(first: $n) { nodes { id } } }'
    expect((await send(query, OPERATOR, variables)).extensions).toMatchObject({ cost: { requested: 17, limit: 20_000 }, vendorCalls: expect.any(Array) as unknown[] })
    const { extensions = {} } = await send(query, VIEWER, variables)
    expect(Object.keys(extensions)).not.toEqual(expect.arrayContaining(['cost']))
    expect(extensions.vendorCalls).toBeUndefined()
  })

  test('what one operation asks of vendors is bounded: beyond it a field fails, and the rest stays', async () => {
    const { data, errors } = await send('{ liveRooms(first: 10, filter: { vendors: [HUAWEI] }) { nodes { name skipReview } } }')
    const { nodes } = (data as { liveRooms: { nodes: { name: string; skipReview: boolean | null }[] } }).liveRooms
    expect(nodes.every(({ name }) => name)).toBe(true)
    // One call of six was the list.
    expect(nodes.filter(({ skipReview }) => skipReview !== null)).toHaveLength(5)
    expect(errors).toHaveLength(nodes.length - 5)
    expect(errors?.[0]).toMatchObject({ message: 'Expected at most 6 vendor calls for one operation, and this field needs one more.', extensions: { code: 'QUERY_TOO_EXPENSIVE', hint: expect.stringContaining('smaller pages') as string } })
  })
})

test('over HTTP a refusal has the status 400, whichever limit it met', async () => {
  for (const [, query] of BOMBS) expect((await app.query(query, {}, OPERATOR)).status).toBe(400)
})

test('the messages of a subscription tell what an event costs', async () => {
  const subscription = app.subscribe('subscription { liveStateChanged(snapshot: true) { ... on LiveStateChanged { id session { state } } } }', {}, OPERATOR)
  await app.subscribers(1)
  const rooms = await app.query<{ liveRooms: { nodes: { id: string }[] } }>('{ liveRooms(first: 1, filter: { vendors: [HUAWEI] }) { nodes { id } } }', {}, OPERATOR)
  await app.query('mutation ($id: ID!) { startLive(input: { id: $id }) { session { id } userErrors { message } } }', { id: rooms.body.data?.liveRooms.nodes[0]?.id }, OPERATOR)
  expect((await subscription.next()).extensions).toMatchObject({ cost: { requested: 11, limit: 20_000 } })
})
