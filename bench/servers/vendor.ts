import { startHuaweiSandbox } from '../../src/sandbox/huawei.js'
import { input, serveUntilStopped } from '../processes.js'

/** What a scenario says of the vendor. */
export interface VendorInput {
  /** How long each answer takes; 0 when left out. */
  latencyMs?: number
}

// The vendor's side, in a process of its own so that it takes no time of the server's thread. Its own throttle is off.
const { latencyMs } = input<VendorInput>()
const sandbox = await startHuaweiSandbox({ throttle: false })
if (latencyMs) sandbox.faults.add({ latencyMs })
serveUntilStopped(sandbox.settings, () => sandbox.close(), { calls: () => sandbox.journal.entries().at(-1)?.sequence ?? 0 })
