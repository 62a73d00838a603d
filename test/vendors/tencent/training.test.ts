import { afterEach, describe, expect, test } from 'vitest'
import { requestsOf } from '../../support/huawei.js'
import { context, refusal } from '../calls.js'
import { jobsInMemory, startTencent, type Sandboxed } from './sandboxed.js'

let tencent: Sandboxed
afterEach(() => tencent.close())

const PHOTO = { name: 'Ann', edition: 'PHOTO' as const, gender: 'FEMALE' as const, files: [{ file: 'PHOTO' as const, url: 'https://b.example.com/video/ann.png' }] }

describe('a training whose memory fails', () => {
  test('was begun all the same, and is said to be', async () => {
    const knownJobs = jobsInMemory(() => true)
    tencent = await startTencent({ account: { knownJobs } })
    const { nativeId } = await tencent.account.training.avatars.create(PHOTO, context())
    expect(tencent.sandbox.world.tasks.byId.has(nativeId)).toBe(true)
  })

  test('is listed though its end cannot be noted, and asked again the next time', async () => {
    let away = false
    const knownJobs = jobsInMemory()
    tencent = await startTencent({ account: { knownJobs: { ...knownJobs, remember: (...call) => (away ? Promise.reject(new Error('the database is away')) : knownJobs.remember(...call)) } } })
    const { nativeId } = await tencent.account.training.avatars.create(PHOTO, context())
    tencent.sandbox.moveTraining(nativeId, 'END:SUCCESS')
    away = true
    for (const calls of [1, 2]) {
      const { items } = await tencent.account.training.list({}, { size: 5 }, context())
      expect(items.map(({ entity }) => [entity.name, entity.status])).toEqual([['Ann', 'SUCCEEDED']])
      expect(requestsOf(tencent.sandbox, 'customservice/getprogress')).toHaveLength(calls)
    }
    away = false
    await tencent.account.training.list({}, { size: 5 }, context())
    await tencent.account.training.list({}, { size: 5 }, context())
    expect(requestsOf(tencent.sandbox, 'customservice/getprogress')).toHaveLength(3)
  })
})

describe('a list of very many trainings', () => {
  const startFull = async (count: number) => {
    const knownJobs = jobsInMemory()
    tencent = await startTencent({ account: { knownJobs } })
    const { id } = tencent.sandbox.world.tasks.all[0]!
    tencent.sandbox.moveTraining(id, 'TRAIN:PROCESSING')
    for (let index = 0; index < count; index += 1) knownJobs.jobs.push({ kind: 'AVATAR_TRAINING', key: `AVATAR/${id}`, facts: { name: `Ann-${index}` }, createdAt: new Date(index) })
    return knownJobs
  }

  test('asks for those on the page alone', async () => {
    await startFull(60)
    const { items, hasMore } = await tencent.account.training.list({}, { size: 3 }, context())
    expect(items.map(({ entity }) => entity.name)).toEqual(['Ann-59', 'Ann-58', 'Ann-57'])
    expect(hasMore).toBe(true)
    expect(requestsOf(tencent.sandbox, 'customservice/getprogress')).toHaveLength(3)
  })

  test('asks not without end for a state that none of them is in, and says what to do', async () => {
    await startFull(400)
    expect(await refusal(tencent.account.training.list({ statuses: ['SUCCEEDED'] }, { size: 3 }, context()))).toMatchObject({ code: 'UNSUPPORTED', details: { hint: expect.stringContaining('createdAfter') as string } })
    expect(requestsOf(tencent.sandbox, 'customservice/getprogress').length).toBeLessThanOrEqual(250)
  })

  test('ends a page early, with more to follow, when it takes long to fill it', async () => {
    const knownJobs = await startFull(400)
    const other = tencent.sandbox.world.tasks.all.slice(1).find(({ makeType }) => makeType === 'IMAGE')!.id
    expect(tencent.sandbox.moveTraining(other, 'CONFIRM:WAIT_PROCESS')).toBe(true)
    for (const index of [390, 100]) knownJobs.jobs[index] = { ...knownJobs.jobs[index]!, key: `AVATAR/${other}` }
    const first = await tencent.account.training.list({ statuses: ['NEEDS_ACTION'] }, { size: 3 }, context())
    expect(first.items.map(({ entity }) => entity.name)).toEqual(['Ann-390'])
    expect(first.hasMore).toBe(true)
    const { nativeId } = first.items[0]!.entity
    expect(nativeId).toBe(other)
  })
})

describe('a vendor that is not itself', () => {
  test.each([
    ['an answer that is no JSON', { malformed: true }, 'VENDOR_MALFORMED'],
    ['an answer without end', { oversized: true }, 'VENDOR_MALFORMED'],
    ['a page of a proxy', { html: true }, 'VENDOR_UNAVAILABLE'],
    ['half an answer', { truncate: true }, 'VENDOR_UNAVAILABLE'],
    ['no answer', { drop: true }, 'VENDOR_UNAVAILABLE'],
    ['its rate exceeded', { throttle: true }, 'VENDOR_RATE_LIMITED'],
  ])('gives %s, and that is said', async (_, fault, code) => {
    tencent = await startTencent()
    tencent.sandbox.faults.add({ operation: 'customservice/getprogress', ...fault })
    expect(await refusal(tencent.account.training.avatars.get('t', context({ deadline: Date.now() + 3_000 })))).toMatchObject({ code, details: { vendor: 'TENCENT', account: 'tencent' } })
  })

  test('has another clock than this machine: the error says to look at it', async () => {
    tencent = await startTencent({ account: { now: () => Date.now() - 6 * 60_000 } })
    expect(await refusal(tencent.account.training.avatars.get('t', context()))).toMatchObject({ code: 'VENDOR_AUTH', details: { retryable: false, hint: expect.stringMatching(/clock.*five minutes/) as string } })
  })

  test.each([
    ['appKey', { appKey: 'x' }],
    ['accessToken', { accessToken: 'x' }],
  ])('refuses another %s, and the error says where to look', async (_, account) => {
    tencent = await startTencent({ account })
    expect(await refusal(tencent.account.training.avatars.get('t', context()))).toMatchObject({ code: 'VENDOR_AUTH', details: { hint: expect.stringContaining('access token') as string } })
  })

  test('takes a clock that is 4 minutes off', async () => {
    tencent = await startTencent({ account: { now: () => Date.now() - 4 * 60_000 } })
    expect(await refusal(tencent.account.training.avatars.get('t', context()))).toMatchObject({ code: 'NOT_FOUND' })
  })
})
