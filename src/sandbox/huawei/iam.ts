import { randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { Refusal, type Answer, type Call } from '../call.js'
import { CREDENTIALS } from './credentials.js'

const LIFE_MS = 24 * 3600 * 1000
const MOST_TOKENS = 1000

const BODY = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.array(z.string()).refine((methods) => methods.includes('password')),
      password: z.object({ user: z.object({ name: z.string(), password: z.string(), domain: z.object({ name: z.string() }) }) }),
    }),
    scope: z.object({ project: z.object({ name: z.string().optional(), id: z.string().optional() }) }).optional(),
  }),
})

/** The part of IAM that gives out user tokens for 24 hours, and knows them again. */
export class Tokens {
  readonly #expiries = new Map<string, number>()

  /** POST /v3/auth/tokens with a password and project scope: 201 and the token in X-Subject-Token. IAM has error bodies of its own. */
  issue(call: Call): Answer {
    const { auth } = readRequest(call)
    const { name, password, domain } = auth.identity.password.user
    const known = name === CREDENTIALS.iamUser && domain.name === CREDENTIALS.iamDomain && sameText(password, CREDENTIALS.iamPassword)
    if (!known) throw iamRefusal(401, 'Unauthorized', 'The username or password is wrong.')
    const project = auth.scope?.project
    if (!project) throw iamRefusal(400, 'Bad Request', 'MetaStudio is a project-level service: auth.scope.project is required.')
    const inScope = (project.id ?? CREDENTIALS.projectId) === CREDENTIALS.projectId && (project.name ?? CREDENTIALS.region) === CREDENTIALS.region
    if (!inScope || (project.id === undefined && project.name === undefined)) throw iamRefusal(401, 'Unauthorized', 'The project is not one of this account.')
    const token = `MIISANDBOX${randomBytes(48).toString('base64url')}`
    const expiresAt = call.now + LIFE_MS
    this.#expiries.set(token, expiresAt)
    const oldest = this.#expiries.keys().next()
    if (this.#expiries.size > MOST_TOKENS && !oldest.done) this.#expiries.delete(oldest.value)
    return { status: 201, headers: { 'x-subject-token': token }, body: { token: describe(call.now, expiresAt) } }
  }

  /** Why a token is not accepted at `now` (milliseconds since 1970), or null when it is. */
  problem(token: string, now: number): string | null {
    const expiresAt = this.#expiries.get(token)
    if (expiresAt === undefined) return 'the token is unknown'
    return now < expiresAt ? null : 'the token has expired'
  }
}

function describe(now: number, expiresAt: number): Record<string, unknown> {
  const domain = { id: 'sandboxdomain0000000000000000000', name: CREDENTIALS.iamDomain }
  return {
    expires_at: iamTime(expiresAt),
    issued_at: iamTime(now),
    methods: ['password'],
    catalog: [],
    roles: [{ id: '0', name: 'te_admin' }],
    project: { domain, id: CREDENTIALS.projectId, name: CREDENTIALS.region },
    user: { domain, id: 'sandboxuser000000000000000000000', name: CREDENTIALS.iamUser, password_expires_at: '' },
  }
}

/** IAM writes microseconds: 2020-01-04T09:08:49.965000Z. */
function iamTime(at: number): string {
  return new Date(at).toISOString().replace('Z', '000Z')
}

function readRequest(call: Call): z.output<typeof BODY> {
  try {
    return BODY.parse(JSON.parse(call.rawBody.toString('utf8')))
  } catch {
    throw iamRefusal(400, 'Bad Request', 'The request body is invalid.')
  }
}

function iamRefusal(status: number, title: string, message: string): Refusal {
  return new Refusal({ status, body: { error: { code: status, message, title } } }, message)
}

function sameText(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)]
  return first.length === second.length && timingSafeEqual(first, second)
}
