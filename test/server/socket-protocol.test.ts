import { createClient, type Client, type ClientOptions } from 'graphql-ws'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { apiKey, startApp, sumOf, type TestApp } from '../support/app.js'
import { closeFrame, frame, openRawSocket } from '../support/raw-socket.js'
import { openEventStream } from '../support/event-stream.js'
import { enter, openSocket, type SocketMessage, type TestSocket } from '../support/socket.js'
import { until } from '../support/until.js'

const KEYS = { one: 'key-of-one', other: 'key-of-another' }
const as = (who: keyof typeof KEYS) => ({ authorization: `Bearer ${KEYS[who]}` })
const EVENTS = 'subscription { events { __typename } }'

let app: TestApp
beforeAll(async () => {
  app = await startApp({
    SANDBOX: 'off',
    API_KEYS: `${apiKey('one', 'viewer', KEYS.one)},${apiKey('other', 'viewer', KEYS.other)}`,
    SOCKET_INIT_TIMEOUT_MS: '1000',
    SOCKET_IDLE_TIMEOUT_MS: '2000',
    MAX_OPERATIONS_PER_SOCKET: '3',
    MAX_SOCKETS_PER_CALLER: '4',
    MAX_SUBSCRIPTIONS_PER_CALLER: '5',
    MAX_MESSAGE_BYTES: '4096',
  })
})
afterAll(() => app.dispose())

const url = () => `${app.url}/graphql`
const disposed = <T extends { dispose(): void }>(it: T): T => {
  onTestFinished(() => it.dispose())
  return it
}
const entered = async (who: keyof typeof KEYS = 'one') => disposed(await enter(url(), as(who)))
const subscribe = (socket: TestSocket, id: string, query = EVENTS) => socket.send({ type: 'subscribe', id, payload: { query } })
const ask = '{ __typename }'
const answered = { payload: { data: { __typename: 'Query' } } }

describe("graphql-ws' own client", () => {
  const client = (options: Partial<ClientOptions> = {}): Client => {
    const made = createClient({ url: url().replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: as('one'), retryAttempts: 0, lazyCloseTimeout: 0, ...options })
    onTestFinished(() => made.dispose())
    return made
  }

  test('is answered, and told that the answer is complete', async () => {
    const results = []
    for await (const result of client().iterate({ query: ask })) results.push(result)
    expect(results).toMatchObject([{ data: { __typename: 'Query' } }])
  })

  test('ends a subscription, and the server lets go of it', async () => {
    const events = client().iterate({ query: EVENTS })
    const first = events.next()
    await app.subscribers(1)
    await events.return?.()
    expect((await first).done).toBe(true)
    await app.subscribers(0)
  })

  test('is told what is wrong with an operation', async () => {
    await expect(client().iterate({ query: '{ nothing }' }).next()).rejects.toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })

  test('has its pings answered', async () => {
    let pongs = 0
    const events = client({ keepAlive: 20, on: { pong: (received) => (pongs += Number(received)) } }).iterate({ query: EVENTS })
    const first = events.next()
    await until(() => pongs > 1)
    await events.return?.()
    await first
  })

  test('comes back by itself after a server that had too much to do, and not after a refusal', async () => {
    const crowd = await Promise.all([entered(), entered(), entered(), entered()])
    const closes: number[] = []
    const events = client({
      retryAttempts: 5,
      retryWait: async () => crowd[0]?.dispose(),
      on: { closed: (event) => closes.push((event as { code: number }).code) },
    }).iterate({ query: ask })
    expect(await events.next()).toMatchObject({ value: { data: { __typename: 'Query' } } })
    expect(closes[0]).toBe(1013)

    const stranger = client({ retryAttempts: 5, connectionParams: {}, shouldRetry: () => false, on: { closed: (event) => closes.push((event as { code: number }).code) } })
    await expect(stranger.iterate({ query: ask }).next()).rejects.toMatchObject({ code: 4403 })
  })
})

describe('frames that are no WebSocket close it with its own code', () => {
  test.each<[string, number, () => Buffer]>([
    ['not masked', 1002, () => frame('{"type":"ping"}', { masked: false })],
    ['with a reserved bit', 1002, () => frame('{"type":"ping"}', { reserved: 2 })],
    ['that say they are compressed', 1002, () => frame('{"type":"ping"}', { reserved: 4 })],
    ['of an opcode that is none', 1002, () => frame('x', { opcode: 5 })],
    ['that continue nothing', 1002, () => frame('x', { opcode: 0 })],
    ['of a ping in pieces', 1002, () => frame('x', { opcode: 9, final: false })],
    ['of a ping that is too long', 1002, () => frame('x'.repeat(126), { opcode: 9 })],
    ['of text that is not UTF-8', 1007, () => frame(Buffer.from([0xff, 0xfe]))],
    ['of more than is allowed', 1009, () => frame('x'.repeat(4097))],
    ['that only say that more than is allowed will come', 1009, () => frame('', { length: 2 ** 40 })],
    ['of a message in pieces that is too large together', 1009, () => Buffer.concat([frame('x'.repeat(4000), { final: false }), frame('x'.repeat(4000), { opcode: 0 })])],
    ['of a message in too many pieces', 1008, () => Buffer.concat([frame('', { final: false }), ...Array.from({ length: 4096 }, () => frame('', { opcode: 0, final: false }))])],
    ['with a close code that is none', 1002, () => frame(Buffer.from([0x03, 0xe7]), { opcode: 8 })],
  ])('%s: %i', async (_what, code, bytes) => {
    const socket = disposed(await openRawSocket(app.url))
    socket.write(bytes())
    expect(closeFrame(await socket.ended)?.code).toBe(code)
  })

  test('half a frame and then silence: 4408, and the connection is gone soon after', async () => {
    const socket = disposed(await openRawSocket(app.url))
    socket.write(frame('{"type":"connection_init"}').subarray(0, 9))
    expect(closeFrame(await socket.ended)).toEqual({ code: 4408, reason: 'Connection initialisation timeout' })
  })

  test('a compression that was asked for is not granted', async () => {
    const socket = new WebSocket(url().replace('http', 'ws'), 'graphql-transport-ws', { perMessageDeflate: true })
    onTestFinished(() => socket.terminate())
    await new Promise((resolve) => socket.once('open', resolve))
    expect(socket.extensions).toBe('')
  })
})

describe('messages that are none of graphql-transport-ws: 4400', () => {
  test.each<[string, string | Uint8Array | SocketMessage]>([
    ['an empty text', ''],
    ['no JSON', '{"type":'],
    ['null', 'null'],
    ['an array', '[{"type":"ping"}]'],
    ['no type', '{"id":"1"}'],
    ['a type that is none', { type: 'start', id: '1' }],
    ['a type of the older protocol', { type: 'connection_terminate' }],
    ['a payload that is no object', { type: 'connection_init', payload: 'key' }],
    ['a ping whose payload is no object', { type: 'ping', payload: 7 }],
    ['an operation without an id', { type: 'subscribe', payload: { query: ask } }],
    ['an operation with an empty id', { type: 'subscribe', id: '', payload: { query: ask } }],
    ['an operation without a payload', { type: 'subscribe', id: '1' }],
    ['an operation without a document', { type: 'subscribe', id: '1', payload: {} }],
    ['variables that are no object', { type: 'subscribe', id: '1', payload: { query: ask, variables: 'x' } }],
    ['an end without an id', { type: 'complete' }],
    ['bytes', Buffer.from('{"type":"ping"}')],
    ['an answer, which only servers give', { type: 'next', id: '1', payload: { data: {} } }],
    ['a welcome, which only servers give', { type: 'connection_ack' }],
  ])('%s', async (_what, message) => {
    const socket = await entered()
    socket.send(message)
    expect((await socket.closed).code).toBe(4400)
  })
})

describe('the order of things', () => {
  test('nothing is answered before the introduction but pings', async () => {
    const socket = disposed(await openSocket(url()))
    socket.send({ type: 'ping', payload: { a: 1 } })
    expect(await socket.next()).toEqual({ type: 'pong', payload: { a: 1 } })
    socket.send({ type: 'pong' })
    subscribe(socket, '1', ask)
    expect(await socket.closed).toEqual({ code: 4401, reason: 'Unauthorized' })
  })

  test('two introductions at once are one too many: 4429', async () => {
    const socket = disposed(await openSocket(url()))
    socket.send({ type: 'connection_init', payload: as('one') })
    socket.send({ type: 'connection_init', payload: as('one') })
    expect(await socket.closed).toEqual({ code: 4429, reason: 'Too many initialisation requests' })
  })

  test('an operation that does not wait for the welcome: 4401', async () => {
    const socket = disposed(await openSocket(url()))
    socket.send({ type: 'connection_init', payload: as('one') })
    subscribe(socket, '1', ask)
    expect((await socket.closed).code).toBe(4401)
  })

  test('the id of an operation that is under way: 4409; one that is over may be used again', async () => {
    const socket = await entered()
    for (const _ of [1, 2]) {
      subscribe(socket, 'a', ask)
      expect([await socket.next(), await socket.next()]).toMatchObject([{ type: 'next', id: 'a', ...answered }, { type: 'complete', id: 'a' }])
    }
    subscribe(socket, 'a')
    await app.subscribers(1)
    subscribe(socket, 'a')
    expect(await socket.closed).toEqual({ code: 4409, reason: 'Subscriber for a already exists' })
    await app.subscribers(0)
  })

  test('an end of something that never began is nothing; an end of a subscription ends it and is not answered', async () => {
    const socket = await entered()
    socket.send({ type: 'complete', id: 'nothing' })
    subscribe(socket, '1')
    await app.subscribers(1)
    socket.send({ type: 'complete', id: '1' })
    await app.subscribers(0)
    subscribe(socket, '2', ask)
    expect(await socket.next()).toMatchObject({ id: '2', ...answered })
  })

  test.each(['__proto__', 'constructor', 'toString', 'x\r\nset-cookie: a=b', '\u2028'])('an id is only a name: %j', async (id) => {
    const socket = await entered()
    subscribe(socket, id, ask)
    expect([await socket.next(), await socket.next()]).toMatchObject([{ id, ...answered }, { type: 'complete', id }])
  })

  test('what is under way when a client goes ends with it', async () => {
    const socket = await entered()
    subscribe(socket, '1')
    subscribe(socket, '2')
    await app.subscribers(2)
    socket.dispose()
    await app.subscribers(0)
  })
})

describe('limits', () => {
  const refused = async (what: string) => sumOf(await app.metrics(), 'avatargraph_refused_total', { what })

  test('one operation too many on a socket is refused, the others go on', async () => {
    const before = await refused('operations')
    const socket = await entered()
    for (const id of ['1', '2', '3']) subscribe(socket, id)
    await app.subscribers(3)
    subscribe(socket, '4', ask)
    expect(await socket.next()).toMatchObject({ type: 'error', id: '4', payload: [{ message: expect.stringContaining('at most 3 operations') as string, extensions: { code: 'QUERY_TOO_EXPENSIVE', retryable: true } }] })
    expect(await refused('operations')).toBe(before + 1)
    socket.send({ type: 'complete', id: '1' })
    await app.subscribers(2)
    subscribe(socket, '5', ask)
    expect(await socket.next()).toMatchObject({ id: '5', ...answered })
  })

  test('one socket too many of a caller is closed with 1013, of another caller not', async () => {
    const sockets = await Promise.all([entered(), entered(), entered(), entered()])
    const fifth = disposed(await openSocket(url()))
    fifth.send({ type: 'connection_init', payload: as('one') })
    expect(await fifth.closed).toEqual({ code: 1013, reason: 'Expected at most 4 sockets of one caller at once' })
    await entered('other')
    sockets[0]?.dispose()
    await sockets[0]?.closed
    await entered()
  })

  test('one subscription too many of a caller is refused, wherever it comes from', async () => {
    const [one, two] = [await entered(), await entered()]
    for (const id of ['1', '2', '3']) subscribe(one, id)
    for (const id of ['1']) subscribe(two, id)
    const stream = disposed(await openEventStream(app.url, { query: EVENTS }, as('one')))
    await app.subscribers(5)
    const message = expect.stringContaining('at most 5 subscriptions of one caller') as string
    subscribe(two, '2')
    expect(await two.next()).toMatchObject({ payload: { errors: [{ message, extensions: { code: 'QUERY_TOO_EXPENSIVE' } }] } })
    const sixth = disposed(await openEventStream(app.url, { query: EVENTS }, as('one')))
    expect((await sixth.result()).errors).toMatchObject([{ message, extensions: { code: 'QUERY_TOO_EXPENSIVE' } }])
    const other = await entered('other')
    subscribe(other, '1')
    await app.subscribers(6)
    stream.dispose()
    await app.subscribers(5)
    subscribe(two, '3')
    await app.subscribers(6)
  })

  test('a socket without an operation is closed with 1000, one with an operation is not', async () => {
    const [idle, busy] = [await entered(), await entered()]
    subscribe(busy, '1')
    await app.subscribers(1)
    expect(await idle.closed).toEqual({ code: 1000, reason: 'Expected an operation within 2000 ms' })
    subscribe(busy, '2', ask)
    expect(await busy.next()).toMatchObject({ id: '2', ...answered })
  })

  test('who sends and reads no answers is not listened to, until it reads', async () => {
    const socket = await entered()
    // With an operation: a socket without one is not kept for long.
    subscribe(socket, '1')
    await app.subscribers(1)
    const ping = JSON.stringify({ type: 'ping', payload: { filler: 'x'.repeat(4000) } })
    socket.pause()
    // Forty megabytes: more than the buffers of the machine hold for a connection.
    for (let sent = 0; sent < 10_000; sent += 1) socket.send(ping)
    const other = await entered('other')
    let before = socket.unsent
    for (let calm = 0; calm < 20; calm = socket.unsent === before ? calm + 1 : 0) {
      before = socket.unsent
      subscribe(other, '1', ask)
      expect(await other.next()).toMatchObject(answered)
      await other.next()
    }
    expect(before).toBeGreaterThan(0)
    socket.resume()
    await until(() => socket.unsent === 0)
    for (let received = 0; received < 10_000; received += 1) await socket.next()
  })
})

test('nothing that clients got wrong is an error of ours in the log', () => {
  expect(app.logs.filter(({ level }) => level >= 50)).toEqual([])
})
