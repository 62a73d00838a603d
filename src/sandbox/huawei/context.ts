import type { Answer, Call } from '../call.js'
import type { Settled } from '../options.js'
import type { Deliveries } from './deliveries.js'
import type { Media } from './media.js'
import type { Pace } from './pace.js'
import type { World } from './world.js'

/** What the operations work with. */
export interface Context {
  options: Settled
  world: World
  media: Media
  pace: Pace
  deliveries: Deliveries
}

/** Handlers by the id of their operation. */
export type Handlers = Record<string, (call: Call) => Answer>
