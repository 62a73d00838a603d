import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { picture, type Motif } from '../picture.js'

const LIFE_MS = 24 * 3600 * 1000
/** Addresses change every ten minutes, so that whole answers can be kept in between. */
const STEP_MS = 600 * 1000
const EXPIRED = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>'
const UNSIGNED = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>SignatureDoesNotMatch</Code><Message>The signature does not match</Message></Error>'

interface Drawing {
  motif: Motif
  caption: string
  hue: number
}

/** The simulator's object store: signed addresses that really answer, and stop doing so after 24 hours. */
export class Media {
  readonly #now: () => number
  readonly #drawings = new Map<string, Drawing>()
  /** The base URL; set when the server listens. */
  base = ''

  constructor(now: () => number) {
    this.#now = now
  }

  /** Puts a picture under a name of the store. */
  put(name: string, drawing: Drawing): void {
    this.#drawings.set(name, drawing)
  }

  /** A signed address, good for 24 hours (and at most ten minutes more). */
  url(name: string): string {
    const expires = (this.#step() * STEP_MS + LIFE_MS) / 1000
    return `${this.base}/obs/${name}?AccessKeyId=SANDBOXOBS&Expires=${expires}&Signature=${signature(name, expires)}`
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

  /** Serves `/obs/…`: pictures as SVG, all else as a short text; 403 for stale or unsigned addresses. */
  serve(app: FastifyInstance): void {
    app.get<{ Params: { '*': string } }>('/obs/*', (request, reply) => {
      const query = new URL(request.raw.url ?? '/', 'http://sandbox').searchParams
      const name = request.params['*']
      const expires = Number(query.get('Expires'))
      const sent = Buffer.from(query.get('Signature') ?? '')
      const expected = Buffer.from(signature(name, expires))
      if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) return reply.code(403).type('application/xml').send(UNSIGNED)
      if (this.#now() > expires * 1000) return reply.code(403).type('application/xml').send(EXPIRED)
      const drawing = this.#drawings.get(name)
      if (!drawing) return reply.type('text/plain').send(`The content of ${name} in the sandbox.\n`)
      return reply.type('image/svg+xml').send(picture(drawing.motif, drawing.caption, drawing.hue))
    })
  }

  #step(): number {
    return Math.ceil(this.#now() / STEP_MS)
  }
}

function signature(name: string, expires: number): string {
  return createHmac('sha256', 'sandbox-object-store').update(`${name}\n${expires}`).digest('hex').slice(0, 40)
}
