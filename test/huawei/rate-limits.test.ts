import { afterEach, describe, expect, it } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import type { RequestEntry } from '../../src/sandbox/journal.js'
import { startApp, type TestApp } from '../support/app.js'
import { startRedis } from '../support/redis.js'
import { idOf, requests } from './support.js'

const undo: (() => Promise<unknown>)[] = []
const keep = <T extends object>(it: T, close: (it: T) => Promise<unknown>): T => {
  undo.push(() => close(it))
  return it
}
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

const appOn = async (environment: Record<string, string>) => keep(await startApp(environment), (app) => app.dispose())
const huaweiOf = (app: TestApp) => app.app.sandboxes.huawei as HuaweiSandbox
const statuses = (entries: RequestEntry[]) => [...new Set(entries.map(({ status }) => status))]
const mostInASecond = (entries: RequestEntry[]) => Math.max(...entries.map(({ time }) => entries.filter((other) => other.time >= time && other.time < time + 1_000).length))

const readRoom = (app: TestApp, sandbox: HuaweiSandbox, n = 0) =>
  app.query<{ liveRoom: { name: string } | null }>('query ($id: ID!) { liveRoom(id: $id) { name scenes { name } } }', { id: idOf('LiveRoom', 'huawei', sandbox.world.rooms[n % sandbox.world.rooms.length]!.id) })
/** The very first answer of a process is late by more than any network: it is not what this is about. */
const warmUp = async (app: TestApp, sandbox: HuaweiSandbox) => {
  await readRoom(app, sandbox)
  sandbox.journal.clear()
}

describe("the vendor's rates", () => {
  it('spread a burst of 120 detail reads without a single refusal', async () => {
    const app = await appOn({ VENDOR_DEADLINE_MS: '60000' })
    const huawei = huaweiOf(app)
    await warmUp(app, huawei)
    const answers = await Promise.all(Array.from({ length: 120 }, (_, n) => readRoom(app, huawei, n)))
    expect(answers.filter(({ body }) => body.errors)).toEqual([])
    const seen = requests(huawei, 'showSmartLiveRoom')
    expect(seen).toHaveLength(120)
    expect(statuses(seen)).toEqual([200])
    expect(mostInASecond(seen)).toBeLessThanOrEqual(20)
    // What it cost is told: the last ones waited for most of the time.
    const waits = answers.map(({ body }) => (body.extensions?.vendorCalls as { waitedMs: number }[])[0]?.waitedMs ?? 0)
    expect(Math.max(...waits)).toBeGreaterThan(4_000)
  }, 60_000)

  it('make a create wait its turn', async () => {
    const app = await appOn({ VENDOR_DEADLINE_MS: '20000' })
    const huawei = huaweiOf(app)
    await warmUp(app, huawei)
    const START = 'mutation ($id: ID!) { startLive(input: { id: $id }) { session { id } userErrors { message } } }'
    const rooms = huawei.world.rooms.slice(0, 7)
    const started = await Promise.all(rooms.map(({ id }) => app.query<{ startLive: { userErrors: { message: string }[] } }>(START, { id: idOf('LiveRoom', 'huawei', id) })))
    // Whatever the vendor says of these rooms, it says of their content, never of the rate.
    expect(JSON.stringify(started)).not.toMatch(/VENDOR_RATE_LIMITED|frequent/)
    const seen = requests(huawei, 'startSmartLive')
    expect(seen).toHaveLength(rooms.length)
    expect(statuses(seen)).not.toContain(429)
    expect(mostInASecond(seen)).toBeLessThanOrEqual(4)
  }, 30_000)

  it('tell a caller at once whose deadline would pass', async () => {
    const app = await appOn({ VENDOR_DEADLINE_MS: '2000' })
    const huawei = huaweiOf(app)
    await warmUp(app, huawei)
    const started = performance.now()
    const answers = await Promise.all(
      Array.from({ length: 80 }, async (_, n) => ({ ...(await readRoom(app, huawei, n)), after: performance.now() - started })),
    )
    const refused = answers.filter(({ body }) => body.errors?.[0]?.extensions.code === 'VENDOR_RATE_LIMITED')
    expect(refused.length).toBeGreaterThan(20)
    expect(refused.map(({ body }) => body.errors?.[0]?.extensions)).toEqual(Array(refused.length).fill(expect.objectContaining({ account: 'huawei', retryable: true, hint: expect.stringContaining('Try again') as string })))
    // None of them had to wait for its deadline to learn it.
    expect(Math.min(...refused.map(({ after }) => after))).toBeLessThan(1_000)
    expect(statuses(requests(huawei, 'showSmartLiveRoom'))).toEqual([200])
  }, 30_000)

  it('are kept by two replicas together, through Redis', async (ctx) => {
    const redis = keep((await startRedis()) ?? ctx.skip(), (server) => server.dispose())
    const huawei = keep(await startHuaweiSandbox(), (sandbox) => sandbox.close())
    const { endpoint, projectId, accessKey, secretKey, region } = huawei.settings
    const environment = {
      REDIS_URL: redis.url,
      VENDOR_DEADLINE_MS: '60000',
      HUAWEI_ENDPOINT: endpoint,
      HUAWEI_PROJECT_ID: projectId,
      HUAWEI_ACCESS_KEY: accessKey,
      HUAWEI_SECRET_KEY: secretKey,
      HUAWEI_REGION: region,
    }
    const replicas = [await appOn(environment), await appOn(environment)]
    for (const replica of replicas) await warmUp(replica, huawei)
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => readRoom(replicas[n % 2]!, huawei, n)))
    expect(answers.filter(({ body }) => body.errors)).toEqual([])
    const seen = requests(huawei, 'showSmartLiveRoom')
    expect(seen).toHaveLength(60)
    expect(statuses(seen)).toEqual([200])
    expect(mostInASecond(seen)).toBeLessThanOrEqual(20)
  }, 60_000)
})
