import { describe, expect, test } from 'vitest'
import { AvatarGraphError, type ErrorCode } from '../../src/domain/errors.js'
import type { CallContext } from '../../src/domain/port.js'
import { createCache, type CacheLife } from '../../src/transport/stale.js'

const START = 1_700_000_000_000
const call = (more: Partial<CallContext> = {}): CallContext => ({ requestId: 'r', deadline: Date.now() + 5_000, ...more })
const down = (code: ErrorCode = 'VENDOR_UNAVAILABLE') => new AvatarGraphError(code, 'no')

/** A cache over a vendor that counts up, or fails as told, or answers only when told. */
function counting(life: CacheLife = {}) {
  const vendor = { now: START, asked: 0, failure: undefined as Error | undefined, gate: undefined as Promise<void> | undefined }
  const get = createCache(
    { vendor: 'XINGYUN', account: 'x' },
    async () => {
      const answer = ++vendor.asked
      await vendor.gate
      if (vendor.failure) throw vendor.failure
      return answer
    },
    { freshMs: 1_000, staleMs: 10_000, keepMs: 100_000, pauseMs: 500, now: () => vendor.now, ...life },
  )
  return { vendor, get }
}
/** Lets what goes on in the background have its turn. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('a cache', () => {
  test('asks once for all who ask at the same time, and again only when its life is over', async () => {
    const { vendor, get } = counting()
    expect(await Promise.all([get(call()), get(call())])).toEqual([{ value: 1 }, { value: 1 }])
    vendor.now += 999
    expect(await get(call())).toEqual({ value: 1 })
    expect(vendor.asked).toBe(1)
  })

  test('serves a stale value at once, says of when it is, and refreshes it in the background', async () => {
    const { vendor, get } = counting()
    await get(call())
    vendor.now += 5_000
    expect(await get(call())).toEqual({ value: 1, asOf: new Date(START) })
    await settle()
    expect(await get(call())).toEqual({ value: 2 })
  })

  test('waits for the vendor where the value is older than that', async () => {
    const { vendor, get } = counting()
    await get(call())
    vendor.now += 50_000
    expect(await get(call())).toEqual({ value: 2 })
  })

  test.each(['VENDOR_UNAVAILABLE', 'VENDOR_RATE_LIMITED', 'VENDOR_MALFORMED'] as const)('serves an old value when the vendor answers %s', async (code) => {
    const { vendor, get } = counting()
    await get(call())
    vendor.failure = down(code)
    vendor.now += 50_000
    expect(await get(call())).toEqual({ value: 1, asOf: new Date(START) })
  })

  test('leaves a vendor that failed alone for a while, and then asks again', async () => {
    const { vendor, get } = counting()
    await get(call())
    vendor.failure = down()
    vendor.now += 50_000
    await get(call())
    vendor.now += 499
    await get(call())
    expect(vendor.asked).toBe(2)
    vendor.failure = undefined
    vendor.now += 1
    expect(await get(call())).toEqual({ value: 3 })
  })

  test('does not wait long for a slow vendor when there is an old value', async () => {
    const { vendor, get } = counting({ patienceMs: 20 })
    await get(call())
    let open = () => {}
    vendor.gate = new Promise((resolve) => (open = resolve))
    vendor.now += 50_000
    expect(await get(call())).toEqual({ value: 1, asOf: new Date(START) })
    open()
    await settle()
    expect(await get(call())).toEqual({ value: 2 })
  })

  test('with nothing to serve throws what the vendor said, and so does a value that is too old', async () => {
    const { vendor, get } = counting()
    vendor.failure = down()
    await expect(get(call())).rejects.toBe(vendor.failure)
    vendor.failure = undefined
    await get(call())
    vendor.failure = down()
    vendor.now += 100_000
    await expect(get(call())).rejects.toBe(vendor.failure)
  })

  test('does not cover up that the vendor refuses the account', async () => {
    const { vendor, get } = counting()
    await get(call())
    vendor.failure = down('VENDOR_AUTH')
    vendor.now += 50_000
    await expect(get(call())).rejects.toBe(vendor.failure)
    vendor.failure = down()
    await expect(get(call())).rejects.toBe(vendor.failure)
  })

  test('whose background refresh is refused forgets, so that the next caller is told', async () => {
    const { vendor, get } = counting()
    await get(call())
    vendor.failure = down('VENDOR_REJECTED')
    vendor.now += 5_000
    expect(await get(call())).toMatchObject({ value: 1 })
    await settle()
    await expect(get(call())).rejects.toBe(vendor.failure)
  })

  test('is asked anew by who can use nothing older, and tells that it cannot', async () => {
    const { vendor, get } = counting()
    await get(call())
    vendor.now += 300
    expect(await get(call(), 301)).toEqual({ value: 1 })
    expect(await get(call(), 300)).toEqual({ value: 2 })
    vendor.failure = down()
    vendor.now += 300
    await expect(get(call(), 300)).rejects.toBe(vendor.failure)
    expect(await get(call())).toEqual({ value: 2 })
  })
})
