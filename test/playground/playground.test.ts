import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { hasChromium, openBrowser } from '../support/browser.js'
import { openSmallGraph } from './small-graph.js'

const project = join(import.meta.dirname, '../..')

let browser: Browser
let closeBrowser = async () => {}

beforeEach((context) => context.skip(!hasChromium(), 'Chromium is not installed'))

beforeAll(async () => {
  if (!hasChromium()) return
  if (!existsSync(join(project, 'dist/pages/playground/index.html'))) {
    execFileSync(process.execPath, ['scripts/build.js'], { cwd: project, stdio: 'inherit' })
  }
  const opened = await openBrowser()
  browser = opened.browser
  closeBrowser = opened.dispose
}, 120_000)

afterAll(() => closeBrowser())

/** The playground of a fresh small graph in a fresh browser profile, with all that it asked for and complained of. */
async function openPlayground(options?: Parameters<typeof openSmallGraph>[0]) {
  const graph = await openSmallGraph(options)
  onTestFinished(graph.dispose)
  const profile = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  onTestFinished(() => profile.close())

  const foreignRequests: string[] = []
  const complaints: string[] = []
  const own = new URL(graph.url).host
  await profile.route(
    (url) => url.protocol.startsWith('http') && url.host !== own,
    (route) => {
      foreignRequests.push(route.request().url())
      return route.abort()
    },
  )
  const page = await profile.newPage()
  page.setDefaultTimeout(10_000)
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== own) foreignRequests.push(socket.url())
  })
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))

  await page.goto(`${graph.url}/graphql`)
  await page.locator('.graphiql-query-editor .view-line').first().waitFor()
  return { graph, page, foreignRequests, complaints }
}

const tabs = (page: Page) => page.locator('.graphiql-tab-button')
const tabTitles = (page: Page) => tabs(page).allTextContents()
const openTab = (page: Page, title: string) => tabs(page).and(page.getByText(title, { exact: true })).click()
const run = (page: Page) => page.getByRole('button', { name: /^Execute query/ }).click()
const stop = (page: Page) => page.getByRole('button', { name: /^Stop query/ }).click()

/** Waits until the editor in the given part of the page shows the text. */
const shown = (page: Page, part: 'query-editor' | 'response' | 'editor-tool', text: string) =>
  page.locator(`.graphiql-${part}`).getByText(text).first().waitFor()

describe('the playground in a browser', () => {
  test('opens with three prepared tabs, complains of nothing and asks no other host', async () => {
    const { page, foreignRequests, complaints } = await openPlayground()

    expect(await tabTitles(page)).toEqual(['Query', 'Mutation', 'Subscription'])
    await shown(page, 'query-editor', 'liveRooms')
    expect(complaints).toEqual([])
    expect(foreignRequests).toEqual([])
  })

  test('runs the prepared query, mutation and subscription', async () => {
    const { graph, page, foreignRequests, complaints } = await openPlayground()

    await run(page)
    await shown(page, 'response', '"Morning show"')
    await shown(page, 'response', '"no answer within 10 s"')

    await openTab(page, 'Mutation')
    await shown(page, 'editor-tool', '"room-1"')
    await run(page)
    await shown(page, 'response', '"session-of-room-1"')

    await openTab(page, 'Subscription')
    const attached = graph.nextSubscription()
    await run(page)
    await attached
    graph.publish({ paragraphTitle: 'Welcome', sequenceNo: 1 })
    await shown(page, 'response', '"Welcome"')
    graph.publish({ paragraphTitle: 'Farewell', sequenceNo: 2 })
    await shown(page, 'response', '"Farewell"')
    await stop(page)
    await expect.poll(graph.subscriptions).toBe(0)

    expect(complaints).toEqual([])
    expect(foreignRequests).toEqual([])
  })

  test('sends the typed authorization header with a query, and as connectionParams with a subscription', async () => {
    const { graph, page } = await openPlayground({ callers: ['Bearer first', 'Bearer second'] })
    await openTab(page, 'Subscription')

    for (const [sequenceNo, caller] of ['Bearer first', 'Bearer second'].entries()) {
      await typeHeaders(page, { Authorization: caller })
      const attached = graph.nextSubscription()
      await run(page)
      await attached
      graph.publish({ paragraphTitle: `For ${caller}`, sequenceNo })
      await shown(page, 'response', `"For ${caller}"`)
      await stop(page)
    }

    expect(graph.connectionParams).toEqual([{ authorization: 'Bearer first' }, { authorization: 'Bearer second' }])
  })

  test('sends the key of its box with everything that has no header of its own, keeps it in the tab, and forgets it', async () => {
    const { graph, page, foreignRequests } = await openPlayground({ callers: ['Bearer a-key', 'Bearer another'] })
    await run(page)
    await shown(page, 'response', '"who are you?"')

    await page.getByLabel('API key or token').fill('a-key')
    await page.getByRole('button', { name: 'Use', exact: true }).click()
    await page.locator('.graphiql-query-editor .view-line').first().waitFor()
    await run(page)
    await shown(page, 'response', '"Morning show"')
    await openTab(page, 'Subscription')
    const attached = graph.nextSubscription()
    await run(page)
    await attached
    expect(graph.connectionParams).toEqual([{ authorization: 'Bearer a-key' }])
    await stop(page)

    await page.reload()
    await page.getByRole('button', { name: 'Forget' }).click()
    await page.getByRole('button', { name: 'Use', exact: true }).waitFor()
    await page.locator('.graphiql-query-editor .view-line').first().waitFor()
    await openTab(page, 'Query')
    await shown(page, 'query-editor', 'unavailable')
    await run(page)
    await shown(page, 'response', '"who are you?"')
    expect(foreignRequests).toEqual([])
  })

  test('explains the graph: the documentation explorer finds a type and shows its fields', async () => {
    const { page, complaints } = await openPlayground()
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
    const explorer = page.locator('.graphiql-doc-explorer')
    await explorer.getByRole('link', { name: 'Query', exact: true }).click()
    await explorer.getByText('liveRooms').first().waitFor()
    await explorer.getByRole('link', { name: 'LiveRoomConnection' }).first().click()
    await explorer.getByText('unavailable').first().waitFor()
    expect(complaints).toEqual([])
  })

  test('shows the placeholder and the refusal when the graph does not know the caller', async () => {
    const { graph, page } = await openPlayground({ callers: ['Bearer right'] })

    await openTab(page, 'Mutation')
    await shown(page, 'editor-tool', '"the id of a room, from the Query tab"')
    await run(page)
    await shown(page, 'response', '"who are you?"')

    await openTab(page, 'Subscription')
    await typeHeaders(page, { authorization: 'Bearer wrong' })
    await run(page)
    await shown(page, 'response', 'closed: 4403 Forbidden')
    expect(graph.connectionParams).toEqual([{ authorization: 'Bearer wrong' }])
  })

  test('keeps what a person changed for the next visit', async () => {
    const { page } = await openPlayground()
    await openTab(page, 'Mutation')
    await page.getByRole('button', { name: 'Close Tab' }).click()
    await expect.poll(() => tabTitles(page)).toEqual(['Query', 'Subscription'])

    // GraphiQL writes its tabs down a moment after the change.
    await expect.poll(async () => JSON.stringify(await page.context().storageState())).not.toContain('mutation Mutation')

    await page.reload()
    await page.locator('.graphiql-query-editor .view-line').first().waitFor()

    expect(await tabTitles(page)).toEqual(['Query', 'Subscription'])
  })
})

async function typeHeaders(page: Page, headers: Record<string, string>) {
  await page.getByRole('button', { name: 'Headers' }).click()
  await page.locator('.graphiql-editor-tool .graphiql-editor:visible').click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('Delete')
  // In one piece: typed character by character, the editor would close quotes and braces a second time.
  await page.keyboard.insertText(JSON.stringify(headers))
  await shown(page, 'editor-tool', Object.values(headers)[0]!)
}
