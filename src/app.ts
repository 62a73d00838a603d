import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config } from './config.js'
import type { AccountConfig } from './config/accounts.js'
import { isLoopback } from './config/fields.js'
import { openDatabase } from './db/data-source.js'
import { migrate, pendingMigrations } from './db/migrate.js'
import { startDemo, type DemoOptions } from './demo.js'
import type { LoggedEvent } from './domain/events.js'
import type { Account, VendorCall } from './domain/port.js'
import { createInProcessBroker } from './events/broker/in-process.js'
import { openRedisBroker } from './events/broker/redis.js'
import { openEventLog } from './events/log.js'
import { openRelay } from './events/relay.js'
import { startRetention } from './events/retention.js'
import { keepStatistics } from './events/statistics.js'
import { openStream } from './events/stream.js'
import { buildGraph } from './graph/schema.js'
import type { HuaweiSandbox } from './sandbox/huawei.js'
import type { SenseTimeSandbox } from './sandbox/sensetime.js'
import type { TencentSandbox } from './sandbox/tencent.js'
import type { XingyunSandbox } from './sandbox/xingyun.js'
import { startHttpServer } from './server/http.js'
import { createMetrics } from './server/metrics.js'
import { openJobs } from './tracker/jobs.js'
import { openKnownJobs } from './tracker/known-jobs.js'
import { openOffers } from './tracker/offers.js'
import { startTracker } from './tracker/poll.js'
import { openTracing } from './tracing.js'
import { createChanges, type Changes } from './transport/changes.js'
import { openRedisChanges } from './transport/changes-redis.js'
import { createBudgets } from './transport/budget.js'
import { createCredentials } from './transport/credentials.js'
import { openRedisCredentials } from './transport/credentials-redis.js'
import { createRateLimiter } from './transport/rate-limit.js'
import { openRedisRateLimiter } from './transport/rate-limit-redis.js'
import { createAccounts, VENDOR_CODES } from './vendors/registry.js'

/** The simulators that stand in for vendors without an account. */
export interface Sandboxes {
  huawei?: HuaweiSandbox
  tencent?: TencentSandbox
  sensetime?: SenseTimeSandbox
  xingyun?: XingyunSandbox
}

/** A running AvatarGraph. */
export interface App {
  /** Where it listens, such as `http://127.0.0.1:4000`. */
  url: string
  accounts: readonly Account[]
  sandboxes: Sandboxes
  /** Undoes the start in reverse: stop accepting, drain, tracker, relay, broker, database, simulators. Safe to call twice. */
  close(): Promise<void>
}

/** What is not configuration but a place of this process. */
export interface AppOptions {
  logger: Logger
  /** Folder of the built pages. */
  pagesRoot: string
  /** Starts a few live sessions at the simulators, so that the dashboard has something to show. Default false. */
  demo?: boolean
}

/**
 * Builds and starts everything; the only place that constructs and closes things. Rejects with a message for people
 * when something that it needs is not there, having closed what was open already.
 */
export async function createApp(config: Config, { logger, pagesRoot, demo = false }: AppOptions): Promise<App> {
  const undo: (() => Promise<unknown>)[] = []
  let closing: Promise<void> | undefined
  const close = () => (closing ??= unwind(undo, logger))
  try {
    for (const warning of config.warnings) logger.warn(warning)
    const { url, accounts, sandboxes } = await build(config, { logger, pagesRoot, demo }, (step) => undo.push(step))
    return { url, accounts, sandboxes, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function build(config: Config, { logger, pagesRoot, demo }: Required<AppOptions>, onClose: (step: () => Promise<unknown>) => void): Promise<Omit<App, 'close'>> {
  const tracing = config.tracing && (await openTracing(config.tracing))
  if (tracing) onClose(() => tracing.close())
  const { sandboxes, settings } = await startSandboxes(config, logger, onClose)

  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    log: (message, error) => logger.warn({ err: error }, message),
  })
  onClose(() => database.close())
  const migrations = await migrate(database)
  if (migrations.length) logger.info({ migrations }, 'the database was migrated')

  const warnOf = (message: string) => (error: unknown) => logger.warn({ err: error }, message)
  const broker = config.redisUrl ? await openRedisBroker({ url: config.redisUrl, onError: warnOf('the broker failed') }) : createInProcessBroker()
  onClose(() => broker.close())
  const log = await openEventLog(database, { onError: warnOf('a listener of the event log failed') })
  onClose(() => log.close())
  onClose(keepStatistics({ log, dataSource: database.dataSource, onError: warnOf('the statistics of the event log could not be renewed') }))
  onClose(startRetention({ log, days: config.eventRetentionDays, onError: warnOf('old events could not be removed') }))
  const relay = await openRelay({ log, broker, onError: warnOf('the relay could not read the event log') })
  onClose(() => relay.close())

  const freshMs = config.vendorCacheSeconds * 1000
  const reuse = freshMs > 0 ? { freshMs, changes: await hearChanges() } : undefined

  // Known once the server listens, which is after the accounts are made.
  const listening: { url?: string } = {}
  const onAway = warnOf('rate limits are kept by this replica alone until Redis is back')
  const shared = config.redisUrl ? await openRedisRateLimiter({ url: config.redisUrl, onAway }) : undefined
  if (shared) onClose(() => shared.close())
  const rateLimiter = shared ?? createRateLimiter()
  const sharedCredentials = config.redisUrl
    ? await openRedisCredentials({ url: config.redisUrl, onAway: warnOf('tokens are kept by this replica alone until Redis is back') })
    : undefined
  if (sharedCredentials) onClose(() => sharedCredentials.close())
  const credentials = sharedCredentials ?? createCredentials()
  const opened = createAccounts(
    settings.map((account) => {
      // A vendor elsewhere cannot reach an address of this machine: without PUBLIC_URL only simulators are asked to call back.
      const reachable = isLoopback(new URL(account.endpoint).hostname)
      if (CALLS_BACK.has(account.vendor) && !config.publicUrl && !reachable) {
        logger.warn({ account: account.slug }, 'PUBLIC_URL is not set: the vendor is not asked to call back, and only what is polled becomes known')
      }
      return {
        ...account,
        rateLimiter,
        reuse,
        credentials,
        knownJobs: openKnownJobs(database.dataSource, account),
        callbackBase: () => config.publicUrl ?? (reachable ? listening.url : undefined),
        onUnknownWord(field: string, word: string) {
          metrics.unknownWord(account.vendor, field)
          logger.warn({ account: account.slug, field, word }, 'the vendor used a word that this version does not know')
        },
      }
    }),
  )
  const accounts = new Map(opened.map((account) => [account.slug, account]))

  const jobs = openJobs(database.dataSource, () => tracker.wake())
  const metrics = createMetrics({ relayPosition: () => relay.position, logPosition: () => relay.position + relay.lag, watchedJobs: () => jobs.count() })
  const onVendorCall = (call: VendorCall) => metrics.vendorCall({ ...call, vendor: accounts.get(call.account)?.vendor ?? '' })

  onClose(() => Promise.all(opened.map((account) => account.close())))
  const tracker = startTracker({ jobs, accounts, append: (drafts) => log.append(drafts), deadlineMs: config.vendorDeadlineMs, onVendorCall, log: logger })
  onClose(() => tracker.close())

  const streams = { log, relay, onError: warnOf('a stream could not read the event log') }
  const server = await startHttpServer({
    host: config.host,
    port: config.port,
    logger,
    auth: config,
    publicUrl: config.publicUrl,
    corsOrigins: config.corsOrigins,
    connections: config.connections,
    limits: config.limits,
    persistedDocuments: config.persistedDocuments,
    budgets: config.callerBudget > 0 ? (shared?.budgets(config.callerBudget) ?? createBudgets(config.callerBudget)) : undefined,
    playgroundRoot: config.playground ? join(pagesRoot, 'playground') : undefined,
    dashboardRoot: join(pagesRoot, 'dashboard'),
    mediaOrigins: settings.map(({ endpoint }) => new URL(endpoint)).flatMap(({ hostname, origin }) => (isLoopback(hostname) ? [origin] : [])),
    schema: buildGraph().schema,
    services: {
      accounts,
      log,
      openStream: (options) => openStream(streams, options),
      watchJob: jobs.watch,
      vendorCodes: VENDOR_CODES,
      unwatchJob: jobs.unwatch,
      jobOwner: jobs.owner,
      offerJobs: openOffers(database.dataSource, warnOf('jobs of a list could not be put under observation')),
      vendorDeadlineMs: config.vendorDeadlineMs,
      vendorCallsPerRequest: config.vendorCallsPerRequest,
      introspection: config.introspection,
      callbackCounts: (account) => metrics.callbackCounts(account),
      onVendorCall,
      onReadReused: (account) => metrics.readReused({ account, vendor: accounts.get(account)?.vendor ?? '' }),
      tracing,
      onError: (code) => metrics.resolverError(code),
    },
    keep: reuse && { freshMs, onChange: reuse.changes.hear, now: Date.now },
    append: (drafts, seal) => log.append(drafts, seal),
    watch: (account, job) => jobs.watch({ ...job, vendor: account.vendor, account: account.slug }, undefined),
    metrics,
    now: Date.now,
    checks: [
      { name: 'database', check: () => database.ping() },
      {
        name: 'broker',
        check: async () => {
          if (!broker.connected) throw new Error('the broker is not connected')
        },
      },
      {
        name: 'migrations',
        check: async () => {
          const pending = await pendingMigrations(database)
          if (pending.length) throw new Error(`migrations are pending: ${pending.join(', ')}`)
        },
      },
    ],
  })
  onClose(() => server.close())
  listening.url = server.url
  // At SenseTime the vendor's people set the address: of the simulator we are those.
  sandboxes.sensetime?.setCallbackUrl(`${config.publicUrl ?? server.url}/callbacks/sensetime/tasks`)
  if (demo) {
    const stopping = new AbortController()
    const watch: DemoOptions['watch'] = ({ slug: account, vendor }, key, facts) => jobs.watch({ kind: 'LIVE_SESSION', key, vendor, account }, undefined, facts)
    const done = startDemo({ accounts: opened, watch, onError: (account, error) => logger.warn({ err: error, account }, 'the demonstration could not start a session') }, stopping.signal)
    onClose(() => {
      stopping.abort()
      return done
    })
  }
  return { url: server.url, accounts: opened, sandboxes }

  /** What ends that a read is told again: writes of all replicas, and events. */
  async function hearChanges(): Promise<Changes> {
    const shared = config.redisUrl ? await openRedisChanges({ url: config.redisUrl, onAway: warnOf('replicas do not hear of what the others change until Redis is back') }) : undefined
    if (shared) onClose(() => shared.close())
    const changes = shared ?? createChanges()
    // The first to attach: nobody is told of an event before what it changes is forgotten.
    relay.attach({
      deliver: (events) => new Set(events.filter(({ kind }) => !SPEECH.has(kind)).map(({ account }) => account)).forEach(changes.happened),
      skipped: () => changes.happened(),
    })
    return changes
  }
}

type SettledAccount = AccountConfig & { sandbox: boolean }

/** Starts a simulator for each vendor that has no account, where the configuration allows it. */
async function startSandboxes({ sandbox, sandboxSpeed, accounts }: Config, logger: Logger, onClose: (step: () => Promise<unknown>) => void) {
  const sandboxes: Sandboxes = {}
  const settings: SettledAccount[] = accounts.map((account) => ({ ...account, sandbox: false }))
  const lacking = (vendor: AccountConfig['vendor']) => sandbox && !accounts.some((account) => account.vendor === vendor)
  const options = { speed: sandboxSpeed, log: (line: object) => logger.trace({ sandbox: line }, 'sandbox') }

  // Loaded only when it is needed: a deployment with accounts of its own never runs a line of it.
  if (lacking('HUAWEI')) {
    const { startHuaweiSandbox } = await import('./sandbox/huawei.js')
    const huawei = (sandboxes.huawei = await startHuaweiSandbox(options))
    onClose(() => huawei.close())
    const { endpoint, projectId, region, accessKey, secretKey, callbackKeys } = huawei.settings
    settings.push({ vendor: 'HUAWEI', slug: 'huawei', sandbox: true, endpoint, projectId, region, auth: { accessKey, secretKey }, callbackKeys })
  }
  if (lacking('TENCENT')) {
    const { startTencentSandbox } = await import('./sandbox/tencent.js')
    const tencent = (sandboxes.tencent = await startTencentSandbox(options))
    onClose(() => tencent.close())
    const { endpoint, appKey, accessToken, projectId, liveSignKey } = tencent.settings
    settings.push({ vendor: 'TENCENT', slug: 'tencent', sandbox: true, endpoint, appKey, accessToken, projectId, liveSignKeys: [liveSignKey] })
  }
  if (lacking('SENSETIME')) {
    const { startSenseTimeSandbox } = await import('./sandbox/sensetime.js')
    const sensetime = (sandboxes.sensetime = await startSenseTimeSandbox(options))
    onClose(() => sensetime.close())
    settings.push({ vendor: 'SENSETIME', slug: 'sensetime', sandbox: true, ...sensetime.settings, paths: {}, statuses: { live: {}, tasks: {} } })
  }
  if (lacking('XINGYUN')) {
    const { startXingyunSandbox } = await import('./sandbox/xingyun.js')
    const xingyun = (sandboxes.xingyun = await startXingyunSandbox(options))
    onClose(() => xingyun.close())
    settings.push({ vendor: 'XINGYUN', slug: 'xingyun', sandbox: true, ...xingyun.settings })
  }
  return { sandboxes, settings }
}

/** The events that tell how far a session has got in what it says: nothing that is kept of a vendor changes with them. */
const SPEECH: ReadonlySet<string> = new Set<LoggedEvent['kind']>(['LiveProgress', 'ReplyFinished'])

/** The vendors that take our address with their requests. */
const CALLS_BACK: ReadonlySet<string> = new Set<AccountConfig['vendor']>(['HUAWEI', 'TENCENT'])

/** Undoes what was built, the last first. One step that fails does not keep the others from being undone. */
async function unwind(steps: (() => Promise<unknown>)[], logger: Logger): Promise<void> {
  for (const step of steps.reverse()) {
    await step().catch((error: unknown) => logger.error({ err: error }, 'something could not be closed'))
  }
}
