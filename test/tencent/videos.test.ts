import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TencentSandbox } from '../../src/sandbox/tencent.js'
import { startApp, type TestApp } from '../support/app.js'
import { huaweiOf, idOf, keyOf, requestsOf, usableAsset } from '../support/huawei.js'
import { done, payloadsOf, run, tencentOf } from '../support/tencent.js'
import { until } from '../support/until.js'

let app: TestApp
let tencent: TencentSandbox
beforeAll(async () => {
  app = await startApp({ SANDBOX_SPEED: '20' })
  tencent = tencentOf(app)
})
afterAll(() => app.dispose())
beforeEach(() => {
  tencent.faults.clear()
  tencent.journal.clear()
})

const asset = (key: string) => idOf('Asset', key, 'tencent')
const avatarKey = () => tencent.world.images.all.find(({ personal, expiresAt }) => personal && expiresAt > Date.now())!.id
const voiceKey = () => tencent.world.timbres.all.find(({ languages }) => languages.length === 1)!.id
const avatar = (more: object = {}) => ({ avatarId: asset(avatarKey()), scenes: [{ text: 'Hello.' }], ...more })
const untrained = (more: object) => ({ voice: { assetId: asset(voiceKey()) }, scenes: [{ text: 'Hello.' }], ...more })

const order = async (input: object) => (await done<{ videoJob: { id: string } }>(app, 'createVideo', input, 'videoJob { id }')).videoJob.id
const WHOLE = `query ($id: ID!) {
  videoJob(id: $id) {
    nativeId kind status vendorStatus name durationSeconds queueLength outputUrl subtitlesUrl createdAt output { id } script { id }
    avatar { id kind } voice { asset { id } speed volume emotion emotionIntensity language } scenes { text }
    failure { message code vendorCode hint }
  }
}`
interface Job {
  status: string
  outputUrl: string | null
  subtitlesUrl: string | null
}
const read = async (id: string) => (await app.query<{ videoJob: Job & Record<string, unknown> }>(WHOLE, { id })).body.data!.videoJob
const ended = (id: string) => until(async () => ['SUCCEEDED', 'FAILED'].includes((await read(id)).status), 'the video has ended')

describe('the wire', () => {
  const callback = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callbacks\/tencent\/video\?job=[\w-]{32}&proof=[\w-]{43}$/) as string
  const said = async (operation: string, input: object) => {
    await order(input)
    return payloadsOf(tencent, `broadcastservice/${operation}`).at(-1)
  }

  it('carries an avatar that speaks a text, with nothing that was not said', async () => {
    expect(await said('videomake', avatar())).toEqual({ VirtualmanKey: avatarKey(), DriverType: 'Text', InputSsml: 'Hello.', SpeechParam: { Speed: 1 }, CallbackUrl: callback })
  })

  it('carries every field of the basic operation', async () => {
    const emotional = tencent.world.timbres.all.find(({ emotions }) => emotions.length > 0)!
    const storage = { videoUrl: 'http://127.0.0.1:9/v?sig=1', subtitlesUrl: 'http://127.0.0.1:9/s?sig=2' }
    const voice = { assetId: asset(emotional.id), speed: 50, volume: 10, emotion: emotional.emotions[0], emotionIntensity: 200, language: emotional.languages[0] }
    expect(await said('videomake', avatar({ voice, format: 'TRANSPARENT_MOV', concurrency: 'EXCLUSIVE', storage, callback: { url: 'http://127.0.0.1:9/done' } }))).toEqual({
      VirtualmanKey: avatarKey(),
      DriverType: 'Text',
      InputSsml: 'Hello.',
      SpeechParam: { Speed: 0.5, TimbreKey: emotional.id, Volume: 10, EmotionCategory: emotional.emotions[0], EmotionIntensity: 200, TimbreLanguage: emotional.languages[0] },
      VideoParam: { Format: 'TransparentMov' },
      ConcurrencyType: 'Exclusive',
      // Whoever has these may write there: the journal does not tell them.
      VideoStorageS3Url: '[redacted]',
      SubtitleStorageS3Url: '[redacted]',
      CallbackUrl: 'http://127.0.0.1:9/done',
    })
    expect(tencent.world.broadcasts.all.some((job) => job.order.storage === storage.videoUrl && job.order.subtitlesStorage === storage.subtitlesUrl)).toBe(true)
  })

  it.each([
    [undefined, 'OriginalVoice'],
    ['ORIGINAL_AUDIO', 'OriginalVoice'],
    ['MODULATED_AUDIO', 'ModulatedVoice'],
  ])('carries a recording with the driver %s as %s', async (driver, DriverType) => {
    const payload = await said('videomake', avatar({ scenes: undefined, driver, audioUrl: 'https://example.com/a.mp3' }))
    expect(payload).toMatchObject({ DriverType, InputAudioUrl: 'https://example.com/a.mp3' })
    expect(payload).not.toHaveProperty('InputSsml')
  })

  it.each([
    ['MP4', 'Mp4'],
    ['GREEN_SCREEN_MP4', 'GreenScreenMp4'],
    ['TRANSPARENT_WEBM', 'TransparentWebm'],
  ])('carries the format %s as %s', async (format, Format) => {
    expect(await said('videomake', avatar({ format }))).toMatchObject({ VideoParam: { Format } })
  })

  it('carries options as they are, to the advanced operation', async () => {
    const options = { LogoParams: [{ LogoFileUrl: 'https://example.com/l.png', PositionX: 0.1 }], VideoParam: { BackgroundFileUrl: 'https://example.com/b.png' } }
    expect(await said('videomakeadvanced', avatar({ format: 'MP4', options }))).toMatchObject({
      VirtualmanKey: avatarKey(),
      LogoParams: options.LogoParams,
      VideoParam: { Format: 'Mp4', BackgroundFileUrl: 'https://example.com/b.png' },
    })
    expect(await said('videomakeadvanced', avatar({ options: {} }))).toMatchObject({ VirtualmanKey: avatarKey() })
  })

  it('carries a reference video with the consent of its person', async () => {
    const referenceVideo = { url: 'https://example.com/v.mp4', consentVideoUrl: 'https://example.com/c.mp4', consentDocumentUrl: 'https://example.com/c.pdf', loop: true, keepParameters: false }
    expect(await said('videomakenotrain', untrained({ referenceVideo, concurrency: 'SHARED' }))).toEqual({
      RefVideoUrl: referenceVideo.url,
      IdentityVideoUrl: referenceVideo.consentVideoUrl,
      IdentityWrittenUrl: referenceVideo.consentDocumentUrl,
      VideoLoop: 1,
      VideoParametersConsistent: 0,
      ConcurrencyType: 'Shared',
      DriverType: 'Text',
      InputSsml: 'Hello.',
      SpeechParam: { Speed: 1, TimbreKey: voiceKey() },
      CallbackUrl: callback,
    })
  })

  it('carries a reference photo, of a text or a recording', async () => {
    const referencePhotoUrl = 'https://example.com/p.png'
    expect(await said('phototovideonotrain', untrained({ referencePhotoUrl }))).toEqual({ RefPhotoUrl: referencePhotoUrl, DriverType: 'Text', InputSsml: 'Hello.', SpeechParam: { Speed: 1, TimbreKey: voiceKey() }, CallbackUrl: callback })
    expect(await said('phototovideonotrain', { referencePhotoUrl, audioUrl: 'https://example.com/a.wav' })).toMatchObject({ DriverType: 'OriginalVoice', InputAudioUrl: 'https://example.com/a.wav' })
  })

  it.each([
    ['3 < 4 & 5 > 2', '3 &lt; 4 &amp; 5 &gt; 2'],
    ['An entity &amp; as it is written', 'An entity &amp;amp; as it is written'],
    ['Wait<break time="500ms"/> here', 'Wait<break time="500ms"/> here'],
    ['<speak>All &amp; whole</speak>', '<speak>All &amp; whole</speak>'],
  ])('carries the text %s as %s', async (text, InputSsml) => {
    expect(await said('videomake', avatar({ scenes: [{ text }] }))).toMatchObject({ InputSsml })
  })
})

describe('an order', () => {
  const scene = (more: object) => avatar({ scenes: [{ text: 'a', ...more }] })
  const wrong: [what: string, input: () => object, field: string, says: RegExp][] = [
    ['nothing to show', () => ({ scenes: [{ text: 'a' }] }), 'avatarId', /one of avatarId, referenceVideo and referencePhotoUrl, got none/],
    ['two things to show', () => avatar({ referencePhotoUrl: 'https://example.com/p.png' }), 'referencePhotoUrl', /got avatarId and referencePhotoUrl/],
    ['no scene', () => avatar({ scenes: [] }), 'scenes', /one scene, whose text is spoken, got 0/],
    ['two scenes', () => avatar({ scenes: [{ text: 'a' }, { text: 'b' }] }), 'scenes', /got 2/],
    ['a scene without a text', () => avatar({ scenes: [{}] }), 'scenes.0.text', /the text that is spoken/],
    ['a text with a line break', () => avatar({ scenes: [{ text: 'a\nb' }] }), 'scenes.0.text', /without line breaks/],
    ['a text of 20001 characters', () => avatar({ scenes: [{ text: '国'.repeat(20_001) }] }), 'scenes.0.text', /1 to 20000 characters, got 20001/],
    ['a text that is too long once it is escaped', () => avatar({ scenes: [{ text: '<'.repeat(5001) }] }), 'scenes.0.text', /1 to 20000 characters, got 20004/],
    ['a text of 2001 characters for a transparent MOV', () => avatar({ scenes: [{ text: 'a'.repeat(2001) }], format: 'TRANSPARENT_MOV' }), 'scenes.0.text', /1 to 2000/],
    ['a text of 2001 characters without training', () => untrained({ referenceVideo: { url: 'https://example.com/v.mp4' }, scenes: [{ text: 'a'.repeat(2001) }] }), 'scenes.0.text', /1 to 2000/],
    ['SSML with a fault', () => avatar({ scenes: [{ text: '<speak>a<break></speak>' }] }), 'scenes.0.text', /line 1, column \d+: the markup is not well-formed/],
    ['a speed of 151', () => avatar({ voice: { speed: 151 } }), 'voice.speed', /50 to 150, got 151/],
    ['a volume of 11', () => avatar({ voice: { volume: 11 } }), 'voice.volume', /0 to 10, got 11/],
    ['an emotion of 201', () => avatar({ voice: { emotionIntensity: 201 } }), 'voice.emotionIntensity', /50 to 200, got 201/],
    ['a pitch', () => avatar({ voice: { pitch: 100 } }), 'voice.pitch', /Tencent has no use for it/],
    ['an audio driver without a recording', () => avatar({ scenes: undefined, driver: 'ORIGINAL_AUDIO' }), 'audioUrl', /the address of the recording/],
    ['a recording and a text', () => avatar({ audioUrl: 'https://example.com/a.mp3' }), 'scenes', /a recording drives the avatar/],
    ['a recording for a text driver', () => avatar({ driver: 'TEXT', audioUrl: 'https://example.com/a.mp3' }), 'audioUrl', /choose a driver that is audio/],
    ['an address that is none', () => avatar({ scenes: undefined, audioUrl: 'a.mp3' }), 'audioUrl', /an http or https address/],
    ['a callback address of 1000 characters', () => avatar({ callback: { url: `https://example.com/${'a'.repeat(980)}` } }), 'callback.url', /1 to 999 characters, got 1000/],
    ['a key for callbacks', () => avatar({ callback: { url: 'https://example.com', key: 'k' } }), 'callback.key', /its callbacks are not signed/],
    ['options that say what the input says', () => avatar({ options: { CallbackUrl: 'https://evil.example' } }), 'options.CallbackUrl', /the input's own field/],
    ['a picture of its own', () => avatar({ video: { bitrate: 5000 } }), 'video', /Tencent has no use for it/],
    ['music', () => avatar({ music: { assetId: asset('m') } }), 'music', /no use/],
    ['an orientation', () => avatar({ orientation: 'PORTRAIT' }), 'orientation', /no use/],
    ['a background', () => scene({ backgrounds: [{ color: '#000000' }] }), 'scenes.0.backgrounds', /`options` take/],
    ['a layer', () => scene({ layers: [{ kind: 'TEXT', text: { text: 'x' } }] }), 'scenes.0.layers', /`options` take/],
    ['a scene that is a recording', () => scene({ control: 'AUDIO' }), 'scenes.0.control', /given as audioUrl/],
    ['a reference without a voice', () => untrained({ voice: undefined, referencePhotoUrl: 'https://example.com/p.png' }), 'voice.assetId', /has none of its own/],
    ['a reference with a modulated voice', () => untrained({ referencePhotoUrl: 'https://example.com/p.png', driver: 'MODULATED_AUDIO' }), 'driver', /TEXT or ORIGINAL_AUDIO/],
    ['a reference with a format', () => untrained({ referencePhotoUrl: 'https://example.com/p.png', format: 'MP4' }), 'format', /without an avatar leave it out/],
    ['a photo with concurrency', () => untrained({ referencePhotoUrl: 'https://example.com/p.png', concurrency: 'SHARED' }), 'concurrency', /with a photo leave it out/],
  ]
  it.each(wrong)('with %s is refused, the field is named, and no call is spent', async (_what, input, field, says) => {
    const { userErrors, ...answer } = await run(app, 'createVideo', input(), 'videoJob { id }')
    expect(answer).toEqual({ videoJob: null })
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: `input.${field}`, message: expect.stringMatching(says) as string }])
    expect(requestsOf(tencent, 'broadcastservice/videomake')).toEqual([])
  })

  const tencentOnly: [field: string, value: unknown][] = [
    ['driver', 'TEXT'],
    ['audioUrl', 'https://example.com/a.mp3'],
    ['format', 'MP4'],
    ['concurrency', 'SHARED'],
    ['referenceVideo', { url: 'https://example.com/v.mp4' }],
    ['referencePhotoUrl', 'https://example.com/p.png'],
    ['storage', { videoUrl: 'https://example.com/v' }],
    ['options', {}],
  ]
  it.each(tencentOnly)('at Huawei is refused with %s, which it has no use for', async (field, value) => {
    const huawei = huaweiOf(app)
    const input = { avatarId: idOf('Asset', usableAsset(huawei, 'HUMAN_MODEL_2D')), voice: { assetId: idOf('Asset', usableAsset(huawei, 'VOICE_MODEL')) }, scenes: [{ text: 'a' }], account: 'huawei', [field]: value }
    const { userErrors } = await run(app, 'createVideo', input, 'videoJob { id }')
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: `input.${field}`, message: expect.stringMatching(/Huawei has no use for it/) as string }])
    expect(requestsOf(huawei, 'create2DDigitalHumanVideo')).toEqual([])
  })

  it('that the vendor refuses says why, and what can be done', async () => {
    const expired = tencent.world.images.all.find(({ expiresAt }) => expiresAt < Date.now())!
    const { userErrors } = await run(app, 'createVideo', avatar({ avatarId: asset(expired.id) }), 'videoJob { id }')
    expect(userErrors).toMatchObject([{ code: 'VENDOR_REJECTED', vendorCode: '100015', hint: 'Renew the avatar.' }])
  })

  it('that got lost on its way is not repeated', async () => {
    tencent.faults.add({ operation: 'broadcastservice/videomake', truncate: true, times: 1 })
    const { userErrors } = await run(app, 'createVideo', avatar(), 'videoJob { id }')
    expect(userErrors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE' }])
    expect(requestsOf(tencent, 'broadcastservice/videomake')).toHaveLength(1)
  })
})

describe('a video', () => {
  it('shows what it is made from, where it can be fetched, and how long it is', async () => {
    const id = await order(avatar({ name: 'Greeting', voice: { assetId: asset(voiceKey()), speed: 110, volume: 3 }, format: 'MP4' }))
    await ended(id)
    const job = await read(id)
    expect(job).toEqual({
      nativeId: keyOf(id),
      kind: 'AVATAR',
      status: 'SUCCEEDED',
      vendorStatus: 'SUCCESS',
      name: 'Greeting',
      durationSeconds: 1,
      queueLength: null,
      outputUrl: expect.stringMatching(/\.mp4$/) as string,
      subtitlesUrl: expect.stringMatching(/\.srt$/) as string,
      createdAt: expect.stringMatching(/Z$/) as string,
      output: null,
      script: null,
      avatar: { id: asset(avatarKey()), kind: 'AVATAR_2D' },
      voice: { asset: { id: asset(voiceKey()) }, speed: 110, volume: 3, emotion: null, emotionIntensity: null, language: null },
      scenes: [{ text: 'Hello.' }],
      failure: null,
    })
    expect((await fetch(job.outputUrl!)).ok).toBe(true)
    expect(await (await fetch(job.subtitlesUrl!)).text()).toMatch(/-->/)
  })

  it('that has ended is not asked about again', async () => {
    const id = await order(avatar())
    await ended(id)
    await until(async () => (await app.metrics()).get('avatargraph_watched_jobs') === 0, 'the tracker has seen the end')
    tencent.journal.clear()
    expect(await read(id)).toMatchObject({ status: 'SUCCEEDED' })
    const { body } = await app.query('query ($filter: VideoJobFilter) { videoJobs(filter: $filter) { nodes { id } } }', { filter: { accounts: ['tencent'] } })
    expect(body.data).toMatchObject({ videoJobs: { nodes: expect.arrayContaining([{ id }]) as object[] } })
    expect(requestsOf(tencent, 'broadcastservice/getprogress')).toEqual([])
  })

  it('that fails tells the code, what it means, and what can be done', async () => {
    const id = await order(avatar())
    tencent.failVideo(keyOf(id), { code: 801010, message: 'url fetch error' })
    await ended(id)
    expect(await read(id)).toMatchObject({
      status: 'FAILED',
      vendorStatus: 'FAIL',
      outputUrl: null,
      failure: { message: 'url fetch error', code: 'VENDOR_REJECTED', vendorCode: '801010', hint: 'Check that the addresses given can be reached from outside.' },
    })
  })

  it('cannot be taken back at Tencent', async () => {
    const id = await order(avatar())
    const { userErrors } = await run(app, 'cancelVideo', { id }, 'videoJob { id }')
    expect(userErrors).toMatchObject([{ code: 'UNSUPPORTED', message: 'The account tencent cannot do this: its vendor offers no taking back of video jobs.' }])
  })

  it('of which nobody has heard is NOT_FOUND', async () => {
    const { body } = await app.query(WHOLE, { id: idOf('VideoJob', 'nonsense', 'tencent') })
    expect(body).toMatchObject({ data: { videoJob: null }, errors: [{ extensions: { code: 'NOT_FOUND', vendorCode: '110006' } }] })
  })

  it('in a state that is not known is UNKNOWN, and the word is counted', async () => {
    const id = await order(avatar())
    const job = tencent.world.broadcasts.byId.get(keyOf(id))!
    await ended(id)
    const strange = { ...job, id: 'strange', status: 'POLISHING' } as unknown as typeof job
    tencent.world.broadcasts.add(strange)
    expect(await read(idOf('VideoJob', 'strange', 'tencent'))).toMatchObject({ status: 'UNKNOWN', vendorStatus: 'POLISHING', kind: 'UNKNOWN' })
    await app.logged(({ field, word }) => field === 'Status' && word === 'POLISHING')
    expect([...(await app.metrics())].some(([sample, count]) => /unknown_word/.test(sample) && sample.includes('TENCENT') && count > 0)).toBe(true)
  })

  it('that waits tells how many are made before it', async () => {
    const slow = await startApp({ SANDBOX_SPEED: '0.05' })
    const { world } = tencentOf(slow)
    const input = { avatarId: asset(world.images.all.find(({ expiresAt }) => expiresAt > Date.now())!.id), scenes: [{ text: 'a' }] }
    const ids: string[] = []
    for (let count = 0; count < 3; count += 1) ids.push((await done<{ videoJob: { id: string } }>(slow, 'createVideo', input, 'videoJob { id }')).videoJob.id)
    const { body } = await slow.query(WHOLE, { id: ids[2] })
    expect(body.data).toMatchObject({ videoJob: { status: 'WAITING', vendorStatus: 'COMMIT', queueLength: 2, outputUrl: null, durationSeconds: null } })
    await slow.dispose()
  })
})

describe('the list of videos', () => {
  const LIST = 'query ($filter: VideoJobFilter, $first: Int = 100, $after: String) { videoJobs(filter: $filter, first: $first, after: $after) { nodes { id vendor name kind status failure { code } } pageInfo { endCursor hasNextPage } unavailable { vendor code message } } }'
  interface List {
    videoJobs: { nodes: { id: string; vendor: string; name: string | null; kind: string; status: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean }; unavailable: object[] }
  }
  const list = async (filter: object, more: object = {}) => (await app.query<List>(LIST, { filter, ...more })).body.data!.videoJobs
  const atTencent = (filter: object) => list({ accounts: ['tencent'], ...filter })

  it('has those of Huawei and Tencent together, the newest first', async () => {
    const id = await order(avatar({ name: 'The newest' }))
    const { nodes, unavailable } = await list({})
    expect(nodes[0]).toMatchObject({ id, vendor: 'TENCENT', name: 'The newest' })
    expect(new Set(nodes.map(({ vendor }) => vendor))).toEqual(new Set(['TENCENT', 'HUAWEI']))
    expect(unavailable).toEqual([])
  })

  it('is narrowed by kind, status, name, time and id', async () => {
    const before = new Date(Date.now() - 1).toISOString()
    const photo = await order(untrained({ name: 'A needle', scenes: undefined, voice: undefined, referencePhotoUrl: 'https://example.com/p.png', audioUrl: 'https://example.com/a.mp3' }))
    tencent.failVideo(keyOf(photo))
    await ended(photo)
    const mine = await order(avatar({ name: 'Hay' }))
    await ended(mine)
    const ids = async (filter: object) => (await atTencent(filter)).nodes.map(({ id }) => id)
    expect(await ids({ search: 'NEEDLE' })).toEqual([photo])
    expect(await ids({ kinds: ['PHOTO'], createdAfter: before })).toEqual([photo])
    expect(await ids({ statuses: ['SUCCEEDED'], createdAfter: before })).toEqual([mine])
    expect(await ids({ statuses: ['FAILED'], createdAfter: before })).toEqual([photo])
    expect(await ids({ createdAfter: before })).toEqual([mine, photo])
    expect(await ids({ id: photo })).toEqual([photo])
    expect(await ids({ statuses: ['BLOCKED'] })).toEqual([])
  })

  it('is paged, also where a filter thins it out', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const { nodes, pageInfo } = await list({ accounts: ['tencent'], statuses: ['FAILED', 'SUCCEEDED'] }, { first: 2, after })
      seen.push(...nodes.map(({ id }) => id))
      after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined
    } while (after)
    expect(seen.length).toBeGreaterThan(2)
    expect(seen).toEqual((await atTencent({ statuses: ['FAILED', 'SUCCEEDED'] })).nodes.map(({ id }) => id))
  })

  it('leaves Tencent out, and says so, where a filter asks for a kind of avatar', async () => {
    const { nodes, unavailable } = await list({ kinds: ['AVATAR_2D'] })
    expect(nodes.every(({ vendor }) => vendor === 'HUAWEI')).toBe(true)
    expect(unavailable).toMatchObject([{ vendor: 'TENCENT', code: 'UNSUPPORTED', message: expect.stringMatching(/ask for AVATAR/) as string }])
  })

  it('shows a job that the vendor does not know any more as UNKNOWN, and costs nobody else', async () => {
    tencent.faults.add({ operation: 'broadcastservice/getprogress', code: 110006 })
    const id = await order(avatar())
    const { nodes } = await atTencent({})
    expect(nodes.find((job) => job.id === id)).toMatchObject({ status: 'UNKNOWN', kind: 'AVATAR', failure: { code: 'NOT_FOUND' } })
    expect(nodes.some(({ status }) => status === 'SUCCEEDED')).toBe(true)
  })

  it('has jobs that were started elsewhere, once they are tracked', async () => {
    const known = tencent.world.broadcasts.all[0]!
    tencent.world.broadcasts.add({ ...known, id: 'from-elsewhere' })
    const { job } = await done<{ job: { id: string } }>(app, 'trackJob', { vendor: 'TENCENT', kind: 'VIDEO', nativeId: 'from-elsewhere' }, 'job { ... on VideoJob { id } }')
    expect((await atTencent({})).nodes[0]).toMatchObject({ id: job.id, kind: 'UNKNOWN', name: null })
  })

  it('has those of Huawei while Tencent is down', async () => {
    await order(avatar())
    tencent.faults.add({ operation: 'broadcastservice/getprogress', drop: true })
    const { nodes, unavailable } = await list({})
    expect(nodes.every(({ vendor }) => vendor === 'HUAWEI')).toBe(true)
    expect(unavailable).toMatchObject([{ vendor: 'TENCENT', code: 'VENDOR_UNAVAILABLE' }])
  })
})
