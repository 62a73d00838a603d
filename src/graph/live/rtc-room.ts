import { Field, ID, ObjectType } from 'type-graphql'
import type { RtcRoom as RoomData, RtcUser as UserData } from '../../domain/live.js'
import { DateTime } from '../scalars.js'
import { RtcUserKind } from './live-words.js'

/** An identity for an RTC client, in the graph. */
@ObjectType({ description: 'An identity with which a client can join the RTC room of a session.' })
export class RtcUser {
  constructor(private readonly data: UserData) {}

  @Field(() => RtcUserKind, { description: 'What it is there for.' })
  kind(): string {
    return this.data.kind
  }

  @Field(() => ID, { nullable: true, description: "The vendor's id of the user." })
  nativeId(): string | null {
    return this.data.nativeId
  }

  @Field(() => String, { nullable: true, description: 'With this signature a client joins the room, a secret: operators only; FORBIDDEN for others.' })
  signature(): string | null {
    return this.data.signature
  }

  @Field(() => String, { nullable: true, description: 'Proves what it may do in the room (Tencent PrivateMapKey, 1211/62121), a secret: operators only; FORBIDDEN for others.' })
  privateMapKey(): string | null {
    return this.data.privateMapKey
  }

  @Field(() => DateTime, { nullable: true, description: 'When the signature ends.' })
  expiresAt(): Date | null {
    return this.data.expiresAt
  }
}

/** The RTC room of a session, in the graph. */
@ObjectType({ description: "The RTC room that carries a session's picture, sound and messages." })
export class RtcRoom {
  constructor(private readonly data: RoomData) {}

  @Field(() => ID, { nullable: true, description: "The vendor's id of the RTC application." })
  appId(): string | null {
    return this.data.appId
  }

  @Field(() => ID, { nullable: true, description: "The vendor's id of the room." })
  nativeId(): string | null {
    return this.data.nativeId
  }

  @Field(() => [RtcUser], { description: 'Who may join it.' })
  users(): RtcUser[] {
    return this.data.users.map((user) => new RtcUser(user))
  }
}
