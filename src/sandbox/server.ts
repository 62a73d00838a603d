import { setMaxListeners } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { parseQuery, queryObject, Refusal, type Answer, type Call } from './call.js'
import { offerControls } from './controls.js'
import { faultNames, Faults, type FaultSpec } from './faults.js'
import { newId } from './ids.js'
import { Journal, safeHeaders, withoutSecrets } from './journal.js'
import type { Manners, Operation } from './operation.js'
import type { Settled } from './options.js'
import { faultyAnswer, spoil, truncate } from './spoil.js'
import { Throttle } from './throttle.js'

const MAX_BODY = 12 * 1024 * 1024

/** What a vendor's simulator is made of. */
export interface Blueprint {
  options: Settled
  operations: readonly Operation[]
  manners: Manners
  /** Where requests are written; a journal of its own when left out. */
  journal?: Journal
  /** Adds routes beside the API (pictures, for instance); they are neither journalled nor spoilt. */
  extras?: (app: FastifyInstance) => void
}

/** A simulator that has been prepared but does not listen yet. */
export interface VendorServer {
  journal: Journal
  faults: Faults
  /** Starts to listen on 127.0.0.1. Resolves to the base URL. Rejects when the port is taken. */
  listen: () => Promise<string>
  /** Cuts all connections and ends all waits at once. */
  close: () => Promise<void>
}

/** Builds the HTTP side of a simulator: routing, authorization, rate limits, faults and the journal. */
export function buildServer({ options, operations, manners, journal = new Journal(), extras }: Blueprint): VendorServer {
  const faults = new Faults()
  const throttle = new Throttle(options.now)
  const closing = new AbortController()
  // Every call that is made to wait listens to it.
  setMaxListeners(0, closing.signal)
  const app = fastify({
    bodyLimit: MAX_BODY,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    frameworkErrors: (error, _request, reply) => void rejectEarly(error, reply as FastifyReply),
    routerOptions: { ignoreTrailingSlash: true, querystringParser: () => ({}) },
  })
  // Xingyun's own sample sends a JSON body with GET. Bodies stay bytes: signatures are taken over them.
  app.addHttpMethod('GET', { hasBody: true, overrideExisting: true })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  const dress = manners.dress ?? ((answer: Answer) => answer)
  const rejectEarly = (error: { statusCode?: number }, reply: FastifyReply): FastifyReply => {
    const requestId = newId()
    const { status, body } = dress(manners.failure(error.statusCode ?? 500), requestId)
    return reply.code(status).header('x-request-id', requestId).send(body)
  }
  const answerCall = async (operation: Operation | null, fault: FaultSpec, call: Call): Promise<Answer> => {
    const faulty = faultyAnswer(fault, manners)
    if (faulty) return faulty
    try {
      if (!operation) return manners.unknownPath(call)
      if (!operation.open) manners.authorize(call)
      const excess = options.throttle && operation.rate !== null ? throttle.take(operation.id, operation.rate) : 0
      if (excess > 0) return { ...manners.throttled(Math.ceil(excess / 1000)), refused: `more than ${operation.rate} calls a second` }
      return await operation.handler(call)
    } catch (error) {
      if (error instanceof Refusal) return error.answer
      return { ...manners.failure(500), refused: `the simulator failed: ${String(error)}` }
    }
  }

  const serve = async (operation: Operation | null, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const time = options.now()
    const fault = operation ? faults.take(operation.id, operation.section) : {}
    const call = readCall(request, time + (fault.clockSkewMs ?? 0))
    const note = (status: number | null, refused: string | null): void => {
      const entry = {
        kind: 'request' as const, time, method: call.method, path: call.path,
        operation: operation?.id ?? null, section: operation?.section ?? null,
        query: withoutSecrets(queryObject(call.query)) as ReturnType<typeof queryObject>, headers: safeHeaders(call.headers), body: withoutSecrets(looseBody(call.rawBody)),
        status, refused, requestId: call.requestId, faults: faultNames(fault),
      }
      journal.add(entry)
      options.log(entry)
    }
    if (fault.latencyMs) await wait(fault.latencyMs, undefined, { signal: closing.signal }).catch(() => undefined)
    void reply.header('x-request-id', call.requestId)
    const spoilt = spoil(closing.signal.aborted ? { drop: true } : fault, reply)
    if (spoilt !== undefined) {
      note(spoilt, `fault: ${faultNames(fault).join(', ')}`)
      return reply
    }
    const answer = dress(await answerCall(operation, fault, call), call.requestId)
    const bytes = answer.json ?? Buffer.from(answer.body === undefined ? '' : JSON.stringify(answer.body))
    const headers = { ...answer.headers, 'x-request-id': call.requestId }
    note(answer.status, answer.refused ?? null)
    if (fault.truncate) {
      truncate(reply, answer.status, headers, bytes)
      return reply
    }
    void reply.code(answer.status).headers(headers)
    if (bytes.length > 0) void reply.header('content-type', 'application/json; charset=UTF-8')
    return reply.send(bytes)
  }

  for (const operation of operations) {
    app.route({ method: operation.method, url: operation.path, handler: (request, reply) => serve(operation, request, reply) })
  }
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => rejectEarly(error, reply))
  app.setNotFoundHandler((request, reply) => serve(null, request, reply))
  offerControls(app, faults, journal)
  extras?.(app)

  return {
    journal,
    faults,
    listen: async () => {
      await app.listen({ host: '127.0.0.1', port: options.port })
      return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
    },
    close: async () => {
      closing.abort()
      faults.clear()
      await app.close()
      journal.close()
    },
  }
}

function readCall(request: FastifyRequest, now: number): Call {
  const url = request.raw.url ?? '/'
  const at = url.indexOf('?')
  const search = at < 0 ? '' : url.slice(at + 1)
  return {
    method: request.method,
    path: at < 0 ? url : url.slice(0, at),
    search,
    query: readableQuery(search),
    params: request.params as Record<string, string>,
    headers: request.headers,
    rawBody: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    now,
    requestId: newId(),
  }
}

/** Broken percent-encoding makes an empty query; the signature over it then fails, as it should. */
function readableQuery(search: string): Call['query'] {
  try {
    return parseQuery(search)
  } catch {
    return []
  }
}

function looseBody(raw: Buffer): unknown {
  if (raw.length === 0) return undefined
  const text = raw.toString('utf8')
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
