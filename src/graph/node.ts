import { Field, ID, InterfaceType } from 'type-graphql'

/** An entity's GraphQL type is its class, however many interfaces lie between. */
export function ownType(entity: object): string {
  return entity.constructor.name
}

/** Anything with a global id. */
@InterfaceType({
  description: 'Anything with a global id: it can be fetched again with `node(id)`.',
  resolveType: ownType,
})
export abstract class Node {
  @Field(() => ID, { description: 'The global id: opaque, the same for the same entity for ever.' })
  readonly id!: string
}
