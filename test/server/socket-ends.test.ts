import 'reflect-metadata'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GraphQLInt, GraphQLObjectType, GraphQLSchema } from 'graphql'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readConfig } from '../../src/config.js'
import type { EventStream, StreamItem } from '../../src/events/stream.js'
import type { GraphServices } from '../../src/graph/context.js'
import { createAdmission } from '../../src/server/admission.js'
import { CarriedStream, type Audience } from '../../src/server/carried-stream.js'
import { createDocuments } from '../../src/server/documents.js'
import { attachGraphQL } from '../../src/server/graphql-ws.js'
import { SubscriptionMessage } from '../../src/server/subscription-message.js'
import { enter } from '../support/socket.js'

/** How a subscription on a socket ends where it is not the client that ends it: graphql-ws has let it go, so the client is told past it. */

const GAP = { type: 'gap', gap: { reason: 'RETENTION', cursor: 'cursor', missedFrom: 'a', missedTo: 'b' } } satisfies StreamItem
const TICK = 'subscription { tick }'

let server: Server
let stop: () => Promise<void>
/** What each subscription is given, in turn, and what it makes of it. */
let streams: { items: StreamItem[]; render: () => Promise<SubscriptionMessage> }[]
let left: Audience[]

beforeEach(async () => {
  const tick = { type: GraphQLInt }
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { tick } }),
    subscription: new GraphQLObjectType({ name: 'Subscription', fields: { tick } }),
  })
  const { limits, connections } = readConfig({})
  left = []
  server = createServer()
  const socket = attachGraphQL(server, {
    schema,
    connections: { ...connections, operationsPerSocket: 1 },
    documents: createDocuments({ schema, limits, introspection: true }),
    admit: createAdmission({ limits, introspection: true }),
    services: { vendorDeadlineMs: 1_000, vendorCallsPerRequest: 1, introspection: true, onVendorCall: () => {}, onError: () => {} } as unknown as GraphServices,
    authenticate: async () => ({ name: 'caller', role: 'viewer', authenticated: true }),
    logger: pino({ level: 'silent' }),
    metrics: { refused: () => {} },
    newRequestId: () => 'request',
    refuse: () => undefined,
    subscriptions: {
      async open(_args, audience) {
        const { items, render } = streams.shift()!
        const exit = (it: Audience) => void left.push(it)
        return new CarriedStream(streamOf(items), { render, exit, join: unused, resume: unused }, audience)
      },
    },
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  stop = async () => {
    await socket.stop()
    await new Promise((closed) => server.close(closed))
  }
})
afterEach(() => stop())

const streamOf = (items: StreamItem[]): EventStream => (async function* () { yield* items })()
const unused = () => {
  throw new Error('These streams never come to the present')
}
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`

it('one that comes to its end is completed, and makes room for the next, also of the same id', async () => {
  const message = async () => new SubscriptionMessage('{"data":{"tick":1}}', 'cursor')
  streams = [{ items: [GAP], render: message }, { items: [], render: message }]
  const client = await enter(url())
  client.send({ type: 'subscribe', id: 'a', payload: { query: TICK } })
  expect(await client.next()).toEqual({ id: 'a', type: 'next', payload: { data: { tick: 1 } } })
  expect(await client.next()).toEqual({ id: 'a', type: 'complete' })
  client.send({ type: 'subscribe', id: 'a', payload: { query: TICK } })
  expect(await client.next()).toEqual({ id: 'a', type: 'complete' })
  expect(left.map(({ transport, holder }) => ({ transport, holder }))).toEqual(Array(2).fill({ transport: 'websocket', holder: 'key:caller' }))
})

it('one whose item cannot be told ends with an error that tells nothing of the defect, and without being completed', async () => {
  streams = [{ items: [GAP], render: () => Promise.reject(new Error('a secret of the house')) }, { items: [], render: unused }]
  const client = await enter(url())
  client.send({ type: 'subscribe', id: 'a', payload: { query: TICK } })
  expect(await client.next()).toEqual({ id: 'a', type: 'error', payload: [{ message: 'Something went wrong inside AvatarGraph.', extensions: { code: 'INTERNAL' } }] })
  // What comes next is of the next operation.
  client.send({ type: 'subscribe', id: 'b', payload: { query: TICK } })
  expect(await client.next()).toEqual({ id: 'b', type: 'complete' })
  expect(left).toHaveLength(2)
})
