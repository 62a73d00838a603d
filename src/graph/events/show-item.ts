import type { StreamItem } from '../../events/stream.js'
import type { GraphContext } from '../context.js'
import { showEvent, type Event } from './event-types.js'
import { StreamGap } from './stream-gap.js'

/** An item of a stream as its GraphQL type shows it. */
export const showItem = (item: StreamItem, context: GraphContext): Event | StreamGap => (item.type === 'gap' ? new StreamGap(item.gap) : showEvent(item.event, context))
