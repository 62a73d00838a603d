import { AvatarGraphError, type ErrorCode, type ErrorDetails } from '../domain/errors.js'
import type { CallContext } from '../domain/port.js'
import { systemClock } from './clock.js'
import { createShared } from './shared.js'

/** How long what was fetched is used again. Milliseconds, counted from when the vendor was asked. */
export interface CacheLife {
  /** It counts as fresh; default 60 000. */
  freshMs?: number
  /** It is served at once, and fetched anew behind the caller's back; default 600 000. */
  staleMs?: number
  /** It is served when the vendor cannot be asked; default 24 hours. Shorter where it holds addresses that expire. */
  keepMs?: number
  /** For how long the vendor is left alone after a failure, as long as there is something to serve; default 5 000. */
  pauseMs?: number
  /** How long a caller waits for the vendor while there is something older to serve; default 2 000. */
  patienceMs?: number
  /** Epoch ms. */
  now?: () => number
}

/**
 * Reads a cache. `notOlderThanMs` is for what may be newer than what is held: an older value is not served then, but
 * fetched anew, and where that fails the error is thrown.
 */
export type Cache<T> = (call: CallContext, notOlderThanMs?: number) => Promise<Cached<T>>

/** What a cache holds. */
export interface Cached<T> {
  value: T
  /** When the vendor was asked for it; absent while it is fresh. `Page.asOf` hands it on to callers. */
  asOf?: Date
}

/** The vendor may answer again by itself. Anything else is its word, which must not be covered up by what it said before. */
const PASSING: readonly ErrorCode[] = ['VENDOR_UNAVAILABLE', 'VENDOR_RATE_LIMITED', 'VENDOR_MALFORMED']
const passes = (error: unknown) => error instanceof AvatarGraphError && PASSING.includes(error.code)

/**
 * Remembers something that a vendor tells only as a whole, such as a list without paging or filters: `fetch` brings all
 * of it (walking the vendor's pages where there are some), and the ability filters and pages what is remembered.
 * Fresh it is served as it is. Stale it is served at once and refreshed in the background. Older than that the caller
 * waits for the vendor, and gets the old one when it does not answer; with nothing to serve the vendor's error is thrown.
 * A refusal by the vendor (VENDOR_AUTH, VENDOR_REJECTED …) is thrown and makes the cache forget.
 *
 * Like {@link createShared}, on which it stands, it is for what is the same for all third-party users of the account.
 * Make one cache a list and account, when the ability is made.
 */
export function createCache<T>(source: Pick<ErrorDetails, 'vendor' | 'account'>, fetch: (call: CallContext) => Promise<T>, life: CacheLife = {}): Cache<T> {
  const { freshMs = 60_000, staleMs = 600_000, keepMs = 24 * 3_600_000, pauseMs = 5_000, patienceMs = 2_000, now = systemClock.now } = life
  let kept: { value: T; at: number } | undefined
  let failedAt = -Infinity

  const refresh = createShared(source, async (call) => {
    const at = now()
    try {
      kept = { value: await fetch(call), at }
      return kept
    } catch (error) {
      failedAt = now()
      if (!passes(error)) kept = undefined
      throw error
    }
  })
  const served = ({ value, at }: { value: T; at: number }): Cached<T> => (now() - at < freshMs ? { value } : { value, asOf: new Date(at) })

  return async (call, notOlderThanMs = keepMs) => {
    const old = kept
    const age = old ? now() - old.at : Infinity
    if (!old || age >= Math.min(keepMs, notOlderThanMs)) return served(await refresh(call))
    if (age < freshMs || now() - failedAt < pauseMs) return served(old)
    if (age < staleMs) {
      // Its failure is told by the account's health, and to the caller who finds nothing to serve.
      refresh(call).catch(() => undefined)
      return served(old)
    }
    try {
      return served(await refresh({ ...call, deadline: Math.min(call.deadline, systemClock.now() + patienceMs) }))
    } catch (error) {
      if (passes(error)) return served(old)
      throw error
    }
  }
}
