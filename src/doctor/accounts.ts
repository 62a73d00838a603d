import { randomUUID } from 'node:crypto'
import type { Config } from '../config.js'
import type { AccountConfig } from '../config/accounts.js'
import { AvatarGraphError } from '../domain/errors.js'
import type { KnownJobs } from '../domain/known-jobs.js'
import type { Account, CallContext, VendorCall } from '../domain/port.js'
import { createCredentials, type Credentials } from '../transport/credentials.js'
import { openRedisCredentials } from '../transport/credentials-redis.js'
import { createRateLimiter } from '../transport/rate-limit.js'
import { createAccounts, VENDOR_CODES } from '../vendors/registry.js'
import { aheadOf, CLOCK_TODO, clockFinding, isOff } from './clock.js'
import { notesOf, type Finding, type Notes } from './finding.js'
import { reach, remedyOf, shown } from './network.js'
import { settingOf } from './settings.js'

/** What proves an account, as its settings are called; a Huawei account that asks for tokens has others. */
const TOKEN_PROOFS = ['iamDomain', 'iamUser', 'iamPassword']
const PROOFS: Record<AccountConfig['vendor'], readonly string[]> = {
  HUAWEI: ['accessKey', 'secretKey'],
  TENCENT: ['appKey', 'accessToken'],
  SENSETIME: ['appId', 'appKey'],
  XINGYUN: ['appId', 'appSecret'],
}

/** Nobody asks for a job here; the database may be away. */
const NO_JOBS: KnownJobs = { list: async () => ({ items: [], hasMore: false }), get: async () => undefined, remember: async () => undefined }

/** Looks at each account: whether its vendor is reached, by which clock it goes, and whether signed calls that change nothing are answered. */
export async function examineAccounts({ accounts, redisUrl, vendorDeadlineMs }: Config, now: () => number): Promise<Finding[]> {
  // Vendors that give out few tokens must not give one more: the replicas' would no longer be taken.
  const shared = redisUrl === undefined ? undefined : await openRedisCredentials({ url: redisUrl })
  try {
    const found = await Promise.all(accounts.map((account) => examineAccount(account, { credentials: shared ?? createCredentials(), deadlineMs: vendorDeadlineMs, now })))
    return found.flat()
  } finally {
    await shared?.close()
  }
}

interface Means {
  credentials: Credentials
  deadlineMs: number
  now: () => number
}

async function examineAccount(settings: AccountConfig, { credentials, deadlineMs, now }: Means): Promise<Finding[]> {
  const notes = notesOf(`account ${settings.slug}`)
  const addresses = [settings.endpoint, ...('auth' in settings && 'iamEndpoint' in settings.auth ? [settings.auth.iamEndpoint] : [])]
  const reached = await Promise.all(addresses.map((address) => reach(address, now)))
  const network = reached.map((it, index) => {
    const address = shown(addresses[index]!)
    return 'status' in it ? notes.ok('network', `${address} answers, after ${it.tookMs} ms`) : notes.failed('network', `${address} cannot be reached: ${it.why}`, it.todo)
  })
  const ahead = aheadOf(reached[0]!)
  const clock = ahead === undefined ? [] : [clockFinding(notes, ahead, "the vendor's")]
  if (network.some(({ status }) => status === 'FAILED')) return [...network, ...clock]

  const shared = { sandbox: false, rateLimiter: createRateLimiter(), credentials, knownJobs: NO_JOBS, callbackBase: () => undefined, now }
  const [account] = createAccounts([settings].map((it) => ({ ...it, ...shared })))
  try {
    return [...network, ...clock, ...(await callAll(account!, { settings, notes, deadlineMs, ahead: ahead ?? 0 }))]
  } finally {
    await account!.close()
  }
}

/** What is known when a call of an account is judged. */
interface Scene {
  settings: AccountConfig
  notes: Notes
  deadlineMs: number
  /** Seconds by which this machine's clock is ahead of the vendor's. */
  ahead: number
}

type HarmlessCall = (call: CallContext) => Promise<unknown>

/** The calls that change nothing, as far as the account can make them. */
function harmlessCalls({ quotas, catalogue, motions, live }: Account): [name: string, run: HarmlessCall][] {
  const one = { size: 1 }
  const calls: [string, HarmlessCall | undefined][] = [
    ['quotas', quotas],
    ['assets', catalogue && ((call) => catalogue.list({}, one, call))],
    ['motions', motions && ((call) => motions.list({}, one, call))],
    ['sessions', live?.list && ((call) => live.list!({}, one, call))],
  ]
  return calls.flatMap(([name, run]) => (run ? [[name, run]] : []))
}

async function callAll(account: Account, scene: Scene): Promise<Finding[]> {
  const found: Finding[] = []
  for (const [name, run] of harmlessCalls(account)) {
    const exchanges: VendorCall[] = []
    try {
      await run({ requestId: `doctor-${randomUUID()}`, deadline: Date.now() + scene.deadlineMs, onCall: (exchange) => exchanges.push(exchange) })
      const last = exchanges.at(-1)
      // What the adapter knows without asking proves nothing.
      if (last) found.push(scene.notes.ok(`call: ${name}`, `${last.operation} was signed, sent and answered in ${last.durationMs} ms`))
    } catch (error) {
      if (!(error instanceof AvatarGraphError)) throw error
      found.push(scene.notes.failed(`call: ${name}`, said(error, account), remedy(error, exchanges.at(-1), scene)))
      // The next would be refused alike.
      if (error.code === 'VENDOR_AUTH' || error.code === 'VENDOR_UNAVAILABLE') break
    }
  }
  return found
}

/** The error, with what the vendor's own table says of its code. */
function said(error: AvatarGraphError, { vendor }: Account): string {
  const { vendorCode, requestId } = error.details
  const [documented] = vendorCode === undefined ? [] : (VENDOR_CODES.get(vendor)?.(vendorCode) ?? [])
  const meaning = documented && !error.message.includes(documented.meaning) ? ` ${vendorCode} means: ${documented.meaning}.` : ''
  return `${error.message}${meaning}${requestId ? ` Request ${requestId}.` : ''}`
}

const proofsOf = (settings: AccountConfig) => ('auth' in settings && 'iamEndpoint' in settings.auth ? TOKEN_PROOFS : PROOFS[settings.vendor])

/** What to do about it: the clock first, since a wrong one looks like wrong keys. */
function remedy({ code, details }: AvatarGraphError, exchange: VendorCall | undefined, { settings, ahead }: Scene): string {
  const hint = details.hint ?? ''
  const isAboutProof = code === 'VENDOR_AUTH' || /key|secret|credential/i.test(hint)
  if (isAboutProof && isOff(ahead)) return CLOCK_TODO
  if (exchange?.status === 403) return `The credentials are known, and may not do this: check project and region, and the rights that the vendor's console gives them. ${hint}`.trim()
  if (isAboutProof) return `Compare ${proofsOf(settings).map((field) => settingOf(settings, field)).join(' and ')} with the vendor's console. ${hint}`.trim()
  if (code === 'VENDOR_RATE_LIMITED') return 'The vendor counts too many calls: try again in a minute.'
  if (code === 'VENDOR_UNAVAILABLE' && exchange?.status === undefined) return remedyOf('ETIMEDOUT')
  return hint || (code === 'VENDOR_UNAVAILABLE' ? "The vendor has trouble of its own: look at its status page, and ask its support with the request's id." : "Ask the vendor's support with the code and the request's id.")
}
