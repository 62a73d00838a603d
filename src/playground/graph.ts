import type { ExecutionResult } from 'graphql'
import { authorization } from './credential.js'

/** The graph's one path on this origin: POST for queries and mutations, WebSocket for subscriptions. */
const GRAPH_PATH = '/graphql'

/** Where subscriptions connect: the page's own host, encrypted where the page is. */
export function socketUrl(): string {
  const url = new URL(GRAPH_PATH, location.href)
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.href
}

/** What goes into the body of a GraphQL request over HTTP. */
export interface GraphRequest {
  query: string
  operationName?: string | null
  variables?: unknown
}

/**
 * The graph's answer to one query or mutation. Never rejects for what the network or a proxy does: no answer, or one that
 * is not JSON, becomes a result with one error that says so. Rejects when `signal` aborts.
 */
export async function postToGraph(request: GraphRequest, headers = new Headers(), signal?: AbortSignal): Promise<ExecutionResult> {
  headers.set('content-type', 'application/json')
  headers.set('accept', 'application/graphql-response+json, application/json;q=0.9')
  let response: Response
  try {
    response = await fetch(GRAPH_PATH, { method: 'POST', headers, body: JSON.stringify(request), signal })
  } catch (error) {
    signal?.throwIfAborted()
    return failure(`No answer from the graph at ${location.origin}${GRAPH_PATH}: ${String(error)}.`)
  }
  const text = await response.text()
  try {
    return JSON.parse(text) as ExecutionResult
  } catch {
    return failure(`Expected JSON from the graph, got HTTP ${response.status} with: ${text.slice(0, 200)}`)
  }
}

/** An answer that the page gives in the graph's place, in the graph's form: GraphiQL prints it as it is. */
export const failure = (message: string) => ({ errors: [{ message }] }) as unknown as ExecutionResult

/** A room that the mutation tab can start a live session in. */
export interface Room {
  id: string
  name: string
}

/**
 * The first live room of the graph, asked once when the page loads, by whoever is signed in already.
 * Undefined when there is none, the graph refuses or fails, or it takes longer than `timeoutMs` (default 2,000): the
 * prepared tabs are then shown with a placeholder.
 */
export async function findRoom(timeoutMs = 2_000): Promise<Room | undefined> {
  const query = '{ liveRooms(first: 20) { nodes { id name } } }'
  const given = authorization()
  try {
    const { data } = await postToGraph({ query }, new Headers(given === undefined ? {} : { authorization: given }), AbortSignal.timeout(timeoutMs))
    const { liveRooms } = (data ?? {}) as { liveRooms?: { nodes: (Room | null)[] } | null }
    return liveRooms?.nodes.find((room) => room !== null)
  } catch {
    return undefined
  }
}
