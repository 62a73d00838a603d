import type { AccountHealth, LastError, RateBudget } from '../domain/account-health.js'
import type { AvatarGraphError } from '../domain/errors.js'
import type { Account } from '../domain/port.js'
import { createCircuit, type Circuit } from '../transport/breaker.js'
import type { Changes } from '../transport/changes.js'
import { systemClock } from '../transport/clock.js'
import { createTransport } from '../transport/http.js'
import type { RateLimiter } from '../transport/rate-limit.js'
import { createReads } from '../transport/reads.js'
import { createCaller, rateIn, rateKey, type Caller, type Line, type Operation, type Protocol } from './operation.js'

/** A vendor as one account reaches it. */
export interface VendorClient {
  call: Caller
  /** What every account tells of itself and how it is closed: to be spread into the account. */
  vitals: Pick<Account, 'health' | 'rates' | 'close'>
}

/** The line of an account, on which several hosts of its vendor can be reached. */
export interface AccountLine extends Line {
  /** The line to another house of the vendor's (an identity service, a second host): the one being down says nothing of the other. */
  beside(): Line
}

/** For how long reads are told again, and what ends it before. */
export interface ReuseOptions {
  freshMs: number
  changes: Changes
}

/** What a client is made of beside its protocol. */
export interface ClientOptions {
  rateLimiter: RateLimiter
  /** Has reads told again; every read asks the vendor where it is left out. */
  reuse?: ReuseOptions
  /** Every operation that the account may call: those with a documented rate are shown with what is left of it. */
  operations: readonly Operation[]
}

/**
 * Opens the client of a vendor account: connections of its own, a circuit, the rate limiter, and the memory of how the
 * vendor is doing. The one place where that is put together; a protocol that needs calls of its own (for a token) is
 * given the line.
 */
export function createClient(protocol: Protocol | ((line: AccountLine) => Protocol), { rateLimiter, reuse, operations }: ClientOptions): VendorClient {
  const transport = createTransport()
  const circuits: Circuit[] = []
  let lastSuccessAt: Date | null = null
  let lastError: LastError | null = null

  const witness = (operation: string, error: AvatarGraphError | undefined) => {
    const at = new Date(systemClock.now())
    if (!error) lastSuccessAt = at
    else if (error.code !== 'NOT_FOUND') lastError = { code: error.code, message: error.message, vendorCode: error.details.vendorCode ?? null, operation, at }
  }
  const beside = (): Line => {
    const circuit = createCircuit()
    circuits.push(circuit)
    return { transport, circuit, rateLimiter, witness }
  }
  const line: AccountLine = { ...beside(), beside }
  const settled = typeof protocol === 'function' ? protocol(line) : protocol

  return {
    call: reuse ? reusing(createCaller(settled, line), settled, reuse) : createCaller(settled, line),
    vitals: {
      health: () => ({ ...worst(circuits), lastSuccessAt, lastError }),
      rates: () => budgets(settled, rateLimiter, operations),
      close: () => transport.close(),
    },
  }
}

/** The circuit that is worst off speaks for the account. */
function worst(circuits: readonly Circuit[]): Pick<AccountHealth, 'circuit' | 'openSince'> {
  const bad = circuits.find(({ state }) => state === 'OPEN') ?? circuits.find(({ state }) => state === 'HALF_OPEN')
  return bad ? { circuit: bad.state, openSince: bad.openSince ?? null } : { circuit: 'CLOSED', openSince: null }
}

async function budgets({ account, region }: Protocol, rateLimiter: RateLimiter, operations: readonly Operation[]): Promise<RateBudget[]> {
  return Promise.all(
    operations.flatMap((operation) => {
      const perSecond = rateIn(region, operation)
      if (perSecond === undefined) return []
      const { name, section } = operation
      return rateLimiter.look(rateKey(account, operation), perSecond).then((state) => ({ operation: name, section, perSecond, ...state }))
    }),
  )
}

/** The call with a memory: reads that may be told again are, until they are no longer fresh or the account has changed. */
function reusing(call: Caller, { vendor, account }: Protocol, { freshMs, changes }: ReuseOptions): Caller {
  const reads = createReads({ vendor, account }, { freshMs })
  changes.hear((changed) => {
    if (changed === undefined || changed === account) reads.forget()
  })
  return async (operation, input, context) => {
    if (operation.retry !== 'READ') {
      // Told also of a failure: what was not answered may have been carried out.
      return call(operation, input, context).finally(() => changes.wrote(account))
    }
    if (!operation.reusable) {
      context.onRead?.({ account, freshUntil: 0, reused: false })
      return call(operation, input, context)
    }
    // In the name of whom it is asked is part of the answer.
    return reads.read(JSON.stringify([operation.name, context.appUserId, input]), context, (shared) => call(operation, input, shared))
  }
}
