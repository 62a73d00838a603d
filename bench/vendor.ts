import { startHuaweiSandbox } from '../src/sandbox/huawei.js'
import { serveUntilStopped } from './processes.js'

/** The vendor's side, in a process of its own so that it takes no time of the server's thread. Its own throttle is off. */
const sandbox = await startHuaweiSandbox({ throttle: false })
serveUntilStopped(sandbox.settings, () => sandbox.close())
