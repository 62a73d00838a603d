import { EventEmitter, on, once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import fastify, { type FastifyRequest } from 'fastify'
import { buildSchema, graphql } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { registerPlayground, wantsPlayground } from '../../src/server/pages.js'

/** The part of the graph that the prepared tabs ask for, with the public contract's names. */
const SCHEMA = /* GraphQL */ `
  type Query {
    liveRooms(first: Int): LiveRoomConnection!
  }
  type LiveRoomConnection {
    nodes: [LiveRoom!]!
    unavailable: [VendorFailure!]!
  }
  type LiveRoom {
    id: ID!
    name: String!
    avatars: [Asset!]!
  }
  type Asset {
    id: ID!
    name: String
    coverUrl: String
  }
  type VendorFailure {
    vendor: Vendor!
    message: String!
  }
  enum Vendor {
    TENCENT
    SENSETIME
    HUAWEI
    XINGYUN
  }
  type Mutation {
    startLive(input: StartLiveInput!): StartLivePayload!
  }
  input StartLiveInput {
    id: ID!
  }
  type StartLivePayload {
    session: LiveSession
    userErrors: [UserError!]!
  }
  type LiveSession {
    id: ID!
    state: LiveState!
  }
  enum LiveState {
    WAITING
    LIVE
  }
  type UserError {
    message: String!
    code: String
  }
  type Subscription {
    liveProgress: LiveProgressMessage!
  }
  union LiveProgressMessage = LiveProgress | StreamGap
  type LiveProgress {
    cursor: String!
    occurredAt: String!
    sceneName: String
    sequenceNo: Int
    paragraphTitle: String
    session: LiveSession!
  }
  type StreamGap {
    cursor: String!
    reason: String!
    missedFrom: String
    missedTo: String
  }
`

const root = join(import.meta.dirname, '../../dist/pages/playground')

/** What a live session says, as a test publishes it. */
export interface ProgressMessage {
  paragraphTitle: string
  sequenceNo: number
}

/**
 * A server with the built playground over a graph of two rooms. `callers` are the authorization strings that it serves
 * (everyone when left out); the rest is refused on HTTP and WebSocket alike.
 */
export async function openSmallGraph({ callers }: { callers?: string[] } = {}) {
  const schema = buildSchema(SCHEMA)
  const stream = new EventEmitter()
  const connectionParams: unknown[] = []
  const admits = (authorization: unknown) => callers === undefined || callers.includes(String(authorization))

  const liveProgress = schema.getSubscriptionType()!.getFields().liveProgress!
  liveProgress.subscribe = () => {
    const messages = on(stream, 'progress')
    stream.emit('subscribed')
    return messages
  }
  liveProgress.resolve = ([message]: [ProgressMessage]) => ({
    __typename: 'LiveProgress',
    cursor: `cursor-${message.sequenceNo}`,
    occurredAt: '2025-06-01T08:00:00.000Z',
    sceneName: 'Opening',
    session: { id: 'session-1', state: 'LIVE' },
    ...message,
  })
  const rootValue = {
    liveRooms: {
      nodes: [
        { id: 'room-1', name: 'Morning show', avatars: [{ id: 'avatar-1', name: 'Anna', coverUrl: null }] },
        { id: 'room-2', name: 'Evening show', avatars: [] },
      ],
      unavailable: [{ vendor: 'TENCENT', message: 'no answer within 10 s' }],
    },
    startLive: ({ input }: { input: { id: string } }) => ({
      session: { id: `session-of-${input.id}`, state: 'WAITING' },
      userErrors: [],
    }),
  }

  const app = fastify()
  const { sendPlayground } = await registerPlayground(app, { root })
  app.get('/graphql', async (request, reply) =>
    wantsPlayground(request) ? sendPlayground(reply) : reply.send({ errors: [{ message: 'no query' }] }),
  )
  app.post('/graphql', async (request: FastifyRequest<{ Body: { query: string; variables?: Record<string, unknown> } }>, reply) => {
    if (!admits(request.headers.authorization)) return reply.code(401).send({ errors: [{ message: 'who are you?' }] })
    return graphql({ schema, rootValue, source: request.body.query, variableValues: request.body.variables })
  })
  const sockets = new WebSocketServer({ server: app.server, path: '/graphql' })
  const graphqlWs = useServer(
    {
      schema,
      onConnect: ({ connectionParams: params }) => {
        connectionParams.push(params)
        return admits(params?.authorization)
      },
    },
    sockets,
  )
  await app.listen({ host: '127.0.0.1', port: 0 })

  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    /** What each WebSocket connection said of itself, in order. */
    connectionParams,
    /** Resolves when the next subscription is attached; rejects when none comes within 10 s. */
    nextSubscription: () => once(stream, 'subscribed', { signal: AbortSignal.timeout(10_000) }),
    /** How many subscriptions are attached now. */
    subscriptions: () => stream.listenerCount('progress'),
    /** Sends a message to every subscription attached now. */
    publish: (message: ProgressMessage) => stream.emit('progress', message),
    dispose: async () => {
      await graphqlWs.dispose()
      await app.close()
    },
  }
}
