import type { FastifyInstance } from 'fastify'
import type { Metrics } from './metrics.js'

/** One thing that must work for this server to be of use. */
export interface ReadinessCheck {
  name: string
  /** Resolves when it works; rejects with why not. */
  check: () => Promise<void>
}

/** Milliseconds after which a check that has not answered counts as failed. */
const CHECK_TIMEOUT = 2000

/** The routes for those who run the server: liveness, readiness, metrics. */
export function registerOperations(app: FastifyInstance, { metrics, checks, closing }: { metrics: Metrics; checks: ReadinessCheck[]; closing: () => boolean }): void {
  app.get('/healthz', { logLevel: 'warn' }, async () => ({ status: 'ok' }))

  app.get('/readyz', { logLevel: 'warn' }, async (request, reply) => {
    const results = await Promise.all(
      checks.map(async ({ name, check }) => {
        try {
          await withTimeout(check())
          return [name, 'ok'] as const
        } catch (error) {
          request.log.warn({ check: name, err: error as Error }, 'not ready')
          return [name, 'failed'] as const
        }
      }),
    )
    const ready = !closing() && results.every(([, result]) => result === 'ok')
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : closing() ? 'closing' : 'not ready', checks: Object.fromEntries(results) })
  })

  app.get('/metrics', { logLevel: 'warn' }, async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()))
}

async function withTimeout(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_TIMEOUT} ms`)), CHECK_TIMEOUT)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
