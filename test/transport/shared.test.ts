import { describe, expect, test } from 'vitest'
import type { CallContext } from '../../src/domain/port.js'
import { createShared } from '../../src/transport/shared.js'

const context = (more: Partial<CallContext> = {}): CallContext => ({ requestId: 'r', deadline: Date.now() + 5_000, ...more })

const source = { vendor: 'HUAWEI', account: 'huawei' } as const

function fetchOnDemand() {
  const answers: ((value: string) => void)[] = []
  const shared = createShared(source, () => new Promise<string>((resolve) => answers.push(resolve)))
  return { shared, answers }
}

describe('a shared fetch', () => {
  test('serves all who ask while it is under way, and the next one is new', async () => {
    const { shared, answers } = fetchOnDemand()
    const both = Promise.all([shared(context()), shared(context())])
    answers[0]?.('one')
    expect(await both).toEqual(['one', 'one'])
    const next = shared(context())
    answers[1]?.('two')
    expect(await next).toBe('two')
    expect(answers).toHaveLength(2)
  })

  test('goes on for the others when the caller who began it goes away', async () => {
    const { shared, answers } = fetchOnDemand()
    const caller = new AbortController()
    const first = shared(context({ signal: caller.signal }))
    const second = shared(context())
    caller.abort()
    await expect(first).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE', message: expect.stringContaining('gone') as string, details: source })
    await expect(shared(context({ signal: caller.signal }))).rejects.toThrow('gone')
    answers[0]?.('still')
    expect(await second).toBe('still')
  })

  test('keeps nobody past the own deadline', async () => {
    const { shared, answers } = fetchOnDemand()
    const patient = shared(context())
    await expect(shared(context({ deadline: Date.now() + 20 }))).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE' })
    answers[0]?.('late')
    expect(await patient).toBe('late')
  })

  test('is made for no third-party user, since its answer goes to those of all', async () => {
    const made: CallContext[] = []
    const shared = createShared(source, async (call) => made.push(call))
    await Promise.all([shared(context({ appUserId: 'ann' })), shared(context({ appUserId: 'bob' }))])
    expect(made).toMatchObject([{ requestId: 'r' }])
    expect(made[0]?.appUserId).toBeUndefined()
  })

  test('fails for all who wait, and is tried anew by the next', async () => {
    let tries = 0
    const shared = createShared(source, () => (++tries === 1 ? Promise.reject(new Error('down')) : Promise.resolve('up')))
    const waiting = await Promise.allSettled([shared(context()), shared(context())])
    expect(waiting.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await shared(context())).toBe('up')
  })

  test('that fails after all have gone harms nobody', async () => {
    const shared = createShared(source, () => Promise.reject(new Error('down')))
    await expect(shared(context({ signal: AbortSignal.abort() }))).rejects.toThrow('gone')
    await new Promise((resolve) => setImmediate(resolve))
    await expect(shared(context())).rejects.toThrow('down')
  })
})
