import type { JobStatus } from '../../domain/jobs.js'
import type { KnownJobs } from '../../domain/known-jobs.js'
import type { LiveState } from '../../domain/live.js'
import type { Credentials } from '../../transport/credentials.js'
import type { RateLimiter } from '../../transport/rate-limit.js'
import type { ReuseOptions } from '../client.js'
import type { OperationName } from './operations.js'
import type { AppKey } from './signature.js'

/** What makes a SenseTime account. */
export interface SenseTimeSettings extends AppKey {
  slug: string
  /** Scheme and host; the only published one is `https://aigc.softsugar.com`. */
  endpoint: string
  /**
   * AuthKeys that callbacks are signed with, newest first: during a switch old and new ones are taken. With none there are no
   * callbacks: signing is the vendor's customer's choice, and what is not signed is believed by nobody here.
   */
  authKeys: readonly string[]
  /** The callback URL as the vendor's people have set it, byte for byte; when absent the address of this deployment is meant. */
  callbackUrl?: string
  /** The public base URL of this deployment; undefined while it has none. */
  callbackBase: () => string | undefined
  /** Paths of operations that the vendor has not published, or has changed: `/api/…`, with GET or POST before it if need be. */
  paths?: Partial<Record<OperationName, string>>
  /** What those numbers mean that the vendor has not published; those of the documented live states cannot be changed. */
  statuses?: { live?: Readonly<Record<string, LiveState>>; tasks?: Readonly<Record<string, JobStatus>> }
  /** Whether a simulator stands in for the vendor. */
  sandbox: boolean
  rateLimiter: RateLimiter
  /** Has reads told again for a moment; see {@link ReuseOptions}. */
  reuse?: ReuseOptions
  /** Where the token is kept that all replicas use. */
  credentials: Credentials
  /** The jobs of this account that are known here: the vendor lists only the sessions that run. */
  knownJobs: KnownJobs
  /** Told of a vendor word that is in no table, such as `('status', '36')`. */
  onUnknownWord?: (field: string, word: string) => void
  /** Epoch ms; the clock of signatures and of the token's life. */
  now?: () => number
}
