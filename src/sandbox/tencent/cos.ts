import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../ids.js'
import { Objects, UploadProblem, type Drawing, type StoredObject } from '../objects.js'
import { cosProblem, readSignature } from './cos/signature.js'
import { IssuedKeys, type TemporaryKeys } from './cos/credentials.js'

const MOST_UPLOAD = 256 * 1024 * 1024
const RESULT_LIFE_MS = 7 * 24 * 3600 * 1000
const ROOT = '/cos/'
const CORS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag, x-cos-request-id' }

/**
 * The simulated bucket: uploads signed with temporary keys as the COS XML API has it, in `Authorization` or in the
 * query, and the results of the platform's own work. Whoever knows an address may read it.
 */
export class Cos {
  readonly #now: () => number
  readonly #objects = new Objects()
  readonly #keys = new IssuedKeys()
  readonly #ends = new Map<string, number>()
  /** The base URL; set when the server listens. */
  base = ''

  constructor(now: () => number) {
    this.#now = now
  }

  /** Keys for uploads into a folder of their own, and its address. */
  issue(): { keys: TemporaryKeys; prefix: string } {
    const keys = this.#keys.issue(this.#now())
    return { keys, prefix: this.url(keys.folder) }
  }

  /** The address of an object. */
  url(name: string): string {
    return `${this.base}${ROOT}${name.split('/').map(encodeURIComponent).join('/')}`
  }

  /** Puts a picture under a name. */
  draw(name: string, drawing: Drawing): void {
    this.#objects.draw(name, drawing)
  }

  /** Keeps something of the platform's own for ever. */
  keep(name: string, object: StoredObject): void {
    this.#objects.keep(name, object)
  }

  /** Keeps the result of a task for its seven days (1211/62088). */
  keepResult(name: string, object: StoredObject): void {
    this.#objects.keep(name, object)
    this.#ends.set(name, this.#now() + RESULT_LIFE_MS)
  }

  /** Whether an address can be read from: one of another host always, as nobody here can tell. */
  isThere(url: string): boolean {
    if (!URL.canParse(url) || new URL(url).origin !== this.base) return true
    const name = nameOf(new URL(url).pathname)
    return name !== undefined && this.#look(name) !== undefined
  }

  /** Serves `/cos/…` to GET, HEAD and PUT, to browsers of any origin. */
  serve(app: FastifyInstance): void {
    app.addHook('onRequest', (request, reply, done) => {
      if (request.raw.url?.startsWith(ROOT)) void reply.headers({ ...CORS, 'x-cos-request-id': newId() })
      done()
    })
    app.options('/cos/*', (request, reply) => reply.code(204).headers({
      'access-control-allow-methods': 'GET, HEAD, PUT', 'access-control-max-age': '600',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? 'Authorization, Content-Type, Content-MD5, x-cos-security-token',
    }).send())
    app.route({
      method: ['GET', 'HEAD'], url: '/cos/*', handler: (request, reply) => this.#answer(reply, () => {
        const object = this.#look(locate(request).name)
        if (!object) throw new UploadProblem(404, 'NoSuchKey', 'The specified key does not exist.')
        return reply.type(object.type).header('etag', etagOf(object.bytes)).send(object.bytes)
      }),
    })
    app.put('/cos/*', { bodyLimit: MOST_UPLOAD }, (request, reply) => this.#answer(reply, () => {
      const { name } = locate(request)
      this.#authorize(request, name)
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const md5 = request.headers['content-md5']
      if (md5 !== undefined && md5 !== createHash('md5').update(bytes).digest('base64')) throw new UploadProblem(400, 'InvalidDigest', 'The Content-MD5 you specified did not match what we received')
      this.#objects.keep(name, { bytes, type: request.headers['content-type'] ?? 'application/octet-stream' })
      return reply.header('etag', etagOf(bytes)).send()
    }))
  }

  #look(name: string): StoredObject | undefined {
    if ((this.#ends.get(name) ?? Infinity) < this.#now()) {
      this.#objects.delete(name)
      this.#ends.delete(name)
    }
    return this.#objects.look(name)
  }

  #authorize(request: FastifyRequest, name: string): void {
    const { path, query } = locate(request)
    const header = request.headers.authorization
    const pairs = header === undefined ? query : new Map(header.split('&').map(pairOf))
    const sent = readSignature(pairs)
    if (!sent) throw new UploadProblem(403, 'AccessDenied', 'Access Denied: the request is not signed')
    const keys = this.#keys.find(sent.ak)
    if (!keys) throw new UploadProblem(403, 'InvalidAccessKeyId', 'The access key id does not exist')
    const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, [value ?? ''].flat().join(',')]))
    const unsigned = Object.fromEntries([...query].filter(([key]) => !key.startsWith('q-')))
    const problem = cosProblem({ method: request.method, path, query: unsigned, headers }, sent, keys.secretKey, this.#now())
    if (problem) throw new UploadProblem(403, problem.code, problem.message)
    if ((headers['x-cos-security-token'] ?? query.get('x-cos-security-token')) !== keys.token) throw new UploadProblem(403, 'AccessDenied', 'The security token does not belong to the access key')
    if (this.#now() > keys.expiresAt) throw new UploadProblem(403, 'ExpiredToken', 'The security token has expired')
    if (!name.startsWith(keys.folder) || name === keys.folder) throw new UploadProblem(403, 'AccessDenied', 'Access Denied: the keys are good below another prefix')
  }

  #answer(reply: FastifyReply, work: () => FastifyReply): FastifyReply {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof UploadProblem)) throw error
      return reply.code(error.status).type('application/xml').send(`<?xml version='1.0' encoding='utf-8' ?>\n<Error>\n\t<Code>${error.code}</Code>\n\t<Message>${error.message}</Message>\n</Error>\n`)
    }
  }
}

function locate(request: FastifyRequest): { path: string; name: string; query: Map<string, string> } {
  const url = new URL(request.raw.url ?? '/', 'http://sandbox')
  const name = nameOf(url.pathname)
  if (name === undefined) throw new UploadProblem(400, 'InvalidURI', 'Could not parse the specified URI.')
  return { path: ROOT + name, name, query: new Map(url.search.slice(1).split('&').filter((part) => part !== '').map(pairOf)) }
}

function nameOf(pathname: string): string | undefined {
  try {
    return pathname.startsWith(ROOT) ? decodeURIComponent(pathname.slice(ROOT.length)) : undefined
  } catch {
    return undefined
  }
}

function pairOf(text: string): [name: string, value: string] {
  const at = text.indexOf('=')
  const decode = (part: string): string => {
    try {
      return decodeURIComponent(part)
    } catch {
      return part
    }
  }
  return at < 0 ? [decode(text), ''] : [decode(text.slice(0, at)), decode(text.slice(at + 1))]
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`
}
