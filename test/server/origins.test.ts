import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { openSocket } from '../support/socket.js'

const KEY = { authorization: 'Bearer key-of-a-viewer' }
const ALLOWED = 'https://dashboard.example.com'
const FOREIGN = 'https://evil.example.com'
const PUBLIC_URL = 'https://avatars.example.com/prefix'

/** Closed to other origins, as it is when nothing is said. */
let closed: TestApp
/** Opened to one. */
let opened: TestApp
beforeAll(async () => {
  const API_KEYS = apiKey('a viewer', 'viewer', 'key-of-a-viewer')
  closed = await startApp({ SANDBOX: 'off', API_KEYS })
  opened = await startApp({ SANDBOX: 'off', API_KEYS, PUBLIC_URL, CORS_ORIGINS: ALLOWED })
})
afterAll(() => Promise.all([closed.dispose(), opened.dispose()]))

interface Sent {
  method?: string
  path?: string
  headers?: Record<string, string>
  body?: string
}

/** A request whose headers are the test's alone: fetch keeps Origin to itself. */
function send(app: TestApp, { method = 'POST', path = '/graphql', headers = {}, body }: Sent): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(app.url + path, { method, agent: false, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const query = (origin?: string): Sent => ({ headers: { 'content-type': 'application/json', ...KEY, ...(origin && { origin }) }, body: '{"query":"{__typename}"}' })
const stream = (origin?: string): Sent => ({ ...query(origin), path: '/graphql/stream', headers: { ...query(origin).headers, accept: 'text/event-stream' } })
const preflight = (origin: string): Sent => ({ method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' } })
const corsOf = ({ headers }: { headers: Record<string, unknown> }) => Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-')))

async function socketFrom(app: TestApp, origin: string) {
  const socket = await openSocket(`${app.url}/graphql`, { origin })
  onTestFinished(() => socket.dispose())
  socket.send({ type: 'connection_init', payload: KEY })
  return socket.next()
}

describe('when no origin is allowed', () => {
  test.each([FOREIGN, 'null', 'http://127.0.0.1:1', `${FOREIGN}.`])('a page of %s is answered nothing, over nothing, not even with a key', async (origin) => {
    for (const sent of [query(origin), stream(origin), { ...query(origin), method: 'GET', path: '/graphql?query={__typename}', body: undefined }]) {
      const answer = await send(closed, sent)
      expect([answer.status, JSON.parse(answer.body)]).toEqual([403, { errors: [{ message: expect.stringContaining('CORS_ORIGINS') as string, extensions: { code: 'FORBIDDEN' } }] }])
      expect(corsOf(answer)).toEqual({})
    }
    await expect(socketFrom(closed, origin)).rejects.toThrow('403')
  })

  test('no browser is told that it may ask', async () => {
    const answer = await send(closed, preflight(FOREIGN))
    expect([answer.status, corsOf(answer)]).toEqual([404, {}])
  })

  test('programs, and pages of its own, are answered', async () => {
    for (const origin of [undefined, closed.url]) expect(await send(closed, query(origin))).toMatchObject({ status: 200, body: expect.stringContaining('"__typename":"Query"') as string })
    expect(await socketFrom(closed, closed.url)).toEqual({ type: 'connection_ack' })
  })
})

describe('when an origin is allowed', () => {
  test('its pages are answered, over everything, and may read the answer', async () => {
    for (const sent of [query(ALLOWED), stream(ALLOWED)]) {
      const answer = await send(opened, sent)
      expect(answer.status).toBe(200)
      expect(answer.body).toContain('"__typename":"Query"')
      expect(corsOf(answer)).toEqual({ 'access-control-allow-origin': ALLOWED, 'access-control-expose-headers': 'x-request-id, retry-after, ratelimit, ratelimit-policy' })
      expect(answer.headers['vary']).toContain('Origin')
    }
    expect(await socketFrom(opened, ALLOWED)).toEqual({ type: 'connection_ack' })
  })

  test('browsers may ask for it, never with credentials of their own', async () => {
    const { status, headers } = await send(opened, preflight(ALLOWED))
    expect(status).toBe(204)
    expect(corsOf({ headers })).toEqual({
      'access-control-allow-origin': ALLOWED,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-expose-headers': 'x-request-id, retry-after, ratelimit, ratelimit-policy',
      'access-control-max-age': '600',
    })
  })

  test.each([FOREIGN, `${ALLOWED}.evil.example.com`, 'https://dashboard.example.com:8443', 'http://dashboard.example.com', 'null'])('a page of %s is not', async (origin) => {
    expect((await send(opened, query(origin))).status).toBe(403)
    expect(corsOf(await send(opened, preflight(origin)))).not.toHaveProperty('access-control-allow-origin')
    await expect(socketFrom(opened, origin)).rejects.toThrow('403')
  })

  test('pages of PUBLIC_URL are its own, whatever name the proxy before it uses', async () => {
    expect((await send(opened, query('https://avatars.example.com'))).status).toBe(200)
    expect(await socketFrom(opened, 'https://avatars.example.com')).toEqual({ type: 'connection_ack' })
  })
})

describe('what a page can have a browser send without being asked', () => {
  test.each<[string, string]>([
    ['a form', 'application/x-www-form-urlencoded'],
    ['plain text', 'text/plain'],
    ['an upload', 'multipart/form-data; boundary=x'],
    ['something without a type', ''],
    ['JSON that says to be text', 'text/plain; x=application/json'],
  ])('%s is never read as an operation', async (_what, type) => {
    const answer = await send(closed, { headers: { ...KEY, ...(type && { 'content-type': type }) }, body: '{"query":"{__typename}"}' })
    expect([answer.status, (JSON.parse(answer.body) as { data?: unknown }).data]).toEqual([415, undefined])
  })

  test('a link or an image carries no key, and is answered 401', async () => {
    expect((await send(closed, { method: 'GET', path: '/graphql?query={__typename}', headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(401)
  })
})

describe('security headers', () => {
  const HEADERS = {
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=()') as string,
    'cache-control': 'no-store',
  }

  test.each<[string, Sent]>([
    ['an answer', query()],
    ['a stream', stream()],
    ['a refusal', query(FOREIGN)],
    ['a stranger', { ...query(), headers: { 'content-type': 'application/json' } }],
    ['something that is not there', { method: 'GET', path: '/nothing' }],
    ['a callback', { path: '/callbacks/nobody/live', headers: { 'content-type': 'application/json' }, body: '{}' }],
    ['whether it lives', { method: 'GET', path: '/healthz' }],
    ['the metrics', { method: 'GET', path: '/metrics' }],
  ])('are on %s', async (_what, sent) => {
    expect((await send(closed, sent)).headers).toMatchObject(HEADERS)
  })

  test.each<[string, Sent]>([
    ['dashboard', { method: 'GET', path: '/' }],
    ['playground', { method: 'GET', headers: { accept: 'text/html' } }],
  ])('the %s has a policy of its own, as strict as it can be', async (_page, sent) => {
    const { headers } = await send(closed, sent)
    expect(headers).toMatchObject({ ...HEADERS, 'content-security-policy': expect.stringContaining("default-src 'none'; script-src 'self';") as string, 'cache-control': 'no-cache' })
    expect(String(headers['content-security-policy'])).toMatch(/frame-ancestors 'none'(;|$)/)
    expect(String(headers['content-security-policy'])).not.toMatch(/unsafe-eval|\*|script-src[^;]*unsafe/)
  })

  test('where people come by https, browsers are told to come no other way', async () => {
    expect((await send(opened, query())).headers['strict-transport-security']).toBe('max-age=63072000')
    expect((await send(closed, query())).headers).not.toHaveProperty('strict-transport-security')
  })
})
