import { afterEach, expect, test } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { Throttle } from '../../src/sandbox/throttle.js'
import { callHuawei } from './client.js'

let sandbox: HuaweiSandbox | undefined
afterEach(() => sandbox?.close())

test('the twenty-first listing within a second is refused with 429 and Retry-After, and the next second is free again', async () => {
  let now = Date.UTC(2026, 6, 1)
  sandbox = await startHuaweiSandbox({ now: () => now })
  for (let call = 0; call < 20; call++) expect((await callHuawei(sandbox, '/digital-assets?limit=1', { at: now })).status).toBe(200)
  const refused = await callHuawei(sandbox, '/digital-assets?limit=1', { at: now })
  expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '1' }, json: { error_code: 'MSS.47010004', error_msg: 'Request too frequently.' } })
  expect((await callHuawei(sandbox, '/smart-live-rooms', { at: now })).status).toBe(200)
  now += 1000
  expect((await callHuawei(sandbox, '/digital-assets?limit=1', { at: now })).status).toBe(200)
})

test('operations without a documented rate are not limited, nor is anything with throttle: false', async () => {
  const now = Date.UTC(2026, 6, 1)
  sandbox = await startHuaweiSandbox({ now: () => now })
  for (let call = 0; call < 30; call++) expect((await callHuawei(sandbox, '/smart-live-jobs', { at: now })).status).toBe(200)
  await sandbox.close()
  sandbox = await startHuaweiSandbox({ now: () => now, throttle: false })
  for (let call = 0; call < 30; call++) expect((await callHuawei(sandbox, '/digital-assets?limit=1', { at: now })).status).toBe(200)
})

test('calls that are not authorized use up nobody\'s rate', async () => {
  const now = Date.UTC(2026, 6, 1)
  sandbox = await startHuaweiSandbox({ now: () => now })
  for (let call = 0; call < 25; call++) expect((await callHuawei(sandbox, '/digital-assets', { at: now, secretKey: 'wrong' })).status).toBe(401)
  expect((await callHuawei(sandbox, '/digital-assets', { at: now })).status).toBe(200)
})

test('within any second at most the rate gets through, and knocking does not prolong the wait', () => {
  let now = 0
  const throttle = new Throttle(() => now)
  const admitted: number[] = []
  for (; now < 5000; now += 10) if (throttle.take('operation', 4) === 0) admitted.push(now)
  expect(admitted).toHaveLength(20)
  for (const start of admitted) expect(admitted.filter((at) => at >= start && at < start + 1000).length).toBeLessThanOrEqual(4)
})
