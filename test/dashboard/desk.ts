import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { deliver, rtmpChange, scriptSwitch, signed } from '../support/callbacks.js'
import { PAGES_ROOT } from '../support/app.js'
import { keyOf } from '../support/huawei.js'

/** Builds the pages where they are not built yet. */
export function buildPages(): void {
  if (!existsSync(join(PAGES_ROOT, 'dashboard/index.html'))) execFileSync(process.execPath, ['scripts/build.js'], { cwd: join(import.meta.dirname, '../..'), stdio: 'inherit' })
}

/** A dashboard in a browser profile of its own, with all that it complained of. */
export interface OpenDesk {
  page: Page
  /** Errors and warnings of the console, and requests to hosts that are none of ours. */
  complaints: readonly string[]
  dispose: () => Promise<void>
}

/** How a dashboard is opened. */
export interface DeskOptions extends Pick<BrowserContextOptions, 'viewport' | 'colorScheme' | 'locale'> {
  /** What the person has signed in with before. */
  key?: string
  /** The view, as in the address. */
  view?: string
}

/** Opens the dashboard of a server; resolves when it shows the view, or the form to sign in with. */
export async function openDesk(browser: Browser, url: string, { key, view = 'live', ...device }: DeskOptions = {}): Promise<OpenDesk> {
  const profile = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', reducedMotion: 'reduce', ...device })
  const page = await profile.newPage()
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') complaints.push(`asked ${request.url()}`)
  })
  if (key !== undefined) await page.addInitScript(`sessionStorage.setItem('avatargraph-credential', ${JSON.stringify(key)})`)
  await page.goto(`${url}/#/${view}`)
  await page.locator('h1').first().waitFor()
  return { page, complaints, dispose: () => profile.close() }
}

/** Waits until the page follows the events live. */
export const live = (page: Page) => page.locator('.connection.live').waitFor()

/** Goes to a view, or to something open in it, as a link does. */
export const goTo = (page: Page, view: string, open?: string) => page.evaluate(`location.hash = ${JSON.stringify(`#/${view}${open === undefined ? '' : `/${encodeURIComponent(open)}`}`)}`)

/** The card of a session, by the name of its room. */
export const card = (page: Page, name: string) => page.getByRole('article', { name, exact: true })

/** Posts an event of a Huawei session to the front door, signed as the vendor signs it; resolves to the status. */
async function callBack(url: string, key: string, body: object): Promise<number> {
  const target = `${url}/callbacks/huawei/live`
  return (await deliver(target, signed(body, { url: target, key }))).status
}

/** A live session at the simulated Huawei, as its callbacks name it. */
export interface SessionKeys {
  room: string
  session: string
}

/** The vendor's ids inside the global id of a session. */
export function sessionKeys(id: string): SessionKeys {
  const [room = '', session = ''] = keyOf(id).split('/')
  return { room, session }
}

/** The vendor tells that a paragraph is being spoken: `Paragraph <no>` of the scene `Opening`. */
export const tellParagraph = (url: string, key: string, { room, session }: SessionKeys, no: number) => callBack(url, key, scriptSwitch(session, no, room))

/** The vendor tells of the connection of an output, `rtmp://push.example.com/live`. */
export const tellOutput = (url: string, key: string, { room, session }: SessionKeys, state: string) => callBack(url, key, rtmpChange(session, state, 'a-stream-key', room))
