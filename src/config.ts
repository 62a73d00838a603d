import { z } from 'zod'
import { ACCOUNT_RULES, MISSING, readAccount, readAccountsFile, VENDOR_NAMES, type AccountConfig } from './config/accounts.js'
import { connectionFields, connectionLimits } from './config/connections.js'
import { endpoint, isLoopback, parsedUrl, text, whole } from './config/fields.js'
import { readPersistedDocuments } from './config/persisted-documents.js'
import type { ConnectionLimits } from './domain/connection-limits.js'

/** What a caller may do; the contract's section 3. Each role but `relay` includes the ones before it. */
export const ROLES = ['relay', 'viewer', 'operator', 'admin'] as const
/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number]

/** A key that a caller may present; only its digest is known here. */
export interface ApiKey {
  name: string
  role: Role
  /** SHA-256 of the key, 64 hexadecimal digits. */
  sha256: string
}

/** Where JSON Web Tokens of callers come from. */
export interface JwtSettings {
  jwksUrl: string
  issuer: string
  audience: string
}

/** Everything that the environment decides. */
export interface Config {
  host: string
  /** 0 takes a free port. */
  port: number
  /** What vendors call back; unset, it is `http://HOST:PORT`. Never ends in a slash. */
  publicUrl?: string
  /** Unset: the embedded database under {@link dataDir}. */
  databaseUrl?: string
  dataDir: string
  /** Unset: the in-process broker. */
  redisUrl?: string
  logLevel: string
  production: boolean
  /** Whether vendors without an account get a simulator. */
  sandbox: boolean
  /** Time factor of the simulators' jobs. */
  sandboxSpeed: number
  /** Milliseconds that one GraphQL operation may wait for vendors. */
  vendorDeadlineMs: number
  /** Seconds that what a vendor answered to a read is told again; 0: every read asks the vendor. */
  vendorCacheSeconds: number
  /** Days that events are kept. */
  eventRetentionDays: number
  connections: ConnectionLimits
  /** Origins whose pages may call, beside this server's own. */
  corsOrigins: string[]
  /** The most that one document may be, and one operation of it cost. */
  limits: { bytes: number; tokens: number; depth: number; aliases: number; directives: number; repeats: number; cost: number }
  /** Whether documents may ask for the schema, and errors may name parts of it that nobody asked for. */
  introspection: boolean
  /** Whether browsers get the playground. */
  playground: boolean
  /** HTTP exchanges with vendors that one operation may cause. */
  vendorCallsPerRequest: number
  /** Points of cost that each caller may spend in a minute; 0 for as many as it likes. */
  callerBudget: number
  /** By id, the only documents that run; absent, all that are within the limits do. */
  persistedDocuments?: ReadonlyMap<string, string>
  apiKeys: ApiKey[]
  jwt?: JwtSettings
  accounts: AccountConfig[]
  /** Settings that were understood but have no effect; to be logged. */
  warnings: string[]
}

/** Every mistake of the configuration at once: one line a mistake, by name, with what was expected. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`The configuration has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}:\n${problems.map((p) => `  - ${p}`).join('\n')}`)
    this.name = 'ConfigError'
  }
}

/** Whose values are not shown in messages; a URL may carry a password. */
const SECRET = /KEY|SECRET|PASSWORD|TOKEN|_URL$|ENDPOINT$/i

const variable = (vendor: string, field: string) => `${vendor}_${field.replace(/[A-Z]/g, (c) => `_${c}`)}`.toUpperCase()

const urlOf = (protocols: string[], example: string) =>
  text.refine((value) => protocols.includes(parsedUrl(value)?.protocol ?? ''), `expected a URL such as ${example}`)

const apiKeys = text.transform((list, context): ApiKey[] => {
  const digests = new Set<string>()
  return list.split(',').map((entry, index) => {
    const [name = '', role = '', sha256 = '', ...rest] = entry.trim().split(':')
    if (!name || rest.length || !ROLES.includes(role as Role) || !/^[0-9a-f]{64}$/i.test(sha256)) {
      context.addIssue({
        code: 'custom',
        message: `entry ${index + 1}: expected name:role:sha256 with a role of ${ROLES.join(', ')} and the key's SHA-256 in 64 hexadecimal digits`,
      })
    }
    const digest = sha256.toLowerCase()
    if (digests.has(digest)) context.addIssue({ code: 'custom', message: `entry ${index + 1}: expected a key of its own; an entry before it has the same, and which role counts would be chance` })
    digests.add(digest)
    return { name, role: role as Role, sha256: digest }
  })
})

/**
 * Long enough for a page of people who look at the same list, and to stay below a vendor's documented 10 calls a second; short
 * for whoever changes something at the vendor's own console. Outside production one does that all the time, and wants to see it.
 */
const PRODUCTION_CACHE_SECONDS = 2

const onOrOff = z.enum(['on', 'off'], { error: 'expected on or off' })

const serverSettings = z.object({
  HOST: text.default('127.0.0.1'),
  PORT: whole(0, 65535).default(4000),
  PUBLIC_URL: urlOf(['http:', 'https:'], 'https://avatars.example.com')
    .refine((value) => !/[?#]/.test(value), 'expected a URL without a query: vendors sign it together with theirs')
    .transform((value) => value.replace(/\/+$/, ''))
    .optional(),
  DATABASE_URL: urlOf(['postgres:', 'postgresql:'], 'postgres://user@host:5432/avatargraph').optional(),
  DATA_DIR: text.default('.data'),
  REDIS_URL: urlOf(['redis:', 'rediss:'], 'redis://host:6379').optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], { error: 'expected trace, debug, info, warn, error, fatal or silent' })
    .default('info'),
  NODE_ENV: text.default('development'),
  SANDBOX: onOrOff.optional(),
  SANDBOX_SPEED: z.coerce
    .number({ error: 'expected a number above 0' })
    .refine((value) => value > 0 && value <= 1000, 'expected a number above 0, at most 1000')
    .default(1),
  VENDOR_DEADLINE_MS: whole(100, 120_000).default(10_000),
  VENDOR_CACHE_SECONDS: whole(0, 60).optional(),
  EVENT_RETENTION: whole(1, 3650).default(30),
  ...connectionFields,
  QUERY_MAX_BYTES: whole(1, 1024 * 1024).default(100 * 1024),
  QUERY_MAX_TOKENS: whole(1, 1_000_000).default(5_000),
  QUERY_MAX_DEPTH: whole(1, 1_000).default(20),
  QUERY_MAX_ALIASES: whole(0, 1_000_000).default(100),
  QUERY_MAX_DIRECTIVES: whole(0, 1_000_000).default(100),
  QUERY_MAX_REPEATS: whole(0, 1_000_000).default(100),
  QUERY_MAX_COST: whole(1, 1_000_000_000).default(20_000),
  INTROSPECTION: onOrOff.optional(),
  PLAYGROUND: onOrOff.optional(),
  PERSISTED_DOCUMENTS: text.optional(),
  CALLER_BUDGET: whole(0, 1_000_000_000).default(600_000),
  VENDOR_CALLS_PER_REQUEST: whole(1, 100_000).default(200),
  API_KEYS: apiKeys.default([]),
  JWT_JWKS_URL: endpoint.optional(),
  JWT_ISSUER: text.optional(),
  JWT_AUDIENCE: text.optional(),
  ACCOUNTS_FILE: text.optional(),
})

/**
 * Reads the configuration from environment variables, an empty value counting as none.
 * Throws {@link ConfigError} with every mistake at once; no message shows a secret.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  // Trimmed at once: `set NODE_ENV=production && …` on Windows leaves a blank that must not unlock the graph.
  const env = Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])))
  const problems: string[] = []
  const note = (name: string, message: string) => {
    const value = env[name]
    const got = value === undefined || SECRET.test(name) ? '' : `, got ${JSON.stringify(value.slice(0, 80))}`
    problems.push(`${name}: ${message}${message === MISSING ? '' : got}`)
  }

  const parsed = serverSettings.safeParse(env)
  for (const issue of parsed.error?.issues ?? []) note(String(issue.path[0]), issue.message)

  const accounts: AccountConfig[] = []
  for (const vendor of VENDOR_NAMES) {
    const rules = ACCOUNT_RULES[vendor]
    const given = Object.fromEntries(Object.keys(rules.fields).flatMap((field) => (env[variable(vendor, field)] === undefined ? [] : [[field, env[variable(vendor, field)]]])))
    // A region alone is a preference, not an account.
    if (Object.keys(given).every((field) => field === 'region')) continue
    accounts.push(...readAccount(rules, vendor, given, (field, message) => note(variable(vendor, field), message)))
  }
  if (env.ACCOUNTS_FILE) accounts.push(...readAccountsFile(env.ACCOUNTS_FILE, new Set(VENDOR_NAMES), problems))

  const { JWT_JWKS_URL: jwksUrl, JWT_ISSUER: issuer, JWT_AUDIENCE: audience } = env
  if (jwksUrl || issuer || audience) {
    for (const name of ['JWT_JWKS_URL', 'JWT_ISSUER', 'JWT_AUDIENCE']) {
      if (!env[name]) problems.push(`${name}: expected a value: a token's keys, issuer and audience are checked together`)
    }
  }
  const host = env.HOST ?? '127.0.0.1'
  const production = env.NODE_ENV === 'production'
  if (!env.API_KEYS && !jwksUrl && (production || !isLoopback(host))) {
    const where = production ? 'in production' : `on ${host}, which other machines may reach`
    problems.push(`API_KEYS: expected API keys (or JWT_JWKS_URL, JWT_ISSUER and JWT_AUDIENCE): without callers the graph would be open to everyone ${where}. Only outside production and on a loopback HOST it may stand open`)
  }
  const persistedDocuments = env.PERSISTED_DOCUMENTS ? readPersistedDocuments(env.PERSISTED_DOCUMENTS, problems) : undefined
  const { CALLER_BUDGET: budget = 0, QUERY_MAX_COST: dearest = 0 } = parsed.data ?? {}
  if (budget > 0 && budget < dearest) problems.push(`CALLER_BUDGET: expected at least QUERY_MAX_COST, ${dearest}, or 0 for none: what costs more than a minute's budget could never run, got "${budget}"`)
  if (!parsed.success || problems.length) throw new ConfigError(problems)

  const server = parsed.data
  return {
    host: server.HOST,
    port: server.PORT,
    publicUrl: server.PUBLIC_URL,
    databaseUrl: server.DATABASE_URL,
    dataDir: server.DATA_DIR,
    redisUrl: server.REDIS_URL,
    logLevel: server.LOG_LEVEL,
    production,
    sandbox: server.SANDBOX ? server.SANDBOX === 'on' : !production,
    sandboxSpeed: server.SANDBOX_SPEED,
    vendorDeadlineMs: server.VENDOR_DEADLINE_MS,
    vendorCacheSeconds: server.VENDOR_CACHE_SECONDS ?? (production ? PRODUCTION_CACHE_SECONDS : 0),
    eventRetentionDays: server.EVENT_RETENTION,
    connections: connectionLimits(server),
    corsOrigins: server.CORS_ORIGINS,
    limits: {
      bytes: server.QUERY_MAX_BYTES,
      tokens: server.QUERY_MAX_TOKENS,
      depth: server.QUERY_MAX_DEPTH,
      aliases: server.QUERY_MAX_ALIASES,
      directives: server.QUERY_MAX_DIRECTIVES,
      repeats: server.QUERY_MAX_REPEATS,
      cost: server.QUERY_MAX_COST,
    },
    introspection: server.INTROSPECTION ? server.INTROSPECTION === 'on' : !production,
    playground: server.PLAYGROUND ? server.PLAYGROUND === 'on' : !production,
    persistedDocuments,
    callerBudget: server.CALLER_BUDGET,
    vendorCallsPerRequest: server.VENDOR_CALLS_PER_REQUEST,
    apiKeys: server.API_KEYS,
    jwt: jwksUrl && issuer && audience ? { jwksUrl, issuer, audience } : undefined,
    accounts,
    warnings: misspelt(env),
  }
}

/** Variables that begin like a vendor's and are none: most likely a slip of the pen. */
const misspelt = (env: object) =>
  VENDOR_NAMES.flatMap((vendor) => {
    const known = Object.keys(ACCOUNT_RULES[vendor].fields).map((field) => variable(vendor, field))
    const strange = Object.keys(env).filter((name) => name.startsWith(`${vendor.toUpperCase()}_`) && !known.includes(name))
    return strange.map((name) => `${name}: there is no such setting, so it has no effect; there are ${known.join(', ')}`)
  })
