import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTencentSandbox, type TencentSandbox } from '../../src/sandbox/tencent.js'
import { CODES } from '../../src/sandbox/tencent/codes.js'
import { operationTable, UNCONFIRMED_OPERATIONS, type OperationId } from '../../src/sandbox/tencent/operations.js'
import type { Handlers } from '../../src/sandbox/tencent/context.js'
import { callTencent } from './client.js'

let sandbox: TencentSandbox
beforeAll(async () => { sandbox = await startTencentSandbox({ speed: 200, throttle: false }) })
afterAll(() => sandbox.close())

const OPERATIONS = operationTable({} as Handlers).map(({ id, path }) => [id as OperationId, path.slice('/v2/ivh/'.length)] as const)
const ReqId = 'd7aa08da33dd4a662ad5be508c5b77cf'
const page = { PageIndex: 1, PageSize: 10 }

type Answers = Map<OperationId, Record<string, unknown>>
/** A good payload of every operation, from what those before it answered. */
const PAYLOADS: Record<OperationId, (answers: Answers, sandbox: TencentSandbox) => object> = {
  'customservice/getuploadcredentials': () => ({}),
  'customservice/make': () => ({ AnchorName: 'Every-operation', MakeType: 'VOICE', MaterialCosUrl: 'https://x.example.com/a.wav', IdentityCosUrl: 'https://x.example.com/idcard/a.mp4', SexType: 'MALE' }),
  'customservice/getprogress': (answers) => ({ TaskId: answers.get('customservice/make')?.['TaskId'] }),
  'customservice/customerconfirm': (_answers, { world }) => ({ TaskId: world.tasks.all.find(({ state }) => state === 'CONFIRM:WAIT_PROCESS')?.id, Operate: 'REJECT', Reason: 'no' }),
  'zeroshotservice/gettext': () => ({ Language: 'chi' }),
  'zeroshotservice/detectaudioquality': () => ({ AudioUrl: 'https://x.example.com/zeroshot/voice.wav' }),
  'zeroshotservice/getdetectprogress': (answers) => ({ TaskId: answers.get('zeroshotservice/detectaudioquality')?.['TaskId'] }),
  'algotaskservice/audioevaluation': () => ({ AudioUrl: 'https://x.example.com/voice.wav' }),
  'algotaskservice/getaudioevaluationstate': (answers) => ({ TaskId: answers.get('algotaskservice/audioevaluation')?.['TaskId'] }),
  'facedetectservice/facedetect': () => ({ ImageUrl: 'https://x.example.com/face.png' }),
  'facedetectservice/getfacedetectstate': (answers) => ({ TaskId: answers.get('facedetectservice/facedetect')?.['TaskId'] }),
  'broadcastservice/tts': () => ({ TimbreKey: 'male_1', InputSsml: 'Hello' }),
  'broadcastservice/videomake': (_answers, { settings }) => ({ VirtualmanKey: settings.virtualmanKey, InputSsml: 'Hello', SpeechParam: { Speed: 1 } }),
  'broadcastservice/videomakeadvanced': (_answers, { settings }) => ({ VirtualmanKey: settings.virtualmanKey, InputSsml: 'Hello', SpeechParam: { Speed: 1 } }),
  'broadcastservice/videomakenotrain': () => ({ RefVideoUrl: 'https://x.example.com/a.mp4', DriverType: 'OriginalVoice', InputAudioUrl: 'https://x.example.com/a.wav' }),
  'broadcastservice/phototovideonotrain': () => ({ RefPhotoUrl: 'https://x.example.com/a.jpg', DriverType: 'Text', InputSsml: 'Hello' }),
  'broadcastservice/getprogress': (answers) => ({ TaskId: answers.get('broadcastservice/tts')?.['TaskId'] }),
  'broadcastservice/getanchor': () => page,
  'broadcastservice/gettimbre': (_answers, { settings }) => ({ VirtualmanKey: settings.virtualmanKey }),
  'customerassetservice/describesmallsampleimage': () => page,
  'customerassetservice/getimagetimbre': (_answers, { settings }) => ({ VirtualmanKey: settings.virtualmanKey }),
  'customerassetservice/getserviceasset': () => page,
  'customerassetservice/describetimbre': () => page,
  'customerassetservice/getanchor': () => ({ ...page, VirtualmanTypeCode: 'real_man_2d' }),
  'customerassetservice/getimagebyanchor': () => ({ ...page, VirtualmanTypeCode: 'real_man_2d' }),
  'sessionmanagerservice/createsession': (_answers, { settings }) => ({ ReqId, VirtualmanProjectId: settings.projectId, UserId: 'a', Protocol: 'trtc', DriverType: 1 }),
  'sessionmanagerservice/createsessionbyasset': (_answers, { settings }) => ({ ReqId, AssetVirtualmanKey: settings.virtualmanKey, UserId: 'b', Protocol: 'rtmp', DriverType: 3 }),
  'sessionmanagerservice/statsession': (answers) => ({ ReqId, SessionId: session(answers) }),
  'sessionmanagerservice/startsession': (answers) => ({ ReqId, SessionId: session(answers) }),
  'sessionmanagerservice/listsessionofprojectid': (_answers, { settings }) => ({ ReqId, VirtualmanProjectId: settings.projectId }),
  'sessionmanagerservice/listsessionofuin': () => ({ ReqId }),
  'sessionmanagerservice/listsessionofassetvk': (_answers, { settings }) => ({ ReqId, AssetVirtualmanKey: settings.virtualmanKey }),
  'sessionmanagerservice/gettrtcsign': (answers) => ({ ReqId, SessionId: session(answers), UserId: 'viewer', RoomId: 1 }),
  'interactdriverservice/command': (answers) => ({ ReqId, SessionId: session(answers), Command: 'SEND_TEXT', Data: { Text: 'Hello' } }),
  'sessionmanagerservice/closesession': (answers) => ({ ReqId, SessionId: session(answers) }),
  'liveroomservice/openliveroom': (_answers, { settings }) => ({ ReqId, VideoStreamReq: { VirtualmanProjectId: settings.projectId, Protocol: 'webrtc' }, CycleTimes: 1, Scripts: [{ Content: 'Hello' }] }),
  'liveroomservice/getliveroom': (answers) => ({ ReqId, LiveRoomId: room(answers) }),
  'liveroomservice/listliveroomofappkey': () => ({ ReqId, ...page }),
  'liveroomservice/takeover': (answers) => ({ ReqId, LiveRoomId: room(answers), Content: 'And now' }),
  'liveroomservice/closeliveroom': (answers) => ({ ReqId, LiveRoomId: room(answers) }),
}
const session = (answers: Answers): unknown => answers.get('sessionmanagerservice/createsession')?.['SessionId']
const room = (answers: Answers): unknown => answers.get('liveroomservice/openliveroom')?.['LiveRoomId']

test('every operation is there, and answers a good request with 0', async () => {
  const answers: Answers = new Map()
  const paths = new Map(OPERATIONS)
  for (const id of Object.keys(PAYLOADS) as OperationId[]) {
    if (id === 'sessionmanagerservice/startsession') await expect.poll(() => sandbox.sessions.byId.get(String(session(answers)))?.status, { timeout: 10_000 }).toBe(1)
    if (id === 'liveroomservice/takeover') sandbox.moveLiveRoom(String(room(answers)), '4')
    const reply = await callTencent(sandbox, paths.get(id) ?? '', PAYLOADS[id](answers, sandbox))
    expect(reply, `${id}: ${reply.text}`).toMatchObject({ status: 200, code: 0 })
    answers.set(id, reply.payload)
  }
  expect([...answers.keys()].sort()).toEqual(OPERATIONS.map(([id]) => id).sort())
  for (const [id] of OPERATIONS) expect(sandbox.journal.count(id, (entry) => entry.kind === 'request' && entry.refused === null)).toBe(1)
})

test.each(OPERATIONS)('%s refuses what is no payload of its own, unless it takes none', async (id, path) => {
  const { code } = await callTencent(sandbox, path, { TaskId: true, ReqId: 5 })
  if (id === 'customservice/getuploadcredentials') expect(code).toBe(0)
  else expect([CODES.parameter.code, CODES.value.code, CODES.missing.code]).toContain(code)
})

test.each(Object.entries(CODES))('the code of %s can be met at any operation', async (_name, { code, message }) => {
  for (const id of ['customservice/make', 'broadcastservice/videomake', 'interactdriverservice/command'] as const) {
    sandbox.faults.add({ operation: id, code, times: 1 })
    expect(await callTencent(sandbox, new Map(OPERATIONS).get(id) ?? '')).toMatchObject({ status: 200, code, header: { Message: message, RequestID: expect.any(String) as string } })
  }
})

test('what no page of the vendor settles is told, every unconfirmed operation by its name', () => {
  expect(sandbox.unconfirmed.map(({ subject }) => subject)).toEqual(expect.arrayContaining([...UNCONFIRMED_OPERATIONS, 'refused credentials', 'customerconfirm REJECT']))
  expect(UNCONFIRMED_OPERATIONS).toContain('zeroshotservice/gettext')
  expect(new Set(sandbox.unconfirmed.map(({ subject }) => subject)).size).toBe(sandbox.unconfirmed.length)
})
