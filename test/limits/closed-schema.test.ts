import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiKey, startApp, type GraphQLBody, type TestApp } from '../support/app.js'
import { openEventStream } from '../support/event-stream.js'
import { enter } from '../support/socket.js'

const KEYS = ['viewer', 'operator', 'admin'].map((role) => apiKey(role, role, `${role}-key`)).join()
const as = (role: string) => ({ authorization: `Bearer ${role}-key` })

/** The answers to a document by every way in. */
async function everywhere(app: TestApp, query: string, headers: Record<string, string>): Promise<GraphQLBody[]> {
  const socket = await enter(`${app.url}/graphql`, headers)
  socket.send({ type: 'subscribe', id: '1', payload: { query } })
  const { type, payload } = await socket.next()
  const stream = await openEventStream(app.url, { query }, headers)
  const streamed = (await stream.result()) as GraphQLBody
  socket.dispose()
  stream.dispose()
  return [(await app.query(query, {}, headers)).body, type === 'error' ? { errors: payload as GraphQLBody['errors'] } : (payload as GraphQLBody), streamed]
}

/** Answers without extensions, and their errors by message alone. */
const messages = ({ data, errors }: GraphQLBody) => ({ data: data ?? undefined, errors: errors?.map(({ message, extensions: { code } }) => `${code}: ${message}`) })

describe('in production', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp({ NODE_ENV: 'production', API_KEYS: KEYS })
  })
  afterAll(() => app.dispose())

  test.each<[string, string, RegExp]>([
    ['nobody is shown the schema', '{ __schema { __typename } }', /BAD_USER_INPUT: GraphQL introspection has been disabled/],
    ['nobody is shown a type', '{ __type(name: "Asset") { __typename } }', /BAD_USER_INPUT: GraphQL introspection has been disabled/],
    ['a field that is nearly right gets no suggestion', '{ asset(id: "x") { nam } }', /BAD_USER_INPUT: Cannot query field "nam" on type "Asset"\.$/],
    ['an argument that is nearly right gets no suggestion', '{ assets(frist: 1) { totalCount } }', /BAD_USER_INPUT: Unknown argument "frist" on field "Query\.assets"\.$/],
    ['a value that is nearly right gets no suggestion', '{ assets(filter: { vendors: [HUAWAI] }) { totalCount } }', /BAD_USER_INPUT: Value "HUAWAI" does not exist in "Vendor" enum\.$/],
  ])('%s, not even an administrator', async (_what, query, message) => {
    for (const answer of await everywhere(app, query, as('admin'))) expect(messages(answer)).toEqual({ data: undefined, errors: [expect.stringMatching(message)] })
  })

  test('a variable that is nearly right gets no suggestion', async () => {
    const { body } = await app.query('query ($filter: AssetFilter) { assets(filter: $filter) { totalCount } }', { filter: { vendros: ['HUAWEI'] } }, as('viewer'))
    expect(messages(body).errors).toEqual([expect.stringMatching(/^BAD_USER_INPUT: .*Field "vendros" is not defined by type "AssetFilter"\.$/)])
  })

  test('the schema that the federation asks for is shown to administrators alone, for whoever composes a supergraph', async () => {
    for (const role of ['viewer', 'operator']) {
      for (const answer of await everywhere(app, 'query { ...S } fragment S on Query { _service { sdl } }', as(role))) {
        expect(messages(answer)).toEqual({ data: undefined, errors: ['FORBIDDEN: The definitions of the schema (_service) are shown to callers with the role admin only.'] })
      }
    }
    for (const answer of await everywhere(app, '{ _service { sdl } }', as('admin'))) expect(answer.data?._service).toMatchObject({ sdl: expect.stringContaining('type Asset') as string })
  })

  test('a browser gets no playground', async () => {
    const page = await fetch(`${app.url}/graphql`, { headers: { accept: 'text/html' } })
    expect(page.headers.get('content-type')).not.toContain('text/html')
    expect(page.status).toBeGreaterThanOrEqual(400)
    expect((await fetch(`${app.url}/graphql/assets/index.js`)).status).toBe(404)
  })
})

test('elsewhere, and in production where it is asked for, all of it is there', async () => {
  const app = await startApp({ NODE_ENV: 'production', API_KEYS: KEYS, INTROSPECTION: 'on', PLAYGROUND: 'on', SANDBOX: 'off' })
  try {
    for (const answer of await everywhere(app, '{ __type(name: "Asset") { name } }', as('viewer'))) expect(answer.data).toEqual({ __type: { name: 'Asset' } })
    for (const answer of await everywhere(app, '{ asset(id: "x") { nam } }', as('viewer'))) expect(answer.errors?.[0]?.message).toBe('Cannot query field "nam" on type "Asset". Did you mean "name"?')
    expect((await app.query('{ _service { sdl } }', {}, as('viewer'))).body.data).toMatchObject({ _service: { sdl: expect.stringContaining('@cost(weight: 10)') as string } })
    // 503 where it was never built.
    const { status } = await fetch(`${app.url}/graphql`, { headers: { accept: 'text/html' } })
    expect([200, 503]).toContain(status)
  } finally {
    await app.dispose()
  }
})

test('routers are told what fields cost and how long lists are', () => {
  const sdl = readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8')
  expect(sdl).toMatch(/@link\(url: "https:\/\/specs\.apollo\.dev\/federation\/v2\.\d+", import: \[[^\]]*"@cost"[^\]]*"@listSize"/)
  // Every connection, and no field that weighs nothing.
  const connections = [...sdl.matchAll(/^ {2}.*\): \w+Connection!(.*)$/gm)].map(([, directives = '']) => directives)
  expect(connections.length).toBeGreaterThan(10)
  for (const directives of connections) expect(directives).toContain('@listSize(assumedSize: 20, slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)')
})
