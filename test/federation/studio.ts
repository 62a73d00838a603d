import type { IncomingHttpHeaders } from 'node:http'
import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled'
import { startStandaloneServer } from '@apollo/server/standalone'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'

/** What the company's own subgraph knows of things of AvatarGraph: their ids, and fields of its own. */
export const STUDIO_SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@external", "@key", "@requires", "@shareable"])

  type Query {
    campaigns(assets: [ID!]!, room: ID!, training: ID!): CampaignConnection!
  }

  type CampaignConnection {
    nodes: [Campaign!]!
    pageInfo: PageInfo!
  }

  type PageInfo @shareable {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }

  type Campaign {
    title: String!
    face: Asset!
    room: LiveRoom!
    training: TrainingJob!
  }

  type Asset @key(fields: "id") {
    id: ID!
    name: String @external
    licence: String!
    caption: String @requires(fields: "name")
  }

  type LiveRoom @key(fields: "id") {
    id: ID!
    owner: String!
  }

  type TrainingJob @key(fields: "id") {
    id: ID!
    costCentre: String!
  }
`

/** The second subgraph, on a free port. */
export interface Studio {
  url: string
  /** Headers of the requests that came, oldest first. */
  readonly received: readonly IncomingHttpHeaders[]
  dispose(): Promise<void>
}

/** Starts a subgraph that extends `Asset`, `LiveRoom` and `TrainingJob`; what it tells of one is made of its id. */
export async function startStudio(): Promise<Studio> {
  const received: IncomingHttpHeaders[] = []
  const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null }
  const server = new ApolloServer({
    plugins: [ApolloServerPluginInlineTraceDisabled()],
    schema: buildSubgraphSchema({
      typeDefs: parse(STUDIO_SDL),
      resolvers: {
        Query: {
          campaigns: (_root: unknown, { assets, room, training }: { assets: string[]; room: string; training: string }) => ({
            nodes: assets.map((id, index) => ({ title: `Campaign ${index + 1}`, face: { id }, room: { id: room }, training: { id: training } })),
            pageInfo,
          }),
        },
        Asset: {
          licence: ({ id }: { id: string }) => `licence of ${id}`,
          // Hive Gateway puts an object in the place of a name that it could not get.
          caption: ({ name }: { name: unknown }) => (typeof name === 'string' ? `Starring ${name}` : null),
        },
        LiveRoom: { owner: ({ id }: { id: string }) => `owner of ${id}` },
        TrainingJob: { costCentre: ({ id }: { id: string }) => `cost centre of ${id}` },
      },
    }),
  })
  const { url } = await startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port: 0 },
    context: async ({ req }) => {
      received.push(req.headers)
      return {}
    },
  })
  return { url, received, dispose: () => server.stop() }
}
