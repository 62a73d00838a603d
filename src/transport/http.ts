import type { IncomingHttpHeaders } from 'node:http'
import { Agent, type Dispatcher } from 'undici'
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

function send(agent: Agent, { url, method, headers, body }: HttpRequest, { deadline, signal, maxBytes = DEFAULT_MAX_BYTES }: SendLimits): Promise<HttpAnswer | HttpFailure> {
  const remaining = deadline - systemClock.now()
  if (signal?.aborted) return Promise.resolve({ failure: 'ABORTED', reason: 'the caller has gone' })
  if (remaining <= 0) return Promise.resolve({ failure: 'TIMEOUT', reason: 'no time was left' })
  const [, origin = '', path] = /^([a-z]+:\/\/[^/]+)(.*)$/.exec(url) ?? []
  return new Promise((resolve) => {
    const exchange = new Exchange({ remaining, signal, maxBytes }, resolve)
    try {
      agent.dispatch({ origin, path: path || '/', method, headers, body }, exchange)
    } catch (error) {
      exchange.fail(error)
    }
  })
}

/**
 * One exchange as undici tells of it: straight, since an operation may have dozens under way and neither a stream for each body
 * nor a signal for each deadline is of use.
 */
class Exchange implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | undefined
  #status = 0
  #headers: IncomingHttpHeaders = {}
  readonly #chunks: Buffer[] = []
  #size = 0
  #over = false
  readonly #timer: NodeJS.Timeout

  constructor(
    private readonly limits: { remaining: number; signal?: AbortSignal; maxBytes: number },
    private readonly resolve: (outcome: HttpAnswer | HttpFailure) => void,
  ) {
    this.#timer = setTimeout(() => this.#end({ failure: 'TIMEOUT', reason: 'the deadline passed' }), limits.remaining)
    limits.signal?.addEventListener('abort', this.#abort)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    // It was given up while it waited for a connection.
    if (this.#over) controller.abort(new Error('given up'))
  }

  onResponseStart(_controller: unknown, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status
    this.#headers = headers
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#size += chunk.length
    if (this.#size > this.limits.maxBytes) this.#end({ failure: 'TOO_LARGE', reason: `more than ${this.limits.maxBytes} bytes` })
    else this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    const bytes = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks)
    this.#end({ status: this.#status, headers: flatten(this.#headers), text: bytes.toString('utf8') })
  }

  onResponseError(_controller: unknown, error: unknown): void {
    this.fail(error)
  }

  fail(cause: unknown): void {
    const reason = codeOf(cause)
    this.#end({ failure: NEVER_SENT.has(reason) ? 'UNREACHED' : 'BROKEN', reason, cause })
  }

  readonly #abort = (): void => this.#end({ failure: 'ABORTED', reason: 'the caller has gone' })

  #end(outcome: HttpAnswer | HttpFailure): void {
    if (this.#over) return
    this.#over = true
    clearTimeout(this.#timer)
    this.limits.signal?.removeEventListener('abort', this.#abort)
    this.resolve(outcome)
    if ('failure' in outcome) this.#controller?.abort(new Error(outcome.reason))
  }
}

/** Codes of failures that come before the first byte of a request leaves. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown'
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const name in headers) if (headers[name] !== undefined) flat[name.toLowerCase()] = String(headers[name])
  return flat
}
