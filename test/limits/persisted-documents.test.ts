import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.js'
import { startApp, type GraphQLBody, type TestApp } from '../support/app.js'
import { openEventStream } from '../support/event-stream.js'
import { enter } from '../support/socket.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** What a request to the graph may hold. */
interface Request {
  query?: string
  documentId?: string
  extensions?: object
  variables?: object
}

const byHash = (document: string): Request => ({ extensions: { persistedQuery: { version: 1, sha256Hash: sha256(document) } } })

/** Every way in. */
const TRANSPORTS: Record<string, (app: TestApp, request: Request) => Promise<GraphQLBody>> = {
  async POST(app, request) {
    const response = await fetch(`${app.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(request) })
    return (await response.json()) as GraphQLBody
  },
  async GET(app, request) {
    const search = new URLSearchParams(Object.fromEntries(Object.entries(request).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])))
    return (await (await fetch(`${app.url}/graphql?${search.toString()}`)).json()) as GraphQLBody
  },
  async WebSocket(app, request) {
    const socket = await enter(`${app.url}/graphql`)
    // The protocol demands the text; an empty one stands for none.
    socket.send({ type: 'subscribe', id: '1', payload: { query: '', ...request } })
    const { type, payload } = await socket.next()
    socket.dispose()
    return type === 'error' ? { errors: payload as GraphQLBody['errors'] } : (payload as GraphQLBody)
  },
  async SSE(app, request) {
    const stream = await openEventStream(app.url, request)
    const result = await stream.result()
    stream.dispose()
    return result
  },
}

const codes = ({ errors }: GraphQLBody) => errors?.map(({ message, extensions: { code } }) => [code, message])

describe('automatic persisted documents', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp({ SANDBOX: 'off' })
  })
  afterAll(() => app.dispose())

  test.each(Object.entries(TRANSPORTS))('by %s: a hash that is not known is asked for with its document once, and then runs alone', async (name, send) => {
    const document = `query By${name} { __typename }`
    expect(codes(await send(app, byHash(document)))).toEqual([['BAD_USER_INPUT', 'PersistedQueryNotFound']])
    expect((await send(app, { query: document, ...byHash(document) })).data).toEqual({ __typename: 'Query' })
    expect((await send(app, byHash(document))).data).toEqual({ __typename: 'Query' })
    expect((await send(app, { documentId: `sha256:${sha256(document)}` })).data).toEqual({ __typename: 'Query' })
  })

  test.each(Object.entries(TRANSPORTS))('by %s: a hash of another document is refused', async (_name, send) => {
    const answer = await send(app, { query: '{ __typename }', ...byHash('{ another }') })
    expect(answer.data).toBeUndefined()
    expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })

  test.each(Object.entries(TRANSPORTS))('by %s: a document that cannot run is not kept', async (name, send) => {
    const document = `{ noSuchField${name} }`
    expect((await send(app, { query: document, ...byHash(document) })).errors?.[0]?.message).toContain('Cannot query field')
    expect(codes(await send(app, byHash(document)))).toEqual([['BAD_USER_INPUT', 'PersistedQueryNotFound']])
  })
})

describe('a list of documents', () => {
  const LISTED = 'query Listed($n: Int = 2) { motions(first: $n) { nodes { id } } }'
  const WATCH = 'subscription Watch { liveProgress { __typename } }'
  const refused = ['FORBIDDEN', expect.stringContaining('runs the documents of its list only') as string]

  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'avatargraph-documents-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function file(content: unknown): Promise<{ PERSISTED_DOCUMENTS: string }> {
    const path = join(folder, `${sha256(JSON.stringify(content)).slice(0, 8)}.json`)
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
    return { PERSISTED_DOCUMENTS: path }
  }

  describe('where there is one', () => {
    let app: TestApp
    beforeAll(async () => {
      app = await startApp({ SANDBOX: 'off', ...(await file({ 'by-name': LISTED, [sha256(WATCH)]: WATCH })) })
    })
    afterAll(() => app.dispose())

    test.each(Object.entries(TRANSPORTS))('runs by %s by its id, by its hash and word for word', async (_name, send) => {
      for (const request of [{ documentId: 'by-name' }, { extensions: { persistedQuery: { version: 1, sha256Hash: 'by-name' } } }, byHash(LISTED), { query: LISTED }]) {
        expect(await send(app, request)).toMatchObject({ data: { motions: { nodes: [] } } })
      }
    })

    test.each(Object.entries(TRANSPORTS))('lets nothing else run by %s, nor be kept for later', async (_name, send) => {
      for (const document of ['{ __typename }', `${LISTED} `, '{ _service { sdl } }']) {
        expect(codes(await send(app, { query: document }))).toEqual([refused])
        expect(codes(await send(app, { query: document, ...byHash(document) }))).toEqual([refused])
        expect(codes(await send(app, byHash(document)))).toEqual([['BAD_USER_INPUT', 'PersistedQueryNotFound']])
      }
    })
  })

  test('that cannot run fails the start, with each mistake and its document', async () => {
    const documents = { good: LISTED, typo: '{ asets { totalCount } }', broken: '{', dear: '{ liveRooms(first: 100) { nodes { sessions(first: 100) { nodes { room { name } } } } } }' }
    await expect(startApp({ SANDBOX: 'off', ...(await file(documents)) })).rejects.toThrow(
      /^PERSISTED_DOCUMENTS has documents that cannot run here:\n {2}- typo: Cannot query field "asets".*\n {2}- broken: Syntax Error.*\n {2}- dear: Expected at most 20000 points of cost, got 111110\.$/,
    )
  })

  test('may be the manifest of an Apollo client', async () => {
    const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations: [{ id: 'a', name: 'Listed', type: 'query', body: LISTED }] }
    expect([...(readConfig(await file(manifest)).persistedDocuments ?? [])]).toEqual([['a', LISTED]])
  })

  test.each([
    ['what is no JSON', '{"a"', /PERSISTED_DOCUMENTS: expected a readable JSON file/],
    ['a list', ['{ a }'], /PERSISTED_DOCUMENTS: expected a JSON object with the id and the text of each document/],
    ['documents that are no texts', { a: 7 }, /PERSISTED_DOCUMENTS: expected a JSON object/],
    ['no documents at all', {}, /PERSISTED_DOCUMENTS: expected a JSON object/],
  ])('%s is a mistake of the configuration', async (_what, content, message) => {
    const environment = await file(content)
    expect(() => readConfig(environment)).toThrow(message)
  })
})
