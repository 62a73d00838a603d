import { BrokenCircuitError, CircuitState, circuitBreaker, ConsecutiveBreaker, handleWhenResult } from 'cockatiel'
import type { CircuitState as State } from '../domain/account-health.js'
import { AvatarGraphError } from '../domain/errors.js'

/** What an exchange tells of the vendor's health: `NOTHING` where it failed for a reason of the caller's own. */
export type Health = 'UP' | 'DOWN' | 'NOTHING'

/** A circuit breaker: after failures in a row that mean "vendor down" it spares vendor and callers for a while. */
export interface Circuit {
  readonly state: State
  /** Since when the vendor is taken to be down; absent while the circuit is closed. */
  readonly openSince?: Date
  /** Throws VENDOR_UNAVAILABLE while the circuit lets nothing through. */
  check(): void
  /** Runs one exchange and learns from it; throws VENDOR_UNAVAILABLE instead while the circuit lets nothing through. */
  run<T extends { health: Health }>(exchange: () => Promise<T>): Promise<T>
}

/** How a circuit behaves. */
export interface CircuitOptions {
  /** Failures in a row that open it; default 5. */
  failures?: number
  /** Milliseconds until one exchange may probe the vendor again; default 10 000. */
  halfOpenAfterMs?: number
}

/** Makes a closed circuit. */
export function createCircuit({ failures = 5, halfOpenAfterMs = 10_000 }: CircuitOptions = {}): Circuit {
  const policy = circuitBreaker(
    handleWhenResult((result) => (result as { health: Health }).health === 'DOWN'),
    { halfOpenAfter: halfOpenAfterMs, breaker: new ConsecutiveBreaker(failures) },
  )
  let since: Date | undefined
  let probeAt = 0
  policy.onBreak(() => {
    probeAt = Date.now() + halfOpenAfterMs
    since ??= new Date()
  })
  policy.onReset(() => (since = undefined))

  const refusal = () => {
    const seconds = Math.max(1, Math.ceil((probeAt - Date.now()) / 1_000))
    return new AvatarGraphError('VENDOR_UNAVAILABLE', `The vendor has not been answering since ${since?.toISOString() ?? 'a moment ago'}; it is not being asked for now.`, {
      retryable: true,
      hint: `It is asked again in about ${seconds} s.`,
    })
  }
  const circuit: Circuit = {
    get state() {
      if (policy.state === CircuitState.Closed) return 'CLOSED'
      return policy.state === CircuitState.HalfOpen ? 'HALF_OPEN' : 'OPEN'
    },
    get openSince() {
      return since
    },
    check() {
      // While a probe is out, cockatiel would let the others wait for it, past their own deadlines.
      if (circuit.state === 'HALF_OPEN' || (circuit.state === 'OPEN' && Date.now() < probeAt)) throw refusal()
    },
    async run<T extends { health: Health }>(exchange: () => Promise<T>): Promise<T> {
      circuit.check()
      try {
        return await policy.execute(async () => {
          const result = await exchange()
          // Thrown, because to cockatiel every returned result is either a failure or a success.
          if (result.health === 'NOTHING') throw new TellsNothing(result)
          return result
        })
      } catch (error) {
        if (error instanceof TellsNothing) return error.result as T
        throw error instanceof BrokenCircuitError ? refusal() : error
      }
    },
  }
  return circuit
}

class TellsNothing extends Error {
  constructor(readonly result: unknown) {
    super('An exchange that tells nothing of the vendor')
  }
}
