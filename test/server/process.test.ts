import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runServer, type ServerProcess } from '../support/server-process.js'
import { enter } from '../support/socket.js'

let folder: string
const runs: ServerProcess[] = []
const run = (...args: Parameters<typeof runServer>) => {
  const server = runServer(...args)
  runs.push(server)
  return server
}
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avatargraph-process-'))
})
afterEach(async () => {
  await Promise.all(runs.splice(0).map((server) => server.dispose()))
  await rm(folder, { recursive: true, force: true })
})

test('a wrong configuration is told whole on stderr, and the exit code is 1', async () => {
  const { code, stdout, stderr } = await run({ PORT: 'http', LOG_LEVEL: 'loud', XINGYUN_APP_ID: 'id', API_KEYS: 'desk:viewer:the-key-itself' }).ended
  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr.split('\n')).toEqual([
    'The configuration has 4 mistakes:',
    expect.stringMatching(/^ {2}- PORT: expected .* got "http"$/),
    expect.stringMatching(/^ {2}- LOG_LEVEL: expected .* got "loud"$/),
    expect.stringMatching(/^ {2}- API_KEYS: entry 1: expected name:role:sha256/),
    expect.stringMatching(/^ {2}- XINGYUN_APP_SECRET: /),
    '',
  ])
  expect(stderr).not.toContain('the-key-itself')
})

test('a command that is none is told what there is', async () => {
  const { code, stderr } = await run({}, ['dance']).ended
  expect(code).toBe(1)
  expect(stderr).toContain('expected serve, migrate, doctor, emit-schema, got "dance"')
})

test('a port that is taken is said in words, and the exit code is 1', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const { port } = holder.address() as AddressInfo
  const { code, stderr } = await run({ PORT: String(port), DATA_DIR: folder }).ended
  holder.close()
  expect({ code, stderr }).toEqual({ code: 1, stderr: `Cannot listen on 127.0.0.1:${port}: another process listens there. Stop it, or set PORT to another port.\n` })
})

test('a database that is not there is said in words without its password, and the exit code is 1', async () => {
  const { code, stderr } = await run({ DATABASE_URL: 'postgres://user:the-password@127.0.0.1:9/name' }).ended
  expect(code).toBe(1)
  expect(stderr).toMatch(/^Cannot open the PostgreSQL database "name" at 127\.0\.0\.1:9 .*ECONNREFUSED.*\n$/)
  expect(stderr).not.toContain('the-password')
})

test('SIGTERM closes in good order: subscribers are told to come back, the exit code is 0, the data folder is free at once', { timeout: 60_000 }, async () => {
  const first = run({ DATA_DIR: folder })
  const url = await first.url
  const socket = await enter(`${url}/graphql`)
  socket.send({ type: 'subscribe', id: '1', payload: { query: 'subscription { liveProgress { __typename } }' } })

  const second = await run({ DATA_DIR: folder }).ended
  expect(second.code).toBe(1)
  expect(second.stderr).toMatch(new RegExp(`^The data folder .* is in use by another process \\(pid ${first.child.pid}\\)\\..* DATA_DIR`))

  first.child.kill('SIGTERM')
  expect(await socket.closed).toEqual({ code: 1001, reason: 'Going away' })
  const { code, stderr } = await first.ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })

  const third = run({ DATA_DIR: folder })
  expect((await fetch(`${await third.url}/readyz`)).status).toBe(200)
})
