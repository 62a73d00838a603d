import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TencentSandbox } from '../../src/sandbox/tencent.js'
import { CHANGES, changeTo, type Change } from '../huawei/trainings.js'
import { startApp, type TestApp } from '../support/app.js'
import { payloadsOf, requestsBesideLooks, run, done, tencentOf, trainAvatar } from '../support/tencent.js'

let app: TestApp
let tencent: TencentSandbox
beforeAll(async () => {
  app = await startApp({ SANDBOX_SPEED: '10' })
  tencent = tencentOf(app)
})
afterAll(() => app.dispose())
beforeEach(() => {
  tencent.faults.clear()
  tencent.journal.clear()
})

interface Shown {
  status: string
  stage: string | null
  vendorStatus: string
  requiredAction: string | null
  demoVideoUrls: string[]
  trainingRounds: { startedAt: string; demoVideoUrls: string[] }[]
  refusalReason: string | null
  failure: { message: string; code: string } | null
}
const FIELDS = 'status stage vendorStatus requiredAction demoVideoUrls trainingRounds { startedAt demoVideoUrls } refusalReason failure { message code }'
const show = async (id: string): Promise<Shown> => {
  const { body } = await app.query<{ trainingJob: Shown }>(`query ($id: ID!) { trainingJob(id: $id) { ${FIELDS} } }`, { id })
  expect(body.errors).toBeUndefined()
  return body.data!.trainingJob
}
const judge = (id: string, decision: string, more: object = {}) => run<{ job: { id: string } | null }>(app, 'confirmTraining', { id, decision, ...more }, 'job { id } uploads { file }')
const WAITS = 'MAKING CONFIRM WAIT_PROCESS'

describe('an avatar', () => {
  it('is made from a film, turned down once, worked over, approved, and can be used', async () => {
    const { id, name } = await trainAvatar(app)
    const changes = app.subscribe(CHANGES, { job: id, snapshot: true })
    const seen: Change[] = []
    expect(await changeTo(changes, WAITS, seen)).toMatchObject({ job: { id }, stage: 'CONFIRM', status: 'NEEDS_ACTION', requiredAction: 'CONFIRM', source: 'POLL' })

    const first = await show(id)
    expect(first).toMatchObject({ vendorStatus: WAITS, demoVideoUrls: [expect.stringMatching(/^http/), expect.stringMatching(/^http/)], trainingRounds: [], refusalReason: null, failure: null })
    expect((await fetch(first.demoVideoUrls[0]!)).status).toBe(200)

    expect(await judge(id, 'REJECT', { reason: 'The character has a green outline.' })).toMatchObject({ job: { id }, uploads: [], userErrors: [] })
    expect(await changeTo(changes, WAITS, seen)).toMatchObject({ requiredAction: 'CONFIRM' })
    const second = await show(id)
    expect(second.trainingRounds).toEqual([{ startedAt: expect.any(String) as string, demoVideoUrls: first.demoVideoUrls }])
    expect(Math.abs(Date.parse(second.trainingRounds[0]!.startedAt) - Date.now())).toBeLessThan(60_000)
    expect(second.demoVideoUrls).not.toEqual(first.demoVideoUrls)

    expect((await judge(id, 'APPROVE')).userErrors).toEqual([])
    expect(await changeTo(changes, 'SUCCESS END SUCCESS', seen)).toMatchObject({ stage: 'DONE', status: 'SUCCEEDED', requiredAction: null })
    expect(payloadsOf(tencent, 'customservice/customerconfirm')).toEqual([
      { TaskId: expect.any(String) as string, Operate: 'REJECT', Reason: 'The character has a green outline.' },
      { TaskId: expect.any(String) as string, Operate: 'AGREE' },
    ])

    const task = tencent.world.tasks.all.find(({ anchorName }) => anchorName === name)
    const { body } = await app.query('query ($id: ID!) { trainingJob(id: $id) { name kind vendor createdAt avatar { edition resolution modelVersion } voice { edition } } }', { id })
    expect(body.data).toEqual({
      trainingJob: { name, kind: 'AVATAR', vendor: 'TENCENT', createdAt: expect.any(String) as string, avatar: { edition: 'STUDIO', resolution: 'UNKNOWN', modelVersion: 'UNKNOWN' }, voice: null },
    })
    const made = await app.query<{ trainingJob: { asset: { nativeId: string }; assets: { nativeId: string }[] } }>('query ($id: ID!) { trainingJob(id: $id) { asset { nativeId } assets { nativeId } } }', { id })
    expect(made.body.data?.trainingJob).toEqual({ asset: { nativeId: task?.made.image }, assets: [{ nativeId: task?.made.image }] })

    // Each change follows from the one before, and none is told twice.
    expect(seen.slice(1).map(({ previousStatus }) => previousStatus)).toEqual(seen.slice(0, -1).map(({ status }) => status))
    expect(new Set(seen.map(({ cursor }) => cursor)).size).toBe(seen.length)
    changes.dispose()
  })

  it('whose rework the vendor refuses waits for its judgement anew, and says why', async () => {
    const { id, nativeId } = await trainAvatar(app)
    expect(tencent.moveTraining(nativeId, 'CONFIRM:WAIT_PROCESS')).toBe(true)
    const changes = app.subscribe(CHANGES, { job: id, snapshot: true })
    const before = await changeTo(changes, WAITS)
    expect(tencent.refuseRetrain(nativeId, 'It is as good as the material.')).toBe(true)
    expect((await judge(id, 'REJECT', { reason: 'Still not good.' })).userErrors).toEqual([])
    // The same words again are news: it is another round.
    const after = await changeTo(changes, WAITS)
    expect(after.cursor).not.toBe(before.cursor)
    expect(await show(id)).toMatchObject({ requiredAction: 'CONFIRM', refusalReason: 'It is as good as the material.', trainingRounds: [] })
    expect((await judge(id, 'APPROVE')).userErrors).toEqual([])
    await changeTo(changes, 'SUCCESS END SUCCESS')
    changes.dispose()
  })

  it('that the reviewers refuse has failed, and says why', async () => {
    const { id, nativeId } = await trainAvatar(app)
    const changes = app.subscribe(CHANGES, { job: id, snapshot: true })
    tencent.failTraining(nativeId, 'The face is\ncovered.')
    const status = await (async () => {
      for (;;) {
        const change = (await changes.next()).data?.trainingStatusChanged as unknown as Change
        if (change.status === 'FAILED') return change
      }
    })()
    expect(status).toMatchObject({ requiredAction: null, vendorStatus: expect.stringMatching(/^FAIL \w+ FAIL$/) as string })
    expect(await show(id)).toMatchObject({ status: 'FAILED', failure: { message: 'The face is covered.', code: 'VENDOR_REJECTED' } })
    changes.dispose()
  })
})

describe('a judgement', () => {
  it.each([
    ['SUBMIT:PROCESSING', 'MAKING SUBMIT PROCESSING'],
    ['AUDIT:WAIT_PROCESS', 'MAKING AUDIT WAIT_PROCESS'],
    ['TRAIN:PROCESSING', 'MAKING TRAIN PROCESSING'],
    ['CONFIRM:PROCESSING', 'MAKING CONFIRM PROCESSING'],
    ['END:SUCCESS', 'SUCCESS END SUCCESS'],
  ] as const)('in %s is refused before it is sent, with what is', async (state, words) => {
    const { id, nativeId } = await trainAvatar(app)
    expect(tencent.moveTraining(nativeId, state)).toBe(true)
    const { job, userErrors } = await judge(id, 'APPROVE')
    expect(job).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'input.id', message: expect.stringContaining(`got one in ${words}.`) as string }])
    expect(payloadsOf(tencent, 'customservice/customerconfirm')).toEqual([])
  })

  it.each([
    ['a rejection without a reason', 'REJECT', {}, 'input.reason'],
    ['a rejection with an empty reason', 'REJECT', { reason: '' }, 'input.reason'],
    ['a reason of 301 characters', 'REJECT', { reason: '😀'.repeat(301) }, 'input.reason'],
    ['an approval with a reason', 'APPROVE', { reason: 'fine' }, 'input.reason'],
    ['a title', 'REJECT', { reason: 'no', title: 'Lips' }, 'input.title'],
    ['attachments', 'REJECT', { reason: 'no', attachmentNames: ['lips.mp4'] }, 'input.attachmentNames'],
  ])('that cannot be is told before any call: %s', async (_, decision, more, field) => {
    const { userErrors } = await judge(Buffer.from('TrainingJob:tencent:AVATAR/somebody').toString('base64url'), decision, more)
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field }])
    expect(payloadsOf(tencent, 'customservice/getprogress').filter(({ TaskId }) => TaskId === 'somebody')).toEqual([])
  })

  it('takes a reason of 300 characters, counted as people do', async () => {
    const { id, nativeId } = await trainAvatar(app)
    tencent.moveTraining(nativeId, 'CONFIRM:WAIT_PROCESS')
    expect((await judge(id, 'REJECT', { reason: '😀'.repeat(300) })).userErrors).toEqual([])
  })

  it('whose answer was lost is not sent a second time', async () => {
    const { id, nativeId } = await trainAvatar(app)
    tencent.moveTraining(nativeId, 'CONFIRM:WAIT_PROCESS')
    tencent.faults.add({ operation: 'customservice/customerconfirm', drop: true, times: 1 })
    const { userErrors } = await judge(id, 'APPROVE')
    expect(userErrors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE', hint: expect.stringContaining('may have been carried out') as string }])
    expect(payloadsOf(tencent, 'customservice/customerconfirm')).toHaveLength(1)
  })
})

describe('what Tencent has no operation for', () => {
  it.each(['submitTraining', 'deleteTraining', 'pauseTraining', 'updateAvatarTraining', 'completeTrainingUpload'])('is UNSUPPORTED: %s', async (mutation) => {
    const { userErrors } = await run(app, mutation, { id: Buffer.from('TrainingJob:tencent:AVATAR/x').toString('base64url') }, 'job { id }')
    expect(userErrors).toMatchObject([{ code: 'UNSUPPORTED' }])
    expect(requestsBesideLooks(tencent)).toEqual([])
  })
})

describe('a training that was started elsewhere', () => {
  it('is watched and listed once it is tracked, without a name', async () => {
    const task = tencent.world.tasks.all.find(({ makeType, body }) => makeType === 'IMAGE' && body === undefined)
    const nativeId = task?.id ?? ''
    tencent.moveTraining(nativeId, 'TRAIN:PROCESSING')
    const { job } = await done<{ job: { id: string } }>(app, 'trackJob', { vendor: 'TENCENT', kind: 'AVATAR_TRAINING', nativeId }, 'job { ... on TrainingJob { id } }')
    const changes = app.subscribe(CHANGES, { job: job.id, snapshot: true })
    expect(await changeTo(changes, 'MAKING TRAIN PROCESSING')).toMatchObject({ stage: 'TRAIN', status: 'RUNNING' })
    tencent.moveTraining(nativeId, 'CONFIRM:WAIT_PROCESS')
    await changeTo(changes, WAITS)
    changes.dispose()
    const { body } = await app.query('query ($nativeId: String) { trainingJobs(filter: { nativeId: $nativeId, accounts: ["tencent"] }) { nodes { id name avatar { edition } } unavailable { code } } }', { nativeId })
    expect(body.data).toEqual({ trainingJobs: { nodes: [{ id: job.id, name: null, avatar: { edition: null } }], unavailable: [] } })
  })

  it('and is of no known id is NOT_FOUND, and not watched', async () => {
    const { userErrors } = await run(app, 'trackJob', { kind: 'VOICE_TRAINING', nativeId: 'nobody' }, 'job { ... on TrainingJob { id } }')
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND', vendorCode: '110006' }])
    const { body } = await app.query('{ trainingJobs(filter: { nativeId: "nobody", accounts: ["tencent"] }) { nodes { id } } }')
    expect(body.data).toEqual({ trainingJobs: { nodes: [] } })
  })
})

describe("the vendor's words", () => {
  it('that are in no table are UNKNOWN, never success, and counted', async () => {
    const { id, nativeId } = await trainAvatar(app)
    tencent.moveTraining(nativeId, 'POLISH:PROCESSING' as never)
    const shown = await show(id)
    expect(shown).toMatchObject({ status: 'UNKNOWN', stage: null, vendorStatus: 'MAKING POLISH PROCESSING', requiredAction: null })
    expect([...(await app.metrics()).keys()].filter((sample) => sample.includes('unknown') && sample.includes('StageV2'))).toHaveLength(1)
  })
})
