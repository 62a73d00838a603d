import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { startApp, type TestApp } from '../support/app.js'
import { hasChromium, openBrowser } from '../support/browser.js'
import { freePort } from '../support/processes.js'
import { until } from '../support/until.js'
import { buildPages, card, live, openDesk, sessionKeys, tellParagraph, type OpenDesk, type SessionKeys } from './desk.js'

let huawei: HuaweiSandbox
let folder: string
let environment: Record<string, string>
let app: TestApp
let browser: Browser
let desk: OpenDesk
let session: { name: string; keys: SessionKeys }
let closeBrowser = async () => {}

beforeEach((context) => context.skip(!hasChromium(), 'Chromium is not installed'))

beforeAll(async () => {
  if (!hasChromium()) return
  buildPages()
  // The vendor outlives the server, and is slow enough to tell nothing by itself.
  huawei = await startHuaweiSandbox({ speed: 0.01 })
  folder = await mkdtemp(join(tmpdir(), 'dashboard-'))
  const { endpoint, projectId, accessKey, secretKey, callbackKeys } = huawei.settings
  environment = {
    PORT: String(await freePort()),
    DATA_DIR: join(folder, 'data'),
    SANDBOX: 'off',
    HUAWEI_ENDPOINT: endpoint,
    HUAWEI_PROJECT_ID: projectId,
    HUAWEI_ACCESS_KEY: accessKey,
    HUAWEI_SECRET_KEY: secretKey,
    HUAWEI_CALLBACK_KEYS: callbackKeys.join(','),
  }
  app = await startApp(environment)
  const { body: list } = await app.query<{ liveRooms: { nodes: { id: string; name: string; state: string }[] } }>('{ liveRooms(first: 5) { nodes { id name state } } }')
  const room = list.data!.liveRooms.nodes.find(({ state }) => state === 'ENABLED')!
  const { body } = await app.query<{ startLive: { session: { id: string } } }>('mutation ($id: ID!) { startLive(input: { id: $id }) { session { id } } }', { id: room.id })
  session = { name: room.name, keys: sessionKeys(body.data!.startLive.session.id) }
  ;({ browser, dispose: closeBrowser } = await openBrowser())
  desk = await openDesk(browser, app.url)
  // What the connection was in, one after the other, however briefly.
  await desk.page.evaluate(`{
    window.phases = []
    const shown = document.querySelector('.connection')
    new MutationObserver(() => phases.push(shown.className.replace('connection ', ''))).observe(shown, { attributeFilter: ['class'] })
  }`)
}, 120_000)

afterAll(async () => {
  await closeBrowser()
  await app?.dispose()
  await huawei?.close()
  if (folder) await rm(folder, { recursive: true, force: true })
})

const tell = (no: number) => tellParagraph(app.url, huawei.settings.callbackKeys[0]!, session.keys, no)
const spoken = (no: number) => card(desk.page, session.name).getByText(`${no}. Paragraph ${no}`)
const phases = () => desk.page.evaluate<string[]>('phases')

test('a restart of the server loses nothing on the screen, and what was told meanwhile comes after it, once and in order', async () => {
  const { page } = desk
  await live(page)
  expect(await tell(101)).toBe(200)
  await spoken(101).waitFor()

  await app.dispose()
  await page.locator('.connection.broken').waitFor()
  await page.getByText('nothing on this page is lost').waitFor()
  expect(await spoken(101).isVisible()).toBe(true)

  app = await startApp(environment)
  for (const no of [102, 103, 104]) expect(await tell(no)).toBe(200)
  await spoken(104).waitFor()
  await live(page)
  expect(await tell(105)).toBe(200)
  await spoken(105).waitFor()

  const seen = await phases()
  expect(seen.slice(-2)).toEqual(['catching-up', 'live'])
  expect(seen).toContain('broken')
  await page.getByRole('link', { name: 'Events' }).click()
  await page.getByRole('searchbox').fill('. Paragraph 10')
  const rows = page.locator('tbody tr .what')
  await until(async () => (await rows.count()) === 5, 'five rows are found')
  expect(await rows.allTextContents()).toEqual([105, 104, 103, 102, 101].map((no) => `Opening · ${no}. Paragraph ${no}`))
})

test('a loss is said with its place, and everything is read anew', async () => {
  const { page } = desk
  await page.getByRole('link', { name: 'Live wall' }).click()
  await app.dispose()
  app = await startApp({ ...environment, DATA_DIR: 'memory://' })
  const alert = page.getByRole('alert').filter({ hasText: 'the event log was replaced' })
  await alert.getByText(/Missed from \S+ to an unknown place/).waitFor()
  await live(page)
  // The new log knows nothing of the script; the vendor still knows of the session.
  await card(page, session.name).getByText('No word of the script yet').or(card(page, session.name).locator('.scene', { hasText: 'No word' })).first().waitFor()
  expect(await tell(106)).toBe(200)
  await spoken(106).waitFor()
  await alert.getByRole('button', { name: 'Understood' }).click()
  await alert.waitFor({ state: 'detached' })
})
