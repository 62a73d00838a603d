import { existsSync } from 'node:fs'
import { mkdir, realpath, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'
import { lockFolder } from './folder-lock.js'

/** The embedded PostgreSQL, in the shape that TypeORM's postgres driver takes. */
export interface EmbeddedPostgres {
  driver: { Pool: typeof pg.Pool }
  /** Call after the pool has ended. */
  close(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL under a folder, which is made where it is missing, or in memory. A second process on
 * the folder is refused. What was committed survives `kill -9` of the process (not a power failure: PGlite leaves
 * flushing to the operating system).
 */
export async function openEmbedded(dataDir: string | undefined): Promise<EmbeddedPostgres> {
  if (dataDir === undefined || dataDir === 'memory://') {
    const database = await inMemory()
    return { driver: { Pool: poolOf(database) }, close: () => database.close() }
  }
  // The database's own files are readable by others under a common umask; the folder keeps them out.
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const folder = await realpath(dataDir)
  const lock = await lockFolder(folder)
  try {
    const database = await openFiles(folder)
    return {
      driver: { Pool: poolOf(database) },
      close: async () => {
        await database.close()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** A new cluster as a tarball, once this process has made one. */
let fresh: Promise<Blob> | undefined

/** Making a cluster takes a second, unpacking one a third of that; a process that opens many (a test run) makes one. */
async function inMemory(): Promise<PGlite> {
  if (fresh) return PGlite.create({ loadDataDir: await fresh })
  const database = await PGlite.create()
  fresh ??= database.dumpDataDir('none')
  await fresh
  return database
}

/** A marker tells a database whose making was interrupted, which holds nothing yet and cannot be opened. */
async function openFiles(folder: string): Promise<PGlite> {
  const files = join(folder, 'postgres')
  const unfinished = join(folder, 'postgres.unfinished')
  if (existsSync(unfinished)) await rm(files, { recursive: true, force: true })
  if (existsSync(files)) return PGlite.create(files)
  await writeFile(unfinished, '')
  const database = await PGlite.create(files)
  await rm(unfinished)
  return database
}

/**
 * node-postgres' own pool over PGlite's own bridge to it, held to one client: PGlite is one session, so whoever
 * borrows the client has it alone until it is given back, and two transactions never run into each other.
 * (typeorm-pglite has no such turns, and one database a process.) Values arrive as from a server, bigint as a string.
 */
function poolOf(database: PGlite): typeof pg.Pool {
  // The bridge drops the listeners of a connection that ends, so each client gets a connection of its own.
  class EmbeddedClient extends pg.Client {
    constructor(options?: pg.ClientConfig) {
      super({ ...options, ...createPgConfig(database) })
    }
  }
  return class EmbeddedPool extends pg.Pool {
    constructor(options?: pg.PoolConfig) {
      super({ ...options, Client: EmbeddedClient, max: 1, idleTimeoutMillis: 0 })
      // A client that was dropped in the middle of a transaction leaves it open in the one session that there is.
      this.on('connect', (client) => void client.query('ROLLBACK').catch(() => {}))
    }
  }
}
