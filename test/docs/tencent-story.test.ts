import { afterAll, beforeAll, expect, test } from 'vitest'
import { send } from '../huawei/support.js'
import { startApp, type TestApp } from '../support/app.js'
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

test('no step of the page is left out', () => {
  expect(story.left()).toEqual([])
  expect(blocks(read(PAGE), 'graphql')).toHaveLength(sections(read(PAGE), 3).size)
})
