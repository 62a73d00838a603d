import { createServer } from 'node:http'
import { buildSchema, parse } from 'graphql'
import { makeServer } from 'graphql-ws'
import { WebSocketServer } from 'ws'
import { input, serveUntilStopped } from '../processes.js'
import { usageAnswers } from '../servers/usage.js'

// The least that graphql-ws' core holds for one operation of a connection on ws: all of them have one schema, one document and
// one iterator, which never has anything. What is sent goes past it.
const { message } = input()
const schema = buildSchema('type Query { nothing: Int } type Subscription { nothing: Int }')
const args = { schema, document: parse('subscription { nothing }') }
const nothing = {
  next: () => new Promise(() => {}),
  return: async () => ({ done: true }),
  [Symbol.asyncIterator]() {
    return this
  },
}
const protocol = makeServer({ schema, onSubscribe: () => args, subscribe: () => nothing })
const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  request.resume().on('end', () => {
    for (const client of sockets.clients) client.send(message)
    response.end('{}')
  })
})
const sockets = new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false, handleProtocols: () => 'graphql-transport-ws' })
sockets.on('connection', (socket) => {
  const closed = protocol.opened({ protocol: socket.protocol, send: (text) => socket.send(text), close: (code, reason) => socket.close(code, reason), onMessage: (take) => socket.on('message', (data) => take(String(data))) }, {})
  socket.on('close', closed)
})
server.listen(0, '127.0.0.1', () => serveUntilStopped({ url: `http://127.0.0.1:${server.address().port}` }, async () => server.closeAllConnections(), usageAnswers))
