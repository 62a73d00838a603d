import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../src/db/data-source.js'
import { createInProcessBroker } from '../../src/events/broker/in-process.js'
import { encodeCursor } from '../../src/events/cursor.js'
import type { Relay, RelayListener } from '../../src/events/relay.js'
import { openStream, type StreamSource } from '../../src/events/stream.js'
import { emptyLog, message, openReplica, openTestDatabase, range, type Replica } from './harness.js'

let database: Database
let replica: Replica
let source: StreamSource
const attached = new Set<RelayListener>()
beforeAll(async () => {
  database = (await openTestDatabase('embedded'))!
})
afterAll(() => database.close())
beforeEach(async () => {
  await emptyLog(database)
  replica = await openReplica(database, createInProcessBroker())
  const { relay, log } = replica
  // Counts who is attached, and is otherwise the relay itself.
  const counting: Relay = {
    get position() {
      return relay.position
    },
    get lag() {
      return relay.lag
    },
    attach: (listener) => {
      const detach = relay.attach(listener)
      attached.add(listener)
      return () => {
        attached.delete(listener)
        detach()
      }
    },
    close: () => relay.close(),
  }
  source = { log, relay: counting }
})
afterEach(() => replica.close())

const cursor = (position: number) => encodeCursor({ epoch: replica.log.epoch, position })
const ended = { value: undefined, done: true }

it('a stream that was never read detaches when it is returned', async () => {
  const stream = openStream(source, { filter: {} })
  expect(attached.size).toBe(1)
  await stream.return()
  expect(attached.size).toBe(0)
  expect(await stream.next()).toEqual(ended)
})

it('a stream that waits for an event ends when it is returned, and so does whoever waits', async () => {
  const stream = openStream(source, { filter: {} })
  const waiting = stream.next()
  expect(await stream.return()).toEqual(ended)
  expect(await waiting).toEqual(ended)
  expect(attached.size).toBe(0)
})

it('a stream that is returned in the middle of a replay gives nothing more of the page that was read', async () => {
  await replica.log.append(range(1, 5).map((n) => message(String(n))))
  const replaying = openStream(source, { filter: {}, after: cursor(0) })
  expect(await replaying.next()).toMatchObject({ value: { event: { position: 1 } } })
  await replaying.return()
  expect(await replaying.next()).toEqual(ended)
  expect(attached.size).toBe(0)
})

it('a loop that is left detaches the stream', async () => {
  await replica.log.append([message('a'), message('b')])
  for await (const _item of openStream(source, { filter: {}, after: cursor(0) })) break
  expect(attached.size).toBe(0)
})

it('a stream that is thrown into detaches', async () => {
  const stream = openStream(source, { filter: {} })
  await expect(stream.throw(new Error('from the reader'))).rejects.toThrow('from the reader')
  expect(attached.size).toBe(0)
})

it('a log that cannot be read is tried again, and ends with the stream', async () => {
  await replica.log.append([message('a'), message('b')])
  const errors: unknown[] = []
  let broken = true
  const read: StreamSource['log']['read'] = async (options) => {
    if (broken) throw new Error('away')
    return replica.log.read(options)
  }
  const flaky: StreamSource = { ...source, log: { ...replica.log, read }, onError: (error) => (errors.push(error), (broken = errors.length < 2)) }
  expect(await openStream(flaky, { filter: {}, after: cursor(0) }).next()).toMatchObject({ value: { event: { position: 1 } } })
  expect(errors).toHaveLength(2)

  const never = openStream({ ...flaky, onError: () => void never.return() }, { filter: {}, after: cursor(0) })
  broken = true
  expect(await never.next()).toEqual(ended)
})

it('a reader that has gone quiet holds a bounded number of events', async () => {
  const stream = openStream({ ...source, maxQueued: 10 }, { filter: {} })
  for (const batch of range(1, 20)) await replica.log.append(range(1, 10).map((n) => message(`${batch}/${n}`)))
  const held = [...attached][0] as unknown as { take(): unknown }
  expect(held.take()).toBeUndefined()
  const positions = []
  for await (const item of stream) {
    if (item.type === 'event') positions.push(item.event.position)
    if (positions.length === 200) break
  }
  expect(positions).toEqual(range(1, 200))
})
