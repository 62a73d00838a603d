import type { Span, SpanContext } from '@opentelemetry/api'
import type { TracingSettings } from './config.js'
import type { Tracing } from './graph/tracing.js'

/** Tracing, and how it ends. */
export interface OpenTracing extends Tracing {
  /** Sends what has not been sent yet, within five seconds, and stops. */
  close(): Promise<void>
}

/**
 * Starts tracing to an OTLP/HTTP collector. The SDK is loaded here and nowhere else, so that a process without tracing never
 * has it. Its exporter reads `OTEL_EXPORTER_OTLP_HEADERS`, `…_TIMEOUT` and `…_COMPRESSION` itself. There is no global
 * provider: each app has its own, and parents are handed on by hand.
 */
export async function openTracing({ endpoint, serviceName, share }: TracingSettings): Promise<OpenTracing> {
  const [{ ROOT_CONTEXT, trace }, { parseTraceParent }, { resourceFromAttributes }, { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/core'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ])
  const provider = new TracerProvider({
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: endpoint }) })],
  })
  const tracer = provider.getTracer('avatargraph')
  const contextOf = (parent: Span | string | undefined) => {
    const context: SpanContext | null | undefined = typeof parent === 'string' ? parseTraceParent(parent) : parent?.spanContext()
    return context ? trace.setSpanContext(ROOT_CONTEXT, { ...context, ...(typeof parent === 'string' && { isRemote: true }) }) : ROOT_CONTEXT
  }
  return {
    begin: (name, { parent, ...options }) => tracer.startSpan(name, options, contextOf(parent)),
    traceparentOf(span) {
      const { traceId, spanId, traceFlags } = span.spanContext()
      return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
    },
    async close() {
      // A collector that is away must not hold up the end of the process.
      const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_TIMEOUT).unref())
      await Promise.race([provider.shutdown().catch(() => undefined), late])
    },
  }
}

const CLOSE_TIMEOUT = 5_000
