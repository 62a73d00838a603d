import { createClient } from 'redis'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../src/db/data-source.js'
import { migrate } from '../../src/db/migrate.js'
import type { Broker } from '../../src/events/broker.js'
import { createInProcessBroker } from '../../src/events/broker/in-process.js'
import { openRedisBroker } from '../../src/events/broker/redis.js'
import { encodeCursor } from '../../src/events/cursor.js'
import { startPostgres } from '../support/postgres.js'
import { startRedis, type OwnRedis } from '../support/redis.js'
import { message, openReplica, openTestDatabase, range, until, type Replica, type ReplicaOptions } from './harness.js'

const disposals: (() => Promise<unknown>)[] = []
const keep = <T>(handle: T, dispose: (handle: T) => Promise<unknown>): T => {
  disposals.unshift(() => dispose(handle))
  return handle
}
afterEach(async () => {
  for (const dispose of disposals.splice(0)) await dispose()
})
const NEVER = 600_000
const append = ({ log }: Replica, from: number, to: number) => log.append(range(from, to).map((n) => message(String(n))))

describe('while Redis is away', () => {
  const setUp = async (skip: () => never, options: ReplicaOptions) => {
    const redis = keep((await startRedis()) ?? skip(), (redis) => redis.dispose())
    const database = keep((await openTestDatabase('embedded'))!, (database) => database.close())
    const replica = () => openOn(redis, database, options)
    return { redis, one: await replica(), two: await replica() }
  }
  const openOn = async ({ url }: OwnRedis, database: Database, options: ReplicaOptions) => {
    const broker = await openRedisBroker({ url, patience: 200 })
    return keep({ ...(await openReplica(database, broker, { checkEvery: NEVER, ...options })), broker }, (replica) => replica.close())
  }

  it('nobody waits for it: events reach other replicas by the log', async (ctx) => {
    const { redis, one, two } = await setUp(ctx.skip.bind(ctx), { checkEveryDisconnected: 20 })
    const stream = two.stream()
    await append(one, 1, 2)
    expect(await stream.positions(2)).toEqual([1, 2])
    await redis.stop()
    await append(one, 3, 5)
    expect(await stream.positions(3)).toEqual([3, 4, 5])
    expect(two.broker.connected).toBe(false)
  })

  it('events are not lost to those who hear it again, nor doubled, however often it comes and goes', async (ctx) => {
    const { redis, one, two } = await setUp(ctx.skip.bind(ctx), { checkEveryDisconnected: NEVER })
    const stream = two.stream()
    for (const round of [0, 1, 2]) {
      await redis.stop()
      await until(() => !one.broker.connected && !two.broker.connected)
      await append(one, 3 * round + 1, 3 * round + 2)
      await redis.start()
      expect(await stream.positions(2)).toEqual([3 * round + 1, 3 * round + 2])
      await until(() => one.broker.connected && two.broker.connected)
      await append(one, 3 * round + 3, 3 * round + 3)
      expect(await stream.positions(1)).toEqual([3 * round + 3])
    }
  })

  it('a cut of the listening connection alone loses nothing', async (ctx) => {
    const { redis, one, two } = await setUp(ctx.skip.bind(ctx), { checkEveryDisconnected: NEVER })
    const stream = two.stream()
    const admin = createClient({ url: redis.url })
    await admin.connect()
    await Promise.all([append(one, 1, 1), admin.sendCommand(['CLIENT', 'KILL', 'TYPE', 'pubsub']), append(one, 2, 3)])
    expect(await stream.positions(3)).toEqual([1, 2, 3])
    await admin.close()
  })

  it('a replica starts without it, and what it could not publish is made known when it comes', async (ctx) => {
    const redis = keep((await startRedis()) ?? ctx.skip(), (redis) => redis.dispose())
    const database = keep((await openTestDatabase('embedded'))!, (database) => database.close())
    const broker = (): Promise<Broker> => openRedisBroker({ url: redis.url, patience: 50 })
    const listening = await openReplica(database, await broker(), { checkEvery: NEVER, checkEveryDisconnected: NEVER })
    const stream = listening.stream()
    await redis.stop()
    const late = await broker()
    expect(late.connected).toBe(false)
    const starting = await openReplica(database, late, { checkEvery: NEVER, checkEveryDisconnected: NEVER })
    await append(starting, 1, 2)
    await redis.start()
    expect(await stream.positions(2)).toEqual([1, 2])
    await until(() => late.connected)
    await Promise.all([listening.close(), starting.close()])
  })
})

it('two logs on one Redis do not hear each other, and strangers on the channel do no harm', async (ctx) => {
  const redis = keep((await startRedis()) ?? ctx.skip(), (redis) => redis.dispose())
  const errors: Error[] = []
  const broker = keep(await openRedisBroker({ url: redis.url, onError: (error) => errors.push(error) }), (broker) => broker.close())
  const heard: string[] = []
  for (const epoch of ['a', 'b']) await broker.subscribe(epoch, { announced: ({ to }) => heard.push(`${epoch}${to}`), connection: () => {} })
  const stranger = keep(createClient({ url: redis.url }), (client) => client.close())
  await stranger.connect()
  for (const text of ['nonsense', '{"from":"1"}', 'null']) await stranger.publish('avatargraph:events:a', text)
  broker.publish('b', { from: 1, to: 1 })
  broker.publish('a', { from: 1, to: 2 })
  await until(() => heard.length === 2)
  expect(heard.sort()).toEqual(['a2', 'b1'])
  expect(errors).toHaveLength(3)
})

it('a restart of PostgreSQL refuses what comes meanwhile, and streams go on with nothing lost', async (ctx) => {
  const server = keep((await startPostgres()) ?? ctx.skip(), (server) => server.dispose())
  const database = keep(await openDatabase({ url: server.url }), (database) => database.close())
  await migrate(database)
  const broker = createInProcessBroker()
  const open = async () => keep(await openReplica(database, broker, { checkEvery: 50 }), (replica) => replica.close())
  const [one, two] = [await open(), await open()]
  const [near, far] = [one.stream(), two.stream()]
  await append(one, 1, 2)
  await server.stop('immediate')
  await expect(append(one, 3, 3)).rejects.toMatchObject({ code: 'INTERNAL', details: { retryable: true } })
  const resumed = two.stream({ after: encodeCursor({ epoch: two.log.epoch, position: 1 }) })
  const waiting = resumed.positions(2)
  await server.start()
  await append(one, 3, 3)
  expect(await near.positions(3)).toEqual([1, 2, 3])
  expect(await far.positions(3)).toEqual([1, 2, 3])
  expect(await waiting).toEqual([2, 3])
})
