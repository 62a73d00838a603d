import { Field, ID, InputType } from 'type-graphql'
import { badInput } from '../../domain/errors.js'
import type { EventFilter as Filter, EventKind } from '../../domain/events.js'
import { decodeId, type EntityRef, type EntityType } from '../../domain/ids.js'
import { parseLiveSessionKey } from '../../domain/live.js'
import type { Vendor as VendorName } from '../../domain/vendor.js'
import { accountOf } from '../abilities.js'
import { AccountFilter, withoutNulls } from '../connection.js'
import type { GraphServices } from '../context.js'
import { graphEnum } from '../enums.js'
import { DateTime } from '../scalars.js'

/** The kind of event behind each word. */
const KINDS = {
  LIVE_PROGRESS: 'LiveProgress',
  LIVE_STATE_CHANGED: 'LiveStateChanged',
  RTMP_STATE_CHANGED: 'RtmpStateChanged',
  REPLY_FINISHED: 'ReplyFinished',
  TRAINING_STATUS_CHANGED: 'TrainingStatusChanged',
  VIDEO_JOB_CHANGED: 'VideoJobChanged',
  UNRECOGNIZED: 'UnrecognizedEvent',
} as const satisfies Record<string, EventKind>
type EventTypeName = keyof typeof KINDS

const EventType = graphEnum<EventTypeName>('EventType', 'The types of events.', {
  LIVE_PROGRESS: 'LiveProgress: the script of a live session went on.',
  LIVE_STATE_CHANGED: 'LiveStateChanged: a live session changed its state.',
  RTMP_STATE_CHANGED: 'RtmpStateChanged: an RTMP output changed its state.',
  REPLY_FINISHED: 'ReplyFinished: a reply was spoken to its end.',
  TRAINING_STATUS_CHANGED: 'TrainingStatusChanged: a training changed its state.',
  VIDEO_JOB_CHANGED: 'VideoJobChanged: a video job changed its status.',
  UNRECOGNIZED: 'UnrecognizedEvent: a vendor told something that has no type of its own here.',
})

/** What narrows a subscription to the log. */
@InputType({ description: 'Which events are wanted; what is left out does not narrow.' })
export class EventSubscriptionFilter extends AccountFilter {
  @Field(() => [EventType], { nullable: true, description: 'Only these types.' })
  types?: EventTypeName[] | null

  @Field(() => ID, { nullable: true, description: 'Only of this live room, live session, training or video job.' })
  subjectId?: string | null
}

/** What narrows a page of the log. */
@InputType({ description: 'Which events are wanted; what is left out does not narrow.' })
export class EventFilter extends EventSubscriptionFilter {
  @Field(() => DateTime, { nullable: true, description: 'Only events that occurred at this instant or later.' })
  occurredAfter?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Only events that occurred before this instant.' })
  occurredBefore?: Date | null
}

/** A filter as the log takes it. Events of accounts that are not configured here any more cannot be shown, and are left out. */
export function eventFilter(services: Pick<GraphServices, 'accounts'>, given: EventFilter | null | undefined): Filter {
  const { types, subjectId, vendors, accounts, ...times } = given ?? {}
  return {
    ...withoutNulls(times),
    accounts: accountsIn(services, vendors, accounts),
    ...(types && { kinds: types.map((type) => KINDS[type]) }),
    ...(subjectId != null && subjectOf(services, decodeId(subjectId, 'filter.subjectId'))),
  }
}

function accountsIn(services: Pick<GraphServices, 'accounts'>, vendors: readonly VendorName[] | null | undefined, named: readonly string[] | null | undefined): string[] {
  for (const slug of named ?? []) accountOf(services, slug)
  return [...services.accounts.values()].filter(({ slug, vendor }) => (!named || named.includes(slug)) && (!vendors || vendors.includes(vendor))).map(({ slug }) => slug)
}

type Subject = Pick<Filter, 'room' | 'session' | 'job'>

/** How the log finds the events of an entity, by its type. */
const SUBJECTS: Partial<Record<EntityType, (account: string, key: string) => Subject>> = {
  LiveRoom: (account, room) => ({ room: { account, room } }),
  LiveSession: (account, key) => ({ session: { account, session: parseLiveSessionKey(key).session } }),
  TrainingJob: (account, job) => ({ job: { account, job } }),
  VideoJob: (account, job) => ({ job: { account, job } }),
}

/** The events of one entity. BAD_USER_INPUT for the id of something that events are not about. */
export function subjectOf(services: Pick<GraphServices, 'accounts'>, { type, account, key }: EntityRef): Subject {
  const subject = SUBJECTS[type]
  if (!subject) throw badInput(`Expected the id of a live room, a live session, a training or a video job, got that of another type: ${type}.`, { field: 'filter.subjectId' })
  accountOf(services, account)
  return subject(account, key)
}
