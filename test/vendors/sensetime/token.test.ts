import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { createCredentials, type Credentials } from '../../../src/transport/credentials.js'
import { openRedisCredentials, type RedisCredentials } from '../../../src/transport/credentials-redis.js'
import { signForToken } from '../../../src/vendors/sensetime/signature.js'
import vectors from '../../sandbox/vectors.json' with { type: 'json' }
import { realRedis, startRedis } from '../../support/redis.js'
import { until } from '../../support/until.js'
import { context, refusal } from '../calls.js'
import { startSenseTime, type SenseTimeAccount, type Sandboxed } from './sandboxed.js'

const HOUR = 3_600_000

describe('the sign of a token request', () => {
  const [vector] = vectors.sensetimeToken
  test("equals the vendor's own", () => {
    const { appId, appKey, timestamp, sign } = vector!
    expect(signForToken({ appId, appKey }, Number(timestamp) * 1_000 + 999)).toEqual({ appId, timestamp, sign, grantType: 'sign' })
  })
  test.each([
    ['appId', { appId: 'other' }, 0],
    ['appKey', { appKey: 'other' }, 0],
    ['the second', {}, 1_000],
  ])('changes with %s', (_, bent, later) => {
    const { appId, appKey, timestamp, sign } = vector!
    expect(signForToken({ appId, appKey, ...bent }, Number(timestamp) * 1_000 + later).sign).not.toBe(sign)
  })
})

let vendor: Sandboxed | undefined
let clock = Date.now()
const opened: RedisCredentials[] = []
afterEach(async () => {
  await vendor?.close()
  await Promise.all(opened.splice(0).map((one) => one.close()))
})

/** A simulator on the test's own clock; so many replicas with what `credentials` gives each. */
async function replicas(count: number, credentials: (n: number) => Credentials | Promise<Credentials>, unconfirmed = {}) {
  clock = Date.now()
  vendor = await startSenseTime({ now: () => clock, unconfirmed })
  return Promise.all(Array.from({ length: count }, async (_, n) => vendor!.open({ credentials: counted(await credentials(n)) })))
}
/** Renewals under way, at all replicas. */
let renewals = 0
const counted = (credentials: Credentials): Credentials => ({
  async renew(...asked) {
    renewals += 1
    try {
      return await credentials.renew(...asked)
    } finally {
      renewals -= 1
    }
  },
})
const settled = () => until(() => renewals === 0, 'no token is being renewed')
const one = async (unconfirmed = {}) => (await replicas(1, () => createCredentials(), unconfirmed))[0]!
/** A call that needs the token. */
const use = (account: SenseTimeAccount) => account.live.list!({}, { size: 1 }, context())
const tokens = () => vendor!.asked().filter((operation) => operation === 'createToken' || operation === 'refreshToken')
const refusals = () => vendor!.requests('listRunningLiveChannels').filter(({ refused }) => refused !== null)

describe('a token', () => {
  test('is fetched once for all who ask at once, and kept', async () => {
    const account = await one()
    await Promise.all([use(account), use(account), use(account)])
    clock += 3 * HOUR
    await use(account)
    expect(tokens()).toEqual(['createToken'])
  })

  test('is refreshed once after three and a half hours, while it still serves', async () => {
    const account = await one()
    await use(account)
    clock += 3.5 * HOUR
    const refreshed = vendor!.sandbox.journal.next(({ operation }) => operation === 'refreshToken')
    await Promise.all([use(account), use(account)])
    await refreshed
    await settled()
    await Promise.all([use(account), use(account)])
    expect(tokens()).toEqual(['createToken', 'refreshToken'])
    expect(vendor!.requests('refreshToken')).toMatchObject([{ body: { grantType: 'refreshToken' }, refused: null }])
    clock += 3.4 * HOUR
    await use(account)
    expect(tokens()).toHaveLength(2)
    expect(refusals()).toEqual([])
  })

  test('is refreshed with the refresh token that came last, where the vendor gives a new one each time', async () => {
    const account = await one({ refreshRotates: true })
    await use(account)
    for (const round of [1, 2, 3]) {
      clock += 3.5 * HOUR
      await use(account)
      await until(() => tokens().length === round + 1)
    }
    expect(tokens()).toEqual(['createToken', 'refreshToken', 'refreshToken', 'refreshToken'])
    expect(vendor!.requests('refreshToken').every(({ refused }) => refused === null)).toBe(true)
  })

  test('is fetched by signature when it has run out', async () => {
    const account = await one()
    await use(account)
    clock += 9 * HOUR
    await use(account)
    expect(tokens()).toEqual(['createToken', 'createToken'])
    expect(refusals()).toEqual([])
  })

  test('is fetched by signature when the refresh token has run out', async () => {
    const account = await one({ refreshTokenLife: 3 * 3600 })
    await use(account)
    clock += 3.5 * HOUR
    await use(account)
    await until(() => tokens().length === 2)
    expect(tokens()).toEqual(['createToken', 'createToken'])
  })

  test.each([200, 401])('that is refused with the status %i is renewed once, and the call made again', async (errorStatus) => {
    const account = await one({ errorStatus })
    await use(account)
    vendor!.sandbox.expireTokens()
    const told = context()
    await account.live.list!({}, { size: 1 }, told)
    expect(told.calls.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual(['listRunningLiveChannels AUTH', 'obtainToken OK', 'listRunningLiveChannels OK'])
  })

  test('that is refused for good is renewed once a call, and the error says so', async () => {
    const account = await one()
    await use(account)
    vendor!.sandbox.faults.add({ operation: 'listRunningLiveChannels', code: 84115943, times: 2 })
    expect(await refusal(use(account))).toMatchObject({ code: 'VENDOR_AUTH', details: { vendorCode: '84115943', hint: expect.stringContaining('two newest tokens') as string } })
    expect(tokens()).toHaveLength(2)
  })

  test('whose renewal comes too soon for the vendor serves on, and is left alone for a while', async () => {
    const account = await one()
    await use(account)
    clock += 3.5 * HOUR
    vendor!.sandbox.faults.add({ operation: 'refreshToken', code: 60112161, times: 1 })
    await use(account)
    await until(() => tokens().length === 2)
    await use(account)
    clock += HOUR / 5
    await use(account)
    expect(tokens()).toEqual(['createToken', 'refreshToken'])
    clock += HOUR / 5
    await use(account)
    await until(() => tokens().length === 3)
    expect(tokens().at(-1)).toBe('refreshToken')
  })

  test('that cannot be had is VENDOR_AUTH, and neither key nor personal data is told', async () => {
    clock = Date.now()
    vendor = await startSenseTime()
    const account = vendor.open({ appKey: 'wrong-key' })
    const error = await refusal(use(account))
    expect(error).toMatchObject({ code: 'VENDOR_AUTH', details: { vendorCode: '60112160', hint: expect.stringContaining('appKey') as string } })
    expect(JSON.stringify([error, String(error)])).not.toMatch(/wrong-key|example\.com|1380/)
  })
})

describe('two replicas', () => {
  const onRedis = async () => {
    const redis = await realRedis()
    if (!redis) return undefined
    const prefix = `${redis.prefix}${randomUUID()}:`
    return async () => {
      const credentials = await openRedisCredentials({ url: redis.url, prefix })
      opened.push(credentials)
      return credentials
    }
  }

  test('on one Redis use one token, and one of them refreshes it', async (ctx) => {
    const [first, second] = await replicas(2, (await onRedis()) ?? ctx.skip())
    await Promise.all([use(first!), use(second!)])
    expect(tokens()).toEqual(['createToken'])
    for (const round of [1, 2, 3]) {
      clock += 3.5 * HOUR
      await Promise.all([use(first!), use(second!)])
      await settled()
      expect(tokens()).toHaveLength(round + 1)
      await Promise.all([use(first!), use(second!)])
    }
    expect(tokens()).toEqual(['createToken', 'refreshToken', 'refreshToken', 'refreshToken'])
    expect(vendor!.requests('refreshToken').filter(({ refused }) => refused !== null)).toEqual([])
    expect(refusals()).toEqual([])
  })

  test('on one Redis fetch one token when theirs is refused', async (ctx) => {
    const [first, second] = await replicas(2, (await onRedis()) ?? ctx.skip())
    await Promise.all([use(first!), use(second!)])
    vendor!.sandbox.expireTokens({ refreshTokens: true })
    await Promise.all([use(first!), use(second!), use(first!)])
    expect(tokens()).toEqual(['createToken', 'createToken'])
  })

  test('that start one after the other ask for no token twice', async (ctx) => {
    const credentials = (await onRedis()) ?? ctx.skip()
    const [first] = await replicas(1, credentials)
    await use(first!)
    await use(vendor!.open({ credentials: await credentials() }))
    expect(tokens()).toEqual(['createToken'])
  })

  test('without Redis have a token each, and neither throws out that of the other', async () => {
    const [first, second] = await replicas(2, () => createCredentials())
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([use(first!), use(second!)])
      clock += HOUR
    }
    expect(tokens()).toEqual(['createToken', 'createToken'])
    expect(refusals()).toEqual([])
  })

  test('carry on alone while their Redis is away, and share again when it is back', async (ctx) => {
    const redis = (await startRedis()) ?? ctx.skip()
    try {
      const [first, second] = await replicas(2, async () => {
        const credentials = await openRedisCredentials({ url: redis.url })
        opened.push(credentials)
        return credentials
      })
      await Promise.all([use(first!), use(second!)])
      await redis.stop()
      clock += 9 * HOUR
      await Promise.all([use(first!), use(second!)])
      expect(tokens()).toEqual(['createToken', 'createToken', 'createToken'])

      await redis.start()
      clock += 9 * HOUR
      // One of them finds Redis back first; from then on they share. Until then the other may be handed, instead of its own token
      // that was just thrown out, the one of the first, which was too: that call is refused.
      await until(async () => {
        vendor!.sandbox.expireTokens({ refreshTokens: true })
        const before = tokens().length
        const calls = await Promise.allSettled([use(first!), use(second!)])
        return calls.every(({ status }) => status === 'fulfilled') && tokens().length === before + 1
      }, 'one token serves both')
    } finally {
      await redis.dispose()
    }
  })
})
