import type { Client } from '@urql/core'
import { pipe, onEnd, subscribe } from 'wonka'
import { EventsDocument, NewestEventDocument } from '../queries/documents.js'
import type { Connection, Gap } from './connection.js'
import type { GraphEvent } from './session.js'

/** Milliseconds between tries: doubled after each that comes to nothing, up to the last. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [500, 10_000]

/** What following the events takes. */
export interface Following {
  client: Client
  /** The cursor to begin behind. */
  after: string
  onEvent: (event: GraphEvent) => void
  /** Some events are lost: what was built on them must be asked for anew. */
  onGap: (gap: Gap) => void
  onConnection: (connection: Connection) => void
}

/** What one connection came to. */
type Ending = 'broken' | 'refused' | 'stopped'

/**
 * Follows everything that happens from a cursor on until the result is called: when the connection breaks it comes back
 * behind the last event that it saw, as often as it takes. This is the whole of how to consume the stream without losing
 * anything.
 */
export function followEvents({ client, after, onEvent, onGap, onConnection }: Following): () => void {
  let cursor = after
  let stopped = false
  let interrupt = () => {}

  /** One connection, until it ends. */
  const connect = (onLive: () => void) =>
    new Promise<Ending>((resolve) => {
      const arrived = new Set<string>()
      let newest: string | null | undefined
      let live = false
      const checkCaughtUp = () => {
        if (live || newest === undefined || !(newest === null || newest === cursor || arrived.has(newest))) return
        live = true
        arrived.clear()
        onLive()
        onConnection({ phase: 'live' })
      }
      const begin = cursor
      let over = false
      const end = (ending: Ending) => {
        over = true
        subscription.unsubscribe()
        resolve(ending)
      }
      const subscription = pipe(
        client.subscription(EventsDocument, { after: begin }),
        onEnd(() => end('broken')),
        subscribe(({ data, error }) => {
          if (error) return end(isRefusal(error) ? 'refused' : 'broken')
          if (!data) return
          const message = data.events
          cursor = message.cursor
          if (message.__typename === 'StreamGap') return onGap(message)
          if (!live) arrived.add(cursor)
          onEvent(message)
          checkCaughtUp()
        }),
      )
      interrupt = () => end('stopped')
      // Over HTTP, beside the stream: once its answer has been seen in the stream, nothing is missing.
      const askForNewest = async () => {
        const { data } = await client.query(NewestEventDocument, {}, { requestPolicy: 'network-only' })
        if (over) return
        if (!data) return void setTimeout(() => void askForNewest(), FIRST_PAUSE)
        newest = data.events.nodes[0]?.cursor ?? null
        checkCaughtUp()
      }
      void askForNewest()
    })

  const run = async () => {
    let pause = FIRST_PAUSE
    for (let first = true; !stopped; first = false) {
      if (!first) onConnection({ phase: 'catching-up', from: cursor })
      const ending = await connect(() => (pause = FIRST_PAUSE))
      if (stopped) return
      if (ending === 'refused') return onConnection({ phase: 'refused' })
      onConnection({ phase: 'broken', retryAt: Date.now() + pause, from: cursor })
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause)
        interrupt = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      pause = Math.min(pause * 2, LONGEST_PAUSE)
    }
  }
  void run()

  return () => {
    stopped = true
    interrupt()
  }
}

/** The close codes with which the graph refuses a caller (graphql-transport-ws: Unauthorized, Forbidden). */
const REFUSALS = [4401, 4403]

const isRefusal = ({ networkError, graphQLErrors }: { networkError?: unknown; graphQLErrors: { extensions?: Record<string, unknown> }[] }): boolean =>
  REFUSALS.includes(Number((networkError as CloseEvent | undefined)?.code)) || graphQLErrors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')
