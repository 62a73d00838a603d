import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import { parseLiveSessionKey } from '../../domain/live.js'
import type { Json } from '../../domain/json.js'
import { hasRole } from '../access.js'
import { withoutNulls } from '../connection.js'
import { accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { ownOf } from '../own-job.js'
import { DateTime, JsonScalar } from '../scalars.js'
import { UserError, withUserErrors } from '../user-error.js'
import { AudienceEventInput, audienceEventsOf } from './audience-event-inputs.js'
import { liveMethod } from './live-ability.js'
import { LiveSession } from './live-session.js'

/** A key from a report address, as a caller gives it. */
@InputType({ description: 'The key of a `reportUrl`: its query parameters `auth_key` and `expires_time`.' })
export class ReportKeyInput {
  @Field(() => String, { description: 'The parameter `auth_key` of the address.' })
  value!: string

  @Field(() => DateTime, { description: 'When it expires.' })
  expiresAt!: Date
}

/** The input of `reportLiveEvents`. */
@InputType({ description: 'What happened in the audience of a live session.' })
export class ReportLiveEventsInput {
  @Field(() => ID, { description: 'The id of the live session.' })
  id!: string

  @Field(() => [AudienceEventInput], { description: 'What happened, 1 to 1,000 events.' })
  events!: AudienceEventInput[]

  @Field(() => Boolean, { nullable: true, description: 'Whether a new address for reports is asked for.' })
  refreshUrl?: boolean | null

  @Field(() => ReportKeyInput, { nullable: true, description: "A key to report with, beside the account's own credentials." })
  key?: ReportKeyInput | null

  @Field(() => Boolean, { nullable: true, description: 'Whether replies go on air without review, for tenants that the vendor has cleared.' })
  skipReview?: boolean | null
}

/** The answer of `reportLiveEvents`. */
@ObjectType({ description: 'The answer of reportLiveEvents.' })
export class ReportLiveEventsPayload {
  @Field(() => LiveSession, { nullable: true, description: 'The session that the events belong to.' })
  session!: LiveSession | null

  @Field(() => String, { nullable: true, description: 'The new address for reports, where one was asked for; a secret.' })
  reportUrl!: string | null

  @Field(() => [UserError], { description: 'What went wrong; empty when all went well.' })
  userErrors!: UserError[]
}

/** A message of an RTC room, as a caller gives it. */
@InputType({ description: 'A message that an RTC client received.' })
export class RtcMessageInput {
  @Field(() => String, { description: "The vendor's word for its kind: `live_progress_notify`, `reply_command_finish_notify` or `state_notify` (Huawei 6.1.1 `message_type`)." })
  type!: string

  @Field(() => JsonScalar, { description: 'What it carries: a JSON object, or a text that carries one. Of `state_notify`, an object with its `state`.' })
  data!: Json
}

/** The input of `relayRtcMessage`. */
@InputType({ description: 'A message that an RTC client of a live session received.' })
export class RelayRtcMessageInput {
  @Field(() => ID, { description: 'The id of the live session.' })
  sessionId!: string

  @Field(() => RtcMessageInput, { description: 'The message that the RTC client received, as it is.' })
  message!: RtcMessageInput
}

/** The answer of `relayRtcMessage`. */
@ObjectType({ description: 'The answer of relayRtcMessage.' })
export class RelayRtcMessagePayload {
  @Field(() => LiveSession, { nullable: true, description: 'The session; null for callers of the role relay, which may read nothing.' })
  session!: LiveSession | null

  @Field(() => Boolean, { description: 'Whether it was news. What a callback or another client told before is not announced again.' })
  announced!: boolean

  @Field(() => [UserError], { description: 'What went wrong; empty when all went well.' })
  userErrors!: UserError[]
}

/** What callers tell of live sessions: to the vendor, and to us. */
@Resolver()
export class LiveReportMutations {
  @Mutation(() => ReportLiveEventsPayload, { description: 'Tells the vendor what happened in the audience of a live session, so that its interaction rules take effect (Huawei 6.2.7).' })
  reportLiveEvents(@Arg('input', () => ReportLiveEventsInput, { description: 'Which session, and what happened.' }) input: ReportLiveEventsInput, @Ctx() context: GraphContext): Promise<ReportLiveEventsPayload> {
    return withUserErrors<Omit<ReportLiveEventsPayload, 'userErrors'>>({ session: null, reportUrl: null }, async () => {
      const { account: slug, key } = await ownOf('LiveSession', input.id, 'input.id', context)
      const ref = parseLiveSessionKey(key)
      const report = liveMethod(accountOf(context.services, slug), 'report', 'reports of what the audience does')
      const options = withoutNulls({ refreshUrl: input.refreshUrl, key: input.key, skipReview: input.skipReview })
      const { reportUrl } = await report(ref, audienceEventsOf(input.events, new Date(), 'input.events'), options, context.call)
      return { session: new LiveSession(slug, ref), reportUrl }
    })
  }

  @Mutation(() => RelayRtcMessagePayload, {
    description: 'Hands on a message that an RTC client of a live session received: it becomes an event (`source: RTC`) for liveProgress, replyFinished or liveStateChanged. The role `relay` may call this, and nothing else.',
  })
  relayRtcMessage(@Arg('input', () => RelayRtcMessageInput, { description: 'Which session, and the message.' }) input: RelayRtcMessageInput, @Ctx() context: GraphContext): Promise<RelayRtcMessagePayload> {
    return withUserErrors<Omit<RelayRtcMessagePayload, 'userErrors'>>({ session: null, announced: false }, async () => {
      const { account: slug, key } = await ownOf('LiveSession', input.sessionId, 'input.sessionId', context)
      const ref = parseLiveSessionKey(key)
      const read = liveMethod(accountOf(context.services, slug), 'readRtcMessage', 'messages to RTC clients')
      const results = await context.services.log.append(read(ref, input.message, new Date()))
      return {
        session: hasRole(context.caller, 'viewer') ? new LiveSession(slug, ref) : null,
        announced: results.some(({ disposition }) => disposition === 'ANNOUNCED'),
      }
    })
  }
}
