import pg from 'pg'

/** Options of {@link BoundedPool}. */
export interface BoundedPoolOptions extends pg.PoolConfig {
  /** How long a connection may be lent, in milliseconds. */
  lendMillis?: number
}

/**
 * node-postgres' pool, except that a connection that is not given back in time is cut. The server's own statement
 * timeout comes first; this is for a server that fell silent (a pulled cable, a failed-over host), where a query would
 * otherwise wait for TCP to give up, which takes a quarter of an hour.
 */
export class BoundedPool extends pg.Pool {
  constructor({ lendMillis = 30_000, ...options }: BoundedPoolOptions = {}) {
    super(options)
    const lent = new WeakMap<pg.PoolClient, NodeJS.Timeout>()
    this.on('acquire', (client) => {
      // Ending a client with a query under way destroys its socket, which fails the query.
      lent.set(client, setTimeout(() => void (client as unknown as pg.Client).end().catch(() => {}), lendMillis).unref())
    })
    this.on('release', (_error, client) => clearTimeout(lent.get(client)))
  }
}
