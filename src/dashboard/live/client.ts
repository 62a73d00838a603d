import { cacheExchange, Client, errorExchange, fetchExchange, subscriptionExchange } from '@urql/core'
import { createClient as createSocketClient } from 'graphql-ws'

const GRAPH_PATH = '/graphql'

/** Milliseconds after which the socket is asked whether it is still there, and those that it has to answer. */
const [PING_EVERY, PONG_WITHIN] = [10_000, 5_000]

/** A client of the graph, and the end of it. */
export interface GraphClient {
  client: Client
  /** Closes the socket. */
  dispose: () => void
}

/** The Authorization of a key or token as a person pastes it: with the scheme or without. */
export const authorizationOf = (credential: string): string => (/^bearer /i.test(credential) ? credential : `Bearer ${credential}`)

/**
 * The graph of this origin for one caller: queries and mutations over HTTP, subscriptions over a WebSocket that carries the
 * same words. `onRefused` is told when the graph does not know the caller, or not any more.
 */
export function openGraph(credential: string | undefined, onRefused: () => void): GraphClient {
  const authorization = credential === undefined ? undefined : authorizationOf(credential)
  const url = new URL(GRAPH_PATH, location.href)
  let pong: ReturnType<typeof setTimeout> | undefined
  let socket: WebSocket | undefined
  const sockets = createSocketClient({
    url: url.href.replace(/^http/, 'ws'),
    connectionParams: { authorization },
    // It would subscribe again with the cursor of the first time; stream.ts comes back with the last one.
    retryAttempts: 0,
    keepAlive: PING_EVERY,
    on: {
      opened: (opened) => (socket = opened as WebSocket),
      // A network that went away silently would leave the page looking alive.
      ping: (received) => {
        if (!received) pong = setTimeout(() => socket?.close(4408, 'No answer'), PONG_WITHIN)
      },
      pong: (received) => {
        if (received) clearTimeout(pong)
      },
      closed: () => clearTimeout(pong),
    },
  })
  const client = new Client({
    url: url.href,
    preferGetMethod: false,
    fetchOptions: { headers: authorization === undefined ? {} : { authorization } },
    exchanges: [
      errorExchange({
        onError: ({ graphQLErrors }) => {
          if (graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED')) onRefused()
        },
      }),
      // For what is asked of many cards at once, such as the script of a room; everything that changes is asked past it.
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({ unsubscribe: sockets.subscribe({ query, variables }, sink) }),
        }),
      }),
    ],
  })
  return { client, dispose: () => void sockets.dispose() }
}
