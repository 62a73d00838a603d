/** What every simulator can be told at its start. All of it is optional. */
export interface SandboxOptions {
  /** Port on 127.0.0.1; 0 (default) takes a free one. */
  port?: number
  /** Time factor of jobs, retries and event walks: 10 makes them ten times faster. Default 1; must be above 0. */
  speed?: number
  /** Seed of the world and of what happens in it. Same seed, same world. Default 1. */
  seed?: number
  /** Sends every callback here, whatever address a request gave; with SenseTime, the address that its staff set for the account. */
  callbackUrl?: string
  /** The vendor's clock, in milliseconds since 1970. Signatures, tokens, rate limits and times are read from it. Default `Date.now`. */
  now?: () => number
  /** `false` switches the documented rate limits off, for benchmarks. Default true. */
  throttle?: boolean
  /** Gets one plain object for each request and each callback delivery, without secrets. Default: nowhere. */
  log?: (line: object) => void
}

/** The same options with every default filled in; what the simulators work with. */
export interface Settled {
  port: number
  speed: number
  seed: number
  callbackUrl: string | undefined
  now: () => number
  throttle: boolean
  log: (line: object) => void
}

/** Fills in the defaults of {@link SandboxOptions}. Throws a `RangeError` on a speed, seed or port that cannot work. */
export function settle(options: SandboxOptions): Settled {
  const { port = 0, speed = 1, seed = 1 } = options
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new RangeError(`port must be an integer from 0 to 65535, got ${port}`)
  if (!(speed > 0 && Number.isFinite(speed))) throw new RangeError(`speed must be a number above 0, got ${speed}`)
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be an integer, got ${seed}`)
  return {
    port,
    speed,
    seed,
    callbackUrl: options.callbackUrl,
    now: options.now ?? Date.now,
    throttle: options.throttle ?? true,
    log: options.log ?? (() => undefined),
  }
}
