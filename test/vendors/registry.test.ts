import { afterEach, expect, test } from 'vitest'
import { ABILITIES, type Account } from '../../src/domain/port.js'
import { createRateLimiter } from '../../src/transport/rate-limit.js'
import { createAccounts } from '../../src/vendors/registry.js'

let accounts: Account[] = []
afterEach(async () => {
  await Promise.all(accounts.map((account) => account.close()))
})

test('each vendor opens with the abilities it has, in the order of the settings, and calls nobody', () => {
  const common = { endpoint: 'https://vendor.invalid', sandbox: false, rateLimiter: createRateLimiter() }
  const huawei = { ...common, vendor: 'HUAWEI', projectId: 'p', auth: { accessKey: 'a', secretKey: 's' }, callbackBase: () => undefined } as const
  accounts = createAccounts([
    { ...common, vendor: 'XINGYUN', slug: 'xingyun', appId: 'a', appSecret: 's' },
    { ...huawei, slug: 'huawei', region: 'cn-north-4', callbackKeys: ['k'] },
    { ...huawei, slug: 'huawei-east', region: 'cn-east-3', callbackKeys: [] },
  ])
  // Motions are Xingyun's, quotas are told by Tencent; all else Huawei has, and callbacks only with keys to check them.
  const atHuawei = ABILITIES.filter((ability) => ability !== 'motions' && ability !== 'quotas')
  expect(accounts.map((account) => [account.slug, account.vendor, account.region, ABILITIES.filter((ability) => account[ability])])).toEqual([
    ['xingyun', 'XINGYUN', undefined, ['motions']],
    ['huawei', 'HUAWEI', 'cn-north-4', atHuawei],
    ['huawei-east', 'HUAWEI', 'cn-east-3', atHuawei.filter((ability) => ability !== 'callbacks')],
  ])
})
