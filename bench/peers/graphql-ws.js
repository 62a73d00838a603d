import { createServer } from 'node:http'
import { buildSchema } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { input, serveUntilStopped } from '../processes.js'
import { usageAnswers } from '../servers/usage.js'
import { ours } from './data.js'

// graphql-ws on ws as its first page shows it: our schema, an async iterator a subscriber, and one event in memory that is
// told for each request. No authentication, no log, nothing stored.
const { data } = JSON.parse(input().message).payload
const root = Object.fromEntries(Object.entries(data).map(([name, event]) => [name, { __typename: 'LiveProgress', ...event }]))
const schema = buildSchema(ours('{"data":{}}').typeDefs, { assumeValidSDL: true })
const subscribers = new Set()
schema.getSubscriptionType().getFields().liveProgress.subscribe = subscribe
useServer({ schema }, new WebSocketServer({ server: createListening(), path: '/graphql' }))

/** The least that an async iterator over pushed events can be that ends when it is told to, also while it waits. */
function subscribe() {
  const queue = []
  let wake
  const push = (event) => {
    queue.push(event)
    wake?.()
  }
  subscribers.add(push)
  const end = async () => {
    subscribers.delete(push)
    wake?.()
    return { done: true }
  }
  return {
    async next() {
      while (!queue.length && subscribers.has(push)) await new Promise((resolve) => (wake = resolve))
      return queue.length ? { value: queue.shift(), done: false } : { done: true }
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

function createListening() {
  // Nobody who is between two turns is cut off.
  const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
    request.resume().on('end', () => {
      for (const push of subscribers) push(root)
      response.end('{}')
    })
  })
  server.listen(0, '127.0.0.1', () => serveUntilStopped({ url: `http://127.0.0.1:${server.address().port}` }, async () => server.closeAllConnections(), usageAnswers))
  return server
}
