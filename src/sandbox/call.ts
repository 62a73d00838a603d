import type { IncomingHttpHeaders } from 'node:http'

/** The query of a URL as it was written: pairs in their order, percent-decoded. A `+` is a plus sign (RFC 3986). */
export type QueryPairs = readonly (readonly [name: string, value: string])[]

/** One call of an operation, as its handler and the signature check see it. */
export interface Call {
  method: string
  /** The path as sent, percent-encoded, without the query. */
  path: string
  /** What followed the question mark, as sent. */
  search: string
  query: QueryPairs
  params: Record<string, string>
  headers: IncomingHttpHeaders
  rawBody: Buffer
  /** The vendor's clock for this call, in milliseconds since 1970 (a fault can bend it). */
  now: number
  requestId: string
}

/** What a handler answers. `refused` is the simulator's own reason, for the journal. */
export interface Answer {
  status: number
  /** Sent as JSON; no body at all when undefined. */
  body?: unknown
  /** JSON whose bytes are ready to be sent, in the place of `body`. */
  json?: Buffer
  headers?: Record<string, string>
  refused?: string
}

/** An error that a handler throws to answer with the vendor's body. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly answer: Answer

  /** `reason` goes to the journal, `answer` to the caller. */
  constructor(answer: Answer, reason: string) {
    super(reason)
    this.answer = { ...answer, refused: reason }
  }
}

/** Reads a query string. Throws a `URIError` on broken percent-encoding. */
export function parseQuery(search: string): QueryPairs {
  if (search === '') return []
  return search.split('&').filter((part) => part !== '').map((part) => {
    const at = part.indexOf('=')
    return at < 0 ? [decodeURIComponent(part), ''] as const : [decodeURIComponent(part.slice(0, at)), decodeURIComponent(part.slice(at + 1))] as const
  })
}

/** A query as an object, repeated names as arrays; for the journal. */
export function queryObject(query: QueryPairs): Record<string, string | string[]> {
  const result = new Map<string, string | string[]>()
  for (const [name, value] of query) {
    const before = result.get(name)
    result.set(name, before === undefined ? value : [before, value].flat())
  }
  return Object.fromEntries(result)
}
