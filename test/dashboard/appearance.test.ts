import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { hasChromium, openBrowser } from '../support/browser.js'
import { huaweiOf } from '../support/huawei.js'
import { buildPages, card, goTo, live, openDesk, sessionKeys, tellOutput, tellParagraph, type DeskOptions } from './desk.js'

const ROOT = join(import.meta.dirname, '../..')
/** Pictures to look at after each run; not kept. */
const SHOTS = join(ROOT, 'test-results/dashboard')
/** Those of the documents are made anew on request: `DOCS_IMAGES=1`. */
const DOCS_IMAGES = process.env.DOCS_IMAGES ? join(ROOT, 'docs/images') : undefined

const KEY = 'the-key-of-an-operator'
const [DESKTOP, PHONE] = [{ width: 1440, height: 900 }, { width: 390, height: 844 }]

/** Each language, each theme and each width comes together with both of the others' choices at least once. */
const DEVICES: (DeskOptions & { name: string })[] = [
  { name: 'desktop light English', viewport: DESKTOP, colorScheme: 'light', locale: 'en-US' },
  { name: 'desktop dark Chinese', viewport: DESKTOP, colorScheme: 'dark', locale: 'zh-CN' },
  { name: 'phone light Chinese', viewport: PHONE, colorScheme: 'light', locale: 'zh-CN' },
  { name: 'phone dark English', viewport: PHONE, colorScheme: 'dark', locale: 'en-US' },
]

let app: TestApp
let browser: Browser
let axe: string
let broken: { name: string; id: string }
let closeBrowser = async () => {}

beforeEach((context) => context.skip(!hasChromium(), 'Chromium is not installed'))

beforeAll(async () => {
  if (!hasChromium()) return
  buildPages()
  await mkdir(DOCS_IMAGES ?? SHOTS, { recursive: true })
  await mkdir(SHOTS, { recursive: true })
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  app = await startApp({ API_KEYS: apiKey('Li Na', 'operator', KEY) })
  const caller = { authorization: `Bearer ${KEY}` }
  const { body: list } = await app.query<{ liveRooms: { nodes: { id: string; name: string; state: string }[] } }>('{ liveRooms(first: 30, filter: { accounts: ["huawei"], kinds: [NORMAL] }) { nodes { id name state } } }', {}, caller)
  const start = 'mutation ($input: StartLiveInput!) { startLive(input: $input) { session { id } userErrors { message } } }'
  const started: { name: string; id: string }[] = []
  for (const { id, name } of list.data!.liveRooms.nodes.filter(({ state }) => state === 'ENABLED').slice(0, 9)) {
    const { body } = await app.query<{ startLive: { session: { id: string } } }>(start, { input: { id } }, caller)
    started.push({ name, id: body.data!.startLive.session.id })
  }
  await app.query(start, { input: { account: 'tencent' } }, caller)
  const [{ name, id } = { name: '', id: '' }] = started
  broken = { name, id }
  const key = huaweiOf(app).settings.callbackKeys[0]!
  for (const state of ['CONNECTING', 'CONNECTED', 'DISCONNECTED']) await tellOutput(app.url, key, sessionKeys(id), state)
  await tellParagraph(app.url, 'a-key-that-is-not-ours', sessionKeys(id), 1)
  ;({ browser, dispose: closeBrowser } = await openBrowser())
}, 120_000)

afterAll(async () => {
  await closeBrowser()
  await app?.dispose()
})

/** The violations that keep somebody from using the page, each with its rule and the elements. */
async function violations(page: Page): Promise<string[]> {
  // Through the debugger, since the page's policy lets no script of others in.
  await page.evaluate(axe)
  const found = await page.evaluate<AxeResults>('axe.run()')
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary}`).join(' | ')}`)
}

const fileOf = (device: string, view: string) => `${view} ${device}.png`.replaceAll(' ', '-').toLowerCase()

describe.each(DEVICES)('on $name', ({ name: device, ...options }) => {
  test('every view can be used by everybody, and is wide enough', async () => {
    const { page, complaints, dispose } = await openDesk(browser, app.url, { ...options, key: KEY })
    onTestFinished(dispose)
    await live(page)
    const look = async (view: string) => {
      await page.waitForLoadState('networkidle')
      await page.screenshot({ path: join(SHOTS, fileOf(device, view)) })
      expect(await violations(page), view).toEqual([])
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      expect(overflow, `${view} is wider than its window by`).toBe(0)
    }
    await card(page, broken.name).waitFor()
    await look('live')
    await goTo(page, 'live', broken.id)
    await page.getByRole('dialog').locator('.timeline li').first().waitFor()
    await look('session')
    await page.keyboard.press('Escape')
    for (const [view, there] of [['jobs', '.job'], ['vendors', '.callback-chart'], ['events', '.log tbody tr']] as const) {
      await goTo(page, view)
      await page.locator(there).first().waitFor()
      await look(view)
    }
    expect(complaints).toEqual([])
  })

  test('so can the form to sign in with', async () => {
    const { page, dispose } = await openDesk(browser, app.url, options)
    onTestFinished(dispose)
    await page.locator('form input').waitFor()
    await page.screenshot({ path: join(SHOTS, fileOf(device, 'sign-in')) })
    expect(await violations(page)).toEqual([])
  })
})

test('the pictures of the documents can be made', async () => {
  for (const [name, options, view, there] of [
    ['dashboard', DEVICES[0], 'live', '.card'],
    ['dashboard-dark', { ...DEVICES[1], locale: 'en-US' }, 'jobs', '.job'],
  ] as const) {
    const { page, dispose } = await openDesk(browser, app.url, { ...options, viewport: { width: 1280, height: 800 }, key: KEY, view })
    await live(page)
    await page.locator(there).first().waitFor()
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: join(DOCS_IMAGES ?? SHOTS, `${name}.png`) })
    await dispose()
  }
})
