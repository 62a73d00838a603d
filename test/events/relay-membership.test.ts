import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { LoggedEvent } from '../../src/domain/events.js'
import { createInProcessBroker } from '../../src/events/broker/in-process.js'
import type { EventLog } from '../../src/events/log.js'
import { openRelay, type Relay } from '../../src/events/relay.js'
import { positionsOf, range } from './harness.js'

/** Who follows a relay may come and go while it delivers, by the hand of who is just being told. */

/** What a follower does when it is told of a position: nobody knows better than it when the others are half told. */
const deed = fc.record({ at: fc.integer({ min: 1, max: 12 }), does: fc.constantFrom('leave', 'send away', 'bring'), whom: fc.nat(5) })
const follower = fc.array(deed, { maxLength: 3 })
/** How many events each transaction has. */
const batches = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 })

interface Follower {
  from: number
  got: number[]
  present: boolean
}

it('every follower is told of everything from its coming to its leaving, once and in order, whoever comes and goes meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(follower, { minLength: 1, maxLength: 4 }), batches, async (plans, sizes) => {
      const memory = memoryLog()
      const broker = createInProcessBroker()
      const relay = await openRelay({ log: memory.log, broker, checkEvery: 600_000, gapPatience: 0 })
      const followers: Follower[] = []
      const leaving: (() => void)[] = []
      const follow = (deeds: readonly (typeof deed extends fc.Arbitrary<infer T> ? T : never)[]) => {
        const me: Follower = { from: relay.position, got: [], present: true }
        const own = followers.push(me) - 1
        leaving[own] = attach(relay, me, (position) => {
          for (const { at, does, whom } of deeds) {
            if (at !== position) continue
            if (does === 'bring' && followers.length < 12) follow([])
            if (does === 'leave') leave(own)
            if (does === 'send away') leave(whom % followers.length)
          }
        })
      }
      const leave = (index: number) => {
        followers[index]!.present = false
        leaving[index]!()
      }
      for (const deeds of plans) follow(deeds)
      for (const size of sizes) memory.append(size)
      await relay.close()
      for (const { from, got, present } of followers) {
        expect(got).toEqual(range(from + 1, from + got.length))
        if (present) expect(from + got.length).toBe(memory.head())
      }
    }),
    { numRuns: 500 },
  )
})

function attach(relay: Relay, me: Follower, told: (position: number) => void): () => void {
  return relay.attach({
    deliver(events) {
      if (!me.present) throw new Error('It was told after it had left.')
      me.got.push(...positionsOf([...events]))
      for (const { position } of events) told(position)
    },
    skipped: () => me.got.push(NaN),
  })
}

/** A log that is only told of. */
function memoryLog() {
  const events: LoggedEvent[] = []
  const listeners = new Set<(events: LoggedEvent[]) => void>()
  const head = () => events.length
  const log = {
    epoch: 'epoch',
    bounds: async () => ({ epoch: 'epoch', oldest: 1, head: head() }),
    read: async ({ after, limit }: { after: number; limit: number }) => events.slice(after, after + limit),
    onAnnounced: (listener: (events: LoggedEvent[]) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  } as unknown as EventLog
  const append = (count: number) => {
    const added = range(head() + 1, head() + count).map((position) => ({ position }) as LoggedEvent)
    events.push(...added)
    for (const listener of listeners) listener(added)
  }
  return { log, append, head }
}
