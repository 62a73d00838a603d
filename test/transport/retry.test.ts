import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_ATTEMPTS, parseRetryAfter, retryWait, type AttemptFailure, type RetryClass, type RetryQuestion } from '../../src/transport/retry.js'

const now = Date.UTC(2024, 5, 1)
const ask = (retry: RetryClass, failure: AttemptFailure, more: Partial<RetryQuestion> = {}) =>
  retryWait({ retry, failure, attempt: 1, now, deadline: now + 60_000, random: 0.5, ...more })
const status = (code: number, more: { tryLater?: boolean; retryAfter?: string } = {}): AttemptFailure => ({ kind: 'STATUS', status: code, ...more })

describe('what is asked again', () => {
  test.each([429, 502, 503, 504])('a read, and a write that may be repeated, after status %i', (code) => {
    expect(ask('READ', status(code))).toBeDefined()
    expect(ask('IDEMPOTENT', status(code))).toBeDefined()
  })

  test.each([400, 401, 403, 404, 409, 500, 501])('nothing after status %i', (code) => {
    for (const retry of ['READ', 'IDEMPOTENT', 'CREATE'] as const) expect(ask(retry, status(code))).toBeUndefined()
  })

  test('a read after a broken connection, a create not: it may have been carried out', () => {
    expect(ask('READ', { kind: 'BROKEN' })).toBeDefined()
    expect(ask('CREATE', { kind: 'BROKEN' })).toBeUndefined()
  })

  test('even a create when it certainly was not carried out: never sent, or turned away with 429', () => {
    expect(ask('CREATE', { kind: 'UNREACHED' })).toBeDefined()
    expect(ask('CREATE', status(429))).toBeDefined()
    for (const code of [502, 503, 504]) expect(ask('CREATE', status(code))).toBeUndefined()
  })

  test("the vendor's own code outranks the status", () => {
    expect(ask('READ', status(429, { tryLater: false }))).toBeUndefined()
    expect(ask('CREATE', status(429, { tryLater: false }))).toBeUndefined()
    expect(ask('READ', status(200, { tryLater: true }))).toBeDefined()
    expect(ask('CREATE', status(200, { tryLater: true }))).toBeUndefined()
  })

  test('nothing after the last attempt', () => {
    expect(ask('READ', status(503), { attempt: MAX_ATTEMPTS - 1 })).toBeDefined()
    expect(ask('READ', status(503), { attempt: MAX_ATTEMPTS })).toBeUndefined()
  })
})

describe('how long it waits', () => {
  test('anything from nothing to a bound that doubles', () => {
    expect([1, 2, 3].map((attempt) => ask('READ', status(503), { attempt, random: 0 }))).toEqual([0, 0, 0])
    expect([1, 2, 3].map((attempt) => ask('READ', status(503), { attempt, random: 1 }))).toEqual([200, 400, 800])
  })

  test('at least as long as Retry-After asks, in seconds or as a date', () => {
    expect(ask('READ', status(429, { retryAfter: '7' }), { random: 0 })).toBe(7_000)
    expect(ask('READ', status(429, { retryAfter: new Date(now + 9_000).toUTCString() }), { random: 0 })).toBe(9_000)
  })

  test('never past the deadline, whatever is asked', () => {
    fc.assert(
      fc.property(fc.nat(30_000), fc.nat(40), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 5 }), (left, seconds, random, attempt) => {
        const wait = ask('READ', status(503, { retryAfter: String(seconds) }), { deadline: now + left, random, attempt })
        expect(wait === undefined || (wait >= seconds * 1_000 && wait < left)).toBe(true)
      }),
    )
  })

  test.each([undefined, '', 'soon', '-5', '1.5', '12:00'])('an unreadable Retry-After asks for nothing: %s', (header) => {
    expect(parseRetryAfter(header, now)).toBe(0)
  })

  test('a Retry-After in the past asks for nothing', () => {
    expect(parseRetryAfter(new Date(now - 5_000).toUTCString(), now)).toBe(0)
  })
})
