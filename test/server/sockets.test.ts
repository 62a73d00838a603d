import { connect } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { startIssuer, type TestIssuer } from '../support/issuer.js'
import { enter, openSocket, type TestSocket } from '../support/socket.js'

const KEYS = { relay: 'key-of-the-relay', viewer: 'key-of-the-viewer', operator: 'key-of-the-operator' }
const STOP = 'mutation { stopLive(input: { id: "TGl2ZVNlc3Npb246" }) { userErrors { code } } }'
const PROGRESS = 'subscription { liveProgress { __typename } }'

let app: TestApp
let open: TestApp
let issuer: TestIssuer
beforeAll(async () => {
  issuer = await startIssuer()
  app = await startApp({ ...issuer.environment, SANDBOX: 'off', SOCKET_INIT_TIMEOUT_MS: '1000', API_KEYS: Object.entries(KEYS).map(([role, key]) => apiKey(role, role, key)).join(',') })
  open = await startApp({ SANDBOX: 'off' })
})
afterAll(async () => {
  await Promise.all([app.dispose(), open.dispose()])
  await issuer.close()
})

const url = () => `${app.url}/graphql`
const as = (role: keyof typeof KEYS) => ({ authorization: `Bearer ${KEYS[role]}` })

/** Runs one operation on a socket; its first answer. */
async function run(socket: TestSocket, query: string, more: object = {}) {
  socket.send({ type: 'subscribe', id: '1', payload: { query, ...more } })
  return socket.next()
}

/** How the server ends a socket that says this first. */
async function endAfter(...messages: Parameters<TestSocket['send']>) {
  const socket = await openSocket(url())
  socket.send(...messages)
  return socket.closed
}

describe('who does not prove who it is', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a wrong key', { authorization: 'Bearer key-of-nobody' }],
    ['a key without its scheme', { authorization: KEYS.operator }],
    ['something that is no text', { authorization: { Bearer: KEYS.operator } }],
    ['another parameter', { token: KEYS.operator }],
  ])('%s closes the socket with 4403', async (_what, payload) => {
    expect(await endAfter({ type: 'connection_init', payload })).toEqual({ code: 4403, reason: 'Forbidden' })
  })

  test('an expired token closes the socket with 4403, and the log says why', async () => {
    const authorization = await issuer.bearer({ roles: ['admin'], exp: Math.floor(Date.now() / 1000) - 60 })
    expect(await endAfter({ type: 'connection_init', payload: { authorization } })).toEqual({ code: 4403, reason: 'Forbidden' })
    expect(await app.logged(({ msg, why }) => msg === 'a socket was refused' && String(why).includes('expired'))).toBeDefined()
  })

  test('an operation before the introduction closes the socket with 4401', async () => {
    expect(await endAfter({ type: 'subscribe', id: '1', payload: { query: '{ __schema { queryType { name } } }' } })).toEqual({ code: 4401, reason: 'Unauthorized' })
  })

  test('silence closes the socket with 4408', async () => {
    const socket = await openSocket(url())
    expect(await socket.closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' })
  })
})

test('a token that ends takes its socket with it', async () => {
  // Its end, and the 30 seconds that clocks may differ, are a moment away.
  const authorization = await issuer.bearer({ roles: ['viewer'], exp: Math.floor(Date.now() / 1000) - 27 })
  const socket = await enter(url(), { authorization })
  expect(await run(socket, '{ __typename }')).toMatchObject({ type: 'next', payload: { data: { __typename: 'Query' } } })
  expect(await socket.closed).toEqual({ code: 4403, reason: 'The token has expired' })
})

describe('roles hold over sockets as they do over HTTP', () => {
  const answerTo = async (role: keyof typeof KEYS, query: string) => {
    const socket = await enter(url(), as(role))
    const { payload } = await run(socket, query)
    socket.dispose()
    return payload
  }

  test('a viewer may not mutate', async () => {
    expect(await answerTo('viewer', STOP)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] })
    expect(await answerTo('operator', STOP)).toMatchObject({ data: { stopLive: { userErrors: [{ code: 'BAD_USER_INPUT' }] } } })
  })

  test('the relay may neither query nor subscribe', async () => {
    expect(await answerTo('relay', '{ vendorAccounts { slug } }')).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] })
    expect(await answerTo('relay', PROGRESS)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] })
  })
})

describe('what a client gets wrong costs it that operation and no other', () => {
  test.each<[string, string, object, RegExp]>([
    ['a document that does not parse', 'subscription {', {}, /Syntax Error/],
    ['a field that does not exist', 'subscription { secrets }', {}, /Cannot query field/],
    ['an operation name that the document lacks', PROGRESS, { operationName: 'Other' }, /identify operation/],
  ])('%s', async (_what, query, more, message) => {
    const socket = await enter(url(), as('viewer'))
    expect(await run(socket, query, more)).toEqual({ type: 'error', id: '1', payload: [expect.objectContaining({ message: expect.stringMatching(message) as string, extensions: { code: 'BAD_USER_INPUT' } })] })
    expect(await run(socket, '{ __typename }')).toMatchObject({ type: 'next', payload: { data: { __typename: 'Query' } } })
    socket.dispose()
  })

  test.each(['{ "after": "none of ours" }', '{ "sessionId": "TGl2ZVJvb206aHVhd2VpOng" }', '{ "roomId": 7.5 }'])('variables %s', async (variables) => {
    const socket = await enter(url(), as('viewer'))
    const query = 'subscription($after: String, $sessionId: ID, $roomId: ID) { liveProgress(after: $after, sessionId: $sessionId, roomId: $roomId) { __typename } }'
    expect(await run(socket, query, { variables: JSON.parse(variables) as object })).toMatchObject({ payload: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } })
    socket.dispose()
  })
})

describe('what is no graphql-transport-ws closes the socket', () => {
  test.each<[string, number, string | Uint8Array]>([
    ['no JSON', 4400, 'hello'],
    ['JSON that is no message', 4400, '{"type":"please"}'],
    ['bytes', 4400, Buffer.from('{"type":"ping"}')],
    ['a message of more than 128 KiB', 1009, JSON.stringify({ type: 'ping', payload: { filler: 'x'.repeat(128 * 1024) } })],
  ])('%s: %i', async (_what, code, message) => {
    expect((await endAfter(message)).code).toBe(code)
  })

  test('a second introduction: 4429', async () => {
    const socket = await enter(url(), as('viewer'))
    socket.send({ type: 'connection_init' })
    expect((await socket.closed).code).toBe(4429)
  })

  test('another protocol: refused', async () => {
    await expect(openSocket(url(), { protocol: 'graphql-ws' })).rejects.toThrow()
  })

  test.each([['/', 404], ['//', 404], ['/graphql/stream', 404], ['/graphql%', 404]])('an upgrade of %s is answered %i and harms nobody', async (path, status) => {
    const { hostname, port } = new URL(app.url)
    const socket = connect(Number(port), hostname)
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    socket.destroy()
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
  })
})

describe('a graph without callers', () => {
  test('lets in programs of this machine and its own pages', async () => {
    for (const origin of [undefined, open.url]) {
      const socket = await openSocket(`${open.url}/graphql`, { origin })
      socket.send({ type: 'connection_init' })
      expect(await socket.next()).toEqual({ type: 'connection_ack' })
      socket.dispose()
    }
  })

  test.each<[string, object]>([
    ['a page of another origin', { origin: 'https://evil.example.com' }],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }],
    ['a page without an origin', { origin: 'null' }],
    ['a name that was made to resolve here', { origin: 'http://evil.example.com', headers: { host: 'evil.example.com' } }],
  ])('refuses %s', async (_what, options) => {
    await expect(openSocket(`${open.url}/graphql`, options)).rejects.toThrow('403')
  })

})

test('subscriptions are counted while they last', async () => {
  const subscription = app.subscribe(PROGRESS, {}, as('viewer'))
  await app.subscribers(1)
  subscription.dispose()
  await app.subscribers(0)
  expect(await subscription.ended).toBeUndefined()
})

test('nothing that clients got wrong is an error of ours in the log', () => {
  expect(app.logs.filter(({ level }) => level >= 50)).toEqual([])
  expect(open.logs.filter(({ level }) => level >= 50)).toEqual([])
})
