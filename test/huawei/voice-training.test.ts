import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import type { TestApp } from '../support/app.js'
import { as, changeTo, CHANGES, done, paramsOf, put, requestsBesidePolls, requestsOf, run, startTrainings, UPLOAD, type Change, type Upload } from './trainings.js'

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

const create = (input: object = {}) => done(app, 'createVoiceTraining', { name: 'Ann', edition: 'BASIC', ...input }, `uploads { ${UPLOAD} }`)
const uploadsOf = async (id: string) => {
  const { body } = await app.query<{ trainingJob: { uploads: Upload[] } }>(`query ($id: ID!) { trainingJob(id: $id) { uploads { ${UPLOAD} } } }`, { id }, as('operator'))
  return body.data?.trainingJob.uploads ?? []
}
const idOf = (key: string) => Buffer.from(`TrainingJob:huawei:${key}`).toString('base64url')

describe('a voice', () => {
  it('is trained from its package to the asset, through a review that refuses it', async () => {
    const { job, uploads = [] } = await create({ name: 'Ann sandbox-fail', gender: 'FEMALE', language: 'CHINESE', purpose: 'NEWS' })
    expect(uploads).toEqual([
      { file: 'PACKAGE', index: 0, target: { url: expect.any(String) as string, method: 'PUT', headers: [{ name: 'Content-Type', value: 'application/zip' }], expiresAt: expect.any(String) as string } },
      { file: 'AUTHORIZATION_LETTER', index: 0, target: { url: expect.any(String) as string, method: 'PUT', headers: [], expiresAt: expect.any(String) as string } },
    ])
    const changes = app.subscribe(CHANGES, { job: job.id, snapshot: true }, paramsOf('viewer'))
    const seen: Change[] = []
    expect(await changeTo(changes, 'CREATING', seen)).toMatchObject({ stage: 'UPLOAD', status: 'NEEDS_ACTION', requiredAction: 'UPLOAD', previousStatus: null })
    expect((await run(app, 'submitTraining', { id: job.id })).userErrors).toMatchObject([{ code: 'VENDOR_REJECTED' }])
    for (const upload of uploads) expect(await put(upload, 'bytes')).toBe(200)
    await done(app, 'submitTraining', { id: job.id })

    expect(await changeTo(changes, 'AUDIT_FAILED', seen)).toMatchObject({ stage: 'REVIEW', status: 'NEEDS_ACTION', requiredAction: 'UPLOAD_AGAIN' })
    const refused = await app.query<{ trainingJob: Record<string, unknown> }>(
      `query ($id: ID!) { trainingJob(id: $id) { failure { message code vendorCode hint } voice { stateCount }
        review { system { reviewedAt errors { audioName textName message vendorCode } } admin { reviewedAt message attachmentName attachmentUrl } } } }`,
      { id: job.id },
      as('viewer'),
    )
    expect(refused.body.data?.trainingJob).toEqual({
      failure: { message: expect.stringContaining('training data') as string, code: 'VENDOR_REJECTED', vendorCode: 'MSS.20020004', hint: expect.stringContaining('requirements') as string },
      voice: { stateCount: 1 },
      review: {
        system: {
          reviewedAt: expect.any(String) as string,
          errors: ['0', '3'].map((name) => ({ audioName: `${name}.wav`, textName: `${name}.txt`, message: expect.any(String) as string, vendorCode: null })),
        },
        admin: { reviewedAt: expect.any(String) as string, message: expect.any(String) as string, attachmentName: 'note.txt', attachmentUrl: expect.stringContaining('http') as string },
      },
    })

    const again = await uploadsOf(job.id)
    expect(again.map(({ file }) => file)).toEqual(['PACKAGE', 'AUTHORIZATION_LETTER'])
    expect(await put(again[0]!, 'better bytes')).toBe(200)
    await done(app, 'submitTraining', { id: job.id, voice: { name: 'Ann' } })
    expect(await changeTo(changes, 'SUCCEED', seen)).toMatchObject({ stage: 'DONE', status: 'SUCCEEDED', requiredAction: null })
    expect(seen.map(({ previousStatus }) => previousStatus)).toEqual([null, ...seen.slice(0, -1).map(({ status }) => status)])
    changes.dispose()

    const made = await app.query('query ($id: ID!) { trainingJob(id: $id) { name tags failure { message } asset { name kind } voice { edition gender language uploadMode purpose } } }', { id: job.id }, as('viewer'))
    expect(made.body.data).toEqual({
      trainingJob: {
        name: 'Ann',
        tags: ['NEWS'],
        failure: null,
        asset: { name: 'Ann', kind: 'VOICE' },
        voice: { edition: 'BASIC', gender: 'FEMALE', language: 'CHINESE', uploadMode: 'PACKAGE', purpose: 'NEWS' },
      },
    })
  })

  it('is recorded sentence by sentence, each compared with its text', async () => {
    const { job, uploads = [] } = await create({ uploadMode: 'SENTENCES' })
    const sentence = (index: number) => uploads.filter((upload) => upload.index === index && upload.file.startsWith('SENTENCE'))
    expect(sentence(0).map(({ file, target }) => [file, target.headers])).toEqual([
      ['SENTENCE_AUDIO', [{ name: 'Content-Type', value: 'audio/wav' }]],
      ['SENTENCE_TEXT', [{ name: 'Content-Type', value: 'text/plain' }]],
    ])
    expect(uploads.filter(({ file }) => file === 'SENTENCE_AUDIO')).toHaveLength(20)
    for (const upload of sentence(0)) expect(await put(upload, 'one two')).toBe(200)
    for (const upload of sentence(1)) expect(await put(upload, 'sandbox-fail two three')).toBe(200)

    const fields = 'confirmed unmatched'
    expect(await done(app, 'confirmVoiceSegment', { id: job.id, index: 0 }, fields)).toMatchObject({ confirmed: true, unmatched: [] })
    expect(await done(app, 'confirmVoiceSegment', { id: job.id, index: 1 }, fields)).toMatchObject({ confirmed: false, unmatched: [0, 1] })
    expect(await run(app, 'confirmVoiceSegment', { id: job.id, index: 2 }, fields)).toMatchObject({ confirmed: null, unmatched: [], userErrors: [{ code: 'VENDOR_REJECTED' }] })
    expect(requestsOf(huawei, '8.10').map(({ query, body }) => [query, body])).toEqual([0, 1, 2].map((index) => [{ job_id: job.nativeId, index: `${index}` }, undefined]))

    const { body } = await app.query('query ($id: ID!) { trainingJob(id: $id) { confirmedSegments } }', { id: job.id }, as('viewer'))
    expect(body.data).toEqual({ trainingJob: { confirmedSegments: [0] } })
  })
})

describe('the wire', () => {
  it.each([
    ['BASIC', '8.1'],
    ['ADVANCED', '8.2'],
    ['PREMIUM', '8.3'],
  ])('carries every field of a creation: %s is %s', async (edition, section) => {
    await create({ edition, description: 'warm', gender: 'MALE', language: 'ENGLISH', purpose: 'ECOMMERCE', phone: '123', uploadMode: 'PACKAGE' })
    expect(requestsOf(huawei, section).map(({ body }) => body)).toEqual([
      { voice_name: 'Ann', description: 'warm', sex: 'MALE', language: 'EN', tag: 'ECOMMERCE', phone: '123', create_type: 'PACKAGE' },
    ])
  })

  it('carries every field of a submission, and nothing that was not said', async () => {
    const { job, uploads = [] } = await create()
    for (const upload of uploads) await put(upload, 'bytes')
    await done(app, 'submitTraining', { id: job.id, voice: { name: 'Bea', description: 'cool', gender: 'FEMALE', language: 'CHINESE', purpose: 'MARKETING', phone: '456', appUserId: 'bea' } })
    expect(requestsOf(huawei, '8.1').map(({ body }) => body)).toEqual([{ voice_name: 'Ann' }])
    expect(requestsOf(huawei, '8.5').map(({ body }) => body)).toEqual([
      { voice_name: 'Bea', description: 'cool', sex: 'FEMALE', language: 'CN', tag: 'MARKETING', phone: '456', app_user_id: 'bea' },
    ])
  })

  it('carries the filters of the list', async () => {
    const filter = { kinds: ['VOICE'], statuses: ['RUNNING', 'WAITING', 'NEEDS_ACTION', 'FAILED', 'SUCCEEDED'], search: 'Ann', tag: 'NEWS', nativeId: 'j', createdAfter: '2025-01-01T00:00:00Z', createdBefore: '2025-02-01T00:00:00Z' }
    await app.query('query ($filter: TrainingJobFilter) { trainingJobs(first: 5, filter: $filter) { totalCount } }', { filter }, as('viewer'))
    const states = 'CREATING,SYSTEM_AUDITING,AUDITING,WAITING,PROCESSING,RESULT_REVIEW,AUDIT_FAILED,FAILED,SUCCEED'
    // The vendor takes at most 128 characters.
    expect(states.length).toBeLessThanOrEqual(128)
    expect(requestsOf(huawei, '8.4').map(({ query }) => query)).toEqual([{
      state: states,
      voice_name: 'Ann',
      tag: 'NEWS',
      job_id: 'j',
      create_since: '2025-01-01T00:00:00Z',
      create_until: '2025-02-01T00:00:00Z',
      offset: '0',
      limit: '6',
    }])
    expect(requestsOf(huawei, '7.2')).toEqual([])
  })
})

describe('what cannot be', () => {
  const id = idOf('VOICE/j')
  it.each([
    ['a name of 65 characters', 'createVoiceTraining', { edition: 'BASIC', name: 'x'.repeat(65) }, 'input.name'],
    ['a description of 129 characters', 'createVoiceTraining', { edition: 'BASIC', name: 'x', description: 'x'.repeat(129) }, 'input.description'],
    ['a language that nothing is trained for', 'createVoiceTraining', { edition: 'BASIC', name: 'x', language: 'FRENCH' }, 'input.language'],
    ['a phone number of 17 digits', 'createVoiceTraining', { edition: 'BASIC', name: 'x', phone: '1'.repeat(17) }, 'input.phone'],
    ['an edition that cannot be created', 'createVoiceTraining', { edition: 'FLEXUS', name: 'x' }, 'input.edition'],
    ['an unknown gender', 'createVoiceTraining', { edition: 'BASIC', name: 'x', gender: 'UNKNOWN' }, 'input.gender'],
    ['a premium voice sentence by sentence', 'createVoiceTraining', { edition: 'PREMIUM', name: 'x', uploadMode: 'SENTENCES' }, 'input.uploadMode'],
    ['a new name of 65 characters', 'submitTraining', { id, voice: { name: 'x'.repeat(65) } }, 'input.voice.name'],
    ['a video', 'submitTraining', { id, videoChange: 'NEW' }, 'input.videoChange'],
    ['a sentence before the first', 'confirmVoiceSegment', { id, index: -1 }, 'input.index'],
  ] as const)('%s is told before any call', async (_, mutation, input, field) => {
    const { job, userErrors } = await run(app, mutation, input)
    expect(job).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field }])
    expect(requestsBesidePolls(huawei)).toEqual([])
  })

  it.each([
    ['updateAvatarTraining', {}],
    ['confirmTraining', { decision: 'APPROVE' }],
    ['replyToTraining', { message: 'x' }],
    ['pauseTraining', {}],
    ['completeTrainingUpload', {}],
  ])('%s, for which there is no operation, is UNSUPPORTED', async (mutation, input) => {
    const { userErrors } = await run(app, mutation, { id, ...input })
    expect(userErrors).toMatchObject([{ code: 'UNSUPPORTED' }])
    expect(requestsBesidePolls(huawei)).toEqual([])
  })

  it('a deletion under way is refused by the vendor, a later one is not', async () => {
    const { job } = await create()
    huawei.moveTraining(job.nativeId, 'PROCESSING')
    expect((await run(app, 'deleteTraining', { id: job.id })).userErrors).toMatchObject([{ code: 'VENDOR_REJECTED' }])
    huawei.moveTraining(job.nativeId, 'SUCCEED')
    await done(app, 'deleteTraining', { id: job.id })
    expect(requestsOf(huawei, '8.7').map(({ status }) => status)).toEqual([400, 200])
  })
})

describe('what is personal', () => {
  it('the letter is shown to administrators alone, and addresses to upload to at least to operators', async () => {
    const { job, uploads = [] } = await create()
    for (const upload of uploads) await put(upload, 'bytes')
    const document = 'query ($id: ID!) { trainingJob(id: $id) { voice { authorizationUrl } uploads { file } } }'
    const codes = async (role: Parameters<typeof as>[0]) => {
      const { body } = await app.query(document, { id: job.id }, as(role))
      return body.errors?.map(({ path, extensions }) => [path?.at(-1), extensions.code]) ?? []
    }
    expect(await codes('viewer')).toEqual(expect.arrayContaining([['uploads', 'FORBIDDEN'], ['authorizationUrl', 'FORBIDDEN']]))
    expect(await codes('operator')).toEqual([['authorizationUrl', 'FORBIDDEN']])
    expect(await codes('admin')).toEqual([])
  })
})

describe('a list of trainings', () => {
  const LIST = 'query ($first: Int!, $after: String, $filter: TrainingJobFilter) { trainingJobs(first: $first, after: $after, filter: $filter) { nodes { id kind createdAt name } totalCount pageInfo { hasNextPage endCursor } unavailable { code } } }'
  interface Listed {
    trainingJobs: { nodes: { id: string; kind: string; createdAt: string }[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string } }
  }

  it('merges avatars and voices, newest first, page by page, each once though others come', async () => {
    for (const name of ['One', 'Two']) {
      await create({ name })
      await done(app, 'createAvatarTraining', { name })
    }
    const whole = (await app.query<Listed>(LIST, { first: 100 }, as('viewer'))).body.data?.trainingJobs
    expect(new Set(whole?.nodes.map(({ kind }) => kind))).toEqual(new Set(['AVATAR', 'VOICE']))
    expect(whole?.totalCount).toBe(whole?.nodes.length)
    const times = whole?.nodes.map(({ createdAt }) => Date.parse(createdAt)) ?? []
    expect(times).toEqual([...times].sort((one, other) => other - one))

    const paged: string[] = []
    for (let after: string | undefined, more = true; more; ) {
      const page = (await app.query<Listed>(LIST, { first: 3, after }, as('viewer'))).body.data?.trainingJobs as Listed['trainingJobs']
      paged.push(...page.nodes.map(({ id }) => id))
      ;({ endCursor: after, hasNextPage: more } = page.pageInfo)
      if (paged.length === 3) await done(app, 'createAvatarTraining', { name: 'A newcomer' })
    }
    // The newcomer may show up or not; all others are there once and in their order.
    const ids = whole?.nodes.map(({ id }) => id) ?? []
    expect(paged.filter((id) => ids.includes(id))).toEqual(ids)
  })

  it('asks for no details of a voice that the list has told all about', async () => {
    await create()
    const document = '{ trainingJobs(filter: { kinds: [VOICE], accounts: ["huawei"] }) { nodes { name demoVideoUrls operationLog { at } comments { at } failure { message } voice { edition } } } }'
    const { body } = await app.query(document, {}, as('operator'))
    expect(body.errors).toBeUndefined()
    expect(body.extensions).toMatchObject({ vendorCalls: [expect.objectContaining({ account: 'huawei', calls: 1 })] })
  })

  it('says that a vendor is down, and stands', async () => {
    huawei.faults.add({ operation: '8.4', status: 400 })
    const { body } = await app.query(LIST, { first: 5 }, as('viewer'))
    expect(body.data).toMatchObject({ trainingJobs: { nodes: [], unavailable: [{ code: 'VENDOR_REJECTED' }] } })
  })
})
