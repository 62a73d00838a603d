import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { ERROR_CODES, type ErrorCode } from '../domain/errors.js'
import type { VendorCall } from '../domain/port.js'

/** What became of a callback, as metrics count it. */
export type CallbackOutcome = 'announced' | 'duplicate' | 'superseded' | 'replayed' | 'hint' | 'empty' | 'unauthenticated' | 'malformed' | 'unknown_account' | 'too_large' | 'wrong_media_type' | 'not_stored'

/** Those that the vendor was not answered 200 for. */
const REFUSED: ReadonlySet<unknown> = new Set<CallbackOutcome>(['unauthenticated', 'malformed', 'unknown_account', 'too_large', 'wrong_media_type', 'not_stored'])

/** Latency buckets in seconds, from a cache hit to a vendor's deadline. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** What `/metrics` shows; one registry a server, so that several can run in one process. */
export interface Metrics {
  readonly registry: Registry
  request(route: string, method: string, status: number, seconds: number): void
  /** An answer to a query over HTTP, where answers are kept: one that was, or one that was made. */
  answer: (kept: boolean) => void
  resolverError(code: ErrorCode): void
  vendorCall(call: VendorCall & { vendor: string }): void
  /** A read that needed no exchange with the vendor. */
  readReused(read: { vendor: string; account: string }): void
  unknownWord(vendor: string, field: string): void
  callback(account: string, kind: string, outcome: CallbackOutcome): void
  /** The callbacks of an account so far, by kind. */
  callbackCounts(account: string): Promise<{ kind: string; accepted: number; refused: number }[]>
  /** So many subscribers more, or fewer. */
  subscribers(transport: string, change: number): void
  /** One more than a limit of the server allows was refused; `what` of. */
  refused(what: 'connections' | 'sockets' | 'operations' | 'subscriptions'): void
}

/** Figures that are read when somebody looks, rather than kept. */
export interface Readings {
  /** The position of the last event that this replica has passed on. */
  relayPosition(): number
  /** The position of the last event in the log, as far as this replica knows. */
  logPosition(): number
  /** Jobs under observation that are not finished. */
  watchedJobs(): Promise<number>
}

/** Makes the metrics of one server. */
export function createMetrics(readings: Readings): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'avatargraph_' })

  const requests = new Histogram({ registers, name: 'avatargraph_http_request_seconds', help: 'Time to answer HTTP requests.', labelNames: ['route', 'method', 'status'], buckets: BUCKETS })
  const errors = new Counter({ registers, name: 'avatargraph_errors_total', help: 'Errors that left the graph, by code.', labelNames: ['code'] })
  const answers = new Counter({ registers, name: 'avatargraph_answers_total', help: 'GraphQL requests over HTTP, where answers are kept: answered by a kept answer, or executed.', labelNames: ['by'] })
  const reused = new Counter({ registers, name: 'avatargraph_vendor_reads_reused_total', help: 'Reads that an earlier answer of the vendor served, or one under way for another caller.', labelNames: ['vendor', 'account'] })
  const vendorCalls = new Histogram({
    registers,
    name: 'avatargraph_vendor_call_seconds',
    help: 'Time of exchanges with vendors.',
    labelNames: ['vendor', 'account', 'operation', 'outcome'],
    buckets: BUCKETS,
  })
  const vendorWaits = new Counter({ registers, name: 'avatargraph_vendor_wait_seconds_total', help: "Time that calls waited for a vendor's rate limit.", labelNames: ['vendor', 'account'] })
  const unknownWords = new Counter({ registers, name: 'avatargraph_unknown_words_total', help: 'Words of vendors that this version does not know.', labelNames: ['vendor', 'field'] })
  const callbacks = new Counter({ registers, name: 'avatargraph_callbacks_total', help: 'Callbacks received, by what became of them.', labelNames: ['account', 'kind', 'outcome'] })
  const subscribers = new Gauge({ registers, name: 'avatargraph_subscribers', help: 'Open subscriptions.', labelNames: ['transport'] })
  const refusals = new Counter({ registers, name: 'avatargraph_refused_total', help: 'What was refused for being more than a limit of the server allows.', labelNames: ['what'] })
  // Series that begin at zero: of one that appears with its first event, that event shows in no rate.
  for (const code of ERROR_CODES) errors.inc({ code }, 0)
  subscribers.set({ transport: 'websocket' }, 0)
  new Gauge({ registers, name: 'avatargraph_log_position', help: 'Position of the last event in the log known here.', collect() { this.set(readings.logPosition()) } })
  new Gauge({
    registers,
    name: 'avatargraph_broker_lag_events',
    help: 'Events in the log that this replica has not passed on yet.',
    collect() {
      this.set(Math.max(0, readings.logPosition() - readings.relayPosition()))
    },
  })
  new Gauge({
    registers,
    name: 'avatargraph_watched_jobs',
    help: 'Jobs at vendors that are under observation.',
    async collect() {
      // A database that is away must not take the other figures with it.
      this.set(await readings.watchedJobs().catch(() => NaN))
    },
  })

  return {
    registry,
    request: (route, method, status, seconds) => requests.observe({ route, method, status }, seconds),
    answer: (kept) => answers.inc({ by: kept ? 'kept' : 'execution' }),
    readReused: ({ vendor, account }) => reused.inc({ vendor, account }),
    resolverError: (code) => errors.inc({ code }),
    vendorCall({ vendor, account, operation, outcome, durationMs, waitedMs }) {
      vendorCalls.observe({ vendor, account, operation, outcome }, durationMs / 1000)
      if (waitedMs) vendorWaits.inc({ vendor, account }, waitedMs / 1000)
    },
    unknownWord: (vendor, field) => unknownWords.inc({ vendor, field }),
    callback: (account, kind, outcome) => callbacks.inc({ account, kind, outcome }),
    async callbackCounts(account) {
      const counts = new Map<string, { kind: string; accepted: number; refused: number }>()
      for (const { labels, value } of (await callbacks.get()).values) {
        if (labels.account !== account) continue
        const kind = String(labels.kind)
        const count = counts.get(kind) ?? { kind, accepted: 0, refused: 0 }
        count[REFUSED.has(labels.outcome) ? 'refused' : 'accepted'] += value
        counts.set(kind, count)
      }
      return [...counts.values()]
    },
    refused: (what) => refusals.inc({ what }),
    subscribers: (transport, change) => subscribers.inc({ transport }, change),
  }
}
