import type { Database } from '../../src/db/data-source.js'
import { openDatabase } from '../../src/db/data-source.js'
import { migrate } from '../../src/db/migrate.js'
import type { EventDraft, LoggedEvent } from '../../src/domain/events.js'
import type { Broker } from '../../src/events/broker.js'
import { createInProcessBroker } from '../../src/events/broker/in-process.js'
import { openRedisBroker } from '../../src/events/broker/redis.js'
import { openEventLog, type EventLog, type EventLogOptions } from '../../src/events/log.js'
import { openRelay, type Relay, type RelayOptions } from '../../src/events/relay.js'
import { openStream, type StreamItem, type StreamOptions, type StreamSource } from '../../src/events/stream.js'
import { realPostgres } from '../support/postgres.js'
import { realRedis } from '../support/redis.js'

export const DATABASES = ['embedded', 'postgres'] as const
export const BROKERS = ['in-process', 'redis'] as const

/** A migrated database of the kind; nothing when there is no server for it. */
export async function openTestDatabase(kind: (typeof DATABASES)[number]): Promise<Database | undefined> {
  if (kind === 'embedded') {
    const database = await openDatabase()
    await migrate(database)
    return database
  }
  const server = await realPostgres()
  if (!server) return undefined
  const database = await openDatabase({ url: server.url })
  await migrate(database)
  return {
    ...database,
    close: async () => {
      await database.close()
      await server.dispose()
    },
  }
}

/** Empties the log as if the database were new. */
export async function emptyLog({ dataSource }: Database): Promise<void> {
  await dataSource.query('TRUNCATE events, subject_states, callback_seals')
  await dataSource.query('UPDATE event_log_head SET epoch = gen_random_uuid(), position = 0')
}

/** How each replica gets its broker: a connection of its own, or the one that all share. Nothing when there is no server. */
export async function testBrokers(kind: (typeof BROKERS)[number]): Promise<(() => Promise<Broker>) | undefined> {
  if (kind === 'in-process') {
    const broker = createInProcessBroker()
    return async () => ({ ...broker, close: async () => {} })
  }
  const redis = await realRedis()
  return redis && (() => openRedisBroker(redis))
}

/** A replica: what one process of the product has. */
export interface Replica extends StreamSource {
  log: EventLog
  relay: Relay
  stream(options?: Partial<StreamOptions>): TestStream
  close(): Promise<void>
}

export interface ReplicaOptions extends Partial<Omit<RelayOptions, 'log' | 'broker'>>, Partial<Pick<StreamSource, 'maxQueued' | 'pageSize'>> {
  log?: EventLogOptions
}

export async function openReplica(database: Database, broker: Broker, { log: logOptions, maxQueued, pageSize, ...relayOptions }: ReplicaOptions = {}): Promise<Replica> {
  const log = await openEventLog(database, logOptions)
  const relay = await openRelay({ log, broker, ...relayOptions })
  const source = { log, relay, maxQueued, pageSize }
  const streams: TestStream[] = []
  return {
    ...source,
    stream: (options) => {
      const stream = new TestStream(source, { filter: {}, ...options })
      streams.push(stream)
      return stream
    },
    close: async () => {
      await log.close()
      await Promise.all(streams.map((stream) => stream.close()))
      await relay.close()
      await broker.close()
    },
  }
}

/** A stream with what a test asks of it. */
export class TestStream {
  readonly items: AsyncGenerator<StreamItem, void, void>

  constructor(source: StreamSource, options: StreamOptions) {
    this.items = openStream(source, options)
  }

  /** The next items. */
  async take(count: number): Promise<StreamItem[]> {
    const items: StreamItem[] = []
    while (items.length < count) {
      const { value, done } = await this.items.next()
      if (done) throw new Error(`The stream ended after ${items.length} of ${count} items.`)
      items.push(value)
    }
    return items
  }

  /** The positions of the next events; a gap is its reason. */
  async positions(count: number): Promise<(number | string)[]> {
    return (await this.take(count)).map((item) => (item.type === 'event' ? item.event.position : item.gap.reason))
  }

  close(): Promise<unknown> {
    return this.items.return()
  }
}

/** An event without a state: always announced. */
export function message(text: string, more: Partial<Pick<EventDraft, 'account' | 'room' | 'session' | 'replayKey'>> = {}): EventDraft {
  return { kind: 'UnrecognizedEvent', content: { kind: 'TEST', content: { text } }, vendor: 'HUAWEI', account: 'huawei', source: 'CALLBACK', occurredAt: new Date('2026-01-02T03:04:05.678Z'), ...more }
}

/** A live state of a session, with the states after which it is old news. */
export function state(session: string, to: string, supersededBy: readonly string[] = [], more: { account?: string; room?: string; replayKey?: string } = {}): EventDraft {
  const account = more.account ?? 'huawei'
  return {
    kind: 'LiveStateChanged',
    content: { state: 'LIVE', vendorState: to },
    vendor: 'HUAWEI',
    source: 'POLL',
    occurredAt: new Date('2026-01-02T03:04:05.678Z'),
    session,
    ...more,
    account,
    transition: { subject: `${account}/live/${session}`, state: to, supersededBy },
  }
}

export const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)
export const textOf = (event: LoggedEvent): unknown => event.kind === 'UnrecognizedEvent' && event.content.content.text
export const positionsOf = (events: LoggedEvent[]): number[] => events.map(({ position }) => position)

/** Waits, by the clock of the test's own patience, until something is so. For what no event tells. */
export async function until(condition: () => boolean | Promise<boolean>, patience = 15_000): Promise<void> {
  const deadline = performance.now() + patience
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Not so within ${patience} ms: ${condition.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
