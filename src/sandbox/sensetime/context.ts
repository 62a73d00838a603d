import type { Settled } from '../options.js'
import type { Pace } from '../pace.js'
import type { Account } from './account.js'
import type { Callbacks } from './callbacks.js'
import type { Unconfirmed } from './unconfirmed.js'

/** What the operations work with. */
export interface Context {
  options: Settled
  account: Account
  unconfirmed: Unconfirmed
  pace: Pace
  callbacks: Callbacks
}
