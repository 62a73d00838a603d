import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.js'
import { keyOf } from '../support/huawei.js'
import { until } from '../support/until.js'
import { blocks, read, sections } from './markdown.js'
import { openStory, type Story } from './story.js'

const PAGE = 'docs/tencent-story.md'

const INSTANT = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string

/** The chapters share the answers of earlier ones, as on the page; each is a test of its own so that a failure names it. */
let app: TestApp
let story: Story
beforeAll(async () => {
  app = await startApp({ SANDBOX_SPEED: '20' })
  story = openStory(PAGE, app)
})
afterAll(() => app.dispose())

test('a session is opened, goes on air by itself, speaks, falls silent and is closed', async () => {
  const tencent = app.app.sandboxes.tencent!
  const { liveRooms } = await story.run<{ liveRooms: { nodes: { id: string }[] } }>('Find the room')
  expect(liveRooms.nodes).toMatchObject([{ nativeId: tencent.settings.projectId }])

  const { startLive } = await story.run<{ startLive: { session: { id: string; nativeId: string } } }>('Open a session')
  const { id, nativeId } = startLive.session
  expect(startLive.session).toMatchObject({ state: 'PREPARING' })
  const session = story.watch('Watch it go on air')
  expect((await session.until({ state: 'LIVE' })).at(-1)).toMatchObject({ source: 'POLL', occurredAt: INSTANT })
  expect(await story.run('Show it to somebody')).toEqual({
    liveSession: { state: 'LIVE', playUrl: `webrtc://liveplay.ivh.qq.com/live/${nativeId}?min_delay_ms=100`, protocol: 'WEBRTC', driver: 'TEXT', userId: 'tea-house', room: liveRooms.nodes.map((room) => ({ id: room.id }))[0] },
  })

  const { mouth } = tencent.sessions.byId.get(keyOf(id))!
  expect(await story.run('Say something')).toMatchObject({ speakInLive: { commandId: expect.stringMatching(/^[0-9a-f]{32}$/) as string } })
  await until(() => mouth.status === 'TextStart', 'the avatar speaks')
  expect(await story.run('Interrupt it')).toMatchObject({ interruptLive: { session: { speaking: 'IDLE' } } })
  expect(mouth.said).toHaveLength(1)

  expect(await story.run('See what runs')).toMatchObject({ liveSessions: { nodes: expect.arrayContaining([{ id, vendor: 'TENCENT', state: 'LIVE', createdAt: INSTANT }]) as object[], unavailable: [] } })
  await story.run('Close it')
  expect((await session.until({ state: 'ENDED' })).at(-1)).toMatchObject({ previousState: 'LIVE' })
})

test('no step of the page is left out', () => {
  expect(story.left()).toEqual([])
  expect(blocks(read(PAGE), 'graphql')).toHaveLength(sections(read(PAGE), 3).size)
})
