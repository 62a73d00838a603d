import type { ChildProcess } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { endProgram, freePort, startProgram } from '../support/processes.js'
import { subscribeTo } from '../support/subscription.js'
import { until } from '../support/until.js'

const MAIN = join(import.meta.dirname, '../../dist/src/main.js')
const KEY = 'a-key-that-callbacks-are-signed'

let folder: string
let port: number
let server: ChildProcess | undefined

beforeAll(async () => {
  if (!existsSync(MAIN)) throw new Error('Expected a built tree: run `npm run build` first, or `npm test`, which does.')
  folder = await mkdtemp(join(tmpdir(), 'avatargraph-restart-'))
  port = await freePort()
})
afterAll(async () => {
  server?.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

/** Starts the real process on the same folder and port, with an account that is asked nothing here. */
const startServer = () =>
  startProgram(process.execPath, [MAIN, 'serve'], /"AvatarGraph is up"/, {
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      HUAWEI_PROJECT_ID: 'project',
      HUAWEI_ACCESS_KEY: 'access',
      HUAWEI_SECRET_KEY: 'secret',
      HUAWEI_ENDPOINT: 'http://127.0.0.1:9',
      HUAWEI_CALLBACK_KEYS: KEY,
    },
  })

/** Resolves once a subscription is attached. */
const subscribed = () =>
  until(async () => (await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).includes('avatargraph_subscribers{transport="websocket"} 1'), 'a subscription is attached')

/** Posts a signed event, as Huawei would; resolves to the status. */
async function callBack(sequence: number): Promise<number> {
  const time = Math.floor(Date.now() / 1000).toString(16)
  const secret = createHmac('sha256', KEY).update(`127.0.0.1:${port}/callbacks/huawei/live${time}`).digest('hex')
  const message = JSON.stringify({ room_id: 'room', job_id: 'job', scene_script_name: 'Scene', shoot_script_sequence_no: String(sequence), shoot_script_title: `Paragraph ${sequence}` })
  const response = await fetch(`http://127.0.0.1:${port}/callbacks/huawei/live`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hw-mss-secret': secret, 'x-hw-mss-time': time },
    body: JSON.stringify({ event_type: 'SHOOT_SCRIPT_SWITCH', message }),
  })
  return response.status
}

const subscribe = (after?: unknown) =>
  subscribeTo(`ws://127.0.0.1:${port}/graphql`, {
    query: 'subscription ($after: String) { liveProgress(after: $after) { ... on LiveProgress { cursor sequenceNo } } }',
    variables: { after },
  })

it('gives a returning subscriber everything after its cursor, once, after kill -9', async () => {
  server = await startServer()
  expect(await callBack(1)).toBe(200)
  const before = subscribe()
  await subscribed()
  expect(await callBack(2)).toBe(200)
  const seen = (await before.next()).data?.liveProgress as { cursor: string; sequenceNo: number }
  expect(seen.sequenceNo).toBe(2)
  const missed = [3, 4, 5, 6, 7]
  for (const sequence of missed) expect(await callBack(sequence)).toBe(200)

  await endProgram(server, 'SIGKILL')
  await before.ended
  server = await startServer()

  const after = subscribe(seen.cursor)
  for (const sequence of missed) expect((await after.next()).data?.liveProgress?.sequenceNo).toBe(sequence)
  expect(await callBack(8)).toBe(200)
  expect((await after.next()).data?.liveProgress?.sequenceNo).toBe(8)
  after.dispose()

  await endProgram(server, 'SIGTERM')
  expect(server.exitCode).toBe(0)
}, 60_000)
