import { createServer } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { createTransport, type HttpAnswer, type HttpFailure, type HttpRequest, type Transport } from '../../src/transport/http.js'
import { startServer, type TinyServer } from './tiny-server.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})
function keep<T extends { close(): Promise<void> }>(one: T): T {
  open.push(one)
  return one
}

async function serve(respond: (response: ServerResponse, count: number) => void): Promise<{ server: TinyServer; transport: Transport }> {
  return { server: keep(await startServer(respond)), transport: keep(createTransport()) }
}
const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({ method: 'GET', url, headers: {}, ...more })
const soon = () => ({ deadline: Date.now() + 5_000 })
const failureOf = (answer: HttpAnswer | HttpFailure) => ('failure' in answer ? answer.failure : `status ${answer.status}`)

describe('one exchange', () => {
  test('brings status, lower-case headers and the whole text', async () => {
    const { server, transport } = await serve((response) => response.writeHead(418, { 'X-Request-Id': 'r1' }).end('grüße'))
    expect(await transport.send(get(server.url), soon())).toMatchObject({ status: 418, headers: { 'x-request-id': 'r1' }, text: 'grüße' })
  })

  test('sends the URL and the body byte for byte, a body with GET too', async () => {
    const { server, transport } = await serve((response) => response.end('{}'))
    await transport.send(get(`${server.url}/a%2Fb?x=%2C&x=2`, { body: '{}', headers: { 'content-type': 'application/json' } }), soon())
    expect(server.seen[0]).toMatchObject({ method: 'GET', url: '/a%2Fb?x=%2C&x=2', body: '{}' })
  })

  test('does not follow a redirect', async () => {
    const { server, transport } = await serve((response) => response.writeHead(302, { location: '/elsewhere' }).end())
    expect(await transport.send(get(server.url), soon())).toMatchObject({ status: 302 })
    expect(server.seen).toHaveLength(1)
  })
})

describe('an exchange that fails', () => {
  test('ends at its deadline when no answer comes', async () => {
    const { server, transport } = await serve(() => undefined)
    const started = Date.now()
    expect(failureOf(await transport.send(get(server.url), { deadline: started + 100 }))).toBe('TIMEOUT')
    expect(Date.now() - started).toBeLessThan(2_000)
  })

  test('ends at its deadline when the body trickles', async () => {
    const { server, transport } = await serve((response) => response.writeHead(200).write('{'))
    expect(failureOf(await transport.send(get(server.url), { deadline: Date.now() + 150 }))).toBe('TIMEOUT')
  })

  test('is not begun when the deadline has passed', async () => {
    const { server, transport } = await serve((response) => response.end('{}'))
    expect(failureOf(await transport.send(get(server.url), { deadline: Date.now() - 1 }))).toBe('TIMEOUT')
    expect(server.seen).toHaveLength(0)
  })

  test('ends when the caller goes away', async () => {
    const caller = new AbortController()
    const { server, transport } = await serve(() => caller.abort())
    expect(failureOf(await transport.send(get(server.url), { ...soon(), signal: caller.signal }))).toBe('ABORTED')
  })

  test('ends when the answer is larger than allowed, without reading the rest', async () => {
    const { server, transport } = await serve((response) => {
      const chunk = Buffer.alloc(64 * 1024, 'a')
      const pour = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', pour)
      }
      pour()
    })
    expect(failureOf(await transport.send(get(server.url), { ...soon(), maxBytes: 1_000_000 }))).toBe('TOO_LARGE')
  })

  test('accepts an answer of exactly the allowed size', async () => {
    const { server, transport } = await serve((response) => response.end('a'.repeat(1_000)))
    expect(failureOf(await transport.send(get(server.url), { ...soon(), maxBytes: 1_000 }))).toBe('status 200')
    expect(failureOf(await transport.send(get(server.url), { ...soon(), maxBytes: 999 }))).toBe('TOO_LARGE')
  })

  test('is BROKEN when the connection drops before the answer', async () => {
    const { server, transport } = await serve((response) => response.destroy())
    expect(failureOf(await transport.send(get(server.url), soon()))).toBe('BROKEN')
  })

  test('is BROKEN when the connection drops inside the body', async () => {
    const { server, transport } = await serve((response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"half":', () => response.destroy())
    })
    expect(failureOf(await transport.send(get(server.url), soon()))).toBe('BROKEN')
  })

  test('is UNREACHED, and so certainly not sent, when nobody listens', async () => {
    const listener = createServer().listen(0, '127.0.0.1')
    await once(listener, 'listening')
    const { port } = listener.address() as AddressInfo
    listener.close()
    await once(listener, 'close')
    const transport = keep(createTransport())
    expect(await transport.send(get(`http://127.0.0.1:${port}`), soon())).toMatchObject({ failure: 'UNREACHED', reason: 'ECONNREFUSED' })
  })

  test('leaves the transport usable', async () => {
    const { server, transport } = await serve((response, count) => (count === 0 ? response.destroy() : response.end('fine')))
    await transport.send(get(server.url), soon())
    expect(await transport.send(get(server.url), soon())).toMatchObject({ text: 'fine' })
  })
})

test('closing breaks what is under way', async () => {
  let arrive: () => void = () => undefined
  const arrived = new Promise<void>((resolve) => (arrive = resolve))
  const { server, transport } = await serve(() => arrive())
  const answer = transport.send(get(server.url), soon())
  await arrived
  await transport.close()
  expect(failureOf(await answer)).toBe('BROKEN')
})
