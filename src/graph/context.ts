import { setMaxListeners } from 'node:events'
import type { Span } from '@opentelemetry/api'
import { AvatarGraphError, type ErrorCode } from '../domain/errors.js'
import type { Account, CallContext, VendorCall } from '../domain/port.js'
import type { EventFilter } from '../domain/events.js'
import type { VendorCodeTable } from '../domain/vendor-codes.js'
import type { Vendor } from '../domain/vendor.js'
import type { EventLog } from '../events/log.js'
import type { EventStream, StreamOptions } from '../events/stream.js'
import type { JobOwner, UnwatchJob, WatchJob } from '../tracker/jobs.js'
import type { OfferJobs } from '../tracker/offers.js'
import { hasRole, type Caller } from './access.js'
import { Freshness, WatchedCaller, watchedServices } from './freshness.js'
import { ledgerEntry, type LedgerEntry } from './ledger.js'
import { createLoaders, type Loaders } from './loaders.js'
import { traceVendorCall, type Tracing } from './tracing.js'

/** What the graph needs of a logger; pino's own shape. */
export interface GraphLog {
  debug(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** What lives as long as the server and every operation shares. */
export interface GraphServices {
  /** All accounts, by slug. */
  accounts: ReadonlyMap<string, Account>
  log: Pick<EventLog, 'append' | 'read' | 'count' | 'bounds' | 'snapshot'>
  openStream: (options: StreamOptions) => EventStream
  watchJob: WatchJob
  unwatchJob: UnwatchJob
  jobOwner: JobOwner
  offerJobs: OfferJobs
  /** The documented error codes of each vendor that documents them. */
  vendorCodes: ReadonlyMap<Vendor, VendorCodeTable>
  /** Milliseconds that one operation may wait for vendors. */
  vendorDeadlineMs: number
  /** How many HTTP exchanges with vendors one operation, or one event of a subscription, may cause. */
  vendorCallsPerRequest: number
  /** Whether callers may learn of the schema, from introspection or from an error's suggestions. */
  introspection: boolean
  /** How many callbacks came for an account since the start, by kind. */
  callbackCounts: (account: string) => Promise<{ kind: string; accepted: number; refused: number }[]>
  /** Told of every exchange with a vendor, for metrics. */
  onVendorCall: (call: VendorCall) => void
  /** Told of every read that needed no exchange with the vendor, for metrics. */
  onReadReused: (account: string) => void
  /** Told the code of every error that leaves the graph, for metrics. */
  onError: (code: ErrorCode) => void
  /** Absent where nothing is traced. */
  tracing?: Tracing
}

/** What one operation, or one event of a subscription, carries through the resolvers. */
export interface GraphContext {
  readonly services: GraphServices
  readonly caller: Caller
  readonly requestId: string
  readonly logger: GraphLog
  /** Aborts when the caller has gone. */
  readonly signal?: AbortSignal
  /** Hands to a vendor ability what it needs of this operation. */
  readonly call: CallContext
  readonly loaders: Loaders
  /** Opens the stream behind a subscription; whoever carries it to the caller ends it, by its `return`. */
  readonly openStream: (options: StreamOptions) => EventStream
  /** What the operation is traced as; absent where nothing is. */
  readonly span?: Span
  /** What this operation cost at the vendors, by account slug. */
  readonly ledger: Map<string, LedgerEntry>
  /** For how long its answer is true. */
  readonly freshness: Freshness
  /** From here on the vendors are asked anew for everything: the operation changes what they would tell. */
  readonly readAnew: () => void
  /** What this operation was reckoned to cost before it ran; absent until it was let in. */
  cost?: OperationCost
  /** What is left of the caller's budget, where it has one; absent until the operation was let in. */
  budget?: CallerBudget
}

/** A caller's budget after an operation was paid for. */
export interface CallerBudget {
  /** Points that come back in a minute, and the most there are. */
  limit: number
  /** Points that are left. */
  remaining: number
  /** Seconds until the budget is whole again. */
  resetSeconds: number
}

/** The cost of an operation, in points of the directive `@cost`. */
export interface OperationCost {
  /** The points that it may cost at most, by what it asks for. */
  requested: number
  /** The most that one operation may cost. */
  limit: number
}

/** Where a context comes from: the HTTP request or the socket's operation. */
export interface ContextOrigin {
  caller: Caller
  requestId: string
  /** Names the request id in each line by itself. */
  logger: GraphLog
  signal?: AbortSignal
  span?: Span
  /** The cursor of the last event that the caller's transport knows to have arrived: streams begin behind it, whatever the document says. */
  resumeAfter?: string
}

/** Makes the context of one operation. Its deadline runs from now. */
export function createContext(services: GraphServices, origin: ContextOrigin): GraphContext {
  // Every call that is under way listens to it, and one operation has dozens.
  if (origin.signal) setMaxListeners(0, origin.signal)
  const ledger = new Map<string, LedgerEntry>()
  const freshness = new Freshness()
  let callsLeft = services.vendorCallsPerRequest
  const call: CallContext & { fresh: boolean } = {
    requestId: origin.requestId,
    deadline: Date.now() + services.vendorDeadlineMs,
    signal: origin.signal,
    appUserId: origin.caller.appUserId,
    fresh: false,
    onRead({ account, freshUntil, reused }) {
      freshness.limit(freshUntil)
      if (!reused) return
      ledgerEntry(ledger, account).cacheHits += 1
      services.onReadReused(account)
    },
    beforeCall() {
      if (callsLeft === 0) throw tooManyCalls(services.vendorCallsPerRequest)
      callsLeft -= 1
    },
    onCall(done) {
      const entry = ledgerEntry(ledger, done.account)
      entry.calls += 1
      entry.waitedMs += done.waitedMs
      services.onVendorCall(done)
      if (services.tracing) traceVendorCall(services.tracing, origin.span, done, services.accounts.get(done.account)?.vendor)
      origin.logger.debug({ ...done }, 'vendor call')
    },
  }
  const { resumeAfter, ...who } = { ...origin, caller: new WatchedCaller(origin.caller, freshness) }
  const openStream: GraphContext['openStream'] = (options) =>
    services.openStream({ ...options, filter: ownEvents(options.filter, origin.caller), ...(resumeAfter !== undefined && { after: resumeAfter, snapshot: false }) })
  const readAnew = () => void (call.fresh = true)
  const base = { services: watchedServices(services, freshness), ...who, call, ledger, freshness, readAnew, openStream }
  return { ...base, loaders: createLoaders(base) }
}

/** Narrows a filter of events to what its caller may see: nothing of the jobs of another third-party user than it acts for. */
export const ownEvents = (filter: EventFilter, { appUserId }: Caller): EventFilter => (appUserId === undefined ? filter : { ...filter, appUserId })

const tooManyCalls = (most: number) =>
  new AvatarGraphError('QUERY_TOO_EXPENSIVE', `Expected at most ${most} vendor calls for one operation, and this field needs one more.`, {
    hint: 'Ask for smaller pages (first), or for fewer fields that lists do not bring.',
  })

/** What `extensions` shows of an operation to callers who run things: its cost, and that at the vendors by account; nothing to others. */
export function costsOf({ caller, ledger, cost }: Pick<GraphContext, 'caller' | 'ledger' | 'cost'>): { cost?: OperationCost; vendorCalls: object[] } | undefined {
  if (!hasRole(caller, 'operator')) return undefined
  return { ...(cost && { cost }), vendorCalls: [...ledger].map(([account, calls]) => ({ account, ...calls })) }
}
