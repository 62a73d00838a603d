import { fastify } from 'fastify'
import { input, serveUntilStopped } from '../processes.js'

/**
 * What is compared with: Fastify that parses the same request and answers the same bytes, made from an object with
 * JSON.stringify at every request. No authentication, no log, no vendor behind it.
 */
const { body } = input<{ body: string }>()
const answer: unknown = JSON.parse(body)
const app = fastify()
// Apollo ends its answers with a line break; so do these, to be the same to the last byte.
app.setReplySerializer((payload) => `${JSON.stringify(payload)}\n`)
app.post('/graphql', async () => answer)
const url = await app.listen({ host: '127.0.0.1', port: 0 })
serveUntilStopped({ url }, () => app.close())
