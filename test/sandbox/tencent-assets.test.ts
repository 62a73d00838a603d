import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTencentSandbox, type TencentSandbox } from '../../src/sandbox/tencent.js'
import { callTencent, send, type TencentReply } from './client.js'

let sandbox: TencentSandbox
beforeAll(async () => { sandbox = await startTencentSandbox() })
afterAll(() => sandbox.close())

type Item = Record<string, unknown>
const crm = (operation: string, payload: object): Promise<TencentReply> => callTencent(sandbox, `crmserver/customerassetservice/${operation}`, { PageIndex: 1, PageSize: 100, ...payload })
const items = async (operation: string, payload: object = {}, field = 'Virtualmans'): Promise<Item[]> => (await crm(operation, payload)).payload[field] as Item[]
const names = (list: Item[]): unknown[] => [...new Set(list.map((item) => item['AnchorName']))].sort()

test('the same seed makes the same world, another seed another one', async () => {
  const [same, other] = await Promise.all([startTencentSandbox(), startTencentSandbox({ seed: 2 })])
  const shape = ({ world }: TencentSandbox): unknown => [world.images, world.timbres, world.tasks].map(({ all }) => all.map(({ id }) => id).sort())
  expect(shape(same)).toEqual(shape(sandbox))
  expect(shape(other)).not.toEqual(shape(sandbox))
  await Promise.all([same.close(), other.close()])
})

test('the world holds customizations in many states, of which nothing moves by itself', async () => {
  expect(sandbox.world.tasks.all.map(({ state }) => state).sort()).toEqual(['AUDIT:FAIL', 'AUDIT:PROCESSING', 'CONFIRM:WAIT_PROCESS', 'END:SUCCESS', 'END:SUCCESS', 'TRAIN:PROCESSING'])
  const waiting = sandbox.world.tasks.all.find(({ state }) => state === 'CONFIRM:WAIT_PROCESS')
  const { payload } = await callTencent(sandbox, 'assetmanager/customservice/getprogress', { TaskId: waiting?.id })
  const { TrainResult, TrainRecord } = JSON.parse(String(payload['StageInfo'])) as { TrainResult: string[]; TrainRecord: { Record: string[] }[] }
  for (const url of [...TrainResult, ...TrainRecord.flatMap(({ Record }) => Record)]) expect((await send(url)).status).toBe(200)
  expect(new Set([...TrainResult, ...TrainRecord[0]?.Record ?? []]).size).toBe(4)
})

describe('avatars', () => {
  test('the personal ones are listed with what the page documents, and pictures that answer', async () => {
    const list = await items('describesmallsampleimage')
    expect(names(list)).toEqual(['Amara-Okafor', 'Daniel_Brooks', '去年的主播', '苏念安', '陈予怀'])
    const own = list.find(({ VirtualmanKey: key }) => key === sandbox.settings.virtualmanKey)
    expect(own).toMatchObject({
      SupportDriverTypes: ['Text', 'OriginalVoice', 'ModulatedVoice'], ExpireDate: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string, VideoNum: expect.any(Number) as number,
      OriginZoomStr: Number(own?.['OriginZoom']).toFixed(3),
    })
    for (const field of ['HeaderImage', 'PoseImage', 'ClothesImage']) expect(await send(String(own?.[field]))).toMatchObject({ status: 200, headers: { 'content-type': 'image/svg+xml' } })
    expect((await send(String(own?.['ReferenceVideoSegmentUrl']))).headers['content-type']).toBe('video/mp4')
  })

  test('pages are counted from 1 and hold at most 100', async () => {
    const all = await items('describesmallsampleimage')
    const first = await crm('describesmallsampleimage', { PageSize: 4 })
    expect(first.payload['Total']).toBe(all.length)
    expect([...first.payload['Virtualmans'] as Item[], ...await items('describesmallsampleimage', { PageIndex: 2, PageSize: 4 })]).toEqual(all)
    expect(await items('describesmallsampleimage', { PageIndex: 9 })).toEqual([])
    const codes = await Promise.all([{ PageIndex: 0 }, { PageSize: 101 }, { PageSize: 0 }, { PageIndex: undefined }, { PageSize: '10' }].map(async (wrong) => (await crm('describesmallsampleimage', wrong)).code))
    expect(codes).toEqual([100002, 100002, 100002, 100003, 100001])
  })

  test('anchors are listed once each, by type and code, and lead to their avatars', async () => {
    const anchors = await items('getanchor', { VirtualmanTypeCode: 'real_man_2d' })
    expect(anchors).toHaveLength(7)
    const yidan = anchors.find(({ AnchorName: name }) => name === '依丹')
    expect(yidan).toMatchObject({ VirtualmanTypeCode: 'real_man_2d', HeaderImage: expect.stringContaining('/cos/') as string })
    const images = await items('getimagebyanchor', { VirtualmanTypeCode: 'real_man_2d', AnchorCode: [yidan?.['AnchorCode']] })
    expect(images).toHaveLength(3)
    expect(images[0]).toMatchObject({ AnchorName: '依丹', VirtualmanType: '2D真人', SupportAnchorExtraParams: [] })
    expect(names(await items('getanchor', { VirtualmanTypeCode: 'real_man_3d' }))).toEqual(['星辰'])
    expect(await items('getanchor', { AnchorCodes: ['none'] })).toEqual([])
    expect((await crm('getimagebyanchor', {})).code).toBe(100003)
    expect(names(await items('describesmallsampleimage', { AnchorCodes: [(await items('describesmallsampleimage')).find(({ AnchorName: name }) => name === '陈予怀')?.['AnchorCode']] }))).toEqual(['陈予怀'])
    expect((await callTencent(sandbox, 'videomaker/broadcastservice/getanchor', { PageIndex: 1, PageSize: 100 })).payload['Total']).toBe(8)
  })
})

describe('voices', () => {
  test('are listed with what the page documents, and a sample that sounds', async () => {
    const [voice] = await items('describetimbre', { TimbreKey: 'female_7' }, 'TimbreAssets')
    expect(voice).toMatchObject({ TimbreGender: 2, PurchaseType: 'Lease', TimbreType: 'Boutique', TimbreLanguages: ['chi', 'eng'], EmotionalCategories: ['neutral', 'happy', 'sad'], SupportDriverTypes: ['Text'] })
    expect((await send(String(voice?.['TimbreSample']))).headers['content-type']).toBe('audio/wav')
  })

  test.each([
    [{}, 6],
    [{ TimbreKey: 'male' }, 0],
    [{ TimbreName: 'BROOKS' }, 1],
    [{ PurchaseType: 'Custom' }, 2],
    [{ PurchaseType: 'Lease', TimbreName: '女声' }, 2],
  ])('with %j there are %i', async (filter, total) => {
    expect((await crm('describetimbre', filter)).payload['Total']).toBe(total)
  })

  test.each(['crmserver/customerassetservice/getimagetimbre', 'videomaker/broadcastservice/gettimbre'])('%s lists those of an avatar', async (path) => {
    expect((await callTencent(sandbox, path, { VirtualmanKey: sandbox.settings.virtualmanKey })).payload['TimbreAssets']).toHaveLength(6)
    expect((await callTencent(sandbox, path, { VirtualmanKey: 'none' })).code).toBe(100016)
  })
})

test('what was bought is listed by kind, and follows what is used', async () => {
  const [concurrency] = await items('getserviceasset', { ServiceType: 'InteractConcurrency' }, 'ServiceAssetInfos')
  expect(concurrency).toMatchObject({ InteractConcurrencyInfoDetail: { Total: 10, Used: 0 } })
  await callTencent(sandbox, 'sessionmanager/sessionmanagerservice/createsession', { ReqId: 'd7aa08da33dd4a662ad5be508c5b77cf', VirtualmanProjectId: sandbox.settings.virtualmanKey, UserId: 'a', Protocol: 'rtmp', DriverType: 1 })
  expect(await items('getserviceasset', { ServiceType: 'InteractConcurrency' }, 'ServiceAssetInfos')).toMatchObject([{ InteractConcurrencyInfoDetail: { Used: 1 } }])
  const all = await items('getserviceasset', {}, 'ServiceAssetInfos')
  expect(all.map(({ ServiceType: type }) => type)).toEqual(['InteractConcurrency', 'BroadcastHour', 'ImageAsset', 'TimbreAsset'])
})
