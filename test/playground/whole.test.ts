import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PAGES_ROOT, startApp } from '../support/app.js'
import { hasChromium, openBrowser } from '../support/browser.js'

it('runs its three tabs against the whole of AvatarGraph', async (context) => {
  if (!hasChromium()) return context.skip()
  if (!existsSync(join(PAGES_ROOT, 'playground/index.html'))) execFileSync(process.execPath, ['scripts/build.js'], { stdio: 'inherit' })
  const app = await startApp({ SANDBOX_SPEED: '5' })
  const { browser, dispose } = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await page.goto(`${app.url}/graphql`)
    const open = (title: string) => page.locator('.graphiql-tab-button').and(page.getByText(title, { exact: true })).click()
    const run = () => page.getByRole('button', { name: /^Execute query/ }).click()
    const answers = (text: string) => page.locator('.graphiql-response').getByText(text).first().waitFor()

    await page.locator('.graphiql-query-editor .view-line').first().waitFor()
    await run()
    await answers('liveRooms')
    await open('Mutation')
    await run()
    await answers('WAITING')
    await open('Subscription')
    await run()
    await answers('sequenceNo')
    expect(complaints).toEqual([])
  } finally {
    await dispose()
    await app.dispose()
  }
}, 60_000)
