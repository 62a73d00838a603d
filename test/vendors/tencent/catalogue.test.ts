import { afterEach, describe, expect, test } from 'vitest'
import type { AssetCatalogue } from '../../../src/domain/port.js'
import { requestsOf } from '../../support/huawei.js'
import { until } from '../../support/until.js'
import { context } from '../calls.js'
import { startTencent, type Sandboxed } from './sandboxed.js'

let tencent: Sandboxed
afterEach(() => tencent.close())

const catalogue = () => tencent.account.catalogue as AssetCatalogue
const service = (operation: string) => `customerassetservice/${operation}`
const asked = (operation: string) => requestsOf(tencent.sandbox, service(operation)).length

describe("Tencent's lists of assets", () => {
  test('are read whole, page by page', async () => {
    tencent = await startTencent()
    const [voice] = tencent.sandbox.world.timbres.all
    for (let count = 0; count < 230; count += 1) tencent.sandbox.world.timbres.add({ ...voice!, id: `voice_${count}` })
    const { items, total } = await catalogue().list({ kinds: ['VOICE'], source: 'ALL' }, { size: 100 }, context())
    expect(total).toBe(236)
    expect(items).toHaveLength(100)
    expect(requestsOf(tencent.sandbox, service('describetimbre')).map(({ body }) => (body as { Payload: object }).Payload)).toEqual([1, 2, 3].map((PageIndex) => ({ PageIndex, PageSize: 100 })))
  })

  test('are remembered for a minute', async () => {
    let now = Date.now()
    tencent = await startTencent({ account: { now: () => now } })
    const read = () => catalogue().list({ kinds: ['VOICE'] }, { size: 5 }, context())
    await read()
    now += 59_999
    await read()
    expect(asked('describetimbre')).toBe(1)
    now += 1
    expect(await read()).toMatchObject({ asOf: new Date(now - 60_000) })
    await until(() => asked('describetimbre') === 2, 'the list is read anew')
  })

  test('are looked through again for an id that they lack, every five seconds at most', async () => {
    let now = Date.now()
    tencent = await startTencent({ account: { now: () => now } })
    const { timbres } = tencent.sandbox.world
    await catalogue().summaries([timbres.all[0]!.id], context())
    timbres.add({ ...timbres.all[0]!, id: 'made-just-now' })
    now += 4_999
    await expect(catalogue().get('made-just-now', context())).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(asked('describetimbre')).toBe(1)
    now += 1
    expect(await catalogue().get('made-just-now', context())).toMatchObject({ kind: 'VOICE' })
    expect(await catalogue().summaries(['made-just-now', 'made-just-now', 'nonsense'], context())).toHaveLength(1)
    expect(asked('describetimbre')).toBe(2)
  })

  test('show an avatar once that several of them have', async () => {
    tencent = await startTencent()
    const { items } = await catalogue().list({ kinds: ['AVATAR_2D'] }, { size: 100 }, context())
    const ids = items.map(({ entity }) => entity.nativeId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(asked('describesmallsampleimage')).toBe(1)
    expect(requestsOf(tencent.sandbox, service('getimagebyanchor')).map(({ body }) => (body as { Payload: { VirtualmanTypeCode: string } }).Payload.VirtualmanTypeCode)).toEqual(['real_man_2d'])
  })

  test('are not there while Tencent refuses the account, and say why', async () => {
    tencent = await startTencent()
    tencent.sandbox.faults.add({ operation: service('describetimbre'), code: 100005 })
    await expect(catalogue().list({ kinds: ['VOICE'] }, { size: 5 }, context())).rejects.toMatchObject({ code: 'VENDOR_AUTH', details: { vendorCode: '100005' } })
  })

  test('whose words are not known show them as UNKNOWN, and tell them', async () => {
    tencent = await startTencent()
    const { timbres } = tencent.sandbox.world
    timbres.add({ ...timbres.all[0]!, id: 'odd', type: 'Hologram' as 'Boutique', purchase: 'Gift' as 'Lease' })
    expect(await catalogue().get('odd', context())).toMatchObject({ metadata: { facts: { modelKind: 'UNKNOWN' } } })
    expect(tencent.unknownWords).toEqual(expect.arrayContaining(['TimbreType=Hologram', 'PurchaseType=Gift']))
    expect((await catalogue().list({ kinds: ['VOICE'] }, { size: 100 }, context())).items.some(({ entity }) => entity.nativeId === 'odd')).toBe(true)
  })
})
