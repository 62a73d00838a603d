import type { ErrorDetails } from '../domain/errors.js'
import type { CallContext } from '../domain/port.js'
import { systemClock } from './clock.js'
import { SHARED_TIMEOUT_MS, within } from './shared.js'

/** What reads of one account are made of. */
export interface ReadsOptions {
  /** Milliseconds that an answer is told again, counted from when the vendor was asked. */
  freshMs: number
  /** Epoch ms. */
  now?: () => number
}

/** The vendor's latest answers to reads of one account. */
export interface Reads {
  /**
   * What the vendor answers to the request that `key` stands for: an answer that is fresh, the one that is under way, or a new
   * one made by `fetch`. Like {@link createShared} it goes on when its first caller leaves, and each waits only as long as its
   * own deadline and signal allow. A failure is told to those who waited for it and to nobody else. A `call.fresh` is asked anew.
   */
  read<T>(key: string, call: CallContext, fetch: (call: CallContext) => Promise<T>): Promise<T>
  /** Nothing read or asked before now is told to anyone who comes later. */
  forget(): void
}

interface Entry {
  value: Promise<unknown>
  /** Infinity while it is under way. */
  freshUntil: number
}

/** Makes the memory of an account's reads. */
export function createReads(source: Required<Pick<ErrorDetails, 'vendor' | 'account'>>, { freshMs, now = () => systemClock.now() }: ReadsOptions): Reads {
  const entries = new Map<string, Entry>()
  let swept = now()

  function begin(key: string, call: CallContext, fetch: (call: CallContext) => Promise<unknown>): Entry {
    const at = now()
    if (at - swept >= freshMs) sweep(at)
    const value = fetch({ ...call, signal: undefined, deadline: Math.max(call.deadline, at + SHARED_TIMEOUT_MS) })
    const entry: Entry = { value, freshUntil: Infinity }
    entries.set(key, entry)
    value.then(
      () => (entry.freshUntil = at + freshMs),
      () => {
        entry.freshUntil = 0
        if (entries.get(key) === entry) entries.delete(key)
      },
    )
    return entry
  }
  function sweep(at: number): void {
    swept = at
    for (const [key, { freshUntil }] of entries) if (freshUntil <= at) entries.delete(key)
  }

  return {
    async read<T>(key: string, call: CallContext, fetch: (call: CallContext) => Promise<T>) {
      if (call.fresh) return fetch(call)
      const known = entries.get(key)
      const reused = known !== undefined && known.freshUntil > now()
      const entry = reused ? known : begin(key, call, fetch)
      try {
        return (await within(entry.value, call, source)) as T
      } finally {
        call.onRead?.({ account: source.account, freshUntil: Number.isFinite(entry.freshUntil) ? entry.freshUntil : 0, reused })
      }
    },
    forget: () => entries.clear(),
  }
}
