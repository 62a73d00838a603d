import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeFrame, connectRaw, frame, openRawSocket, type RawConnection } from '../support/raw-socket.js'
import { expectServed, startTarget, type Service, type Target } from './target.js'

const { soft } = (process.report.getReport() as unknown as { userLimits: { open_files: { soft: number | 'unlimited' } } }).userLimits.open_files
/** As many as are asked for, or as this machine lets one process hold beside what it needs itself. */
const HALF_OPEN = soft === 'unlimited' ? 10_000 : Math.min(10_000, Number(soft) - 500)
/** Slow clients of each kind. */
const SLOW = 100

let target: Target
let peace: Service
beforeAll(async () => {
  target = await startTarget({
    MAX_CONNECTIONS: '11000',
    MAX_CONNECTIONS_PER_ADDRESS: '10500',
    HEADERS_TIMEOUT_MS: '20000',
    REQUEST_TIMEOUT_MS: '20500',
    SOCKET_INIT_TIMEOUT_MS: '2000',
  })
  peace = await target.during(async () => {}, 300)
})
afterAll(() => target.dispose())

const times = <T>(count: number, make: () => Promise<T>) => Promise.all(Array.from({ length: count }, make))

/** Writes byte after byte until the server has had enough. */
async function drip(connection: RawConnection, byte: string | Buffer): Promise<string> {
  const timer = setInterval(() => connection.write(byte), 100)
  const answer = await connection.ended
  clearInterval(timer)
  return answer.toString('latin1')
}

test(`${SLOW} heads, ${SLOW} bodies and ${SLOW} sockets that come byte by byte are cut off in time, each told why, while others are served`, async () => {
  const host = new URL(target.url).host
  const heads = async () => {
    const connection = await connectRaw(target.url)
    connection.write(`POST /graphql HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `)
    expect(await drip(connection, 'x')).toMatch(/^HTTP\/1.1 408 [^]*within 20000 ms/)
  }
  const bodies = async () => {
    const connection = await connectRaw(target.url)
    connection.write(`POST /graphql HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n{`)
    expect(await drip(connection, ' ')).toMatch(/^HTTP\/1.1 408 [^]*within 20500 ms/)
  }
  const sockets = async () => {
    const connection = await openRawSocket(target.url)
    // The head of a frame that says that a hundred bytes come.
    connection.write(frame('', { length: 100 }))
    await drip(connection, 'x')
    expect(closeFrame(connection.received)).toEqual({ code: 4408, reason: 'Connection initialisation timeout' })
  }
  expectServed('slow heads, bodies and sockets', await target.during(() => Promise.all([times(SLOW, heads), times(SLOW, bodies), times(SLOW, sockets)])), peace)
})

test(`${HALF_OPEN} connections that begin a request and never end it are held at once and then closed, while others are served`, async () => {
  const connections: RawConnection[] = []
  const attack = async () => {
    while (connections.length < HALF_OPEN) connections.push(...(await times(Math.min(250, HALF_OPEN - connections.length), () => connectRaw(target.url))))
    for (const connection of connections) connection.write('POST /graphql HTTP/1.1\r\n')
    expect(connections.filter(({ received }) => received.length > 0)).toEqual([])
  }
  expectServed(`${HALF_OPEN} half-open connections`, await target.during(attack), peace)
  const answers = await Promise.all(connections.map(async ({ ended }) => (await ended).toString('latin1').slice(0, 12)))
  expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 408']))
})
