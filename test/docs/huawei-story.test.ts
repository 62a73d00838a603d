import { afterAll, beforeAll, expect, test } from 'vitest'
import { PNG, send } from '../huawei/support.js'
import { startApp, type TestApp } from '../support/app.js'
import { huaweiOf, requestsOf } from '../support/huawei.js'
import { blocks, read, sections } from './markdown.js'
import { openStory, type Story } from './story.js'

const PAGE = 'docs/huawei-story.md'

/** An address that the vendor signs; here one of the simulator's. */
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

test('a picture is uploaded from the disk, and is an asset that can be used', async () => {
  expect(await story.run('Choose who acts')).toMatchObject({
    avatars: { nodes: [{ name: expect.any(String) as string, thumbnailUrl: ADDRESS }] },
    voices: { nodes: [{ metadata: { language: 'ENGLISH' } }] },
  })
  expect(await story.run('Announce the picture')).toMatchObject({ createAsset: { asset: { state: 'CREATING' } } })

  // The page's own picture, since its size and MD5 stand in the variables.
  const [, base64 = ''] = /echo (\S+) \| base64 -d > stage\.png/.exec(blocks(sections(read(PAGE), 3).get('Announce the picture') ?? '', 'sh').join('')) ?? []
  expect(Buffer.from(base64, 'base64')).toEqual(PNG)
  const { createFileUpload } = await story.run<{ createFileUpload: { upload: Record<string, unknown> } }>('Ask where its content goes')
  const upload = story.upload('Ask where its content goes')
  expect(createFileUpload).toMatchObject({ file: { state: 'CREATING' }, upload: { ...upload, expiresAt: INSTANT } })
  expect((await send(upload, new Uint8Array(PNG))).status).toBe(200)

  const { completeFileUpload } = await story.run<{ completeFileUpload: { file: { downloadUrl: string } } }>('Say that it has arrived')
  expect(completeFileUpload.file).toMatchObject({ state: 'CREATED', asset: { state: 'ACTIVE', name: 'Our stage', metadata: { width: 10, height: 6 } } })
  expect(Buffer.from(await (await fetch(completeFileUpload.file.downloadUrl)).arrayBuffer())).toEqual(PNG)
})

test('a script with the picture becomes a video that can be fetched', async () => {
  expect(await story.run('Write the script')).toMatchObject({
    createVideoScript: {
      videoScript: {
        scenes: [
          { sequenceNo: 0, text: 'Welcome. This is our tea of the spring.', backgrounds: [{ kind: 'IMAGE', asset: { name: 'Our stage' } }] },
          { sequenceNo: 1, text: expect.stringContaining('<break time="500ms"/>') as string, backgrounds: [{ kind: 'COLOR', color: '#DDEEDD' }] },
        ],
      },
    },
  })
  expect(await story.run('Make the video')).toMatchObject({ createVideo: { videoJob: { status: expect.stringMatching(/^(WAITING|RUNNING)$/) as string } } })

  const messages = await story.watch('Watch it being made').until({ status: 'SUCCEEDED' })
  expect(messages.slice(1).map(({ previousStatus }) => previousStatus)).toEqual(messages.slice(0, -1).map(({ status }) => status))
  expect(messages.at(-1)).toMatchObject({ vendorStatus: 'SUCCEED', source: expect.stringMatching(/^(CALLBACK|POLL)$/) as string })

  const { videoJob } = await story.run<{ videoJob: { outputUrl: string } }>('Look at it')
  expect(videoJob).toMatchObject({ status: 'SUCCEEDED', durationSeconds: expect.any(Number) as number, output: { kind: 'VIDEO', state: 'ACTIVE' }, script: { name: 'Spring tea' }, failure: null })
  const film = await fetch(videoJob.outputUrl)
  expect(film.status).toBe(200)
  expect((await film.arrayBuffer()).byteLength).toBeGreaterThan(0)
})

test('a room goes live, speaks, moves to another address and stops', async () => {
  expect(await story.run('Open a room')).toMatchObject({
    createLiveRoom: {
      liveRoom: {
        state: 'ENABLED',
        avatars: [{ name: expect.any(String) as string }],
        scenes: [{ name: '1', voice: { asset: { name: expect.any(String) as string } }, paragraphs: [{ text: 'Good evening.' }, { text: 'Tonight there is tea.' }] }],
        outputs: [{ url: 'rtmp://push.example.com/live', state: 'UNKNOWN' }],
      },
    },
  })
  expect(await story.run('Go live')).toMatchObject({ startLive: { session: { state: expect.stringMatching(/^(WAITING|LIVE)$/) as string }, warnings: expect.arrayContaining(['TOO_FEW_PARAGRAPHS']) as string[] } })
  const session = story.watch('Watch the session')
  const outputs = story.watch('Watch where its picture goes')
  const replies = story.watch('Hear what has been said')
  expect((await session.until({ state: 'LIVE' })).at(-1)).toMatchObject({ occurredAt: INSTANT })
  expect((await outputs.until({ outputUrl: 'rtmp://push.example.com/live', state: 'CONNECTED' })).map(({ outputUrl }) => outputUrl)).not.toContain('rtmp://other.example.com/live')

  const { speakInLive } = await story.run<{ speakInLive: { commandId: string } }>('Speak')
  expect(await replies.until({ replyId: speakInLive.commandId })).toContainEqual({ replyId: speakInLive.commandId, occurredAt: INSTANT })
  expect(requestsOf(huaweiOf(app), 'executeSmartLiveCommand').at(-1)?.body).toMatchObject({ params: { text_config: { text: 'Thank you for the question. Yes, it is organic.' } } })

  await story.run('Move to another address')
  const moved = await outputs.until({ outputUrl: 'rtmp://other.example.com/live', state: 'CONNECTED' })
  expect(moved).toContainEqual(expect.objectContaining({ outputUrl: 'rtmp://push.example.com/live', state: 'ENDED' }))

  await story.run('Stop')
  expect((await session.until({ state: 'ENDED' })).at(-1)).toMatchObject({ previousState: 'LIVE', occurredAt: INSTANT })
  await outputs.until({ outputUrl: 'rtmp://other.example.com/live', state: 'ENDED' })
  expect(await story.run('Look back')).toMatchObject({
    liveSession: {
      state: 'ENDED',
      startedAt: INSTANT,
      endedAt: INSTANT,
      room: { name: 'Tea hour', sessions: { totalCount: 1 } },
      outputs: [{ url: 'rtmp://push.example.com/live', state: 'ENDED' }, { url: 'rtmp://other.example.com/live', state: 'ENDED' }],
      failure: null,
    },
  })
})

test('an avatar is trained up to the confirmation, approved, and can be used', async () => {
  const { createAvatarTraining } = await story.run<{ createAvatarTraining: { uploads: { file: string; target: object }[] } }>('Begin a training')
  const upload = story.upload('Begin a training')
  expect(createAvatarTraining).toMatchObject({ job: { stage: 'UPLOAD', status: 'NEEDS_ACTION', requiredAction: 'UPLOAD' } })
  expect(createAvatarTraining.uploads[0]).toEqual({ file: 'TRAINING_VIDEO', target: upload })
  expect((await send(upload, new TextEncoder().encode('a film of Ann'))).status).toBe(200)

  const training = story.watch('Watch it being trained')
  await training.until({ stage: 'UPLOAD', requiredAction: 'UPLOAD' })
  await story.run('Hand it in')
  const way = await training.until({ requiredAction: 'CONFIRM' })
  expect(way.at(-1)).toMatchObject({ stage: 'CONFIRM', status: 'NEEDS_ACTION', vendorStatus: 'WAIT_USER_CONFIRM' })
  expect(way.slice(0, -1).filter(({ requiredAction }) => requiredAction !== null)).toEqual([])

  const { trainingJob } = await story.run<{ trainingJob: { demoVideoUrls: string[]; operationLog: { step: string }[] } }>('Judge the result')
  expect(trainingJob).toMatchObject({ stage: 'CONFIRM', requiredAction: 'CONFIRM', demoVideoUrls: [ADDRESS] })
  expect(trainingJob.operationLog.map(({ step }) => step)).toEqual(expect.arrayContaining(['CREATED', 'SUBMITTED', 'TRAINING_DONE', 'COMPLETED']))
  expect((await fetch(trainingJob.demoVideoUrls[0]!)).status).toBe(200)

  await story.run('Approve it')
  expect((await training.until({ status: 'SUCCEEDED' })).at(-1)).toMatchObject({ stage: 'DONE', requiredAction: null })
  expect(await story.run('Meet the avatar')).toMatchObject({
    trainingJob: { status: 'SUCCEEDED', asset: { name: 'Ann', kind: 'AVATAR_2D', state: 'ACTIVE', coverUrl: ADDRESS, files: expect.arrayContaining([expect.objectContaining({ role: 'MAIN' })]) as object[] } },
  })
})

test('no step of the page is left out', () => {
  expect(story.left()).toEqual([])
  expect(blocks(read(PAGE), 'graphql')).toHaveLength(sections(read(PAGE), 3).size)
})
