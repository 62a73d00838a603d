import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTencentSandbox, type TencentSandbox } from '../../src/sandbox/tencent.js'
import { idOf, mutate } from '../huawei/support.js'
import { startApp } from '../support/app.js'
import { until } from '../support/until.js'
import { open, payloads, reached, SESSIONS } from './live.js'

/** Slow enough for a session to be in preparation when the one who opened it is gone. */
let tencent: TencentSandbox
let environment: Record<string, string>
const folders: string[] = []
beforeAll(async () => {
  tencent = await startTencentSandbox({ speed: 0.4 })
  const { endpoint, appKey, accessToken, projectId } = tencent.settings
  environment = { TENCENT_ENDPOINT: endpoint, TENCENT_APP_KEY: appKey, TENCENT_ACCESS_TOKEN: accessToken, TENCENT_PROJECT_ID: projectId }
})
afterAll(async () => {
  await tencent.close()
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
})

const ready = (nativeId: string) => until(() => tencent.sessions.byId.get(nativeId)?.status === 1, 'the session is ready')

it('a session that was being prepared when the server went is put on air when it is back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'avatargraph-sessions-'))
  folders.push(folder)
  const first = await startApp({ ...environment, DATA_DIR: folder })
  const session = await open(first, { id: idOf('LiveRoom', 'tencent', tencent.settings.projectId), userId: 'me' })
  await reached(first, session.id, 'PREPARING')
  await first.dispose()
  expect(payloads(tencent, `${SESSIONS}/startsession`)).toEqual([])

  const second = await startApp({ ...environment, DATA_DIR: folder })
  try {
    await reached(second, session.id, 'LIVE')
    const { body } = await second.query('query ($id: ID!) { liveSession(id: $id) { userId room { nativeId } } }', { id: session.id })
    expect(body.data).toEqual({ liveSession: { userId: 'me', room: { nativeId: tencent.settings.projectId } } })
  } finally {
    await second.dispose()
  }
})

it('a session that was started elsewhere is watched once it is tracked, and left to its owner', async () => {
  const owner = await startApp(environment)
  const { nativeId } = await open(owner, { id: idOf('LiveRoom', 'tencent', tencent.settings.projectId), userId: 'elsewhere' })
  await owner.dispose()
  tencent.journal.clear()
  await ready(nativeId)

  const app = await startApp(environment)
  try {
    const { job, userErrors } = await mutate<{ job: { id: string; state: string } }>(app, 'trackJob', { vendor: 'TENCENT', kind: 'LIVE_SESSION', nativeId }, 'job { ... on LiveSession { id state room { id } } }')
    expect({ job, userErrors }).toEqual({ job: { id: idOf('LiveSession', 'tencent', nativeId), state: 'READY', room: null }, userErrors: [] })
    await reached(app, job.id, 'READY')
    await until(() => payloads(tencent, `${SESSIONS}/statsession`).length >= 4, 'it was polled again')
    expect(payloads(tencent, `${SESSIONS}/startsession`)).toEqual([])

    const refused = await mutate(app, 'trackJob', { account: 'tencent', kind: 'LIVE_SESSION', nativeId: `room/${nativeId}` }, 'job { __typename }')
    expect(refused).toMatchObject({ job: null, userErrors: [{ code: 'BAD_USER_INPUT', field: 'input.nativeId', message: expect.stringContaining('the id of the session alone') as string }] })
  } finally {
    await app.dispose()
  }
})
