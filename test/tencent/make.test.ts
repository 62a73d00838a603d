import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TencentSandbox } from '../../src/sandbox/tencent.js'
import { startApp, type TestApp } from '../support/app.js'
import { idOf, requestsOf } from '../support/huawei.js'
import { done, FILM, freshName, payloadsOf, requestsBesideLooks, run, tencentOf, upload } from '../support/tencent.js'

let app: TestApp
let tencent: TencentSandbox
beforeAll(async () => {
  app = await startApp()
  tencent = tencentOf(app)
})
afterAll(() => app.dispose())
beforeEach(() => {
  tencent.faults.clear()
  tencent.journal.clear()
})

const film = () => FILM.map(({ file, name }) => ({ file, url: `https://b.cos.r.myqcloud.com/customer-pipeline/1/u/x/${name}` }))
const urlOf = (file: string, extension: string) => ({ file, url: `https://b.cos.r.myqcloud.com/customer-pipeline/1/u/x/${file}.${extension}` })
const avatar = (more: object = {}) => ({ name: freshName(), edition: 'STUDIO', gender: 'FEMALE', files: film(), ...more })
const voice = (more: object = {}) => ({ name: freshName(), edition: 'BASIC', gender: 'MALE', files: [urlOf('VOICE_RECORDING', 'wav'), urlOf('AUTHORIZATION_LETTER', 'pdf')], ...more })
const made = async (mutation: string, input: object) => {
  await done(app, mutation, input, 'job { id } uploads { file }')
  return payloadsOf(tencent, 'customservice/make').at(-1)
}

describe('the wire', () => {
  it.each([
    ['STUDIO', 'IMAGE'],
    ['GENERAL', 'IMAGE_GENERAL'],
    ['ULTRA_HD', 'IMAGE_4K'],
  ])('carries an avatar of the edition %s as %s, with nothing that was not said', async (edition, MakeType) => {
    const input = avatar({ edition })
    const [video, consent, letter] = film().map(({ url }) => url)
    expect(await made('createAvatarTraining', input)).toEqual({ AnchorName: input.name, MakeType, SexType: 'FEMALE', MaterialCosUrl: video, IdentityCosUrl: consent, IdentityWrittenCosUrl: letter })
  })

  it('carries every field of an avatar', async () => {
    const key = tencent.world.timbres.all[0]!.id
    const input = avatar({
      notes: 'By the window.',
      files: [...film(), urlOf('ALPHA_VIDEO', 'mov'), urlOf('DRIVING_AUDIO', 'wav')],
      drivingText: 'Good evening.',
      voice: { assetId: idOf('Asset', key, 'tencent'), speed: 1.2, isOwn: true },
      keepsBackground: false,
      backgroundRemoval: 'WHITE_SCREEN',
    })
    expect(await made('createAvatarTraining', input)).toMatchObject({
      Notes: 'By the window.',
      AlphaCosUrl: urlOf('ALPHA_VIDEO', 'mov').url,
      VoiceDriverCosFile: urlOf('DRIVING_AUDIO', 'wav').url,
      TextDriver: 'Good evening.',
      TimbreInfo: { TimbreCode: key, Speed: '1.2', IsWithTimbre: true },
      IsHaveBackground: false,
      RemoveBackground: 2,
    })
  })

  it.each([
    ['FAST', 0],
    ['PREMIUM', 1],
  ])('carries an avatar from a photo, made %s, without anybody to agree', async (photoQuality, PhotoVersion) => {
    const input = avatar({ edition: 'PHOTO', photoQuality, files: [urlOf('PHOTO', 'jpg')] })
    expect(await made('createAvatarTraining', input)).toEqual({ AnchorName: input.name, MakeType: 'IMAGE_PHOTO', SexType: 'FEMALE', MaterialCosUrl: urlOf('PHOTO', 'jpg').url, PhotoVersion })
  })

  it('carries a voice from a recording', async () => {
    const input = voice({ notes: 'Calm.', drivingText: 'Good evening.' })
    expect(await made('createVoiceTraining', input)).toEqual({
      AnchorName: input.name,
      MakeType: 'VOICE',
      SexType: 'MALE',
      Notes: 'Calm.',
      TextDriver: 'Good evening.',
      MaterialCosUrl: urlOf('VOICE_RECORDING', 'wav').url,
      IdentityWrittenCosUrl: urlOf('AUTHORIZATION_LETTER', 'pdf').url,
    })
  })
})

const AVATAR_MISTAKES = [
  ['a name of one character', { name: 'A' }, 'name'],
  ['a name of 51 characters', { name: 'a'.repeat(51) }, 'name'],
  ['a name with a blank', { name: 'Ann Lee' }, 'name'],
  ['no edition', { edition: undefined }, 'edition'],
  ['an unknown edition', { edition: 'UNKNOWN' }, 'edition'],
  ['no gender', { gender: undefined }, 'gender'],
  ['an unknown gender', { gender: 'UNKNOWN' }, 'gender'],
  ['a note of 101 characters', { notes: 'x'.repeat(101) }, 'notes'],
  ['a text of 3 characters', { drivingText: 'abc' }, 'drivingText'],
  ['a text of 1,001 characters', { drivingText: 'x'.repeat(1001) }, 'drivingText'],
  ['a voice too slow', { voice: { assetId: idOf('Asset', 'v', 'tencent'), speed: 0.4 } }, 'voice.speed'],
  ['a voice too fast', { voice: { assetId: idOf('Asset', 'v', 'tencent'), speed: 1.6 } }, 'voice.speed'],
  ["another account's voice", { voice: { assetId: idOf('Asset', 'v') } }, 'voice.assetId'],
  ['no files', { files: undefined }, 'files'],
  ['nobody who agrees', { files: [urlOf('TRAINING_VIDEO', 'mp4')] }, 'files'],
  ['nothing to train from', { files: [urlOf('AUTHORIZATION_VIDEO', 'mp4')] }, 'files'],
  ['a film of another type', { files: [urlOf('TRAINING_VIDEO', 'avi'), urlOf('AUTHORIZATION_VIDEO', 'mp4')] }, 'files.0.url'],
  ['a letter that is no PDF', { files: [urlOf('TRAINING_VIDEO', 'mp4'), urlOf('AUTHORIZATION_LETTER', 'doc')] }, 'files.1.url'],
  ['an address that is none', { files: [{ file: 'TRAINING_VIDEO', url: 'ann.mp4' }] }, 'files.0.url'],
  ['an address of a disk', { files: [{ file: 'TRAINING_VIDEO', url: 'file:///ann.mp4' }] }, 'files.0.url'],
  ['the same kind twice', { files: [...film(), urlOf('TRAINING_VIDEO', 'mov')] }, 'files.3.file'],
  ['a file of a voice', { files: [...film(), urlOf('VOICE_RECORDING', 'wav')] }, 'files.3.file'],
  ['a photo for a film', { files: [urlOf('PHOTO', 'jpg'), ...film()] }, 'files.0.file'],
  ['agreement to a photo', { edition: 'PHOTO', files: [urlOf('PHOTO', 'jpg'), urlOf('AUTHORIZATION_VIDEO', 'mp4')] }, 'files.1.file'],
  ['the quality of a photo for a film', { photoQuality: 'FAST' }, 'photoQuality'],
  ['a contact', { contact: 'ann@example.com' }, 'contact'],
  ['tags', { tags: ['spring'] }, 'tags'],
  ['a batch', { batchName: 'b' }, 'batchName'],
  ['a model version', { modelVersion: 'V3' }, 'modelVersion'],
  ['video parts', { videoParts: 2 }, 'videoParts'],
] as const
const VOICE_MISTAKES = [
  ['an edition of another vendor', { edition: 'PREMIUM' }, 'edition'],
  ['no gender', { gender: undefined }, 'gender'],
  ['nothing to train from', { files: [urlOf('AUTHORIZATION_LETTER', 'pdf')] }, 'files'],
  ['nobody who agrees', { files: [urlOf('VOICE_RECORDING', 'wav')] }, 'files'],
  ['a language of a basic voice', { language: 'CHINESE' }, 'language'],
  ['a sample of a basic voice', { sampleId: 's' }, 'sampleId'],
  ['no sample of a fast one', { edition: 'ZERO_SHOT', files: [] }, 'sampleId'],
  ['a recording of a fast one', { edition: 'ZERO_SHOT', sampleId: 's' }, 'files.0.file'],
  ['a language that nobody reads', { edition: 'ZERO_SHOT', sampleId: 's', files: [], language: 'FRENCH' }, 'language'],
  ['a description', { description: 'Calm.' }, 'description'],
  ['a purpose', { purpose: 'NEWS' }, 'purpose'],
  ['a phone number', { phone: '1' }, 'phone'],
  ['an upload mode', { uploadMode: 'PACKAGE' }, 'uploadMode'],
] as const

describe('what cannot be', () => {
  it.each([
    ...AVATAR_MISTAKES.map(([what, more, field]) => ['createAvatarTraining', what, avatar(more), field] as const),
    ...VOICE_MISTAKES.map(([what, more, field]) => ['createVoiceTraining', what, voice(more), field] as const),
  ])('is told before any call: %s with %s', async (mutation, _, input, field) => {
    const { job, userErrors } = await run<{ job: object | null }>(app, mutation, input, 'job { id }')
    expect(job).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: `input.${field}` }])
    expect(requestsBesideLooks(tencent)).toEqual([])
  })

  it.each([
    ['createAvatarTraining', { name: 'Ann', edition: 'STUDIO' }, 'edition'],
    ['createAvatarTraining', { name: 'Ann', gender: 'FEMALE' }, 'gender'],
    ['createAvatarTraining', { name: 'Ann', files: film() }, 'files'],
    ['createAvatarTraining', { name: 'Ann', keepsBackground: false }, 'keepsBackground'],
    ['createAvatarTraining', { name: 'Ann', voice: { assetId: idOf('Asset', 'v') } }, 'voice'],
    ['createVoiceTraining', { name: 'Ann', edition: 'BASIC', notes: 'x' }, 'notes'],
    ['createVoiceTraining', { name: 'Ann', edition: 'BASIC', sampleId: 's' }, 'sampleId'],
    ['createVoiceTraining', { name: 'Ann', edition: 'ZERO_SHOT' }, 'edition'],
  ])("at Huawei is told before any call, where it is Tencent's alone: %s %j", async (mutation, input, field) => {
    const { userErrors } = await run(app, mutation, { account: 'huawei', ...input }, 'job { id }')
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: `input.${field}` }])
    expect(app.app.sandboxes.huawei && requestsOf(app.app.sandboxes.huawei, mutation === 'createAvatarTraining' ? 'create2dModelTrainingJob' : 'createTrainingBasicJob')).toEqual([])
  })

  it('is refused by the vendor where it alone can know: a name that is taken, a used-up quota', async () => {
    const files = await upload(app, FILM)
    const name = freshName()
    await done(app, 'createAvatarTraining', avatar({ name, files }), 'job { id }')
    expect((await run(app, 'createAvatarTraining', avatar({ name, files }), 'job { id }')).userErrors).toMatchObject([{ code: 'VENDOR_REJECTED', vendorCode: '100002' }])
    tencent.faults.add({ operation: 'customservice/make', code: 100008 })
    expect((await run(app, 'createAvatarTraining', avatar({ files }), 'job { id }')).userErrors).toMatchObject([{ code: 'VENDOR_REJECTED', vendorCode: '100008', hint: expect.stringContaining('buy more') as string }])
  })

  it('is not asked a second time of a vendor whose answer was lost', async () => {
    tencent.faults.add({ operation: 'customservice/make', drop: true, times: 1 })
    const { userErrors } = await run(app, 'createAvatarTraining', avatar(), 'job { id }')
    expect(userErrors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE', hint: expect.stringContaining('may have been carried out') as string }])
    expect(requestsOf(tencent, 'customservice/make')).toHaveLength(1)
  })
})
