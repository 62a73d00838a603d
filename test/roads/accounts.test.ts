import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Account } from '../../src/domain/port.js'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { until } from '../support/until.js'
import { deliver, scriptSwitch, signed } from '../support/callbacks.js'

interface AccountNode {
  slug: string
  abilities: string[]
  health: { circuit: string; openSince: string | null; lastSuccessAt: string | null; lastError: { code: string; message: string | null; vendorCode: string | null; operation: string; at: string } | null }
  rates: { operation: string; section: string; perSecond: number; available: number; queued: number; waitMs: number }[]
  quotas: { service: string; expiresAt: string | null; total: number | null; used: number | null; unit: string | null; details: unknown }[] | null
  callbackCounts: { kind: string; accepted: number; refused: number }[]
}

let app: TestApp
let folder: string
let live: HuaweiSandbox
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avatargraph-accounts-'))
  const gone = await startHuaweiSandbox()
  await gone.close()
  const { endpoint, projectId, accessKey, secretKey } = gone.settings
  await writeFile(join(folder, 'accounts.json'), JSON.stringify([{ slug: 'dead', vendor: 'huawei', endpoint, projectId, accessKey, secretKey }]))
  live = await startHuaweiSandbox()
  const { settings } = live
  app = await startApp({
    ACCOUNTS_FILE: join(folder, 'accounts.json'),
    API_KEYS: [apiKey('v', 'viewer', 'viewer-key'), apiKey('o', 'operator', 'operator-key')].join(),
    VENDOR_DEADLINE_MS: '2000',
    HUAWEI_ENDPOINT: settings.endpoint,
    HUAWEI_PROJECT_ID: settings.projectId,
    HUAWEI_ACCESS_KEY: settings.accessKey,
    HUAWEI_SECRET_KEY: settings.secretKey,
    HUAWEI_CALLBACK_KEYS: settings.callbackKeys.join(),
  })
})
afterEach(() => live.faults.clear())
afterAll(async () => {
  await app.dispose()
  await Promise.all([live.close(), rm(folder, { recursive: true })])
})

const as = (role: 'viewer' | 'operator') => ({ authorization: `Bearer ${role}-key` })
async function accountNamed(slug: string, role: 'viewer' | 'operator' = 'operator'): Promise<AccountNode> {
  const { body } = await app.query<{ vendorAccounts: AccountNode[] }>(
    `{ vendorAccounts { slug abilities health { circuit openSince lastSuccessAt lastError { code message vendorCode operation at } }
      rates { operation section perSecond available queued waitMs } quotas { service expiresAt total used unit details } callbackCounts { kind accepted refused } } }`,
    {},
    as(role),
  )
  expect(body.errors, JSON.stringify(body.errors)).toBeUndefined()
  return body.data!.vendorAccounts.find((account) => account.slug === slug)!
}
const listRooms = (slug: string) => app.query(`{ liveRooms(first: 1, filter: { accounts: ["${slug}"] }) { nodes { id } } }`, {}, as('operator'))

describe('the health of an account', () => {
  it('is closed and without a word before the first call', async () => {
    expect((await accountNamed('xingyun')).health).toEqual({ circuit: 'CLOSED', openSince: null, lastSuccessAt: null, lastError: null })
  })

  it('tells when the vendor last answered, and what last went wrong', async () => {
    const from = Date.now()
    await listRooms('huawei')
    live.faults.add({ operation: 'showSmartLiveRoom', status: 400 })
    const room = Buffer.from(`LiveRoom:huawei:${live.world.rooms[0]!.id}`).toString('base64url')
    await app.query('query ($room: ID!) { liveRoom(id: $room) { name } }', { room }, as('operator'))
    const { health } = await accountNamed('huawei')
    expect(health).toMatchObject({ circuit: 'CLOSED', openSince: null, lastError: { code: 'VENDOR_REJECTED', operation: 'showSmartLiveRoom', message: expect.stringContaining('HUAWEI') as string } })
    expect(Date.parse(health.lastSuccessAt!)).toBeGreaterThanOrEqual(from)
    expect(Date.parse(health.lastError!.at)).toBeGreaterThanOrEqual(Date.parse(health.lastSuccessAt!))
  })

  it('does not take a missing entity for a failure', async () => {
    const before = (await accountNamed('huawei')).health.lastError
    const room = Buffer.from('LiveRoom:huawei:nobody').toString('base64url')
    expect((await app.query('query ($room: ID!) { liveRoom(id: $room) { name } }', { room }, as('operator'))).body.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
    expect((await accountNamed('huawei')).health.lastError).toEqual(before)
  })

  it('shows the open circuit of a vendor that is dead, and since when', async () => {
    const from = Date.now()
    for (let n = 0; n < 3; n += 1) await listRooms('dead')
    const { health } = await accountNamed('dead')
    expect(health).toMatchObject({ circuit: 'OPEN', lastSuccessAt: null, lastError: { code: 'VENDOR_UNAVAILABLE' } })
    expect(Date.parse(health.openSince!)).toBeGreaterThanOrEqual(from)
  })

  it('keeps the words of errors from callers who only view', async () => {
    expect((await accountNamed('dead', 'viewer')).health.lastError).toMatchObject({ code: 'VENDOR_UNAVAILABLE', message: null })
  })
})

describe('the rates of an account', () => {
  it('are those that the vendor documents in its region, all free in the beginning', async () => {
    const { rates } = await accountNamed('huawei')
    expect(rates).toHaveLength(54)
    expect(rates.find(({ operation }) => operation === 'startSmartLive')).toEqual({ operation: 'startSmartLive', section: '6.2.1', perSecond: 4, available: 1, queued: 0, waitMs: 0 })
    expect((await accountNamed('xingyun')).rates).toEqual([])
  })

  it('show who waits and for how long', async () => {
    const ids = Array.from({ length: 16 }, (_, n) => Buffer.from(`VideoScript:huawei:s${n}`).toString('base64url'))
    const asked = app.query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }, as('operator'))
    let busy: AccountNode['rates'][number] | undefined
    // Who waits at this very moment is chance; that somebody does, while so many are asked for, is not.
    await until(async () => Boolean((busy = (await accountNamed('huawei')).rates.find(({ operation }) => operation === 'showVideoScript'))?.queued), 'calls wait for their turn')
    expect(busy).toMatchObject({ available: 0 })
    expect(busy?.waitMs).toBeGreaterThan(0)
    await asked
  })
})

describe('the quotas of an account', () => {
  it('are null where the vendor has no such operation', async () => {
    const { quotas, abilities } = await accountNamed('huawei')
    expect(quotas).toBeNull()
    expect(abilities).not.toContain('QUOTAS')
  })

  it('are what the vendor tells, with what it tells beside', async () => {
    // No vendor that is played here tells any: one is given a voice.
    const account = app.app.accounts.find(({ slug }) => slug === 'xingyun') as { -readonly [K in keyof Account]: Account[K] }
    account.quotas = () => Promise.resolve([{ service: 'Broadcast', expiresAt: new Date(0), total: 10, used: 2.5, unit: 'hours', details: { InnerField: [1] } }])
    const { quotas, abilities } = await accountNamed('xingyun')
    delete account.quotas
    expect(quotas).toEqual([{ service: 'Broadcast', expiresAt: '1970-01-01T00:00:00.000Z', total: 10, used: 2.5, unit: 'hours', details: { InnerField: [1] } }])
    expect(abilities).toContain('QUOTAS')
  })
})

it('the callbacks of an account are counted, those that were refused apart', async () => {
  const url = `${app.url}/callbacks/huawei/live`
  const good = signed(scriptSwitch('session-1', 1), { url, key: live.settings.callbackKeys[0]! })
  expect([(await deliver(url, good)).status, (await deliver(url, good)).status]).toEqual([200, 200])
  expect((await deliver(url, signed(scriptSwitch('session-1', 2), { url, key: 'forged' }))).status).toBe(401)
  expect((await accountNamed('huawei')).callbackCounts).toEqual([{ kind: 'live', accepted: 2, refused: 1 }])
  expect((await accountNamed('xingyun')).callbackCounts).toEqual([])
})

describe('trackJob without an account', () => {
  const track = async (input: object) => {
    const document = 'mutation ($input: TrackJobInput!) { trackJob(input: $input) { job { __typename } userErrors { code field message } } }'
    const { body } = await app.query<{ trackJob: { job: object | null; userErrors: { code: string; field: string | null; message: string }[] } }>(document, { input }, as('operator'))
    return body.data!.trackJob
  }

  it('names the accounts to choose from, of the vendor if it is given', async () => {
    expect((await track({ kind: 'VIDEO', nativeId: 'x', vendor: 'HUAWEI' })).userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: 'input.account', message: expect.stringContaining('huawei') as string }])
  })

  it('says when no account of the vendor can have such jobs', async () => {
    expect((await track({ kind: 'VIDEO', nativeId: 'x', vendor: 'XINGYUN' })).userErrors).toMatchObject([{ code: 'UNSUPPORTED', message: expect.stringContaining('XINGYUN') as string }])
  })
})
