import type { ZodType } from 'zod'
import { AvatarGraphError, type ErrorCode } from '../domain/errors.js'
import type { CallContext, VendorCall } from '../domain/port.js'
import type { Vendor } from '../domain/vendor.js'
import type { Circuit, Health } from '../transport/breaker.js'
import { systemClock, type Clock } from '../transport/clock.js'
import type { FailureKind, HttpAnswer, HttpFailure, HttpRequest, Transport } from '../transport/http.js'
import type { RateLimiter } from '../transport/rate-limit.js'
import { retryWait, type AttemptFailure, type RetryClass } from '../transport/retry.js'
import { buildUrl, withQuery, type Query } from '../transport/url.js'

/** A row of a vendor's table of operations. */
export interface Operation<T = unknown> {
  /** The vendor's name of the operation. */
  name: string
  /** Section of the vendor's document. */
  section: string
  method: HttpRequest['method']
  /** Path with `{names}`. */
  path: string
  retry: RetryClass
  /** Documented calls per second by region; a region that is not listed gets the lowest. Absent: none documented. */
  perSecond?: Readonly<Record<string, number>>
  /** The documented status of success. Another 2xx is believed too: refusing it would lose what the vendor has done. */
  success: number
  /**
   * Whether its answer may be told again within the seconds of VENDOR_CACHE_SECONDS. Not what is made anew at every call
   * (credentials, signatures), and not what no event tells the change of.
   */
  reusable?: boolean
  /** Query parameters whose arrays are sent as repeated keys; others are joined by commas. */
  repeated?: readonly string[]
  /** The shape of the answer; absent where none is documented, and then whatever comes is ignored. */
  answer?: ZodType<T>
}

/** What one call of a row carries. */
export interface CallInput {
  /** Fills the path. */
  params?: Readonly<Record<string, string>>
  query?: Query
  /** Sent as JSON. */
  body?: unknown
  /** What has the operation's rate for itself, where the vendor counts by more than the account: a session. */
  lane?: string
}

/** What proves who asks; it is added to the request. */
export interface Proof {
  headers?: Record<string, string>
  query?: Record<string, string>
}

/** Makes the proof for one attempt: the vendor's clock window counts from here. */
export type Sign = (request: HttpRequest) => Proof

/** What differs from vendor to vendor in every exchange. */
export interface Protocol {
  vendor: Vendor
  account: string
  region?: string
  /** Scheme and host. */
  endpoint: string
  /** Headers that depend on who asks; they are there before the request is signed. */
  headers?(call: CallContext): Record<string, string>
  /** Has the credentials ready. Awaited before the turn at the rate limit, so that calls waiting for a token do not leave in one burst. */
  authorize(call: CallContext): Promise<Sign>
  /** Whether an error says that the credentials are no longer taken, at vendors that say so with a code and not with a status of 401. */
  expired?(error: AvatarGraphError): boolean
  /** Told of a 401, or of what counts as one, with the headers that were refused; true when new credentials make another attempt worth while. */
  renew?(refused: Readonly<Record<string, string>>): boolean
  /** The value of the answer (undefined for an empty body), or throws AvatarGraphError; also where a success status hides an error. */
  readAnswer(answer: HttpAnswer, operation: Operation): unknown
  /** The vendor's id of the request. */
  requestId?(answer: HttpAnswer): string | undefined
}

/** What a call goes through on its way. */
export interface Line {
  transport: Transport
  circuit: Circuit
  rateLimiter: RateLimiter
  /** Told of every exchange, with its error if it failed; not of those whose caller went away. */
  witness?: (operation: string, error: AvatarGraphError | undefined) => void
  clock?: Clock
  /** From 0 to 1; for the jitter of retries. */
  random?: () => number
}

/**
 * Runs a row: waits for its turn, signs, sends, reads, and tries again where the row allows it. Throws
 * AvatarGraphError with vendor and account. Every exchange is told to `call.onCall`.
 */
export type Caller = <T>(operation: Operation<T>, input: CallInput, call: CallContext) => Promise<T>

/** Makes the one generic call for a vendor account. */
export function createCaller(protocol: Protocol, line: Line): Caller {
  return async (operation, input, call) => {
    try {
      return await attempts(protocol, line, operation, input, call)
    } catch (error) {
      throw attributed(error, protocol, call)
    }
  }
}

async function attempts<T>(protocol: Protocol, line: Line, operation: Operation<T>, input: CallInput, call: CallContext): Promise<T> {
  const { circuit, rateLimiter, clock = systemClock, random = Math.random } = line
  const request = toRequest(protocol.endpoint, operation, input, protocol.headers?.(call))
  const perSecond = rateIn(protocol.region, operation)
  let renewed = false
  let failed: AvatarGraphError | undefined
  for (let attempt = 1; ; attempt += 1) {
    circuit.check()
    call.beforeCall?.()
    const sign = await protocol.authorize(call)
    const turn = perSecond ? rateLimiter.acquire(rateKey(protocol.account, operation, input.lane), perSecond, call.deadline, call.signal) : 0
    const waitedMs = await Promise.resolve(turn).catch((error: unknown) => {
      // Another attempt that gets no turn in time: what the one before it met is what the caller has to know.
      throw failed ?? error
    })
    const signed = proven(request, sign(request))
    const result = await circuit.run(() => exchange(protocol, line, operation, signed, call, waitedMs))
    if ('value' in result) return result.value

    const { error, failure } = result
    // Also of what was refused after a renewal: the next call must not begin with it.
    const another = failure?.kind === 'STATUS' && (failure.status === 401 || protocol.expired?.(error)) && protocol.renew?.(signed.headers)
    if (another && !renewed) {
      renewed = true
      attempt -= 1
      continue
    }
    const wait = failure && retryWait({ retry: operation.retry, attempt, failure, now: clock.now(), deadline: call.deadline, random: random() })
    if (wait === undefined) throw error
    failed = error
    await clock.sleep(wait, call.signal)
  }
}

function toRequest(endpoint: string, { method, path, repeated }: Operation, { params, query, body }: CallInput, more: Record<string, string> = {}): HttpRequest {
  const url = buildUrl({ endpoint, path, params, query, repeated })
  const headers: Record<string, string> = { accept: 'application/json', ...more }
  if (body === undefined) return { method, url, headers }
  return { method, url, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

function proven(request: HttpRequest, { headers, query = {} }: Proof): HttpRequest {
  return { ...request, url: withQuery(request.url, query), headers: { ...request.headers, ...headers } }
}

/** What the calls of an operation are counted under. */
export const rateKey = (account: string, { name }: Pick<Operation, 'name'>, lane?: string): string => [account, name, lane].filter(Boolean).join('/')

/** The documented rate of an operation in a region. */
export function rateIn(region: string | undefined, { perSecond }: Pick<Operation, 'perSecond'>): number | undefined {
  return perSecond && ((region === undefined ? undefined : perSecond[region]) ?? Math.min(...Object.values(perSecond)))
}

type Attempt<T> = { health: Health; value: T } | { health: Health; error: AvatarGraphError; failure?: AttemptFailure }

async function exchange<T>(protocol: Protocol, line: Line, operation: Operation<T>, request: HttpRequest, call: CallContext, waitedMs: number): Promise<Attempt<T>> {
  const clock = line.clock ?? systemClock
  const started = clock.now()
  const answer = await line.transport.send(request, { deadline: call.deadline, signal: call.signal })
  const durationMs = clock.now() - started
  const result = 'failure' in answer ? unanswered(answer, protocol, operation, durationMs) : answered(answer, protocol, operation)
  const aborted = 'failure' in answer && answer.failure === 'ABORTED'
  if (!aborted) line.witness?.(operation.name, 'error' in result ? result.error : undefined)
  call.onCall?.({
    account: protocol.account,
    operation: operation.name,
    outcome: aborted ? 'ABORTED' : 'value' in result ? 'OK' : (OUTCOMES[result.error.code] ?? 'REJECTED'),
    durationMs,
    waitedMs,
    ...('status' in answer && { status: answer.status, vendorRequestId: protocol.requestId?.(answer) }),
  })
  return result
}

const OUTCOMES: Partial<Record<ErrorCode, VendorCall['outcome']>> = {
  VENDOR_RATE_LIMITED: 'RATE_LIMITED',
  VENDOR_AUTH: 'AUTH',
  VENDOR_UNAVAILABLE: 'UNAVAILABLE',
  VENDOR_MALFORMED: 'MALFORMED',
  NOT_FOUND: 'NOT_FOUND',
}

function answered<T>(answer: HttpAnswer, protocol: Protocol, operation: Operation<T>): Attempt<T> {
  try {
    const value = protocol.readAnswer(answer, operation)
    return { health: 'UP', value: operation.answer ? shaped(value, operation.answer, protocol, operation) : (undefined as T) }
  } catch (thrown) {
    if (!(thrown instanceof AvatarGraphError)) throw thrown
    const error = withRequestId(thrown, protocol.requestId?.(answer))
    const failure = { kind: 'STATUS' as const, status: answer.status, retryAfter: answer.headers['retry-after'], tryLater: tryLater(answer.status, error) }
    // By code, not by status: vendors reject requests with a status of 500 too.
    const down = error.code === 'VENDOR_UNAVAILABLE' || error.code === 'VENDOR_MALFORMED'
    return { health: down ? 'DOWN' : 'UP', error: down ? doubtful(error, operation) : error, failure }
  }
}

/** The vendor's code against its status: it may forbid what the status allows, and ask for it where the status sounds final. */
function tryLater(status: number, { details }: AvatarGraphError): boolean | undefined {
  if (details.retryable === false) return false
  return details.retryable && status < 500 ? true : undefined
}

function shaped<T>(value: unknown, shape: ZodType<T>, { vendor }: Protocol, { name, section }: Operation): T {
  const result = shape.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const where = issue?.path.join('.') || 'the top'
  throw malformed(`${vendor} answered ${name} (${section}) with JSON of another shape than documented: at ${where}: ${issue?.message ?? 'not as expected'}.`)
}

/** A timeout after less than this tells of a call that came late, not of a vendor that is down. */
const FAIR_TIME_MS = 1_000

const UNANSWERED: Record<FailureKind, { code: ErrorCode; health: Health; says: string; failure?: AttemptFailure }> = {
  UNREACHED: { code: 'VENDOR_UNAVAILABLE', health: 'DOWN', says: 'could not be reached', failure: { kind: 'UNREACHED' } },
  BROKEN: { code: 'VENDOR_UNAVAILABLE', health: 'DOWN', says: 'broke the connection before its answer was whole', failure: { kind: 'BROKEN' } },
  TIMEOUT: { code: 'VENDOR_UNAVAILABLE', health: 'DOWN', says: 'did not answer before the deadline' },
  ABORTED: { code: 'VENDOR_UNAVAILABLE', health: 'NOTHING', says: 'was not waited for' },
  TOO_LARGE: { code: 'VENDOR_MALFORMED', health: 'DOWN', says: 'sent a larger answer than is accepted' },
}

function unanswered(answer: HttpFailure, { vendor }: Protocol, operation: Operation, durationMs: number): Attempt<never> {
  const { code, health, says, failure } = UNANSWERED[answer.failure]
  const error = new AvatarGraphError(code, `${vendor} ${says} (${operation.name}, after ${durationMs} ms: ${answer.reason}).`, {
    retryable: code === 'VENDOR_UNAVAILABLE',
    cause: answer.cause,
  })
  return {
    health: answer.failure === 'TIMEOUT' && durationMs < FAIR_TIME_MS ? 'NOTHING' : health,
    error: answer.failure === 'UNREACHED' ? error : doubtful(error, operation),
    failure,
  }
}

/** A create without a readable answer may have been carried out, so it is not said to be repeatable. */
function doubtful(error: AvatarGraphError, { retry, name }: Operation): AvatarGraphError {
  if (retry !== 'CREATE') return error
  return rebuilt(error, { retryable: false, hint: `${name} may have been carried out all the same: look before asking again.` })
}

/** An answer that is not what the vendor documents. The message must not quote it. */
export function malformed(message: string): AvatarGraphError {
  return new AvatarGraphError('VENDOR_MALFORMED', message, { hint: 'The vendor changed its interface, or something in between answered in its place.' })
}

/** Reads the JSON of an answer; undefined for an empty body. VENDOR_MALFORMED when it is none. */
export function parseJson(answer: HttpAnswer, vendor: Vendor, { name, section }: Operation): unknown {
  if (answer.text.trim() === '') return undefined
  try {
    return JSON.parse(answer.text) as unknown
  } catch {
    // The parser's own message quotes the text.
    throw malformed(`${vendor} answered ${name} (${section}) with status ${answer.status} and ${answer.text.length} characters that are not JSON.`)
  }
}

/** A vendor's text as one line of bounded length, fit for a message. */
export function oneLine(text: string, max = 300): string {
  const line = text.replace(/[\s\p{C}]+/gu, ' ').trim()
  return line.length > max ? `${line.slice(0, max)}…` : line
}

const withRequestId = (error: AvatarGraphError, requestId: string | undefined) =>
  requestId && !error.details.requestId ? rebuilt(error, { requestId }) : error

function attributed(error: unknown, { vendor, account }: Protocol, { signal }: CallContext): unknown {
  if (error instanceof AvatarGraphError) return error.details.vendor ? error : rebuilt(error, { vendor, account })
  if (signal?.aborted) return new AvatarGraphError('VENDOR_UNAVAILABLE', `${vendor} was not waited for: the caller has gone.`, { vendor, account, cause: error })
  return error
}

function rebuilt(error: AvatarGraphError, details: AvatarGraphError['details']): AvatarGraphError {
  return new AvatarGraphError(error.code, error.message, { ...error.details, ...details, cause: error.cause })
}
