import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../../src/sandbox/huawei.js'
import { startApp, type TestApp } from '../../support/app.js'
import { createWireTap, type WireTap } from '../../support/wire-tap.js'

/** The app with two accounts at simulators of Huawei, `huawei` and `shanghai`, and a tap on the wires between them. */
export interface Stage {
  app: TestApp
  /** The simulator of the account `huawei`. */
  huawei: HuaweiSandbox
  tap: WireTap
  /** The cursor of the `first`-th entity of a list. */
  cursor(list: string, filter: string, first: number): Promise<string>
  dispose(): Promise<void>
}

/** Sets the stage. */
export async function setStage(): Promise<Stage> {
  const [huawei, shanghai, folder] = await Promise.all([startHuaweiSandbox({ speed: 20 }), startHuaweiSandbox({ seed: 2 }), mkdtemp(join(tmpdir(), 'avatargraph-coverage-'))])
  const tap = createWireTap()
  const { projectId, accessKey, secretKey } = shanghai.settings
  const second = { slug: 'shanghai', vendor: 'huawei', region: 'cn-east-3', endpoint: await tap.open(shanghai.settings.endpoint), projectId, accessKey, secretKey }
  await writeFile(join(folder, 'accounts.json'), JSON.stringify([second]))
  const app = await startApp({
    ACCOUNTS_FILE: join(folder, 'accounts.json'),
    HUAWEI_ENDPOINT: await tap.open(huawei.settings.endpoint),
    HUAWEI_PROJECT_ID: huawei.settings.projectId,
    HUAWEI_ACCESS_KEY: huawei.settings.accessKey,
    HUAWEI_SECRET_KEY: huawei.settings.secretKey,
    HUAWEI_CALLBACK_KEYS: huawei.settings.callbackKeys.join(),
  })
  return {
    app,
    huawei,
    tap,
    async cursor(list, filter, first) {
      const document = list.includes('{') ? list : `${list}(first: ${first}, ${filter}) { pageInfo { endCursor } }`
      const { body } = await app.query<Record<string, { pageInfo: { endCursor: string } }>>(`{ list: ${document} }`)
      const cursor = body.data?.list?.pageInfo.endCursor
      if (!cursor) throw new Error(`There is no cursor: ${JSON.stringify(body)}`)
      return cursor
    },
    async dispose() {
      await app.dispose()
      await Promise.all([tap.close(), huawei.close(), shanghai.close(), rm(folder, { recursive: true })])
    },
  }
}
