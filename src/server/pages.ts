import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/**
 * What the page may do: run its own scripts and workers and talk to this origin, nothing else. Monaco writes style
 * elements at run time, hence 'unsafe-inline' for styles; GraphiQL's style sheet carries its fonts and images as data.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** What every page says to browsers, beside what all answers say. */
export const PAGE_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  // The page names its assets by their hashes, so it must be fresh; and one address answers people and programs.
  'cache-control': 'no-cache',
  vary: 'Accept',
}

/** The playground of one server, as {@link registerPlayground} returns it. */
export interface Playground {
  /**
   * Answers with the page. Call it for a `GET /graphql` that {@link wantsPlayground}. When the page was never built the
   * answer is 503 with the command that builds it. Resolves when the answer has been sent.
   */
  sendPlayground: (reply: FastifyReply) => Promise<void>
}

/**
 * Serves the playground's assets below `/graphql/assets/` (their names carry a hash: cached for a year, immutable) and
 * returns the answer for the page itself, whose route `GET /graphql` is shared with the graph and therefore the caller's.
 * Call it once, before the server listens. `root` is the built page's folder, `dist/pages/playground`; it is read at each
 * request, so building it later needs no restart.
 */
export async function registerPlayground(app: FastifyInstance, options: { root: string }): Promise<Playground> {
  const { root } = options
  await app.register(fastifyStatic, {
    root: join(root, 'assets'),
    prefix: '/graphql/assets/',
    index: false,
    decorateReply: false,
    immutable: true,
    maxAge: '365d',
    // A missing folder is said where it matters: in the answer for the page.
    suppressWarning: true,
    setHeaders: (reply) => {
      void reply.header('x-content-type-options', 'nosniff')
    },
  })

  return {
    async sendPlayground(reply) {
      let page: Buffer
      try {
        page = await readFile(join(root, 'index.html'))
      } catch (error) {
        reply.request.log.error({ err: error }, 'the playground is not built')
        await reply
          .code(503)
          .type('text/plain; charset=utf-8')
          .headers({ 'cache-control': 'no-store', vary: 'Accept' })
          .send('The playground is not built. Run `npm run build`, then load this page again.\n')
        return
      }
      await reply.type('text/html; charset=utf-8').headers(PAGE_HEADERS).send(page)
    },
  }
}

/** What a media range of an Accept header asks of `GET /graphql`. The bare wildcard is what programs send: never the page. */
const ANSWERS: Record<string, 'page' | 'graph'> = {
  'text/html': 'page',
  'application/xhtml+xml': 'page',
  'text/*': 'page',
  'application/graphql-response+json': 'graph',
  'application/json': 'graph',
  'application/*': 'graph',
  '*/*': 'graph',
}

/**
 * Whether a request to `/graphql` is a person's browser that should get the page rather than the graph's answer: a GET or
 * HEAD whose Accept header ranks HTML first. Ranks are the quality (RFC 9110, 12.5.1), then the named type before the
 * wildcard, then the order written. A request without the header, or with the bare
 * wildcard that curl sends, gets the graph.
 */
export function wantsPlayground(request: FastifyRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  const [first] = acceptedRanges(request.headers.accept ?? '')
  return first !== undefined && ANSWERS[first.range] === 'page'
}

/** The ranges of an Accept header that we know an answer to, best first. */
function acceptedRanges(accept: string) {
  return accept
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase())
      const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1)
      return { range, quality, wildcard: range.endsWith('*') }
    })
    .filter(({ range, quality }) => Object.hasOwn(ANSWERS, range) && quality > 0)
    .sort((a, b) => b.quality - a.quality || Number(a.wildcard) - Number(b.wildcard))
}
