import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { input, serveUntilStopped } from '../processes.js'
import { createVendor } from '../vendor.js'

/** What a scenario says of the subscribers. */
export interface SubscribersInput {
  /** Of the server, without a path. */
  url: string
  /** Of all the servers among which the subscribers are shared; `url` alone otherwise, to which the callbacks go. */
  urls?: readonly string[]
  count: number
  /** What they subscribe to, in turn. */
  documents: readonly string[]
  authorization: string
  /** Whether the server speaks the protocol; otherwise a subscriber is one as soon as its socket is open. */
  acknowledges: boolean
  /** What the callbacks are signed with that make the events. */
  callbackKey: string
  /** Events on their way at once. */
  window: number
  seconds: number
  /** The rooms whose events are told of until all are subscribed, one each; `room-1` alone otherwise. */
  rooms?: readonly string[]
}

/** What one turn found. */
export interface FanOut extends Record<string, number> {
  messages: number
  messagesPerSecond: number
  events: number
}

/** FIN and the opcode of a text, and of a ping. */
const TEXT = 0x81
const PING = 0x89
const NO_MASK = Buffer.alloc(4)
/** An empty pong. */
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])
/** Seconds that the last messages of a turn may take. */
const PATIENCE = 30
/** Sockets that are being opened at once. */
const OPENING = 50

/*
 * Subscribers that do as little as can be: raw TCP, one buffer for all that they read, the heads of frames looked at and their
 * texts skipped. A client that parsed them would be what is measured.
 */
const { url, urls = [url], count, documents, authorization, acknowledges, callbackKey, window, seconds, rooms = ['room-1'] } = input<SubscribersInput>()
const vendor = createVendor(url, callbackKey)
const buffer = Buffer.alloc(256 * 1024)
const sockets: Socket[] = []
let messages = 0
/** The first event that came for each document. */
const samples: string[] = []
let onMessage = () => {}
let onClose = () => {}

/** A client's text frame. Its mask is zero, which changes nothing. */
function frame(message: object): Buffer {
  const text = Buffer.from(JSON.stringify(message))
  const head = text.length < 126 ? [TEXT, 0x80 | text.length] : [TEXT, 0x80 | 126, text.length >> 8, text.length & 0xff]
  return Buffer.concat([Buffer.from(head), NO_MASK, text])
}

/** Reads a server's frames: told of each text with its place in the chunk that holds its head, and of each ping, which are empty here. */
function frameReader(onText: (chunk: Buffer, start: number, end: number) => void, onPing: () => void) {
  let skip = 0
  let head = Buffer.alloc(0)
  return (read: Buffer) => {
    const chunk = head.length ? Buffer.concat([head, read]) : read
    head = Buffer.alloc(0)
    let at = Math.min(skip, chunk.length)
    skip -= at
    while (at < chunk.length) {
      const long = (chunk[at + 1] ?? 126) >= 126
      const start = at + (long ? 4 : 2)
      if (start > chunk.length) return void (head = Buffer.from(chunk.subarray(at)))
      const end = start + (long ? chunk.readUInt16BE(at + 2) : chunk[at + 1]!)
      if (chunk[at] === TEXT) onText(chunk, start, end)
      else if (chunk[at] === PING) onPing()
      at = Math.min(end, chunk.length)
      skip = end - at
    }
  }
}

async function open(n: number): Promise<void> {
  const { hostname, port } = new URL(urls[n % urls.length]!)
  let acknowledged = !acknowledges
  let ready = () => {}
  let fail: (error: Error) => void = () => {}
  const opened = new Promise<void>((resolve, reject) => ([ready, fail] = [resolve, reject]))
  const frames = frameReader((chunk, start, end) => {
    if (!acknowledged) {
      acknowledged = true
      return ready()
    }
    if (n < documents.length && end <= chunk.length) samples[n] ??= chunk.toString('utf8', start, end)
    messages += 1
    onMessage()
  }, () => socket.write(PONG))
  let answer: Buffer | undefined = Buffer.alloc(0)
  const read = (chunk: Buffer) => {
    if (!answer) return frames(chunk)
    answer = Buffer.concat([answer, chunk])
    const end = answer.indexOf('\r\n\r\n')
    if (end < 0) return
    if (!answer.toString('latin1', 0, 12).endsWith('101')) return fail(new Error(`Expected a WebSocket, got ${answer.toString()}`))
    const rest = answer.subarray(end + 4)
    answer = undefined
    if (acknowledged) ready()
    frames(rest)
  }
  const socket = connect({
    host: hostname,
    port: Number(port),
    noDelay: true,
    onread: { buffer, callback: (length) => (read(buffer.subarray(0, length)), true) },
  })
  socket.on('error', (error) => fail(error))
  socket.on('close', () => onClose())
  sockets.push(socket)
  await once(socket, 'connect')
  const lines = [`GET /graphql HTTP/1.1`, `Host: ${hostname}`, 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${Buffer.alloc(16, 7).toString('base64')}`, 'Sec-WebSocket-Protocol: graphql-transport-ws']
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  socket.write(frame({ type: 'connection_init', payload: { authorization } }))
  await opened
  // Clients make the ids of their subscriptions themselves; those of graphql-ws are UUIDs.
  socket.write(frame({ id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, type: 'subscribe', payload: { query: documents[n % documents.length] } }))
}

/** Has events told until one has come to everybody: only then is it known that all are subscribed. */
async function subscribed(): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const before = messages
    for (const room of rooms) await vendor.callBack(undefined, room)
    for (let wait = 0; wait < 20 && messages - before < count; wait += 1) await delay(100)
    // What came late of an earlier one must not be taken for this one.
    const all = messages - before === count
    await delay(100)
    if (all && messages - before === count) return
  }
  throw new Error(`Expected ${count} subscribers, got ${messages} messages`)
}

/** Keeps events on their way, for a while or so many, and waits until every subscriber has every one of them. */
function turn({ most = Infinity, together = window } = {}): Promise<FanOut> {
  const before = messages
  const started = performance.now()
  let events = 0
  return new Promise((resolve, reject) => {
    onClose = () => reject(new Error('A subscriber was cut off'))
    const late = setTimeout(() => reject(new Error(`${events * count - messages + before} of ${events * count} messages did not come`)), (seconds + PATIENCE) * 1000)
    const next = () => {
      const elapsed = performance.now() - started
      const arrived = messages - before
      if (most < Infinity ? events < most : elapsed < seconds * 1000) {
        while (events < most && events * count - arrived <= (together - 1) * count) {
          events += 1
          vendor.callBack().catch(reject)
        }
      } else if (arrived >= events * count) {
        clearTimeout(late)
        onMessage = onClose = () => {}
        resolve({ messages: arrived, events, messagesPerSecond: (arrived / elapsed) * 1000 })
      }
    }
    onMessage = () => {
      if ((messages - before) % count === 0) next()
    }
    next()
  })
}

/** All subscribe, and know it. */
async function come(): Promise<void> {
  for (let n = 0; n < count; n += OPENING) await Promise.all(Array.from({ length: Math.min(OPENING, count - n) }, (_, k) => open(n + k)))
  await subscribed()
}

async function leave(): Promise<void> {
  for (const socket of sockets.splice(0)) socket.destroy()
}

await come()
serveUntilStopped({}, leave, {
  come,
  leave,
  turn: () => turn(),
  alone: () => turn({ together: 1 }),
  thirty: () => turn({ most: 30 }),
  'a hundred': () => turn({ most: 100 }),
  'three hundred': () => turn({ most: 300 }),
  samples: () => samples,
  messages: () => messages,
})
