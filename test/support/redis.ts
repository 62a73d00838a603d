import { execFile, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { createClient } from 'redis'
import { endProgram, freePort, missing, startProgram } from './processes.js'

/** The shared Redis server, with a prefix of the test's own. */
export interface TestRedis {
  url: string
  /** To begin every key and channel with. */
  prefix: string
}

/**
 * The Redis server at `TEST_REDIS_URL`, or at 127.0.0.1:6379. Nothing when there is no server; throws instead when
 * `CI` is set.
 */
export async function realRedis(): Promise<TestRedis | undefined> {
  const url = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379'
  const client = createClient({ url, socket: { connectTimeout: 3_000, reconnectStrategy: false } })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.ping()
  } catch (error) {
    if (process.env.TEST_REDIS_URL) throw error
    return missing('A Redis server (TEST_REDIS_URL, or 127.0.0.1:6379)')
  }
  await client.close()
  return { url, prefix: `avatargraph-test-${randomBytes(6).toString('hex')}:` }
}

/** A Redis server of the test's own, which it may stop and start. It keeps nothing. */
export interface OwnRedis {
  url: string
  stop(): Promise<void>
  start(): Promise<void>
  dispose(): Promise<void>
}

/** A server on a free port. Nothing when Redis is not installed; throws instead when `CI` is set. */
export async function startRedis(): Promise<OwnRedis | undefined> {
  try {
    await promisify(execFile)('redis-server', ['--version'])
  } catch {
    return missing('An installation of Redis (redis-server)')
  }
  const port = await freePort()
  let server: ChildProcess | undefined
  const start = async () => {
    server = await startProgram('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], /ready to accept connections/i)
  }
  const stop = async () => {
    if (server) await endProgram(server, 'SIGKILL')
  }
  await start()
  return { url: `redis://127.0.0.1:${port}`, start, stop, dispose: stop }
}
