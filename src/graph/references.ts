import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql'
import { AvatarGraphError, badInput } from '../domain/errors.js'
import { ENTITY_TYPES } from '../domain/ids.js'
import type { GraphContext } from './context.js'

/** Most references to entities that are resolved at once: a router's page of pages. */
const MOST = 2_000

const TYPES: readonly unknown[] = ENTITY_TYPES

/**
 * Checks what a router refers to before it is looked up: the subgraph library takes a reference to what is no entity for a
 * defect of this graph, and any number of them. Returns the same schema.
 */
export function withCheckedReferences(schema: GraphQLSchema): GraphQLSchema {
  const field = schema.getQueryType()!.getFields()._entities!
  const resolve = field.resolve as GraphQLFieldResolver<unknown, GraphContext, { representations: readonly unknown[] }>
  field.resolve = (source, args: { representations: readonly unknown[] }, context: GraphContext, info) => {
    const { representations } = args
    if (representations.length > MOST) {
      throw new AvatarGraphError('QUERY_TOO_EXPENSIVE', `Expected at most ${MOST} representations, got ${representations.length}.`, { hint: 'Send them in several requests.' })
    }
    representations.forEach((it, index) => {
      if (!TYPES.includes((it as { __typename?: unknown } | null)?.__typename)) throw badInput(`representations.${index}: expected an object with the __typename of an entity.`, { field: `representations.${index}` })
    })
    return resolve(source, args, context, info)
  }
  return schema
}
