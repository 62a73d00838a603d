import { afterEach, describe, expect, test } from 'vitest'
import type { SenseTimeOptions } from '../../src/sandbox/sensetime.js'
import { SENSETIME } from './client.js'
import { startReceiver, type Receiver } from './receiver.js'
import { openSenseTime, PATHS, type SignedIn } from './sensetime.js'

const open: { close: () => Promise<void> }[] = []
afterEach(async () => { for (const handle of open.splice(0)) await handle.close() })

const STATUS = { waiting: 101, running: 102, completed: 103, abnormal: 104, cancelled: 105 }
const SWAP = { facePhotoUrl: 'https://example.com/face.jpg', videoUrl: 'https://example.com/video.mp4', materialName: 'Swap' }
const VIDEO = { param: JSON.stringify({ version: '0.0.13', digital_role: { url: 'https://example.com/mia.zip' }, tts_query: { content: 'Hello' } }) }

/** Each kind with a correct request, and where it is queried (the face swap has no query). */
const KINDS: [kind: 'avatar' | 'video' | 'voice', path: string, body: object, query: (taskId: number) => [path: string, body?: object]][] = [
  ['avatar', PATHS.createAvatarTask, { assetScale: 1 }, (taskId: number) => [PATHS.showAvatarTask, { taskId }]],
  ['video', PATHS.createVideoTask, VIDEO, (taskId: number) => [`/guess/video?taskId=${taskId}`]],
  ['voice', PATHS.createVoiceTask, {}, (taskId: number) => [PATHS.showVoiceTask, { taskId: String(taskId) }]],
]

async function start(options: SenseTimeOptions = {}): Promise<SignedIn & { receiver: Receiver }> {
  const receiver = await startReceiver()
  const { unconfirmed, ...rest } = options
  const started = await openSenseTime({ speed: 1000, callbackUrl: receiver.url, unconfirmed: { paths: PATHS, taskStatus: STATUS, ...unconfirmed }, ...rest })
  open.push(started.sandbox, receiver)
  return { ...started, receiver }
}

describe('a face swap', () => {
  test('answers the task\'s number, runs and completes', async () => {
    const { call, receiver } = await start()
    const { json } = await call(SENSETIME.faceSwap, SWAP)
    expect(json).toEqual({ code: 0, message: 'success', data: expect.any(Number) as number })
    expect(Number.isSafeInteger(json.data)).toBe(true)
    expect([(await receiver.next()).json, (await receiver.next()).json]).toMatchObject([{ eventType: 'TASK_STATUS', taskId: json.data, status: 102 }, { taskId: json.data, status: 103 }])
  })

  test.each(['facePhotoUrl', 'videoUrl', 'materialName'])('needs %s', async (field) => {
    const { code, sandbox } = await start()
    expect(await code(SENSETIME.faceSwap, { ...SWAP, [field]: undefined })).toBe(84115927)
    expect(sandbox.world.tasks).toEqual([])
  })
})

describe.each(KINDS)('a task of the kind %s', (kind, path, body, query) => {
  test('waits, runs and completes, and its query says so', async () => {
    const { call, receiver } = await start()
    const taskId = (await call(path, body)).json.data as number
    await receiver.until(({ json }) => json['status'] === STATUS.completed)
    expect(receiver.received.map(({ json }) => json['status'])).toEqual([STATUS.running, STATUS.completed])
    expect((await call(...query(taskId))).json.data).toEqual({ taskId, status: STATUS.completed })
  })

  test('becomes abnormal when its request holds the marker', async () => {
    const { call, receiver } = await start()
    await call(path, { ...body, name: 'sandbox-fail' })
    await receiver.until(({ json }) => json['status'] === STATUS.abnormal)
    expect(receiver.received.map(({ json }) => json['status'])).toEqual([STATUS.running, STATUS.abnormal])
  })

  test('is limited by the account\'s concurrency', async () => {
    const { call, sandbox, code } = await start({ speed: 0.001 })
    sandbox.world.account.concurrent[kind] = 1
    expect(await code(path, body)).toBe(0)
    const refused = (await call(path, body)).json
    expect(refused).toMatchObject(kind === 'voice' ? { code: 84115979 } : { code: 80115983, message: expect.stringContaining(`The number of ${kind} tasks created`) as string })
  })

  test('is brought to any status, and is not found by another number or as another kind', async () => {
    const { call, sandbox, receiver } = await start({ speed: 0.001 })
    const taskId = (await call(path, body)).json.data as number
    expect(sandbox.moveTask(String(taskId), 999)).toBe(true)
    expect((await receiver.next()).json).toMatchObject({ taskId, status: 999 })
    expect((await call(...query(taskId))).json.data).toEqual({ taskId, status: 999 })
    expect((await call(...query(1))).json.code).toBe(84115929)
    const swap = (await call(SENSETIME.faceSwap, SWAP)).json.data as number
    expect((await call(...query(swap))).json.code).toBe(84115929)
    expect(sandbox.moveTask('1', 999)).toBe(false)
  })

  test('does not call back where that is assumed', async () => {
    const { call, sandbox, receiver } = await start({ unconfirmed: { tasksCallBack: false } })
    await call(path, body)
    await expect.poll(() => sandbox.world.tasks[0]?.state).toBe(STATUS.completed)
    expect(receiver.received).toEqual([])
  })
})

test.each([
  ['avatar', PATHS.createAvatarTask, PATHS.cancelAvatarTask],
  ['voice', PATHS.createVoiceTask, PATHS.cancelVoiceTask],
] as const)('a task of the kind %s is cancelled while it waits or runs, and not after', async (_kind, create, cancel) => {
  const { call, code, sandbox } = await start({ speed: 0.001 })
  const taskId = (await call(create, {})).json.data as number
  sandbox.moveTask(String(taskId), STATUS.completed)
  expect(await code(cancel, { taskId })).toBe(84115949)
  for (const state of [STATUS.waiting, STATUS.running]) {
    sandbox.moveTask(String(taskId), state)
    expect((await call(cancel, { taskId })).json).toEqual({ code: 0, message: 'success', data: true })
    expect(sandbox.world.tasks[0]?.state).toBe(STATUS.cancelled)
  }
  expect(await code(cancel, { taskId })).toBe(84115949)
})

test.each([['avatar', PATHS.createAvatarTask, 84115912], ['voice', PATHS.createVoiceTask, 84115958]] as const)('models of the kind %s are limited in all: those that were made and those that are being made', async (kind, path, refused) => {
  const { code, sandbox } = await start({ speed: 0.001 })
  sandbox.world.account.models[kind] = 2
  expect([await code(path, {}), await code(path, {}), await code(path, {})]).toEqual([0, 0, refused])
  const [newest, oldest] = sandbox.world.tasks
  sandbox.moveTask(oldest?.id ?? '', STATUS.completed)
  expect(await code(path, {})).toBe(refused)
  sandbox.moveTask(newest?.id ?? '', STATUS.abnormal)
  expect(await code(path, {})).toBe(0)
})

test.each([
  [{ assetScale: 0.09 }], [{ assetScale: 3.1 }], [{ assetStart: 1 }], [{ assetEnd: 1 }], [{ assetStart: -1, assetEnd: 1 }], [{ assetStart: 2, assetEnd: 2 }],
  [{ greenParamsSpillByalpha: 0.2 }], [{ greenParamsSpillByalpha: 0.8 }], [{ greenParamsBlurKs: 0 }], [{ greenParamsBlurKs: 2 }],
])('an avatar that breaks the parameter rules is refused: %j', async (body) => {
  expect(await (await start()).code(PATHS.createAvatarTask, body)).toBe(84999920)
})

test.each([[{ assetScale: 0.1 }], [{ assetScale: 3 }], [{ assetStart: 0, assetEnd: 0.5 }], [{ greenParamsSpillByalpha: 0.3 }], [{ greenParamsBlurKs: 1 }], [{ greenParamsBlurKs: 7 }]])('an avatar at the edge of the rules is taken: %j', async (body) => {
  expect(await (await start()).code(PATHS.createAvatarTask, body)).toBe(0)
})

test.each([
  [{}, 84115927],
  [{ param: '{' }, 84115935],
  [{ param: '{"digital_role":{"url":"https://example.com/a.rar"}}' }, 84115913],
  [{ param: '{"backgrounds":[{"type":0,"url":"https://example.com/a.mp4"}]}' }, 83115951],
])('a video that breaks a rule is refused: %j', async (body, refused) => {
  expect(await (await start()).code(PATHS.createVideoTask, body)).toBe(refused)
})
