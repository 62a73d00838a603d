import { afterAll, beforeAll, expect, test } from 'vitest'
import { send } from '../huawei/support.js'
import { startApp, type TestApp } from '../support/app.js'
import { keyOf } from '../support/huawei.js'
import { until } from '../support/until.js'
import { blocks, read, sections } from './markdown.js'
import { openStory, type Story } from './story.js'

const PAGE = 'docs/tencent-story.md'

const ADDRESS = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//) as string
const INSTANT = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string

/** The chapters share the answers of earlier ones, as on the page; each is a test of its own so that a failure names it. */
let app: TestApp
let story: Story
beforeAll(async () => {
  app = await startApp({ SANDBOX_SPEED: '20' })
  story = openStory(PAGE, app)
})
afterAll(() => app.dispose())

/** Sends what the commands of a step send; each gets its place. */
async function sendAll(title: string): Promise<void> {
  for (const upload of story.uploads(title)) expect((await send(upload, new TextEncoder().encode('bytes'))).status).toBe(200)
}

test('an avatar is trained, turned down, compared, approved, and found in the list', async () => {
  const { createTrainingUploads } = await story.run<{ createTrainingUploads: { uploads: { target: object }[] } }>('Ask where the files go')
  const uploads = story.uploads('Ask where the files go')
  expect(createTrainingUploads.uploads.map(({ target }) => target)).toEqual(uploads.map((upload) => ({ ...upload, expiresAt: INSTANT })))
  await sendAll('Ask where the files go')

  expect(await story.run('Begin a training')).toMatchObject({ createAvatarTraining: { job: { status: expect.stringMatching(/^(WAITING|RUNNING)$/) as string } } })
  const training = story.watch('Watch it being trained')
  expect((await training.until({ requiredAction: 'CONFIRM' })).at(-1)).toMatchObject({ stage: 'CONFIRM', status: 'NEEDS_ACTION', vendorStatus: 'MAKING CONFIRM WAIT_PROCESS' })

  const { trainingJob: first } = await story.run<{ trainingJob: { demoVideoUrls: string[] } }>('Judge the result')
  expect(first).toEqual({ stage: 'CONFIRM', requiredAction: 'CONFIRM', demoVideoUrls: [ADDRESS, ADDRESS] })
  expect((await fetch(first.demoVideoUrls[0]!)).status).toBe(200)

  await story.run('Turn it down')
  await training.until({ requiredAction: 'CONFIRM' })
  expect(await story.run('Compare with what it was')).toMatchObject({
    trainingJob: { requiredAction: 'CONFIRM', demoVideoUrls: [ADDRESS, ADDRESS], trainingRounds: [{ startedAt: INSTANT, demoVideoUrls: first.demoVideoUrls }], refusalReason: null },
  })

  await story.run('Approve it')
  expect((await training.until({ status: 'SUCCEEDED' })).at(-1)).toMatchObject({ stage: 'DONE', requiredAction: null })
  expect(await story.run('Meet the avatar')).toEqual({
    trainingJobs: { nodes: [{ name: 'Ann', status: 'SUCCEEDED', createdAt: INSTANT, asset: { id: expect.any(String) as string, nativeId: expect.any(String) as string }, avatar: { edition: 'STUDIO' } }] },
  })
})

test('a voice is made from a recording that passed its check', async () => {
  await story.run('Ask what to read')
  await story.run('Ask where the recording goes')
  await sendAll('Ask where the recording goes')
  const { checkVoiceSample } = await story.run<{ checkVoiceSample: { check: { id: string } } }>('Have it checked')
  const isDone = async () => {
    const { body } = await app.query<{ voiceSampleCheck: { status: string } }>('query ($id: ID!) { voiceSampleCheck(id: $id) { status } }', { id: checkVoiceSample.check.id })
    return body.data?.voiceSampleCheck.status === 'SUCCEEDED'
  }
  await until(isDone, 'the recording is checked')
  expect(await story.run('See what came of it')).toMatchObject({ voiceSampleCheck: { status: 'SUCCEEDED', verdict: 'PASSED' } })
  expect(await story.run('Make the voice')).toMatchObject({ createVoiceTraining: { job: { id: expect.any(String) as string } } })
})

test('words are tried, a video is made, watched and fetched', async () => {
  const { assets } = await story.run<{ assets: { nodes: { name: string; coverUrl: string }[] } }>('Choose an avatar')
  expect((await fetch(assets.nodes[0]!.coverUrl)).ok).toBe(true)
  expect(await story.run('Choose a voice')).toMatchObject({ assets: { nodes: expect.arrayContaining([expect.objectContaining({ name: 'Daniel Brooks' })]) as object[] } })

  await story.run('Try the words')
  interface Heard {
    speechPreview: { isComplete: boolean; files: { url: string }[]; sentences: { text: string }[] }
  }
  await until(async () => (await story.run<Heard>('Listen to them')).speechPreview.isComplete, 'the words can be heard')
  const { speechPreview } = await story.run<Heard>('Listen to them')
  expect(speechPreview.sentences.map(({ text }) => text)).toEqual(['Good evening.', 'Tonight there is tea.'])
  expect((await fetch(speechPreview.files[0]!.url)).ok).toBe(true)

  await story.run('Make the video')
  expect((await story.watch('Watch it being made').until({ status: 'SUCCEEDED' })).at(-1)).toMatchObject({ vendorStatus: 'SUCCESS', source: 'POLL', occurredAt: INSTANT })
  const { videoJob } = await story.run<{ videoJob: { outputUrl: string; subtitlesUrl: string } }>('Fetch it')
  expect(videoJob).toMatchObject({ status: 'SUCCEEDED', failure: null, avatar: { name: assets.nodes[0]!.name } })
  for (const url of [videoJob.outputUrl, videoJob.subtitlesUrl]) expect((await fetch(url)).ok).toBe(true)
  expect(await story.run('See all videos')).toMatchObject({ videoJobs: { nodes: expect.arrayContaining([expect.objectContaining({ vendor: 'TENCENT', name: 'An evening of tea', kind: 'AVATAR' })]) as object[], unavailable: [] } })
})

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
