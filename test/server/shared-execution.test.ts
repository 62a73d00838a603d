import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { deliver, scriptSwitch, signed } from '../support/callbacks.js'
import { openEventStream } from '../support/event-stream.js'
import { huaweiOf, requestsOf } from '../support/huawei.js'

const NAMES = { one: 'viewer', other: 'viewer', boss: 'admin' } as const
const keyOf = (name: keyof typeof NAMES) => ({ authorization: `Bearer key-of-${name}` })
const EVENTS = 4

let app: TestApp
let huawei: HuaweiSandbox
let room: string
beforeAll(async () => {
  app = await startApp({ API_KEYS: Object.entries(NAMES).map(([name, role]) => apiKey(name, role, `key-of-${name}`)).join(',') })
  huawei = huaweiOf(app)
  room = huawei.world.rooms.find(({ detail }) => detail.stream_keys?.length)?.id ?? ''
})
beforeEach(() => huawei.journal.clear())
afterAll(() => app.dispose())

let told = 0
/** Has the vendor tell of so many places that a script has reached. */
async function tell(count: number): Promise<void> {
  const url = `${app.url}/callbacks/huawei/live`
  for (let index = 0; index < count; index += 1) {
    const { status } = await deliver(url, signed(scriptSwitch('session', (told += 1), room), { url, key: huawei.settings.callbackKeys[0]! }))
    expect(status).toBe(200)
  }
}

type Subscribe = (query: string, variables?: Record<string, unknown>) => Promise<{ next: () => Promise<unknown>; end: () => void }>
const bySocket = (name: keyof typeof NAMES): Subscribe => async (query, variables) => {
  const subscription = app.subscribe(query, variables, keyOf(name))
  return { next: () => subscription.next(), end: () => subscription.dispose() }
}
const byStream = (name: keyof typeof NAMES): Subscribe => async (query, variables) => {
  const stream = await openEventStream(app.url, { query, variables }, keyOf(name))
  return { next: async () => ({ ...(await stream.result()), id: undefined }), end: () => stream.dispose() }
}

/** What each subscriber got of the same events, and how often the vendor was asked for the room meanwhile. */
async function shown(subscribers: [Subscribe, query: string, variables?: Record<string, unknown>][]) {
  const subscriptions = await Promise.all(subscribers.map(([subscribe, ...operation]) => subscribe(...operation)))
  await app.subscribers(subscribers.length)
  const results: unknown[][] = subscriptions.map(() => [])
  for (let event = 0; event < EVENTS; event += 1) {
    await tell(1)
    for (const [index, result] of (await Promise.all(subscriptions.map(({ next }) => next()))).entries()) results[index]!.push(JSON.parse(JSON.stringify(result)))
  }
  for (const { end } of subscriptions) end()
  await app.subscribers(0)
  return { results, calls: requestsOf(huawei, 'showSmartLiveRoom').length }
}

const NAME = 'subscription { liveProgress { ... on LiveProgress { sequenceNo room { name } } } }'
const BEGINNING = 'subscription ($from: String) { liveProgress(after: $from) { ... on LiveProgress { sequenceNo room { name } } } }'
const SECRET = 'subscription { liveProgress { ... on LiveProgress { sequenceNo room { outputs { url streamKey } } } } }'

describe('subscribers with the same document and the same rights', () => {
  test('cause one execution an event, whoever they are and by whatever transport', async () => {
    const alone = await shown([[bySocket('one'), NAME]])
    expect(alone.calls).toBe(EVENTS)
    huawei.journal.clear()
    const { results, calls } = await shown([
      [bySocket('one'), NAME],
      [bySocket('other'), NAME],
      [byStream('one'), NAME],
      [byStream('other'), NAME],
    ])
    expect(calls).toBe(EVENTS)
    for (const result of results) expect(result).toEqual(results[0])
    expect(results[0]![0]).toMatchObject({ data: { liveProgress: { room: { name: expect.any(String) as string } } } })
  })

  test('share it wherever they began', async () => {
    const { body } = await app.query<{ events: { head: string } }>('{ events(first: 1) { head } }', {}, keyOf('one'))
    const { calls } = await shown([
      [bySocket('one'), BEGINNING, { from: body.data?.events.head }],
      [bySocket('other'), BEGINNING, {}],
    ])
    expect(calls).toBe(EVENTS)
  })
})

describe('subscribers who differ', () => {
  test('in their rights share nothing: the stream key is shown to the administrator alone', async () => {
    const { results, calls } = await shown([
      [bySocket('boss'), SECRET],
      [bySocket('one'), SECRET],
      [byStream('boss'), SECRET],
      [byStream('other'), SECRET],
    ])
    expect(calls).toBe(2 * EVENTS)
    const [boss, one, bossByStream, other] = results
    expect(bossByStream).toEqual(boss)
    for (const result of boss!) expect(result).not.toHaveProperty('errors')
    expect(JSON.stringify(boss)).toMatch(/"streamKey":"[^"]+"/)
    for (const result of [...one!, ...other!]) {
      expect(result).toMatchObject({ errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: 'FORBIDDEN' }) as object })] })
      expect(JSON.stringify(result)).not.toMatch(/"streamKey":"/)
    }
  })

  test('in their document or in the user on whose behalf they act share nothing', async () => {
    const asAnn: Subscribe = async (query, variables) => {
      const subscription = app.subscribe(query, variables, { ...keyOf('one'), appUserId: 'ann' })
      return { next: () => subscription.next(), end: () => subscription.dispose() }
    }
    const { calls } = await shown([
      [bySocket('one'), NAME],
      [bySocket('one'), NAME.replace('sequenceNo', 'sequenceNo sceneName')],
      [asAnn, NAME],
    ])
    expect(calls).toBe(3 * EVENTS)
  })
})
