import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import type { TestApp } from '../support/app.js'
import { as, changeTo, CHANGES, paramsOf, requestsBesidePolls, startTrainings } from './trainings.js'

let app: TestApp
let huawei: HuaweiSandbox
beforeAll(async () => {
  ;({ app, huawei } = await startTrainings())
})
afterAll(() => app.dispose())

interface Tracked {
  trackJob: { job: { __typename: string; id: string } | null; userErrors: { code: string; field: string | null }[] }
}
const track = async (input: object) => {
  const document = 'mutation ($input: TrackJobInput!) { trackJob(input: $input) { job { __typename ... on TrainingJob { id } ... on VideoJob { id } ... on LiveSession { id } } userErrors { code field } } }'
  const { body } = await app.query<Tracked>(document, { input: { account: 'huawei', ...input } }, as('operator'))
  expect(body.errors).toBeUndefined()
  return body.data?.trackJob as Tracked['trackJob']
}
const idOf = (type: string, key: string) => Buffer.from(`${type}:huawei:${key}`).toString('base64url')
/** A training that the simulator has had before anybody asked for it. */
const elsewhere = async (kind: 'AVATAR' | 'VOICE') => {
  const { body } = await app.query<{ trainingJobs: { nodes: { nativeId: string }[] } }>('query ($kind: TrainingKind!) { trainingJobs(first: 1, filter: { kinds: [$kind] }) { nodes { nativeId } } }', { kind }, as('viewer'))
  return body.data?.trainingJobs.nodes[0]?.nativeId ?? ''
}

describe('a job that was started elsewhere', () => {
  it.each([
    ['AVATAR', 'TRAINING', 'TRAIN_FAILED', 'FAILED'],
    ['VOICE', 'PROCESSING', 'SUCCEED', 'SUCCEEDED'],
  ] as const)('is watched once it is tracked: the training of an %s', async (kind, before, after, status) => {
    const nativeId = await elsewhere(kind)
    expect(huawei.moveTraining(nativeId, before)).toBe(true)
    const job = idOf('TrainingJob', `${kind}/${nativeId}`)
    const changes = app.subscribe(CHANGES, { job }, paramsOf('viewer'))
    await app.subscribers(1)
    expect(await track({ vendor: 'HUAWEI', account: 'huawei', kind: `${kind}_TRAINING`, nativeId })).toEqual({ job: { __typename: 'TrainingJob', id: job }, userErrors: [] })
    expect(await changeTo(changes, before)).toMatchObject({ job: { id: job }, previousStatus: null })
    huawei.moveTraining(nativeId, after)
    expect(await changeTo(changes, after)).toMatchObject({ status, previousStatus: 'RUNNING' })
    changes.dispose()
    await app.subscribers(0)
  })

  it('may be the making of a video', async () => {
    const { body } = await app.query<{ videoJobs: { nodes: { id: string; nativeId: string }[] } }>('{ videoJobs(first: 1) { nodes { id nativeId } } }', {}, as('viewer'))
    const { id, nativeId } = body.data?.videoJobs.nodes[0] as { id: string; nativeId: string }
    expect(await track({ kind: 'VIDEO', nativeId })).toEqual({ job: { __typename: 'VideoJob', id }, userErrors: [] })
  })

  it('may be a live session, which is named by its room too', async () => {
    const room = huawei.world.rooms.find(({ detail }) => detail.room_state === 'ENABLE' && detail.room_type === 'NORMAL')?.id ?? ''
    const started = await app.query<{ startLive: { session: { id: string; nativeId: string } } }>('mutation ($id: ID!) { startLive(input: { id: $id }) { session { id nativeId } } }', { id: idOf('LiveRoom', room) }, as('operator'))
    const session = started.body.data?.startLive.session
    expect(await track({ kind: 'LIVE_SESSION', nativeId: `${room}/${session?.nativeId}` })).toEqual({ job: { __typename: 'LiveSession', id: session?.id }, userErrors: [] })
  })
})

describe('what is no job', () => {
  it.each([
    ['of an unknown id', { kind: 'AVATAR_TRAINING', nativeId: 'nobody' }, { code: 'NOT_FOUND' }],
    ['of another vendor than the account', { kind: 'AVATAR_TRAINING', nativeId: 'x', account: 'huawei', vendor: 'XINGYUN' }, { code: 'BAD_USER_INPUT', field: 'input.vendor' }],
    ['at a vendor without such jobs', { kind: 'VOICE_TRAINING', nativeId: 'x', account: 'xingyun' }, { code: 'UNSUPPORTED' }],
    ['at no account', { kind: 'VOICE_TRAINING', nativeId: 'x', account: 'nowhere' }, { code: 'NOT_FOUND' }],
    ['of a session without its room', { kind: 'LIVE_SESSION', nativeId: 'x' }, { code: 'BAD_USER_INPUT', field: 'input.nativeId' }],
    ['of an empty id', { kind: 'VOICE_TRAINING', nativeId: '' }, { code: 'BAD_USER_INPUT' }],
  ])('%s is refused and not watched', async (_, input, error) => {
    const before = (await app.metrics()).get('avatargraph_watched_jobs')
    huawei.journal.clear()
    const { job, userErrors } = await track(input)
    expect(job).toBeNull()
    expect(userErrors).toMatchObject([error])
    expect((await app.metrics()).get('avatargraph_watched_jobs')).toBe(before)
    expect(requestsBesidePolls(huawei).filter(({ section }) => section !== '6.2.3')).toEqual([])
  })
})
