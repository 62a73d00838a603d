import { Field, ObjectType } from 'type-graphql'
import type { ErrorCode } from '../domain/errors.js'
import type { Failure as FailureData } from '../domain/failure.js'
import { ErrorCodeEnum } from './error-code.js'

/** Why a job or entity failed, in the graph. */
@ObjectType({ description: 'Why something failed.' })
export class Failure {
  constructor(private readonly data: FailureData) {}

  @Field(() => String, { description: 'What happened, in the words of the vendor.' })
  message(): string {
    return this.data.message
  }

  @Field(() => ErrorCodeEnum, { description: 'What kind of failure it was.' })
  code(): ErrorCode {
    return this.data.code
  }

  @Field(() => String, { nullable: true, description: "The vendor's own error code; `vendorErrorCode` tells what its documentation says of it." })
  vendorCode(): string | null {
    return this.data.vendorCode
  }

  @Field(() => String, { nullable: true, description: 'What can be done about it.' })
  hint(): string | null {
    return this.data.hint
  }
}
