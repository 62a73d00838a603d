import type { Ability, Account, CallContext, VendorCall } from '../domain/port.js'
import { AvatarGraphError, badInput, notFound, type ErrorCode } from '../domain/errors.js'
import type { VendorCodeTable } from '../domain/vendor-codes.js'
import type { Vendor } from '../domain/vendor.js'
import type { EventLog } from '../events/log.js'
import type { StreamItem, StreamOptions } from '../events/stream.js'
import type { UnwatchJob, WatchJob } from '../tracker/jobs.js'
import { hasRole, type Caller } from './access.js'
import { createLoaders, type Loaders } from './loaders.js'

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
  log: Pick<EventLog, 'append' | 'read' | 'snapshot'>
  openStream: (options: StreamOptions) => AsyncGenerator<StreamItem>
  watchJob: WatchJob
  unwatchJob: UnwatchJob
  /** The documented error codes of each vendor that documents them. */
  vendorCodes: ReadonlyMap<Vendor, VendorCodeTable>
  /** Milliseconds that one operation may wait for vendors. */
  vendorDeadlineMs: number
  /** Told of every exchange with a vendor, for metrics. */
  onVendorCall: (call: VendorCall) => void
  /** Told the code of every error that leaves the graph, for metrics. */
  onError: (code: ErrorCode) => void
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
  /** What this operation cost at the vendors, by account slug. */
  readonly ledger: Map<string, LedgerEntry>
}

/** The cost of one operation at one account; `extensions.vendorCalls` shows it. */
export interface LedgerEntry {
  /** HTTP exchanges, repeated ones included. */
  calls: number
  /** Ids that went into batched lookups. */
  keysBatched: number
  /** Mentions of an entity that this operation had asked for already. */
  cacheHits: number
  /** Milliseconds spent waiting for the vendor's rate limit, all calls together. */
  waitedMs: number
}

/** Where a context comes from: the HTTP request or the socket's operation. */
export interface ContextOrigin {
  caller: Caller
  requestId: string
  /** Names the request id in each line by itself. */
  logger: GraphLog
  signal?: AbortSignal
}

/** Makes the context of one operation. Its deadline runs from now. */
export function createContext(services: GraphServices, origin: ContextOrigin): GraphContext {
  const ledger = new Map<string, LedgerEntry>()
  const call: CallContext = {
    requestId: origin.requestId,
    deadline: Date.now() + services.vendorDeadlineMs,
    signal: origin.signal,
    appUserId: origin.caller.appUserId,
    onCall(done) {
      const entry = ledgerEntry(ledger, done.account)
      entry.calls += 1
      entry.waitedMs += done.waitedMs
      services.onVendorCall(done)
      origin.logger.debug({ ...done }, 'vendor call')
    },
  }
  const base = { services, ...origin, call, ledger }
  return { ...base, loaders: createLoaders(base) }
}

/** What `extensions.vendorCalls` shows of an operation: its cost by account, to callers who run things; nothing to others. */
export function vendorCallsOf({ caller, ledger }: Pick<GraphContext, 'caller' | 'ledger'>): object[] | undefined {
  return hasRole(caller, 'operator') ? [...ledger].map(([account, cost]) => ({ account, ...cost })) : undefined
}

/** The ledger's entry for an account, begun at zero. */
export function ledgerEntry(ledger: Map<string, LedgerEntry>, account: string): LedgerEntry {
  let entry = ledger.get(account)
  if (!entry) ledger.set(account, (entry = { calls: 0, keysBatched: 0, cacheHits: 0, waitedMs: 0 }))
  return entry
}

/** The account of a slug; NOT_FOUND when this deployment has none of that name. */
export function accountOf(services: Pick<GraphServices, 'accounts'>, slug: string): Account {
  const account = services.accounts.get(slug)
  if (!account) throw notFound(`There is no vendor account ${JSON.stringify(slug)} here. The query vendorAccounts lists those that exist.`)
  return account
}

/**
 * The account that something new goes to: the one that is named, or the only one that has the ability. BAD_USER_INPUT
 * names the choices when there are several.
 */
export function accountFor({ services }: Pick<GraphContext, 'services'>, slug: string | null | undefined, ability: Ability): Account {
  if (slug != null) return accountOf(services, slug)
  const able = [...services.accounts.values()].filter((account) => account[ability])
  const [only] = able
  if (only && able.length === 1) return only
  if (!only) throw new AvatarGraphError('UNSUPPORTED', `No account here can do this: none has ${ABILITY_WORDS[ability]}.`)
  throw badInput(`Expected account to name one of ${able.map((account) => account.slug).join(', ')}, got none.`, { field: 'input.account' })
}

/** An ability of an account; UNSUPPORTED when its vendor lacks it. */
export function abilityOf<A extends Ability>(account: Account, ability: A): NonNullable<Account[A]> {
  const found = account[ability]
  if (!found) {
    throw new AvatarGraphError('UNSUPPORTED', `The account ${account.slug} cannot do this: its vendor offers no ${ABILITY_WORDS[ability]}.`, {
      vendor: account.vendor,
      account: account.slug,
      hint: 'vendorAccounts { abilities } shows what each account can do.',
    })
  }
  return found
}

const ABILITY_WORDS: Record<Ability, string> = {
  catalogue: 'media assets',
  assetEditing: 'editing of media assets',
  files: 'uploading of files',
  motions: 'list of motions',
  scripts: 'video scripts',
  videos: 'videos',
  speech: 'speech previews',
  liveRooms: 'live rooms',
  live: 'live sessions',
  ruleGroups: 'groups of interaction rules',
  products: 'products',
  training: 'training of avatars or voices',
  callbacks: 'callbacks',
}
