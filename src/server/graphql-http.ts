import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { ApolloServer, HeaderMap, type ApolloServerOptions, type ApolloServerPlugin, type HTTPGraphQLRequest } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError, OperationTypeNode, parse, type GraphQLSchema } from 'graphql'
import type { ConnectionLimits } from '../domain/connection-limits.js'
import { AvatarGraphError, badInput, type ErrorCode } from '../domain/errors.js'
import type { Caller } from '../graph/access.js'
import { costsOf, createContext, type GraphContext, type GraphServices } from '../graph/context.js'
import { formatError } from '../graph/errors.js'
import { budgetHeaders, type Admit } from './admission.js'
import { actingFor, type Authenticate } from './auth.js'
import { keepAnswers, type KeptAnswersOptions } from './kept-answers.js'
import { isPrepared, type Documents, type PreparedDocument } from './documents.js'
import { documentIdOf } from './documents/persisted.js'
import { jsonStatus } from './json-status.js'
import { wantsPlayground, type Playground } from './pages.js'
import { spanOf } from './tracing.js'

/** What both GraphQL transports need. */
export interface GraphQLOptions {
  schema: GraphQLSchema
  services: GraphServices
  documents: Documents
  admit: Admit
  authenticate: Authenticate
  connections: ConnectionLimits
  /** Why a request is not answered whoever sends it; nothing when it is. */
  refuse: (request: IncomingMessage) => string | undefined
  /** How whole answers are kept; left out, every request is executed. */
  keep?: KeptAnswersOptions
}

/** The HTTP endpoint, once it answers. */
export interface GraphQLEndpoint {
  /** Frees what the GraphQL server holds; call it when no request is under way any more. */
  stop(): Promise<void>
}

/** GraphQL over HTTP at `/graphql`: `POST`, `GET` for queries, and the playground for browsers where there is one. */
export async function registerGraphQL(app: FastifyInstance, options: GraphQLOptions, playground: Playground | undefined): Promise<GraphQLEndpoint> {
  const { schema, services, connections, documents, authenticate, refuse } = options
  // Apollo formats errors without telling whose they are; this remembers it from one hook to the next.
  const scenes = new WeakMap<object, Pick<GraphContext, 'requestId' | 'logger'>>()
  const rememberScene: ApolloServerPlugin<GraphContext> = {
    requestDidStart: async () => ({
      async didEncounterErrors({ contextValue: { requestId, logger }, errors }) {
        for (const error of errors) scenes.set(error, { requestId, logger })
      },
    }),
  }
  const kept = options.keep && keepAnswers(options.keep)
  const apollo = new ApolloServer<GraphContext>({
    schema,
    // What comes here is prepared already, and what the schema may tell was decided there.
    documentStore: null,
    introspection: true,
    persistedQueries: persistedQueries(documents),
    includeStacktraceInErrorResponses: false,
    // Not needed, and it would refuse a plain GET: bodies are JSON only, which a page cannot send elsewhere without asking; GET
    // cannot change anything; callers prove themselves by a header that no browser adds of its own accord; and pages of other
    // origins are refused before.
    csrfPrevention: false,
    // The process answers signals itself, in its own order.
    stopOnTerminationSignals: false,
    logger: app.log,
    formatError: (_formatted, error) => formatError(error, { logger: app.log, services, ...scenes.get(error as object) }),
    // Not Apollo's own cache control, which watches every field: nothing here may be kept by anybody else, and the headers say so.
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginUsageReportingDisabled(), ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginCacheControlDisabled(), admission(options), accounting, jsonStatus, rememberScene, ...(kept ? [kept.plugin] : [])],
  })
  await apollo.start()

  /** Has Apollo answer; a refusal of the caller is Apollo's to tell, too. */
  async function make(request: FastifyRequest, reply: FastifyReply, asking: Promise<Caller>): Promise<string | Readable> {
    const { headers, body, status } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: httpRequestOf(request),
      async context() {
        const caller = await asking.catch((error: unknown) => {
          throw withStatus(error)
        })
        const context = createContext(services, { caller, requestId: request.id, logger: request.log, signal: abortOnClose(reply), span: spanOf(request) })
        kept?.begun(request, context)
        return context
      },
    })
    void reply.code(status ?? 200).headers(Object.fromEntries(headers))
    return body.kind === 'complete' ? body.string : Readable.from(body.asyncIterator)
  }
  app.removeContentTypeParser('text/plain')
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => answerFailure(error, request, reply, { services, connections }))
  app.addHook('onRequest', async (request) => {
    if (!URL.canParse(`http://${request.headers.host ?? ''}/`)) throw badInput('Expected a Host header with the name of this server.')
    const { 'content-encoding': encoding = 'identity' } = request.headers
    if (encoding !== 'identity') throw Object.assign(new Error(), { statusCode: 415 })
    const why = refuse(request.raw)
    if (why === undefined) return
    request.log.warn({ why }, 'a request was refused')
    throw new AvatarGraphError('FORBIDDEN', why)
  })
  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    bodyLimit: connections.requestBytes,
    async handler(request, reply) {
      if (playground && request.method === 'GET' && wantsPlayground(request)) return playground.sendPlayground(reply)
      const asking = callerOf(request, authenticate)
      const caller = await asking.catch(() => undefined)
      return kept && caller ? kept.answer(caller, request, reply, () => make(request, reply, asking)) : make(request, reply, asking)
    },
  })
  return { stop: () => apollo.stop() }
}

/** Who sends a request, acting for the user that it names; throws AvatarGraphError, and the log says why. */
export async function callerOf(request: FastifyRequest, authenticate: Authenticate): Promise<Caller> {
  try {
    return actingFor(await authenticate(request.headers.authorization), request.headers['x-app-user-id'], 'header x-app-user-id')
  } catch (error) {
    if (error instanceof AvatarGraphError) request.log.warn({ why: error.message, ...(error.cause !== undefined && { err: error.cause }) }, 'a caller was refused')
    throw error
  }
}

/** The request as Apollo reads it. It knows documents by id in one spelling only. */
function httpRequestOf(request: FastifyRequest): HTTPGraphQLRequest {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) if (value) headers.set(name, ([] as string[]).concat(value).join(', '))
  const url = new URL(request.url, 'http://localhost')
  const asked = request.method === 'GET' ? Object.fromEntries(url.searchParams) : (request.body as Readonly<Record<string, unknown>> | undefined)
  const sha256Hash = asked?.query === undefined && typeof asked?.documentId === 'string' ? documentIdOf(asked) : undefined
  if (sha256Hash === undefined) return { method: request.method, headers, body: request.body, search: url.search }
  const extensions = { persistedQuery: { version: 1, sha256Hash } }
  url.searchParams.set('extensions', JSON.stringify(extensions))
  return { method: request.method, headers, body: { ...asked, extensions }, search: url.search }
}

/** Apollo's reading of persisted documents, over ours. */
const persistedQueries = (documents: Documents): ApolloServerOptions<GraphContext>['persistedQueries'] => ({
  cache: {
    get: async (key) => documents.persisted.get(key.replace(/^apq:/, '')),
    async set(_key, source) {
      if (isPrepared(documents.prepare(source))) documents.persisted.keep(source)
    },
    delete: async () => false,
  },
})

/** Stands in for a document that was refused, so that Apollo reads none itself. */
const NOTHING = parse('{ __typename }')

/** Documents and operations come in through the same doors as on every other transport; Apollo neither parses nor validates. */
const admission = ({ documents, admit, services }: Pick<GraphQLOptions, 'documents' | 'admit' | 'services'>): ApolloServerPlugin<GraphContext> => ({
  async requestDidStart() {
    let prepared: PreparedDocument | readonly GraphQLError[]
    return {
      async didResolveSource(request) {
        prepared = documents.prepare(request.source)
        Object.assign(request, { document: isPrepared(prepared) ? prepared.document : NOTHING })
      },
      async didResolveOperation({ contextValue: context, operation, request: { operationName, variables } }) {
        if (!isPrepared(prepared)) return
        try {
          await admit({ prepared, operationName, variables, context })
          if (operation?.operation === OperationTypeNode.SUBSCRIPTION) {
            throw badInput('Expected a query or a mutation, got a subscription. Subscriptions run over WebSocket at the same address, with the protocol graphql-transport-ws, or as server-sent events at POST /graphql/stream.')
          }
        } catch (error) {
          throw withStatus(error)
        }
      },
      async responseForOperation({ contextValue: { requestId, logger }, response: { http } }) {
        if (isPrepared(prepared)) return null
        const errors = prepared.map((error) => formatError(error, { requestId, logger, services }))
        http.status = STATUS[errors[0]?.extensions?.code as ErrorCode] ?? 400
        return { http, body: { kind: 'single', singleResult: { errors } } }
      },
    }
  },
})

/** Shows operators what their operation cost (the contract's section 4), and every caller what is left of its budget. */
const accounting: ApolloServerPlugin<GraphContext> = {
  requestDidStart: async () => ({
    async willSendResponse({ contextValue, response }) {
      for (const [name, value] of Object.entries(contextValue.budget ? budgetHeaders(contextValue.budget) : {})) response.http.headers.set(name, value)
      const costs = costsOf(contextValue)
      if (costs && response.body.kind === 'single') response.body.singleResult.extensions = { ...response.body.singleResult.extensions, ...costs }
    },
  }),
}

/** HTTP's word for what fails a request as a whole. */
const STATUS: Partial<Record<ErrorCode, number>> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, BAD_USER_INPUT: 400, QUERY_TOO_EXPENSIVE: 400 }

/** Makes Apollo answer with that status beside the GraphQL error. */
function withStatus(error: unknown): unknown {
  if (!(error instanceof AvatarGraphError)) return error
  const { retryAfterSeconds } = error.details
  const http = retryAfterSeconds === undefined ? { status: STATUS[error.code] ?? 500 } : { status: 429, headers: new HeaderMap([['retry-after', String(retryAfterSeconds)]]) }
  return new GraphQLError(error.message, { originalError: error, extensions: { http } })
}

/** What was expected of a request that cannot be read as GraphQL at all, by HTTP's word for what is wrong with it. */
const UNREADABLE: Record<number, (connections: ConnectionLimits) => string> = {
  413: ({ requestBytes }) => `a request of at most ${requestBytes} bytes`,
  415: () => 'the media type application/json, not compressed',
}
const A_REQUEST = 'a GraphQL request: a JSON object with the text "query", and if need be "variables" and "operationName"'

/** Whatever fails before Apollo has it still gets a GraphQL answer. */
function answerFailure(error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply, { services, connections }: { services: GraphServices; connections: ConnectionLimits }) {
  const ours = error instanceof AvatarGraphError
  const status = (ours ? STATUS[error.code] : error.statusCode) ?? 500
  const shown = ours || status >= 500 ? error : badInput(`Expected ${UNREADABLE[status]?.(connections) ?? A_REQUEST}.`)
  const formatted = formatError(new GraphQLError(shown.message, { originalError: shown }), { logger: request.log, requestId: request.id, services })
  return reply.code(status).type('application/json; charset=utf-8').send({ errors: [formatted] })
}

/** Aborts when the caller hangs up before its answer. */
function abortOnClose(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort()
  })
  return controller.signal
}
