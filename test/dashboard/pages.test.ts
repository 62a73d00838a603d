import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { registerDashboard } from '../../src/server/pages.js'

/** A server whose `GET /` is the dashboard; its folder is there only when `built`. */
async function openServer({ built }: { built: boolean }) {
  const root = await mkdtemp(join(tmpdir(), 'dashboard-'))
  onTestFinished(() => rm(root, { recursive: true }))
  if (built) {
    await mkdir(join(root, 'assets'))
    await writeFile(join(root, 'index.html'), '<!doctype html><title>the dashboard</title>')
    await writeFile(join(root, 'assets', 'main-1a2b3c4d.js'), 'void 0')
  }
  const app = fastify()
  await registerDashboard(app, { root, mediaOrigins: ['http://127.0.0.1:9999'] })
  onTestFinished(() => app.close())
  return app
}

test('/ is the dashboard, fresh, in no frame, with nothing of its own inline', async () => {
  const app = await openServer({ built: true })
  const { statusCode, headers, body } = await app.inject('/')
  expect({ statusCode, body }).toEqual({ statusCode: 200, body: '<!doctype html><title>the dashboard</title>' })
  expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  const policy = String(headers['content-security-policy']).split('; ')
  expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"]))
  expect(policy.join()).not.toContain('unsafe')
})

test('it may show pictures and films from the vendors over https, and those of the simulators', async () => {
  const app = await openServer({ built: true })
  const policy = String((await app.inject('/')).headers['content-security-policy']).split('; ')
  for (const kind of ['img-src', 'media-src']) expect(policy).toContain(`${kind} 'self' data: https: http://127.0.0.1:9999`)
})

test('its assets are cached for a year, and nothing else is below them', async () => {
  const app = await openServer({ built: true })
  expect((await app.inject('/assets/main-1a2b3c4d.js')).headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable' })
  for (const path of ['missing.js', '../index.html', '..%2findex.html']) expect((await app.inject(`/assets/${path}`)).statusCode).toBe(404)
})

test('it says how it is built when it is not', async () => {
  const app = await openServer({ built: false })
  const { statusCode, body } = await app.inject('/')
  expect(statusCode).toBe(503)
  expect(body).toContain('The dashboard is not built. Run `npm run build`')
})
