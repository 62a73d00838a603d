import { Field, ObjectType } from 'type-graphql'
import type { EventFilter } from '../../domain/events.js'
import type { LiveOutputTarget, RtmpState as State } from '../../domain/live.js'
import { ownEvents, type GraphContext } from '../context.js'
import { RtmpState } from './live-words.js'

/** A place the live picture is pushed to, in the graph. */
@ObjectType({ description: 'A place that the live picture is pushed to.' })
export class LiveOutput {
  constructor(
    private readonly target: LiveOutputTarget,
    private readonly connection: State,
  ) {}

  @Field(() => String, { description: 'The RTMP address.' })
  url(): string {
    return this.target.url
  }

  @Field(() => String, { nullable: true, description: 'The stream key, a secret: administrators only; FORBIDDEN for others.' })
  streamKey(): string | null {
    return this.target.streamKey
  }

  @Field(() => RtmpState, { description: 'The state of the connection, as last told by the vendor.' })
  state(): State {
    return this.connection
  }
}

/** Outputs whose state is looked up at most; a session has one or two, a room as many as its sessions had. */
const MAX_OUTPUTS = 1000

/** The last state told of each output address of a room or session. An address told of twice has its latest state. */
export async function outputStates(context: GraphContext, subject: Pick<EventFilter, 'room' | 'session'>): Promise<Map<string, State>> {
  const events = await context.services.log.snapshot({ filter: ownEvents({ kinds: ['RtmpStateChanged'], ...subject }, context.caller), after: 0, upTo: Number.MAX_SAFE_INTEGER, limit: MAX_OUTPUTS })
  return new Map(events.flatMap((event) => (event.kind === 'RtmpStateChanged' ? [[event.content.outputUrl, event.content.state]] : [])))
}
