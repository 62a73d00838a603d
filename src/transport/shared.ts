import { AvatarGraphError, type ErrorDetails } from '../domain/errors.js'
import type { CallContext } from '../domain/port.js'
import { systemClock } from './clock.js'

/** How long a shared fetch may take, whoever waits for it. */
export const SHARED_TIMEOUT_MS = 10_000

/** Whose fetch it is, for the errors of those who stop waiting. */
type Source = Pick<ErrorDetails, 'vendor' | 'account'>

/**
 * Makes callers who ask at the same time share one fetch. The fetch does not end when the caller who began it goes
 * away or runs out of time: each waits as long as its own deadline and signal allow (VENDOR_UNAVAILABLE after that).
 * It is made for no third-party user: what callers share must be the same for all of their users.
 */
export function createShared<T>(source: Source, fetch: (call: CallContext) => Promise<T>): (call: CallContext) => Promise<T> {
  let underWay: Promise<T> | undefined
  return (call) => {
    // What is made of it may be true for longer, but nobody here can say for how long.
    if (source.account !== undefined) call.onRead?.({ account: source.account, freshUntil: 0, reused: underWay !== undefined })
    if (!underWay) {
      underWay = fetch({ requestId: call.requestId, onCall: call.onCall, deadline: systemClock.now() + SHARED_TIMEOUT_MS }).finally(() => (underWay = undefined))
      // It may fail when all who waited have gone.
      underWay.catch(() => undefined)
    }
    return within(underWay, call, source)
  }
}

/** The outcome of a shared fetch for one of those who wait: VENDOR_UNAVAILABLE when its deadline passes or it goes away before. */
export function within<T>(promise: Promise<T>, { deadline, signal }: CallContext, source: Source): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = (why: string) => reject(new AvatarGraphError('VENDOR_UNAVAILABLE', why, { ...source, retryable: true }))
    const abort = () => give('The vendor was not waited for: the caller has gone.')
    if (signal?.aborted) return abort()
    signal?.addEventListener('abort', abort, { once: true })
    const timer = setTimeout(() => give('The vendor did not answer before the deadline.'), Math.max(0, deadline - systemClock.now()))
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    })
  })
}
