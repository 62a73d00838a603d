import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import cors from '@fastify/cors'
import { fastify, LogController, type FastifyBaseLogger, type FastifyRequest } from 'fastify'
import type { Budgets } from '../domain/budget.js'
import { createAdmission, createPay } from './admission.js'
import { createAuthenticate, type AuthSettings } from './auth.js'
import { registerCallbacks, type CallbackOptions } from './callbacks.js'
import { answerUnreadable, limitConnections, serverOptions } from './connections.js'
import { createDocuments, mistakesIn } from './documents.js'
import type { QueryLimits } from './documents/limits.js'
import { callerOf, registerGraphQL, type GraphQLEndpoint, type GraphQLOptions } from './graphql-http.js'
import { registerEventStreams } from './graphql-sse.js'
import { attachGraphQL } from './graphql-ws.js'
import { registerSecurityHeaders } from './headers.js'
import type { KeptAnswersOptions } from './kept-answers.js'
import { registerOperations, type ReadinessCheck } from './operations.js'
import { createRefuseOrigin } from './origins.js'
import { registerDashboard, registerPlayground } from './pages.js'
import { createSubscriptions } from './subscriptions.js'
import { registerTracing } from './tracing.js'

/** What the server is made of. */
export interface HttpOptions extends Omit<GraphQLOptions, 'authenticate' | 'refuse' | 'documents' | 'admit' | 'keep'>, Omit<CallbackOptions, 'accounts' | 'tracing'> {
  host: string
  /** 0 takes a free port. */
  port: number
  logger: FastifyBaseLogger
  auth: AuthSettings
  /** Where people and vendors reach the server, when that is not where it listens. */
  publicUrl?: string
  /** Origins whose pages may call, beside the server's own. */
  corsOrigins: readonly string[]
  checks: ReadinessCheck[]
  limits: QueryLimits
  /** By id, the only documents that run; absent, all that are within the limits do. */
  persistedDocuments?: ReadonlyMap<string, string>
  /** What callers may spend; absent, as much as they like. */
  budgets?: Budgets
  /** How whole answers are kept; left out, every request is executed. */
  keep?: Omit<KeptAnswersOptions, 'pay' | 'onAnswer'>
  /** The built playground; absent, there is none. */
  playgroundRoot?: string
  /** The built dashboard. */
  dashboardRoot: string
  /** Where pictures and films come from that are not served over https: simulators. */
  mediaOrigins: readonly string[]
}

/** A server that listens. */
export interface HttpServer {
  /** Where it listens, such as `http://127.0.0.1:4000`. */
  url: string
  /** Stops accepting, lets requests finish, tells subscribers to reconnect. */
  close(): Promise<void>
}

/** Milliseconds that requests under way have to finish when the server closes. */
const DRAIN_TIMEOUT = 10_000
/** Seconds that browsers may remember what they were allowed. */
const PREFLIGHT_AGE = 600
/** A request id that a proxy before us may have given; anything else is replaced, since ids go into logs and headers. */
const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/

/** Starts the HTTP server with all routes of the contract's section 2 that exist; rejects when the port is taken, or a listed document cannot run. */
export async function startHttpServer(options: HttpOptions): Promise<HttpServer> {
  const { logger, metrics, auth, connections, publicUrl, corsOrigins } = options
  const closing = new AbortController()
  const authenticate = createAuthenticate(auth)
  const newRequestId = () => randomUUID()
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: ({ headers }) => {
      const given = headers['x-request-id']
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : newRequestId()
    },
    forceCloseConnections: 'idle',
    http: serverOptions(connections),
    requestTimeout: connections.requestTimeoutMs,
    keepAliveTimeout: connections.keepAliveTimeoutMs,
    clientErrorHandler: answerUnreadable(connections),
    routerOptions: { ignoreTrailingSlash: true },
  })

  registerTracing(app, options.services.tracing)
  limitConnections(app.server, { limits: connections, logger, onRefused: () => metrics.refused('connections') })
  registerSecurityHeaders(app, { publicUrl })
  // Of hooks that wait for nothing, each would cost every request a promise.
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id)
    done()
  })
  app.addHook('onSend', (_request, reply, payload, done) => {
    // A connection that is kept for further requests would hold up the end until it times out.
    if (closing.signal.aborted) void reply.header('connection', 'close')
    done(null, payload)
  })
  // Its lines hold no secrets by their making, and looking for some would cost more than writing them.
  const requestLog = logger.child({}, { redact: [] })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.request(route, request.method, reply.statusCode, reply.elapsedTime / 1000)
    requestLog.info({ requestId: request.id, method: request.method, path: pathOf(request), status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request')
    done()
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'There is nothing at this address. The graph is at /graphql.' }))

  registerOperations(app, { metrics, checks: options.checks, closing: () => closing.signal.aborted })
  await app.register(async (scope) => registerCallbacks(scope, { ...options, accounts: options.services.accounts, tracing: options.services.tracing }))
  await registerDashboard(app, { root: options.dashboardRoot, mediaOrigins: options.mediaOrigins })
  const playground = options.playgroundRoot === undefined ? undefined : await registerPlayground(app, { root: options.playgroundRoot })
  const refuseOrigin = createRefuseOrigin({ open: !auth.apiKeys.length && !auth.jwt, publicUrl, allowed: corsOrigins })
  const refuse: GraphQLOptions['refuse'] = ({ headers }) => refuseOrigin(headers)
  const { introspection } = options.services
  const documents = createDocuments({ ...options, introspection })
  const mistakes = mistakesIn(options.persistedDocuments ?? new Map(), documents, options.limits)
  if (mistakes.length) throw new Error(`PERSISTED_DOCUMENTS has documents that cannot run here:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`)
  const admit = createAdmission({ ...options, introspection })
  const keep = options.keep && { ...options.keep, pay: createPay(options.budgets), onAnswer: metrics.answer }
  const graph = { ...options, documents, admit, authenticate, refuse, keep }
  const subscriptions = createSubscriptions(graph)
  let graphql: GraphQLEndpoint | undefined
  await app.register(async (scope) => {
    // Closed, a page of another origin is told nothing, not even what it might ask.
    if (corsOrigins.length) await scope.register(cors, { origin: [...corsOrigins], methods: ['GET', 'POST'], exposedHeaders: ['x-request-id', 'retry-after', 'ratelimit', 'ratelimit-policy'], maxAge: PREFLIGHT_AGE })
    graphql = await registerGraphQL(scope, graph, playground)
    registerEventStreams(scope, { ...graph, subscriptions, callerOf: (request) => callerOf(request, authenticate), closing: closing.signal })
  })
  const sockets = attachGraphQL(app.server, { ...graph, logger, subscriptions, newRequestId })

  try {
    await app.listen({ host: options.host, port: options.port })
  } catch (error) {
    await app.close()
    await graphql?.stop()
    throw cannotListen(error, options)
  }
  const { port } = app.server.address() as AddressInfo
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    async close() {
      closing.abort()
      await sockets.stop()
      const late = setTimeout(() => app.server.closeAllConnections(), DRAIN_TIMEOUT)
      await app.close().finally(() => clearTimeout(late))
      await graphql?.stop()
    },
  }
}

const LISTEN_FAILURES: Record<string, string> = {
  EADDRINUSE: 'another process listens there. Stop it, or set PORT to another port',
  EACCES: 'this user may not take that port. Set PORT to one above 1023',
  EADDRNOTAVAIL: 'this machine has no such address. Set HOST to one of its own',
  ENOTFOUND: 'the name of the host is not known. Set HOST to an address of this machine',
}

function cannotListen(error: unknown, { host, port }: Pick<HttpOptions, 'host' | 'port'>): Error {
  const { code = '', message } = error as NodeJS.ErrnoException
  return new Error(`Cannot listen on ${host}:${port}: ${LISTEN_FAILURES[code] ?? message}.`, { cause: error })
}

/** The path alone: a callback's query carries its signature. */
const pathOf = (request: FastifyRequest) => request.url.split('?', 1)[0]
