import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTencentSandbox, type TencentSandbox } from '../../src/sandbox/tencent.js'
import { decide, STEPS } from '../../src/sandbox/tencent/customization/course.js'
import type { CustomTask, MakeType, TaskState } from '../../src/sandbox/tencent/customization/task.js'
import { callTencent, send, type TencentReply } from './client.js'

interface Progress { Status: string; StageV2: string; StatusV2: string; StageInfo: string; FailMessage: string; AssetList?: Record<string, unknown>[] }
interface Content { TrainResult: string[]; RejectReason: string; TrainRecord: { StartTime: string; Record: string[] }[] }

let sandbox: TencentSandbox
beforeAll(async () => { sandbox = await startTencentSandbox({ speed: 50 }) })
afterAll(() => sandbox.close())

let names = 0
const MATERIAL = 'https://bucket.cos.ap-singapore.myqcloud.com/customer-pipeline/1/x/video/a.mp4'
const LETTER = 'https://bucket.cos.ap-singapore.myqcloud.com/customer-pipeline/1/x/idcard/a.pdf'
const fields = (change: object = {}): object => ({ AnchorName: `主播_${++names}`, MakeType: 'IMAGE', MaterialCosUrl: MATERIAL, IdentityWrittenCosUrl: LETTER, SexType: 'FEMALE', ...change })
const service = (operation: string, payload: object): Promise<TencentReply> => callTencent(sandbox, `assetmanager/customservice/${operation}`, payload)
const make = async (change: object = {}): Promise<string> => {
  const reply = await service('make', fields(change))
  expect(reply.code, reply.text).toBe(0)
  return String(reply.payload['TaskId'])
}
const progress = async (id: string): Promise<Progress> => (await service('getprogress', { TaskId: id })).payload as unknown as Progress
const place = (id: string) => async (): Promise<string> => { const { Status, StageV2, StatusV2 } = await progress(id); return `${Status} ${StageV2} ${StatusV2}` }
const until = (ask: () => Promise<unknown>, wanted: string | boolean): Promise<void> => expect.poll(ask, { timeout: 15_000, interval: 5 }).toBe(wanted)
const content = async (id: string): Promise<Content> => JSON.parse((await progress(id)).StageInfo) as Content
const CONFIRM = 'MAKING CONFIRM WAIT_PROCESS'

async function passAudio(url = 'https://x.example.com/zeroshot/voice.wav'): Promise<string> {
  const task = (await callTencent(sandbox, 'assetmanager/zeroshotservice/detectaudioquality', { AudioUrl: url })).payload['TaskId']
  const ask = async (): Promise<Record<string, unknown>> => (await callTencent(sandbox, 'assetmanager/zeroshotservice/getdetectprogress', { TaskId: task })).payload
  await until(async () => (await ask())['TaskState'], 'SUCCESS')
  return String((await ask())['AudioId'])
}

/** The states that a task of a type goes through by itself, from its submission on. */
function course(makeType: MakeType): TaskState[] {
  const task: CustomTask = { id: 'x', createdAt: 0, makeType, anchorName: 'x', sex: 'MALE', state: 'SUBMIT:WAIT_PROCESS', trainedAt: 0, demos: [], record: [], rejectReason: '', failMessage: '', made: {} }
  const states: TaskState[] = []
  for (let state: TaskState | undefined = task.state; state;) {
    states.push(state)
    const step: { next: TaskState } | undefined = STEPS[state]
    state = step && decide(task, step.next, () => true)
  }
  return states
}
const stagesOf = (states: TaskState[]): string[] => [...new Set(states.map((state) => state.split(':')[0] ?? ''))]

describe('make', () => {
  test.each([
    ['an anchor name of one character', { AnchorName: 'a' }, 100002],
    ['an anchor name with a space', { AnchorName: 'a b' }, 100002],
    ['an anchor name of 51 characters', { AnchorName: 'a'.repeat(51) }, 100002],
    ['no anchor name', { AnchorName: undefined }, 100003],
    ['an unknown type', { MakeType: 'HOLOGRAM' }, 100002],
    ['no material', { MaterialCosUrl: undefined }, 100002],
    ['a material that is no video', { MaterialCosUrl: 'https://x.example.com/a.avi' }, 100002],
    ['no authorization', { IdentityWrittenCosUrl: undefined }, 100002],
    ['an authorization that is no PDF', { IdentityWrittenCosUrl: 'https://x.example.com/a.docx' }, 100002],
    ['notes of 101 characters', { Notes: 'n'.repeat(101) }, 100002],
    ['a text of 3 characters', { TextDriver: 'abc' }, 100002],
    ['a name that is no text', { AnchorName: 5 }, 100001],
    ['a fast voice without a checked sound', { MakeType: 'ZERO_SHOT_VOICE' }, 100002],
    ['a fast voice of a sound that nobody checked', { MakeType: 'ZERO_SHOT_VOICE', AudioId: 'unknown' }, 100002],
    ['an unknown language', { MakeType: 'ZERO_SHOT_VOICE', AudioId: 'x', ZeroshortLang: 'fr' }, 100002],
  ])('refuses %s', async (_name, change, code) => {
    expect(await service('make', fields(change))).toMatchObject({ status: 200, code })
  })

  test('refuses a name that is taken', async () => {
    await make({ AnchorName: 'taken-name' })
    expect(await service('make', fields({ AnchorName: 'taken-name' }))).toMatchObject({ code: 100002, header: { Message: expect.stringContaining('unique') as string } })
  })

  test('uses the quota up, and then refuses with 100008', async () => {
    sandbox.world.quotas.customization.IMAGE_4K = 1
    await make({ MakeType: 'IMAGE_4K' })
    expect((await service('make', fields({ MakeType: 'IMAGE_4K' }))).code).toBe(100008)
  })
})

describe('the course of a customization', () => {
  test.each<[MakeType, string[]]>([
    ['IMAGE', ['SUBMIT', 'AUDIT', 'PROCESS', 'TRAIN', 'CONFIRM']],
    ['IMAGE_GENERAL', ['SUBMIT', 'AUDIT', 'PROCESS', 'TRAIN', 'CONFIRM']],
    ['IMAGE_4K', ['SUBMIT', 'AUDIT', 'PROCESS', 'TRAIN', 'CONFIRM']],
    ['IMAGE_PHOTO', ['SUBMIT', 'AUDIT', 'PROCESS', 'TRAIN', 'END']],
    ['VOICE', ['SUBMIT', 'AUDIT', 'TRAIN', 'CONFIRM']],
    ['ZERO_SHOT_VOICE', ['SUBMIT', 'AUDIT', 'TRAIN', 'CONFIRM']],
  ])('of the type %s goes through %j by itself', (type, stages) => {
    const states = course(type)
    expect(stagesOf(states)).toEqual(stages)
    expect(states.slice(0, 4)).toEqual(['SUBMIT:WAIT_PROCESS', 'SUBMIT:PROCESSING', 'SUBMIT:SUCCESS', 'AUDIT:WAIT_PROCESS'])
    expect(states.at(-1)).toBe(type === 'IMAGE_PHOTO' ? 'END:SUCCESS' : 'CONFIRM:WAIT_PROCESS')
  })

  test.each(['IMAGE', 'IMAGE_GENERAL', 'IMAGE_4K'])('%s becomes an avatar once it is agreed to', async (type) => {
    sandbox.world.quotas.customization.IMAGE_4K = 5
    const id = await make({ MakeType: type, TimbreInfo: { IsWithTimbre: true, Speed: '1.0' } })
    await until(place(id), CONFIRM)
    expect(await service('customerconfirm', { TaskId: id, Operate: 'AGREE' })).toMatchObject({ code: 0, payload: {} })
    await until(place(id), 'SUCCESS END SUCCESS')
    const [image, timbre] = (await progress(id)).AssetList ?? []
    expect(image).toMatchObject({ MakeType: type, VirtualmanTypeCode: 'real_man_2d', VirtualmanKey: expect.any(String) as string, OriginZoom: '1.000' })
    const listed = await callTencent(sandbox, 'crmserver/customerassetservice/describesmallsampleimage', { PageIndex: 1, PageSize: 1 })
    expect(listed.payload['Virtualmans']).toMatchObject([{ VirtualmanKey: image?.['VirtualmanKey'] }])
    expect((await send(String(timbre?.['TimbreSample']))).headers['content-type']).toBe('audio/wav')
  })

  test('a photo needs no authorization and no confirmation', async () => {
    const id = await make({ MakeType: 'IMAGE_PHOTO', MaterialCosUrl: 'https://x.example.com/a.png', IdentityWrittenCosUrl: undefined, PhotoVersion: 1 })
    await until(place(id), 'SUCCESS END SUCCESS')
    expect((await progress(id)).AssetList).toMatchObject([{ MakeType: 'IMAGE_PHOTO' }])
  })

  test.each(['VOICE', 'ZERO_SHOT_VOICE'])('%s becomes a voice once it is agreed to', async (type) => {
    const id = await make({ MakeType: type, ...(type === 'VOICE' ? {} : { MaterialCosUrl: undefined, IdentityWrittenCosUrl: undefined, AudioId: await passAudio() }) })
    await until(place(id), CONFIRM)
    await service('customerconfirm', { TaskId: id, Operate: 'AGREE' })
    await until(place(id), 'SUCCESS END SUCCESS')
    const key = (await progress(id)).AssetList?.[0]?.['TimbreKey']
    const { payload } = await callTencent(sandbox, 'crmserver/customerassetservice/describetimbre', { PageIndex: 1, PageSize: 10, TimbreKey: key })
    expect(payload).toMatchObject({ Total: 1, TimbreAssets: [{ TimbreKey: key, PurchaseType: 'Custom', TimbreType: type === 'VOICE' ? 'SampleBasic' : 'SampleFast' }] })
  })

  test('the demos are told in StageInfo, JSON in a text, only while they wait for the customer', async () => {
    const id = await make()
    sandbox.moveTraining(id, 'TRAIN:PROCESSING')
    expect((await progress(id)).StageInfo).toBe('')
    sandbox.moveTraining(id, 'CONFIRM:WAIT_PROCESS')
    const { TrainResult: demos, ...rest } = await content(id)
    expect(rest).toEqual({ RejectReason: '', TrainRecord: [] })
    expect(demos).toHaveLength(2)
    expect(await send(demos[0] ?? '')).toMatchObject({ status: 200, headers: { 'content-type': 'video/mp4' } })
  })

  test('a rejection leads to another training, whose earlier demos are on record', async () => {
    const id = await make()
    await until(place(id), CONFIRM)
    const first = await content(id)
    expect((await service('customerconfirm', { TaskId: id, Operate: 'REJECT', Reason: 'a green outline' })).code).toBe(0)
    await until(async () => (await progress(id)).StageInfo.includes('StartTime'), true)
    const second = await content(id)
    expect(second.TrainRecord).toEqual([{ StartTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string, Record: first.TrainResult }])
    expect(second.TrainResult).not.toEqual(first.TrainResult)
  })

  test('the vendor may refuse to train again: the demos stay, with its reason', async () => {
    const id = await make()
    await until(place(id), CONFIRM)
    const { TrainResult: demos } = await content(id)
    expect(sandbox.refuseRetrain(id, 'The material is not good enough.')).toBe(true)
    await service('customerconfirm', { TaskId: id, Operate: 'REJECT', Reason: 'again please' })
    await until(async () => JSON.stringify((await progress(id)).StageInfo).includes('not good enough'), true)
    expect(await content(id)).toEqual({ TrainResult: demos, RejectReason: 'The material is not good enough.', TrainRecord: [] })
    await service('customerconfirm', { TaskId: id, Operate: 'REJECT', Reason: 'sandbox-fail' })
    await until(async () => `${(await place(id)())} ${(await progress(id)).StageInfo.includes('within the quality')}`, `${CONFIRM} true`)
  })

  test.each([
    ['a marked name', { AnchorName: 'sandbox-fail-1' }, 'FAIL AUDIT FAIL', 'record it again'],
    ['marked notes', { Notes: 'sandbox-fail' }, 'FAIL TRAIN FAIL', 'training failed'],
  ])('%s fails it, with a message', async (_name, change, where, message) => {
    const id = await make(change)
    await until(place(id), where)
    expect((await progress(id)).FailMessage).toContain(message)
    expect((await service('customerconfirm', { TaskId: id, Operate: 'AGREE' })).code).toBe(100002)
  })

  test('a material that was never uploaded fails it when it is fetched', async () => {
    const { payload } = await service('getuploadcredentials', {})
    await until(place(await make({ MaterialCosUrl: `${String(payload['PathPrefix'])}video/none.mp4` })), 'FAIL SUBMIT FAIL')
  })
})

describe('customerconfirm', () => {
  test.each([
    [{ Operate: 'REJECT' }, 100002],
    [{ Operate: 'REJECT', Reason: ' ' }, 100002],
    [{ Operate: 'REJECT', Reason: 'r'.repeat(301) }, 100002],
    [{ Operate: 'MAYBE' }, 100002],
    [{}, 100003],
  ])('%j is refused with %i', async (body, code) => {
    const id = await make()
    sandbox.moveTraining(id, 'CONFIRM:WAIT_PROCESS')
    expect((await service('customerconfirm', { TaskId: id, ...body })).code).toBe(code)
    expect(await place(id)()).toBe(CONFIRM)
  })

  test('is refused in every other stage', async () => {
    const id = await make()
    for (const state of ['SUBMIT:PROCESSING', 'AUDIT:WAIT_PROCESS', 'PROCESS:PROCESSING', 'TRAIN:SUCCESS', 'CONFIRM:PROCESSING', 'END:SUCCESS'] as const) {
      expect(sandbox.moveTraining(id, state)).toBe(true)
      expect((await service('customerconfirm', { TaskId: id, Operate: 'AGREE' })).code).toBe(100002)
    }
  })

  test('takes the id as a number too; one that is unknown is answered 110006', async () => {
    expect((await service('customerconfirm', { TaskId: 666, Operate: 'AGREE' })).code).toBe(110006)
    expect((await service('getprogress', { TaskId: 666 })).code).toBe(110006)
  })
})

describe('the controls', () => {
  test('move a task where its type allows, and nowhere else', async () => {
    const id = await make({ MakeType: 'VOICE' })
    expect(sandbox.moveTraining(id, 'PROCESS:PROCESSING')).toBe(false)
    expect(sandbox.moveTraining('nobody', 'TRAIN:PROCESSING')).toBe(false)
    expect(sandbox.moveTraining(id, 'TRAIN:FAIL')).toBe(true)
    expect(await progress(id)).toMatchObject({ Status: 'FAIL', StageV2: 'TRAIN', FailMessage: 'The task failed.' })
  })

  test('fail a task once', async () => {
    const id = await make()
    expect([sandbox.failTraining(id, 'because'), sandbox.failTraining(id), sandbox.failTraining('nobody'), sandbox.refuseRetrain('nobody', '')]).toEqual([true, false, false, false])
    expect(await progress(id)).toMatchObject({ Status: 'FAIL', FailMessage: 'because' })
  })

  test('the international edition names the assets of the fast types only', async () => {
    const international = await startTencentSandbox({ assetList: 'fast' })
    const done = international.world.tasks.all.filter(({ state }) => state === 'END:SUCCESS')
    expect(done).toHaveLength(2)
    for (const { id } of done) expect((await callTencent(international, 'assetmanager/customservice/getprogress', { TaskId: id })).payload).not.toHaveProperty('AssetList')
    for (const { id } of sandbox.world.tasks.all.filter((task) => task.body === undefined && task.state === 'END:SUCCESS')) expect((await progress(id)).AssetList).toHaveLength(1)
    await international.close()
  })
})

describe('the checks before', () => {
  test('gettext answers texts in the language, whose ids the quality check takes', async () => {
    const { payload } = await callTencent(sandbox, 'assetmanager/zeroshotservice/gettext', { Language: 'eng' })
    const [text] = payload['Credentials'] as { TextId: string; Text: string }[]
    expect(text?.Text).toMatch(/^[A-Z]/)
    const url = 'https://x.example.com/zeroshot/voice.wav'
    expect((await callTencent(sandbox, 'assetmanager/zeroshotservice/detectaudioquality', { AudioUrl: url, TextId: text?.TextId })).code).toBe(0)
    expect((await callTencent(sandbox, 'assetmanager/zeroshotservice/gettext', { Language: 'fr' })).code).toBe(100002)
  })

  test.each([
    ['an unknown text', { TextId: 'x' }, 100002],
    ['a text and its id', { TextId: '1000', ReferenceText: 'x' }, 100002],
    ['a sound in another folder', { AudioUrl: 'https://x.example.com/audio/voice.wav' }, 100002],
    ['a sound of another kind', { AudioUrl: 'https://x.example.com/zeroshot/voice.flac' }, 100002],
    ['a file name of one character', { AudioUrl: 'https://x.example.com/zeroshot/v.wav' }, 100002],
    ['no sound', { AudioUrl: undefined }, 100003],
  ])('the quality check refuses %s', async (_name, change, code) => {
    expect((await callTencent(sandbox, 'assetmanager/zeroshotservice/detectaudioquality', { AudioUrl: 'https://x.example.com/zeroshot/voice.wav', ...change })).code).toBe(code)
  })

  test('a marked sound does not pass', async () => {
    const { payload } = await callTencent(sandbox, 'assetmanager/zeroshotservice/detectaudioquality', { AudioUrl: 'https://x.example.com/zeroshot/sandbox-fail.wav' })
    const ask = async (): Promise<Record<string, unknown>> => (await callTencent(sandbox, 'assetmanager/zeroshotservice/getdetectprogress', { TaskId: payload['TaskId'] })).payload
    await until(async () => (await ask())['TaskState'], 'FAIL')
    expect(await ask()).toMatchObject({ DetectionCode: -3, AudioId: '' })
  })

  test.each([
    ['algotaskserver/algotaskservice/audioevaluation', 'algotaskserver/algotaskservice/getaudioevaluationstate', 'AudioUrl', 'wav'],
    ['facedetectserver/facedetectservice/facedetect', 'facedetectserver/facedetectservice/getfacedetectstate', 'ImageUrl', 'png'],
  ])('%s is asked for until it is over', async (start, ask, field, extension) => {
    for (const [name, state] of [['fine', 'SUCCESS'], ['sandbox-fail', 'FAILED']]) {
      const { payload } = await callTencent(sandbox, start, { [field]: `https://x.example.com/${name}.${extension}`, CheckerVersion: 2 })
      await until(async () => (await callTencent(sandbox, ask, { TaskId: payload['TaskId'] })).payload['TaskState'], String(state))
    }
    expect((await callTencent(sandbox, ask, { TaskId: 'none' })).code).toBe(110006)
  })
})
