import { ask, openLoad, type LoadRequest } from './load.js'
import type { Side, Stage } from './scenario.js'

/** The caller of the benchmark. */
export const API_KEY = 'bench-key-of-no-value'

/** Requests under way at once. */
const CONNECTIONS = 20

/** A GraphQL request as every side gets it, byte for byte. */
export const graphqlRequest = (url: string, query: string, operationName: string): LoadRequest => ({
  url: `${url}/graphql`,
  headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
  body: JSON.stringify({ query, operationName }),
})

/** A side that is put under load; `answer` is what it must answer, a line break at the end apart. */
export async function underLoad(stage: Stage, request: LoadRequest, answer: string): Promise<Side> {
  const got = await ask(request)
  if (got.trimEnd() !== answer.trimEnd()) throw new Error(`Expected ${request.url} to answer the same as the product: ${answer.slice(0, 300)}, got ${got.slice(0, 300)}`)
  return openLoad(stage, request, got, CONNECTIONS)
}
