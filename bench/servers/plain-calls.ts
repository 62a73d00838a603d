import { fastify } from 'fastify'
import { request as exchange } from 'undici'
import { input, serveUntilStopped } from '../processes.js'
import type { Replayed } from './replay.js'

/** Calls of a vendor, in waves: those of one need an answer of the wave before. */
export interface PlainCallsInput {
  vendor: string
  waves: Replayed[][]
}

/**
 * What is compared with: Fastify and undici that make the same calls, parse the answers, and answer with all that they say. No
 * signature, no checking, no graph, no limit, no log.
 */
const { vendor, waves } = input<PlainCallsInput>()
const app = fastify()
app.post('/graphql', async () => {
  const answers: unknown[] = []
  for (const wave of waves) {
    answers.push(
      await Promise.all(
        wave.map(async ({ method, path, body }) => {
          const answered = await exchange(`${vendor}${path}`, { method: method as 'GET', headers: { 'content-type': 'application/json' }, body: body || null })
          return JSON.parse(await answered.body.text()) as unknown
        }),
      ),
    )
  }
  return answers
})
const url = await app.listen({ host: '127.0.0.1', port: 0 })
serveUntilStopped({ url }, () => app.close())
