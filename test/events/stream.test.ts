import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/db/data-source.js'
import type { Broker } from '../../src/events/broker.js'
import { encodeCursor } from '../../src/events/cursor.js'
import { BROKERS, DATABASES, emptyLog, message, openReplica, openTestDatabase, range, state, testBrokers, type Replica, type ReplicaOptions } from './harness.js'

const combinations = DATABASES.flatMap((database) => BROKERS.map((broker) => [database, broker] as const))

describe.each(combinations)('streams over %s and %s', (databaseKind, brokerKind) => {
  let database: Database | undefined
  let openBroker: (() => Promise<Broker>) | undefined
  const replicas: Replica[] = []
  beforeAll(async () => {
    database = await openTestDatabase(databaseKind)
    openBroker = await testBrokers(brokerKind)
  })
  afterAll(() => database?.close())
  beforeEach(async (ctx) => {
    if (!database || !openBroker) return ctx.skip()
    await emptyLog(database)
  })
  afterEach(async () => {
    await Promise.all(replicas.splice(0).map((replica) => replica.close()))
  })
  const replica = async (options?: ReplicaOptions): Promise<Replica> => {
    // Nothing here may lean on the safety check.
    const opened = await openReplica(database!, await openBroker!(), { checkEvery: 600_000, ...options })
    replicas.push(opened)
    return opened
  }
  const append = ({ log }: Replica, from: number, to: number) => log.append(range(from, to).map((n) => message(String(n))))
  const at = ({ log }: Replica, position: number) => encodeCursor({ epoch: log.epoch, position })

  it('a stream is attached when it is opened, before it is read', async () => {
    const one = await replica()
    const stream = one.stream()
    await append(one, 1, 3)
    expect(await stream.positions(3)).toEqual([1, 2, 3])
  })

  it('every replica sees every event once and in order, while all of them append', async () => {
    const all = await Promise.all(range(1, 3).map(() => replica({ maxQueued: 1_000 })))
    const streams = all.flatMap((one) => [one.stream(), one.stream()])
    await Promise.all(
      all.flatMap((one, r) =>
        range(1, 4).map(async (caller) => {
          for (const n of range(1, 25)) await one.log.append([message(`${r}/${caller}/${n}`)])
        }),
      ),
    )
    for (const stream of streams) expect(await stream.positions(300)).toEqual(range(1, 300))
    const texts = new Set(await (await replica()).log.read({ after: 0, limit: 1_000 }).then((events) => events.map(({ content }) => JSON.stringify(content))))
    expect(texts.size).toBe(300)
  })

  it('a subscriber that comes back gets what it missed and then goes on live', async () => {
    const [one, two] = [await replica({ pageSize: 3 }), await replica()]
    await append(one, 1, 10)
    const stream = one.stream({ after: at(one, 2) })
    expect(await stream.positions(4)).toEqual([3, 4, 5, 6])
    await append(two, 11, 12)
    expect(await stream.positions(6)).toEqual([7, 8, 9, 10, 11, 12])
    await append(one, 13, 13)
    expect(await stream.positions(1)).toEqual([13])
  })

  it('a subscriber that comes back to a replica that lags gets nothing twice', async () => {
    const one = await replica()
    // Hears of nothing until it looks.
    const deaf = { ...(await openBroker!()), subscribe: async () => async () => {} }
    const two = await openReplica(database!, deaf, { checkEvery: 600_000 })
    replicas.push(two)
    await append(one, 1, 5)
    const stream = two.stream({ after: at(one, 5) })
    const next = stream.positions(2)
    await append(two, 6, 7)
    expect(await next).toEqual([6, 7])
  })

  it('an event is the same whether it comes live, from another replica or from the log', async () => {
    const [one, two] = [await replica(), await replica()]
    const [near, far] = [one.stream(), two.stream()]
    await one.log.append([state('s', 'LIVE', [], { room: 'r' }), state('s', 'PAUSED', [], { room: 'r' })])
    const items = await near.take(2)
    expect(await far.take(2)).toEqual(items)
    expect(await one.stream({ after: at(one, 0) }).take(2)).toEqual(items)
    expect(items[1]).toMatchObject({ type: 'event', event: { previousState: 'LIVE', room: 'r', session: 's' } })
  })

  it('what is too large for a message of the broker arrives all the same', async () => {
    const [one, two] = [await replica(), await replica()]
    const stream = two.stream()
    await one.log.append([message('x'.repeat(100_000)), message('small')])
    expect(await stream.positions(2)).toEqual([1, 2])
  })

  it('only what matches is delivered, live and from the log', async () => {
    const one = await replica()
    const filter = { session: { account: 'huawei', session: 's' } }
    const live = one.stream({ filter })
    await one.log.append([message('no'), message('yes', { session: 's' }), message('no', { session: 's', account: 'other' }), message('yes', { session: 's' })])
    expect(await live.positions(2)).toEqual([2, 4])
    expect(await one.stream({ filter, after: at(one, 0) }).positions(2)).toEqual([2, 4])
  })

  it('a subscriber that does not read is caught up from the log, again and again', async () => {
    const one = await replica({ maxQueued: 5, pageSize: 4 })
    const stream = one.stream()
    await append(one, 1, 30)
    expect(await stream.positions(10)).toEqual(range(1, 10))
    await append(one, 31, 60)
    expect(await stream.positions(50)).toEqual(range(11, 60))
    await append(one, 61, 62)
    expect(await stream.positions(2)).toEqual([61, 62])
  })

  describe('a gap is said, and the stream goes on behind it', () => {
    const forget = (position: number) => database!.dataSource.query(`UPDATE events SET received_at = now() - interval '1 year' WHERE position <= $1`, [position])
    const month = () => new Date(Date.now() - 30 * 86_400_000)

    it('when the log no longer reaches back to the cursor', async () => {
      const one = await replica()
      await append(one, 1, 6)
      await forget(4)
      await one.log.prune(month())
      const [gap, ...rest] = await one.stream({ after: at(one, 2) }).take(3)
      expect(gap).toEqual({ type: 'gap', gap: { reason: 'RETENTION', cursor: at(one, 4), missedFrom: at(one, 2), missedTo: at(one, 4) } })
      expect(rest.map((item) => item.type === 'event' && item.event.position)).toEqual([5, 6])
      expect(await one.stream({ after: at(one, 4) }).positions(2)).toEqual([5, 6])
    })

    it('when everything was removed', async () => {
      const one = await replica()
      await append(one, 1, 3)
      await forget(3)
      await one.log.prune(month())
      const stream = one.stream({ after: at(one, 1) })
      expect(await stream.positions(1)).toEqual(['RETENTION'])
      await append(one, 4, 4)
      expect(await stream.positions(1)).toEqual([4])
      expect(await one.stream({ after: at(one, 3) }).positions(1)).toEqual([4])
    })

    it('when the log is pruned while it is being replayed', async () => {
      const one = await replica({ pageSize: 2 })
      await append(one, 1, 8)
      const stream = one.stream({ after: at(one, 0) })
      expect(await stream.positions(2)).toEqual([1, 2])
      await forget(5)
      await one.log.prune(month())
      expect(await stream.positions(4)).toEqual(['RETENTION', 6, 7, 8])
    })

    it('when the log is pruned before a replica has read it', async () => {
      const one = await replica()
      const deaf = await openReplica(database!, { ...(await openBroker!()), subscribe: async () => async () => {} }, { checkEvery: 600_000 })
      replicas.push(deaf)
      const stream = deaf.stream()
      await append(one, 1, 6)
      await forget(4)
      await one.log.prune(month())
      await append(deaf, 7, 7)
      expect(await stream.positions(4)).toEqual(['RETENTION', 5, 6, 7])
    })

    it('when the cursor is of another log, or of a later state of this one', async () => {
      const one = await replica()
      await append(one, 1, 3)
      for (const cursor of [encodeCursor({ epoch: '0b5ee1ae-4a5b-4c3b-9d7f-0f1e2d3c4b5a', position: 2 }), at(one, 4)]) {
        const [gap, ...rest] = await one.stream({ after: cursor }).take(4)
        expect(gap).toEqual({ type: 'gap', gap: { reason: 'LOG_REPLACED', cursor: at(one, 0), missedFrom: cursor, missedTo: null } })
        expect(rest.map((item) => item.type === 'event' && item.event.position)).toEqual([1, 2, 3])
      }
    })
  })

  it('a snapshot gives each subject once, and then the changes, with nothing lost or repeated between', async () => {
    const one = await replica({ pageSize: 2 })
    await one.log.append([state('a', '1'), state('b', '1'), state('c', '1'), message('no state'), state('a', '2')])
    const stream = one.stream({ snapshot: true })
    await one.log.append([state('b', '2'), message('news')])
    expect(await stream.positions(5)).toEqual([2, 3, 5, 6, 7])
  })

  it('a snapshot and a cursor exclude each other, and a cursor must be one', async () => {
    const one = await replica()
    expect(() => one.stream({ after: at(one, 0), snapshot: true })).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }) as Error)
    expect(() => one.stream({ after: 'nonsense' })).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }) as Error)
  })
})
