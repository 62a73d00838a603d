import { afterEach, describe, expect, test } from 'vitest'
import { context, refusal } from '../calls.js'
import { iamUserOf, startHuawei, type Sandboxed } from './sandboxed.js'

const HOUR = 3_600_000
let huawei: Sandboxed
let clock = Date.now()
afterEach(() => huawei.close())

/** An account with token authentication; it and the simulator read the same clock. */
async function start(password?: string) {
  clock = Date.now()
  const now = () => clock
  huawei = await startHuawei({ now, throttle: false, account: (sandbox) => ({ now, auth: { ...iamUserOf(sandbox), ...(password && { password }) } }) })
}
const list = (told = context()) => huawei.account.catalogue.list({}, { size: 1 }, told)
const tokens = () => huawei.sandbox.journal.count('createToken')

describe('token authentication', () => {
  test('fetches one token for all who ask at once, and keeps it', async () => {
    await start()
    const told = context()
    await Promise.all([list(told), list(), list(), list()])
    clock += 20 * HOUR
    await list()
    expect(tokens()).toBe(1)
    expect(told.calls.map(({ operation, outcome, status }) => [operation, outcome, status])).toEqual([['obtainToken', 'OK', 201], ['listAssets', 'OK', 200]])
    const [request] = huawei.sandbox.journal.entries()
    expect(request).toMatchObject({ body: { auth: { scope: { project: { id: huawei.sandbox.settings.projectId } } } } })
  })

  test('asks for the token in the name of no third-party user, and for everything else in that of the caller', async () => {
    await start()
    await Promise.all(['ann', 'bob', undefined].map((appUserId) => list(context({ appUserId }))))
    const asked = huawei.sandbox.journal.entries().flatMap((entry) => (entry.kind === 'request' ? [`${entry.operation} ${String(entry.headers['x-app-userid'])}`] : []))
    expect(asked.sort()).toEqual(['createToken undefined', 'listAssets ann', 'listAssets bob', 'listAssets undefined'])
  })

  test('renews the token before it ends, once, while the old one serves', async () => {
    await start()
    await list()
    clock += 22 * HOUR
    const renewed = huawei.sandbox.journal.next((entry) => entry.operation === 'createToken')
    const answers = await Promise.all([list(), list(), list()])
    expect(answers.every(({ items }) => items.length === 1)).toBe(true)
    await renewed
    await list()
    expect(tokens()).toBe(2)
    clock += 20 * HOUR
    await list()
    expect(tokens()).toBe(2)
  })

  test('keeps serving while the renewal fails', async () => {
    await start()
    await list()
    clock += 22 * HOUR
    huawei.sandbox.faults.add({ operation: 'createToken', status: 500 })
    const tried = huawei.sandbox.journal.next((entry) => entry.operation === 'createToken')
    expect((await list()).items).toHaveLength(1)
    await tried
  })

  test('waits for a new token when the old one has ended', async () => {
    await start()
    await list()
    clock += 30 * HOUR
    expect((await list()).items).toHaveLength(1)
    expect(tokens()).toBe(2)
    expect(huawei.sandbox.journal.count('listAssets', (entry) => entry.kind === 'request' && entry.status === 401)).toBe(0)
  })

  test('drops a token that is refused, once, and tries again with a new one', async () => {
    await start()
    await list()
    huawei.sandbox.faults.add({ operation: 'listAssets', status: 401, times: 1 })
    const told = context()
    expect((await list(told)).items).toHaveLength(1)
    expect(told.calls.map(({ operation, outcome }) => [operation, outcome])).toEqual([['listAssets', 'AUTH'], ['obtainToken', 'OK'], ['listAssets', 'OK']])
  })

  test('gives up when the new token is refused too', async () => {
    await start()
    huawei.sandbox.faults.add({ operation: 'listAssets', status: 401 })
    expect(await refusal(list())).toMatchObject({ code: 'VENDOR_AUTH' })
    expect(huawei.sandbox.journal.count('listAssets')).toBe(2)
  })

  test('with a wrong password is VENDOR_AUTH, says so, and not which one', async () => {
    await start('wrong-password')
    const error = await refusal(list())
    expect(error).toMatchObject({ code: 'VENDOR_AUTH', message: expect.stringContaining('password is wrong') as string, details: { vendor: 'HUAWEI', account: 'huawei' } })
    expect(String(error)).not.toContain('wrong-password')
    expect(huawei.sandbox.journal.count('listAssets')).toBe(0)
  })

  test('keeps an outage of IAM apart from one of MetaStudio', async () => {
    await start()
    huawei.sandbox.faults.add({ operation: 'createToken', status: 500 })
    for (let i = 0; i < 6; i += 1) await refusal(list())
    expect(tokens()).toBe(5)
    expect(await refusal(list())).toMatchObject({ code: 'VENDOR_UNAVAILABLE' })
  })
})
