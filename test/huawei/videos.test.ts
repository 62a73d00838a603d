import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { startApp, type TestApp } from '../support/app.js'
import { bodyOf, huaweiOf, idOf, keyOf, requestsOf, usableAsset } from '../support/huawei.js'
import { until } from '../support/until.js'

const CREATE = 'mutation ($input: CreateVideoInput!) { createVideo(input: $input) { videoJob { id } userErrors { code field message } } }'
const CANCEL = 'mutation ($id: ID!) { cancelVideo(input: { id: $id }) { videoJob { id status } userErrors { code vendorCode } } }'
const CHANGES = 'subscription ($job: ID, $snapshot: Boolean! = false) { videoJobChanged(jobId: $job, snapshot: $snapshot) { ... on VideoJobChanged { status previousStatus vendorStatus source job { id } } } }'
const WHOLE = `query ($id: ID!) { videoJob(id: $id) {
  id nativeId kind status vendorStatus name outputUrl subtitlesUrl coverUrl previewUrl durationSeconds createdAt updatedAt startedAt endedAt
  failure { message vendorCode } output { id kind name } script { id name }
  avatar { id } voice { asset { id } speed } video { codec bitrate } music { asset { id } volume } scenes { sequenceNo text }
} }`

interface Created {
  createVideo: { videoJob: { id: string } | null; userErrors: { code: string; field: string | null; message: string }[] }
}
type Change = { status: string; previousStatus: string | null; vendorStatus: string; source: string; job: { id: string } }

describe('videos', () => {
  let app: TestApp
  let huawei: HuaweiSandbox
  let avatarId: string
  let voice: { assetId: string }
  beforeAll(async () => {
    app = await startApp({ SANDBOX_SPEED: '20' })
    huawei = huaweiOf(app)
    avatarId = idOf('Asset', usableAsset(huawei, 'HUMAN_MODEL_2D'))
    voice = { assetId: idOf('Asset', usableAsset(huawei, 'VOICE_MODEL')) }
  })
  afterAll(() => app.dispose())

  const create = async (input: object) => (await app.query<Created>(CREATE, { input })).body.data!.createVideo
  const created = async (input: object): Promise<string> => {
    const { videoJob, userErrors } = await create(input)
    expect(userErrors).toEqual([])
    return videoJob!.id
  }
  const small = (name: string, text = 'Hello, everyone.') => ({ name, avatarId, voice, scenes: [{ text }] })
  const ended = async (id: string): Promise<Change[]> => {
    const subscription = app.subscribe(CHANGES, { job: id, snapshot: true })
    const changes: Change[] = []
    while (!['SUCCEEDED', 'FAILED', 'CANCELED'].includes(changes.at(-1)?.status ?? '')) changes.push((await subscription.next()).data?.videoJobChanged as unknown as Change)
    subscription.dispose()
    return changes
  }

  it('take an avatar, a voice and a text; defaults and our callback do the rest', async () => {
    await created(small('Small'))
    expect(bodyOf(huawei, 'create2DDigitalHumanVideo')).toEqual({
      model_asset_id: keyOf(avatarId),
      voice_config: { voice_asset_id: keyOf(voice.assetId) },
      video_config: { codec: 'H264', bitrate: 5000, width: 1920, height: 1080, frame_rate: '25' },
      shoot_scripts: [{ sequence_no: 0, shoot_script: { text_config: { text: 'Hello, everyone.' } } }],
      output_asset_config: { asset_name: 'Small' },
      callback_config: { callback_url: `${app.url}/callbacks/huawei/video`, auth_type: 'MSS_A', key: expect.any(String) as string },
    })
  })

  it('are made while subscribers watch, and can be fetched at the end', async () => {
    const all = app.subscribe(CHANGES)
    await app.subscribers(1)
    const music = idOf('Asset', usableAsset(huawei, 'MUSIC'))
    const id = await created({ ...small('Watched'), voice: { ...voice, speed: 120 }, video: { codec: 'VP8', bitrate: 4000 }, music: { assetId: music, volume: 20 }, skipReview: false })
    const changes: Change[] = []
    while (changes.at(-1)?.status !== 'SUCCEEDED') {
      const change = (await all.next()).data?.videoJobChanged as unknown as Change
      if (change.job.id === id) changes.push(change)
    }
    all.dispose()
    const statuses = changes.map(({ status }) => status)
    expect(statuses).toEqual([...new Set(statuses)])
    expect(changes.map(({ previousStatus }) => previousStatus)).toEqual([null, ...statuses.slice(0, -1)])
    expect(changes.at(-1)).toMatchObject({ vendorStatus: 'SUCCEED' })

    const { body } = await app.query<{ videoJob: { outputUrl: string } }>(WHOLE, { id })
    expect(body.errors).toBeUndefined()
    expect(body.data).toMatchObject({
      videoJob: {
        nativeId: keyOf(id),
        kind: 'AVATAR_2D',
        status: 'SUCCEEDED',
        vendorStatus: 'SUCCEED',
        name: 'Watched',
        subtitlesUrl: null,
        durationSeconds: expect.any(Number) as number,
        failure: null,
        output: { kind: 'VIDEO', name: 'Watched' },
        script: null,
        avatar: { id: avatarId },
        voice: { asset: { id: voice.assetId }, speed: 120 },
        video: { codec: 'VP8', bitrate: 4000 },
        music: { asset: { id: music }, volume: 20 },
        scenes: [{ sequenceNo: 0, text: 'Hello, everyone.' }],
      },
    })
    expect((await fetch(body.data!.videoJob.outputUrl)).ok).toBe(true)
  })

  it('are made from a script, whose account they are made in', async () => {
    const script = huawei.world.scripts.all.find(({ catalog }) => catalog === 'VIDEO_DRAFT')!
    const id = await created({ scriptId: idOf('VideoScript', script.id) })
    expect(bodyOf(huawei, 'create2DDigitalHumanVideo')).toEqual({ script_id: script.id, callback_config: expect.any(Object) as object })
    const { body } = await app.query(WHOLE, { id })
    expect(body.data).toMatchObject({ videoJob: { script: { id: idOf('VideoScript', script.id), name: script.body.script_name } } })
  })

  it("call back the caller's own address instead of ours, when it gives one", async () => {
    await created({ ...small('Mine'), callback: { url: 'https://example.com/done' }, orientation: 'PORTRAIT', skipReview: true })
    expect(bodyOf(huawei, 'create2DDigitalHumanVideo')).toMatchObject({
      callback_config: { callback_url: 'https://example.com/done', auth_type: 'NONE' },
      review_config: { no_need_review: true },
      video_config: { width: 1080, height: 1920 },
    })
    await created({ ...small('Mine, signed'), callback: { url: 'https://example.com/done', key: 'secret' } })
    expect(bodyOf(huawei, 'create2DDigitalHumanVideo')).toMatchObject({ callback_config: { auth_type: 'MSS_A' } })
  })

  it('are listed newest first and narrowed, with no call for each', async () => {
    const id = await created(small('Listed needle'))
    await ended(id)
    huawei.journal.clear()
    const list = 'query ($filter: VideoJobFilter) { videoJobs(filter: $filter) { totalCount nodes { id name kind status durationSeconds coverUrl } } }'
    const filter = { search: 'needle', kinds: ['AVATAR_2D'], statuses: ['SUCCEEDED', 'RUNNING'], createdAfter: '2020-01-01T00:00:00.500Z', createdBefore: '2100-01-01T00:00:00.500Z' }
    const { body } = await app.query(list, { filter })
    expect(body.data).toMatchObject({ videoJobs: { totalCount: 1, nodes: [{ id, name: 'Listed needle', kind: 'AVATAR_2D', status: 'SUCCEEDED' }] } })
    expect(requestsOf(huawei, 'listDigitalHumanVideo')[0]?.query).toMatchObject({
      asset_name: 'needle',
      job_type: '2D_DIGITAL_HUMAN_VIDEO',
      state: 'SUCCEED,PROCESSING',
      create_since: '2020-01-01T00:00:01Z',
      create_until: '2100-01-01T00:00:00Z',
      sort_key: 'create_time',
      sort_dir: 'desc',
    })
    expect(requestsOf(huawei, 'show2DDigitalHumanVideo')).toHaveLength(0)

    const alone = await app.query(list, { filter: { id } })
    expect(alone.body.data).toMatchObject({ videoJobs: { totalCount: 1, nodes: [{ id }] } })
    const script = huawei.world.videos.all.find((job) => job.scriptId)!
    const ofScript = await app.query<{ videoJobs: { nodes: { id: string }[] } }>(list, { filter: { scriptId: idOf('VideoScript', script.scriptId!) } })
    expect(ofScript.body.data?.videoJobs.nodes.map(({ id: job }) => job)).toContain(idOf('VideoJob', script.id))
    const impossible = await app.query(list, { filter: { statuses: ['NEEDS_ACTION'] } })
    expect(impossible.body.data).toMatchObject({ videoJobs: { totalCount: 0, nodes: [] } })
  })

  it('of a photograph are known by either spelling of the vendor', async () => {
    const photo = huawei.world.videos.all.find((job) => job.type === 'DIGITAL_HUMAN_PHOTO_VIDEO')!
    const { body } = await app.query('query ($filter: VideoJobFilter) { videoJobs(filter: $filter, first: 100) { nodes { id kind } } }', { filter: { kinds: ['PHOTO'] } })
    expect(requestsOf(huawei, 'listDigitalHumanVideo').at(-1)?.query).toMatchObject({ job_type: 'PHOTO_DIGITAL_HUMAN_VIDEO' })
    expect((body.data as { videoJobs: { nodes: object[] } }).videoJobs.nodes).toContainEqual({ id: idOf('VideoJob', photo.id), kind: 'PHOTO' })
  })

  const wrong: [what: string, input: () => object, field: string, says: RegExp][] = [
    ['neither a script nor an avatar', () => ({ account: 'huawei', voice, scenes: [{ text: 'a' }] }), 'input.avatarId', /a scriptId, or an avatarId, a voice and at least one scene/],
    ['no voice', () => ({ avatarId, scenes: [{ text: 'a' }] }), 'input.voice', /a scriptId, or an avatarId/],
    ['no scene', () => ({ avatarId, voice, scenes: [] }), 'input.scenes', /at least one scene/],
    ['a name that is too long', () => small('n'.repeat(257)), 'input.name', /1 to 256/],
    ['a bitrate out of range', () => ({ ...small('x'), video: { bitrate: 39 } }), 'input.video.bitrate', /40 to 30000, got 39/],
    ['SSML with a fault', () => small('x', '<speak>a<voice/></speak>'), 'input.scenes.0.text', /line 1, column 9: <voice> is not known/],
    ['a callback address that is too long', () => ({ ...small('x'), callback: { url: `https://example.com/${'a'.repeat(2048)}` } }), 'input.callback.url', /2048/],
    ['a script of the wrong type', () => ({ scriptId: idOf('Asset', 'a') }), 'input.scriptId', /the id of a VideoScript, got the id of an Asset/],
  ]
  it.each(wrong)('refuse %s, name the field, and spend no call', async (_what, input, field, says) => {
    const before = requestsOf(huawei, 'create2DDigitalHumanVideo').length
    const { videoJob, userErrors } = await create(input())
    expect(videoJob).toBeNull()
    expect(userErrors).toEqual([{ code: 'BAD_USER_INPUT', field, message: expect.stringMatching(says) as string }])
    expect(requestsOf(huawei, 'create2DDigitalHumanVideo')).toHaveLength(before)
  })

  it('whose order got lost are not ordered again', async () => {
    const before = requestsOf(huawei, 'create2DDigitalHumanVideo').length
    huawei.faults.add({ operation: 'create2DDigitalHumanVideo', truncate: true, times: 1 })
    const { userErrors } = await create(small('Lost'))
    expect(userErrors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE' }])
    expect(requestsOf(huawei, 'create2DDigitalHumanVideo')).toHaveLength(before + 1)
  })

  it('that the vendor does not know are NOT_FOUND', async () => {
    const { body } = await app.query(WHOLE, { id: idOf('VideoJob', 'nonsense') })
    expect(body).toMatchObject({ data: { videoJob: null }, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  })
})

describe('a video that waits', () => {
  let app: TestApp
  let huawei: HuaweiSandbox
  beforeAll(async () => {
    // Slow enough to be caught while it waits.
    app = await startApp({ SANDBOX_SPEED: '0.1' })
    huawei = huaweiOf(app)
  })
  afterAll(() => app.dispose())

  const watched = async (name: string) => {
    const [avatarId, voice] = ['HUMAN_MODEL_2D', 'VOICE_MODEL'].map((type) => idOf('Asset', usableAsset(huawei, type)))
    const { body } = await app.query<Created>(CREATE, { input: { name, avatarId, voice: { assetId: voice }, scenes: [{ text: 'Hello.' }] } })
    const id = body.data!.createVideo.videoJob!.id
    const subscription = app.subscribe(CHANGES, { job: id, snapshot: true })
    expect((await subscription.next()).data?.videoJobChanged).toEqual({ status: 'WAITING', previousStatus: null, vendorStatus: 'WAITING', source: 'POLL', job: { id } })
    return { id, subscription }
  }

  it('can be taken back, once', async () => {
    const { id, subscription } = await watched('Taken back')
    const { body } = await app.query(CANCEL, { id })
    expect(body.data).toEqual({ cancelVideo: { videoJob: { id, status: 'CANCELED' }, userErrors: [] } })
    expect((await subscription.next()).data?.videoJobChanged).toMatchObject({ status: 'CANCELED', previousStatus: 'WAITING', source: 'POLL' })
    subscription.dispose()

    const again = await app.query(CANCEL, { id })
    expect(again.body.data).toMatchObject({ cancelVideo: { videoJob: null, userErrors: [{ code: 'VENDOR_REJECTED', vendorCode: expect.stringMatching(/^MSS\./) as string }] } })
  })

  it('and fails tells why', async () => {
    const { id, subscription } = await watched('Fails')
    huawei.failVideo(keyOf(id), { error_code: 'MSS.42000002', error_msg: 'TTSC task failed' })
    expect((await subscription.next()).data?.videoJobChanged).toMatchObject({ status: 'FAILED', vendorStatus: 'FAILED', previousStatus: 'WAITING' })
    subscription.dispose()
    const { body } = await app.query(WHOLE, { id })
    expect(body.data).toMatchObject({ videoJob: { status: 'FAILED', outputUrl: null, failure: { message: 'TTSC task failed', vendorCode: 'MSS.42000002' } } })
  })
})

describe('a video callback', () => {
  let app: TestApp
  let huawei: HuaweiSandbox
  beforeAll(async () => {
    app = await startApp({ SANDBOX_SPEED: '20' })
    huawei = huaweiOf(app)
  })
  afterAll(() => app.dispose())

  /** Signs and sends as the document says (5.3.1, CallBackConfig), not with our own code. */
  const callBack = async (body: object, bend: { secret?: string; at?: number } = {}) => {
    const [key = ''] = huawei.settings.callbackKeys
    const url = `${app.url}/callbacks/huawei/video`
    const time = Math.floor((bend.at ?? Date.now()) / 1000).toString(16)
    const secret = bend.secret ?? createHmac('sha256', key).update(url.replace('http://', '') + time).digest('hex')
    return (await fetch(`${url}?secret=${secret}&time_stamp=${time}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).status
  }
  const watching = async () => {
    const subscription = app.subscribe(CHANGES)
    await app.subscribers(1)
    return {
      next: async () => (await subscription.next()).data?.videoJobChanged as unknown as Change,
      end: async () => {
        subscription.dispose()
        await app.subscribers(0)
      },
    }
  }
  const order = async (callback?: { url: string }) => {
    const [avatar, voice] = ['HUMAN_MODEL_2D', 'VOICE_MODEL'].map((type) => idOf('Asset', usableAsset(huawei, type)))
    const input = { avatarId: avatar, voice: { assetId: voice }, scenes: [{ text: 'Hello.' }], callback }
    return (await app.query<Created>(CREATE, { input })).body.data!.createVideo.videoJob!.id
  }

  it('is announced once: not when it is said again, and not when it is news from the past', async () => {
    const changes = await watching()
    expect(await callBack({ result: 'SUCCEED', job_id: 'job-1', asset_id: 'a' })).toBe(200)
    expect(await callBack({ result: 'SUCCEED', job_id: 'job-1', asset_id: 'a', again: true })).toBe(200)
    expect(await callBack({ result: 'PROCESSING', job_id: 'job-1' })).toBe(200)
    expect(await callBack({ result: 'FAILED', job_id: 'job-2' })).toBe(200)
    expect(await changes.next()).toEqual({ status: 'SUCCEEDED', previousStatus: null, vendorStatus: 'SUCCEED', source: 'CALLBACK', job: { id: idOf('VideoJob', 'job-1') } })
    expect(await changes.next()).toMatchObject({ status: 'FAILED', job: { id: idOf('VideoJob', 'job-2') } })
    await changes.end()
  })

  it('and a poll that find the same end announce it once, the callback being first', async () => {
    const changes = await watching()
    const id = await order()
    const seen = [await changes.next()]
    while (seen.at(-1)?.status !== 'SUCCEEDED') seen.push(await changes.next())
    expect(seen.at(-1)).toMatchObject({ source: 'CALLBACK', job: { id } })
    await until(async () => (await app.metrics()).get('avatargraph_watched_jobs') === 0, 'the poll has found the end, too')
    await callBack({ result: 'SUCCEED', job_id: 'job-3' })
    expect(await changes.next()).toMatchObject({ job: { id: idOf('VideoJob', 'job-3') } })
    await changes.end()
  })

  it('and a poll that find the same end announce it once, the poll being first', async () => {
    const changes = await watching()
    const id = await order({ url: 'https://127.0.0.1:9/nobody' })
    const seen = [await changes.next()]
    while (seen.at(-1)?.status !== 'SUCCEEDED') seen.push(await changes.next())
    expect(seen.at(-1)).toMatchObject({ source: 'POLL', job: { id } })
    expect(await callBack({ result: 'SUCCEED', job_id: keyOf(id) })).toBe(200)
    await callBack({ result: 'SUCCEED', job_id: 'job-4' })
    expect(await changes.next()).toMatchObject({ job: { id: idOf('VideoJob', 'job-4') } })
    await changes.end()
  })

  it('with a word that is not known is UNKNOWN, and logged', async () => {
    const changes = await watching()
    expect(await callBack({ result: 'MELTED', job_id: 'job-5' })).toBe(200)
    expect(await changes.next()).toMatchObject({ status: 'UNKNOWN', vendorStatus: 'MELTED' })
    await app.logged(({ field, word }) => field === 'video_state' && word === 'MELTED')
    await changes.end()
  })

  it('leaves no trace when it is forged, stale, unsigned or malformed', async () => {
    const changes = await watching()
    expect(await callBack({ result: 'SUCCEED', job_id: 'job-6' }, { secret: 'f'.repeat(64) })).toBe(401)
    expect(await callBack({ result: 'SUCCEED', job_id: 'job-6' }, { at: Date.now() - 10 * 60_000 })).toBe(401)
    expect(await callBack({ job_id: 'job-6' })).toBe(400)
    // The names that live callbacks give these parameters do not serve here.
    const otherNames = await fetch(`${app.url}/callbacks/huawei/video?hwSecret=a&hwTime=b`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
    expect(otherNames.status).toBe(401)
    await callBack({ result: 'SUCCEED', job_id: 'job-7' })
    expect(await changes.next()).toMatchObject({ job: { id: idOf('VideoJob', 'job-7') } })
    await changes.end()
  })
})
