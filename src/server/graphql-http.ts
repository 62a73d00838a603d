import type { IncomingMessage } from 'node:http'
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import { ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError, OperationTypeNode, type GraphQLSchema } from 'graphql'
import { AvatarGraphError, badInput, type ErrorCode } from '../domain/errors.js'
import { assertMayRun, type Caller } from '../graph/access.js'
import { createContext, vendorCallsOf, type GraphContext, type GraphServices } from '../graph/context.js'
import { formatError } from '../graph/errors.js'
import { actingFor, type Authenticate } from './auth.js'
import { jsonStatus } from './json-status.js'
import { wantsPlayground, type Playground } from './pages.js'

/** Largest GraphQL request in bytes. */
const MAX_BYTES = 1024 * 1024

/** What both GraphQL transports need. */
export interface GraphQLOptions {
  schema: GraphQLSchema
  services: GraphServices
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
export async function registerGraphQL(app: FastifyInstance, { schema, services, authenticate, refuse }: GraphQLOptions, playground: Playground): Promise<GraphQLEndpoint> {
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
    introspection: true,
    includeStacktraceInErrorResponses: false,
    // Not needed: bodies are JSON only, GET cannot change anything, and callers prove themselves by a header that no
    // page can make a browser send. A graph without callers refuses other pages itself.
    csrfPrevention: false,
    // The process answers signals itself, in its own order.
    stopOnTerminationSignals: false,
    logger: app.log,
    formatError: (_formatted, error) => formatError(error, { logger: app.log, onError: services.onError, ...scenes.get(error as object) }),
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginUsageReportingDisabled(), ApolloServerPluginInlineTraceDisabled(), access, vendorCalls, jsonStatus, rememberScene],
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

/** Refuses what the caller's role may not run, before anything of it runs. */
const access: ApolloServerPlugin<GraphContext> = {
  requestDidStart: async () => ({
    async didResolveOperation({ contextValue, document, operation }) {
      if (!operation) return
      try {
        assertMayRun(contextValue.caller, document, operation)
        if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
          throw badInput('Expected a query or a mutation, got a subscription. Subscriptions run over WebSocket at the same address, with the protocol graphql-transport-ws, or as server-sent events at POST /graphql/stream.')
        }
      } catch (error) {
        throw withStatus(error)
      }
    },
  }),
}

/** Shows operators what their operation cost at the vendors; the contract's section 4. */
const vendorCalls: ApolloServerPlugin<GraphContext> = {
  requestDidStart: async () => ({
    async willSendResponse({ contextValue, response }) {
      const shown = vendorCallsOf(contextValue)
      if (shown && response.body.kind === 'single') response.body.singleResult.extensions = { ...response.body.singleResult.extensions, vendorCalls: shown }
    },
  }),
}

/** HTTP's word for what fails a request as a whole. */
const STATUS: Partial<Record<ErrorCode, number>> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, BAD_USER_INPUT: 400 }

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
