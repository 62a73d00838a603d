import { z } from 'zod'

const spec = z.strictObject({
  /** An operation's id or section; every API operation when left out. */
  operation: z.string().min(1).optional(),
  /** How many calls it befalls before it goes away; for ever when left out. */
  times: z.int().min(1).optional(),
  /** Waits this long before anything else. */
  latencyMs: z.number().min(0).max(600_000).optional(),
  /** Answers with this status instead of working, with the vendor's error body or, with `garbage`, with bytes that mean nothing. */
  status: z.int().min(400).max(599).optional(),
  garbage: z.boolean().optional(),
  /** Answers with this error code of the vendor's instead of working, with `status` or the one that such errors come with. */
  code: z.union([z.string().min(1), z.int()]).optional(),
  /** Destroys the connection without an answer. */
  drop: z.boolean().optional(),
  /** Answers 200 with a body that is not JSON although its type says so. */
  malformed: z.boolean().optional(),
  /** Does the work, sends half of the answer, then destroys the connection. */
  truncate: z.boolean().optional(),
  /** Answers 200 with a JSON body that does not end. */
  oversized: z.boolean().optional(),
  /** Answers as if the documented rate were exceeded. */
  throttle: z.boolean().optional(),
  /** How far the vendor's clock is ahead (behind when negative), so that a correct signature looks stale. */
  clockSkewMs: z.number().optional(),
  /** Answers with an HTML error page, as a proxy in front of the vendor would (502, or `status`). */
  html: z.boolean().optional(),
})

/** What shall go wrong, and for which calls. Several faults on one call add up; of two answers the first added wins. */
export type FaultSpec = z.infer<typeof spec>

interface Active {
  spec: FaultSpec
  left: number
}

/** The faults that are waiting for calls. */
export class Faults {
  readonly #active = new Set<Active>()

  /** Adds a fault; the handle takes it back. Throws a `TypeError` that names what is wrong with the specification. */
  add(fault: FaultSpec): { remove: () => void } {
    const parsed = spec.safeParse(fault)
    if (!parsed.success) throw new TypeError(`not a fault: ${z.prettifyError(parsed.error)}`)
    const active = { spec: parsed.data, left: parsed.data.times ?? Infinity }
    this.#active.add(active)
    return { remove: () => void this.#active.delete(active) }
  }

  /** Takes all faults back. */
  clear(): void {
    this.#active.clear()
  }

  /** How many faults are still waiting for calls; one that was used up no longer counts. */
  get size(): number {
    return this.#active.size
  }

  /** The faults for one call of an operation, melted into one; each counts as used. */
  take(operation: string, section: string): FaultSpec {
    if (this.#active.size === 0) return {}
    let merged: FaultSpec = {}
    for (const active of this.#active) {
      const wanted = active.spec.operation
      if (wanted !== undefined && wanted !== operation && wanted !== section) continue
      merged = { ...active.spec, ...merged }
      active.left -= 1
      if (active.left <= 0) this.#active.delete(active)
    }
    return merged
  }
}

/** The names of what a melted fault does, for the journal. */
export function faultNames(fault: FaultSpec): string[] {
  return Object.entries(fault)
    .filter(([name, value]) => name !== 'operation' && name !== 'times' && value !== undefined && value !== false)
    .map(([name]) => name)
}
