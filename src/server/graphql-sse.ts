import { STATUS_CODES } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { getOperationAST, OperationTypeNode, type ExecutionResult } from 'graphql'
import { z } from 'zod'
import { AvatarGraphError, badInput } from '../domain/errors.js'
import { createContext, type GraphContext } from '../graph/context.js'
import { toGraphQLError } from '../graph/errors.js'
import { budgetHeaders } from './admission.js'
import type { Audience } from './carried-stream.js'
import { isPrepared } from './documents.js'
import { documentIdOf } from './documents/persisted.js'
import type { GraphQLOptions } from './graphql-http.js'
import { MAX_DELAY } from './graphql-ws.js'
import { formatted } from './results.js'
import { identityOf } from './seats.js'
import { run, type PreparedArgs, type Subscriptions } from './subscriptions.js'
import { spanOf } from './tracing.js'

/** Milliseconds between two comments that keep the connection from being taken for dead. */
const HEARTBEAT = 12_000
/** Milliseconds after which a client is asked to come back. */
const RETRY = 1_000

/** What the event-stream transport needs beside the graph. */
export interface EventStreamOptions extends Pick<GraphQLOptions, 'schema' | 'services' | 'connections' | 'documents' | 'admit'> {
  subscriptions: Subscriptions
  /** The caller of a request, acting for the user that it names; throws AvatarGraphError. */
  callerOf: (request: FastifyRequest) => Promise<GraphContext['caller']>
  /** Ends every stream when the server goes. */
  closing: AbortSignal
}

const requestBody = z.object({
  query: z.string().nullish(),
  documentId: z.string().nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
})

/**
 * GraphQL over server-sent events at `POST /graphql/stream`, in distinct connections mode: one operation a request, its
 * results as events `next`, its end as `complete`. The id of an event is its cursor; a request with `Last-Event-ID` goes on
 * behind it. A stream that ends without `complete` was broken off, by a token that expired or a server that goes: come back.
 */
export function registerEventStreams(app: FastifyInstance, options: EventStreamOptions): void {
  app.post('/graphql/stream', { bodyLimit: options.connections.requestBytes }, async (request, reply) => {
    const { accept = '*/*' } = request.headers
    if (!/text\/event-stream|text\/\*|\*\/\*/.test(accept)) throw badInput(`Expected the header Accept to allow text/event-stream, which is what this address answers with, got ${JSON.stringify(accept.slice(0, 80))}. For other answers there is /graphql.`)
    const caller = await options.callerOf(request)
    const body = requestBody.safeParse(request.body)
    if (!body.success || (!body.data.query && documentIdOf(body.data) === undefined)) throw badInput('Expected a GraphQL request: a JSON object with the text "query", or the id of a document, and if need be "variables" and "operationName".')
    await answer(request, reply, { ...options, caller, body: body.data })
  })
}

interface Operation extends EventStreamOptions {
  caller: GraphContext['caller']
  body: z.infer<typeof requestBody>
}

async function answer(request: FastifyRequest, reply: FastifyReply, { schema, services, documents, admit, subscriptions, closing, caller, body }: Operation): Promise<void> {
  const { id: requestId, log: logger } = request
  const { operationName, variables } = body
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  const signal = AbortSignal.any([gone.signal, closing])
  const lastEventId = request.headers['last-event-id']
  const contextValue = createContext(services, { caller, requestId, logger, signal, span: spanOf(request), ...(typeof lastEventId === 'string' && lastEventId !== '' && { resumeAfter: lastEventId }) })
  const prepared = documents.prepareRequest(body)
  const audience: Audience = { transport: 'sse', holder: identityOf(caller), receive: (messages) => out.send(messages.map(({ json, cursor }) => event('next', json, cursor)).join('')), over() {} }
  const outcome = isPrepared(prepared) ? await begin({ schema, prepared, document: prepared.document, operationName, variableValues: variables, contextValue }) : { errors: prepared }
  if (contextValue.budget) void reply.headers(budgetHeaders(contextValue.budget))

  const out = openStream(reply)
  const next = (result: ExecutionResult) => out.send(event('next', JSON.stringify(formatted(result, { requestId, logger, services }))))
  try {
    if (!(Symbol.asyncIterator in outcome)) await next(outcome)
    else {
      const expiry = whenExpired(caller, () => {
        void next({ errors: [toGraphQLError(new AvatarGraphError('UNAUTHENTICATED', 'The token has expired. Come back with a new one, and the id of the last event.'))] })
        gone.abort()
      })
      const over = new Promise<void>((resolve, reject) => (audience.over = (error) => (error === undefined ? resolve() : reject(error))))
      const end = () => void outcome.return()
      signal.addEventListener('abort', end)
      if (signal.aborted) end()
      outcome.begin()
      try {
        await over
      } finally {
        clearTimeout(expiry)
      }
    }
    if (!signal.aborted) await out.send(event('complete', ''))
  } finally {
    out.end()
  }

  function begin(args: PreparedArgs) {
    return getOperationAST(args.document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION ? subscriptions.open(args, audience) : run(args, admit)
  }
}

function whenExpired({ expiresAt }: GraphContext['caller'], then: () => void): NodeJS.Timeout | undefined {
  return expiresAt === undefined ? undefined : setTimeout(then, Math.min(expiresAt - Date.now(), MAX_DELAY))
}

/** One event of the stream. JSON has no line breaks. */
const event = (name: string, data: string, id?: string) => `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${data}\n\n`

/** Begins an answer that is a stream of events. */
function openStream(reply: FastifyReply) {
  reply.hijack()
  const { raw } = reply
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value)
  raw.writeHead(200, STATUS_CODES[200], { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
  raw.write(`retry: ${RETRY}\n\n`)
  let late = false
  const heartbeat = setInterval(() => {
    // Who has taken nothing since the last one is gone, or pretends to be.
    if (late && raw.writableNeedDrain) return raw.destroy()
    late = raw.writableNeedDrain
    raw.write(':\n\n')
  }, HEARTBEAT)
  return {
    /** Answers with a promise when the client has to take something before it is sent more. */
    send: (text: string): Promise<void> | undefined =>
      raw.destroyed || raw.writableEnded || raw.write(text)
        ? undefined
        : new Promise((resolve) => {
            const taken = () => {
              raw.off('drain', taken).off('close', taken)
              resolve()
            }
            raw.on('drain', taken).on('close', taken)
          }),
    end() {
      clearInterval(heartbeat)
      raw.end()
    },
  }
}
