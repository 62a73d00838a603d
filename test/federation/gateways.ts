import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import type { GraphQLBody } from '../support/app.js'
import { endProgram, freePort, startProgram } from '../support/processes.js'

/** A gateway before a supergraph, on a free port. */
export interface Gateway {
  /** Where it answers GraphQL over HTTP. */
  url: string
  query<Data = Record<string, unknown>>(document: string, variables?: object, headers?: Record<string, string>): Promise<GraphQLBody<Data>>
  dispose(): Promise<void>
}

type CallerHeaders = Record<string, string | undefined>

/** What a gateway has to hand on of its caller. */
const FORWARDED = ['authorization', 'x-app-user-id']

/** Apollo's gateway in JavaScript, which hands on who calls. It knows neither subscriptions nor the directives for access. */
export async function startApolloGateway(supergraphSdl: string): Promise<Gateway> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ url }) =>
      new RemoteGraphQLDataSource<CallerHeaders>({
        url: url ?? '',
        willSendRequest({ request, context }) {
          for (const [name, value] of Object.entries(context as CallerHeaders)) if (FORWARDED.includes(name) && value !== undefined) request.http?.headers.set(name, value)
        },
      }),
  })
  const server = new ApolloServer<CallerHeaders>({ gateway })
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 }, context: async ({ req }) => req.headers as CallerHeaders })
  return { url, query: querying(url), dispose: () => server.stop() }
}

/** Hive Gateway in a process of its own, with the configuration of `deploy/` and these variables for it. */
export async function startHiveGateway(supergraphSdl: string, environment: Readonly<Record<string, string>> = {}): Promise<Gateway> {
  const folder = await mkdtemp(join(tmpdir(), 'supergraph-'))
  const supergraph = join(folder, 'supergraph.graphql')
  await writeFile(supergraph, supergraphSdl)
  const port = String(await freePort())
  const child = await startProgram(process.execPath, [join(import.meta.dirname, 'hive-process.js')], /Hive Gateway is up/, {
    env: { PATH: process.env.PATH, PORT: port, SUPERGRAPH: supergraph, ...environment },
  })
  const url = `http://127.0.0.1:${port}/graphql`
  return {
    url,
    query: querying(url),
    async dispose() {
      await endProgram(child, 'SIGKILL')
      await rm(folder, { recursive: true })
    },
  }
}

const querying =
  (url: string): Gateway['query'] =>
  async (query, variables, headers = {}) => {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query, variables }) })
    return (await response.json()) as never
  }
