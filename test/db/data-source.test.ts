import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../src/db/data-source.js'
import { startPostgres, realPostgres } from '../support/postgres.js'
import { freePort } from '../support/processes.js'

const disposals: (() => Promise<unknown>)[] = []
const keep = <T>(handle: T, dispose: (handle: T) => Promise<unknown>): T => {
  disposals.unshift(() => dispose(handle))
  return handle
}
afterEach(async () => {
  for (const dispose of disposals.splice(0)) await dispose()
})
const open = async (...options: Parameters<typeof openDatabase>) => keep(await openDatabase(...options), (database) => database.close())

describe('a database that cannot be reached is named without its password', () => {
  it('when nothing listens', async () => {
    const port = await freePort()
    const opening = openDatabase({ url: `postgres://me:hush@127.0.0.1:${port}/graph` })
    await expect(opening).rejects.toThrow(new RegExp(`^Cannot open the PostgreSQL database "graph" at 127.0.0.1:${port} as user "me": .*ECONNREFUSED.*\\. Check DATABASE_URL`))
    await expect(opening).rejects.not.toThrow(/hush/)
  })

  it('when the database does not exist', async (ctx) => {
    const server = keep((await realPostgres()) ?? ctx.skip(), (server) => server.dispose())
    const url = new URL(server.url)
    url.pathname = '/nowhere'
    await expect(openDatabase({ url: url.href })).rejects.toThrow(/database "nowhere" at .* as user .*: database "nowhere" does not exist/)
  })

  it('when the URL is none', async () => {
    await expect(openDatabase({ url: 'postgres://me:hush@:x/' })).rejects.toThrow(/expected postgres:\/\/USER:PASSWORD@HOST:PORT\/DATABASE/)
  })
})

describe.each(['embedded', 'postgres'] as const)('on %s', (kind) => {
  const openKind = async (): Promise<Database | undefined> => {
    if (kind === 'embedded') return open()
    const server = await realPostgres()
    return server && open({ url: keep(server, (server) => server.dispose()).url })
  }

  it('two transactions at once do not see into each other', async (ctx) => {
    const { dataSource } = (await openKind()) ?? ctx.skip()
    await dataSource.query('CREATE TABLE t (n int)')
    const counts = await Promise.allSettled(
      [1, 2, 3].map((n) =>
        dataSource.transaction(async (manager) => {
          await manager.query('INSERT INTO t VALUES ($1)', [n])
          await manager.query('SELECT pg_sleep(0.01)')
          if (n === 2) throw new Error('changed my mind')
        }),
      ),
    )
    expect(counts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await dataSource.query('SELECT n FROM t ORDER BY n')).toEqual([{ n: 1 }, { n: 3 }])
  })

  it('a failed statement leaves the next one alone, and values arrive alike', async (ctx) => {
    const { dataSource } = (await openKind()) ?? ctx.skip()
    await expect(dataSource.query('SELECT nonsense')).rejects.toMatchObject({ driverError: { code: '42703' } })
    expect(await dataSource.query(`SELECT 9007199254740993::bigint AS b, 1::int AS i, '{"a":1}'::jsonb AS j, $1::text[] AS t, $2::timestamptz AS d`, [['x', 'y"'], new Date(0)])).toEqual([
      { b: '9007199254740993', i: 1, j: { a: 1 }, t: ['x', 'y"'], d: new Date(0) },
    ])
  })
})

it('a restart of PostgreSQL breaks what is under way and nothing that comes after', async (ctx) => {
  const server = keep((await startPostgres()) ?? ctx.skip(), (server) => server.dispose())
  const lost: Error[] = []
  const database = await open({ url: server.url, log: (_message, error) => lost.push(error) })
  await Promise.all([1, 2, 3].map(() => database.dataSource.query('SELECT pg_sleep(0.05)')))
  const under = database.dataSource.query('SELECT pg_sleep(30)')
  const outcome = expect(under).rejects.toThrow()
  await server.stop('immediate')
  await outcome
  // By a new connection, or by one that has not noticed yet.
  await expect(database.ping()).rejects.toThrow(/ECONNREFUSED|terminated/)
  await server.start()
  await database.ping()
  expect(lost.length).toBeGreaterThan(0)
})

it('a server that falls silent fails the query in time, and its connection is not used again', async (ctx) => {
  const server = keep((await realPostgres()) ?? ctx.skip(), (server) => server.dispose())
  const proxy = keep(await silentProxy(server.url), (proxy) => proxy.dispose())
  const database = await open({ url: proxy.url, statementTimeout: 200 })
  await database.ping()
  proxy.silence()
  await expect(database.ping()).rejects.toThrow(/Connection terminated/)
  // The proxy only keeps the old connection silent.
  await database.ping()
  expect(await database.dataSource.query('SELECT 1 AS n')).toEqual([{ n: 1 }])
})

/** Passes bytes to a server, until the connections open at the time fall silent. */
async function silentProxy(target: string): Promise<{ url: string; silence(): void; dispose(): Promise<void> }> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  const proxy = createServer((client) => {
    const upstream = connect(Number(port || 5432), hostname)
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => {}))
    client.pipe(upstream).pipe(client)
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String((proxy.address() as AddressInfo).port)
  return {
    url: url.href,
    silence: () => sockets.forEach((socket) => socket.unpipe().pause()),
    dispose: async () => {
      sockets.forEach((socket) => socket.destroy())
      proxy.close()
      await once(proxy, 'close')
    },
  }
}
