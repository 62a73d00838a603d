import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { hasChromium, openBrowser } from '../support/browser.js'
import { huaweiOf, requestsOf } from '../support/huawei.js'
import { until } from '../support/until.js'
import { buildPages, card, goTo, live, openDesk, sessionKeys, tellOutput, tellParagraph, type DeskOptions, type SessionKeys } from './desk.js'

const KEYS = { viewer: 'the-key-of-a-viewer', operator: 'the-key-of-an-operator', relay: 'the-key-of-a-relay' }
const asOperator = { authorization: `Bearer ${KEYS.operator}` }

let app: TestApp
let browser: Browser
let callbackKey: string
let rooms: { id: string; name: string }[]
let closeBrowser = async () => {}

beforeEach((context) => context.skip(!hasChromium(), 'Chromium is not installed'))

beforeAll(async () => {
  if (!hasChromium()) return
  buildPages()
  app = await startApp({ API_KEYS: Object.entries(KEYS).map(([role, key]) => apiKey(`the ${role}`, role, key)).join(',') })
  callbackKey = huaweiOf(app).settings.callbackKeys[0]!
  const { body } = await app.query<{ liveRooms: { nodes: { id: string; name: string; state: string; kind: string }[] } }>('{ liveRooms(first: 30, filter: { accounts: ["huawei"] }) { nodes { id name state kind } } }', {}, asOperator)
  rooms = body.data!.liveRooms.nodes.filter(({ state, kind }) => state === 'ENABLED' && kind === 'NORMAL')
  ;({ browser, dispose: closeBrowser } = await openBrowser())
}, 120_000)

afterAll(async () => {
  await closeBrowser()
  await app?.dispose()
})

/** Starts a session in a room that no test has used; the simulator plays its script at its usual pace. */
async function startSession(): Promise<{ id: string; name: string; keys: SessionKeys }> {
  const room = rooms.shift()!
  const { body } = await app.query<{ startLive: { session: { id: string } } }>('mutation ($id: ID!) { startLive(input: { id: $id }) { session { id } } }', { id: room.id }, asOperator)
  const { id } = body.data!.startLive.session
  return { id, name: room.name, keys: sessionKeys(id) }
}

/** The dashboard as somebody sees it; closed when the test ends. */
async function open(role: keyof typeof KEYS | undefined, options: DeskOptions = {}) {
  const desk = await openDesk(browser, app.url, { ...options, ...(role && { key: KEYS[role] }) })
  onTestFinished(desk.dispose)
  return desk
}

const openCard = async (page: Page, name: string) => {
  await card(page, name).getByRole('link', { name }).click()
  await page.getByRole('dialog', { name }).waitFor()
}

describe('signing in', () => {
  test('is asked for, refused with the reason, kept through a reload, and ended', async () => {
    const { page } = await open(undefined)
    const field = page.getByLabel('API key or token')
    const submit = page.getByRole('button', { name: 'Sign in' })
    await field.fill('not-a-key')
    await submit.click()
    await page.getByRole('alert').getByText('The API key is not known here').waitFor()
    await field.fill(KEYS.relay)
    await submit.click()
    await page.getByRole('alert').getByText('A relay key may only pass on messages').waitFor()
    await field.fill(KEYS.viewer)
    await submit.click()
    await page.getByText('the viewer · viewer').waitFor()

    await page.reload()
    await page.getByText('the viewer · viewer').waitFor()
    expect(await page.evaluate<string>('JSON.stringify(localStorage)')).not.toContain(KEYS.viewer)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await field.waitFor()
    expect(await page.evaluate<number>('sessionStorage.length')).toBe(0)
  })
})

describe('the page', () => {
  test.each(['live', 'jobs', 'vendors', 'events'])('%s opens without a complaint, and asks nobody outside this machine', async (view) => {
    const { page, complaints } = await open('operator', { view })
    await live(page)
    await page.waitForLoadState('networkidle')
    expect(complaints).toEqual([])
  })

  test('speaks the language of the browser, changes it on request, and remembers', async () => {
    const { page } = await open('viewer', { locale: 'zh-CN' })
    await page.getByRole('heading', { level: 1, name: '直播墙' }).waitFor()
    expect(await page.evaluate<string>('document.documentElement.lang')).toBe('zh-Hans')
    await page.getByLabel('语言').selectOption('en')
    await page.getByRole('heading', { level: 1, name: 'Live wall' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Live wall' }).waitFor()
  })

  test('is worked by keyboard: to the content, into a card, and back to it', async () => {
    const { name } = await startSession()
    const { page } = await open('viewer')
    await live(page)
    await card(page, name).waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Skip to content')
    await page.keyboard.press('Enter')
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('content')
    await card(page, name).getByRole('link').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe(name)
  })
})

describe('the live wall', () => {
  test('shows a callback that is posted through the front door within a second', async () => {
    const { name, keys } = await startSession()
    const { page } = await open('viewer')
    await live(page)
    await card(page, name).getByText('No word of the script yet').or(card(page, name).getByRole('progressbar')).first().waitFor()
    const began = performance.now()
    expect(await tellParagraph(app.url, callbackKey, keys, 42)).toBe(200)
    await card(page, name).getByText('42. Paragraph 42').waitFor()
    const took = performance.now() - began
    console.log(`a callback was on the screen after ${Math.round(took)} ms`)
    expect(took).toBeLessThan(1000)
  })

  test('cannot be looked at without seeing that an output is disconnected: the card, the alert, the title, the number', async () => {
    const { name, keys } = await startSession()
    const { page } = await open('viewer', { view: 'jobs' })
    await live(page)
    await tellOutput(app.url, callbackKey, keys, 'DISCONNECTED')
    await page.getByRole('alert').getByText('rtmp://push.example.com/live').waitFor()
    expect(await page.title()).toContain('⚠ 1 output down')
    await page.getByRole('alert').getByRole('link', { name: new RegExp(name) }).click()
    await page.getByRole('dialog', { name }).getByText('Disconnected').first().waitFor()
    await page.keyboard.press('Escape')
    await card(page, name).getByText('Disconnected').waitFor()

    await tellOutput(app.url, callbackKey, keys, 'RECONNECTING')
    await tellOutput(app.url, callbackKey, keys, 'CONNECTED')
    await page.getByText('Outputs are connected again').waitFor()
    expect(await page.title()).toBe('AvatarGraph')
    const strip = card(page, name).getByRole('img', { name: /Disconnected .*Reconnecting .*Connected/ })
    await strip.waitFor()
  })

  test('gets a card when a session is started elsewhere, and puts it aside when it has ended', async () => {
    const { page } = await open('viewer')
    await live(page)
    const { id, name } = await startSession()
    await card(page, name).waitFor()
    await app.query('mutation ($id: ID!) { stopLive(input: { id: $id }) { session { id } } }', { id }, asOperator)
    await page.getByText('Ended while you watched').waitFor()
    await card(page, name).waitFor({ state: 'hidden' })
  })
})

describe('a session, opened', () => {
  test('lets an operator speak, change the output and stop; the vendor gets it, and the timeline shows what came of it', async () => {
    const { name } = await startSession()
    const { page, complaints } = await open('operator')
    await openCard(page, name)
    const dialog = page.getByRole('dialog', { name })
    await dialog.locator('.badge', { hasText: /On air$/ }).first().waitFor()

    await dialog.getByRole('button', { name: 'Speak' }).click()
    await dialog.getByLabel('What shall the avatar say?').fill('Good evening, friends.')
    await dialog.getByRole('button', { name: 'Say it' }).click()
    await dialog.getByText('Sent.').waitFor()
    await dialog.getByText(/^Reply .* was spoken$/).first().waitFor()

    await dialog.getByRole('button', { name: 'Change output' }).click()
    await dialog.getByLabel('RTMP address').fill('rtmp://elsewhere.example.com/live')
    await dialog.getByRole('button', { name: 'Change', exact: true }).click()
    await dialog.getByText('elsewhere.example.com/live').first().waitFor()

    await dialog.getByRole('button', { name: 'Stop session' }).click()
    await dialog.getByRole('button', { name: 'Stop it' }).click()
    await dialog.locator('.badge', { hasText: /Ended$/ }).first().waitFor()
    const bodies = requestsOf(huaweiOf(app), 'executeSmartLiveCommand').map(({ body }) => JSON.stringify(body))
    expect(bodies.some((body) => body.includes('Good evening, friends.'))).toBe(true)
    expect(bodies.some((body) => body.includes('rtmp://elsewhere.example.com/live'))).toBe(true)
    expect(complaints).toEqual([])
  })

  test('shows a viewer no button, and says why', async () => {
    const { name } = await startSession()
    const { page } = await open('viewer')
    await openCard(page, name)
    const dialog = page.getByRole('dialog', { name })
    await dialog.getByText('You are signed in as a viewer').waitFor()
    expect(await dialog.getByRole('button').allTextContents()).toEqual([''])
  })

  test('says of a link to nothing that there is nothing, however it is written, and closes to the wall', async () => {
    const { page, complaints } = await open('viewer')
    await live(page)
    for (const written of ['nothing', '%6eothing', '%']) {
      await page.evaluate(`location.hash = '#/live/${written}'`)
      const dialog = page.getByRole('dialog')
      await dialog.getByText('This session is not on the wall any more.').waitFor()
      await dialog.getByRole('button', { name: 'Close' }).click()
      await page.waitForFunction(`location.hash === '#/live'`)
      await dialog.waitFor({ state: 'detached' })
    }
    expect(complaints).toEqual([])
  })

  test('offers only what its vendor can do: Tencent falls silent, SenseTime takes no command', async () => {
    const start = 'mutation ($input: StartLiveInput!) { startLive(input: $input) { session { nativeId } userErrors { message } } }'
    const script = { version: '0.0.1', recycle: 1, sceneList: [{ tts_query: { content: 'Welcome.', ssml: false } }] }
    const { page } = await open('operator')
    await live(page)
    for (const [input, buttons] of [
      [{ account: 'tencent' }, ['Speak', 'Fall silent', 'Stop session']],
      [{ account: 'sensetime', script }, ['Stop session']],
    ] as const) {
      const { body } = await app.query<{ startLive: { session: { nativeId: string } } }>(start, { input }, asOperator)
      const name = `Session ${body.data!.startLive.session.nativeId.slice(-6)}`
      // Neither tells of it by itself before it is ready; the tracker finds out.
      await page.reload()
      await page.locator('.card').first().waitFor()
      await goTo(page, 'live', await idOfNative(body.data!.startLive.session.nativeId))
      const actions = page.getByRole('dialog').getByRole('region', { name: 'Operate' })
      await actions.waitFor()
      expect(await actions.getByRole('button').allTextContents(), name).toEqual(buttons)
      await page.keyboard.press('Escape')
    }
  })
})

/** The global id of a session that a list shows. */
async function idOfNative(nativeId: string): Promise<string> {
  const { body } = await app.query<{ liveSessions: { nodes: { id: string; nativeId: string }[] } }>('{ liveSessions(first: 100, filter: { statuses: [WAITING, PREPARING, READY, LIVE] }) { nodes { id nativeId } } }', {}, asOperator)
  return body.data!.liveSessions.nodes.find((session) => session.nativeId === nativeId)!.id
}

describe('a training that waits for its judgement', () => {
  /** A training of the simulated world that waits to be confirmed. */
  const waiting = () => huaweiOf(app).world.avatars.all.find(({ state }) => state === 'WAIT_USER_CONFIRM')!

  test('is shown to a viewer with its film and without a button', async () => {
    const { page } = await open('viewer', { view: 'jobs' })
    const training = card(page, waiting().name)
    await training.getByText('Judge the result').waitFor()
    await training.getByRole('img', { name: `Film of ${waiting().name}` }).waitFor()
    await training.getByText('You are signed in as a viewer').waitFor()
    expect(await training.getByRole('button').count()).toBe(0)
  })

  test('is confirmed by an operator, and every other page sees it', async () => {
    const { name, id } = waiting()
    const operator = await open('operator', { view: 'jobs' })
    const viewer = await open('viewer', { view: 'jobs' })
    await live(viewer.page)
    await card(viewer.page, name).getByText('Needs you').waitFor()
    await card(operator.page, name).getByRole('button', { name: 'Confirm' }).click()
    await card(operator.page, name).getByText('Confirmed.').waitFor()
    await until(() => huaweiOf(app).world.avatars.byId.get(id)?.state === 'JOB_FINISH', 'the vendor knows of it')
    await card(viewer.page, name).getByText('Needs you').waitFor({ state: 'detached' })
  })
})

describe('the vendors', () => {
  test('show what was refused at the front door', async () => {
    const { keys } = await startSession()
    const { page } = await open('viewer', { view: 'vendors' })
    const huawei = page.getByRole('article', { name: 'Huawei, huawei' })
    await huawei.getByRole('img', { name: /^Callbacks in the last ten minutes/ }).waitFor()
    expect(await tellParagraph(app.url, 'a-key-that-is-not-ours', keys, 1)).toBe(401)
    await huawei.getByText(/▼ [1-9]\d* refused/).waitFor()
  })
})

describe('the events', () => {
  test('are filtered and searched, come by themselves, and stand still when told to', async () => {
    const { name, keys } = await startSession()
    const { page } = await open('viewer', { view: 'events' })
    await live(page)
    await page.getByLabel('Type').selectOption({ label: 'Output' })
    await tellOutput(app.url, callbackKey, keys, 'CONNECTING')
    await page.getByRole('row').filter({ hasText: 'rtmp://push.example.com/live' }).filter({ hasText: name }).first().waitFor()
    await page.getByLabel('Type').selectOption({ label: 'Progress' })
    await tellParagraph(app.url, callbackKey, keys, 77)
    await page.getByRole('row').filter({ hasText: '77. Paragraph 77' }).waitFor()
    await page.getByRole('searchbox').fill('paragraph 77')
    await until(async () => (await page.locator('tbody tr').count()) === 1, 'one row is left')

    await page.getByRole('button', { name: 'Hold still' }).click()
    await tellParagraph(app.url, callbackKey, keys, 78)
    await page.getByRole('button', { name: /^Show [1-9]\d* new$/ }).click()
    await page.getByRole('searchbox').fill('paragraph 78')
    await page.getByRole('row').filter({ hasText: '78. Paragraph 78' }).waitFor()
  })
})
