import { SpanKind, SpanStatusCode, type Attributes, type Span } from '@opentelemetry/api'
import type { VendorCall } from '../domain/port.js'
import type { Vendor } from '../domain/vendor.js'

/** What a span is begun with. */
export interface SpanStart {
  kind?: SpanKind
  /** What it is a part of: a span of this process, or the W3C `traceparent` of another. A text that is none begins a new trace. */
  parent?: Span | string
  /** Epoch milliseconds; now when absent. */
  startTime?: number
  attributes?: Attributes
}

/**
 * Follows requests, calls and events as OpenTelemetry spans. There is none where tracing is off. Attributes hold names,
 * codes and ids of ours only: no value of a request, no address with its query, nobody's name.
 */
export interface Tracing {
  begin(name: string, start: SpanStart): Span
  /** The span as the W3C `traceparent` that others can continue. */
  traceparentOf(span: Span): string
}

/** Notes a finished exchange with a vendor as a part of what caused it. */
export function traceVendorCall(tracing: Tracing, parent: Span | undefined, call: VendorCall, vendor: Vendor | undefined): void {
  const { account, operation, outcome, status, durationMs, waitedMs, vendorRequestId } = call
  const endTime = Date.now()
  const span = tracing.begin(`${account} ${operation}`, {
    kind: SpanKind.CLIENT,
    parent,
    startTime: endTime - durationMs,
    attributes: {
      'avatargraph.vendor': vendor,
      'avatargraph.account': account,
      'avatargraph.operation': operation,
      'avatargraph.outcome': outcome,
      'avatargraph.waited_ms': waitedMs,
      'avatargraph.vendor_request_id': vendorRequestId,
      'http.response.status_code': status,
    },
  })
  if (outcome !== 'OK' && outcome !== 'NOT_FOUND') span.setStatus({ code: SpanStatusCode.ERROR, message: outcome })
  span.end(endTime)
}
