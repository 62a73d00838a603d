import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql'
import type { CallerRole as Role } from './access.js'
import type { GraphContext } from './context.js'
import { graphEnum } from './enums.js'

const CallerRole = graphEnum<Uppercase<Role>>('CallerRole', 'What a caller may do.', {
  VIEWER: 'Read and subscribe.',
  OPERATOR: 'Also run mutations.',
  ADMIN: 'Also see personal data and stream keys.',
  RELAY: 'Only pass on messages of RTC clients: relayRtcMessage.',
})

/** Who asks, in the graph: a client shows by it what its person may do, before trying. */
@ObjectType({ description: 'Who asks, and what it may do.' })
export class Me {
  @Field(() => String, { description: 'The name of its API key, or the subject of its token.' })
  name!: string

  @Field(() => CallerRole, { description: 'What it may do.' })
  role!: string
}

/** The query that tells a caller who it is. */
@Resolver()
export class MeQuery {
  @Query(() => Me, { description: 'Who asks, and what it may do: for clients that show only what their person may use.' })
  me(@Ctx() { caller: { name, role } }: GraphContext): Me {
    return { name, role: role.toUpperCase() }
  }
}
