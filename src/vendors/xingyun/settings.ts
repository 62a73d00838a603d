import type { RateLimiter } from '../../transport/rate-limit.js'
import type { ReuseOptions } from '../client.js'
import type { AppKey } from './signature.js'

/** What makes a Xingyun account. */
export interface XingyunSettings extends AppKey {
  slug: string
  /** Scheme and host. */
  endpoint: string
  /** Whether a simulator stands in for the vendor. */
  sandbox: boolean
  rateLimiter: RateLimiter
  /** Has reads told again for a moment; see {@link ReuseOptions}. */
  reuse?: ReuseOptions
  /** Epoch ms; the clock of signatures and of the cached motions. */
  now?: () => number
}
