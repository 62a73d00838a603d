import { afterEach, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.js'
import { enter } from '../support/socket.js'
import { until } from '../support/until.js'

let app: TestApp
afterEach(() => app.dispose())

const simulator = () => {
  const { huawei } = app.app.sandboxes
  if (!huawei) throw new Error('The simulator should run.')
  return huawei
}

test('a query under way when closing begins still gets its answer; then it is over at once, also for who asks again', async () => {
  app = await startApp()
  const { faults } = simulator()
  faults.add({ operation: 'listAssets', latencyMs: 700, times: 1 })
  const answer = app.query('{ assets(first: 1) { totalCount unavailable { code } } }')
  await until(() => faults.size === 0, 'the simulator has the call')
  const closed = app.app.close()
  expect(app.app.close()).toBe(closed)
  const { status, body } = await answer
  expect([status, body.data]).toEqual([200, { assets: { totalCount: expect.any(Number) as number, unavailable: [] } }])
  const answered = performance.now()
  await closed
  // Not when the connection that brought the answer would have timed out.
  expect(performance.now() - answered).toBeLessThan(5_000)
  await expect(fetch(`${app.url}/healthz`)).rejects.toThrow('fetch failed')
})

test('while the last sockets close, the server is not ready, and still answers', async () => {
  app = await startApp({ SANDBOX: 'off' })
  const socket = await enter(`${app.url}/graphql`)
  // A client that does not answer the close is waited for, for a second.
  socket.pause()
  const closed = app.app.close()
  const ready = await fetch(`${app.url}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'closing', checks: { database: 'ok', broker: 'ok', migrations: 'ok' } }])
  expect((await app.query('{ __typename }')).status).toBe(200)
  socket.dispose()
  await closed
})

test('sockets are closed with 1001, so that clients come back elsewhere', async () => {
  app = await startApp({ SANDBOX: 'off' })
  const subscription = app.subscribe('subscription { liveProgress { __typename } }')
  const idle = await enter(`${app.url}/graphql`)
  await app.subscribers(1)
  await app.app.close()
  expect(await subscription.ended).toMatchObject({ code: 1001, reason: 'Going away' })
  expect(await idle.closed).toEqual({ code: 1001, reason: 'Going away' })
  expect(app.logs.filter(({ level }) => level >= 40)).toEqual([])
})
