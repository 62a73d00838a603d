import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTencentSandbox, type TencentSandbox } from '../../src/sandbox/tencent.js'
import { callTencent, send, type TencentReply } from './client.js'
import { startReceiver } from './receiver.js'

let sandbox: TencentSandbox
let key: string
beforeAll(async () => {
  sandbox = await startTencentSandbox({ speed: 50 })
  key = sandbox.settings.virtualmanKey
})
afterAll(() => sandbox.close())

const service = (operation: string, payload: object): Promise<TencentReply> => callTencent(sandbox, `videomaker/broadcastservice/${operation}`, payload)
const video = (change: object = {}): object => ({ VirtualmanKey: key, InputSsml: '大家好，欢迎来到直播间。<break time="500ms"/>今天讲三件事。', SpeechParam: { Speed: 1 }, ...change })
const create = async (operation: string, payload: object): Promise<string> => {
  const reply = await service(operation, payload)
  expect(reply.code, reply.text).toBe(0)
  return String(reply.payload['TaskId'])
}
const progress = async (id: string): Promise<Record<string, unknown>> => (await service('getprogress', { TaskId: id })).payload
const ended = async (id: string, status: string): Promise<Record<string, unknown>> => {
  await expect.poll(async () => (await progress(id))['Status'], { timeout: 15_000, interval: 5 }).toBe(status)
  return progress(id)
}

describe('a video', () => {
  test('is made after it has waited, with subtitles, and lies in the store for seven days', async () => {
    let now = Date.now()
    const own = await startTencentSandbox({ speed: 50, now: () => now })
    const { payload } = await callTencent(own, 'videomaker/broadcastservice/videomake', video(), { at: now })
    const ask = async (): Promise<Record<string, unknown>> => (await callTencent(own, 'videomaker/broadcastservice/getprogress', { TaskId: payload['TaskId'] }, { at: now })).payload
    await expect.poll(async () => (await ask())['Status'], { timeout: 15_000 }).toBe('SUCCESS')
    const done = await ask()
    expect(done).toMatchObject({ Progress: 100, FailCode: 0, FailMessage: '', Duration: expect.any(Number) as number, TextTimestampResult: [] })
    expect(await send(String(done['MediaUrl']))).toMatchObject({ status: 200, headers: { 'content-type': 'video/webm' } })
    expect((await send(String(done['SubtitlesUrl']))).text).toMatch(/^1\n00:00:00,000 --> 00:00:0\d,\d{3}\n大家好，欢迎来到直播间。\n\n2\n/)
    now += 7 * 24 * 3600 * 1000 + 1
    expect((await send(String(done['MediaUrl']))).status).toBe(404)
    await own.close()
  })

  test.each([
    ['videomake', {}, 'video/webm'],
    ['videomake', { VideoParam: { Format: 'Mp4' } }, 'video/mp4'],
    ['videomake', { VideoParam: { Format: 'TransparentMov' } }, 'video/quicktime'],
    ['videomakeadvanced', { LogoParams: [{}] }, 'video/mp4'],
  ])('%s with %j becomes %s', async (operation, change, type) => {
    const { MediaUrl: url } = await ended(await create(operation, video(change)), 'SUCCESS')
    expect((await send(String(url))).headers['content-type']).toBe(type)
  })

  test.each([
    ['videomakenotrain', { RefVideoUrl: 'https://x.example.com/a.mp4', DriverType: 'Text', InputSsml: 'Hello', SpeechParam: { TimbreKey: 'male_1' } }],
    ['videomakenotrain', { RefVideoUrl: 'https://x.example.com/a.mov', DriverType: 'OriginalVoice', InputAudioUrl: 'https://x.example.com/a.wav' }],
    ['phototovideonotrain', { RefPhotoUrl: 'https://x.example.com/a.png', DriverType: 'OriginalVoice', InputAudioUrl: 'https://x.example.com/a.wav' }],
  ])('%s makes one without training', async (operation, body) => {
    expect(await ended(await create(operation, body), 'SUCCESS')).toMatchObject({ MediaUrl: expect.stringContaining('.mp4') as string })
  })

  test('waits in COMMIT, with those before it counted, while two are made', async () => {
    const own = await startTencentSandbox({ speed: 0.001 })
    const ids: unknown[] = []
    for (let index = 0; index < 3; index++) ids.push((await callTencent(own, 'videomaker/broadcastservice/videomake', video())).payload['TaskId'])
    const seen = await Promise.all(ids.map(async (id) => (await callTencent(own, 'videomaker/broadcastservice/getprogress', { TaskId: id })).payload))
    expect(seen.map((job) => [job['Status'], job['ArrayCount']])).toEqual([['COMMIT', 0], ['COMMIT', 1], ['COMMIT', 2]])
    for (let index = 3; index < 50; index++) await callTencent(own, 'videomaker/broadcastservice/videomake', video())
    expect((await callTencent(own, 'videomaker/broadcastservice/videomake', video())).code).toBe(100008)
    await own.close()
  })

  test.each([
    ['an unknown avatar', { VirtualmanKey: 'none' }, 100016],
    ['no text', { InputSsml: undefined }, 100002],
    ['an empty text', { InputSsml: '', DriverType: '' }, 100002],
    ['a line break', { InputSsml: 'one\ntwo' }, 100002],
    ['a symbol that is not escaped', { InputSsml: 'salt & pepper' }, 100002],
    ['a tag that does not end', { InputSsml: '<p>hello' }, 100002],
    ['a text of 20,001 characters', { InputSsml: '字'.repeat(20_001) }, 100002],
    ['a text of 2,001 characters for TransparentMov', { InputSsml: '字'.repeat(2001), VideoParam: { Format: 'TransparentMov' } }, 100002],
    ['voice drive without a sound', { DriverType: 'OriginalVoice', InputSsml: undefined }, 100002],
    ['no SpeechParam', { SpeechParam: undefined }, 100003],
    ['no Speed', { SpeechParam: {} }, 100003],
    ['a Speed of 1.6', { SpeechParam: { Speed: 1.6 } }, 100002],
    ['a Speed that is a text', { SpeechParam: { Speed: '1' } }, 100001],
    ['a Volume of 11', { SpeechParam: { Speed: 1, Volume: 11 } }, 100002],
    ['an unknown voice', { SpeechParam: { Speed: 1, TimbreKey: 'none' } }, 100009],
    ['an emotion of a voice that has none', { SpeechParam: { Speed: 1, TimbreKey: 'male_1', EmotionCategory: 'happy' } }, 100002],
    ['a voice of two languages without a choice', { SpeechParam: { Speed: 1, TimbreKey: 'female_7' } }, 100003],
    ['an unknown format', { VideoParam: { Format: 'Gif' } }, 100002],
    ['a callback address of 1,000 characters', { CallbackUrl: `https://x.example.com/${'a'.repeat(978)}` }, 100002],
    ['a marked text of the safety check', { InputSsml: 'sandbox-unsafe' }, 801005],
  ])('with %s is refused', async (_name, change, code) => {
    expect((await service('videomake', video(change))).code).toBe(code)
  })

  test('the longest text of 20,000 characters is taken', async () => {
    expect((await service('videomake', video({ InputSsml: '字'.repeat(20_000) }))).code).toBe(0)
  })

  test('of an avatar that has expired is refused', async () => {
    const expired = sandbox.world.images.all.find(({ expiresAt }) => expiresAt < Date.now())
    expect((await service('videomake', video({ VirtualmanKey: expired?.id }))).code).toBe(100015)
  })

  test('without hours left is refused', async () => {
    const left = sandbox.world.quotas.broadcastMs
    sandbox.world.quotas.broadcastMs = 0
    expect((await service('videomake', video())).code).toBe(100013)
    sandbox.world.quotas.broadcastMs = left
  })

  test.each([
    ['a marked text', { InputSsml: 'sandbox-fail' }, 801000],
    ['a marked sound', { DriverType: 'OriginalVoice', InputAudioUrl: 'https://x.example.com/sandbox-fail.wav' }, 801008],
    ['a storage that does not answer', { VideoStorageS3Url: 'http://127.0.0.1:9/a.mp4?sign=x' }, 801015],
  ])('with %s fails, with a FailCode', async (_name, change, code) => {
    expect(await ended(await create('videomake', video(change)), 'FAIL')).toMatchObject({ FailCode: code, FailMessage: expect.any(String) as string, Progress: -1, MediaUrl: '' })
  })

  test('is put to the pre-signed addresses of the caller when there are some', async () => {
    const puts: IncomingMessage[] = []
    const storage = createServer((request, response) => { puts.push(request); request.resume().on('end', () => response.end()) })
    await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve))
    const base = `http://127.0.0.1:${(storage.address() as AddressInfo).port}`
    const done = await ended(await create('videomake', video({ VideoStorageS3Url: `${base}/a.webm?sign=1`, SubtitleStorageS3Url: `${base}/a.srt?sign=2` })), 'SUCCESS')
    expect(done).toMatchObject({ MediaUrl: `${base}/a.webm`, SubtitlesUrl: `${base}/a.srt` })
    expect(puts.map(({ method, url }) => `${method} ${url}`)).toEqual(['PUT /a.webm?sign=1', 'PUT /a.srt?sign=2'])
    storage.close()
  })

  test('an unknown task is answered 110006', async () => {
    expect((await service('getprogress', { TaskId: 'none' })).code).toBe(110006)
  })
})

describe('the callback', () => {
  test('tells the end in one unsigned POST without a header', async () => {
    const receiver = await startReceiver()
    const id = await create('videomake', video({ CallbackUrl: `${receiver.url}/cb?secret=1` }))
    const { url, json, headers } = await receiver.next()
    const { MediaUrl, SubtitlesUrl } = await ended(id, 'SUCCESS')
    expect(url).toBe('/cb?secret=1')
    expect(headers['content-type']).toBe('application/json')
    expect(json).toEqual({ Payload: { Progress: 100, MediaUrl, SubtitlesUrl, Status: 'SUCCESS', FailMessage: '', TaskId: id } })
    await receiver.close()
  })

  test('is never repeated, whatever the receiver says', async () => {
    const receiver = await startReceiver(() => 500)
    const first = await create('videomake', video({ CallbackUrl: receiver.url, InputSsml: 'sandbox-fail' }))
    expect((await receiver.next()).json).toMatchObject({ Payload: { Status: 'FAIL', TaskId: first } })
    expect(await sandbox.journal.until((entry) => entry.kind === 'callback' && entry.jobId === first)).toMatchObject({ attempt: 1, status: 500, outcome: 'abandoned', url: `${receiver.url}` })
    const second = await create('videomake', video({ CallbackUrl: receiver.url }))
    expect((await receiver.next()).json).toMatchObject({ Payload: { TaskId: second } })
    expect(receiver.received).toHaveLength(2)
    await receiver.close()
  })

  test('goes to the callbackUrl option when there is one', async () => {
    const receiver = await startReceiver()
    const own = await startTencentSandbox({ speed: 100, callbackUrl: receiver.url })
    await callTencent(own, 'videomaker/broadcastservice/videomake', video())
    expect((await receiver.next()).json).toMatchObject({ Payload: { Status: 'SUCCESS' } })
    await Promise.all([own.close(), receiver.close()])
  })

  test('tells of a failure that a test orders, once', async () => {
    const receiver = await startReceiver()
    const slow = await startTencentSandbox({ speed: 0.001 })
    const { payload } = await callTencent(slow, 'videomaker/broadcastservice/videomake', video({ CallbackUrl: receiver.url }))
    const id = String(payload['TaskId'])
    expect([slow.failVideo(id, { code: 801007, message: 'timeout' }), slow.failVideo(id), slow.failVideo('none')]).toEqual([true, false, false])
    expect((await receiver.next()).json).toMatchObject({ Payload: { Status: 'FAIL', FailMessage: 'timeout' } })
    expect((await callTencent(slow, 'videomaker/broadcastservice/getprogress', { TaskId: id })).payload).toMatchObject({ Status: 'FAIL', FailCode: 801007 })
    await Promise.all([slow.close(), receiver.close()])
  })
})

describe('a sound', () => {
  test('is made with the times of its words', async () => {
    const done = await ended(await create('tts', { TimbreKey: 'male_1', InputSsml: '你好。Hello big world!', Speed: 1 }), 'SUCCESS')
    const sentences = done['TextTimestampResult'] as { Sentence: string; Words: { Word: string; StartTimestamp: number; EndTimestamp: number }[] }[]
    expect(sentences.map(({ Sentence: sentence }) => sentence)).toEqual(['你好。', 'Hello big world!'])
    const words = sentences.flatMap(({ Words: all }) => all)
    expect(words.map(({ Word: word }) => word)).toEqual(['你', '好', '。', 'Hello', 'big', 'world!'])
    for (const [index, word] of words.entries()) expect(word.StartTimestamp).toBe(words[index - 1]?.EndTimestamp ?? 0)
    expect(done['Duration']).toBe(words.at(-1)?.EndTimestamp)
    expect((await send(String(done['MediaUrl']))).headers['content-type']).toBe('audio/mpeg')
    expect(done['SubtitlesUrl']).toBe('')
  })

  test.each([
    [{ Codec: 'wav', SampleRate: 16_000, VirtualmanKey: 'own' }, 0],
    [{ Codec: 'ogg' }, 100002],
    [{ SampleRate: 8000 }, 100002],
    [{ SentenceMaxWords: 1000 }, 100002],
    [{ TimbreKey: undefined }, 100002],
    [{ InputSsml: '' }, 100002],
    [{ TimbreKey: 'female_7', TimbreLanguage: 'fr' }, 100002],
    [{ TimbreKey: 'female_7', TimbreLanguage: 'eng', EmotionCategory: 'happy', EmotionIntensity: 201 }, 100002],
    [{ TimbreKey: 'female_7', TimbreLanguage: 'eng', EmotionCategory: 'happy', EmotionIntensity: 200 }, 0],
  ])('with %j is answered %i', async (change, code) => {
    const body = { TimbreKey: 'male_1', InputSsml: 'Hello', ...change }
    expect((await service('tts', 'VirtualmanKey' in body && body.VirtualmanKey === 'own' ? { ...body, TimbreKey: undefined, VirtualmanKey: key } : body)).code).toBe(code)
  })
})
