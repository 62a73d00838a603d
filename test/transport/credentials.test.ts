import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test, type TestContext } from 'vitest'
import { createCredentials, type Credential, type Credentials } from '../../src/transport/credentials.js'
import { openRedisCredentials, type RedisCredentials } from '../../src/transport/credentials-redis.js'
import { realRedis } from '../support/redis.js'
import { until } from '../support/until.js'

const opened: RedisCredentials[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
})

/** Two users of what is kept: of one process, or two replicas on one Redis. */
const KEEPERS: Record<string, (ctx: TestContext) => Promise<[Credentials, Credentials]>> = {
  'one process': async () => {
    const credentials = createCredentials()
    return [credentials, credentials]
  },
  'two replicas on one Redis': async (ctx) => {
    const redis = (await realRedis()) ?? ctx.skip()
    const prefix = `${redis.prefix}${randomUUID()}:`
    const open = async () => {
      const credentials = await openRedisCredentials({ url: redis.url, prefix })
      opened.push(credentials)
      return credentials
    }
    return [await open(), await open()]
  },
}

const soon = () => Date.now() + 5_000
const life = (value: unknown, ms = 60_000) => Promise.resolve({ value, expiresAt: Date.now() + ms })
/** What is kept now. */
const keptAt = async (credentials: Credentials, name = 'a') => {
  let kept: unknown
  await credentials.renew(name, soon(), (known) => life((kept = known)))
  return kept
}

describe.each(Object.entries(KEEPERS))('credentials of %s', (_, keepers) => {
  test('are handed to whoever asks next, under their name alone', async (ctx) => {
    const [one, other] = await keepers(ctx)
    expect((await one.renew('a', soon(), () => life({ token: 't' }))).value).toEqual({ token: 't' })
    expect(await keptAt(other)).toEqual({ token: 't' })
    expect(await keptAt(other, 'b')).toBeUndefined()
  })

  test('are renewed by one at a time', async (ctx) => {
    const keeping = await keepers(ctx)
    let inside = 0
    const seen: unknown[] = []
    await Promise.all(
      [...keeping, ...keeping].map((credentials, n) =>
        credentials.renew('a', soon(), async (kept) => {
          expect((inside += 1)).toBe(1)
          seen.push(kept)
          await new Promise((resolve) => setImmediate(resolve))
          inside -= 1
          return life(n)
        }),
      ),
    )
    expect(seen[0]).toBeUndefined()
    expect(seen.slice(1).every((kept) => typeof kept === 'number')).toBe(true)
  })

  test('that have expired are kept from everybody', async (ctx) => {
    const [one, other] = await keepers(ctx)
    await one.renew('a', soon(), () => life('old', -1))
    expect(await keptAt(other)).toBeUndefined()
  })

  test('stay as they are when a renewal fails, and the next one is not held up', async (ctx) => {
    const [one, other] = await keepers(ctx)
    await one.renew('a', soon(), () => life('good'))
    await expect(one.renew('a', soon(), () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect(await keptAt(other)).toBe('good')
  })
})

test('a replica that waits for another longer than it may says so, and does nothing', async (ctx) => {
  const [one, other] = await KEEPERS['two replicas on one Redis']!(ctx)
  let finish: (() => void) | undefined
  const slow = one.renew('a', soon(), () => new Promise<Credential<string>>((resolve) => (finish = () => resolve({ value: 't', expiresAt: soon() }))))
  await until(() => finish !== undefined)
  let asked = false
  await expect(other.renew('a', Date.now() + 150, () => life((asked = true)))).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE', details: { retryable: true } })
  expect(asked).toBe(false)
  finish?.()
  await slow
  expect(await keptAt(other)).toBe('t')
})

test('without a Redis that answers, each replica keeps its own', async () => {
  const away: Error[] = []
  const credentials = await openRedisCredentials({ url: 'redis://127.0.0.1:9', patience: 100, onAway: (error) => away.push(error) })
  opened.push(credentials)
  await credentials.renew('a', soon(), () => life('mine'))
  expect(await keptAt(credentials)).toBe('mine')
  expect(away).toHaveLength(1)
})
