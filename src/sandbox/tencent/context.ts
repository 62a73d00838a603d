import type { Answer, Call } from '../call.js'
import type { Deliveries } from '../deliveries.js'
import type { Settled } from '../options.js'
import type { Pace } from '../pace.js'
import type { Cos } from './cos.js'
import type { OperationId } from './operations.js'
import type { World } from './world.js'

/** What the operations work with. */
export interface Context {
  options: Settled
  world: World
  cos: Cos
  pace: Pace
  deliveries: Deliveries
}

/** What each operation does. */
export type Handlers = Record<OperationId, (call: Call) => Answer>
