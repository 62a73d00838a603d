import { randomUUID } from 'node:crypto'
import fc, { type Scheduler } from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../src/db/data-source.js'
import { createInProcessBroker } from '../../src/events/broker/in-process.js'
import { encodeCursor } from '../../src/events/cursor.js'
import { openStream, type EventStream, type Present, type StreamItem } from '../../src/events/stream.js'
import { CarriedStream, type Audience, type Carriage } from '../../src/server/carried-stream.js'
import { LiveGroup, type LiveMember, type Receive, type Recipient } from '../../src/server/live-group.js'
import { SubscriptionMessage } from '../../src/server/subscription-message.js'
import { emptyLog, message, openReplica, openTestDatabase, range, type Replica } from '../events/harness.js'

/** Streams that hand over to a group and come back from it, under every order of things: slow members, ones that come and go, a group that is behind. */

let database: Database
beforeAll(async () => {
  database = (await openTestDatabase('embedded'))!
})
afterAll(() => database.close())

const member = fc.record({
  /** After so many appends. */
  joins: fc.nat(5),
  fromTheBeginning: fc.boolean(),
  /** Whether it has to wait before it can take more; again and again. */
  slow: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
  /** After so many events. */
  leaves: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
})
const plan = fc.record({
  appends: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }),
  members: fc.array(member, { minLength: 1, maxLength: 4 }),
  capacity: fc.integer({ min: 1, max: 6 }),
})

it('everyone is told every event once and in order, live, held back or from the log, and nothing after the end', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), plan, async (scheduler, { appends, members, capacity }) => {
      await emptyLog(database)
      const replica = await openReplica(database, createInProcessBroker())
      const groups = new Groups(scheduler, capacity)
      const following: Promise<void>[] = []
      const head = appends.reduce((sum, count) => sum + count, 0)
      for (let turn = 0; turn <= appends.length; turn += 1) {
        following.push(...members.filter(({ joins }) => Math.min(joins, appends.length) === turn).map((it) => follow(it, { replica, groups, scheduler, head })))
        if (turn < appends.length) await replica.log.append(Array.from({ length: appends[turn]! }, () => message('')))
      }
      await scheduler.waitFor(Promise.all(following))
      expect(groups.live).toBeUndefined()
      await replica.close()
    }),
    { numRuns: 200 },
  )
})

/** At most one group at a time, as the server keeps them. What it renders takes as long as the scheduler says. */
class Groups implements Carriage {
  live: LiveGroup | undefined
  /** Names of those who have left, once for each time. */
  readonly left: string[] = []
  #resume: Present['resume'] | undefined

  constructor(
    private readonly scheduler: Scheduler,
    private readonly capacity: number,
  ) {}

  async render(item: StreamItem): Promise<SubscriptionMessage> {
    return new SubscriptionMessage(item.type === 'event' ? String(item.event.position) : item.gap.reason, '')
  }

  join(present: Present, recipient: Recipient): LiveMember {
    const render = async ({ position, cursor }: { position: number; cursor: string }) => {
      await this.scheduler.schedule(Promise.resolve())
      return new SubscriptionMessage(String(position), cursor)
    }
    this.#resume ??= present.resume
    this.live ??= new LiveGroup(present, render, () => (this.live = undefined), { events: this.capacity, characters: 1_000 })
    return this.live.join(present.passed, recipient)
  }

  resume(passed: number): EventStream {
    return this.#resume!(passed)
  }

  exit({ holder }: Audience): void {
    this.left.push(holder)
  }
}

/** Takes what one member is told until the last event, or until it leaves. */
async function follow({ fromTheBeginning, slow, leaves = Infinity }: typeof member extends fc.Arbitrary<infer T> ? T : never, { replica, groups, scheduler, head }: { replica: Replica; groups: Groups; scheduler: Scheduler; head: number }): Promise<void> {
  const { log, relay } = replica
  const begun = fromTheBeginning ? 0 : relay.position
  const holder = randomUUID()
  const told: number[] = []
  let busy = false
  let ended = false
  const take: Receive = (messages) => {
    expect({ busy, ended }).toEqual({ busy: false, ended: false })
    told.push(...messages.map(({ json }) => Number(json)))
    if (told.length >= leaves || told.at(-1) === head) {
      ended = true
      void carried.return()
    } else if (slow[told.length % slow.length]) {
      busy = true
      return scheduler.schedule(Promise.resolve()).then(() => void (busy = false))
    }
  }
  const stream = openStream({ ...replica, maxQueued: 2, pageSize: 3 }, { filter: {}, ...(fromTheBeginning && { after: encodeCursor({ epoch: log.epoch, position: 0 }) }) })
  let over: Audience['over'] = () => {}
  const end = new Promise<unknown>((resolve) => (over = resolve))
  const carried = new CarriedStream(stream, groups, { transport: 'test', holder, receive: take, over })
  if (begun === head) await carried.return()
  carried.begin()
  expect(await end).toBeUndefined()
  expect(groups.left.filter((it) => it === holder)).toHaveLength(1)
  expect(told).toEqual(range(begun + 1, begun + told.length))
  expect(told.length).toBeGreaterThanOrEqual(Math.min(leaves, head - begun))
}
