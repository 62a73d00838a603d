import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { assetOperations } from '../../src/vendors/huawei/operations/assets.js'
import { startApp, type TestApp } from '../support/app.js'
import { createAsset, idOf, mutate, PNG, requests, uploadAsset } from './support.js'

let app: TestApp
let beijing: HuaweiSandbox
let shanghai: HuaweiSandbox
let folder: string
beforeAll(async () => {
  beijing = await startHuaweiSandbox()
  shanghai = await startHuaweiSandbox({ seed: 2 })
  folder = await mkdtemp(join(tmpdir(), 'avatargraph-regions-'))
  const { endpoint, projectId, accessKey, secretKey } = shanghai.settings
  await writeFile(join(folder, 'accounts.json'), JSON.stringify([{ slug: 'shanghai', vendor: 'huawei', region: 'cn-east-3', endpoint, projectId, accessKey, secretKey }]))
  const { settings } = beijing
  app = await startApp({
    ACCOUNTS_FILE: join(folder, 'accounts.json'),
    HUAWEI_ENDPOINT: settings.endpoint,
    HUAWEI_PROJECT_ID: settings.projectId,
    HUAWEI_ACCESS_KEY: settings.accessKey,
    HUAWEI_SECRET_KEY: settings.secretKey,
  })
})
afterEach(() => {
  for (const sandbox of [beijing, shanghai]) {
    sandbox.faults.clear()
    sandbox.journal.clear()
  }
})
afterAll(async () => {
  await app.dispose()
  await Promise.all([beijing.close(), shanghai.close()])
  await rm(folder, { recursive: true })
})

const replicate = (id: string, toAccount = 'shanghai') => mutate<{ copy: { id: string; files: { downloadUrl: string }[] } | null }>(app, 'replicateAsset', { id, toAccount }, 'asset { id name } toAccount { slug region } copy { id name kind account { slug } files { downloadUrl } }')

describe('replicateAsset', () => {
  it('packs an asset in one region and unpacks it in another, content and all', async () => {
    const { asset: id } = await uploadAsset(app, { account: 'huawei', name: 'A picture of two regions' })
    const { userErrors, copy, ...answer } = await replicate(id)
    expect(userErrors).toEqual([])
    expect(answer).toEqual({ asset: { id, name: 'A picture of two regions' }, toAccount: { slug: 'shanghai', region: 'cn-east-3' } })
    expect(copy).toMatchObject({ name: 'A picture of two regions', kind: 'IMAGE', account: { slug: 'shanghai' } })
    expect(Buffer.from(await (await fetch(copy!.files[0]!.downloadUrl)).arrayBuffer())).toEqual(PNG)
    expect(requests(beijing, 'showAssetReplicationInfo')).toHaveLength(1)
    expect(requests(shanghai, 'createAssetByReplicationInfo')).toHaveLength(1)
  })

  it('passes on what came from the first region as it came, and lets none of it into the log', async () => {
    const { asset: id } = await uploadAsset(app, { account: 'huawei' })
    await replicate(id)
    const sent = requests(shanghai, 'createAssetByReplicationInfo')[0]!.body as { asset_id: string; asset_info: string; encryption_info: { iv: string } }
    expect(Object.keys(sent).sort()).toEqual(['asset_id', 'asset_info', 'encryption_info'])
    expect(sent.encryption_info).toEqual({ algorithm: 'AES128_GCM', key_id: '1', iv: sent.encryption_info.iv })
    const log = JSON.stringify(app.logs)
    expect(log).toContain('createAssetByReplicationInfo')
    for (const secret of [sent.asset_info.slice(0, 60), sent.encryption_info.iv]) expect(log).not.toContain(secret)
  })

  it.each(['1', 1])('takes the number of a key as a text or a number, and passes on which it was: %j', (key_id) => {
    const told = { asset_id: 'a', asset_info: 'sealed', encryption_info: { algorithm: 'AES128_GCM', key_id, iv: 'iv' }, expire_time: 'newer than the document' }
    expect(assetOperations.showAssetReplicationInfo.answer.parse(told)).toEqual(told)
  })

  it('says that the first half failed, and asks nothing of the second account', async () => {
    const id = await createAsset(app, { account: 'huawei' })
    const { asset, userErrors } = await mutate(app, 'replicateAsset', { id, toAccount: 'shanghai' }, 'asset { id }')
    expect(asset).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'VENDOR_REJECTED', field: 'input.id', message: expect.stringContaining('at the account huawei failed') as string, vendorCode: expect.stringContaining('MSS.') as string }])
    expect(shanghai.journal.entries()).toEqual([])
  })

  it('says that the second half failed, and does not try it twice', async () => {
    const { asset: id } = await uploadAsset(app, { account: 'huawei' })
    shanghai.faults.add({ operation: 'createAssetByReplicationInfo', status: 503 })
    const { asset, copy, userErrors } = await replicate(id)
    expect([asset, copy]).toEqual([null, null])
    expect(userErrors).toMatchObject([
      { code: 'VENDOR_UNAVAILABLE', field: 'input.toAccount', message: expect.stringContaining('its copy at the account shanghai failed') as string, hint: expect.stringContaining('may have been carried out') as string },
    ])
    expect(requests(shanghai, 'createAssetByReplicationInfo')).toHaveLength(1)
  })

  it.each([
    ['the account that has it', idOf('Asset', 'huawei', 'a'), 'huawei'],
    ['an account of another vendor', idOf('Asset', 'huawei', 'a'), 'xingyun'],
    ['an account that does not exist', idOf('Asset', 'huawei', 'a'), 'nowhere'],
  ])('to %s is refused before any call', async (_, id, toAccount) => {
    expect(await replicate(id, toAccount)).toMatchObject({ asset: null, userErrors: [{ code: 'BAD_USER_INPUT', field: 'input.toAccount' }] })
    expect([...beijing.journal.entries(), ...shanghai.journal.entries()]).toEqual([])
  })

  it('of something that is no asset is refused before any call', async () => {
    expect(await replicate(idOf('AssetFile', 'huawei', 'a/b'))).toMatchObject({ asset: null, userErrors: [{ code: 'BAD_USER_INPUT', field: 'input.id' }] })
    expect(beijing.journal.entries()).toEqual([])
  })
})

describe('several accounts that can have assets', () => {
  it('must be told apart when one is created, and the choices are named', async () => {
    const { userErrors } = await mutate(app, 'createAsset', { name: 'A', kind: 'IMAGE' }, 'asset { id }')
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'input.account', message: expect.stringMatching(/huawei, shanghai/) as string }])
  })

  it('take part in one action with their own assets, and one that is away does not stop the other', async () => {
    const ids = [await createAsset(app, { account: 'huawei' }), await createAsset(app, { account: 'shanghai' })]
    shanghai.faults.add({ operation: 'batchExecuteAssetAction', status: 503 })
    const { results, userErrors } = await mutate(app, 'applyAssetAction', { ids, action: 'DELETE' }, 'results { asset { id } succeeded }')
    expect(results).toEqual([
      { asset: { id: ids[0] }, succeeded: true },
      { asset: { id: ids[1] }, succeeded: false },
    ])
    expect(userErrors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE' }])
  })

  it('are each asked for their own assets of a list of ids only', async () => {
    const ids = [await createAsset(app, { account: 'huawei' }), await createAsset(app, { account: 'shanghai' })]
    const { body } = await app.query<{ assets: { totalCount: number; nodes: { id: string }[] } }>('query ($ids: [ID!]) { assets(filter: { ids: $ids }) { totalCount nodes { id } } }', { ids })
    expect(body.data?.assets.totalCount).toBe(2)
    expect(body.data?.assets.nodes.map(({ id }) => id).sort()).toEqual([...ids].sort())
    const alone = await app.query<{ assets: { totalCount: number } }>('query ($ids: [ID!]) { assets(filter: { ids: $ids }) { totalCount } }', { ids: ids.slice(0, 1) })
    expect(alone.body.data?.assets.totalCount).toBe(1)
    expect([requests(beijing, 'listAssets').length, requests(shanghai, 'listAssets').length]).toEqual([2, 1])
  })
})
