import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import type { TestApp } from '../support/app.js'
import { as, changeTo, CHANGES, done, paramsOf, put, requestsBesidePolls, requestsOf, run, startTrainings, UPLOAD, type Change } from './trainings.js'

let app: TestApp
let huawei: HuaweiSandbox
beforeAll(async () => {
  ;({ app, huawei } = await startTrainings({ SANDBOX_SPEED: '20' }))
})
afterAll(() => app.dispose())
beforeEach(() => {
  huawei.faults.clear()
  huawei.journal.clear()
})

const create = (input: object = {}) => done(app, 'createAvatarTraining', { name: 'Ann', ...input }, `uploads { ${UPLOAD} }`)
/** A training that stands still in a state. */
const trainingIn = async (state: Parameters<HuaweiSandbox['moveTraining']>[1]) => {
  const { job } = await create()
  expect(huawei.moveTraining(job.nativeId, state)).toBe(true)
  huawei.journal.clear()
  return job
}
const idOf = (type: string, key: string, account = 'huawei') => Buffer.from(`${type}:${account}:${key}`).toString('base64url')

describe('an avatar', () => {
  it('is trained from its first file to the approval, through a review that refuses it', async () => {
    // The simulator's reviewers refuse what bears the marker.
    const { job, uploads = [] } = await create({ name: 'Ann sandbox-fail', videoParts: 2, tags: ['spring'], contact: 'ann@example.com', batchName: 'spring' })
    expect(uploads.map(({ file, index }) => `${file} ${index}`)).toEqual(['TRAINING_VIDEO 0', 'TRAINING_VIDEO 1', 'COVER 0', 'ID_CARD_FRONT 0', 'ID_CARD_BACK 0', 'AUTHORIZATION_LETTER 0'])
    const changes = app.subscribe(CHANGES, { job: job.id, snapshot: true }, paramsOf('viewer'))
    const seen: Change[] = []
    expect(await changeTo(changes, 'WAIT_FILE_UPLOAD', seen)).toMatchObject({ job: { id: job.id }, stage: 'UPLOAD', status: 'NEEDS_ACTION', requiredAction: 'UPLOAD', previousStatus: null, source: 'POLL' })

    const early = await run(app, 'submitTraining', { id: job.id })
    expect(early.userErrors).toMatchObject([{ code: 'VENDOR_REJECTED', vendorCode: expect.stringMatching(/^MSS\./) as string }])
    for (const upload of uploads) expect(await put(upload, `bytes of ${upload.file} ${upload.index}`)).toBe(200)
    expect(await put(uploads[2]!, 'again')).toBeGreaterThanOrEqual(400)
    const parts = await app.query<{ trainingJob: { uploadedParts: { number: number; etag: string }[] } }>('query ($id: ID!) { trainingJob(id: $id) { uploadedParts { number etag } } }', { id: job.id }, as('viewer'))
    expect(parts.body.data?.trainingJob.uploadedParts).toEqual([1, 2].map((number) => ({ number, etag: expect.any(String) as string })))
    await done(app, 'completeTrainingUpload', { id: job.id, videoChange: 'NEW' })

    await done(app, 'submitTraining', { id: job.id, videoChange: 'NEW' })
    expect(await changeTo(changes, 'AUTO_VERIFY_FAILED', seen)).toMatchObject({ stage: 'REVIEW', status: 'NEEDS_ACTION', requiredAction: 'UPLOAD_AGAIN' })
    const refused = await app.query<{ trainingJob: { failure: { message: string }; operationLog: object[] } }>(
      'query ($id: ID!) { trainingJob(id: $id) { failure { message } operationLog { at step vendorStep actor description } } }',
      { id: job.id },
      as('viewer'),
    )
    expect(refused.body.data?.trainingJob.failure.message).toContain('MP4')
    expect(refused.body.data?.trainingJob.operationLog).toMatchObject([
      { step: 'CREATED', vendorStep: 'USER_CREATE_JOD', actor: 'USER', description: null },
      { step: 'SUBMITTED', vendorStep: 'USER_VERIFYING_SUBMITTED', actor: 'USER' },
      { step: 'AUTO_REVIEW_FAILED', vendorStep: 'SYSTEM_VERIFY_FAILED', actor: 'SYSTEM', description: expect.stringContaining('MP4') as string },
    ])

    const fixed = await done(app, 'updateAvatarTraining', { id: job.id, name: 'Ann', videoChange: 'REPLACEMENT' }, `uploads { ${UPLOAD} }`)
    expect(fixed.uploads?.filter(({ file }) => file === 'TRAINING_VIDEO')).toHaveLength(1)
    expect(await put(fixed.uploads![0]!, 'a better video')).toBe(200)
    await done(app, 'submitTraining', { id: job.id, videoChange: 'REPLACEMENT' })

    expect(await changeTo(changes, 'WAIT_USER_CONFIRM', seen)).toMatchObject({ stage: 'CONFIRM', status: 'NEEDS_ACTION', requiredAction: 'CONFIRM' })
    const result = await app.query<{ trainingJob: { demoVideoUrls: string[] } }>('query ($id: ID!) { trainingJob(id: $id) { demoVideoUrls asset { id } } }', { id: job.id }, as('viewer'))
    expect(result.body.data?.trainingJob.demoVideoUrls).toHaveLength(1)
    await done(app, 'confirmTraining', { id: job.id, decision: 'APPROVE' })
    const last = await changeTo(changes, 'JOB_FINISH', seen)
    expect(last).toMatchObject({ stage: 'DONE', status: 'SUCCEEDED', requiredAction: null })

    const made = await app.query(
      'query ($id: ID!) { trainingJob(id: $id) { name status tags asset { name kind } avatar { modelVersion batchName contact } } }',
      { id: job.id },
      as('viewer'),
    )
    expect(made.body.data).toEqual({
      trainingJob: { name: 'Ann', status: 'SUCCEEDED', tags: ['spring'], asset: { name: 'Ann', kind: 'AVATAR_2D' }, avatar: { modelVersion: 'V3', batchName: 'spring', contact: 'ann@example.com' } },
    })
    // Each change follows from the one before, and none is told twice.
    expect(seen.map(({ previousStatus }) => previousStatus)).toEqual([null, ...seen.slice(0, -1).map(({ status }) => status)])
    expect(new Set(seen.map(({ cursor }) => cursor)).size).toBe(seen.length)
    expect(seen.every(({ source }) => source === 'POLL')).toBe(true)

    // Who comes back with the cursor of the refusal gets what came later, once and in order.
    const since = seen.find(({ vendorStatus }) => vendorStatus === 'AUTO_VERIFY_FAILED') as Change
    const again = app.subscribe(CHANGES, { job: job.id, after: since.cursor }, paramsOf('viewer'))
    const replayed: Change[] = []
    await changeTo(again, 'JOB_FINISH', replayed)
    expect(replayed).toEqual(seen.slice(seen.indexOf(since) + 1))
    changes.dispose()
    again.dispose()
  })

  it('is worked over when its result is rejected, after an answer', async () => {
    const job = await trainingIn('WAIT_USER_CONFIRM')
    const changes = app.subscribe(CHANGES, { job: job.id }, paramsOf('viewer'))
    await app.subscribers(1)
    const rejected = await done(app, 'confirmTraining', { id: job.id, decision: 'REJECT', title: 'Lips', reason: 'They lag behind.', attachmentNames: ['lips.mp4'] }, `uploads { ${UPLOAD} }`)
    expect(rejected.uploads).toMatchObject([{ file: 'ATTACHMENT', index: 0, target: { method: 'PUT' } }])
    expect(await put(rejected.uploads![0]!, 'a film')).toBe(200)
    expect(await changeTo(changes, 'JOB_REJECT')).toMatchObject({ status: 'NEEDS_ACTION', requiredAction: 'REPLY' })

    await done(app, 'pauseTraining', { id: job.id, reason: 'Ann is away.' }, `uploads { ${UPLOAD} }`)
    expect(await changeTo(changes, 'JOB_PENDING')).toMatchObject({ status: 'NEEDS_ACTION', requiredAction: 'RESUME' })
    await done(app, 'resumeTraining', { id: job.id }, `uploads { ${UPLOAD} }`)
    expect(await changeTo(changes, 'JOB_REJECT')).toMatchObject({ previousStatus: 'NEEDS_ACTION' })
    await done(app, 'replyToTraining', { id: job.id, message: 'From the first minute on.' })
    expect(await changeTo(changes, 'WAIT_USER_CONFIRM')).toMatchObject({ requiredAction: 'CONFIRM' })
    changes.dispose()

    const { body } = await app.query<{ trainingJob: { comments: object[] } }>('query ($id: ID!) { trainingJob(id: $id) { comments { kind title message attachmentUrls at } } }', { id: job.id }, as('viewer'))
    expect(body.data?.trainingJob.comments).toMatchObject([
      { kind: 'REJECTION', title: 'Lips', message: 'They lag behind.', attachmentUrls: [expect.stringContaining('lips.mp4') as string] },
      { kind: 'VENDOR_REPLY' },
      { kind: 'COMMENT', title: null, message: 'From the first minute on.', attachmentUrls: [] },
    ])
  })
})

describe('the wire', () => {
  it('carries every field of a creation and a change', async () => {
    const { job } = await create({ contact: '12345', batchName: 'b', tags: ['t'], backgroundReplacement: true, videoParts: 3, videoChange: 'NEW', modelVersion: 'V3_2' })
    expect(requestsOf(huawei, '7.1').map(({ body }) => body)).toEqual([
      { name: 'Ann', contact: '12345', command_message: 'UPLOAD_VIDEO', video_multipart_count: 3, is_background_replacement: true, batch_name: 'b', tags: ['t'], model_version: 'V3.2' },
    ])
    huawei.moveTraining(job.nativeId, 'MANUAL_VERIFY_FAILED')
    await done(app, 'updateAvatarTraining', { id: job.id, name: 'Bea', contact: '6', batchName: 'c', tags: [], backgroundReplacement: false, videoParts: 1, videoChange: 'REPLACEMENT' })
    expect(requestsOf(huawei, '7.5').map(({ body }) => body)).toEqual([
      { name: 'Bea', contact: '6', command_message: 'UPDATE_VIDEO', video_multipart_count: 1, is_background_replacement: false, batch_name: 'c', tags: [] },
    ])
  })

  it('carries nothing that was not said', async () => {
    const { job } = await create()
    huawei.moveTraining(job.nativeId, 'WAIT_USER_CONFIRM')
    await done(app, 'confirmTraining', { id: job.id, decision: 'APPROVE' })
    expect(requestsOf(huawei, '7.1').map(({ body }) => body)).toEqual([{ name: 'Ann' }])
    expect(requestsOf(huawei, '7.6').map(({ body }) => body)).toEqual([{ command: 'CONFIRM_ACCEPT' }])
  })

  it('carries the filters of the list, newest first', async () => {
    const filter = {
      kinds: ['AVATAR'],
      statuses: ['SUCCEEDED'],
      search: 'Ann',
      tag: 't',
      batchName: 'b',
      resolution: 'UHD_4K',
      nativeId: 'j',
      project: 'p',
      createdAfter: '2025-01-01T00:00:00.500Z',
      createdBefore: '2025-02-01T00:00:00.500Z',
    }
    await app.query('query ($filter: TrainingJobFilter) { trainingJobs(first: 5, filter: $filter) { totalCount } }', { filter }, as('viewer'))
    expect(requestsOf(huawei, '7.2').map(({ query }) => query)).toEqual([
      {
        sort_key: 'create_time',
        sort_dir: 'desc',
        state: 'JOB_SUCCESS,JOB_FINISH',
        name: 'Ann',
        tag: 't',
        batch_name: 'b',
        model_resolution: '4K',
        job_id: 'j',
        query_project_id: 'p',
        create_since: '2025-01-01T00:00:01Z',
        create_until: '2025-02-01T00:00:00Z',
        offset: '0',
        limit: '6',
      },
    ])
    expect(requestsOf(huawei, '8.4')).toEqual([])
  })
})

describe('what cannot be', () => {
  const refusals = [
    ['a name of 257 characters', 'createAvatarTraining', { name: 'x'.repeat(257) }, 'input.name'],
    ['a contact of 65 characters', 'createAvatarTraining', { name: 'x', contact: 'x'.repeat(65) }, 'input.contact'],
    ['an empty batch name', 'createAvatarTraining', { name: 'x', batchName: '' }, 'input.batchName'],
    ['a video in no parts', 'createAvatarTraining', { name: 'x', videoParts: 0 }, 'input.videoParts'],
    ['a video in 1,001 parts', 'createAvatarTraining', { name: 'x', videoParts: 1001 }, 'input.videoParts'],
    ['a model that was given up', 'createAvatarTraining', { name: 'x', modelVersion: 'V2' }, 'input.modelVersion'],
    ['a model of no known version', 'createAvatarTraining', { name: 'x', modelVersion: 'UNKNOWN' }, 'input.modelVersion'],
    ['a reason of 2,049 characters', 'confirmTraining', { id: idOf('TrainingJob', 'AVATAR/j'), decision: 'REJECT', reason: 'x'.repeat(2049) }, 'input.reason'],
    ['an answer of 2,049 characters', 'replyToTraining', { id: idOf('TrainingJob', 'AVATAR/j'), message: 'x'.repeat(2049) }, 'input.message'],
    ['changes of a voice', 'submitTraining', { id: idOf('TrainingJob', 'AVATAR/j'), voice: { name: 'x' } }, 'input.voice'],
    ['the id of an asset', 'submitTraining', { id: idOf('Asset', 'a') }, 'input.id'],
    ['an id that is none', 'submitTraining', { id: 'nonsense' }, 'input.id'],
    ['the id of no kind of training', 'deleteTraining', { id: idOf('TrainingJob', 'DANCER/j') }, 'input.id'],
  ] as const
  it.each(refusals)('%s is told before any call', async (_, mutation, input, field) => {
    const { job, userErrors } = await run(app, mutation, input)
    expect(job).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field }])
    expect(requestsBesidePolls(huawei)).toEqual([])
  })

  it('of another account is told before any call', async () => {
    const { userErrors } = await run(app, 'submitTraining', { id: idOf('TrainingJob', 'AVATAR/j', 'elsewhere') })
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(requestsBesidePolls(huawei)).toEqual([])
  })

  it('at a vendor that trains nothing is UNSUPPORTED', async () => {
    const created = await run(app, 'createAvatarTraining', { name: 'x', account: 'xingyun' })
    expect(created.userErrors).toMatchObject([{ code: 'UNSUPPORTED' }])
  })

  it('for the training of an avatar is UNSUPPORTED', async () => {
    const { userErrors } = await run(app, 'confirmVoiceSegment', { id: idOf('TrainingJob', 'AVATAR/j'), index: 0 }, 'confirmed unmatched')
    expect(userErrors).toMatchObject([{ code: 'UNSUPPORTED' }])
  })

  it('is refused by the vendor in the wrong state', async () => {
    const job = await trainingIn('TRAINING')
    for (const mutation of ['deleteTraining', 'updateAvatarTraining', 'submitTraining', 'completeTrainingUpload']) {
      const { userErrors } = await run(app, mutation, { id: job.id })
      expect(userErrors).toMatchObject([{ code: 'VENDOR_REJECTED', vendorCode: expect.stringMatching(/^MSS\./) as string }])
    }
  })

  it('a command that the vendor answers as failed, with status 200, is an error', async () => {
    const { job } = await create({ videoParts: 2 })
    const { userErrors } = await run(app, 'completeTrainingUpload', { id: job.id })
    expect(userErrors).toMatchObject([{ code: 'VENDOR_REJECTED', message: expect.stringContaining('CONFIRM_MULTIPART_UPLOADED') as string }])
  })
})

describe('a subscription', () => {
  it.each([
    ['an asset', idOf('Asset', 'a'), 'BAD_USER_INPUT'],
    ['no account', idOf('TrainingJob', 'AVATAR/j', 'elsewhere'), 'NOT_FOUND'],
  ])('to the training of %s is refused', async (_, job, code) => {
    const subscription = app.subscribe(CHANGES, { job }, paramsOf('viewer'))
    const first = await Promise.race([subscription.next().catch(() => undefined), subscription.ended])
    expect(JSON.stringify(first)).toContain(code)
    subscription.dispose()
  })
})

describe('a training that is not there', () => {
  it('is NOT_FOUND', async () => {
    const { body } = await app.query('query ($id: ID!) { trainingJob(id: $id) { name } }', { id: idOf('TrainingJob', 'AVATAR/nobody') }, as('viewer'))
    expect(body).toMatchObject({ data: { trainingJob: null }, errors: [{ extensions: { code: 'NOT_FOUND', vendor: 'HUAWEI' } }] })
  })

  it('is so after it was deleted, and is watched no longer', async () => {
    const { job } = await create()
    const watched = (await app.metrics()).get('avatargraph_watched_jobs') as number
    const deleted = await done(app, 'deleteTraining', { id: job.id })
    expect(deleted.job).toEqual({ id: job.id, nativeId: job.nativeId })
    expect((await app.metrics()).get('avatargraph_watched_jobs')).toBe(watched - 1)
    const { body } = await app.query('query ($id: ID!) { node(id: $id) { id } }', { id: job.id }, as('viewer'))
    expect(body.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
  })
})

describe('a vendor that is down', () => {
  it('leaves the list standing, and says that it is', async () => {
    huawei.faults.add({ operation: '7.2', status: 400 })
    const { body } = await app.query('{ trainingJobs { nodes { id } unavailable { account { slug } code } } }', {}, as('viewer'))
    expect(body.data).toEqual({ trainingJobs: { nodes: [], unavailable: [{ account: { slug: 'huawei' }, code: 'VENDOR_REJECTED' }] } })
  })

  it('is not asked a second time for a creation whose answer was lost', async () => {
    huawei.faults.add({ operation: '7.1', drop: true, times: 1 })
    const { userErrors } = await run(app, 'createAvatarTraining', { name: 'Once' })
    expect(userErrors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE' }])
    expect(requestsOf(huawei, '7.1')).toHaveLength(1)
  })

  it('is asked again which parts have arrived, although that is a command', async () => {
    const { job } = await create()
    huawei.faults.add({ operation: '7.6', status: 503, times: 1 })
    const { body } = await app.query('query ($id: ID!) { trainingJob(id: $id) { uploadedParts { number } } }', { id: job.id }, as('viewer'))
    expect(body.data).toEqual({ trainingJob: { uploadedParts: [] } })
    expect(requestsOf(huawei, '7.6')).toHaveLength(2)
  })
})

describe('personal files', () => {
  const FILES = 'query ($id: ID!) { trainingJob(id: $id) { avatar { idCardFrontUrl idCardBackUrl authorizationUrl } } }'

  it('are shown to administrators, and to nobody else', async () => {
    const { job, uploads = [] } = await create()
    for (const upload of uploads) await put(upload, 'personal')
    const shown = await app.query<{ trainingJob: { avatar: Record<string, string> } }>(FILES, { id: job.id }, as('admin'))
    const urls = Object.values(shown.body.data?.trainingJob.avatar ?? {})
    expect(urls).toHaveLength(3)
    expect(await Promise.all(urls.map(async (url) => (await fetch(url)).text()))).toEqual(['personal', 'personal', 'personal'])
    for (const role of ['viewer', 'operator'] as const) {
      const { body } = await app.query(FILES, { id: job.id }, as(role))
      expect(body.data).toEqual({ trainingJob: { avatar: { idCardFrontUrl: null, idCardBackUrl: null, authorizationUrl: null } } })
      expect(body.errors?.map(({ path, extensions }) => [path?.at(-1), extensions.code])).toEqual([
        ['idCardFrontUrl', 'FORBIDDEN'],
        ['idCardBackUrl', 'FORBIDDEN'],
        ['authorizationUrl', 'FORBIDDEN'],
      ])
    }
  })

  it('can be uploaded by operators, not by viewers', async () => {
    const { body } = await app.query('mutation { createAvatarTraining(input: { name: "x" }) { job { id } } }', {}, as('viewer'))
    expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
    expect(requestsOf(huawei, '7.1')).toEqual([])
  })
})

describe('everything else that the vendor tells', () => {
  it('can be read', async () => {
    const job = await trainingIn('WAIT_USER_CONFIRM')
    const { body } = await app.query(
      `query ($id: ID!) { trainingJob(id: $id) {
        vendor account { slug } createdAt updatedAt coverUrl appUserId failure { message }
        voice { edition } uploads { file } review { system { reviewedAt } } confirmedSegments
        avatar { matting resolution assetProject backgroundReplacement trainingVideoUrl maskUploaded maskUrl taggedVideoUrl workerTypes
          videoSpan { start end } eyeCorrectionSpan { start end } actionSpans { type start end } }
      } }`,
      { id: job.id },
      as('operator'),
    )
    expect(body).toEqual({
      data: {
        trainingJob: {
          vendor: 'HUAWEI',
          account: { slug: 'huawei' },
          createdAt: expect.any(String) as string,
          updatedAt: expect.any(String) as string,
          coverUrl: null,
          appUserId: null,
          failure: null,
          voice: null,
          uploads: null,
          review: null,
          confirmedSegments: null,
          avatar: {
            matting: 'AI',
            resolution: 'FULL_HD',
            assetProject: huawei.settings.projectId,
            backgroundReplacement: false,
            trainingVideoUrl: null,
            maskUploaded: true,
            maskUrl: expect.stringContaining('http') as string,
            taggedVideoUrl: null,
            workerTypes: ['GPU-T4'],
            videoSpan: { start: '00:00:05.000', end: '00:03:20.000' },
            eyeCorrectionSpan: { start: '00:00:10.000', end: '00:03:10.000' },
            actionSpans: [
              { type: 'SILENCE', start: '00:00:05.000', end: '00:00:35.000' },
              { type: 'ACTION', start: '00:00:35.000', end: '00:00:41.500' },
            ],
          },
        },
      },
      extensions: { cost: { requested: 78, limit: 20_000 }, vendorCalls: [expect.objectContaining({ account: 'huawei', calls: 1 })] },
    })
  })
})
