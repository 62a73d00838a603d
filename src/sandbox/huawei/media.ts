import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Objects, UploadProblem, type Drawing, type StoredObject } from '../objects.js'
import { assemble, isComplete, receive, Slots, type Slot, type UploadTerms } from './media/slots.js'

const DAY_MS = 24 * 3600 * 1000
/** Addresses change every ten minutes, so that whole answers can be kept in between. */
const STEP_MS = 600 * 1000
const MOST_UPLOAD = 256 * 1024 * 1024

/** An upload that the store waits for, or has. */
export interface Upload {
  /** An address for each part, for a PUT within 24 hours. */
  urls: string[]
  /** The parts that have arrived. */
  parts: () => { number: number; etag: string }[]
  /** Puts the parts together into the object; false while one is missing. */
  finish: () => boolean
  /** Takes nothing more. */
  close: () => void
}

/** The simulator's object store: signed addresses that really answer, and stop doing so when their time is over. */
export class Media {
  readonly #now: () => number
  readonly #objects = new Objects()
  readonly #slots = new Slots()
  /** The base URL; set when the server listens. */
  base = ''

  constructor(now: () => number) {
    this.#now = now
  }

  /** Puts a picture under a name of the store. */
  put(name: string, drawing: Drawing): void {
    this.#objects.draw(name, drawing)
  }

  /** Puts bytes under a name of the store. */
  keep(name: string, object: StoredObject): void {
    this.#objects.keep(name, object)
  }

  /** The bytes that were uploaded or put under a name. */
  find(name: string): StoredObject | undefined {
    return this.#objects.find(name)
  }

  /** Removes an object and closes what may still be uploaded to it. */
  delete(name: string): void {
    this.#objects.delete(name)
    this.#slots.close(name)
  }

  /** A signed address to download from, good for 24 hours unless told otherwise (and at most ten minutes more). */
  url(name: string, life = DAY_MS): string {
    const expires = (this.#step() * STEP_MS + life) / 1000
    return `${this.base}/obs/${escapeName(name)}?AccessKeyId=SANDBOXOBS&Expires=${expires}&Signature=${signature('GET', name, expires)}`
  }

  /** Opens an upload to a name of the store. A single part becomes the object as soon as it arrives, several when they are finished. */
  upload(name: string, terms: UploadTerms = {}): Upload {
    const slot = this.#slots.open(name, terms)
    const expires = Math.floor((this.#now() + DAY_MS) / 1000)
    const count = terms.parts ?? 1
    const urls = Array.from({ length: count }, (_, index) => {
      const part = `${count > 1 ? `&partNumber=${index + 1}` : ''}&uploadId=${slot.id}`
      return `${this.base}/obs/${escapeName(name)}?AccessKeyId=SANDBOXOBS&Expires=${expires}${part}&Signature=${signature('PUT', `${name}\n${slot.id}\n${index + 1}`, expires)}`
    })
    return {
      urls,
      parts: () => [...slot.received].sort(([one], [other]) => one - other).map(([number, { etag }]) => ({ number, etag })),
      finish: () => isComplete(slot) && (count === 1 || this.#finish(slot, undefined)),
      close: () => this.#slots.close(name),
    }
  }

  /** A builder of something with addresses in it, whose result is kept as long as they stay the same. */
  kept<T>(build: () => T): () => T {
    let kept: { step: number; value: T } | undefined
    return () => {
      const step = this.#step()
      if (kept?.step !== step) kept = { step, value: build() }
      return kept.value
    }
  }

  /** Serves `/obs/…` to GET and PUT, to browsers of any origin; 403 for stale, used or unsigned addresses. */
  serve(app: FastifyInstance): void {
    app.addHook('onRequest', (request, reply, done) => {
      if (request.raw.url?.startsWith('/obs/')) void reply.headers({ 'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag' })
      done()
    })
    app.options('/obs/*', (_request, reply) => reply.code(204).headers({
      'access-control-allow-methods': 'GET, PUT', 'access-control-allow-headers': 'Content-MD5, Content-Type', 'access-control-max-age': '600',
    }).send())
    app.get('/obs/*', (request, reply) => this.#answer(reply, () => {
      const { name, query } = readAddress(request)
      this.#check('GET', name, query)
      const { type, bytes } = this.#objects.serve(name)
      return reply.type(type).send(bytes)
    }))
    app.put('/obs/*', { bodyLimit: MOST_UPLOAD }, (request, reply) => this.#answer(reply, () => {
      const { name, query } = readAddress(request)
      const [id, part] = [query.get('uploadId') ?? '', Number(query.get('partNumber') ?? '1')]
      this.#check('PUT', `${name}\n${id}\n${part}`, query)
      const slot = this.#slots.find(id)
      if (!slot) throw new UploadProblem(404, 'NoSuchUpload', 'The upload does not exist or is over')
      const type = request.headers['content-type']
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const etag = receive(slot, part, bytes, { md5: request.headers['content-md5'] as string | undefined, type })
      if ((slot.terms.parts ?? 1) === 1) this.#finish(slot, type)
      return reply.header('etag', etag).send()
    }))
  }

  #finish(slot: Slot, type: string | undefined): boolean {
    // Confirmed twice: the object is there, its parts are not.
    if ([...slot.received.values()].some((part) => part.bytes !== undefined)) this.#objects.keep(slot.name, { bytes: assemble(slot), type: type ?? typeOf(slot.name) })
    return true
  }

  #check(method: 'GET' | 'PUT', subject: string, query: URLSearchParams): void {
    const expires = Number(query.get('Expires'))
    const sent = Buffer.from(query.get('Signature') ?? '')
    const expected = Buffer.from(signature(method, subject, expires))
    if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) throw new UploadProblem(403, 'SignatureDoesNotMatch', 'The signature does not match')
    if (this.#now() > expires * 1000) throw new UploadProblem(403, 'AccessDenied', 'Request has expired')
  }

  #answer(reply: FastifyReply, work: () => FastifyReply): FastifyReply {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof UploadProblem)) throw error
      return reply.code(error.status).type('application/xml').send(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${error.code}</Code><Message>${error.message}</Message></Error>`)
    }
  }

  #step(): number {
    return Math.ceil(this.#now() / STEP_MS)
  }
}

function readAddress(request: FastifyRequest): { name: string; query: URLSearchParams } {
  return { name: (request.params as { '*': string })['*'], query: new URL(request.raw.url ?? '/', 'http://sandbox').searchParams }
}

const TYPES: Readonly<Record<string, string>> = { png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', mp4: 'video/mp4', wav: 'audio/wav', mp3: 'audio/mpeg', zip: 'application/zip', txt: 'text/plain' }

function typeOf(name: string): string {
  return TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
}

function escapeName(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/')
}

function signature(method: 'GET' | 'PUT', subject: string, expires: number): string {
  return createHmac('sha256', 'sandbox-object-store').update(`${method}\n${subject}\n${expires}`).digest('hex').slice(0, 40)
}
