import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBudgets } from '../../src/transport/budget.js'
import { openRedisRateLimiter, type RedisRateLimiter } from '../../src/transport/rate-limit-redis.js'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { openEventStream } from '../support/event-stream.js'
import { realRedis } from '../support/redis.js'
import { enter } from '../support/socket.js'
import { createManualClock } from '../transport/manual-clock.js'

describe('a budget', () => {
  test('is saved up over a minute, spent at once, and comes back evenly', async () => {
    const clock = createManualClock()
    const budgets = createBudgets(600, clock)
    expect(await budgets.take('ann', 400)).toEqual({ taken: true, remaining: 200, waitMs: 0, resetMs: 40_000 })
    expect(await budgets.take('ann', 300)).toEqual({ taken: false, remaining: 200, waitMs: 10_000, resetMs: 40_000 })
    await clock.advance(10_000)
    expect(await budgets.take('ann', 300)).toEqual({ taken: true, remaining: 0, waitMs: 0, resetMs: 60_000 })
    await clock.advance(600_000)
    expect(await budgets.take('ann', 600)).toMatchObject({ taken: true, remaining: 0 })
  })

  test('is one for each caller', async () => {
    const budgets = createBudgets(10, createManualClock())
    expect(await budgets.take('ann', 10)).toMatchObject({ taken: true })
    expect(await budgets.take('bob', 10)).toMatchObject({ taken: true })
    expect(await budgets.take('ann', 1)).toMatchObject({ taken: false, waitMs: 6_000 })
  })

  test('is one for all replicas on a Redis, and each has its own while that is away', async (ctx) => {
    const redis = (await realRedis()) ?? ctx.skip()
    const replicas: RedisRateLimiter[] = []
    try {
      for (const _ of [1, 2]) replicas.push(await openRedisRateLimiter(redis))
      const [one, other] = replicas.map((replica) => replica.budgets(600))
      expect(await one!.take('ann', 400)).toMatchObject({ taken: true, waitMs: 0 })
      const refused = await other!.take('ann', 300)
      expect(refused.taken).toBe(false)
      expect(refused.waitMs).toBeGreaterThan(5_000)
      expect(refused.waitMs).toBeLessThanOrEqual(10_000)
      expect(refused.remaining).toBeGreaterThanOrEqual(200)
      expect(refused.remaining).toBeLessThan(250)
      expect(await other!.take('ann', 200)).toMatchObject({ taken: true })
      await replicas[1]!.close()
      expect(await other!.take('ann', 600)).toMatchObject({ taken: true, remaining: 0 })
    } finally {
      await Promise.all(replicas.map((replica) => replica.close()))
    }
  })
})

describe('a caller', () => {
  let app: TestApp
  beforeAll(async () => {
    const names = ['http', 'socket', 'stream', 'other']
    app = await startApp({ SANDBOX: 'off', CALLER_BUDGET: '1000', QUERY_MAX_COST: '1000', API_KEYS: names.map((name) => apiKey(name, 'viewer', `${name}-key`)).join() })
  })
  afterAll(() => app.dispose())

  /** Costs 910 points. */
  const dear = '{ assets(first: 100) { nodes { metadata { __typename } description createdAt updatedAt id } } }'
  const as = (name: string) => ({ authorization: `Bearer ${name}-key` })
  const refusal = { message: expect.stringMatching(/^This operation costs 910 points, and of its 1000 a minute this caller has \d+ left\. Try again in [45]\d s\.$/) as string, extensions: { code: 'QUERY_TOO_EXPENSIVE', retryable: true, retryAfterSeconds: expect.any(Number) as number, hint: expect.any(String) as string } }

  test('beyond its budget is told by HTTP when to come back, and others are served', async () => {
    const first = await app.query(dear, {}, as('http'))
    expect([first.status, first.body.errors]).toEqual([200, undefined])
    expect(first.headers.get('ratelimit-policy')).toBe('"cost";q=1000;w=60')
    expect(first.headers.get('ratelimit')).toBe('"cost";r=90;t=55')
    const second = await app.query(dear, {}, as('http'))
    expect(second.status).toBe(429)
    expect(second.body).toEqual({ errors: [refusal] })
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(30)
    expect(second.headers.get('ratelimit')).toMatch(/^"cost";r=\d+;t=\d+$/)
    expect((await app.query(dear, {}, as('other'))).status).toBe(200)
    // What costs nothing is one point: it is a request all the same.
    expect((await app.query('{ __typename }', {}, as('http'))).status).toBe(200)
  })

  test('is told the same over a WebSocket, with what is left in the answer', async () => {
    const socket = await enter(`${app.url}/graphql`, as('socket'))
    socket.send({ type: 'subscribe', id: '1', payload: { query: dear } })
    expect(await socket.next()).toMatchObject({ payload: { data: {}, extensions: { budget: { limit: 1000, remaining: 90, resetSeconds: 55 } } } })
    await socket.next()
    socket.send({ type: 'subscribe', id: '2', payload: { query: dear } })
    expect(await socket.next()).toMatchObject({ type: 'next', payload: { errors: [refusal], extensions: { budget: { limit: 1000 } } } })
    socket.dispose()
  })

  test('is told the same by an event stream', async () => {
    const first = await openEventStream(app.url, { query: dear }, as('stream'))
    expect(first.headers.get('ratelimit')).toBe('"cost";r=90;t=55')
    expect(await first.result()).toMatchObject({ data: {} })
    const second = await openEventStream(app.url, { query: dear }, as('stream'))
    expect(await second.result()).toMatchObject({ errors: [refusal] })
    first.dispose()
    second.dispose()
  })
})

test('an open graph has nobody to share with, and so no budgets', async () => {
  const app = await startApp({ SANDBOX: 'off', CALLER_BUDGET: '1', QUERY_MAX_COST: '1' })
  try {
    for (const _ of [1, 2, 3]) {
      const { status, headers } = await app.query('{ __typename }')
      expect([status, headers.get('ratelimit')]).toEqual([200, null])
    }
  } finally {
    await app.dispose()
  }
})
