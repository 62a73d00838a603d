import type { FastifyInstance } from 'fastify'
import { Refusal, type Answer } from './call.js'
import type { Faults } from './faults.js'
import type { Journal } from './journal.js'
import type { Manners, Operation } from './operation.js'
import { settle, type SandboxOptions } from './options.js'
import { buildServer } from './server.js'
import { createMotions, motionPicture, type Motion } from './xingyun/motions.js'
import { tokenProblem } from './xingyun/signature.js'

const APP_ID = 'sandbox0app0id0of0xingyun0000000'
const APP_SECRET = 'sandbox-app-secret-not-a-real-one'

/** How `data` carries the motions; the document calls it "dict" in its table and a list in its prose. */
export type MotionShape = 'array' | 'wrapped' | 'keyed'

export interface XingyunOptions extends SandboxOptions {
  /** `array` (default): an array. `wrapped`: an object holding one array. `keyed`: an object with the names as keys. */
  shape?: MotionShape
}

/** A running Xingyun simulator. */
export interface XingyunSandbox {
  /** What a client needs to use it (contract section 3, in camelCase). The credentials are constants. */
  settings: { endpoint: string; appId: string; appSecret: string }
  journal: Journal
  faults: Faults
  /** What the world holds. */
  world: { motions: readonly Motion[] }
  /** Ends it at once; nothing is left behind. */
  close: () => Promise<void>
}

const SHAPES: Record<MotionShape, (motions: readonly Motion[]) => unknown> = {
  array: (motions) => motions,
  wrapped: (motions) => ({ list: motions }),
  keyed: (motions) => Object.fromEntries(motions.map((motion) => [motion.name, motion])),
}

/** Errors come with HTTP 200 and an `error_code` other than 0; the document lists no codes, so these are the simulator's own. */
const refuse = (code: number, reason: string, status = 200): Answer => ({ status, body: { error_code: code, error_reason: reason, data: null } })

const MANNERS: Manners = {
  authorize: (call) => {
    const problem = tokenProblem(call, APP_ID, APP_SECRET)
    if (problem !== null) throw new Refusal(refuse(10001, 'authentication failed'), problem)
  },
  throttled: (seconds) => ({ ...refuse(10029, 'too many requests', 429), headers: { 'retry-after': String(seconds) } }),
  coded: (code) => refuse(Number(code), 'error'),
  failure: (status) => refuse(10500, 'internal error', status),
  unknownPath: (call) => ({ ...refuse(10404, 'not found', 404), refused: `no operation ${call.method} ${call.path}` }),
}

/** Starts a simulator of Xingyun's KA query (GET /user/v1/external/lite_ka_summary). Rejects when the port is taken. */
export async function startXingyunSandbox(options: XingyunOptions = {}): Promise<XingyunSandbox> {
  const settled = settle(options)
  let motions: Motion[] = []
  let body: unknown = null
  const operations: Operation[] = [{
    section: '2.1', id: 'liteKaSummary', method: 'GET', path: '/user/v1/external/lite_ka_summary', rate: null,
    handler: () => ({ status: 200, body }),
  }]
  const server = buildServer({ options: settled, operations, manners: MANNERS, extras: (app) => serveMedia(app, () => motions) })
  const endpoint = await server.listen()
  motions = createMotions(settled.seed, endpoint)
  body = { error_code: 0, error_reason: '', data: SHAPES[options.shape ?? 'array'](motions) }
  return {
    settings: { endpoint, appId: APP_ID, appSecret: APP_SECRET },
    journal: server.journal,
    faults: server.faults,
    world: { motions },
    close: server.close,
  }
}

function serveMedia(app: FastifyInstance, motions: () => readonly Motion[]): void {
  app.get<{ Params: { file: string } }>('/oss/ka/:file', (request, reply) => {
    const [, name, moving] = /^(.*?)(-movie)?\.svg$/.exec(request.params.file) ?? []
    const motion = motions().find((candidate) => candidate.name === name)
    if (!motion) return reply.code(404).send()
    return reply.type('image/svg+xml').send(motionPicture(motion, moving !== undefined))
  })
}
