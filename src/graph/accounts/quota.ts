import { Field, Float, ObjectType } from 'type-graphql'
import type { Quota as QuotaData } from '../../domain/account-health.js'
import type { JsonObject } from '../../domain/json.js'
import { DateTime, JsonObjectScalar } from '../scalars.js'

/** Something bought from a vendor, in the graph. */
@ObjectType({ description: 'Something that was bought from a vendor and is used up. What the vendor does not tell is null.' })
export class Quota {
  constructor(private readonly data: QuotaData) {}

  @Field(() => String, { description: "The vendor's word for what it is." })
  service(): string {
    return this.data.service
  }

  @Field(() => DateTime, { nullable: true, description: 'When it ends.' })
  expiresAt(): Date | null {
    return this.data.expiresAt
  }

  @Field(() => Float, { nullable: true, description: 'How much was bought.' })
  total(): number | null {
    return this.data.total
  }

  @Field(() => Float, { nullable: true, description: 'How much of it is used.' })
  used(): number | null {
    return this.data.used
  }

  @Field(() => String, { nullable: true, description: "What both count, in the vendor's word." })
  unit(): string | null {
    return this.data.unit
  }

  @Field(() => JsonObjectScalar, { nullable: true, description: "What the vendor tells beside that, in the vendor's own shape." })
  details(): JsonObject | null {
    return this.data.details
  }
}
