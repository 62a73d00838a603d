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
  let Watched = kinds.get(services)
  if (!Watched) kinds.set(services, (Watched = watching(services)))
  return new Watched(freshness)
}

type WatchedServices = new (freshness: Freshness) => GraphServices

/** Of each server's services: an operation then costs one object, and not a getter for each of what is watched. */
const kinds = new WeakMap<GraphServices, WatchedServices>()

function watching(services: GraphServices): WatchedServices {
  class Watched implements Pick<GraphServices, 'log' | 'openStream' | 'jobOwner' | 'callbackCounts'> {
    readonly #freshness: Freshness

    constructor(freshness: Freshness) {
      this.#freshness = freshness
    }

    get log() {
      this.#freshness.never()
      return services.log
    }

    get openStream() {
      this.#freshness.never()
      return services.openStream
    }

    get jobOwner() {
      this.#freshness.never()
      return services.jobOwner
    }

    get callbackCounts() {
      this.#freshness.never()
      return services.callbackCounts
    }
  }
  // Everything else is read through it.
  Object.setPrototypeOf(Watched.prototype, services)
  return Watched as unknown as WatchedServices
}

/** A caller whose rights can be read freely: who reads more of it has an answer for that caller alone. */
export class WatchedCaller implements Caller {
  readonly role: Caller['role']
  readonly authenticated: boolean
  readonly appUserId?: string
  readonly #caller: Caller
  readonly #freshness: Freshness

  constructor(caller: Caller, freshness: Freshness) {
    this.role = caller.role
    this.authenticated = caller.authenticated
    this.appUserId = caller.appUserId
    this.#caller = caller
    this.#freshness = freshness
  }

  get name() {
    this.#freshness.never()
    return this.#caller.name
  }

  get expiresAt() {
    this.#freshness.never()
    return this.#caller.expiresAt
  }

  /** The caller itself, for what does not show in the answer: its budget. */
  static behind(watched: Caller): Caller {
    return #caller in watched ? watched.#caller : watched
  }
}
