import { hash } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder held by this process. */
export interface FolderLock {
  /** Lets others have the folder. */
  release(): Promise<void>
}

/** Another process holds the folder; the message says which, and what to do. */
export class FolderInUse extends Error {}

/**
 * Holds a folder for this process alone, or rejects with {@link FolderInUse}.
 *
 * What is held is a local socket named after the folder, because the operating system takes that away from a process
 * however it dies; a lock file would outlive `kill -9`, and its process id may by then be somebody else's.
 *
 * @param folder an existing folder's real path
 * @param address where to hold; for tests of the other platforms' ways
 */
export async function lockFolder(folder: string, address = socketAddress(folder)): Promise<FolderLock> {
  const server = (await listen(address)) ?? (await takeOver(address))
  if (!server) throw new FolderInUse(`The data folder ${folder} is in use by another process${await describeHolder(address)}. The embedded database serves one process: stop the other one, give this one another DATA_DIR, or set DATABASE_URL to share a PostgreSQL server.`)
  return {
    release: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}

/** Linux has names without a file and Windows has pipes, and neither goes stale; elsewhere it is a file. */
export function socketAddress(folder: string, platform: NodeJS.Platform = process.platform): string {
  const name = `avatargraph-${hash('sha256', folder).slice(0, 32)}`
  if (platform === 'linux') return `\0${name}`
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`
  return join(tmpdir(), `${name}.sock`)
}

/** The server, or nothing when the address is taken. */
async function listen(address: string): Promise<Server | undefined> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.end(String(process.pid), () => socket.destroy())
  })
  server.unref()
  server.listen(address)
  try {
    await once(server, 'listening')
    return server
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined
    throw error
  }
}

/** A socket file that nobody answers at was left behind by a process that was killed. */
async function takeOver(address: string): Promise<Server | undefined> {
  if (address.startsWith('\0') || address.startsWith('\\') || (await askHolder(address)) !== undefined) return undefined
  await rm(address, { force: true })
  return listen(address)
}

/** The holder's process id, as it says itself; nothing when nobody is there. */
async function askHolder(address: string): Promise<string | undefined> {
  const socket = connect(address)
  try {
    const chunks: Buffer[] = []
    for await (const chunk of socket) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks).toString('utf8')
  } catch {
    return undefined
  }
}

async function describeHolder(address: string): Promise<string> {
  const pid = await askHolder(address)
  return pid ? ` (pid ${pid})` : ''
}
