import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.js'
import { hasChromium, openBrowser } from '../support/browser.js'
import { until } from '../support/until.js'
import { buildPages, openDesk } from './desk.js'

let app: TestApp

beforeAll(async () => {
  app = await startApp({}, { demo: true })
}, 60_000)
afterAll(() => app.dispose())

const LIST = '{ liveSessions(first: 50, filter: { statuses: [WAITING, PREPARING, READY, LIVE] }) { nodes { vendor state } } }'

test('a newcomer finds sessions running at every simulated vendor that has any', async () => {
  await until(async () => {
    const { body } = await app.query<{ liveSessions: { nodes: { vendor: string; state: string }[] } }>(LIST)
    const of = (vendor: string, state: string) => body.data!.liveSessions.nodes.filter((session) => session.vendor === vendor && session.state === state).length
    return of('HUAWEI', 'LIVE') === 4 && of('TENCENT', 'LIVE') === 1 && of('SENSETIME', 'READY') === 1
  }, 'six sessions are under way')
  expect(app.logs.filter(({ msg }) => msg.includes('demonstration'))).toEqual([])
})

test('the room that the README starts a session in is left free', async () => {
  const id = 'TGl2ZVJvb206aHVhd2VpOjBmMzA3NjRmYWNkNGEzN2JhZTliOTliNzk2ODlhYmQ3'
  const { body } = await app.query('mutation ($id: ID!) { startLive(input: { id: $id }) { session { id } userErrors { message } } }', { id })
  expect(body.data).toMatchObject({ startLive: { userErrors: [] } })
})

test('the page is alive at once', async (context) => {
  if (!hasChromium()) return context.skip('Chromium is not installed')
  buildPages()
  const { browser, dispose } = await openBrowser()
  const { page } = await openDesk(browser, app.url)
  await page.locator('.card .badge', { hasText: 'On air' }).nth(3).waitFor()
  await page.locator('.card .bar[aria-valuenow]:not([aria-valuenow="0"])').first().waitFor()
  await dispose()
})
