import { Field, ObjectType } from 'type-graphql'
import { AvatarGraphError, type ErrorCode } from '../domain/errors.js'
import { ErrorCodeEnum } from './error-code.js'
import { Vendor } from './vendor.js'

/** What went wrong with a mutation, as data of its answer. */
@ObjectType({ description: 'What went wrong with a mutation.' })
export class UserError {
  @Field(() => String, { description: 'What happened and what to do, in plain words.' })
  message!: string

  @Field(() => ErrorCodeEnum, { description: 'What kind of failure it was.' })
  code!: ErrorCode

  @Field(() => String, { nullable: true, description: 'The input field at fault, as a dotted path.' })
  field!: string | null

  @Field(() => Vendor, { nullable: true, description: 'The vendor that refused.' })
  vendor!: Vendor | null

  @Field(() => String, { nullable: true, description: "The vendor's own error code." })
  vendorCode!: string | null

  @Field(() => String, { nullable: true, description: 'What can be done about it.' })
  hint!: string | null

  @Field(() => String, { nullable: true, description: "The vendor's id of the request, for its support desk." })
  requestId!: string | null
}

/** An error as a mutation's answer shows it. Abilities name a field as the domain does; a mutation's caller finds it below `input`. */
export function userErrorOf({ message, code, details }: AvatarGraphError): UserError {
  return {
    message,
    code,
    field: details.field === undefined ? null : details.field.replace(/^(?!input\b)/, 'input.'),
    vendor: details.vendor ?? null,
    vendorCode: details.vendorCode ?? null,
    hint: details.hint ?? null,
    requestId: details.requestId ?? null,
  }
}

/** Runs a mutation: what the caller or the vendor did wrong becomes `userErrors`; a defect of ours is thrown on. */
export async function withUserErrors<P extends object>(empty: P, run: () => Promise<P & { userErrors?: UserError[] }>): Promise<P & { userErrors: UserError[] }> {
  try {
    return { userErrors: [], ...(await run()) }
  } catch (error) {
    if (!(error instanceof AvatarGraphError) || error.code === 'INTERNAL') throw error
    return { ...empty, userErrors: [userErrorOf(error)] }
  }
}
