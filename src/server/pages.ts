import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** What every page may do: run its own scripts and talk to this origin; the rest is each page's own. */
const pagePolicy = (own: string[]) =>
  ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", ...own].join('; ')

/** Monaco has workers and writes style elements at run time, hence 'unsafe-inline' for styles; GraphiQL's style sheet carries its fonts and images as data. */
const PLAYGROUND_POLICY = pagePolicy(["worker-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self' data:"])

/** What every page says to browsers, beside its policy and what all answers say. */
const PAGE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  // The page names its assets by their hashes, so it must be fresh; and one address may answer people and programs.
  'cache-control': 'no-cache',
  vary: 'Accept',
}

/** A built page, and how it is served. */
interface PageOptions {
  /** What people call it. */
  name: string
  /** The built page's folder, `dist/pages/<name>`; it is read at each request, so building it later needs no restart. */
  root: string
  /** Where its assets are served, with a slash at both ends. */
  assets: string
  /** Its Content-Security-Policy. */
  policy: string
}

/** Answers with a page; resolves when the answer has been sent. When the page was never built that is 503 with the command that builds it. */
type SendPage = (reply: FastifyReply) => Promise<void>

/** Serves a page's assets (their names carry a hash: cached for a year, immutable) and returns the answer for the page itself. */
async function registerPage(app: FastifyInstance, { name, root, assets, policy }: PageOptions): Promise<SendPage> {
  await app.register(fastifyStatic, {
    root: join(root, 'assets'),
    prefix: assets,
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

  return async (reply) => {
    let page: Buffer
    try {
      page = await readFile(join(root, 'index.html'))
    } catch (error) {
      reply.request.log.error({ err: error }, `the ${name} is not built`)
      await reply
        .code(503)
        .type('text/plain; charset=utf-8')
        .headers({ 'cache-control': 'no-store', vary: 'Accept' })
        .send(`The ${name} is not built. Run \`npm run build\`, then load this page again.\n`)
      return
    }
    await reply.type('text/html; charset=utf-8').headers({ ...PAGE_HEADERS, 'content-security-policy': policy }).send(page)
  }
}

/** The playground of one server, as {@link registerPlayground} returns it. */
export interface Playground {
  /** Answers with the page. Call it for a `GET /graphql` that {@link wantsPlayground}. */
  sendPlayground: SendPage
}

/**
 * Serves the playground's assets below `/graphql/assets/` and returns the answer for the page itself, whose route
 * `GET /graphql` is shared with the graph and therefore the caller's. Call it once, before the server listens.
 */
export async function registerPlayground(app: FastifyInstance, { root }: { root: string }): Promise<Playground> {
  return { sendPlayground: await registerPage(app, { name: 'playground', root, assets: '/graphql/assets/', policy: PLAYGROUND_POLICY }) }
}

/**
 * Serves the dashboard at `/`. It shows pictures and films from where the vendors keep them: over https anywhere, since
 * vendors do not say on which hosts, and from `mediaOrigins`, where the simulators serve theirs without. Nothing else leaves
 * this origin. Call it once, before the server listens.
 */
export async function registerDashboard(app: FastifyInstance, { root, mediaOrigins }: { root: string; mediaOrigins: readonly string[] }): Promise<void> {
  const media = ["'self'", 'data:', 'https:', ...mediaOrigins].join(' ')
  const policy = pagePolicy(["style-src 'self'", `img-src ${media}`, `media-src ${media}`])
  const send = await registerPage(app, { name: 'dashboard', root, assets: '/assets/', policy })
  app.get('/', (_request, reply) => send(reply))
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
