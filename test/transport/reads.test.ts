import { describe, expect, test } from 'vitest'
import type { CallContext, VendorRead } from '../../src/domain/port.js'
import { createReads } from '../../src/transport/reads.js'

const source = { vendor: 'HUAWEI', account: 'huawei' } as const

/** A vendor that answers when it is told to, behind reads that are fresh for two seconds. */
function vendor() {
  let now = 1_000
  const answers: { resolve: (value: string) => void; reject: (error: Error) => void }[] = []
  const told: VendorRead[] = []
  const calls: CallContext[] = []
  const reads = createReads(source, { freshMs: 2_000, now: () => now })
  const ask = (key = 'list', more: Partial<CallContext> = {}) =>
    reads.read(key, { requestId: 'r', deadline: Date.now() + 5_000, onRead: (read) => told.push(read), ...more }, (call) => {
      calls.push(call)
      return new Promise<string>((resolve, reject) => answers.push({ resolve, reject }))
    })
  return { ask, answers, told, calls, forget: () => reads.forget(), pass: (ms: number) => (now += ms) }
}

describe('a read', () => {
  test('serves all who ask while it is under way and while it is fresh, counted from when the vendor was asked', async () => {
    const { ask, answers, told, pass } = vendor()
    const both = Promise.all([ask(), ask()])
    pass(500)
    answers[0]!.resolve('one')
    expect(await both).toEqual(['one', 'one'])
    pass(1_499)
    expect(await ask()).toBe('one')
    expect(told).toEqual([
      { account: 'huawei', freshUntil: 3_000, reused: false },
      { account: 'huawei', freshUntil: 3_000, reused: true },
      { account: 'huawei', freshUntil: 3_000, reused: true },
    ])
    pass(1)
    const again = ask()
    expect(answers).toHaveLength(2)
    answers[1]!.resolve('two')
    expect(await again).toBe('two')
  })

  test('of something else is asked for itself', async () => {
    const { ask, answers } = vendor()
    const both = [ask('list'), ask('other')]
    answers[0]!.resolve('one')
    answers[1]!.resolve('two')
    expect(await Promise.all(both)).toEqual(['one', 'two'])
  })

  test('that fails is told to those who waited and to nobody after them', async () => {
    const { ask, answers, told } = vendor()
    const both = Promise.allSettled([ask(), ask()])
    answers[0]!.reject(new Error('away'))
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(told.map(({ freshUntil }) => freshUntil)).toEqual([0, 0])
    const again = ask()
    expect(answers).toHaveLength(2)
    answers[1]!.resolve('two')
    expect(await again).toBe('two')
  })

  test('goes on for the others when the caller who began it goes away', async () => {
    const { ask, answers, calls } = vendor()
    const caller = new AbortController()
    const first = ask('list', { signal: caller.signal, appUserId: 'lin' })
    const second = ask()
    caller.abort()
    await expect(first).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE', details: source })
    answers[0]!.resolve('still')
    expect(await second).toBe('still')
    expect(calls[0]).toMatchObject({ appUserId: 'lin', signal: undefined })
  })

  test('that must be fresh is asked anew', async () => {
    const { ask, answers } = vendor()
    const first = ask()
    answers[0]!.resolve('one')
    await first
    const anew = ask('list', { fresh: true })
    answers[1]!.resolve('two')
    expect(await anew).toBe('two')
  })
})

describe('after a change', () => {
  test('what was read is not told again', async () => {
    const { ask, answers, forget } = vendor()
    const first = ask()
    answers[0]!.resolve('before')
    await first
    forget()
    const second = ask()
    answers[1]!.resolve('after')
    expect(await second).toBe('after')
  })

  test('what was asked before it serves those who waited, and nobody who comes later', async () => {
    const { ask, answers, forget } = vendor()
    const early = ask()
    forget()
    const late = ask()
    answers[0]!.resolve('before')
    expect(await early).toBe('before')
    answers[1]!.resolve('after')
    expect(await late).toBe('after')
    expect(await ask()).toBe('after')
  })
})
