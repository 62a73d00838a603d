import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.js'
import { connectRaw, type RawConnection } from '../support/raw-socket.js'

let app: TestApp
let host: string
beforeAll(async () => {
  app = await startApp({
    SANDBOX: 'off',
    MAX_CONNECTIONS: '16',
    MAX_CONNECTIONS_PER_ADDRESS: '10',
    MAX_HEADER_BYTES: '8192',
    MAX_REQUEST_BYTES: '4096',
    HEADERS_TIMEOUT_MS: '1500',
    REQUEST_TIMEOUT_MS: '2000',
    KEEP_ALIVE_TIMEOUT_MS: '500',
  })
  host = new URL(app.url).host
})
afterAll(() => app.dispose())

const opened: RawConnection[] = []
afterEach(async () => {
  for (const connection of opened) connection.dispose()
  await Promise.all(opened.splice(0).map(({ ended }) => ended))
})
/** Each test has an address of its own: what another left open is none of its. */
let address = 1
const connect = async (from = `127.0.0.${address}`) => {
  const connection = await connectRaw(app.url, { from })
  opened.push(connection)
  return connection
}
const several = (count: number, from?: string) => Promise.all(Array.from({ length: count }, () => connect(from)))

/** Sends these bytes on a connection of their own; what the server says until it closes. */
async function exchange(bytes: string | Buffer): Promise<string> {
  const connection = await connect(`127.0.1.${(address += 1)}`)
  connection.write(bytes)
  return (await connection.ended).toString('latin1')
}
const head = (...lines: string[]) => ['POST /graphql HTTP/1.1', `Host: ${host}`, 'Content-Type: application/json', 'Connection: close', ...lines, '', ''].join('\r\n')
const QUERY = '{"query":"{__typename}"}'
const statusesOf = (text: string) => [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))

describe('connections', () => {
  test('one address cannot have them all: what it opens beyond its share is answered 503, others are served', async () => {
    await several(10, '127.0.0.11')
    expect((await (await connect('127.0.0.11')).ended).toString()).toMatch(/^HTTP\/1.1 503 [^]*at most 10 connections at once from one address/)
    const other = await connect('127.0.0.12')
    other.write(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    await other.until(/^HTTP\/1.1 200 [^]*"ok"/)
  })

  test('one too many for all is answered 503; one that closes makes room', async () => {
    const [first] = await several(8, '127.0.0.21')
    await several(8, '127.0.0.22')
    expect((await (await connect('127.0.0.23')).ended).toString()).toMatch(/^HTTP\/1.1 503 [^]*at most 16 connections at once\./)
    first!.dispose()
    await first!.ended
    // The server hears of it a moment later.
    for (;;) {
      const next = await connect('127.0.0.23')
      next.write(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
      if (statusesOf((await next.ended).toString())[0] === 200) break
    }
    expect(await app.logged(({ msg }) => msg === 'connections were refused')).toMatchObject({ connections: expect.any(Number) as number })
  })

  test('what says nothing, or not enough, is answered 408 in time; what has been answered is closed when it is not used', async () => {
    const [silent, half, body, idle] = await several(4)
    half!.write('GET /healthz HTTP/1.1\r\n')
    body!.write(`${head('Content-Length: 100')}{`)
    idle!.write(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    expect((await silent!.ended).toString()).toMatch(/^HTTP\/1.1 408 [^]*within 1500 ms, and all of it within 2000 ms/)
    expect((await half!.ended).toString()).toMatch(/^HTTP\/1.1 408 /)
    expect((await body!.ended).toString()).toMatch(/^HTTP\/1.1 408 /)
    expect(statusesOf((await idle!.ended).toString())).toEqual([200])
  })
})

describe('requests that are too large', () => {
  test('a head', async () => {
    expect(await exchange(head(`X-Long: ${'x'.repeat(9000)}`, 'Content-Length: 0'))).toMatch(/^HTTP\/1.1 431 [^]*at most 8192 bytes/)
  })

  test('a body that says so', async () => {
    expect(await exchange(`${head('Content-Length: 5000')}${'x'.repeat(5000)}`)).toMatch(/^HTTP\/1.1 413 [^]*at most 4096 bytes/)
  })

  test('a body that only turns out so, piece by piece', async () => {
    expect(await exchange(`${head('Transfer-Encoding: chunked')}${`3e8\r\n${'x'.repeat(1000)}\r\n`.repeat(5)}0\r\n\r\n`)).toMatch(/^HTTP\/1.1 413 [^]*at most 4096 bytes/)
  })

  test('chunks with more beside them than in them', async () => {
    expect(statusesOf(await exchange(`${head('Transfer-Encoding: chunked')}1;${'x'.repeat(20_000)}\r\nx\r\n0\r\n\r\n`))).toEqual([413])
  })
})

describe('requests that can be read in two ways are read in none', () => {
  const chunked = `18\r\n${QUERY}\r\n0\r\n\r\n`
  const smuggled = () => `POST /graphql HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${QUERY.length}\r\n\r\n${QUERY}`

  test.each<[string, () => string]>([
    ['a length and chunks', () => head(`Content-Length: ${chunked.length}`, 'Transfer-Encoding: chunked') + chunked],
    ['chunks and a length', () => head('Transfer-Encoding: chunked', 'Content-Length: 4') + chunked + smuggled()],
    ['two lengths', () => head(`Content-Length: ${QUERY.length}`, 'Content-Length: 0') + QUERY],
    ['a length that is none', () => head('Content-Length: +24') + QUERY],
    ['a length below zero', () => head('Content-Length: -1') + QUERY],
    ['chunks twice', () => head('Transfer-Encoding: chunked', 'Transfer-Encoding: identity') + chunked],
    ['chunks of another word', () => head('Transfer-Encoding: xchunked') + chunked],
    ['a blank before the colon', () => head('Transfer-Encoding : chunked') + chunked],
    ['a header that goes on in the next line', () => head('X-Long: a', ' Transfer-Encoding: chunked', `Content-Length: ${QUERY.length}`) + QUERY],
    ['a chunk whose length is none', () => `${head('Transfer-Encoding: chunked')}0x18\r\n${QUERY}\r\n0\r\n\r\n`],
    ['lines that end in a bare return', () => head(`Content-Length: ${QUERY.length}`).replaceAll('\r\n', '\r') + QUERY],
    ['a NUL in a header', () => head('X-Nul: a\0b', 'Content-Length: 0')],
    ['another protocol', () => `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03`],
  ])('%s: 400, and what follows is not answered', async (_what, bytes) => {
    const answer = await exchange(bytes())
    expect(statusesOf(answer)).toEqual([400])
    expect(answer).not.toContain('"data"')
  })

  test('a body that goes on behind its length is another request, and is not one', async () => {
    const answer = await exchange(`${head(`Content-Length: ${QUERY.length}`).replace('Connection: close\r\n', '')}${QUERY}GARBAGE\r\n\r\n`)
    expect(statusesOf(answer).at(-1)).toBe(400)
    expect(statusesOf(answer).filter((status) => status === 200).length).toBeLessThan(2)
  })

  test('a body that ends before its length is no request', async () => {
    expect(statusesOf(await exchange(`${head('Content-Length: 100')}${QUERY}`))).toEqual([408])
  })
})

describe('compressed bodies are not taken, however small they are', () => {
  // A thousand times as much as is allowed, in some kilobytes.
  const bomb = Buffer.from(`{"query":"#${' '.repeat(4 * 1024 * 1024)}"}`)
  test.each<[string, (body: Buffer) => Buffer]>([['gzip', gzipSync], ['deflate', deflateSync], ['br', brotliCompressSync]])('%s: 415', async (encoding, compress) => {
    for (const body of [compress(Buffer.from(QUERY)), compress(bomb)]) {
      const answer = await exchange(Buffer.concat([Buffer.from(head(`Content-Encoding: ${encoding}`, `Content-Length: ${body.length}`)), body]))
      expect(answer).toMatch(/^HTTP\/1.1 415 [^]*not compressed/)
    }
  })

  test('nor compressed in transit', async () => {
    const body = gzipSync(QUERY)
    expect(statusesOf(await exchange(Buffer.concat([Buffer.from(head('Transfer-Encoding: gzip, chunked')), Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')])))).not.toContain(200)
  })
})

test('after all this the server answers, and nothing was an error of ours', async () => {
  expect(await exchange(head(`Content-Length: ${QUERY.length}`) + QUERY)).toMatch(/^HTTP\/1.1 200 [^]*"__typename":"Query"/)
  expect(app.logs.filter(({ level }) => level >= 50)).toEqual([])
})
