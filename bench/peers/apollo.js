import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { input, serveUntilStopped } from '../processes.js'
import { ours } from './data.js'

// Apollo Server as its first page shows it. No authentication, no log.
const server = new ApolloServer(ours(input().body))
const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } })
serveUntilStopped({ url: new URL(url).origin }, () => server.stop())
