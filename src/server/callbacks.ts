import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Disposition, EventDraft } from '../domain/events.js'
import { CALLBACK_KINDS, CallbackRefusal, type Account, type CallbackJob, type CallbackKind, type RawCallback } from '../domain/port.js'
import type { AccountSeal } from '../events/records.js'
import type { Tracing } from '../graph/tracing.js'
import type { CallbackOutcome, Metrics } from './metrics.js'
import { carrying, spanOf, within } from './tracing.js'

/** Largest callback in bytes; the contract's section 2. */
const MAX_BYTES = 256 * 1024

interface CallbackRoute {
  Params: { account: string; kind: string }
}
type CallbackRequest = FastifyRequest<CallbackRoute>

/** What the callback routes need. */
export interface CallbackOptions {
  accounts: ReadonlyMap<string, Account>
  /** Stores events durably, with the seal of their callback; it is answered only afterwards. Rejects with CallbackRefusal where that came with another body before. */
  append: (drafts: EventDraft[], seal?: AccountSeal) => Promise<{ disposition: Disposition }[]>
  /** Has the tracker ask about a job now. Durable when it resolves. */
  watch: (account: Account, job: CallbackJob) => Promise<unknown>
  metrics: Metrics
  /** Absent where nothing is traced. */
  tracing?: Tracing
  /** Epoch milliseconds; the vendors' signatures are checked against it. */
  now: () => number
}

const OUTCOMES: Record<Disposition, CallbackOutcome> = { ANNOUNCED: 'announced', DUPLICATE: 'duplicate', SUPERSEDED: 'superseded', REPLAYED: 'replayed' }
const REFUSALS = { UNAUTHENTICATED: [401, 'unauthenticated'], MALFORMED: [400, 'malformed'] } as const
const KNOWN_KINDS: readonly string[] = CALLBACK_KINDS

/**
 * The callback routes, road 2 from its beginning: raw bytes → verify → decode → append → 200. Nothing is parsed
 * before its signature is checked, and nothing is answered 200 before it is stored. Register it in a scope of
 * its own: it takes over how bodies are read there.
 */
export function registerCallbacks(app: FastifyInstance, options: CallbackOptions): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: MAX_BYTES }, (_request, body, done) => done(null, body))

  app.setErrorHandler((error: Error & { statusCode?: number }, request: CallbackRequest, reply) => {
    const { statusCode: status = 500 } = error
    if (status >= 500) {
      request.log.error({ err: error }, 'a callback could not be stored')
      return refuseUnstored(request, reply)
    }
    const [outcome, message] =
      status === 413
        ? (['too_large', `Expected a callback of at most ${MAX_BYTES} bytes.`] as const)
        : status === 415
          ? (['wrong_media_type', 'Expected the media type application/json.'] as const)
          : (['malformed', 'The request could not be read.'] as const)
    return refuse(request, reply, status, outcome, message)
  })

  app.post<CallbackRoute>('/callbacks/:account/:kind', { bodyLimit: MAX_BYTES }, async (request, reply) => {
    const account = options.accounts.get(request.params.account)
    const callbacks = account?.callbacks
    const kind = request.params.kind as CallbackKind
    if (!callbacks || !KNOWN_KINDS.includes(kind) || !callbacks.kinds.includes(kind)) {
      return refuse(request, reply, 404, 'unknown_account', 'There is no account of this name here that takes this kind of callback.')
    }
    let dispositions: Disposition[]
    let hints: CallbackJob[]
    try {
      const callback = callbacks.verify(rawCallback(kind, request), options.now())
      const drafts = callbacks.decode(callback)
      const seal = callback.seal && { ...callback.seal, account: account.slug }
      const { tracing } = options
      const appended = await within(tracing, 'append', spanOf(request), { 'avatargraph.account': account.slug, 'avatargraph.callback': kind }, (span) => options.append(carrying(drafts, tracing, span), seal))
      dispositions = appended.map(({ disposition }) => disposition)
      hints = (await callbacks.hints?.(callback)) ?? []
      await Promise.all(hints.map((job) => options.watch(account, job)))
    } catch (error) {
      if (!(error instanceof CallbackRefusal)) throw error
      const [status, outcome] = REFUSALS[error.reason]
      return refuse(request, reply, status, outcome, error.message)
    }
    const outcomes = dispositions.map((disposition) => OUTCOMES[disposition])
    for (const outcome of outcomes.length ? outcomes : [hints.length ? ('hint' as const) : ('empty' as const)]) options.metrics.callback(account.slug, kind, outcome)
    return reply.code(200).send({})
  })

  /** The vendor tries again on 503: an event is lost only if it gives up before the database is back. */
  function refuseUnstored(request: CallbackRequest, reply: FastifyReply) {
    void reply.header('retry-after', '5')
    return refuse(request, reply, 503, 'not_stored', 'The event could not be stored just now. Send it again.')
  }

  function refuse(request: CallbackRequest, reply: FastifyReply, status: number, outcome: CallbackOutcome, message: string) {
    const { account, kind } = request.params
    // Metrics have a series a label value: what a stranger wrote into the address must not become one.
    const known = outcome === 'unknown_account' || !options.accounts.has(account) || !KNOWN_KINDS.includes(kind) ? ['', ''] : [account, kind]
    options.metrics.callback(known[0] ?? '', known[1] ?? '', outcome)
    request.log.warn({ account, kind, outcome, why: message }, 'a callback was refused')
    return reply.code(status).send({ error: message })
  }
}

function rawCallback(kind: CallbackKind, request: FastifyRequest): RawCallback {
  return { kind, query: firstOfEach(request.query as Repeatable), headers: firstOfEach(request.headers), body: (request.body as Buffer | undefined) ?? Buffer.alloc(0) }
}

type Repeatable = Record<string, string | string[] | undefined>

/** Of what may be repeated, the first. */
function firstOfEach(given: Repeatable): Record<string, string> {
  const first: Record<string, string> = {}
  for (const name in given) {
    const value = given[name]
    const one = Array.isArray(value) ? value[0] : value
    if (one !== undefined) first[name] = one
  }
  return first
}
