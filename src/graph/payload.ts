import { Field, ObjectType, type ClassType } from 'type-graphql'
import { UserError } from './user-error.js'

/** The answer of a mutation: the entity concerned, null when it failed, and what went wrong. */
export type Payload<F extends string, T> = { [K in F]: T | null } & { userErrors: UserError[] }

/** Declares the payload of a mutation, such as `CreateProductPayload` with the field `product`. */
export function payloadOf<F extends string, T extends object>(
  mutation: string,
  field: F,
  type: ClassType<T> | (abstract new (...args: never[]) => T),
  description: string,
): ClassType<Payload<F, T>> {
  @ObjectType(`${mutation[0]!.toUpperCase()}${mutation.slice(1)}Payload`, { description: `The answer of ${mutation}.` })
  class MutationPayload {
    @Field(() => [UserError], { description: 'What went wrong; empty when all went well.' })
    userErrors!: UserError[]
  }
  Field(() => type, { nullable: true, description })(MutationPayload.prototype, field)
  return MutationPayload as ClassType<Payload<F, T>>
}
