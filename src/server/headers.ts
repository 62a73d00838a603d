import type { FastifyInstance } from 'fastify'

/**
 * What every answer says to browsers, unless its route says otherwise: it is what its type says, nobody else's page may
 * embed it, it may itself do nothing, and no cache keeps it. Pages have a policy of their own, see `pages.ts`.
 */
const ANSWER_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'cache-control': 'no-store',
}

/** Two years, in seconds: what browsers' lists ask for. */
const HSTS = { 'strict-transport-security': 'max-age=63072000' }

/** Gives every answer its security headers; where people reach the server by https, browsers are told to come no other way. */
export function registerSecurityHeaders(app: FastifyInstance, { publicUrl }: { publicUrl?: string }): void {
  const headers = { ...ANSWER_HEADERS, ...(publicUrl?.startsWith('https:') && HSTS) }
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers)
    done()
  })
}
