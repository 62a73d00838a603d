import { AvatarGraphError } from '../domain/errors.js'
import type { CallContext } from '../domain/port.js'
import { reasonOf, systemClock } from './clock.js'

/** How long a shared fetch may take, whoever waits for it. */
const SHARED_TIMEOUT_MS = 10_000

/**
 * Makes callers who ask at the same time share one fetch. The fetch does not end when the caller who began it goes
 * away or runs out of time: each waits as long as its own deadline and signal allow (VENDOR_UNAVAILABLE after that).
 */
export function createShared<T>(fetch: (call: CallContext) => Promise<T>): (call: CallContext) => Promise<T> {
  let underWay: Promise<T> | undefined
  return (call) => {
    underWay ??= fetch({ requestId: call.requestId, onCall: call.onCall, deadline: systemClock.now() + SHARED_TIMEOUT_MS }).finally(() => (underWay = undefined))
    return within(underWay, call)
  }
}

async function within<T>(promise: Promise<T>, { deadline, signal }: CallContext): Promise<T> {
  if (signal?.aborted) throw reasonOf(signal)
  const leave = new AbortController()
  const abort = () => leave.abort(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  const late = systemClock.sleep(Math.max(0, deadline - systemClock.now()), leave.signal).then(() => {
    throw new AvatarGraphError('VENDOR_UNAVAILABLE', 'The vendor did not answer before the deadline.', { retryable: true })
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    signal?.removeEventListener('abort', abort)
    late.catch(() => undefined)
    leave.abort()
  }
}
