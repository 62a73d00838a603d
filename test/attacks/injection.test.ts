import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp, type App } from '../../src/app.js'
import { readConfig } from '../../src/config.js'
import { createLogger } from '../../src/logger.js'
import { apiKey, PAGES_ROOT, type GraphQLBody } from '../support/app.js'
import { connectRaw } from '../support/raw-socket.js'
import { enter, openSocket } from '../support/socket.js'
import { until } from '../support/until.js'

const KEY = 'key-of-an-admin'
const AS = { authorization: `Bearer ${KEY}` }
/** Whatever carries this must not get to say anything in a log or a header of its own. */
const MARK = 'INJECTED'
const FORGED = `x\r\n{"level":50,"msg":"${MARK}"}\r\nset-cookie: ${MARK}=1`
const WORDS = [FORGED, FORGED.replaceAll('\r', ''), `\u2028${MARK}\u2029\u0085`, `\u001b[2J\u001b]0;${MARK}\u0007`, `\0${MARK}`, `%0d%0aset-cookie:%20${MARK}=1`, `'; DROP TABLE events; -- ${MARK}`, `"${MARK}\\`, `\${jndi:ldap://127.0.0.1/${MARK}}`, `__proto__`, `<script>${MARK}</script>`]

let app: App
/** What is written to the log, as it is written. */
let written = ''
beforeAll(async () => {
  const sink = new Writable({ decodeStrings: false, write: (text: string, _encoding, done) => { written += text; done() } })
  const environment = { PORT: '0', DATA_DIR: 'memory://', API_KEYS: `${apiKey('an admin', 'admin', KEY)},${apiKey(`name ${MARK}`, 'viewer', 'other-key')}` }
  app = await createApp(readConfig(environment), { logger: createLogger('trace', sink), pagesRoot: PAGES_ROOT })
})
afterAll(() => app.close())

interface Answered {
  status: number
  headers: Headers
  text: string
}

async function ask(body: object, headers: Record<string, string> = {}, path = '/graphql'): Promise<Answered> {
  const response = await fetch(app.url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...AS, ...headers }, body: JSON.stringify(body) })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** An answer to words like these is one of ours: nothing was added to its head, and nothing went wrong inside. */
function expectHarmless({ headers, text }: Answered): void {
  expect(headers.get('set-cookie')).toBeNull()
  expect(JSON.stringify([...headers])).not.toContain(MARK)
  expect(headers.get('content-type')).toContain('application/json')
  const { errors = [] } = JSON.parse(text) as GraphQLBody
  expect(errors.map(({ extensions }) => extensions.code)).not.toContain('INTERNAL')
}

describe.each(WORDS)('the words %j', (word) => {
  test('are only words as ids, cursors, search texts, names and variables', async () => {
    const QUERIES = [
      'query ($word: String!) { assets(first: 1, filter: { search: $word }) { totalCount } }',
      'query ($word: String!) { liveRooms(first: 1, filter: { search: $word }) { totalCount } }',
      'query ($word: String!) { events(after: $word) { totalCount } }',
      'query ($word: String!) { vendorErrorCode(vendor: HUAWEI, code: $word) { meaning } }',
    ]
    for (const query of QUERIES) expectHarmless(await ask({ query, variables: { word } }))
    expectHarmless(await ask({ query: 'query ($word: ID!) { node(id: $word) { id } }', variables: { word } }))
    for (const type of ['Asset', 'LiveSession', 'VideoJob', 'TrainingJob']) {
      const id = Buffer.from(`${type}:huawei:${type === 'TrainingJob' ? 'AVATAR/' : ''}${word}`).toString('base64url')
      expectHarmless(await ask({ query: 'query ($id: ID!) { node(id: $id) { id __typename } }', variables: { id } }))
    }
    expectHarmless(await ask({ query: `query ${JSON.stringify(word)} { __typename }`, operationName: word }))
    expectHarmless(await ask({ query: '{ __typename }', operationName: word, extensions: { [word]: word } }))
    expectHarmless(await ask({ query: 'mutation ($word: String!) { createLiveRoom(input: { name: $word }) { userErrors { code message } } }', variables: { word } }))
  })

  test('are only words on a socket', async () => {
    const socket = await enter(`${app.url}/graphql`, AS)
    socket.send({ type: 'subscribe', id: word, payload: { query: '{ __typename }', operationName: word } })
    expect((await socket.next()).id).toBe(word)
    socket.dispose()
    const stranger = await openSocket(`${app.url}/graphql`)
    stranger.send({ type: 'connection_init', payload: { authorization: word, appUserId: word } })
    expect((await stranger.closed).code).toBe(4403)
  })

  test('are only words in the path, the query and the body of a callback', async () => {
    for (const path of [`/callbacks/${encodeURIComponent(word)}/live`, `/callbacks/huawei/live?hwSecret=${encodeURIComponent(word)}&hwTime=${encodeURIComponent(word)}`, `/${encodeURIComponent(word)}`]) {
      const answer = await ask({ event_type: word }, {}, path)
      expectHarmless(answer)
      expect(answer.status).toBeGreaterThanOrEqual(400)
    }
  })
})

test('a header with a line break in it is no header', async () => {
  const connection = await connectRaw(app.url)
  connection.write(`GET /healthz HTTP/1.1\r\nHost: ${new URL(app.url).host}\r\nX-Request-Id: a\nset-cookie: ${MARK}=1\r\nConnection: close\r\n\r\n`)
  expect((await connection.ended).toString()).toMatch(/^HTTP\/1.1 400 /)
})

test.each(['a b', 'a;b', '../../etc', 'ü', 'x'.repeat(129), ' ', '"', '{"level":50}'])('x-request-id %j is replaced, a good one is kept', async (given) => {
  const { headers } = await ask({ query: '{ __typename }' }, { 'x-request-id': Buffer.from(given).toString('latin1') })
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect((await ask({ query: '{ __typename }' }, { 'x-request-id': 'from-a-proxy.1' })).headers.get('x-request-id')).toBe('from-a-proxy.1')
})

test('every entry of the log is one line of JSON, written by us, and holds no secret', async () => {
  await ask({ query: '{ __typename }' }, { 'x-request-id': 'the-last-one' })
  await until(() => written.includes('the-last-one'))
  const lines = written.trimEnd().split('\n')
  expect(lines.length).toBeGreaterThan(100)
  for (const line of lines) {
    const entry = JSON.parse(line) as { level: number; msg?: string }
    expect(entry.msg).not.toBe(MARK)
    expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
  }
  expect(written).not.toContain(KEY)
})
