import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { input, serveUntilStopped } from '../processes.js'
import { usageAnswers } from './usage.js'

/**
 * What is compared with: `ws` that sends everyone the same bytes for each request that it gets, and does nothing else. No
 * protocol, no authentication, no log, nothing stored.
 */
const { messages } = input<{ messages: string[] }>()
const texts = messages.map((message) => Buffer.from(message))
// Nobody who is between two turns is cut off.
const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  request.resume().on('end', () => {
    let n = 0
    for (const client of sockets.clients) client.send(texts[n++ % texts.length]!, { binary: false })
    response.end('{}')
  })
})
const sockets = new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false, handleProtocols: () => 'graphql-transport-ws' })
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
const close = async () => {
  for (const client of sockets.clients) client.terminate()
  server.close()
}
serveUntilStopped({ url: `http://127.0.0.1:${port}` }, close, usageAnswers)
