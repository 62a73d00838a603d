import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '../../src/db/data-source.js'
import { lockFolder, socketAddress } from '../../src/db/folder-lock.js'
import { migrate } from '../../src/db/migrate.js'
import { openEventLog } from '../../src/events/log.js'
import { textOf } from '../events/harness.js'
import { endProgram, startProgram } from '../support/processes.js'

let folder: string
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'avatargraph-data-')))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const hold = () => startProgram(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('hold-folder.ts', import.meta.url)), folder], /holding/)

it('a second process on a data folder is refused, and told by whom; after kill -9 of the first, what it stored is there at once', async () => {
  const holder = await hold()
  await expect(openDatabase({ dataDir: folder })).rejects.toThrow(`The data folder ${folder} is in use by another process (pid ${holder.pid}). The embedded database serves one process: stop the other one, give this one another DATA_DIR, or set DATABASE_URL`)
  await endProgram(holder, 'SIGKILL')

  const database = await openDatabase({ dataDir: folder })
  expect(await migrate(database)).toEqual([])
  const log = await openEventLog(database)
  expect((await log.read({ after: 0, limit: 10 })).map(textOf)).toEqual(['durable'])
  await database.close()
})

it('a data folder is free again once it was closed, and is made where it is missing', async () => {
  const dataDir = join(folder, 'a', 'b')
  for (const fresh of [true, false]) {
    const database = await openDatabase({ dataDir })
    expect((await migrate(database)).length > 0).toBe(fresh)
    await database.close()
  }
})

it('a database whose making was interrupted is made anew', async () => {
  await writeFile(join(folder, 'postgres.unfinished'), '')
  await writeFile(join(folder, 'postgres'), 'not a database')
  const database = await openDatabase({ dataDir: folder })
  await database.ping()
  await database.close()
})

it('where the holding socket is a file, one left behind by a killed process is no obstacle, and a live one is', async () => {
  const address = join(folder, 'lock.sock')
  const killed = await startProgram(process.execPath, ['-e', `require('net').createServer().listen(${JSON.stringify(address)}, () => console.log('up'))`], /up/)
  await endProgram(killed, 'SIGKILL')
  const lock = await lockFolder(folder, address)
  await expect(lockFolder(folder, address)).rejects.toThrow(`(pid ${process.pid})`)
  await lock.release()
  await (await lockFolder(folder, address)).release()
})

it('a folder has one address on each platform', () => {
  expect(socketAddress('/a', 'linux')).toMatch(/^\0avatargraph-[0-9a-f]{32}$/)
  expect(socketAddress('/a', 'win32')).toMatch(/^\\\\\.\\pipe\\avatargraph-[0-9a-f]{32}$/)
  expect(socketAddress('/a', 'darwin')).toMatch(/avatargraph-[0-9a-f]{32}\.sock$/)
  expect(socketAddress('/a')).not.toBe(socketAddress('/b'))
})
