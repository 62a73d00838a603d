import fastify from 'fastify'
import mercurius from 'mercurius'
import { input, serveUntilStopped } from '../processes.js'
import { ours } from './data.js'

// Mercurius with its compiler on from the first request, as its documents advise for speed. No authentication, no log.
const { typeDefs, resolvers } = ours(input().body)
const app = fastify()
app.register(mercurius, { schema: typeDefs, resolvers, jit: 1 })
const url = await app.listen({ host: '127.0.0.1', port: 0 })
serveUntilStopped({ url }, () => app.close())
