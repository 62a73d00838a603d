import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TencentSandbox } from '../../src/sandbox/tencent.js'
import { startApp, type TestApp } from '../support/app.js'
import { requestsOf } from '../support/huawei.js'
import { done, requestsBesideLooks, run, tencentOf, type Upload } from '../support/tencent.js'

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

const UPLOAD = 'uploads { file index fileUrl target { url method headers { name value } expiresAt } }'
const ask = (files: { file: string; name: string }[]) => done<{ uploads: Upload[] }>(app, 'createTrainingUploads', { files }, UPLOAD)

describe('where files of a training go', () => {
  it('is a place in the folder of their kind, all from one call, in the order asked', async () => {
    const { uploads } = await ask([
      { file: 'TRAINING_VIDEO', name: '甲 1 final.mp4' },
      { file: 'AUTHORIZATION_VIDEO', name: 'consent.mp4' },
      { file: 'AUTHORIZATION_LETTER', name: 'consent.pdf' },
      { file: 'PHOTO', name: 'ann.png' },
      { file: 'ALPHA_VIDEO', name: 'alpha.mov' },
      { file: 'VOICE_RECORDING', name: 'long.wav' },
      { file: 'DRIVING_AUDIO', name: 'demo.WAV' },
      { file: 'VOICE_SAMPLE', name: 'ab.m4a' },
      { file: 'VOICE_SAMPLE', name: 'cd.m4a' },
    ])
    const folders = uploads.map(({ fileUrl }) => new URL(fileUrl).pathname.split('/').at(-2))
    expect(folders).toEqual(['video', 'idcard', 'idcard', 'video', 'video', 'audio', 'audio', 'zeroshot', 'zeroshot'])
    expect(uploads.map(({ file, index }) => `${file} ${index}`).slice(-2)).toEqual(['VOICE_SAMPLE 0', 'VOICE_SAMPLE 1'])
    expect(decodeURIComponent(new URL(uploads[0]!.fileUrl).pathname)).toMatch(/\/customer-pipeline\/\d\/\w+\/video\/甲 1 final\.mp4$/)
    expect(uploads.every(({ target, fileUrl }) => target.method === 'PUT' && target.headers.length === 0 && target.url.startsWith(`${fileUrl}?`))).toBe(true)
    expect(requestsOf(tencent, 'customservice/getuploadcredentials')).toHaveLength(1)
  })

  it('takes the bytes from a browser, of any origin, and keeps them there', async () => {
    const { uploads } = await ask([{ file: 'PHOTO', name: 'ann.png' }])
    const { target, fileUrl } = uploads[0]!
    const preflight = await fetch(target.url, { method: 'OPTIONS', headers: { origin: 'https://app.example.com', 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type' } })
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect((await fetch(target.url, { method: 'PUT', headers: { 'content-type': 'image/png' }, body: Buffer.from('a photo') })).status).toBe(200)
    expect(await (await fetch(fileUrl)).text()).toBe('a photo')
  })

  it('is good for that one file, that one method, and until it says', async () => {
    const { uploads } = await ask([{ file: 'PHOTO', name: 'ann.png' }])
    const { url, expiresAt } = uploads[0]!.target
    const life = Date.parse(expiresAt) - Date.now()
    expect(life).toBeGreaterThan(60_000)
    expect(new URL(url).searchParams.get('q-sign-time')?.split(';')[1]).toBe(String(Date.parse(expiresAt) / 1_000))
    const put = async (address: string, method = 'PUT') => (await fetch(address, { method, body: Buffer.from('x') })).status
    const bent = (change: (address: URL) => void) => {
      const address = new URL(url)
      change(address)
      return address.href
    }
    expect(await put(bent((it) => (it.pathname = it.pathname.replace('ann', 'bob'))))).toBe(403)
    expect(await put(bent((it) => it.searchParams.set('q-sign-time', '1;9999999999')))).toBe(403)
    expect(await put(bent((it) => it.searchParams.set('x-cos-security-token', 'other')))).toBe(403)
    expect(await put(bent((it) => it.searchParams.set('q-signature', '0'.repeat(40))))).toBe(403)
    expect(await put(url)).toBe(200)
  })
})

describe('files that cannot be', () => {
  it.each([
    ['none', [], 'input.files'],
    ['21', Array.from({ length: 21 }, (_, index) => ({ file: 'PHOTO', name: `${index}.png` })), 'input.files'],
    ['of a kind that Tencent does not take', [{ file: 'COVER', name: 'a.png' }], 'input.files.0.file'],
    ['a film of another type', [{ file: 'TRAINING_VIDEO', name: 'a.avi' }], 'input.files.0.name'],
    ['a letter that is no PDF', [{ file: 'AUTHORIZATION_LETTER', name: 'a.docx' }], 'input.files.0.name'],
    ['a demonstration that is no .wav', [{ file: 'DRIVING_AUDIO', name: 'a.mp3' }], 'input.files.0.name'],
    ['a sample of a name of one character', [{ file: 'VOICE_SAMPLE', name: 'a.wav' }], 'input.files.0.name'],
    ['a sample of a name of 51 characters', [{ file: 'VOICE_SAMPLE', name: `${'a'.repeat(47)}.wav` }], 'input.files.0.name'],
    ['a name without an extension', [{ file: 'PHOTO', name: 'photo' }], 'input.files.0.name'],
    ['a name that leaves its folder', [{ file: 'PHOTO', name: '../a.png' }], 'input.files.0.name'],
    ['a name that is hidden', [{ file: 'PHOTO', name: '.png' }], 'input.files.0.name'],
    ['two of one name', [{ file: 'PHOTO', name: 'a.mp4' }, { file: 'TRAINING_VIDEO', name: 'a.mp4' }], 'input.files.1.name'],
  ])('are told before any call: %s', async (_, files, field) => {
    const { uploads, userErrors } = await run<{ uploads: Upload[] }>(app, 'createTrainingUploads', { files }, UPLOAD)
    expect(uploads).toEqual([])
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field }])
    expect(requestsBesideLooks(tencent)).toEqual([])
  })

  it('need no account where one alone takes files in advance', async () => {
    const { body } = await app.query<{ createTrainingUploads: { uploads: Upload[]; userErrors: object[] } }>('mutation { createTrainingUploads(input: { files: [{ file: PHOTO, name: "ab.png" }] }) { uploads { fileUrl } userErrors { message } } }')
    expect(body.data?.createTrainingUploads).toMatchObject({ uploads: [{ fileUrl: expect.stringContaining('/video/ab.png') as string }], userErrors: [] })
  })

  it('at a vendor that says it when the training is created are UNSUPPORTED', async () => {
    const { userErrors } = await run(app, 'createTrainingUploads', { account: 'huawei', files: [{ file: 'PHOTO', name: 'a.png' }] }, UPLOAD)
    expect(userErrors).toMatchObject([{ code: 'UNSUPPORTED', message: expect.stringContaining('when the training is created') as string }])
  })
})

it('temporary keys are in no log line and in no answer but the address', async () => {
  const { uploads } = await ask([{ file: 'PHOTO', name: 'ann.png' }])
  const token = new URL(uploads[0]!.target.url).searchParams.get('x-cos-security-token') ?? ''
  expect(token).not.toBe('')
  expect(JSON.stringify(app.logs)).not.toContain(token)
})
