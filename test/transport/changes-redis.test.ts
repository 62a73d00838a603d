import { afterEach, expect, test } from 'vitest'
import { openRedisChanges } from '../../src/transport/changes-redis.js'
import { realRedis } from '../support/redis.js'
import { until } from '../support/until.js'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
})

test('replicas on one Redis hear of what one of them writes, the writer at once', async (ctx) => {
  const redis = (await realRedis()) ?? ctx.skip()
  const [one, other] = await Promise.all([openRedisChanges(redis), openRedisChanges(redis)])
  opened.push(one, other)
  const heard: (string | undefined)[] = []
  const heardHere: (string | undefined)[] = []
  // Whoever hears for the first time is told that something of all accounts may have been missed.
  other.hear((account) => heard.push(account))
  one.hear((account) => heardHere.push(account))
  await until(() => {
    one.wrote('huawei')
    return heard.includes('huawei')
  }, 'the other replica has heard')
  expect(heardHere).toContain('huawei')
  one.happened('tencent')
  expect(heardHere).toContain('tencent')
  expect(heard).not.toContain('tencent')
})
