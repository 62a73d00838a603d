import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import { devNull } from 'node:os'
import { fastify, type FastifyRequest } from 'fastify'
import { pino } from 'pino'
import { WebSocketServer } from 'ws'
import { openPlainEvents, openPromisedEvents, type EventRow } from '../plain-events.js'
import { input, serveUntilStopped } from '../processes.js'
import { usageAnswers } from './usage.js'

/** What a scenario says of it. */
export interface PlainCallbacksInput {
  database: string
  /** What callbacks are signed with; then it makes the product's promises. */
  callbackKey?: string
}

/**
 * What is compared with: Fastify that inserts the row of a callback, in one transaction with those that came meanwhile, answers
 * it, and sends the row to whoever has subscribed. No signature, no replay, no order to keep, no states, no graph, no log.
 *
 * With a key, the least that makes the product's promises to a vendor: the signature is checked, the events are stored by the
 * product's own `append_events` (in tables of its own), so that none is stored twice, all have one order and subjects have states,
 * and each request is logged. Still no graph.
 */
const { database, callbackKey } = input<PlainCallbacksInput>()
const PATH = '/callbacks/huawei/live'
const { client, row, commit } = await (callbackKey === undefined ? openPlainEvents(database, 'plain_events') : openPromisedEvents(database))
const app = fastify()
const sockets = new WebSocketServer({ server: app.server, path: '/graphql', perMessageDeflate: false, handleProtocols: () => 'graphql-transport-ws' })
sockets.on('connection', (socket) => socket.on('message', (data) => (data as Buffer).includes('connection_init') && socket.send('{"type":"connection_ack"}')))

type Body = { message: string }
/** The callback's body, and what tells it from others where replays are looked for. */
type Read = (request: FastifyRequest) => { body: Body; replayKey?: string }

const read: Read = callbackKey === undefined ? ({ body }) => ({ body: body as Body }) : readSigned(callbackKey)
if (callbackKey !== undefined) {
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  const log = pino({ base: undefined }, pino.destination({ dest: devNull, sync: true, minLength: 4096 }))
  app.addHook('onResponse', (request, reply, done) => {
    log.info({ requestId: request.id, method: request.method, path: PATH, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request')
    done()
  })
}

/** Checks the signature, which is the same for all callbacks of a second. */
function readSigned(key: string): Read {
  let known = { time: '', secret: Buffer.alloc(0) }
  return ({ headers, body: bytes }) => {
    const { 'x-hw-mss-time': time, 'x-hw-mss-secret': secret, host } = headers as Record<string, string>
    if (known.time !== time) known = { time: time!, secret: Buffer.from(createHmac('sha256', key).update(`${host}${PATH}${time}`).digest('hex')) }
    const fresh = Math.abs(Date.now() / 1000 - parseInt(time!, 16)) < 300
    if (!fresh || !timingSafeEqual(known.secret, Buffer.from(secret!))) throw new Error('Expected a callback that is signed')
    const replayKey = hash('sha256', Buffer.concat([Buffer.from(`${time}${secret}`), bytes as Buffer]))
    return { body: JSON.parse((bytes as Buffer).toString()) as Body, replayKey }
  }
}

let waiting: { row: EventRow; stored: () => void; failed: (error: unknown) => void }[] = []
let writing = false

async function write(): Promise<void> {
  writing = true
  while (waiting.length > 0) {
    const together = waiting
    waiting = []
    try {
      await commit(together.map((it) => it.row))
      for (const it of together) it.stored()
      for (const it of together) for (const socket of sockets.clients) socket.send(JSON.stringify({ id: '1', type: 'next', payload: { data: { liveProgress: it.row } } }))
    } catch (error) {
      for (const it of together) it.failed(error)
    }
  }
  writing = false
}

app.post(PATH, async (request) => {
  const { body, replayKey } = read(request)
  const { shoot_script_sequence_no: sequenceNo } = JSON.parse(body.message) as { shoot_script_sequence_no: string }
  await new Promise<void>((stored, failed) => {
    waiting.push({ row: { ...row(Number(sequenceNo)), ...(replayKey !== undefined && { replay_key: replayKey }) }, stored, failed })
    if (!writing) void write()
  })
  return {}
})
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const close = async () => {
  for (const socket of sockets.clients) socket.terminate()
  await app.close()
  await client.end()
}
serveUntilStopped({ url }, close, usageAnswers)
