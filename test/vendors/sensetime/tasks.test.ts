import { afterEach, describe, expect, test } from 'vitest'
import { SENSETIME_PATHS } from '../../../src/config/sensetime.js'
import type { VideoDraft } from '../../../src/domain/video-draft.js'
import { OPERATION_NAMES, operationsWith } from '../../../src/vendors/sensetime/operations.js'
import type { SenseTimeSettings } from '../../../src/vendors/sensetime/settings.js'
import { context, refusal } from '../calls.js'
import { startSenseTime, type Sandboxed } from './sandboxed.js'

const PATHS = { createAvatarTask: '/guess/avatar', showAvatarTask: '/guess/avatar/show', createVoiceTask: '/guess/voice', showVoiceTask: '/guess/voice/show', createVideoTask: '/guess/video', showVideoTask: 'GET /guess/video/show' }
const statuses = { tasks: { 1: 'WAITING', 2: 'RUNNING', 5: 'SUCCEEDED', 7: 'CANCELED', 9: 'FAILED' } } as const

let vendor: Sandboxed
let started: Sandboxed | undefined
afterEach(async () => {
  await started?.close()
  started = undefined
})
const sandboxed = async (...options: Parameters<typeof startSenseTime>) => (vendor = started = await startSenseTime(...options))

async function start(more: Partial<SenseTimeSettings> = {}) {
  return (await sandboxed({ unconfirmed: { paths: PATHS } })).open({ paths: PATHS, statuses, ...more })
}
const param = { version: '0.0.13', tts_query: { content: '你好' } }
const draft: VideoDraft = {
  script: null, name: 'Tea', scenes: null, orientation: null, driver: null, audioUrl: null, format: null, concurrency: null, referenceVideo: null, referencePhotoUrl: null,
  storage: null, options: null, callback: null, avatar: null, voice: null, video: null, music: null, skipReview: null,
}
const pathsOf = (operation: string) => vendor.requests(operation).map(({ method, path }) => `${method} ${path}`)

describe('the table of operations', () => {
  test('takes from the settings exactly the paths that it has rows for, but that of the token', () => {
    expect([...SENSETIME_PATHS].sort()).toEqual(OPERATION_NAMES.filter((name) => name !== 'obtainToken').sort())
  })

  test('has no path for what nobody has published', () => {
    const without = OPERATION_NAMES.filter((name) => operationsWith()[name] === undefined)
    expect(without).toEqual(['startLiveChannel', 'showLiveChannel', 'createAvatarTask', 'showAvatarTask', 'createVoiceTask', 'showVoiceTask', 'createVideoTask', 'showVideoTask'])
  })

  test('takes a corrected path, and the method before it', () => {
    expect(operationsWith({ closeLiveChannel: '/new/close', listRunningLiveChannels: '/new/list', showVideoTask: 'GET /v/{id}' })).toMatchObject({
      closeLiveChannel: { method: 'POST', path: '/new/close' },
      listRunningLiveChannels: { method: 'GET', path: '/new/list' },
      showVideoTask: { method: 'GET', path: '/v/{id}' },
    })
  })
})

describe('without paths', () => {
  test('an account has neither trainings nor videos, says why and what to do, and calls nothing', async () => {
    const account = (await sandboxed()).open()
    expect([account.training, account.videos]).toEqual([undefined, undefined])
    for (const [ability, names] of [['training', 'createAvatarTask and showAvatarTask, or those of createVoiceTask'], ['avatars', 'createAvatarTask'], ['voices', 'createVoiceTask'], ['videos', 'createVideoTask and showVideoTask']] as const) {
      expect(account.lacking?.[ability]).toMatch(new RegExp(`published neither the paths nor the fields.*${names}.*SENSETIME_PATHS`))
    }
    expect(vendor.asked()).toEqual([])
  })

  test('of one kind of training it has the other one alone', async () => {
    const account = await start({ paths: { createVoiceTask: PATHS.createVoiceTask, showVoiceTask: PATHS.showVoiceTask, createAvatarTask: PATHS.createAvatarTask } })
    expect(account.training).toMatchObject({ voices: {} })
    expect(account.training?.avatars).toBeUndefined()
    expect(Object.keys(account.lacking ?? {}).sort()).toEqual(['avatars', 'videos'])
  })
})

describe('with paths', () => {
  test('a training is created from the body as it is, and asked after by its number', async () => {
    const { training } = await start()
    const { nativeId, uploads } = await training!.avatars!.create({ name: 'Ann', options: { videoUrls: ['https://x/a.mp4'], assetScale: 1 } }, context())
    expect(uploads).toEqual([])
    expect(vendor.requests('createAvatarTask')).toMatchObject([{ path: '/guess/avatar', body: { videoUrls: ['https://x/a.mp4'], assetScale: 1 } }])
    expect(await training!.avatars!.get(nativeId, context())).toMatchObject({ nativeId, kind: 'AVATAR', name: 'Ann', status: 'WAITING', vendorStatus: '1', stage: null, final: false })
    expect(vendor.requests('showAvatarTask')).toMatchObject([{ method: 'POST', body: { taskId: Number(nativeId) } }])
    vendor.sandbox.moveTask(nativeId, 5)
    expect(await training!.avatars!.get(nativeId, context())).toMatchObject({ status: 'SUCCEEDED', final: true })
    vendor.sandbox.moveTask(nativeId, 9)
    expect(await training!.avatars!.get(nativeId, context())).toMatchObject({ status: 'FAILED', final: false })
  })

  test('a number that the settings do not explain is UNKNOWN, also 5 and 9 of live sessions', async () => {
    const { training } = await start({ statuses: {} })
    const { nativeId } = await training!.voices!.create({ name: 'Bo', edition: 'BASIC', options: {} }, context())
    for (const status of [5, 9]) {
      vendor.sandbox.moveTask(nativeId, status)
      expect(await training!.voices!.get(nativeId, context())).toMatchObject({ status: 'UNKNOWN', vendorStatus: String(status), final: false })
    }
    expect(vendor.unknownWords).toEqual(['task status=5', 'task status=9'])
  })

  test('a video is ordered with its param as text, and asked after by GET where the settings say so', async () => {
    const { videos } = await start()
    const id = await videos!.create({ ...draft, options: { param, videoName: 'tea' } }, context())
    expect(vendor.requests('createVideoTask')).toMatchObject([{ body: { param: JSON.stringify(param), videoName: 'tea' } }])
    expect(await videos!.get(id, { content: true }, context())).toMatchObject({ nativeId: id, status: 'WAITING', output: { name: 'Tea' } })
    expect(vendor.requests('showVideoTask')).toMatchObject([{ method: 'GET', query: { taskId: id } }])
  })

  test.each([
    ['no body', { ...draft }, 'options'],
    ['an avatar beside the body', { ...draft, options: {}, avatar: '1' }, 'avatar'],
    ['an audio beside the body', { ...draft, options: {}, audioUrl: 'https://x/a.mp3' }, 'audioUrl'],
  ])('a video with %s is refused before any call', async (_, bad, field) => {
    const { videos } = await start()
    expect(await refusal(videos!.create(bad, context()))).toMatchObject({ code: 'BAD_USER_INPUT', details: { field } })
    expect(vendor.asked()).toEqual([])
  })

  test('the place for an id in a path is filled, and nothing else is sent', async () => {
    const account = await start({ paths: { ...PATHS, showVideoTask: 'GET /guess/video/show?taskId={id}', showVoiceTask: '/guess/none/{id}' } })
    const id = await account.videos!.create({ ...draft, options: { param } }, context())
    expect(await account.videos!.get(id, { content: false }, context())).toMatchObject({ status: 'WAITING' })
    expect(await refusal(account.training!.voices!.get('a/b', context()))).toMatchObject({ details: { vendorCode: '84115928', hint: expect.stringContaining('SENSETIME_PATHS') as string } })
    expect(pathsOf('showVideoTask')).toEqual(['GET /guess/video/show'])
  })

  test('lists have what was created here, newest first, with the state of each', async () => {
    const { training, videos } = await start()
    const ids = []
    for (const name of ['Ann', 'Bea', 'Anna']) ids.push((await training!.avatars!.create({ name, options: {} }, context())).nativeId)
    const { nativeId: voice } = await training!.voices!.create({ name: 'Ann', edition: 'BASIC', options: {} }, context())
    await videos!.create({ ...draft, options: { param } }, context())
    vendor.sandbox.moveTask(ids[1]!, 5)
    const list = async (filter: Parameters<NonNullable<typeof training>['list']>[0] = {}, size = 10) => (await training!.list(filter, { size }, context())).items.map(({ entity }) => entity.nativeId)
    expect(await list()).toEqual([voice, ids[2], ids[1], ids[0]])
    expect(await list({ kinds: ['AVATAR'], search: 'ann' })).toEqual([ids[2], ids[0]])
    expect(await list({ statuses: ['SUCCEEDED'] })).toEqual([ids[1]])
    expect(await list({ nativeId: ids[0] })).toEqual([ids[0]])
    const first = await training!.list({}, { size: 3 }, context())
    const rest = await training!.list({}, { size: 3, after: first.items.at(-1)!.cursor }, context())
    expect([first.hasMore, rest.items.map(({ entity }) => entity.nativeId), rest.hasMore]).toEqual([true, [ids[0]], false])
    expect(await refusal(list({ tag: 'x' }))).toMatchObject({ code: 'UNSUPPORTED' })
    expect((await videos!.list({}, { size: 10 }, context())).items).toMatchObject([{ entity: { status: 'WAITING' } }])
  })
})
