import fc, { type Scheduler } from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../src/db/data-source.js'
import type { EventFilter } from '../../src/domain/events.js'
import type { Announcement, Broker, BrokerListener } from '../../src/events/broker.js'
import { encodeCursor } from '../../src/events/cursor.js'
import { openEventLog, type EventLog } from '../../src/events/log.js'
import { openRelay } from '../../src/events/relay.js'
import { openStream, type StreamOptions, type StreamSource } from '../../src/events/stream.js'
import { emptyLog, message, openTestDatabase, positionsOf, range, state, textOf } from './harness.js'

/**
 * The hand-over from replay to live under every order of things: two replicas append, their announcements are lost,
 * repeated and overtake each other, what is read from the log arrives late, readers are slow, overflow, leave and come
 * back at the other replica.
 */

let database: Database
beforeAll(async () => {
  database = (await openTestDatabase('embedded'))!
})
afterAll(() => database.close())

const SENTINEL = 'the end'
const FILTERS: Record<string, EventFilter> = { everything: {}, 'one session': { session: { account: 'huawei', session: 's1' } } }

/** What one reader does: read so many events, then come back with its cursor at the other replica, and so on. */
const reader = fc.record({
  replica: fc.nat(1),
  begin: fc.constantFrom<'live' | 'snapshot' | 'replay'>('live', 'snapshot', 'replay'),
  filter: fc.constantFrom(...Object.keys(FILTERS)),
  /** After so many appends. */
  after: fc.nat(8),
  visits: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
})
const append = fc.record({ replica: fc.nat(1), drafts: fc.array(fc.record({ session: fc.constantFrom('s1', 's2'), to: fc.option(fc.constantFrom('A', 'B')) }), { minLength: 1, maxLength: 4 }) })
/** What becomes of each announcement on its way: how many copies arrive, and whether with the events. */
const fate = fc.record({ copies: fc.constantFrom(0, 1, 1, 2), whole: fc.boolean() })

it('gives every reader every event once and in order, whatever overtakes what', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(append, { minLength: 1, maxLength: 8 }), fc.array(reader, { minLength: 1, maxLength: 3 }), fc.infiniteStream(fate), async (scheduler, appends, readers, fates) => {
      await emptyLog(database)
      const world = await openWorld(scheduler, fates)
      const appended = milestones(appends.length)
      const opened = milestones(readers.length)
      const write = async () => {
        for (const { replica, drafts } of appends) {
          await world.pause()
          await world.logs[replica]!.append(drafts.map(({ session, to }) => (to === null ? message('', { session }) : state(session, to))))
          appended.next()
        }
        // What is told to end must be told after everybody has begun.
        await opened.reached(readers.length)
        await world.logs[0]!.append([message(SENTINEL, { session: 's1' })])
      }
      const read = async (plan: Plan) => {
        await appended.reached(Math.min(plan.after, appends.length))
        await world.pause()
        return follow(world, plan, opened.next)
      }
      const [, ...outcomes] = await scheduler.waitFor(Promise.all([write(), ...readers.map(read)]))
      await scheduler.waitFor(world.close())
      for (const { positions, expected } of outcomes) expect(positions).toEqual(await expected())
      for (const positions of world.relayed) expect(positions).toEqual(range(1, positions.length))
    }),
    { numRuns: 250 },
  )
})

/** Counts, and lets others wait for a count. */
function milestones(total: number) {
  const resolves: (() => void)[] = []
  const promises = Array.from({ length: total }, () => new Promise<void>((resolve) => resolves.push(resolve)))
  return { next: () => resolves.shift()!(), reached: async (wanted: number) => promises[wanted - 1] }
}

type Plan = typeof reader extends fc.Arbitrary<infer T> ? T : never

/** Follows the events through all visits. `expected` asks the log what should have come. */
async function follow({ sources, pause }: World, { replica, begin, filter: name, visits }: Plan, onOpened: () => void) {
  const filter = FILTERS[name]!
  const { log, relay } = sources[replica]!
  // The stream attaches in this turn, so this is where it begins.
  const attachedAt = relay.position
  const beginnings: Record<Plan['begin'], Partial<StreamOptions>> = { live: {}, snapshot: { snapshot: true }, replay: { after: encodeCursor({ epoch: log.epoch, position: 0 }) } }
  const expected = async () => {
    const snapshot = begin === 'snapshot' ? await log.snapshot({ after: 0, upTo: attachedAt, filter, limit: 1_000 }) : []
    return positionsOf([...snapshot, ...(await log.read({ after: begin === 'replay' ? 0 : attachedAt, filter, limit: 1_000 }))])
  }

  const positions: (number | string)[] = []
  let stream = openStream(sources[replica]!, { filter, ...beginnings[begin] })
  onOpened()
  // A cursor out of the middle of a snapshot leads back to before it.
  const lengths = begin === 'snapshot' ? [] : visits
  for (let visit = 0, seen = 0; ; ) {
    await pause()
    const { value: item } = await stream.next()
    if (!item) throw new Error('The stream ended by itself.')
    positions.push(item.type === 'event' ? item.event.position : item.gap.reason)
    if (item.type === 'event' && textOf(item.event) === SENTINEL) break
    seen += 1
    if (seen === lengths[visit]) {
      await stream.return()
      visit += 1
      seen = 0
      stream = openStream(sources[(replica + visit) % 2]!, { filter, after: item.type === 'event' ? item.event.cursor : item.gap.cursor })
    }
  }
  await stream.return()
  return { positions, expected }
}

interface World {
  logs: EventLog[]
  sources: StreamSource[]
  /** The positions that each replica's relay delivered. */
  relayed: number[][]
  /** Lets the scheduler do something else first, or not. */
  pause(this: void): Promise<unknown>
  close(): Promise<void>
}

/** Two replicas whose reads and announcements arrive when the scheduler says so. */
async function openWorld(scheduler: Scheduler, fates: Iterator<{ copies: number; whole: boolean }>): Promise<World> {
  // Through the event loop, or the scheduler's own turns would leave the database none.
  const pause = () => scheduler.schedule(new Promise((resolve) => setImmediate(resolve)))
  const broker = chaoticBroker(pause, fates)
  let late = async (): Promise<unknown> => undefined
  const logs = await Promise.all([0, 1].map(() => openEventLog(database)))
  const sources: StreamSource[] = []
  const relayed: number[][] = []
  for (const log of logs) {
    const slow: EventLog = {
      ...log,
      read: async (options) => log.read(options).finally(() => late()),
      bounds: async () => log.bounds().finally(() => late()),
      snapshot: async (options) => log.snapshot(options).finally(() => late()),
    }
    const relay = await openRelay({ log: slow, broker, checkEvery: 40, gapPatience: 0 })
    const positions: number[] = []
    relayed.push(positions)
    relay.attach({ deliver: (events) => positions.push(...positionsOf([...events])), skipped: () => positions.push(NaN) })
    sources.push({ log: slow, relay, maxQueued: 2, pageSize: 2 })
  }
  late = async () => {
    for (let turn = 0; turn < 3; turn++) await pause()
  }
  return {
    logs,
    sources,
    relayed,
    pause,
    close: async () => {
      late = async () => undefined
      for (const { relay } of sources) await relay.close()
      for (const log of logs) await log.close()
    },
  }
}

function chaoticBroker(pause: () => Promise<unknown>, fates: Iterator<{ copies: number; whole: boolean }>): Broker {
  const listeners = new Set<BrokerListener>()
  const arrive = async (listener: BrokerListener, announcement: Announcement) => {
    await pause()
    if (listeners.has(listener)) listener.announced(announcement)
  }
  return {
    connected: true,
    publish: (_epoch, { from, to, events }) => {
      for (const listener of listeners) {
        const { copies, whole } = fates.next().value as { copies: number; whole: boolean }
        for (let copy = 0; copy < copies; copy++) void arrive(listener, { from, to, events: whole ? events : undefined })
      }
    },
    subscribe: async (_epoch, listener) => {
      listeners.add(listener)
      return async () => void listeners.delete(listener)
    },
    close: async () => listeners.clear(),
  }
}
