import { Field, InputType, Int } from 'type-graphql'
import type { AudienceEvent, AudienceGift, AudienceUser } from '../../domain/audience-events.js'
import { badInput } from '../../domain/errors.js'
import { DateTime } from '../scalars.js'

/** Who did something, as a caller gives it. */
@InputType({ description: 'Somebody in the audience, under the names of the live platform.' })
export class AudienceUserInput {
  @Field(() => String, { nullable: true, description: 'The id of the user.' })
  id?: string | null

  @Field(() => String, { nullable: true, description: 'The name of the user.' })
  name?: string | null

  @Field(() => Int, { nullable: true, description: 'The level of the user on the platform.' })
  level?: number | null

  @Field(() => String, { nullable: true, description: 'The fan badge that the user wears.' })
  badge?: string | null

  @Field(() => Int, { nullable: true, description: 'The level of the badge.' })
  badgeLevel?: number | null
}

/** A comment, as a caller gives it. */
@InputType({ description: 'An on-screen comment.' })
export class AudienceCommentInput {
  @Field(() => AudienceUserInput, { nullable: true, description: 'Who wrote it.' })
  user?: AudienceUserInput | null

  @Field(() => String, { description: 'What was written.' })
  text!: string
}

/** Somebody who entered or liked, as a caller gives it. */
@InputType({ description: 'Something that somebody in the audience did.' })
export class AudienceActionInput {
  @Field(() => AudienceUserInput, { nullable: true, description: 'Who did it.' })
  user?: AudienceUserInput | null
}

/** A gift, as a caller gives it. */
@InputType({ description: 'A gift that a viewer sent, for the rules that react to gifts (Huawei 6.2.7).' })
export class AudienceGiftInput {
  @Field(() => AudienceUserInput, { nullable: true, description: 'Who sent it.' })
  user?: AudienceUserInput | null

  @Field(() => String, { nullable: true, description: 'What it is called.' })
  name?: string | null

  @Field(() => Int, { nullable: true, description: 'How many of it were sent.' })
  count?: number | null

  @Field(() => Int, { nullable: true, description: 'The value of one.' })
  value?: number | null

  @Field(() => Int, { nullable: true, description: 'The value of all.' })
  totalValue?: number | null
}

/** Something that happened in the audience, as a caller gives it. */
@InputType({ description: 'Something that happened in the audience: exactly one of comment, join, like, gift and viewers.' })
export class AudienceEventInput {
  @Field(() => DateTime, { nullable: true, description: 'When it happened; now when nothing is said.' })
  at?: Date | null

  @Field(() => AudienceCommentInput, { nullable: true, description: 'Somebody wrote a comment.' })
  comment?: AudienceCommentInput | null

  @Field(() => AudienceActionInput, { nullable: true, description: 'Somebody entered the live room.' })
  join?: AudienceActionInput | null

  @Field(() => AudienceActionInput, { nullable: true, description: 'Somebody liked it.' })
  like?: AudienceActionInput | null

  @Field(() => AudienceGiftInput, { nullable: true, description: 'Somebody sent a gift.' })
  gift?: AudienceGiftInput | null

  @Field(() => Int, { nullable: true, description: 'How many are watching.' })
  viewers?: number | null
}

/** Reads events; what has no time of its own happened `now`. BAD_USER_INPUT for one that is not exactly one thing. */
export const audienceEventsOf = (events: readonly AudienceEventInput[], now: Date, field: string): AudienceEvent[] =>
  events.map(({ at, comment, join, like, gift, viewers }, index) => {
    const when = { at: at ?? now }
    const told: AudienceEvent[] = []
    if (comment) told.push({ ...when, kind: 'COMMENT', user: userOf(comment.user), text: comment.text })
    if (join) told.push({ ...when, kind: 'JOIN', user: userOf(join.user) })
    if (like) told.push({ ...when, kind: 'LIKE', user: userOf(like.user) })
    if (gift) told.push({ ...when, kind: 'GIFT', user: userOf(gift.user), gift: giftOf(gift) })
    if (viewers != null) told.push({ ...when, kind: 'VIEWERS', viewers })
    const [event] = told
    if (event && told.length === 1) return event
    const place = `${field}.${index}`
    throw badInput(`${place}: expected exactly one of comment, join, like, gift and viewers, got ${told.length}.`, { field: place })
  })

const userOf = (user: AudienceUserInput | null | undefined): AudienceUser | null =>
  user ? { id: user.id ?? null, name: user.name ?? null, level: user.level ?? null, badge: user.badge ?? null, badgeLevel: user.badgeLevel ?? null } : null

const giftOf = ({ name, count, value, totalValue }: AudienceGiftInput): AudienceGift => ({
  name: name ?? null,
  count: count ?? null,
  value: value ?? null,
  totalValue: totalValue ?? null,
})
