import type { IncomingMessage } from 'node:http'
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import { ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError, OperationTypeNode, parse, type GraphQLSchema } from 'graphql'
import { AvatarGraphError, badInput, type ErrorCode } from '../domain/errors.js'
import type { Caller } from '../graph/access.js'
import { costsOf, createContext, type GraphContext, type GraphServices } from '../graph/context.js'
import { formatError } from '../graph/errors.js'
import type { Admit } from './admission.js'
import { actingFor, type Authenticate } from './auth.js'
import { isPrepared, type Documents, type PreparedDocument } from './documents.js'
import { wantsPlayground, type Playground } from './pages.js'

/** Largest GraphQL request in bytes. */
const MAX_BYTES = 1024 * 1024

/** What both GraphQL transports need. */
export interface GraphQLOptions {
  schema: GraphQLSchema
  services: GraphServices
  documents: Documents
  admit: Admit
  authenticate: Authenticate
  /** Why a request is not answered whoever sends it; nothing when it is. */
  refuse: (request: IncomingMessage) => string | undefined
}

/** The HTTP endpoint, once it answers. */
export interface GraphQLEndpoint {
  /** Frees what the GraphQL server holds; call it when no request is under way any more. */
  stop(): Promise<void>
}

/** GraphQL over HTTP at `/graphql`: `POST`, `GET` for queries, and the playground for browsers. */
export async function registerGraphQL(app: FastifyInstance, { schema, services, documents, admit, authenticate, refuse }: GraphQLOptions, playground: Playground): Promise<GraphQLEndpoint> {
  // Apollo formats errors without telling whose they are; this remembers it from one hook to the next.
  const scenes = new WeakMap<object, Pick<GraphContext, 'requestId' | 'logger'>>()
  const rememberScene: ApolloServerPlugin<GraphContext> = {
    requestDidStart: async () => ({
      async didEncounterErrors({ contextValue: { requestId, logger }, errors }) {
        for (const error of errors) scenes.set(error, { requestId, logger })
      },
    }),
  }
  const apollo = new ApolloServer<GraphContext>({
    schema,
    // What comes here is prepared already, and what the schema may tell was decided there.
    documentStore: null,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    // Not needed: bodies are JSON only, GET cannot change anything, and callers prove themselves by a header that no
    // page can make a browser send. A graph without callers refuses other pages itself.
    csrfPrevention: false,
    // The process answers signals itself, in its own order.
    stopOnTerminationSignals: false,
    logger: app.log,
    formatError: (_formatted, error) => formatError(error, { logger: app.log, onError: services.onError, ...scenes.get(error as object) }),
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginUsageReportingDisabled(), ApolloServerPluginInlineTraceDisabled(), admission(documents, admit, services), costs, rememberScene],
  })
  await apollo.start()

  const answer = fastifyApolloHandler(apollo, {
    context: async (request, reply) => {
      const caller = await callerOf(request, authenticate).catch((error: unknown) => {
        throw withStatus(error)
      })
      return createContext(services, { caller, requestId: request.id, logger: request.log, signal: abortOnClose(reply) })
    },
  })
  app.removeContentTypeParser('text/plain')
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => answerFailure(error, request, reply, services))
  app.addHook('onRequest', async (request) => {
    // The integration with Apollo makes a URL of it.
    if (!URL.canParse(`http://${request.headers.host ?? ''}/`)) throw badInput('Expected a Host header with the name of this server.')
    const why = refuse(request.raw)
    if (why === undefined) return
    request.log.warn({ why }, 'a request was refused')
    throw new AvatarGraphError('FORBIDDEN', why)
  })
  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    bodyLimit: MAX_BYTES,
    // The integration declares a narrower type of request than the server it is made for.
    handler: (request, reply) => (request.method === 'GET' && wantsPlayground(request) ? playground.sendPlayground(reply) : answer.call(app, request as never, reply as never)),
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

/** Stands in for a document that was refused, so that Apollo reads none itself. */
const NOTHING = parse('{ __typename }')

/** Documents and operations come in through the same doors as on every other transport; Apollo neither parses nor validates. */
const admission = (documents: Documents, admit: Admit, { onError }: GraphServices): ApolloServerPlugin<GraphContext> => ({
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
        http.status = 400
        return { http, body: { kind: 'single', singleResult: { errors: prepared.map((error) => formatError(error, { requestId, logger, onError })) } } }
      },
    }
  },
})

/** Shows operators what their operation cost; the contract's section 4. */
const costs: ApolloServerPlugin<GraphContext> = {
  requestDidStart: async () => ({
    async willSendResponse({ contextValue, response }) {
      if (response.body.kind === 'single') response.body.singleResult.extensions = { ...response.body.singleResult.extensions, ...costsOf(contextValue) }
    },
  }),
}

/** HTTP's word for what fails a request as a whole. */
const STATUS: Partial<Record<ErrorCode, number>> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, BAD_USER_INPUT: 400, QUERY_TOO_EXPENSIVE: 400 }

/** Makes Apollo answer with that status beside the GraphQL error. */
function withStatus(error: unknown): unknown {
  if (!(error instanceof AvatarGraphError)) return error
  return new GraphQLError(error.message, { originalError: error, extensions: { http: { status: STATUS[error.code] ?? 500 } } })
}

/** What was expected of a request that cannot be read as GraphQL at all, by HTTP's word for what is wrong with it. */
const UNREADABLE: Record<number, string> = { 413: `a request of at most ${MAX_BYTES} bytes`, 415: 'the media type application/json' }
const A_REQUEST = 'a GraphQL request: a JSON object with the text "query", and if need be "variables" and "operationName"'

/** Whatever fails before Apollo has it still gets a GraphQL answer. */
function answerFailure(error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply, services: GraphServices) {
  const ours = error instanceof AvatarGraphError
  const status = (ours ? STATUS[error.code] : error.statusCode) ?? 500
  const shown = ours || status >= 500 ? error : badInput(`Expected ${UNREADABLE[status] ?? A_REQUEST}.`)
  const formatted = formatError(new GraphQLError(shown.message, { originalError: shown }), { logger: request.log, requestId: request.id, onError: services.onError })
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
