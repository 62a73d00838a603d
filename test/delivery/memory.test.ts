import { setTimeout as delay } from 'node:timers/promises'
import { bulkhead } from 'cockatiel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from '../../src/events/cursor.js'
import { deliver, signed } from '../support/callbacks.js'
import { openEventStream } from '../support/event-stream.js'
import { subscribeTo } from '../support/subscription.js'
import { CALLBACK_KEY, openWorld, PUBLIC_URL, type World } from './world.js'

const ROUTE = '/callbacks/huawei/live'
/** Those who do not read, of each transport. All ask differently, so that nothing is shared between them. */
const STALLED = 10
const EVENTS = 600
const EVENT_BYTES = 64 * 1024
/** All that those who do not read have not read: 750 MiB. */
const OUTSTANDING = 2 * STALLED * EVENTS * EVENT_BYTES
/** What a replica may hold on to meanwhile, in resident bytes beyond those at the beginning. */
const GROWTH = 250 * 1024 * 1024

let world: World | undefined
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world?.dispose())

const document = (n: number) => `subscription ($after: String) { of${n}: events(after: $after) { ... on Event { cursor } ... on UnrecognizedEvent { content } ... on StreamGap { cursor } } }`
type Results = { data?: Record<string, { cursor: string } | undefined> | null }
const cursorIn = ({ data }: Results) => Object.values(data ?? {})[0]!.cursor
const positions = (cursors: readonly string[]) => cursors.map((cursor) => decodeCursor(cursor).position)

test('a replica holds little for those who do not read, and they get everything once they do', { timeout: 240_000 }, async (ctx) => {
  const { replicas } = world ?? ctx.skip()
  const [replica] = replicas as [World['replicas'][0]]
  const { url } = replica
  const sockets = Array.from({ length: STALLED }, (_, n) => ({ n, subscription: subscribeTo(`${url.replace('http', 'ws')}/graphql`, { query: document(n) }), got: [] as string[] }))
  const streams = await Promise.all(Array.from({ length: STALLED }, async (_, n) => openEventStream(url, { query: document(STALLED + n) })))
  const post = async (n: number) => {
    const body = { event_type: `PROBE ${n}`, message: 'x'.repeat(EVENT_BYTES) }
    const { status } = await deliver(url + ROUTE, signed(body, { url: PUBLIC_URL + ROUTE, key: CALLBACK_KEY }))
    expect(status).toBe(200)
  }
  while (!/^avatargraph_subscribers\{[^}]*websocket[^}]*\} 10$/m.test(await (await fetch(`${url}/metrics`)).text())) await delay(50)
  await post(0)
  const begun = 1
  for (const { subscription, got } of sockets) {
    got.push(cursorIn((await subscription.next()) as Results))
    subscription.pause()
  }

  const before = (await replica.resident()) ?? 0
  let most = before
  const limit = bulkhead(8, Infinity)
  const posting = Promise.all(Array.from({ length: EVENTS }, (_, n) => limit.execute(() => post(n + begun))))
  let over = false
  const watching = (async () => {
    while (!over) {
      most = Math.max(most, (await replica.resident()) ?? 0)
      await delay(50)
    }
  })()
  await posting
  over = true
  await watching
  console.log(`memory: ${mib(before)} before, ${mib(most)} at most, ${mib(OUTSTANDING)} not read`)
  expect(most - before).toBeLessThan(GROWTH)

  const expected = Array.from({ length: EVENTS + begun }, (_, index) => index + 1)
  const beginning = encodeCursor({ ...decodeCursor(sockets[0]!.got[0]!), position: 0 })
  /** Who was cut off, having taken nothing for long, comes back behind what it has. */
  const takeAll = async (got: string[], next: () => Promise<unknown>, comeBack: (after: string) => Promise<() => Promise<unknown>>) => {
    while (got.length < expected.length) {
      const result = await next().catch(() => undefined)
      if (result) got.push(cursorIn(result))
      else next = await comeBack(got.at(-1) ?? beginning)
    }
    expect(positions(got)).toEqual(expected)
  }
  for (const [n, stream] of streams.entries()) {
    let current = stream
    await takeAll([], () => stream.result(), async (after) => {
      current = await openEventStream(url, { query: document(STALLED + n), variables: { after } })
      return () => current.result()
    })
    current.dispose()
  }
  for (const { n, subscription, got } of sockets) {
    subscription.resume()
    let current = subscription
    await takeAll(got, () => subscription.next(), async (after) => {
      current = subscribeTo(`${url.replace('http', 'ws')}/graphql`, { query: document(n), variables: { after } })
      return () => current.next()
    })
    current.dispose()
  }
})

const mib = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MiB`
