import { execFileSync, type ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { read } from '../docs/markdown.js'
import { startApp, type TestApp } from '../support/app.js'
import { deliver, scriptSwitch, signed } from '../support/callbacks.js'
import { openEventStream } from '../support/event-stream.js'
import { realPostgres, type TestDatabase } from '../support/postgres.js'
import { endProgram, freePort, missing, startProgram } from '../support/processes.js'
import { realRedis } from '../support/redis.js'
import { subscribeTo } from '../support/subscription.js'

interface Nginx {
  /** What it has written of requests. */
  accessLog(): Promise<string>
  dispose(): Promise<void>
}

/** nginx with the configuration of deploy/ before other replicas than `app` and `app-2`, or nothing where it is not installed. */
async function startNginx(port: number, replicas: readonly string[]): Promise<Nginx | undefined> {
  const program = ['/usr/sbin/nginx', 'nginx'].find(runs)
  if (!program) return missing('nginx')
  const folder = await mkdtemp(join(tmpdir(), 'avatargraph-nginx-'))
  await chmod(folder, 0o755)
  const [first = '', second = ''] = replicas.map((url) => new URL(url).host)
  const file = join(folder, 'nginx.conf')
  const text = read('deploy/nginx/nginx.conf').replaceAll('/tmp/', `${folder}/`).replace('/dev/stdout', `${folder}/access.log`).replace('listen 8080', `listen 127.0.0.1:${port}`).replace('server app:4000', `server ${first}`).replace('server app-2:4000', `server ${second}`)
  await writeFile(file, `${process.getuid?.() === 0 ? 'user root;\n' : ''}${text}`)
  const server: ChildProcess = await startProgram(program, ['-c', file, '-e', 'stderr', '-g', 'daemon off; error_log stderr notice;'], /start worker process/)
  return {
    accessLog: () => readFile(join(folder, 'access.log'), 'utf8'),
    async dispose() {
      await endProgram(server, 'SIGQUIT')
      await rm(folder, { recursive: true })
    },
  }
}

function runs(program: string): boolean {
  try {
    execFileSync(program, ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const CALLBACK_KEY = 'a-callback-key'
const PROGRESS = 'subscription { liveProgress { ... on LiveProgress { sequenceNo } } }'

describe('two replicas behind nginx', () => {
  let database: TestDatabase | undefined
  let nginx: Nginx | undefined
  const replicas: TestApp[] = []
  let url = ''

  beforeAll(async () => {
    database = await realPostgres()
    const redis = await realRedis()
    const port = await freePort()
    if (!database || !redis) return
    url = `http://127.0.0.1:${port}`
    const account = { HUAWEI_ENDPOINT: 'http://127.0.0.1:9', HUAWEI_PROJECT_ID: 'p', HUAWEI_ACCESS_KEY: 'a', HUAWEI_SECRET_KEY: 's', HUAWEI_CALLBACK_KEYS: CALLBACK_KEY }
    const environment = { DATABASE_URL: database.url, REDIS_URL: redis.url, PUBLIC_URL: url, SANDBOX: 'off', ...account }
    replicas.push(await startApp(environment), await startApp(environment))
    nginx = await startNginx(port, replicas.map((replica) => replica.url))
  })
  afterAll(async () => {
    await nginx?.dispose()
    await Promise.all(replicas.map((replica) => replica.dispose()))
    await database?.dispose()
  })

  test('an event that comes in by one address reaches subscribers over WebSocket and over an event stream, whichever replica they are at', async ({ skip }) => {
    if (!nginx) return skip()
    const socket = subscribeTo(`${url.replace('http', 'ws')}/graphql`, { query: PROGRESS })
    const stream = await openEventStream(url, { query: PROGRESS })
    try {
      // The one with the fewest connections gets the next: each replica has one.
      await Promise.all(replicas.map((replica) => replica.subscribers(1)))
      const target = `${url}/callbacks/huawei/live`
      const answer = await deliver(target, signed(scriptSwitch('session-1', 7), { url: target, key: CALLBACK_KEY, auth: 'MSS_A' }))
      expect([answer.status, answer.headers.get('x-request-id')]).toEqual([200, expect.stringMatching(/^[0-9a-f]{32}$/)])
      expect((await socket.next()).data?.liveProgress).toEqual({ sequenceNo: 7 })
      expect((await stream.result()).data?.liveProgress).toEqual({ sequenceNo: 7 })
    } finally {
      socket.dispose()
      stream.dispose()
    }
  })

  test('the log of requests has no signature of a callback', async ({ skip }) => {
    if (!nginx) return skip()
    const log = await nginx.accessLog()
    expect(log).toContain('"POST /callbacks/huawei/live" 200')
    expect(log).not.toContain('hwSecret')
  })

  test('when a replica goes, queries are answered by the other', async ({ skip }) => {
    if (!nginx) return skip()
    const ask = async () => (await fetch(`${url}/graphql?query=${encodeURIComponent('{ vendorAccounts { slug } }')}`)).status
    expect(await ask()).toBe(200)
    await replicas[1]!.dispose()
    expect(await Promise.all([ask(), ask(), ask(), ask()])).toEqual([200, 200, 200, 200])
  })

  test('figures of one replica are not shown to the world', async ({ skip }) => {
    if (!nginx) return skip()
    expect((await fetch(`${url}/metrics`)).status).toBe(404)
  })
})
