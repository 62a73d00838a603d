import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import { ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError, type GraphQLSchema } from 'graphql'
import { AvatarGraphError, type ErrorCode } from '../domain/errors.js'
import { assertMayRun, hasRole } from '../graph/access.js'
import { createContext, type GraphContext, type GraphServices } from '../graph/context.js'
import { formatError } from '../graph/errors.js'
import { actingFor, type Authenticate } from './auth.js'
import { wantsPlayground, type Playground } from './pages.js'

/** Largest GraphQL request in bytes. */
const MAX_BYTES = 1024 * 1024

/** What both GraphQL transports need. */
export interface GraphQLOptions {
  schema: GraphQLSchema
  services: GraphServices
  authenticate: Authenticate
}

/** The HTTP endpoint, once it answers. */
export interface GraphQLEndpoint {
  /** Frees what the GraphQL server holds; call it when no request is under way any more. */
  stop(): Promise<void>
}

/** GraphQL over HTTP at `/graphql`: `POST`, `GET` for queries, and the playground for browsers. */
export async function registerGraphQL(app: FastifyInstance, { schema, services, authenticate }: GraphQLOptions, playground: Playground): Promise<GraphQLEndpoint> {
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
    // The process answers signals itself, in its own order.
    stopOnTerminationSignals: false,
    logger: app.log,
    formatError: (_formatted, error) => formatError(error, { logger: app.log, onError: services.onError, ...scenes.get(error as object) }),
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginUsageReportingDisabled(), ApolloServerPluginInlineTraceDisabled(), access, vendorCalls, rememberScene],
  })
  await apollo.start()

  const answer = fastifyApolloHandler(apollo, {
    context: async (request, reply) => {
      const caller = await authenticate(request.headers.authorization)
        .then((proved) => actingFor(proved, request.headers['x-app-user-id'], 'header x-app-user-id'))
        .catch((error: unknown) => {
          throw withStatus(error)
        })
      return createContext(services, { caller, requestId: request.id, logger: request.log, signal: abortOnClose(reply) })
    },
  })
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => answerFailure(error, request, reply, services))
  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    bodyLimit: MAX_BYTES,
    // The integration declares a narrower type of request than the server it is made for.
    handler: (request, reply) => (request.method === 'GET' && wantsPlayground(request) ? playground.sendPlayground(reply) : answer.call(app, request as never, reply as never)),
  })
  return { stop: () => apollo.stop() }
}

/** Refuses what the caller's role may not run, before anything of it runs. */
const access: ApolloServerPlugin<GraphContext> = {
  requestDidStart: async () => ({
    async didResolveOperation({ contextValue, document, operation }) {
      if (operation) assertMayRun(contextValue.caller, document, operation)
    },
  }),
}

/** Shows operators what their operation cost at the vendors; the contract's section 4. */
const vendorCalls: ApolloServerPlugin<GraphContext> = {
  requestDidStart: async () => ({
    async willSendResponse({ contextValue, response }) {
      if (response.body.kind !== 'single' || !hasRole(contextValue.caller, 'operator')) return
      const accounts = [...contextValue.ledger].map(([account, cost]) => ({ account, ...cost }))
      response.body.singleResult.extensions = { ...response.body.singleResult.extensions, vendorCalls: accounts }
    },
  }),
}

const STATUSES: Partial<Record<ErrorCode, number>> = { UNAUTHENTICATED: 401, BAD_USER_INPUT: 400 }

/** Authentication fails the request as a whole: 400, 401 or 403 beside the GraphQL error. */
function withStatus(error: unknown): unknown {
  if (!(error instanceof AvatarGraphError)) return error
  return new GraphQLError(error.message, { originalError: error, extensions: { http: { status: STATUSES[error.code] ?? 403 } } })
}

/** What cannot be read as a GraphQL request at all still gets a GraphQL answer. */
function answerFailure(error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply, services: GraphServices) {
  const status = error.statusCode ?? 500
  const readable =
    status === 413
      ? `Expected a request of at most ${MAX_BYTES} bytes.`
      : status === 415
        ? 'Expected the media type application/json.'
        : status < 500
          ? 'Expected a GraphQL request: a JSON object with the text "query", and if need be "variables" and "operationName".'
          : undefined
  const shown = readable ? new AvatarGraphError('BAD_USER_INPUT', readable) : error
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
