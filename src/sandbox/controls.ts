import type { FastifyInstance } from 'fastify'
import type { Faults, FaultSpec } from './faults.js'
import type { Journal } from './journal.js'

/**
 * Adds `POST`/`DELETE /__sandbox/faults` and `GET`/`DELETE /__sandbox/journal`, for who runs the simulator
 * in a process of its own. A fault that is not one is answered 400 with the reason.
 */
export function offerControls(app: FastifyInstance, faults: Faults, journal: Journal): void {
  app.post('/__sandbox/faults', (request, reply) => {
    try {
      faults.add(JSON.parse(String(request.body)) as FaultSpec)
    } catch (error) {
      return reply.code(400).send({ error: String(error) })
    }
    return reply.code(201).send({})
  })
  app.delete('/__sandbox/faults', (_request, reply) => {
    faults.clear()
    return reply.send({})
  })
  app.get('/__sandbox/journal', (_request, reply) => reply.send({ entries: journal.entries() }))
  app.delete('/__sandbox/journal', (_request, reply) => {
    journal.clear()
    return reply.send({})
  })
}
