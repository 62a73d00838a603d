import { Field, ObjectType } from 'type-graphql'
import type { Failure as FailureData } from '../domain/live.js'

/** Why a job or entity failed, in the graph. */
@ObjectType({ description: 'Why something failed.' })
export class Failure {
  constructor(private readonly data: FailureData) {}

  @Field(() => String, { description: 'What happened, in the words of the vendor.' })
  message(): string {
    return this.data.message
  }

  @Field(() => String, { nullable: true, description: "The vendor's own error code." })
  vendorCode(): string | null {
    return this.data.vendorCode
  }
}
