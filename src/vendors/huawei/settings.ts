import type { RateLimiter } from '../../transport/rate-limit.js'
import type { ReuseOptions } from '../client.js'
import { callbackUrl, type CallbackPlace } from '../callback.js'
import type { AccessKey } from './signature.js'

/** An IAM user for token authentication (API reference 3.2). */
export interface IamUser {
  /** Scheme and host of IAM. */
  iamEndpoint: string
  /** Name of the account that the user belongs to. */
  domain: string
  user: string
  password: string
}

/** What makes a Huawei MetaStudio account. */
export interface HuaweiSettings {
  slug: string
  /** Such as `cn-north-4`; decides the documented rates. */
  region: string
  /** Scheme and host of MetaStudio in the region. */
  endpoint: string
  projectId: string
  auth: AccessKey | IamUser
  /** Keys that callbacks are signed with, newest first; new sessions get the first. With none there are no callbacks. */
  callbackKeys: readonly string[]
  /** The public base URL of this deployment; undefined while it has none, and then no callback is asked for. */
  callbackBase: () => string | undefined
  /** Whether a simulator stands in for the vendor. */
  sandbox: boolean
  rateLimiter: RateLimiter
  /** Has reads told again for a moment; see {@link ReuseOptions}. */
  reuse?: ReuseOptions
  /** Told of a vendor word that is in no table, such as `('asset_type', 'HOLOGRAM')`. */
  onUnknownWord?: (field: string, word: string) => void
  /** Epoch ms; the clock of signatures and of the token's life. */
  now?: () => number
}

/** Where Huawei calls back about the live sessions of an account, or undefined without a public base. */
export const liveCallbackUrl = (place: CallbackPlace): string | undefined => callbackUrl(place, 'live')
