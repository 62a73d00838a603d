import type { IncomingMessage } from 'node:http'
import { SpanKind, SpanStatusCode, type Span } from '@opentelemetry/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { OperationTypeNode, type OperationDefinitionNode } from 'graphql'
import type { EventDraft } from '../domain/events.js'
import type { Tracing } from '../graph/tracing.js'

const spans = new WeakMap<IncomingMessage, Span>()

/** Those who run the server ask these every few seconds; nobody follows that. */
const UNTRACED: ReadonlySet<string | undefined> = new Set(['/healthz', '/readyz', '/metrics'])

/** Gives each request a span, continuing the caller's trace (`traceparent`). Without tracing it adds nothing. */
export function registerTracing(app: FastifyInstance, tracing: Tracing | undefined): void {
  if (!tracing) return
  app.addHook('onRequest', async (request) => {
    const route = request.routeOptions.url
    if (UNTRACED.has(route)) return
    const { traceparent } = request.headers
    // The route, not the address: that of a callback carries its signature.
    const span = tracing.begin(`${request.method} ${route ?? 'none'}`, {
      kind: SpanKind.SERVER,
      ...(typeof traceparent === 'string' && { parent: traceparent }),
      attributes: { 'http.request.method': request.method, 'http.route': route, 'avatargraph.request_id': request.id },
    })
    spans.set(request.raw, span)
  })
  app.addHook('onResponse', async (request, { statusCode }) => {
    const span = spanOf(request)
    span?.setAttribute('http.response.status_code', statusCode)
    if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
    span?.end()
  })
}

/** The span of a request; none where tracing is off. */
export const spanOf = ({ raw }: Pick<FastifyRequest, 'raw'>): Span | undefined => spans.get(raw)

/** Tells a span which operation it is of. The document stays out: it may hold values. */
export function describeOperation(span: Span | undefined, { operation, name }: Pick<OperationDefinitionNode, 'operation' | 'name'>): void {
  span?.setAttributes({ 'graphql.operation.type': operation, ...(name && { 'graphql.operation.name': name.value }) })
  // A mutation and a query look alike from outside; a list of traces should tell them apart.
  if (operation !== OperationTypeNode.SUBSCRIPTION && name) span?.updateName(`${operation} ${name.value}`)
}

/** Runs what is a part of a span, in a span of its own; `run` is given it. */
export async function within<T>(tracing: Tracing | undefined, name: string, parent: Span | string | undefined, attributes: Record<string, string>, run: (span: Span | undefined) => Promise<T>): Promise<T> {
  if (!tracing) return run(undefined)
  const span = tracing.begin(name, { parent, attributes })
  try {
    return await run(span)
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR })
    throw error
  } finally {
    span.end()
  }
}

/** The events with the span that tells them, for those who get them live to continue. */
export const carrying = (drafts: EventDraft[], tracing: Tracing | undefined, span: Span | undefined): EventDraft[] =>
  tracing && span ? drafts.map((draft) => ({ ...draft, traceparent: tracing.traceparentOf(span) })) : drafts
