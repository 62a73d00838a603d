import { Agent, request as exchange, type Dispatcher } from 'undici'
import { systemClock } from './clock.js'

/** One request, ready to go over the wire. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Absolute, already encoded; sent byte for byte as it stands, because it is signed. */
  url: string
  headers: Record<string, string>
  body?: string
}

/** A whole answer. Header names are in lower case; of a repeated header the values are joined by a comma. */
export interface HttpAnswer {
  status: number
  headers: Record<string, string>
  text: string
}

/**
 * Why there is no whole answer. `UNREACHED`: no connection, so the request certainly was not sent.
 * `BROKEN`: the connection ended in between, so the vendor may or may not have acted.
 * `TIMEOUT`: the deadline passed. `ABORTED`: the caller has gone. `TOO_LARGE`: the answer exceeds the limit.
 */
export type FailureKind = 'UNREACHED' | 'BROKEN' | 'TIMEOUT' | 'ABORTED' | 'TOO_LARGE'

/** An exchange without a whole answer. */
export interface HttpFailure {
  failure: FailureKind
  /** The system's or undici's code, such as `ECONNREFUSED`. */
  reason: string
  cause?: unknown
}

/** The bounds of one exchange. */
export interface SendLimits {
  /** Epoch milliseconds. */
  deadline: number
  signal?: AbortSignal
  /** Of the answer's body; 8 MiB when left out. */
  maxBytes?: number
}

/** Outgoing HTTP of one vendor account, with connections of its own. */
export interface Transport {
  /** One exchange, never repeated; redirects are answers like any other. Never throws. */
  send(request: HttpRequest, limits: SendLimits): Promise<HttpAnswer | HttpFailure>
  /** Breaks what is under way and frees the connections. */
  close(): Promise<void>
}

/** The limit of an answer's body where a call sets none. */
export const DEFAULT_MAX_BYTES = 8 * 1024 * 1024

/** Opens a transport. `connectTimeoutMs` bounds the TCP and TLS handshake (default 3 s), `connections` those to one origin (default 64). */
export function createTransport({ connectTimeoutMs = 3_000, connections = 64 } = {}): Transport {
  // The deadline bounds an exchange as a whole; undici's own timeouts would only be a second, coarser truth.
  const agent = new Agent({ connections, connect: { timeout: connectTimeoutMs }, headersTimeout: 0, bodyTimeout: 0 })
  return {
    send: (request, limits) => send(agent, request, limits),
    close: () => agent.destroy(),
  }
}

async function send(agent: Agent, request: HttpRequest, { deadline, signal, maxBytes = DEFAULT_MAX_BYTES }: SendLimits) {
  const remaining = deadline - systemClock.now()
  if (signal?.aborted) return { failure: 'ABORTED', reason: 'the caller has gone' } as const
  if (remaining <= 0) return { failure: 'TIMEOUT', reason: 'no time was left' } as const

  const stop = new AbortController()
  let late = false
  const timer = setTimeout(() => {
    late = true
    stop.abort()
  }, remaining)
  const abort = () => stop.abort()
  signal?.addEventListener('abort', abort, { once: true })
  try {
    const { statusCode, headers, body } = await exchange(request.url, {
      dispatcher: agent,
      method: request.method,
      headers: request.headers,
      body: request.body,
      signal: stop.signal,
    })
    const text = await readBody(body, maxBytes)
    if (text === null) return { failure: 'TOO_LARGE', reason: `more than ${maxBytes} bytes` } as const
    return { status: statusCode, headers: flatten(headers), text }
  } catch (cause) {
    if (signal?.aborted) return { failure: 'ABORTED', reason: 'the caller has gone', cause } as const
    if (late) return { failure: 'TIMEOUT', reason: 'the deadline passed', cause } as const
    const reason = codeOf(cause)
    return { failure: NEVER_SENT.has(reason) ? 'UNREACHED' : 'BROKEN', reason, cause } as const
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

/** The body as text, or null when it is longer than allowed; the rest is then not read. */
async function readBody(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > maxBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Codes of failures that come before the first byte of a request leaves. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown'
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name.toLowerCase(), String(value)]])))
}
