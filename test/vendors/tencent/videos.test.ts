import { afterEach, describe, expect, test } from 'vitest'
import type { Videos } from '../../../src/domain/videos.js'
import type { VideoDraft } from '../../../src/domain/video-draft.js'
import { requestsOf } from '../../support/huawei.js'
import { until } from '../../support/until.js'
import { context } from '../calls.js'
import { jobsInMemory, startTencent, type Sandboxed } from './sandboxed.js'

const DAY = 24 * 60 * 60_000

let tencent: Sandboxed
afterEach(() => tencent.close())

const videos = () => tencent.account.videos as Videos
const draft = (more: Partial<VideoDraft> = {}): VideoDraft => ({
  script: null, name: null, avatar: tencent.sandbox.world.images.all.find(({ expiresAt }) => expiresAt > Date.now())!.id, voice: null, video: null, music: null, skipReview: null,
  scenes: [{ sequenceNo: null, control: null, text: 'Hello.', backgrounds: [], layers: [] }], orientation: null, driver: null, audioUrl: null, format: null, concurrency: null,
  referenceVideo: null, referencePhotoUrl: null, storage: null, options: null, callback: null, ...more,
})
const read = (id: string) => videos().get(id, { content: true }, context())
const made = async (more: Partial<VideoDraft> = {}) => {
  const id = await videos().create(draft(more), context())
  await until(async () => (await read(id)).status === 'SUCCEEDED', 'the video is made')
  return id
}
const payload = () => (requestsOf(tencent.sandbox, 'broadcastservice/videomake').at(-1)?.body as { Payload: Record<string, unknown> }).Payload

describe('a video', () => {
  test('is ordered without a callback where the vendor cannot reach this deployment', async () => {
    tencent = await startTencent({ speed: 20 })
    await videos().create(draft(), context())
    expect(payload()).not.toHaveProperty('CallbackUrl')
  })

  test('is called back at an address of its own each time', async () => {
    tencent = await startTencent({ account: { callbackBase: () => 'https://graph.example/' } })
    const addresses: unknown[] = []
    for (let count = 0; count < 3; count += 1) {
      await videos().create(draft(), context())
      addresses.push(payload().CallbackUrl)
    }
    expect(new Set(addresses).size).toBe(3)
    for (const address of addresses) {
      expect(address).toMatch(/^https:\/\/graph\.example\/callbacks\/tencent\/video\?job=[\w-]{32}&proof=[\w-]{43}$/)
      expect(address).not.toContain(tencent.sandbox.settings.accessToken)
    }
  })

  test('was ordered though it could not be noted, and its id is told', async () => {
    tencent = await startTencent({ account: { knownJobs: jobsInMemory(() => true) } })
    expect(tencent.sandbox.world.broadcasts.byId.has(await videos().create(draft(), context()))).toBe(true)
  })

  test('of which the end cannot be noted is shown, and asked for again', async () => {
    const knownJobs = jobsInMemory()
    let away = false
    tencent = await startTencent({ speed: 20, account: { knownJobs: { ...knownJobs, remember: (...call) => (away ? Promise.reject(new Error('the database is away')) : knownJobs.remember(...call)) } } })
    const id = await videos().create(draft(), context())
    away = true
    await until(async () => (await read(id)).status === 'SUCCEEDED', 'the video is made')
    const asked = requestsOf(tencent.sandbox, 'broadcastservice/getprogress').length
    await read(id)
    expect(requestsOf(tencent.sandbox, 'broadcastservice/getprogress')).toHaveLength(asked + 1)
  })

  test("loses its addresses when the vendor's storage does, after seven days", async () => {
    let now = Date.now()
    tencent = await startTencent({ speed: 20, account: { now: () => now } })
    const id = await made()
    now += 7 * DAY - 60_000
    expect(await read(id)).toMatchObject({ outputUrl: expect.any(String) as string, subtitlesUrl: expect.any(String) as string })
    now += 120_000
    expect(await read(id)).toMatchObject({ status: 'SUCCEEDED', outputUrl: null, subtitlesUrl: null, durationSeconds: 1.08 })
  })

  test("keeps its addresses in the caller's own storage", async () => {
    let now = Date.now()
    tencent = await startTencent({ speed: 0.001, account: { now: () => now } })
    const id = await videos().create(draft({ storage: { videoUrl: 'http://127.0.0.1:9/v.mp4?sig=1', subtitlesUrl: null } }), context())
    Object.assign(tencent.sandbox.world.broadcasts.byId.get(id)!, { status: 'SUCCESS', media: 'http://127.0.0.1:9/v.mp4' })
    await read(id)
    now += 30 * DAY
    expect(await read(id)).toMatchObject({ status: 'SUCCEEDED', outputUrl: 'http://127.0.0.1:9/v.mp4' })
  })
})
