import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TencentSandbox } from '../../src/sandbox/tencent.js'
import { CHANGES, changeTo } from '../huawei/trainings.js'
import { startApp, type TestApp } from '../support/app.js'
import { idOf } from '../support/huawei.js'
import { done, freshName, payloadsOf, requestsBesideLooks, run, tencentOf, upload } from '../support/tencent.js'
import { until } from '../support/until.js'

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

interface Check {
  id: string
  status: string
  vendorStatus: string
  verdict: string | null
  message: string | null
  voiceSampleId: string | null
}
const CHECK = 'id status vendorStatus verdict message voiceSampleId'
const look = async (id: string) => (await app.query<{ voiceSampleCheck: Check }>(`query ($id: ID!) { voiceSampleCheck(id: $id) { ${CHECK} } }`, { id })).body.data!.voiceSampleCheck
const texts = async (language: string) =>
  app.query<{ voiceSampleTexts: { id: string; text: string }[] }>('query ($language: VoiceLanguage!) { voiceSampleTexts(account: "tencent", language: $language) { id text } }', { language })

/** Has a recording checked to the end. */
async function checked(name: string, more: object = {}): Promise<Check> {
  const [sample] = await upload(app, [{ file: 'VOICE_SAMPLE', name }])
  const { check } = await done<{ check: Check }>(app, 'checkVoiceSample', { audioUrl: sample?.url, ...more }, `check { ${CHECK} }`)
  let last = check
  await until(async () => (last = await look(check.id)).status !== 'RUNNING', 'the recording is checked')
  return last
}

describe('a voice from a few seconds', () => {
  it('is read, checked, made, approved, and can be used', async () => {
    const { body } = await texts('ENGLISH')
    const [text] = body.data!.voiceSampleTexts
    expect(text).toEqual({ id: expect.any(String) as string, text: expect.stringMatching(/^[A-Z]/) as string })

    const check = await checked('ann.wav', { textId: text?.id })
    expect(check).toMatchObject({ status: 'SUCCEEDED', vendorStatus: 'SUCCESS', verdict: 'PASSED', voiceSampleId: expect.any(String) as string })

    const name = freshName()
    const { job } = await done<{ job: { id: string; nativeId: string } }>(app, 'createVoiceTraining', { name, edition: 'ZERO_SHOT', gender: 'FEMALE', sampleId: check.voiceSampleId, language: 'ENGLISH' }, 'job { id nativeId }')
    expect(payloadsOf(tencent, 'customservice/make')).toEqual([{ AnchorName: name, MakeType: 'ZERO_SHOT_VOICE', SexType: 'FEMALE', AudioId: check.voiceSampleId, ZeroshortLang: 'eng' }])
    const changes = app.subscribe(CHANGES, { job: job.id, snapshot: true })
    await changeTo(changes, 'MAKING CONFIRM WAIT_PROCESS')
    await done(app, 'confirmTraining', { id: job.id, decision: 'APPROVE' }, 'job { id }')
    await changeTo(changes, 'SUCCESS END SUCCESS')
    changes.dispose()

    const shown = await app.query('query ($id: ID!) { trainingJob(id: $id) { name kind asset { nativeId } voice { edition gender language uploadMode purpose } avatar { edition } } }', { id: job.id })
    const timbre = tencent.world.tasks.byId.get(job.nativeId)?.made.timbre
    expect(shown.body.data).toEqual({
      trainingJob: { name, kind: 'VOICE', asset: { nativeId: timbre }, voice: { edition: 'ZERO_SHOT', gender: 'FEMALE', language: 'ENGLISH', uploadMode: 'UNKNOWN', purpose: null }, avatar: null },
    })
  })

  it('is not made of a recording that is too noisy', async () => {
    expect(await checked('sandbox-fail.wav', { referenceText: 'The morning light.' })).toMatchObject({ status: 'FAILED', verdict: 'TOO_NOISY', message: expect.stringContaining('noisy') as string, voiceSampleId: null })
    expect(payloadsOf(tencent, 'zeroshotservice/detectaudioquality')).toEqual([{ AudioUrl: expect.any(String) as string, ReferenceText: 'The morning light.' }])
  })

  it('tells no verdict while the check goes on', async () => {
    const [sample] = await upload(app, [{ file: 'VOICE_SAMPLE', name: 'slow.wav' }])
    const { check } = await done<{ check: Check }>(app, 'checkVoiceSample', { audioUrl: sample?.url }, 'check { id }')
    // The simulator's clock is not stopped here: what is seen is either the beginning or the end, never a mixture.
    const { status, verdict, voiceSampleId } = await look(check.id)
    expect([['RUNNING', null, false], ['SUCCEEDED', 'PASSED', true]]).toContainEqual([status, verdict, voiceSampleId !== null])
  })
})

describe('a check', () => {
  it('is a node, found by its id', async () => {
    const { id } = await checked('bob.mp3')
    const { body } = await app.query('query ($id: ID!) { node(id: $id) { id ... on VoiceSampleCheck { status vendor nativeId } } }', { id })
    expect(body.data).toEqual({ node: { id, status: 'SUCCEEDED', vendor: 'TENCENT', nativeId: expect.any(String) as string } })
  })

  it('that nobody began is NOT_FOUND', async () => {
    const { body } = await app.query('query ($id: ID!) { voiceSampleCheck(id: $id) { status } }', { id: idOf('VoiceSampleCheck', 'nobody', 'tencent') })
    expect(body).toMatchObject({ data: { voiceSampleCheck: null }, errors: [{ extensions: { code: 'NOT_FOUND', vendorCode: '110006' } }] })
  })

  it.each([
    ['a text by its id and in full', { audioUrl: 'https://b.example.com/zeroshot/ann.wav', textId: 't', referenceText: 'x' }, 'input.referenceText'],
    ['a text of 1,001 characters', { audioUrl: 'https://b.example.com/zeroshot/ann.wav', referenceText: 'x'.repeat(1001) }, 'input.referenceText'],
    ['a recording of another type', { audioUrl: 'https://b.example.com/zeroshot/ann.ogg' }, 'input.audioUrl'],
    ['an address that is none', { audioUrl: 'ann.wav' }, 'input.audioUrl'],
  ])('of what cannot be is told before any call: %s', async (_, input, field) => {
    const { check, userErrors } = await run<{ check: Check | null }>(app, 'checkVoiceSample', input, 'check { id }')
    expect(check).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field }])
    expect(requestsBesideLooks(tencent)).toEqual([])
  })

  it('at a vendor that has none is UNSUPPORTED', async () => {
    expect((await run(app, 'checkVoiceSample', { account: 'huawei', audioUrl: 'https://b.example.com/zeroshot/ann.wav' }, 'check { id }')).userErrors).toMatchObject([{ code: 'UNSUPPORTED' }])
  })
})

describe('texts to read', () => {
  it.each(['CHINESE', 'ENGLISH', 'CANTONESE'])('are there in %s', async (language) => {
    expect((await texts(language)).body.data?.voiceSampleTexts.length).toBeGreaterThan(0)
  })

  it('are refused before any call in a language that Tencent has none in', async () => {
    expect((await texts('FRENCH')).body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'language' } }])
    expect(requestsBesideLooks(tencent)).toEqual([])
  })
})
