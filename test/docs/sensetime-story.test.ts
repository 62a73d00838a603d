import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.js'
import { until } from '../support/until.js'
import { blocks, read, sections } from './markdown.js'
import { openStory, type Story } from './story.js'

const PAGE = 'docs/sensetime-story.md'

/** The chapters share the answers of earlier ones, as on the page; each is a test of its own so that a failure names it. */
let app: TestApp
let story: Story
beforeAll(async () => {
  app = await startApp({ SANDBOX_SPEED: '20' })
  story = openStory(PAGE, app)
})
afterAll(() => app.dispose())

interface Callbacks {
  events: { nodes: { source: string; kind: string; content: { sessionId: string; userData: string; signature: string } }[] }
}

test('an avatar is chosen, speaks in a session of its own, and the session ends', async () => {
  const sensetime = app.app.sandboxes.sensetime!
  expect(await story.run('Choose who speaks')).toMatchObject({ assets: { totalCount: sensetime.world.avatars.length, nodes: [{ properties: expect.arrayContaining([{ key: 'faceFeatureId', value: expect.any(String) as string }]) as object[] }] } })

  const { startLive } = await story.run<{ startLive: { session: { id: string; nativeId: string } } }>('Open a session')
  const { id, nativeId } = startLive.session
  const [channel] = sensetime.world.channels
  expect(startLive.session).toMatchObject({ nativeId: channel!.id, state: 'PREPARING', token: channel!.sessionToken, rtcRoom: { nativeId: channel!.rtc.rtcChannelId, users: [{ signature: channel!.rtc.rtcToken }] } })
  expect(JSON.parse(channel!.param)).toMatchObject({ sceneList: [{ tts_query: { content: 'Good evening. Tonight there is tea.' } }] })

  const session = story.watch('Watch it get ready')
  expect((await session.until({ state: 'READY' })).at(-1)).toMatchObject({ vendorState: '35', source: 'POLL' })

  // The callback may still be on its way.
  const isStored = () => sensetime.journal.entries().some((entry) => entry.kind === 'callback' && entry.outcome === 'delivered')
  await until(isStored, 'the callback is delivered')
  const { events } = await story.run<Callbacks>('See what SenseTime has sent')
  expect(events.nodes).toMatchObject([{ source: 'CALLBACK', kind: 'LIVE_STATUS', content: { sessionId: nativeId, userData: 'tea house', signature: '[redacted]' } }])

  expect(await story.run('See what runs')).toMatchObject({ liveSessions: { nodes: [{ id, state: 'READY', vendorState: '35' }], unavailable: [] } })
  await story.run('Close it')
  expect((await session.until({ state: 'ENDED' })).at(-1)).toMatchObject({ previousState: 'READY', vendorState: 'NOT_LISTED' })
})

test("the vendor's codes are explained", async () => {
  expect(await story.run('Look an error up')).toMatchObject({ vendorErrorCode: { remedy: 'Please try again later.', retryable: true } })
})

test('no step of the page is left out', () => {
  expect(story.left()).toEqual([])
  expect(blocks(read(PAGE), 'graphql')).toHaveLength(sections(read(PAGE), 3).size)
})
