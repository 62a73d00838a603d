import type { CallContext, VendorCall } from '../../src/domain/port.js'

/** A call context that remembers what it was told. */
export interface RecordingContext extends CallContext {
  calls: VendorCall[]
}

/** A context with ten seconds to go. */
export function context(more: Partial<CallContext> = {}): RecordingContext {
  const calls: VendorCall[] = []
  return { requestId: 'test', deadline: Date.now() + 10_000, onCall: (call) => calls.push(call), ...more, calls }
}

/** What a promise was rejected with; fails when it was not. */
export async function refusal(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('Expected a rejection.')
}
