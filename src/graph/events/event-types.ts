import { createUnionType, Field, ID, Int, InterfaceType, ObjectType, type ClassType } from 'type-graphql'
import type { EventKind, EventSource as Source, LoggedEvent } from '../../domain/events.js'
import type { JsonObject } from '../../domain/json.js'
import { statusOfTraining } from '../../domain/transitions.js'
import { VendorAccount } from '../accounts/vendor-account.js'
import { accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { graphEnum } from '../enums.js'
import { JobStatus } from '../job-status.js'
import { sessionRef } from '../live/live-ability.js'
import { LiveRoom } from '../live/live-room.js'
import { LiveSession } from '../live/live-session.js'
import { LiveState, RtmpState } from '../live/live-words.js'
import { ownType } from '../node.js'
import { DateTime, JsonObjectScalar } from '../scalars.js'
import { TrainingJob } from '../training/training-job.js'
import { RequiredAction, TrainingStage } from '../training/training-words.js'
import { Vendor } from '../vendor.js'
import { VideoJob } from '../videos/video-job.js'
import { StreamGap } from './stream-gap.js'

/** How an event was learnt of, as a GraphQL enum. */
export const EventSource = graphEnum<Source>('EventSource', 'How AvatarGraph learnt of an event.', {
  CALLBACK: 'The vendor called back.',
  POLL: 'The vendor was asked.',
  RTC: 'An RTC client passed it on.',
  COMMAND: 'A mutation caused it.',
})

type Of<K extends EventKind> = Extract<LoggedEvent, { kind: K }>

/** What all events have in common. */
@InterfaceType({ description: 'Something that happened at a vendor, once and for all in its place in the event log.', resolveType: ownType })
export abstract class Event {
  @Field(() => ID, { description: 'The id of the event.' })
  readonly id: string

  @Field(() => String, { description: 'Its place in the log, opaque: hand it to `after` to get everything that came later.' })
  readonly cursor: string

  @Field(() => Vendor, { description: 'The vendor it happened at.' })
  readonly vendor: Vendor

  @Field(() => VendorAccount, { description: 'The account it happened in.' })
  readonly account: VendorAccount

  @Field(() => DateTime, { description: 'When it happened, or when the vendor told of it where it does not say.' })
  readonly occurredAt: Date

  @Field(() => DateTime, { description: 'When AvatarGraph learnt of it.' })
  readonly receivedAt: Date

  @Field(() => EventSource, { description: 'How AvatarGraph learnt of it.' })
  readonly source: Source

  constructor(event: LoggedEvent, context: GraphContext) {
    this.id = event.id
    this.cursor = event.cursor
    this.vendor = event.vendor
    this.account = new VendorAccount(accountOf(context.services, event.account))
    this.occurredAt = event.occurredAt
    this.receivedAt = event.receivedAt
    this.source = event.source
  }
}

/** What the events of live sessions have in common. */
@InterfaceType({ implements: Event, description: 'Something that happened to a live session.', resolveType: ownType })
export abstract class LiveEvent extends Event {
  @Field(() => LiveSession, { description: 'The session concerned. Asking for its `id` alone causes no vendor call.' })
  readonly session: LiveSession

  @Field(() => LiveRoom, { nullable: true, description: 'The room concerned; null for a session of no room. Asking for its `id` alone causes no vendor call.' })
  readonly room: LiveRoom | null

  constructor(event: LoggedEvent, context: GraphContext) {
    super(event, context)
    const { room, session = '' } = event
    this.session = new LiveSession(event.account, sessionRef(accountOf(context.services, event.account), room, session), { room })
    this.room = room === undefined ? null : new LiveRoom(event.account, room)
  }
}

/** The script went on. */
@ObjectType({ implements: LiveEvent, description: 'The script of a live session has reached another paragraph (Huawei 6.2.1 SHOOT_SCRIPT_SWITCH).' })
export class LiveProgress extends LiveEvent {
  @Field(() => String, { nullable: true, description: 'The scene that is played.' })
  readonly sceneName: string | null

  @Field(() => Int, { nullable: true, description: 'The number of the paragraph in its scene.' })
  readonly sequenceNo: number | null

  @Field(() => String, { nullable: true, description: 'The title of the paragraph.' })
  readonly paragraphTitle: string | null

  @Field(() => String, { nullable: true, description: 'The place inside the paragraph, in the words of the vendor; RTC notifications only.' })
  readonly offset: string | null

  @Field(() => String, { nullable: true, description: 'The reply that is being spoken, where it is one; RTC notifications only.' })
  readonly replyId: string | null

  constructor(event: Of<'LiveProgress'>, context: GraphContext) {
    super(event, context)
    this.sceneName = event.content.sceneName
    this.sequenceNo = event.content.sequenceNo
    this.paragraphTitle = event.content.paragraphTitle
    this.offset = event.content.offset
    this.replyId = event.content.replyId
  }
}

/** A live session changed its state. */
@ObjectType({ implements: LiveEvent, description: 'A live session has changed its state.' })
export class LiveStateChanged extends LiveEvent {
  @Field(() => LiveState, { description: 'The state it is in now.' })
  readonly state: string

  @Field(() => LiveState, { nullable: true, description: 'The state it was in; null when this is the first that is known.' })
  readonly previousState: string | null

  @Field(() => String, { description: "The vendor's own word for the state; empty where there is none." })
  readonly vendorState: string

  constructor(event: Of<'LiveStateChanged'>, context: GraphContext) {
    super(event, context)
    this.state = event.content.state
    this.previousState = event.previousState
    this.vendorState = event.content.vendorState
  }
}

/** An RTMP output changed its state. */
@ObjectType({ implements: LiveEvent, description: 'The connection of an RTMP output has changed its state (Huawei 6.2.1 RTMP_STREAM_STATE_CHANGE).' })
export class RtmpStateChanged extends LiveEvent {
  @Field(() => String, { description: 'The address of the output.' })
  readonly outputUrl: string

  @Field(() => RtmpState, { description: 'The state it is in now.' })
  readonly state: string

  @Field(() => RtmpState, { nullable: true, description: 'The state it was in; null when this is the first that is known.' })
  readonly previousState: string | null

  constructor(event: Of<'RtmpStateChanged'>, context: GraphContext) {
    super(event, context)
    this.outputUrl = event.content.outputUrl
    this.state = event.content.state
    this.previousState = event.previousState
  }
}

/** A reply was spoken to its end. */
@ObjectType({ implements: LiveEvent, description: 'A reply that was put into a live session has been spoken to its end (Huawei 6.2.1 REPLY_COMMAND_FINISH).' })
export class ReplyFinished extends LiveEvent {
  @Field(() => String, { description: "The vendor's id of the reply." })
  readonly replyId: string

  constructor(event: Of<'ReplyFinished'>, context: GraphContext) {
    super(event, context)
    this.replyId = event.content.replyId
  }
}

/** A training changed its state. */
@ObjectType({ implements: Event, description: 'A training has changed its state.' })
export class TrainingStatusChanged extends Event {
  @Field(() => TrainingJob, { description: 'The training concerned. Asking for its `id` alone causes no vendor call.' })
  readonly job: TrainingJob

  @Field(() => TrainingStage, { nullable: true, description: 'How far it has come; null where the vendor uses a word that is not known.' })
  readonly stage: string | null

  @Field(() => JobStatus, { description: 'Where it is in its life now.' })
  readonly status: string

  @Field(() => JobStatus, { nullable: true, description: 'Where it was before, which may be the same: its stage or the word of the vendor has changed. Null when this is the first that is known.' })
  readonly previousStatus: string | null

  @Field(() => String, { description: "The vendor's own word for its state." })
  readonly vendorStatus: string

  @Field(() => RequiredAction, { nullable: true, description: 'What the caller has to do before it can go on.' })
  readonly requiredAction: string | null

  constructor(event: Of<'TrainingStatusChanged'>, context: GraphContext) {
    super(event, context)
    this.job = TrainingJob.ofKey(event.account, event.job ?? '')
    this.stage = event.content.stage
    this.status = event.content.status
    this.previousStatus = event.previousState === null ? null : statusOfTraining(event.previousState)
    this.vendorStatus = event.content.vendorStatus
    this.requiredAction = event.content.requiredAction
  }
}

/** A video job changed its status. */
@ObjectType({ implements: Event, description: 'A video job has changed its status.' })
export class VideoJobChanged extends Event {
  @Field(() => VideoJob, { description: 'The job concerned. Asking for its `id` alone causes no vendor call.' })
  readonly job: VideoJob

  @Field(() => JobStatus, { description: 'The status it is in now.' })
  readonly status: string

  @Field(() => JobStatus, { nullable: true, description: 'The status it was in; null when this is the first that is known.' })
  readonly previousStatus: string | null

  @Field(() => String, { description: "The vendor's own word for the status." })
  readonly vendorStatus: string

  constructor(event: Of<'VideoJobChanged'>, context: GraphContext) {
    super(event, context)
    this.job = new VideoJob(event.account, event.job ?? '')
    this.status = event.content.status
    this.previousStatus = event.previousState
    this.vendorStatus = event.content.vendorStatus
  }
}

/** A vendor's event that has no type of its own here. */
@ObjectType({ implements: Event, description: 'A well-signed event of a kind that this version of AvatarGraph does not know; nothing of it is lost.' })
export class UnrecognizedEvent extends Event {
  @Field(() => String, { description: "The vendor's word for the kind of event." })
  readonly kind: string

  @Field(() => JsonObjectScalar, { description: 'What the vendor sent, its secrets removed.' })
  readonly content: JsonObject

  constructor(event: Of<'UnrecognizedEvent'>, context: GraphContext) {
    super(event, context)
    this.kind = event.content.kind
    this.content = event.content.content
  }
}

/** An event of the log as its GraphQL type shows it. */
export function showEvent(event: LoggedEvent, context: GraphContext): Event {
  switch (event.kind) {
    case 'LiveProgress':
      return new LiveProgress(event, context)
    case 'LiveStateChanged':
      return new LiveStateChanged(event, context)
    case 'RtmpStateChanged':
      return new RtmpStateChanged(event, context)
    case 'ReplyFinished':
      return new ReplyFinished(event, context)
    case 'TrainingStatusChanged':
      return new TrainingStatusChanged(event, context)
    case 'VideoJobChanged':
      return new VideoJobChanged(event, context)
    case 'UnrecognizedEvent':
      return new UnrecognizedEvent(event, context)
  }
}

/** Declares what a subscription yields: its event, or the admission of a gap. */
const orGap = (event: ClassType | (abstract new (...args: never[]) => object), name: string, description: string) =>
  createUnionType({ name, description, types: () => [event as ClassType, StreamGap] as const })

export const LiveProgressMessage = orGap(LiveProgress, 'LiveProgressMessage', 'What liveProgress yields.')
export const LiveStateMessage = orGap(LiveStateChanged, 'LiveStateMessage', 'What liveStateChanged yields.')
export const RtmpStateMessage = orGap(RtmpStateChanged, 'RtmpStateMessage', 'What rtmpStateChanged yields.')
export const ReplyMessage = orGap(ReplyFinished, 'ReplyMessage', 'What replyFinished yields.')
export const TrainingStatusMessage = orGap(TrainingStatusChanged, 'TrainingStatusMessage', 'What trainingStatusChanged yields.')
export const EventMessage = createUnionType({
  name: 'EventMessage',
  description: 'What events yields.',
  types: () => [LiveProgress, LiveStateChanged, RtmpStateChanged, ReplyFinished, TrainingStatusChanged, VideoJobChanged, UnrecognizedEvent, StreamGap] as const,
})
export const VideoJobMessage = orGap(VideoJobChanged, 'VideoJobMessage', 'What videoJobChanged yields.')
