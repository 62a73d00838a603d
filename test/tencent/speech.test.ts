import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TencentSandbox } from '../../src/sandbox/tencent.js'
import { startApp, type TestApp } from '../support/app.js'
import { idOf, keyOf, requestsOf, usableAsset, huaweiOf } from '../support/huawei.js'
import { payloadsOf, run, tencentOf } from '../support/tencent.js'
import { until } from '../support/until.js'

const READ = 'query ($id: ID!) { speechPreview(id: $id) { nativeId vendor isComplete message askAgainAfterSeconds durationSeconds files { url } sentences { text words { text startMs endMs } } failure { code vendorCode } } }'
interface Preview {
  isComplete: boolean
  files: { url: string }[]
}

let app: TestApp
let tencent: TencentSandbox
beforeAll(async () => {
  app = await startApp({ SANDBOX_SPEED: '20' })
  tencent = tencentOf(app)
})
afterAll(() => app.dispose())
beforeEach(() => tencent.journal.clear())

const asset = (key: string) => idOf('Asset', key, 'tencent')
const voice = () => ({ assetId: asset('male_1') })
const preview = async (input: object) => run<{ speechPreview: { id: string } | null }>(app, 'previewSpeech', input, 'speechPreview { id }')
const read = async (id: string) => (await app.query<{ speechPreview: Preview }>(READ, { id })).body.data!.speechPreview
const complete = async (id: string) => {
  await until(async () => (await read(id)).isComplete, 'the preview is complete')
  return read(id)
}
const payload = () => payloadsOf(tencent, 'broadcastservice/tts').at(-1)

describe('a speech preview at Tencent', () => {
  it('has one recording, and tells when each word of it is spoken', async () => {
    const { speechPreview, userErrors } = await preview({ text: 'Good morning. See you.', voice: voice() })
    expect(userErrors).toEqual([])
    const { id } = speechPreview!
    const heard = await complete(id)
    expect(heard).toEqual({
      nativeId: keyOf(id),
      vendor: 'TENCENT',
      isComplete: true,
      message: null,
      askAgainAfterSeconds: null,
      durationSeconds: expect.any(Number) as number,
      files: [{ url: expect.stringMatching(/\.mp3$/) as string }],
      sentences: [
        { text: 'Good morning.', words: [{ text: 'Good', startMs: 0, endMs: 720 }, { text: 'morning.', startMs: 720, endMs: expect.any(Number) as number }] },
        { text: 'See you.', words: [expect.objectContaining({ text: 'See' }), expect.objectContaining({ text: 'you.' })] },
      ],
      failure: null,
    })
    expect((await fetch(heard.files[0]!.url)).ok).toBe(true)
    expect(payload()).toEqual({ Speed: 1, TimbreKey: 'male_1', InputSsml: 'Good morning. See you.' })
  })

  it('carries every field of the operation', async () => {
    const emotional = tencent.world.timbres.all.find(({ emotions }) => emotions.length > 0)!
    const { userErrors } = await preview({
      text: 'a & b',
      voice: { assetId: asset(emotional.id), speed: 150, volume: 1, emotion: emotional.emotions[1], emotionIntensity: 50, language: emotional.languages[0] },
      sampleRate: 16000,
      codec: 'WAV',
      sentences: { maxLength: 999, shownPunctuation: '0', endingPunctuation: ';' },
      storageUrl: 'http://127.0.0.1:9/a?sig=1',
    })
    expect(userErrors).toEqual([])
    expect(payload()).toEqual({
      Speed: 1.5,
      TimbreKey: emotional.id,
      Volume: 1,
      EmotionCategory: emotional.emotions[1],
      EmotionIntensity: 50,
      TimbreLanguage: emotional.languages[0],
      InputSsml: 'a &amp; b',
      SampleRate: 16000,
      Codec: 'wav',
      SentenceMaxWords: 999,
      SentenceDisplayPunctuation: '0',
      SentenceSplitPunctuation: ';',
      AudioStorageS3Url: '[redacted]',
    })
  })

  it("is read by an avatar's own voice, whose account it is", async () => {
    const avatar = tencent.world.images.all.find(({ expiresAt }) => expiresAt > Date.now())!.id
    const { speechPreview } = await preview({ text: 'a', voice: {}, avatarId: asset(avatar) })
    expect(payload()).toEqual({ Speed: 1, VirtualmanKey: avatar, InputSsml: 'a' })
    expect(await complete(speechPreview!.id)).toMatchObject({ isComplete: true })
  })

  it('that fails says why, and is complete', async () => {
    const { speechPreview } = await preview({ text: 'a', voice: voice() })
    tencent.failVideo(keyOf(speechPreview!.id), { code: 801401, message: 'no sound' })
    expect(await complete(speechPreview!.id)).toMatchObject({ files: [], message: 'no sound', failure: { code: 'VENDOR_REJECTED', vendorCode: '801401' } })
  })

  const wrong: [what: string, input: () => object, field: string, says: RegExp][] = [
    ['no voice', () => ({ text: 'a', voice: {} }), 'voice.assetId', /the id of a voice, or an avatarId/],
    ['a voice and an avatar', () => ({ text: 'a', voice: voice(), avatarId: asset('x') }), 'avatarId', /leave one of the two out/],
    ['no text', () => ({ text: '', voice: voice() }), 'text', /1 to 20000 characters, got 0/],
    ['too long a text', () => ({ text: 'a'.repeat(20_001), voice: voice() }), 'text', /1 to 20000/],
    ['a line break', () => ({ text: 'a\nb', voice: voice() }), 'text', /without line breaks/],
    ['SSML with a fault', () => ({ text: '<speak>', voice: voice() }), 'text', /not well-formed/],
    ['another sampling rate', () => ({ text: 'a', voice: voice(), sampleRate: 8000 }), 'sampleRate', /24000 or 16000 Hz, got 8000/],
    ['sentences without end', () => ({ text: 'a', voice: voice(), sentences: { maxLength: 1000 } }), 'sentences.maxLength', /0 to 999/],
    ['a pitch', () => ({ text: 'a', voice: { ...voice(), pitch: 90 } }), 'voice.pitch', /no use/],
    ['a place that is none', () => ({ text: 'a', voice: voice(), storageUrl: 's3://x' }), 'storageUrl', /an http or https address/],
  ]
  it.each(wrong)('is refused with %s, the field is named, and no call is spent', async (_what, input, field, says) => {
    const { speechPreview, userErrors } = await preview(input())
    expect(speechPreview).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: `input.${field}`, message: expect.stringMatching(says) as string }])
    expect(requestsOf(tencent, 'broadcastservice/tts')).toEqual([])
  })

  it.each([
    ['avatarId', () => idOf('Asset', 'x')],
    ['sampleRate', () => 16000],
    ['codec', () => 'WAV'],
    ['sentences', () => ({ maxLength: 1 })],
    ['storageUrl', () => 'https://example.com'],
  ])('is refused at Huawei with %s, which it has no use for', async (field, value) => {
    const huawei = huaweiOf(app)
    const { userErrors } = await preview({ text: 'a', voice: { assetId: idOf('Asset', usableAsset(huawei, 'VOICE_MODEL')) }, [field]: value() })
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: `input.${field}`, message: expect.stringMatching(/Huawei has no use/) as string }])
  })

  it('that nobody ordered is NOT_FOUND', async () => {
    const { body } = await app.query(READ, { id: idOf('SpeechPreview', 'nonsense', 'tencent') })
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  })
})
