import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTencentSandbox, type TencentSandbox } from '../../src/sandbox/tencent.js'
import { CHANGES, changeTo } from '../huawei/trainings.js'
import { startApp } from '../support/app.js'
import { trainAvatar } from '../support/tencent.js'

let folder: string
let tencent: TencentSandbox
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avatargraph-tencent-'))
  tencent = await startTencentSandbox()
})
afterAll(async () => {
  await tencent.close()
  await rm(folder, { recursive: true, force: true })
})

const start = () =>
  startApp({
    DATA_DIR: folder,
    TENCENT_ENDPOINT: tencent.settings.endpoint,
    TENCENT_APP_KEY: tencent.settings.appKey,
    TENCENT_ACCESS_TOKEN: tencent.settings.accessToken,
  })

it('a restart keeps the list of trainings, and goes on watching them', async () => {
  const before = await start()
  const { id, nativeId, name } = await trainAvatar(before)
  tencent.moveTraining(nativeId, 'TRAIN:PROCESSING')
  const seen = before.subscribe(CHANGES, { job: id, snapshot: true })
  const { cursor } = await changeTo(seen, 'MAKING TRAIN PROCESSING')
  await before.dispose()

  tencent.moveTraining(nativeId, 'CONFIRM:WAIT_PROCESS')
  const after = await start()
  const { body } = await after.query('{ trainingJobs(filter: { accounts: ["tencent"] }) { nodes { id name requiredAction avatar { edition } } } }')
  expect(body.data).toEqual({ trainingJobs: { nodes: [{ id, name, requiredAction: 'CONFIRM', avatar: { edition: 'STUDIO' } }] } })
  const changes = after.subscribe(CHANGES, { job: id, after: cursor })
  expect(await changeTo(changes, 'MAKING CONFIRM WAIT_PROCESS')).toMatchObject({ previousStatus: 'RUNNING', requiredAction: 'CONFIRM' })
  await after.dispose()
})
