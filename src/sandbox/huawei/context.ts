import type { Answer, Call } from '../call.js'
import type { Settled } from '../options.js'
import type { Deliveries } from '../deliveries.js'
import type { Media } from './media.js'
import type { OperationId } from './operations.js'
import type { Pace } from '../pace.js'
import type { World } from './world.js'

/** What the operations work with. */
export interface Context {
  options: Settled
  world: World
  media: Media
  pace: Pace
  deliveries: Deliveries
}

/** What each of the 65 operations does. */
export type Handlers = Record<OperationId, (call: Call) => Answer>
