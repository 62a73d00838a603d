import type { Caller } from './access.js'
import type { GraphServices } from './context.js'

/**
 * For how long the answer to an operation stays true: as long as everything that was read for it. What is read of the event
 * log, of this process' own figures or of a caller beyond its rights is true for this answer alone, and the operation's
 * services and caller see to it that no resolver has to think of that.
 */
export class Freshness {
  /** Epoch milliseconds; 0 for an answer that must not be told again. */
  until = Infinity

  /** Something was read that is true until then. */
  limit(until: number): void {
    this.until = Math.min(this.until, until)
  }

  /** Something was read that is true for this answer alone. */
  readonly never = (): void => this.limit(0)
}

/** The services as one operation uses them: what changes by itself cannot be read without `freshness` being told. */
export function watchedServices(services: GraphServices, freshness: Freshness): GraphServices {
  return Object.create(services, {
    log: { get: () => (freshness.never(), services.log) },
    openStream: { get: () => (freshness.never(), services.openStream) },
    jobOwner: { get: () => (freshness.never(), services.jobOwner) },
    callbackCounts: { get: () => (freshness.never(), services.callbackCounts) },
  }) as GraphServices
}

/** A caller whose rights can be read freely: who reads more of it has an answer for that caller alone. */
export function watchedCaller(caller: Caller, freshness: Freshness): Caller {
  const { role, authenticated, appUserId } = caller
  const watched: Caller = {
    role,
    authenticated,
    ...(appUserId !== undefined && { appUserId }),
    get name() {
      freshness.never()
      return caller.name
    },
    get expiresAt() {
      freshness.never()
      return caller.expiresAt
    },
  }
  behind.set(watched, caller)
  return watched
}

const behind = new WeakMap<Caller, Caller>()

/** The caller itself, for what does not show in the answer: its budget. */
export const callerBehind = (watched: Caller): Caller => behind.get(watched) ?? watched
