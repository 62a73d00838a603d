import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mutate } from '../huawei/support.js'
import { startSenseTimeApp, type SenseTimeApp } from './support.js'

describe('what SenseTime has not published', () => {
  let app: SenseTimeApp
  beforeAll(async () => {
    app = await startSenseTimeApp()
  })
  afterAll(() => app.dispose())

  test.each([
    ['createAvatarTraining', { name: 'Ann' }, 'job { id }', 'createAvatarTask and showAvatarTask'],
    ['createVoiceTraining', { name: 'Ann', edition: 'BASIC' }, 'job { id }', 'createVoiceTask and showVoiceTask'],
    ['createVideo', { name: 'Tea' }, 'videoJob { id }', 'createVideoTask and showVideoTask'],
  ])('%s answers UNSUPPORTED, says so and what to do, and nothing is called', async (name, input, selection, operations) => {
    const { userErrors } = await mutate(app, name, { account: 'sensetime', ...input }, selection)
    expect(userErrors).toMatchObject([{ code: 'UNSUPPORTED', message: expect.stringMatching(new RegExp(`^The account sensetime cannot do this: SenseTime offers .*has published neither the paths nor the fields.*${operations}.*SENSETIME_PATHS`)) as string }])
    expect(app.sandbox.journal.entries().filter(({ kind }) => kind === 'request')).toEqual([])
  })

  test('lists name the account with the same explanation, when it was asked for by name', async () => {
    const { body } = await app.query('{ trainingJobs(filter: { accounts: ["sensetime"] }) { nodes { id } unavailable { code message } } videoJobs(filter: { accounts: ["sensetime"] }) { unavailable { message } } }')
    const because = { message: expect.stringContaining('SENSETIME_PATHS') as string }
    expect(body.data).toMatchObject({ trainingJobs: { nodes: [], unavailable: [{ code: 'UNSUPPORTED', ...because }] }, videoJobs: { unavailable: [because] } })
  })

  test('commands to sessions are UNSUPPORTED', async () => {
    const { session } = await mutate<{ session: { id: string } }>(app, 'startLive', { account: 'sensetime', script: {} }, 'session { id }')
    expect(await mutate(app, 'speakInLive', { id: session.id, text: 'Hello' }, 'commandId')).toMatchObject({ userErrors: [{ code: 'UNSUPPORTED' }] })
  })

  test('the abilities are those that there are', async () => {
    const { body } = await app.query<{ vendorAccounts: { vendor: string; abilities: string[]; sandbox: boolean }[] }>('{ vendorAccounts { vendor abilities sandbox } }')
    expect(body.data!.vendorAccounts.find(({ vendor }) => vendor === 'SENSETIME')).toEqual({ vendor: 'SENSETIME', sandbox: false, abilities: ['ASSETS', 'LIVE_SESSIONS', 'CALLBACKS'] })
  })

  test("the vendor's codes are explained", async () => {
    const { body } = await app.query('{ vendorErrorCode(vendor: SENSETIME, code: "84115943") { code httpStatus meaning remedy retryable } }')
    expect(body.data).toMatchObject({ vendorErrorCode: { code: '84115943', httpStatus: null, meaning: 'Token is illegal.', remedy: expect.stringContaining('two newest tokens') as string, retryable: false } })
  })

  test('public avatars are assets, with pictures and what a script names them by', async () => {
    const { body } = await app.query<{ assets: { nodes: { id: string; name: string }[] } }>('{ assets(first: 2, filter: { vendors: [SENSETIME], source: SYSTEM }) { totalCount nodes { id name kind state thumbnailUrl properties { key value } files { type downloadUrl } } unavailable { message } } }')
    expect(body.errors).toBeUndefined()
    expect(body.data).toMatchObject({ assets: { totalCount: 30, unavailable: [], nodes: [{ kind: 'AVATAR_2D', state: 'ACTIVE', files: [{ type: 'zip' }] }, {}] } })
    const [{ id, name } = { id: '', name: '' }] = body.data!.assets.nodes
    expect((await app.query('query ($id: ID!) { asset(id: $id) { name coverUrl } }', { id })).body.data).toMatchObject({ asset: { name, coverUrl: expect.stringContaining('http') as string } })
    expect(app.sandbox.journal.count('listAppearances', ({ kind }) => kind === 'request')).toBe(1)
  })
})

describe('with paths from the settings', () => {
  let app: SenseTimeApp
  const paths = { createAvatarTask: '/guess/avatar', showAvatarTask: '/guess/avatar/show', createVideoTask: '/guess/video', showVideoTask: '/guess/video/show' }
  beforeAll(async () => {
    app = await startSenseTimeApp({ SENSETIME_PATHS: JSON.stringify(paths), SENSETIME_STATUSES: '{"tasks":{"1":"WAITING","2":"RUNNING","5":"SUCCEEDED"}}' }, { unconfirmed: { paths } })
  })
  afterAll(() => app.dispose())

  test('a training is created and watched to its end', async () => {
    const { job, userErrors } = await mutate<{ job: { id: string } }>(app, 'createAvatarTraining', { account: 'sensetime', name: 'Ann', options: { any: 'field' } }, 'job { id name status }')
    expect(userErrors).toEqual([])
    expect(job).toMatchObject({ name: 'Ann', status: expect.stringMatching(/^(WAITING|RUNNING)$/) as string })
    const subscription = app.subscribe('subscription ($id: ID!) { trainingStatusChanged(jobId: $id, snapshot: true) { ... on TrainingStatusChanged { status vendorStatus } } }', { id: job.id })
    for (;;) {
      const { data } = await subscription.next()
      if (data!.trainingStatusChanged!.status === 'SUCCEEDED') break
    }
    expect((await mutate(app, 'createVoiceTraining', { account: 'sensetime', name: 'Ann', edition: 'BASIC' }, 'job { id }')).userErrors).toMatchObject([{ code: 'UNSUPPORTED', message: expect.stringContaining('createVoiceTask') as string }])
  })

  test('a video is ordered and watched to its end', async () => {
    const { videoJob, userErrors } = await mutate<{ videoJob: { id: string } }>(app, 'createVideo', { account: 'sensetime', name: 'Tea', options: { param: { version: '0.0.13' } } }, 'videoJob { id name }')
    expect(userErrors).toEqual([])
    const subscription = app.subscribe('subscription ($id: ID!) { videoJobChanged(jobId: $id, snapshot: true) { ... on VideoJobChanged { status } } }', { id: videoJob.id })
    for (;;) {
      const { data } = await subscription.next()
      if (data!.videoJobChanged!.status === 'SUCCEEDED') break
    }
  })
})
