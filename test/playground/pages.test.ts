import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { registerPlayground, wantsPlayground } from '../../src/server/pages.js'

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8'

/** A server whose `GET /graphql` answers "graph" or the page; the page's folder is there only when `built`. */
async function openServer({ built }: { built: boolean }) {
  const root = await mkdtemp(join(tmpdir(), 'playground-'))
  onTestFinished(() => rm(root, { recursive: true }))
  if (built) {
    await mkdir(join(root, 'assets'))
    await writeFile(join(root, 'index.html'), '<!doctype html><title>the page</title>')
    await writeFile(join(root, 'assets', 'main-1a2b3c4d.js'), 'void 0')
  }
  const app = fastify()
  const { sendPlayground } = await registerPlayground(app, { root })
  app.get('/graphql', (request, reply) => (wantsPlayground(request) ? sendPlayground(reply) : reply.send('graph')))
  app.post('/graphql', (request) => String(wantsPlayground(request)))
  onTestFinished(() => app.close())
  return app
}

describe('GET /graphql', () => {
  test.each([
    ['a browser', BROWSER],
    ['a plain request for HTML', 'text/html'],
    ['an older browser', 'text/html, application/xhtml+xml, image/jxr, */*'],
    ['HTML preferred to JSON', 'application/json;q=0.5, text/html'],
    ['HTML written before JSON', 'text/html, application/json'],
    ['odd spelling', ' Text/HTML ; charset=utf-8 ; Q=0.9 , */* ; q=0.1'],
  ])('answers %s with the page', async (_, accept) => {
    const app = await openServer({ built: true })
    const answer = await app.inject({ url: '/graphql', headers: { accept } })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.body).toContain('the page')
  })

  test.each([
    ['curl', '*/*'],
    ['Apollo Client', 'application/graphql-response+json,application/json;q=0.9'],
    ['axios', 'application/json, text/plain, */*'],
    ['JSON preferred to HTML', 'text/html;q=0.8, application/json'],
    ['anything preferred to HTML', 'text/html;q=0.8, */*'],
    ['a refusal of HTML', 'text/html;q=0, */*;q=0.1'],
    ['a quality that is no number', 'text/html;q=much'],
    ['an image', 'image/png'],
    ['an empty header', ''],
  ])('answers %s with the graph', async (_, accept) => {
    const app = await openServer({ built: true })
    expect((await app.inject({ url: '/graphql', headers: { accept } })).body).toBe('graph')
  })

  test('answers a request without an Accept header with the graph', async () => {
    const app = await openServer({ built: true })
    expect((await app.inject({ url: '/graphql' })).body).toBe('graph')
  })

  test('never takes a POST for a wish for the page', async () => {
    const app = await openServer({ built: true })
    expect((await app.inject({ method: 'POST', url: '/graphql', headers: { accept: BROWSER } })).body).toBe('false')
  })

  test('protects the page: its own scripts only, in no frame, fresh, kept apart from the graph by caches', async () => {
    const app = await openServer({ built: true })
    const { headers } = await app.inject({ url: '/graphql', headers: { accept: BROWSER } })
    const policy = String(headers['content-security-policy']).split('; ')
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]))
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
      vary: 'Accept',
    })
  })

  test('says how to build the page when it is not built, and still serves the graph', async () => {
    const app = await openServer({ built: false })
    const page = await app.inject({ url: '/graphql', headers: { accept: BROWSER } })
    expect(page.statusCode).toBe(503)
    expect(page.body).toContain('npm run build')
    expect((await app.inject({ url: '/graphql', headers: { accept: '*/*' } })).body).toBe('graph')
  })
})

describe('GET /graphql/assets/*', () => {
  test('serves a built file, cached for a year and taken for nothing but its type', async () => {
    const app = await openServer({ built: true })
    const { statusCode, headers, body } = await app.inject('/graphql/assets/main-1a2b3c4d.js')
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: 'void 0' })
    expect(headers).toMatchObject({
      'content-type': 'application/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    })
  })

  test.each(['missing.js', '../index.html', '..%2findex.html'])('answers 404 for "%s", cached nowhere', async (path) => {
    const app = await openServer({ built: true })
    const answer = await app.inject(`/graphql/assets/${path}`)
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['cache-control']).toBeUndefined()
  })
})
