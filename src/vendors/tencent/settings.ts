import type { KnownJobs } from '../../domain/known-jobs.js'
import type { RateLimiter } from '../../transport/rate-limit.js'
import type { ReuseOptions } from '../client.js'
import type { AppToken } from './signature.js'

/** What makes a Tencent Cloud AI Digital Human account. */
export interface TencentSettings extends AppToken {
  slug: string
  /** Scheme and host; the international one is `https://gw-sg.tvs.qq.com`, the mainland's `https://gw.tvs.qq.com` (1211/62100, 1240/93402). */
  endpoint: string
  /** The interactive project that sessions are opened in (`VirtualmanProjectId`, formerly virtualmankey); without one sessions are opened by avatar only. */
  projectId?: string
  /** Keys that the callbacks of live rooms are signed with (1240/112145), newest first; with none they are not taken. */
  liveSignKeys: readonly string[]
  /** The public base URL of this deployment; undefined while it has none, and then no callback is asked for. */
  callbackBase: () => string | undefined
  /** Whether a simulator stands in for the vendor. */
  sandbox: boolean
  rateLimiter: RateLimiter
  /** Has reads told again for a moment; see {@link ReuseOptions}. */
  reuse?: ReuseOptions
  /** The jobs of this account that are known here: the vendor keeps no list of them. */
  knownJobs: KnownJobs
  /** Told of a vendor word that is in no table, such as `('StageV2', 'POLISH')`. */
  onUnknownWord?: (field: string, word: string) => void
  /** Epoch ms; the clock of signatures. */
  now?: () => number
}
