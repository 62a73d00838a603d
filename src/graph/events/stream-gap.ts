import { Field, ObjectType } from 'type-graphql'
import type { StreamGap as Gap } from '../../events/stream.js'
import { graphEnum } from '../enums.js'

const StreamGapReason = graphEnum<Gap['reason']>('StreamGapReason', 'Why events could not be replayed.', {
  RETENTION: 'They are older than the log keeps events.',
  LOG_REPLACED: 'The cursor is of another log: the database was replaced or restored.',
})

/** The admission that events were missed, in the graph. */
@ObjectType({ description: 'Events were missed: the log no longer reaches back to the cursor. What it still has follows.' })
export class StreamGap {
  @Field(() => String, { description: 'The cursor to resume from after this message.' })
  readonly cursor: string

  @Field(() => StreamGapReason, { description: 'Why the log does not have what was missed.' })
  readonly reason: Gap['reason']

  @Field(() => String, { nullable: true, description: 'The cursor of the first event missed, where it is known.' })
  readonly missedFrom: string | null

  @Field(() => String, { nullable: true, description: 'The cursor of the last event missed, where it is known.' })
  readonly missedTo: string | null

  constructor(gap: Gap) {
    this.cursor = gap.cursor
    this.reason = gap.reason
    this.missedFrom = gap.missedFrom
    this.missedTo = gap.missedTo
  }
}
