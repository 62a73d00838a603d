import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { createRateLimiter } from '../../src/transport/rate-limit.js'
import { createHuaweiAccount } from '../../src/vendors/huawei/account.js'
import { startApp, type TestApp } from '../support/app.js'
import { bodyOf, huaweiOf, idOf, keyOf, requestsOf, usableAsset } from '../support/huawei.js'

const PREVIEW = 'mutation ($input: PreviewSpeechInput!) { previewSpeech(input: $input) { speechPreview { id } userErrors { code field message } } }'
const READ = 'query ($id: ID!) { speechPreview(id: $id) { id nativeId vendor isComplete message askAgainAfterSeconds files { url } } }'

interface Previewed {
  previewSpeech: { speechPreview: { id: string } | null; userErrors: { code: string; field: string | null; message: string }[] }
}

describe('a speech preview', () => {
  let app: TestApp
  let huawei: HuaweiSandbox
  let assetId: string
  beforeAll(async () => {
    app = await startApp()
    huawei = huaweiOf(app)
    assetId = idOf('Asset', usableAsset(huawei, 'VOICE_MODEL'))
  })
  afterAll(() => app.dispose())

  const preview = async (input: object) => (await app.query<Previewed>(PREVIEW, { input })).body.data!.previewSpeech

  it('is ordered with the voice under the name that the vendor has for it', async () => {
    const { speechPreview, userErrors } = await preview({ text: 'Hello.', voice: { assetId, speed: 90, pitch: 110, volume: 150 } })
    expect(userErrors).toEqual([])
    expect(bodyOf(huawei, 'createTtsAudition')).toEqual({ text: 'Hello.', emotion: keyOf(assetId), speed: 90, pitch: 110, volume: 150 })
    const { body } = await app.query(READ, { id: speechPreview!.id })
    expect(body.data).toEqual({ speechPreview: { id: speechPreview!.id, nativeId: keyOf(speechPreview!.id), vendor: 'HUAWEI', isComplete: false, message: null, askAgainAfterSeconds: 5, files: [] } })
  })

  it('that is asked for sooner than the vendor wishes answers what it knows, and spends no call', async () => {
    const { speechPreview } = await preview({ text: 'Hello.', voice: { assetId } })
    const { id } = speechPreview!
    const [first, second] = [await app.query(READ, { id }), await app.query(READ, { id })]
    expect(second.body.data).toEqual(first.body.data)
    expect(requestsOf(huawei, 'showTtsAuditionFile').filter(({ path }) => path.endsWith(keyOf(id)))).toHaveLength(1)
  })

  const wrong: [what: string, input: () => object, field: string, says: RegExp][] = [
    ['no text', () => ({ text: '', voice: { assetId } }), 'input.text', /1 to 100000 characters, got 0/],
    ['too long a text', () => ({ text: `<speak>${'<break/>'.repeat(12_500)}</speak>`, voice: { assetId } }), 'input.text', /1 to 100000/],
    ['SSML with a fault', () => ({ text: '<speak>', voice: { assetId } }), 'input.text', /line 1, column \d+: the markup is not well-formed/],
    ['a speed out of range', () => ({ text: 'a', voice: { assetId, speed: 201 } }), 'input.voice.speed', /50 to 200/],
    ['a voice that is none', () => ({ text: 'a', voice: { assetId: idOf('Asset', 'not a voice!') } }), 'input.voice.assetId', /the id of a voice/],
    ['a voice of the wrong type', () => ({ text: 'a', voice: { assetId: idOf('LiveRoom', 'r') } }), 'input.voice.assetId', /the id of an Asset/],
  ]
  it.each(wrong)('is refused with %s, the field is named, and no call is spent', async (_what, input, field, says) => {
    huawei.journal.clear()
    const { speechPreview, userErrors } = await preview(input())
    expect(speechPreview).toBeNull()
    expect(userErrors).toEqual([{ code: 'BAD_USER_INPUT', field, message: expect.stringMatching(says) as string }])
    expect(huawei.journal.entries()).toEqual([])
  })

  it('of an account whose vendor has none is UNSUPPORTED', async () => {
    const { userErrors } = await preview({ text: 'a', voice: { assetId: idOf('Asset', 'a', 'xingyun') } })
    expect(userErrors).toMatchObject([{ code: 'UNSUPPORTED' }])
  })

  it("tells the vendor's refusal", async () => {
    const { userErrors } = await preview({ text: 'a', voice: { assetId: idOf('Asset', 'no-such-voice') } })
    expect(userErrors).toMatchObject([{ code: 'VENDOR_REJECTED' }])
    const { body } = await app.query(READ, { id: idOf('SpeechPreview', 'nonsense') })
    expect(body).toMatchObject({ data: { speechPreview: null }, errors: [{ extensions: { vendor: 'HUAWEI' } }] })
  })
})

it('a speech preview grows file by file until it is complete, asked every five seconds', async () => {
  const huawei = await startHuaweiSandbox({ speed: 10 })
  const { endpoint, projectId, region, accessKey, secretKey, callbackKeys } = huawei.settings
  let now = Date.now()
  const account = createHuaweiAccount({
    slug: 'huawei',
    sandbox: true,
    endpoint,
    projectId,
    region,
    auth: { accessKey, secretKey },
    callbackKeys,
    callbackBase: () => undefined,
    rateLimiter: createRateLimiter(),
    now: () => now,
  })
  const speech = account.speech!
  const context = () => ({ requestId: 'test', deadline: Date.now() + 10_000 })
  const voice = { voice: usableAsset(huawei, 'VOICE_MODEL'), speed: null, pitch: null, volume: null, emotion: null, emotionIntensity: null, language: null }
  const id = await speech.preview({ text: 'One. Two. Three.', voice, avatar: null, sampleRate: null, codec: null, sentences: null, storageUrl: null }, context())

  const seen = [await speech.get(id, context())]
  while (!seen.at(-1)?.isComplete) {
    const asked = requestsOf(huawei, 'showTtsAuditionFile').length
    now += 4_999
    await speech.get(id, context())
    expect(requestsOf(huawei, 'showTtsAuditionFile')).toHaveLength(asked)
    now += 1
    seen.push(await speech.get(id, context()))
    expect(requestsOf(huawei, 'showTtsAuditionFile')).toHaveLength(asked + 1)
  }
  const counts = seen.map(({ fileUrls }) => fileUrls.length)
  expect(counts).toEqual([...counts].sort((one, other) => one - other))
  expect(counts.at(-1)).toBe(3)
  for (const url of seen.at(-1)?.fileUrls ?? []) expect((await fetch(url)).ok).toBe(true)
  await account.close()
  await huawei.close()
})
