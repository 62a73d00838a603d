import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ERROR_CODES } from '../../src/domain/errors.js'
import { startApp, type GraphQLBody, type TestApp } from '../support/app.js'

let app: TestApp
beforeAll(async () => {
  app = await startApp({ SANDBOX: 'off' })
})
afterAll(() => app.dispose())

/** Sends whatever it is told to `/graphql`. */
async function send(init: RequestInit, search = '') {
  const response = await fetch(`${app.url}/graphql${search}`, { method: 'POST', ...init })
  return { status: response.status, headers: response.headers, body: (await response.json()) as GraphQLBody }
}

const json = (body: unknown): RequestInit => ({ headers: { 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) })

describe('a request that is no GraphQL request gets a GraphQL error', () => {
  test.each<[string, number, RequestInit, RegExp]>([
    ['a document that does not parse', 400, json({ query: '{ assets(' }), /Syntax Error/],
    ['an empty document', 400, json({ query: '' }), /non-empty `query`/],
    ['no document', 400, json({ variables: {} }), /non-empty `query`/],
    ['a field that does not exist', 400, json({ query: '{ secretKeys }' }), /Cannot query field "secretKeys"/],
    ['an argument of the wrong type', 400, json({ query: '{ assets(first: "ten") { totalCount } }' }), /Int cannot represent non-integer value: "ten"/],
    ['a variable of the wrong type', 400, json({ query: 'query($n: Int) { assets(first: $n) { totalCount } }', variables: { n: 'ten' } }), /Variable "\$n" got invalid value "ten"/],
    ['a variable that is missing', 400, json({ query: 'query($id: ID!) { node(id: $id) { id } }' }), /Variable "\$id" of required type "ID!" was not provided/],
    ['variables that are no object', 400, json({ query: '{ __typename }', variables: 'first=1' }), /variables/],
    ['an operation name that the document lacks', 400, json({ query: 'query A { __typename }', operationName: 'B' }), /Unknown operation named "B"/],
    ['two operations and no name', 400, json({ query: 'query A { __typename } query B { __typename }' }), /operation name/],
    ['a batch', 400, json([{ query: '{ __typename }' }]), /batching/i],
    ['JSON that ends early', 400, json('{"query":'), /Expected a GraphQL request/],
    ['no body', 400, { headers: { 'content-type': 'application/json' } }, /Expected a GraphQL request/],
    ['JSON that is no object', 400, json('7'), /./],
    ['a subscription', 400, json({ query: 'subscription { liveProgress { __typename } }' }), /Subscriptions run over WebSocket/],
    ['a form, as any page can send it', 415, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query={__typename}' }, /application\/json/],
    ['plain text, as any page can send it', 415, { headers: { 'content-type': 'text/plain' }, body: '{"query":"{__typename}"}' }, /application\/json/],
    ['an upload, as any page can send it', 415, { body: new FormData() }, /application\/json/],
  ])('%s', async (_what, status, init, message) => {
    const answer = await send(init)
    expect(answer.status, JSON.stringify(answer.body)).toBe(status)
    expect(answer.body.errors?.[0]?.message).toMatch(message)
    expect(answer.body.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT'])
    expect(answer.body.data).toBeUndefined()
  })
})

test('a page of a hundred thousand is refused with the limit in the message', async () => {
  const { body } = await app.query('{ assets(first: 100000) { totalCount } }')
  expect(body.errors).toEqual([expect.objectContaining({ message: expect.stringContaining('from 1 to 100, got 100000') as string, path: ['assets'], extensions: { code: 'BAD_USER_INPUT', field: 'first' } })])
})

test('a body of ten megabytes is refused before it is read, and the server goes on', async () => {
  const { status, body } = await tenMegabytes()
  expect(status).toBe(413)
  expect(body.errors).toEqual([{ message: 'Expected a request of at most 1048576 bytes.', extensions: { code: 'BAD_USER_INPUT' } }])
  expect((await app.query('{ __typename }')).body.data).toEqual({ __typename: 'Query' })
})

test('a chunked body that turns out too large is refused as well', async () => {
  expect((await tenMegabytes({ 'transfer-encoding': 'chunked' })).status).toBe(413)
})

test('GET answers queries', async () => {
  expect(await send({ method: 'GET' }, '?query={__typename}')).toMatchObject({ status: 200, body: { data: { __typename: 'Query' } } })
  expect(await send({ method: 'GET', headers: { accept: 'application/graphql-response+json' } }, `?query=query($n:Int){motions(first:$n){totalCount}}&variables=${encodeURIComponent('{"n":1}')}`)).toMatchObject({ status: 200, body: { data: { motions: {} } } })
})

test('GET changes nothing', async () => {
  const { status, body } = await send({ method: 'GET' }, '?query=mutation{stopLive(input:{id:"x"}){userErrors{message}}}')
  expect(status).toBe(405)
  expect(body).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
})

test('a document that is asked for by its hash alone is told so in a code of the closed list', async () => {
  const { body } = await send(json({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }))
  // Apollo's clients and routers know it by this message.
  expect(body.errors).toEqual([{ message: 'PersistedQueryNotFound', extensions: { code: 'BAD_USER_INPUT' } }])
})

test('a graph without callers answers no page of another origin, and no name but this machine\'s', async () => {
  const document = json({ query: '{ __typename }' })
  const headers = (more: Record<string, string>) => ({ ...document, headers: { 'content-type': 'application/json', ...more } })
  expect((await send(headers({ origin: 'https://evil.example.com' }))).status).toBe(403)
  expect((await send(headers({ origin: 'null' }))).status).toBe(403)
  expect((await send({ method: 'GET', headers: { 'sec-fetch-site': 'cross-site' } }, '?query={__typename}')).status).toBe(403)
  expect((await send(headers({ origin: app.url }))).status).toBe(200)
  const rebound = await raw({ headers: { host: 'evil.example.com' }, body: '{"query":"{__typename}"}' })
  expect(rebound.status).toBe(403)
  expect(rebound.body.errors?.[0]).toMatchObject({ message: expect.stringContaining('Set API_KEYS') as string, extensions: { code: 'FORBIDDEN' } })
})

test.each(['two words', '['])('a Host header %j is a mistake of the request, not ours', async (host) => {
  const { status, body } = await raw({ headers: { host }, body: '{"query":"{__typename}"}' })
  expect([status, body.errors]).toEqual([400, [{ message: 'Expected a Host header with the name of this server.', extensions: { code: 'BAD_USER_INPUT' } }]])
})

test('every code that an error left with is one of the closed list', async () => {
  const codes = [...(await app.metrics())].flatMap(([sample, count]) => (count > 0 ? (/^avatargraph_errors_total\{code="(.*)"\}/.exec(sample)?.[1] ?? []) : []))
  expect(codes).toContain('BAD_USER_INPUT')
  expect(ERROR_CODES).toEqual(expect.arrayContaining(codes))
  expect(codes).not.toContain('INTERNAL')
})

/** A request by hand: fetch sets the Host itself, and gives up on a server that answers before it has sent all. */
function raw({ headers = {}, body }: { headers?: Record<string, string>; body: string }): Promise<{ status: number; body: GraphQLBody }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${app.url}/graphql`, { method: 'POST', agent: false, headers: { 'content-type': 'application/json', ...headers } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as GraphQLBody }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const tenMegabytes = (headers = {}) => raw({ headers, body: JSON.stringify({ query: '{ __typename }', variables: { filler: 'x'.repeat(10 * 1024 * 1024) } }) })
