import 'reflect-metadata'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { printSchemaWithDirectives } from '@graphql-tools/utils'
import { GraphQLDirective, GraphQLString, DirectiveLocation, lexicographicSortSchema, parse, print, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql'
import { buildSchemaSync, createResolversMap, type BuildSchemaOptions } from 'type-graphql'
import { ENTITY_TYPES } from '../domain/ids.js'
import { GUARDED_FIELDS, guarded } from './access.js'
import { AccountQueries } from './accounts/account-queries.js'
import { AssetMutations } from './assets/asset-mutations.js'
import { AssetFileFields, AssetQueries } from './assets/asset-queries.js'
import { AssetReplication } from './assets/asset-replication.js'
import { FileMutations } from './assets/file-mutations.js'
import type { GraphContext } from './context.js'
import { withCosts } from './costs.js'
import { ENTITY_EVENTS, EventQueries } from './events/event-queries.js'
import { EventSubscriptions } from './events/event-subscriptions.js'
import { LiveSubscriptions } from './events/live-subscriptions.js'
import { TrainingSubscriptions } from './events/training-subscriptions.js'
import { FEDERATION, withRouterDirectives } from './federation.js'
import { LiveCommandMutations } from './live/live-commands.js'
import { LiveMutations } from './live/live-mutations.js'
import { LiveQueries } from './live/live-queries.js'
import { LiveReportMutations } from './live/live-reports.js'
import { LiveRoomMutations } from './live/live-room-mutations.js'
import { LiveSessionQueries, SessionsOfRoom } from './live/live-session-queries.js'
import { MotionQueries } from './motions/motion.js'
import { ENTITIES, NodeQueries } from './node-queries.js'
import { ownOf } from './own-job.js'
import { withCheckedReferences } from './references.js'
import { ProductMutations } from './products/product-mutations.js'
import { ProductQueries } from './products/product-queries.js'
import { RuleGroupMutations } from './rules/rule-group-mutations.js'
import { RuleGroupQueries } from './rules/rule-group-queries.js'
import { RuleGroupOfRule } from './rules/rule-group.js'
import { TrackMutations } from './tracking/track-mutations.js'
import { TrainingMutations } from './training/training-mutations.js'
import { TrainingQueries } from './training/training-queries.js'
import { TrainingUploadMutations } from './training/training-uploads.js'
import { VoiceSampleResolver } from './training/voice-samples.js'
import { SpeechResolver } from './speech/speech.js'
import { VideoScriptMutations } from './videos/script-mutations.js'
import { VideoScriptQueries } from './videos/script-queries.js'
import { VideoMutations } from './videos/video-mutations.js'
import { VideoQueries } from './videos/video-queries.js'
import { VideoSubscriptions } from './videos/video-subscriptions.js'
import { VendorErrorCodeQueries } from './vendor-error-code.js'

const RESOLVERS: BuildSchemaOptions['resolvers'] = [
  NodeQueries,
  AccountQueries,
  AssetQueries,
  AssetFileFields,
  AssetMutations,
  AssetReplication,
  FileMutations,
  LiveQueries,
  LiveMutations,
  LiveSubscriptions,
  EventQueries,
  ...ENTITY_EVENTS,
  EventSubscriptions,
  MotionQueries,
  ProductQueries,
  ProductMutations,
  RuleGroupQueries,
  RuleGroupMutations,
  RuleGroupOfRule,
  LiveRoomMutations,
  LiveSessionQueries,
  SessionsOfRoom,
  LiveCommandMutations,
  LiveReportMutations,
  TrainingQueries,
  TrainingMutations,
  TrainingUploadMutations,
  VoiceSampleResolver,
  TrainingSubscriptions,
  TrackMutations,
  VideoScriptQueries,
  VideoScriptMutations,
  VideoQueries,
  VideoMutations,
  VideoSubscriptions,
  SpeechResolver,
  VendorErrorCodeQueries,
]

/** Lets the decorators use @key before the subgraph library knows the schema; it brings its own definition. */
const KEY = new GraphQLDirective({ name: 'key', locations: [DirectiveLocation.OBJECT], args: { fields: { type: GraphQLString } }, isRepeatable: true })

/** What the root types are for; type-graphql has no place to say it. */
const ROOTS: Readonly<Record<string, string>> = {
  Query:
    'What can be read: any entity by its global id, lists over all vendor accounts at once, and the log of events. A list goes on without a vendor that cannot answer, and names it in `unavailable`. For the roles viewer, operator and admin.',
  Mutation:
    'What can be changed at the vendors. Each takes one argument, `input`, and returns a payload with the entity concerned and `userErrors`: what a vendor refused, or what of the input cannot be. Errors of other kinds stand in `errors` as usual. For the roles operator and admin; relayRtcMessage also for relay.',
  Subscription:
    'What happens, as it happens: callbacks of vendors, and changes that were found by asking them. Each takes `after`, a cursor of an earlier message, and then goes on from there with nothing lost or repeated; what the log no longer has is said by a StreamGap. Over WebSocket (graphql-transport-ws) at /graphql, or as server-sent events at /graphql/stream. For the roles viewer, operator and admin.',
}

/** type-graphql asks for one as soon as there is a subscription; ours all bring their own stream. */
const NO_PUB_SUB: BuildSchemaOptions['pubSub'] = {
  publish: () => {
    throw new Error('Events are published by the event log, not by resolvers.')
  },
  subscribe: () => {
    throw new Error('Every subscription opens its own stream of the event log.')
  },
}

/** What the graph consists of: the schema to execute, and its SDL as the federation sees it. */
export interface Graph {
  schema: GraphQLSchema
  /** The content of `schema.graphql`. */
  sdl: string
}

/** Builds the Federation 2 subgraph from the resolver classes; called once at start. */
export function buildGraph(): Graph {
  const classes = buildSchemaSync({ resolvers: RESOLVERS, directives: [KEY], pubSub: NO_PUB_SUB, validate: false, skipCheck: true })
  for (const [name, description] of Object.entries(ROOTS)) Object.assign(classes.getType(name) ?? {}, { description })
  const printed = printSchemaWithDirectives(lexicographicSortSchema(classes)).replace(/^directive @key[^\n]*\n+/m, '')
  const sdl = `${FEDERATION}\n\n${print(withCosts(withRouterDirectives(parse(printed.replace(/^schema \{[^}]*\}\n+/m, '')))))}\n`
  const resolvers = createResolversMap(classes)
  for (const type of ENTITY_TYPES) {
    resolvers[type] = {
      ...resolvers[type],
      // Asynchronous, so that one bad reference fails at its own place instead of taking the whole list with it.
      __resolveReference: async ({ id }: { id: string }, context: GraphContext) => ENTITIES[type].refer(await ownOf(type, id, 'id', context), context),
    } as (typeof resolvers)[string]
  }
  for (const [coordinate, guard] of Object.entries(GUARDED_FIELDS)) {
    const [type = '', field = ''] = coordinate.split('.')
    const fields = resolvers[type] as Record<string, GraphQLFieldResolver<unknown, GraphContext>>
    fields[field] = guarded(guard, fields[field]!)
  }
  const mutations = resolvers.Mutation as Record<string, GraphQLFieldResolver<unknown, GraphContext>>
  for (const [name, mutate] of Object.entries(mutations)) {
    mutations[name] = (source, args, context, info) => {
      context.readAnew()
      return mutate(source, args, context, info)
    }
  }
  return { schema: withCheckedReferences(buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never })), sdl }
}
