import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TencentSandbox } from '../../src/sandbox/tencent.js'
import { startApp, sumOf, type TestApp } from '../support/app.js'
import { idOf, keyOf } from '../support/huawei.js'
import type { TestSubscription } from '../support/subscription.js'
import { done, payloadsOf, tencentOf } from '../support/tencent.js'
import { until } from '../support/until.js'

const CHANGES = 'subscription { videoJobChanged { ... on VideoJobChanged { status previousStatus vendorStatus source job { id } } } }'
interface Change {
  status: string
  previousStatus: string | null
  vendorStatus: string
  source: string
  job: { id: string }
}

let app: TestApp
let tencent: TencentSandbox
let changes: TestSubscription
beforeAll(async () => {
  // So slow that only what a test causes happens in its time.
  app = await startApp({ SANDBOX_SPEED: '0.001' })
  tencent = tencentOf(app)
})
afterAll(() => app.dispose())
beforeEach(async () => {
  tencent.faults.clear()
  tencent.journal.clear()
  changes = app.subscribe(CHANGES)
  await app.subscribers(1)
})
afterEach(async () => {
  changes.dispose()
  await app.subscribers(0)
})

const next = async () => (await changes.next()).data?.videoJobChanged as unknown as Change
const order = async (to: TestApp, more: object = {}) => {
  const image = tencentOf(to).world.images.all.find(({ expiresAt }) => expiresAt > Date.now())!
  const input = { avatarId: idOf('Asset', image.id, 'tencent'), scenes: [{ text: 'Hello.' }], ...more }
  return (await done<{ videoJob: { id: string } }>(to, 'createVideo', input, 'videoJob { id }')).videoJob.id
}
/** A job that the tracker has asked about, and the address that the vendor was given for it. */
const ordered = async () => {
  const id = await order(app)
  expect(await next()).toMatchObject({ status: 'WAITING', job: { id } })
  return { id, address: payloadsOf(tencent, 'broadcastservice/videomake').at(-1)!.CallbackUrl as string }
}
const post = async (url: string, body: unknown) => (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) })).status
const result = (TaskId: string, Status = 'SUCCESS') => ({ Payload: { Progress: 100, MediaUrl: 'https://evil.example/v.mp4', SubtitlesUrl: '', Status, FailMessage: '', TaskId } })
const outcomes = async (outcome: string) => sumOf(await app.metrics(), 'avatargraph_callbacks_total', { account: 'tencent', outcome })
const asked = (id: string) => payloadsOf(tencent, 'broadcastservice/getprogress').filter(({ TaskId }) => TaskId === keyOf(id)).length
/** Ends a job at the vendor without its callback, as if that were lost. */
const endSilently = (id: string, status: 'SUCCESS' | 'FAIL') => {
  const job = tencent.world.broadcasts.byId.get(keyOf(id))!
  Object.assign(job.order, { callbackUrl: undefined })
  Object.assign(job, { status, media: 'https://example.com/v.mp4', ...(status === 'FAIL' && { failure: { code: 801007, message: 'timeout' } }) })
}

describe('the result of a video', () => {
  it('is asked for where the vendor calls back, and announced out of what it answers', async () => {
    const { id, address } = await ordered()
    endSilently(id, 'SUCCESS')
    expect(await post(address, result(keyOf(id)))).toBe(200)
    expect(await next()).toMatchObject({ status: 'SUCCEEDED', previousStatus: 'WAITING', vendorStatus: 'SUCCESS', source: 'POLL', job: { id } })
    const { body } = await app.query('query ($id: ID!) { videoJob(id: $id) { outputUrl } }', { id })
    expect(body.data).toEqual({ videoJob: { outputUrl: 'https://example.com/v.mp4' } })
    expect(await outcomes('hint')).toBeGreaterThan(0)
  })

  it('is not believed: a callback that says SUCCESS of a job that goes on changes nothing', async () => {
    const { id, address } = await ordered()
    const before = asked(id)
    expect(await post(address, result(keyOf(id)))).toBe(200)
    await until(() => asked(id) > before, 'the vendor is asked')
    const { body } = await app.query('query ($id: ID!) { videoJob(id: $id) { status outputUrl } }', { id })
    expect(body.data).toEqual({ videoJob: { status: 'WAITING', outputUrl: null } })
    endSilently(id, 'FAIL')
    await post(address, result(keyOf(id)))
    expect(await next()).toMatchObject({ status: 'FAILED', vendorStatus: 'FAIL', job: { id } })
  })

  it('leaves no trace where its address is forged, bent, or of another kind of thing', async () => {
    const { id, address } = await ordered()
    endSilently(id, 'SUCCESS')
    const url = new URL(address)
    const bent = (bend: (parameters: URLSearchParams) => void) => {
      const copy = new URL(url)
      bend(copy.searchParams)
      return copy.toString()
    }
    const [job, proof] = ['job', 'proof'].map((name) => url.searchParams.get(name)!)
    const other = await ordered()
    const refused = await outcomes('unauthenticated')
    const forged = [
      `${url.origin}${url.pathname}`,
      bent((it) => it.delete('proof')),
      bent((it) => it.delete('job')),
      bent((it) => it.set('proof', `${proof![0] === 'A' ? 'B' : 'A'}${proof!.slice(1)}`)),
      bent((it) => it.set('job', job!.split('').reverse().join(''))),
      bent((it) => it.set('proof', new URL(other.address).searchParams.get('proof')!)),
      bent((it) => it.set('proof', '')),
    ]
    for (const wrong of forged) expect(await post(wrong, result(keyOf(id))), wrong).toBe(401)
    expect(await outcomes('unauthenticated')).toBe(refused + forged.length)

    // The right address of one job with the id of another, or of none.
    const [watched, untouched] = [(await app.metrics()).get('avatargraph_watched_jobs'), await outcomes('empty')]
    expect(await post(other.address, result(keyOf(id)))).toBe(200)
    expect(await post(other.address, result('never-heard-of'))).toBe(200)
    expect((await app.metrics()).get('avatargraph_watched_jobs')).toBe(watched)
    expect(await outcomes('empty')).toBe(untouched + 2)
    expect(payloadsOf(tencent, 'broadcastservice/getprogress').some(({ TaskId }) => TaskId === 'never-heard-of')).toBe(false)

    expect(await post(address, result(keyOf(id)))).toBe(200)
    expect(await next()).toMatchObject({ status: 'SUCCEEDED', job: { id } })
  })

  it('that cannot be read is refused', async () => {
    const { address } = await ordered()
    for (const body of ['{', '[]', '{}', { Payload: {} }, { Payload: { TaskId: '' } }]) expect(await post(address, body)).toBe(400)
  })

  it('may come again: the end is announced once', async () => {
    const { id, address } = await ordered()
    endSilently(id, 'SUCCESS')
    for (let count = 0; count < 3; count += 1) expect(await post(address, result(keyOf(id)))).toBe(200)
    expect(await next()).toMatchObject({ status: 'SUCCEEDED', job: { id } })
    const other = await ordered()
    expect(other.id).not.toBe(id)
  })
})

describe('the whole road', () => {
  let quick: TestApp
  beforeAll(async () => {
    quick = await startApp({ SANDBOX_SPEED: '20' })
  })
  afterAll(() => quick.dispose())

  const watch = async () => {
    const subscription = quick.subscribe(CHANGES)
    await quick.subscribers(1)
    const until = async (id: string, status: string) => {
      const seen: Change[] = []
      while (seen.at(-1)?.status !== status) {
        const change = (await subscription.next()).data?.videoJobChanged as unknown as Change
        if (change.job.id === id) seen.push(change)
      }
      subscription.dispose()
      await quick.subscribers(0)
      return seen
    }
    return { until }
  }

  it('from the order over the one callback to the subscriber', async () => {
    const { until: seen } = await watch()
    const id = await order(quick)
    const statuses = (await seen(id, 'SUCCEEDED')).map(({ status }) => status)
    expect(statuses).toEqual([...new Set(statuses)])
    await until(async () => sumOf(await quick.metrics(), 'avatargraph_callbacks_total', { account: 'tencent', kind: 'video', outcome: 'hint' }) > 0, 'the vendor has called back')
    const deliveries = tencentOf(quick).journal.entries().filter((entry) => entry.kind === 'callback')
    expect(deliveries).toMatchObject([{ outcome: 'delivered' }])
  })

  it('from the order to the subscriber where the callback goes elsewhere', async () => {
    const { until: seen } = await watch()
    const id = await order(quick, { callback: { url: 'http://127.0.0.1:9/nobody' } })
    expect((await seen(id, 'SUCCEEDED')).at(-1)).toMatchObject({ source: 'POLL' })
  })

  it('from the order to the subscriber of a video that fails', async () => {
    const { until: seen } = await watch()
    const id = await order(quick)
    tencentOf(quick).failVideo(keyOf(id))
    expect((await seen(id, 'FAILED')).at(-1)).toMatchObject({ vendorStatus: 'FAIL' })
  })
})
