import { fastify } from 'fastify'
import { WebSocketServer } from 'ws'
import { openPlainEvents } from '../plain-events.js'
import { input, serveUntilStopped } from '../processes.js'
import { usageAnswers } from './usage.js'

/**
 * What is compared with: Fastify that inserts the row of a callback, in one transaction with those that came meanwhile, answers
 * it, and sends the row to whoever has subscribed. No signature, no replay, no order to keep, no states, no graph, no log.
 */
const { database } = input<{ database: string }>()
const { client, row, commit } = await openPlainEvents(database, 'plain_events')
const app = fastify()
const sockets = new WebSocketServer({ server: app.server, path: '/graphql', perMessageDeflate: false, handleProtocols: () => 'graphql-transport-ws' })
sockets.on('connection', (socket) => socket.on('message', (data) => (data as Buffer).includes('connection_init') && socket.send('{"type":"connection_ack"}')))

type Row = ReturnType<typeof row>
let waiting: { row: Row; stored: () => void; failed: (error: unknown) => void }[] = []
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

app.post('/callbacks/huawei/live', async (request) => {
  const { message } = request.body as { message: string }
  const { shoot_script_sequence_no: sequenceNo } = JSON.parse(message) as { shoot_script_sequence_no: string }
  await new Promise<void>((stored, failed) => {
    waiting.push({ row: row(Number(sequenceNo)), stored, failed })
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
