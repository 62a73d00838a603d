import { API_KEY } from './graphql.js'
import type { FanOut, SubscribersInput } from './clients/subscribers.js'
import type { Process, Row, Scenario, Side, Stage } from './scenario.js'

/** What a dashboard shows of what is live; `alias` makes documents differ, `room` is the id of the only room of interest. */
export const document = (alias = 'liveProgress', room?: string): string => /* GraphQL */ `subscription {
  ${alias}: liveProgress${room === undefined ? '' : `(roomId: ${JSON.stringify(room)})`} { ... on LiveProgress { id cursor occurredAt receivedAt source vendor sceneName sequenceNo paragraphTitle session { id } room { id } } ... on StreamGap { cursor reason } }
}`

/** What callbacks are signed with. */
export const CALLBACK_KEY = 'a-key-that-callbacks-are-signed'
const NOWHERE = { endpoint: 'http://127.0.0.1:9', projectId: 'project', region: 'cn-north-4', accessKey: 'access', secretKey: 'secret' }

/** As many as any scenario wants, from one address and with one key. */
const ROOM_FOR_ALL = { MAX_CONNECTIONS: '50000', MAX_CONNECTIONS_PER_ADDRESS: '50000', MAX_SOCKETS_PER_CALLER: '50000', MAX_SUBSCRIPTIONS_PER_CALLER: '50000' }

/** Starts the product over PostgreSQL, its vendor being whoever signs callbacks. */
export async function startProduct(stage: Stage, database: string, environment: Record<string, string> = {}): Promise<Process<{ url: string }>> {
  return stage.start<{ url: string }>('servers/product.ts', { vendor: NOWHERE, environment: { DATABASE_URL: database, HUAWEI_CALLBACK_KEYS: CALLBACK_KEY, ...ROOM_FOR_ALL, ...environment } })
}

/** The address of a fresh database. */
export const startDatabase = async (stage: Stage): Promise<string> => (await stage.start<{ url: string }>('servers/database.ts')).ready.url

/** Subscribers of a server, in a process of their own. They are subscribed when it resolves, and whenever they were asked to `leave` and to `come` again. */
export function startSubscribers(stage: Stage, options: Pick<SubscribersInput, 'url' | 'count' | 'documents' | 'window' | 'rooms' | 'urls'> & { acknowledges?: boolean }) {
  return stage.start<object>('clients/subscribers.ts', { acknowledges: true, authorization: `Bearer ${API_KEY}`, callbackKey: CALLBACK_KEY, seconds: stage.seconds, ...options } satisfies SubscribersInput)
}

interface FanOutOptions {
  name: string
  count: number
  documents: readonly string[]
  /** Events on their way at once: enough that the server never waits for the next one. */
  window: number
  plain: number
  /** Against graphql-ws; left out where that is not compared. */
  graphqlWs?: number
  /** Against plain ws when one event follows the other: nothing goes together with another, so that every hop shows. Left out where that is not compared. */
  alone?: { name: string; goal: number }
  quick?: boolean
}

/** A scenario of one event to many. Beside the rate, which a client that is too slow could hold down, stands what a message costs the server. */
export function fanOut({ name, count, documents, window, plain, graphqlWs, alone, quick }: FanOutOptions): Scenario {
  const rows = (what: string, ours: string, against: string, side: string, goal: number): Row[] => [
    { name: what, against, unit: 'messages/s', ours: { side: ours, figure: 'messagesPerSecond' }, theirs: { side, figure: 'messagesPerSecond' }, goal, better: 'higher', ...(quick && side === 'plain' && { quick }) },
    { name: `${what}, server's processor`, against, unit: 'messages/s of it', ours: { side: ours, figure: 'messagesPerCpuSecond' }, theirs: { side, figure: 'messagesPerCpuSecond' }, goal, better: 'higher' },
  ]
  const PLAIN = 'plain ws broadcast of the same bytes'
  return {
    rows: [
      ...rows(name, 'product', PLAIN, 'plain', plain),
      ...(graphqlWs === undefined ? [] : rows(name, 'product', 'graphql-ws with its defaults', 'graphql-ws', graphqlWs)),
      ...(alone === undefined ? [] : rows(alone.name, 'product alone', PLAIN, 'plain alone', alone.goal)),
    ],
    async open(stage, wanted) {
      const product = await startProduct(stage, await startDatabase(stage))
      const messages = await samplesOf(stage, product.ready.url, documents)
      const sides: Record<string, Side> = {}
      const add = async (side: string, server: Process<{ url: string }>, acknowledges: boolean) => {
        const subscribers = await startSubscribers(stage, { url: server.ready.url, count, documents, window, acknowledges })
        sides[side] = () => turnOf(server, subscribers)
        sides[`${side} alone`] = () => turnOf(server, subscribers, 'alone')
      }
      const wants = (side: string) => wanted.has(side) || wanted.has(`${side} alone`)
      await add('product', product, true)
      if (wants('plain')) await add('plain', await stage.start('servers/plain-ws.ts', { messages }), false)
      if (wants('graphql-ws')) await add('graphql-ws', await stage.start('peers/graphql-ws.js', { message: messages[0] }), true)
      return sides
    },
  }
}

/** What a subscriber with each of the documents is sent. */
export async function samplesOf(stage: Stage, url: string, documents: readonly string[]): Promise<string[]> {
  const subscribers = await startSubscribers({ ...stage, seconds: 0.1 }, { url, count: documents.length, documents, window: 1 })
  await subscribers.ask('turn')
  const samples = await subscribers.ask<string[]>('samples')
  const wrong = samples.filter((sample) => !sample.includes('"sequenceNo":'))
  if (samples.length !== documents.length || wrong.length) throw new Error(`Expected an event for each of ${documents.length} documents, got ${samples.length}, of which are none: ${wrong.join(', ')}`)
  await subscribers.stop()
  return samples
}

/** One turn, with the microseconds of processor time that it took the server. */
export async function turnOf(server: Process<unknown>, subscribers: Process<unknown>, turn = 'turn'): Promise<FanOut & { cpu: number; messagesPerCpuSecond: number }> {
  const before = await server.ask<number>('cpu')
  const found = await subscribers.ask<FanOut>(turn)
  const cpu = (await server.ask<number>('cpu')) - before
  return { ...found, cpu, messagesPerCpuSecond: (found.messages / cpu) * 1e6 }
}
