import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.js'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { deliver, rtmpChange, signed } from '../support/callbacks.js'
import { huaweiOf } from '../support/huawei.js'
import { startServer, type TinyServer } from '../transport/tiny-server.js'

/** A span as OTLP/HTTP carries it in JSON. */
interface Span {
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
  attributes: { key: string; value: Record<string, unknown> }[]
}

/** What a collector was sent: the spans, and everything as text. */
function received({ seen }: TinyServer) {
  const bodies = seen.map(({ body }) => JSON.parse(body) as { resourceSpans: { resource: object; scopeSpans: { spans: Span[] }[] }[] })
  return { text: seen.map(({ body }) => body).join('\n'), spans: bodies.flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans))) }
}

const KEY = 'an-api-key-that-nobody-may-see'
const APP_USER = 'user-13800138000'
const LITERAL = 'a-value-in-a-document'
const STREAM_KEY = 'a-stream-key-in-a-callback'
const ROOM = '0f30764facd4a37bae9b99b79689abd7'
const trace = randomBytes(16).toString('hex')
const parent = randomBytes(8).toString('hex')

describe('with a collector', () => {
  let collector: TinyServer
  let spans: Span[]
  let text: string
  let secret: string
  let vendorHeaders: string[]

  beforeAll(async () => {
    collector = await startServer((response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'))
    const app: TestApp = await startApp({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: 'avatars', API_KEYS: apiKey('somebody', 'operator', KEY) })
    try {
      const authorization = `Bearer ${KEY}`
      await app.query(`query Named { liveRooms(first: 1, filter: { search: "${LITERAL}" }) { nodes { id } } }`, {}, { authorization, 'x-app-user-id': APP_USER, traceparent: `00-${trace}-${parent}-01` })

      const watched = app.subscribe('subscription Told { rtmpStateChanged { ... on RtmpStateChanged { id room { id name } } } }', {}, { authorization })
      await app.subscribers(1)
      const target = `${app.url}/callbacks/huawei/live`
      const callback = signed(rtmpChange('session-1', 'DISCONNECTED', STREAM_KEY, ROOM), { url: target, key: huaweiOf(app).settings.callbackKeys[0]!, auth: 'MSS_A' })
      secret = callback.secret
      expect((await deliver(target, callback)).status).toBe(200)
      expect((await watched.next()).errors).toBeUndefined()
      await fetch(`${app.url}/healthz`)
      vendorHeaders = huaweiOf(app).journal.entries().flatMap((entry) => (entry.kind === 'request' ? Object.keys(entry.headers) : []))
      // Closing sends what was kept back.
    } finally {
      await app.dispose()
    }
    ;({ spans, text } = received(collector))
  })
  afterAll(() => collector.close())

  const named = (name: string) => spans.find((span) => span.name === name)
  const attributesOf = (span: Span | undefined) => Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0]]))

  test("a query continues its caller's trace and is followed to the vendor call", () => {
    const query = named('query Named')
    expect(query).toMatchObject({ traceId: trace, parentSpanId: parent })
    expect(attributesOf(query)).toMatchObject({ 'http.route': '/graphql', 'graphql.operation.type': 'query', 'http.response.status_code': 200 })
    const calls = spans.filter(({ parentSpanId }) => parentSpanId === query?.spanId)
    expect(calls.map(({ name }) => name)).toContain('huawei listSmartLiveRooms')
    expect(calls.every(({ traceId }) => traceId === trace)).toBe(true)
    expect(attributesOf(named('huawei listSmartLiveRooms'))).toMatchObject({ 'avatargraph.vendor': 'HUAWEI', 'avatargraph.outcome': 'OK', 'http.response.status_code': 200 })
  })

  test('a callback is followed over the log to the subscriber, and to what that makes the vendor be asked', () => {
    const callback = named('POST /callbacks/:account/:kind')
    const append = named('append')
    const told = named('deliver RtmpStateChanged')
    const call = spans.find(({ parentSpanId }) => parentSpanId === told?.spanId)
    expect(callback?.parentSpanId).toBeFalsy()
    expect(append).toMatchObject({ traceId: callback?.traceId, parentSpanId: callback?.spanId })
    expect(told).toMatchObject({ traceId: callback?.traceId, parentSpanId: append?.spanId })
    expect(call).toMatchObject({ traceId: callback?.traceId, name: 'huawei showSmartLiveRoom' })
  })

  test('a subscription has a span that tells how it was opened, and is a trace of its own', () => {
    expect(attributesOf(named('WS /graphql'))).toMatchObject({ 'graphql.operation.type': 'subscription', 'graphql.operation.name': 'Told' })
  })

  test('the service has its name, and what watches the process is not followed', () => {
    expect(text).toContain('"avatars"')
    expect(spans.map(({ name }) => name)).not.toContain('GET /healthz')
  })

  test('nothing of it is a secret, a value of a document, or a person', () => {
    expect(text).toContain('http.route')
    for (const hidden of [KEY, APP_USER, LITERAL, STREAM_KEY, secret, 'hwSecret', 'rtmp://', 'somebody']) expect(text, hidden).not.toContain(hidden)
  })

  test('vendors are told nothing of it', () => {
    expect(vendorHeaders.length).toBeGreaterThan(1)
    expect(vendorHeaders).not.toContain('traceparent')
  })
})

test('a collector that is away changes nothing, and holds up the end for a few seconds at most', async () => {
  const app = await startApp({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', SANDBOX: 'off' })
  expect((await app.query('{ vendorAccounts { slug } }')).body).toMatchObject({ data: { vendorAccounts: [] } })
  const begun = performance.now()
  await app.dispose()
  expect(performance.now() - begun).toBeLessThan(15_000)
})

describe('the settings', () => {
  test('nothing is traced unless a collector is named', () => {
    expect(readConfig({}).tracing).toBeUndefined()
  })

  test('the address is that of the collector, as the standard has it', () => {
    expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/', OTEL_TRACES_SAMPLER_ARG: '0.1' }).tracing).toEqual({ endpoint: 'http://collector:4318/v1/traces', serviceName: 'avatargraph', share: 0.1 })
    expect(() => readConfig({ OTEL_TRACES_SAMPLER_ARG: '2' })).toThrow('OTEL_TRACES_SAMPLER_ARG: expected a number from 0 to 1, got "2"')
  })
})
