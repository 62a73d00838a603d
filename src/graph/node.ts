import { Field, ID, InterfaceType } from 'type-graphql'

/** Anything with a global id. */
@InterfaceType({ description: 'Anything with a global id: it can be fetched again with `node(id)`.' })
export abstract class Node {
  @Field(() => ID, { description: 'The global id: opaque, the same for the same entity for ever.' })
  readonly id!: string
}
